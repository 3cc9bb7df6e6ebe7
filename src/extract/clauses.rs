use std::{ops::Range, str::FromStr, sync::LazyLock};

use super::{
    lexicon::Lexicon,
    pattern::Classes,
    table::{TableError, rows},
    when::Expression,
    words::{Joint, Word},
};
use crate::text::Lang;

static CLAUSES: LazyLock<Lexicon<Kind>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/clauses.tsv")).expect("a unit test reads the bundled table")
});

/// What a small word does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins a clause: `that`, `но`.
    Clause,
    /// Begins a clause that tells more of the words before it: `which`, `которые`.
    Relative,
    /// Begins the background of what is told: `after`, `после`.
    Background,
    /// Says or reports; the clause that it opens goes on with the same scene.
    Saying,
    /// Puts two of the same side by side.
    And,
    /// Stands between the parts of one place: `in`, `district`.
    Link,
    /// Something is there.
    At,
    /// Something belongs there: `villagers of Uzgen`.
    Of,
    /// Something goes there.
    To,
    /// Something comes from there.
    From,
    /// Tells what is spoken of: `an agreement on`.
    Topic,
    /// An office or body, which a place after it only names: `the governor of Osh`.
    Office,
    /// Measures how far from a place: `20 km from`.
    Away,
    /// Points at the place told before.
    There,
    /// Stands for somebody or something told of before: `they`.
    Pronoun,
    /// Names the other side: `with`, `против`.
    With,
    /// Names who did it: `by`.
    By,
    /// Points at what was told before: `the`, `these`.
    Definite,
    /// A verb that says only that something happened: `broke out`, `took place`.
    Light,
    /// Helps a verb: `was`, `had`.
    Auxiliary,
    /// Makes a participle a passive: `was`, but not `had`.
    Passive,
    /// Tells what is, not what happens: `lived`, `wanted`.
    Stative,
    /// Tells what is so again and again: `usually`, `every`.
    Generic,
}

impl Kind {
    /// Small words, which no noun is.
    pub(super) const SMALL: [Self; 9] = [
        Self::At,
        Self::To,
        Self::From,
        Self::Of,
        Self::And,
        Self::With,
        Self::By,
        Self::Clause,
        Self::Definite,
    ];
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "clause" => Self::Clause,
            "relative" => Self::Relative,
            "topic" => Self::Topic,
            "office" => Self::Office,
            "away" => Self::Away,
            "background" => Self::Background,
            "saying" => Self::Saying,
            "and" => Self::And,
            "link" => Self::Link,
            "at" => Self::At,
            "of" => Self::Of,
            "to" => Self::To,
            "from" => Self::From,
            "there" => Self::There,
            "pronoun" => Self::Pronoun,
            "with" => Self::With,
            "by" => Self::By,
            "definite" => Self::Definite,
            "generic" => Self::Generic,
            "light" => Self::Light,
            "auxiliary" => Self::Auxiliary,
            "stative" => Self::Stative,
            "passive" => Self::Passive,
            _ => return Err(format!("kind {text:?} is not one that small words have")),
        })
    }
}

fn parse(text: &str) -> Result<Lexicon<Kind>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<3>("clauses.tsv", text) {
        let row = row?;
        let [lang, kind, words] = row.cells;
        let kind = kind.parse().map_err(|reason: String| row.error(reason))?;
        lexicon
            .add(lang, words, kind)
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// What crossing something costs, counted in words.
const BRACKET_WORDS: u32 = 1;
const COMMA_WORDS: u32 = 3;
const BREAK_WORDS: u32 = 8;

/// From an event to a place or time in another clause: `the protest, which the mayor of Osh saw`.
const INTO_CLAUSE_WORDS: u32 = 20;

/// From an event in a clause to a place or time before it: `In Osh, people who protested`.
const OUT_OF_CLAUSE_WORDS: u32 = 5;

/// The same where the clause tells the background: `In Osh, talks were held after clashes`.
const OUT_OF_BACKGROUND_WORDS: u32 = 16;

/// How long, in words, a clause between two commas may be.
const INSERTED_WORDS_MAX: usize = 16;

/// What the small words of a sentence do, and how far its words are from one another.
#[derive(Debug)]
pub(super) struct Clauses {
    kinds: Vec<Vec<Kind>>,
    /// What coming to each word from the sentence's start costs, and past the last.
    costs: Vec<u32>,
    dependent: Vec<Clause>,
}

/// A clause that depends on another.
#[derive(Debug)]
struct Clause {
    words: Range<usize>,
    /// What leaving it costs, counted in words.
    leaving_words: u32,
}

impl Clauses {
    pub(super) fn of(lang: Lang, words: &[Word<'_>], times: &[Expression]) -> Self {
        let no_classes: Classes<'_> = &|_, _| None;
        let kinds = (0..words.len()).map(|at| {
            let hits = CLAUSES.hits_at(lang, words, at, no_classes);
            hits.iter().map(|hit| *hit.meaning).collect()
        });
        let mut costs = vec![0];
        for word in words {
            costs.push(costs[costs.len() - 1] + 1 + crossing(word.joint));
        }
        let mut clauses = Self {
            kinds: kinds.collect(),
            costs,
            dependent: Vec::new(),
        };
        clauses.dependent = (0..words.len())
            .filter(|at| !times.iter().any(|time| time.words.contains(at)))
            .filter_map(|at| clauses.clause(words, at))
            .collect();
        clauses
    }

    /// The clause that a word opens. What opens the sentence, or stands between two commas, ends at the
    /// comma; the rest goes on to the sentence's end.
    fn clause(&self, words: &[Word<'_>], at: usize) -> Option<Clause> {
        let background = self.is(at, Kind::Background);
        let reported = (at.saturating_sub(3)..at).any(|before| self.is(before, Kind::Saying));
        let relative = self.is(at, Kind::Relative);
        if !background && !relative && (reported || !self.is(at, Kind::Clause)) {
            return None;
        }
        let opening = at == 0 || words[at].joint == Joint::Break;
        let parted = |next: &usize| words[*next].joint >= Joint::Comma;
        let comma = (at + 1..words.len()).find(parted);
        let inserted = (background || relative)
            && words[at].joint == Joint::Comma
            && comma.is_some_and(|comma| comma - at <= INSERTED_WORDS_MAX);
        let to_break = (at + 1..words.len()).find(|&next| words[next].joint == Joint::Break);
        let end = if opening || inserted { comma } else { to_break };
        Some(Clause {
            words: at..end.unwrap_or(words.len()),
            leaving_words: match (opening, background) {
                (true, _) => INTO_CLAUSE_WORDS,
                (false, true) => OUT_OF_BACKGROUND_WORDS,
                (false, false) => OUT_OF_CLAUSE_WORDS,
            },
        })
    }

    /// Whether a word does that.
    pub(super) fn is(&self, at: usize, kind: Kind) -> bool {
        self.kinds
            .get(at)
            .is_some_and(|kinds| kinds.contains(&kind))
    }

    /// Whether a word stands in every dependent clause that another stands in.
    pub(super) fn shares(&self, word: usize, other: usize) -> bool {
        let held = self
            .dependent
            .iter()
            .filter(|clause| clause.words.contains(&other));
        held.into_iter().all(|clause| clause.words.contains(&word))
    }

    /// How far an event is from the words that tell its place or time, counted in words; 0 when they
    /// stand within it. A clause between the two, with neither in it, does not count.
    pub(super) fn distance(&self, event: &Range<usize>, telling: &Range<usize>) -> u32 {
        let (between, event) = if telling.end <= event.start {
            (telling.end..event.start + 1, event.start)
        } else if event.end <= telling.start {
            (event.end..telling.start + 1, event.end - 1)
        } else {
            return 0;
        };
        let telling = telling.start;
        let crossed = self
            .dependent
            .iter()
            .map(|clause| clause.crossing(event, telling));
        self.steps_between(between, event, telling) + crossed.sum::<u32>()
    }

    /// What the steps cost, those of clauses that hold neither end left out.
    fn steps_between(&self, between: Range<usize>, event: usize, telling: usize) -> u32 {
        let cost = |words: Range<usize>| self.costs[words.end] - self.costs[words.start];
        let mut total = cost(between.clone());
        let mut counted = between.start;
        for clause in self
            .dependent
            .iter()
            .filter(|clause| !clause.holds(event, telling))
        {
            let start = clause.words.start.max(counted);
            let end = clause.words.end.min(between.end);
            if start < end {
                total -= cost(start..end);
                counted = end;
            }
        }
        total
    }
}

impl Clause {
    fn crossing(&self, event: usize, telling: usize) -> u32 {
        match (self.words.contains(&event), self.words.contains(&telling)) {
            (true, false) if telling < event => self.leaving_words,
            (true, false) | (false, true) => INTO_CLAUSE_WORDS,
            _ => 0,
        }
    }

    fn holds(&self, event: usize, telling: usize) -> bool {
        self.words.contains(&event) || self.words.contains(&telling)
    }
}

fn crossing(joint: Joint) -> u32 {
    match joint {
        Joint::Space | Joint::Hyphen => 0,
        Joint::Bracket => BRACKET_WORDS,
        Joint::Comma | Joint::Dash => COMMA_WORDS,
        Joint::Break => BREAK_WORDS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read() {
        parse(include_str!("../../geodata/clauses.tsv")).expect("clauses.tsv");
    }
}
