use std::{ops::Range, str::FromStr, sync::LazyLock};

use super::{
    clauses::{Clauses, Kind},
    lexicon::Lexicon,
    table::{TableError, rows},
    trigger::Trigger,
    words::{Joint, Word},
};
use crate::text::Lang;

static MODALITY: LazyLock<Lexicon<Cue>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/modality.tsv")).expect("a unit test reads the bundled table")
});

/// Whether what is told has happened, from the weakest claim on a reader to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Modality {
    /// It happened or is under way.
    Happened,
    /// It is announced.
    Planned,
    /// It could happen, or somebody wishes it.
    Hypothetical,
    /// It did not happen.
    Denied,
}

/// Words that say so, on which side of an event they stand, and how many words away at most.
#[derive(Debug)]
struct Cue {
    modality: Modality,
    side: Side,
    reach_words: usize,
    /// An ending of the verb itself: `*madi`.
    is_ending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Both,
}

impl FromStr for Modality {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "planned" => Ok(Self::Planned),
            "hypothetical" => Ok(Self::Hypothetical),
            "denied" => Ok(Self::Denied),
            _ => Err(format!(
                "modality is {text:?}, expected planned, hypothetical or denied"
            )),
        }
    }
}

impl FromStr for Side {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "before" => Ok(Self::Before),
            "after" => Ok(Self::After),
            "both" => Ok(Self::Both),
            _ => Err(format!("side is {text:?}, expected before, after or both")),
        }
    }
}

fn parse(text: &str) -> Result<Lexicon<Cue>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<6>("modality.tsv", text) {
        let row = row?;
        let [lang, modality, side, reach, pattern, _note] = row.cells;
        let cue = Cue {
            modality: modality
                .parse()
                .map_err(|reason: String| row.error(reason))?,
            side: side.parse().map_err(|reason: String| row.error(reason))?,
            reach_words: reach.parse().map_err(|reason| row.error(reason))?,
            is_ending: pattern.starts_with('*'),
        };
        lexicon
            .add(lang, pattern, cue)
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// The words of a sentence that say whether its events happened.
#[derive(Debug)]
pub(super) struct Cues(Vec<(Range<usize>, &'static Cue)>);

impl Cues {
    pub(super) fn of(lang: Lang, words: &[Word<'_>]) -> Self {
        let hits = MODALITY.hits(lang, words, &|_, _| None);
        Self(
            hits.into_iter()
                .map(|hit| (hit.found.range(), hit.meaning))
                .collect(),
        )
    }

    /// What the cues that reach an event say of it: the strongest of them.
    pub(super) fn modality(
        &self,
        words: &[Word<'_>],
        clauses: &Clauses,
        event: &Trigger,
    ) -> Modality {
        let reaching = self
            .0
            .iter()
            .filter(|(cue, meaning)| meaning.reaches(cue, words, clauses, event));
        let said = reaching.map(|(_, meaning)| meaning.modality).max();
        said.unwrap_or(Modality::Happened)
    }
}

impl Cue {
    fn reaches(
        &self,
        cue: &Range<usize>,
        words: &[Word<'_>],
        clauses: &Clauses,
        event: &Trigger,
    ) -> bool {
        let (between, side) = if cue.end <= event.words.start {
            (cue.end..event.words.start + 1, Side::Before)
        } else if event.words.end <= cue.start {
            (event.words.end..cue.start + 1, Side::After)
        } else {
            // "left without power" happened: its "without" is the event's own.
            let own = cue.clone().all(|word| event.named.contains(&word));
            return self.modality == Modality::Planned || self.is_ending || !own;
        };
        // What is said after a relative clause is said of the words around it.
        if side == Side::After && !clauses.shares(cue.start, event.words.end - 1) {
            return false;
        }
        let away: usize = between.map(|at| words_crossed(words, clauses, at)).sum();
        (self.side == side || self.side == Side::Both) && away <= self.reach_words
    }
}

/// Farther than any cue reaches.
const BREAK_WORDS: usize = 1000;

/// A comma or the start of a clause weakens a cue's reach as two words do; nothing reaches over a break.
fn words_crossed(words: &[Word<'_>], clauses: &Clauses, at: usize) -> usize {
    let joint = match words[at].joint {
        Joint::Space | Joint::Hyphen | Joint::Bracket => 0,
        Joint::Comma | Joint::Dash => 2,
        Joint::Break => BREAK_WORDS,
    };
    let opens = clauses.is(at, Kind::Clause) || clauses.is(at, Kind::Background);
    1 + joint + if opens { 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read() {
        parse(include_str!("../../geodata/modality.tsv")).expect("modality.tsv");
    }
}
