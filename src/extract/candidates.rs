//! Words that may tell of events, with what they may tell of: those that the table of triggers knows, and
//! verbs and names of events that only their themes tell of.

use std::collections::HashSet;

use super::{
    inflection::{Tense, tense},
    themes::{Sort, Theme, Themes},
    trigger::{Known, Source, Trigger, hits},
    words::{Joint, Word},
};
use crate::{event::EventType, text::Lang};

/// How surely words that the table does not know tell of an event, 0 to 1, and how many words away what
/// they tell of may stand.
const UNKNOWN_WEIGHT: f64 = 0.2;
const BESIDE_WORDS: usize = 8;

/// Words that may tell of an event, with what they may tell of.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// A trigger a type, the surest first.
    pub(super) options: Vec<Trigger>,
}

/// What may tell of events in a sentence, in the order of its words. Where two rows of the table share a
/// word, the surer one stays; the other adds its type to it. Only the rows that `reads` allows are read.
pub(super) fn candidates(
    lang: Lang,
    words: &[Word<'_>],
    themes: &Themes,
    reads: &dyn Fn(usize) -> bool,
) -> Vec<Candidate> {
    let mut clusters: Vec<(HashSet<usize>, Vec<Known>)> = Vec::new();
    for known in hits(lang, words, reads) {
        let shares = |(taken, _): &&mut (HashSet<usize>, Vec<_>)| {
            known.named.iter().any(|word| taken.contains(word))
        };
        match clusters.iter_mut().find(shares) {
            Some((_, alike)) => alike.push(known),
            None => clusters.push((known.named.iter().copied().collect(), vec![known])),
        }
    }
    let named: HashSet<usize> = clusters
        .iter()
        .flat_map(|(taken, _)| taken)
        .copied()
        .collect();
    let found = clusters.into_iter().filter_map(|(_, known)| of_rows(known));
    let unknown = (0..words.len())
        .filter(|at| !named.contains(at) && may_tell(lang, words, themes, *at))
        .map(|at| Candidate {
            options: vec![by_theme(at, EventType::Other)],
        });
    let mut candidates: Vec<Candidate> = found.chain(unknown).collect();
    for candidate in &mut candidates {
        add_themes(candidate, words, themes);
    }
    candidates.sort_by_key(|candidate| candidate.options[0].words.start);
    candidates
}

/// None where the surest reading of the words is that they tell of nothing.
fn of_rows(known: Vec<Known>) -> Option<Candidate> {
    let mut triggers = known.into_iter().map(|known| known.trigger);
    let mut options = vec![triggers.next()??];
    for other in triggers.flatten() {
        let told = options
            .iter()
            .any(|option: &Trigger| option.event_type == other.event_type);
        if !told {
            options.push(other);
        }
    }
    Some(Candidate { options })
}

/// Whether a word that the table does not know may tell of an event: a verb, a deed or a happening.
fn may_tell(lang: Lang, words: &[Word<'_>], themes: &Themes, at: usize) -> bool {
    let told = themes.of_word(at).iter();
    let verb = match tense(lang, &words[at]) {
        Tense::Past | Tense::Participle => at > 0 || lang != Lang::En,
        Tense::Present => lang != Lang::En,
        _ => false,
    };
    verb || told.into_iter().any(|theme| theme.sort() != Sort::Thing)
}

/// Adds the types that its themes, or those of the words beside it, speak for.
fn add_themes(candidate: &mut Candidate, words: &[Word<'_>], themes: &Themes) {
    let first = candidate.options[0].clone();
    let own = first.named.iter().copied();
    let beside = (0..words.len()).filter(|at| is_near(words, first.words.start, *at));
    let told = own.chain(beside).flat_map(|at| themes.of_word(at));
    let mut types: Vec<EventType> = told
        .map(|theme: &Theme| theme.event_type())
        .chain([EventType::Other])
        .collect();
    types.sort_unstable();
    types.dedup();
    for event_type in types {
        let known = |option: &Trigger| option.event_type == event_type;
        if !candidate.options.iter().any(known) {
            candidate.options.push(Trigger {
                words: first.words.clone(),
                named: first.named.clone(),
                ..by_theme(first.words.start, event_type)
            });
        }
    }
}

fn by_theme(at: usize, event_type: EventType) -> Trigger {
    Trigger {
        words: at..at + 1,
        named: vec![at],
        event_type,
        weight: UNKNOWN_WEIGHT,
        source: Source::Unknown,
        row: None,
    }
}

/// Whether two words are near and no colon or semicolon stands between them.
fn is_near(words: &[Word<'_>], one: usize, other: usize) -> bool {
    let (first, last) = (one.min(other), one.max(other));
    let mut between = first + 1..last + 1;
    last - first <= BESIDE_WORDS && !between.any(|at| words[at].joint == Joint::Break)
}
