use std::{ops::Range, sync::LazyLock};

use super::{
    clauses::Kind,
    inflection::{Tense, tense},
    lexicon::Lexicon,
    reading::Reading,
    table::{TableError, rows},
    trigger::Trigger,
    words::Joint,
};
use crate::event::{EventType, Group};

/// Offices, forces, organisations and kinds of people.
static ACTORS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/actors.tsv")).expect("a unit test reads the bundled table")
});

/// How far, counted in words, an actor may stand from what it does.
const REACH_WORDS: u32 = 11;

fn parse(text: &str) -> Result<Lexicon<()>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<2>("actors.tsv", text) {
        let row = row?;
        let [lang, pattern] = row.cells;
        lexicon
            .add(lang, pattern, ())
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// Who acted, and upon or with whom, in the words of the sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Actors {
    pub(super) first: Option<String>,
    pub(super) second: Option<String>,
}

/// How many words after an event those stand whom it befalls.
const OBJECT_WORDS: usize = 3;

/// The actors of an event: who stands before it, with whom it is listed, and who follows `with` or `by`;
/// of violence and arrests also whom they befall: `gunmen killed two soldiers`, `two soldiers were killed`.
pub(super) fn actors(reading: &Reading<'_>, trigger: &Trigger, text: &str) -> Actors {
    let near: Vec<Range<usize>> = phrases(reading)
        .into_iter()
        .filter(|phrase| reading.clauses.distance(&trigger.words, phrase) <= REACH_WORDS)
        .collect();
    let named = |phrase: Option<&Range<usize>>| {
        phrase.map(|phrase| reading.span(phrase).of(text).to_owned())
    };
    let told = Sides::of(reading, trigger, &near);
    let (first, second) = match (told.agent, told.listed) {
        (Some(agent), _) => (Some(agent), told.subject),
        (None, _) if told.is_suffered => (None, told.subject.or(told.object)),
        (None, Some(first)) => (Some(first), told.subject),
        (None, None) => (told.subject, told.companion.or(told.object)),
    };
    Actors {
        first: named(first),
        second: named(second),
    }
}

/// Who stands where around an event.
struct Sides<'p> {
    /// Before it.
    subject: Option<&'p Range<usize>>,
    /// Listed before the subject: `Tashkent and Moscow`.
    listed: Option<&'p Range<usize>>,
    /// After `with`, on either side.
    companion: Option<&'p Range<usize>>,
    /// After `by`.
    agent: Option<&'p Range<usize>>,
    /// Right after it, where it befalls somebody.
    object: Option<&'p Range<usize>>,
    /// Whether it befalls its subject: `was arrested`.
    is_suffered: bool,
}

impl<'p> Sides<'p> {
    fn of(reading: &Reading<'_>, trigger: &Trigger, near: &'p [Range<usize>]) -> Self {
        let verb = verb(reading, trigger);
        let before = || near.iter().rev().filter(|phrase| phrase.start <= verb);
        let after = |kind| {
            near.iter()
                .find(|phrase| phrase.start > verb && governed(reading, phrase, kind))
        };
        let with = before().find(|phrase| reading.clauses.is(phrase.end, Kind::With));
        let subject = before().find(|phrase| Some(*phrase) != with);
        let listed = |last| before().find(|phrase| joined(reading, phrase, last));
        let befalls = befalls(trigger.event_type);
        let free = |phrase: &&Range<usize>| {
            let small = |at: usize| Kind::SMALL.iter().any(|kind| reading.clauses.is(at, *kind));
            let close = phrase.start > verb && phrase.start <= verb + OBJECT_WORDS;
            close && !(verb + 1..phrase.start).any(small)
        };
        Self {
            subject,
            listed: subject.and_then(listed),
            companion: with.or_else(|| after(Kind::With)),
            agent: after(Kind::By),
            object: near.iter().find(free).filter(|_| befalls),
            is_suffered: befalls && is_passive(reading, verb),
        }
    }
}

/// The verb of a trigger, or its last word.
fn verb(reading: &Reading<'_>, trigger: &Trigger) -> usize {
    let is_verb = |at: &&usize| {
        let tense = tense(reading.lang, &reading.words[**at]);
        matches!(tense, Tense::Past | Tense::Participle)
    };
    let verb = trigger.named.iter().find(is_verb);
    verb.or(trigger.named.last()).copied().unwrap_or_default()
}

/// Whether an event of the type has a side that it befalls.
fn befalls(event_type: EventType) -> bool {
    event_type.group() == Group::Conflict || event_type == EventType::ArrestOrTrial
}

/// Whether a verb tells what its subject suffers: `was killed`, `убит`.
fn is_passive(reading: &Reading<'_>, verb: usize) -> bool {
    let helped = (verb.saturating_sub(2)..verb).any(|at| reading.clauses.is(at, Kind::Passive));
    helped || tense(reading.lang, &reading.words[verb]) == Tense::Participle
}

/// Whether a small word of that kind stands up to two words before.
fn governed(reading: &Reading<'_>, phrase: &Range<usize>, kind: Kind) -> bool {
    (phrase.start.saturating_sub(2)..phrase.start).any(|at| reading.clauses.is(at, kind))
}

/// Whether one phrase is listed with a later one: nothing but `and` between them.
fn joined(reading: &Reading<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end + 1 == other.start && reading.clauses.is(one.end, Kind::And)
}

/// The phrases of a sentence that name somebody who acts, in its order.
fn phrases(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let hits = ACTORS.hits(reading.lang, &reading.words, &|_, _| None);
    let roles = hits
        .into_iter()
        .map(|hit| widened(reading, hit.found.range()));
    let mut all: Vec<Range<usize>> = roles.chain(reading.governments.iter().cloned()).collect();
    all.sort_by_key(|phrase| (phrase.start, std::cmp::Reverse(phrase.end)));
    all.dedup_by(|next, kept| next.start < kept.end);
    all
}

/// A role with the country before it and the name after it: `Uzbek President Shavkat Mirziyoyev`.
fn widened(reading: &Reading<'_>, role: Range<usize>) -> Range<usize> {
    let named = |at: usize| {
        let both = reading.governments.iter().chain(&reading.peoples);
        both.into_iter().any(|name| name.contains(&at))
    };
    let close = |at: usize| reading.words[at].joint <= Joint::Hyphen;
    let dated = |at: usize| reading.times.iter().any(|time| time.words.contains(&at));
    let capital = |at: usize| {
        let name = at > 0 && reading.words[at].is_capitalised();
        name && !placed(reading, at) && !dated(at)
    };
    let before = (0..role.start)
        .rev()
        .take_while(|&at| close(at + 1) && (named(at) || capital(at)));
    let start = before.last().unwrap_or(role.start);
    let after =
        (role.end..reading.words.len()).take_while(|&at| close(at) && (named(at) || capital(at)));
    start..after.last().map_or(role.end, |last| last + 1)
}

fn placed(reading: &Reading<'_>, at: usize) -> bool {
    reading.places.iter().any(|place| place.words.contains(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read() {
        parse(include_str!("../../geodata/actors.tsv")).expect("actors.tsv");
    }
}
