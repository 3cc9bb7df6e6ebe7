use std::{ops::Range, sync::LazyLock};

use super::{
    clauses::Kind,
    lexicon::Lexicon,
    reading::Reading,
    table::{TableError, rows},
    trigger::Trigger,
    words::Joint,
};

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

/// The actors of an event: who stands before it, with whom it is listed, and who follows `with` or `by`.
pub(super) fn actors(reading: &Reading<'_>, trigger: &Trigger, text: &str) -> Actors {
    let near: Vec<Range<usize>> = phrases(reading)
        .into_iter()
        .filter(|phrase| reading.clauses.distance(&trigger.words, phrase) <= REACH_WORDS)
        .collect();
    let named = |phrase: Option<&Range<usize>>| {
        phrase.map(|phrase| reading.span(phrase).of(text).to_owned())
    };
    let before: Vec<_> = near
        .iter()
        .filter(|phrase| phrase.start <= trigger.words.start)
        .collect();
    let after = |kind| {
        near.iter()
            .find(|phrase| phrase.start >= trigger.words.end && governed(reading, phrase, kind))
    };
    let companion = before
        .iter()
        .rev()
        .find(|phrase| reading.clauses.is(phrase.end, Kind::With));
    let subject = before
        .iter()
        .rev()
        .find(|phrase| Some(phrase) != companion.as_ref());
    let listed =
        subject.and_then(|last| before.iter().find(|phrase| joined(reading, phrase, last)));
    if let Some(agent) = after(Kind::By) {
        return Actors {
            first: named(Some(agent)),
            second: named(subject.copied()),
        };
    }
    match listed {
        Some(first) => Actors {
            first: named(Some(first)),
            second: named(subject.copied()),
        },
        None => Actors {
            first: named(subject.copied()),
            second: named(companion.copied().or_else(|| after(Kind::With))),
        },
    }
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
    let capital = |at: usize| at > 0 && reading.words[at].is_capitalised() && !placed(reading, at);
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
