//! Time expressions of English, Russian and Uzbek, and the days that they mean.
//!
//! What an expression may look like stands in `geodata/dates.tsv`. A date without its year, a weekday
//! and "last week" hang on the day of publication: without it they mean nothing, and no date is made up.

mod meaning;
mod resolve;

pub(super) use meaning::Meaning;
pub(super) use resolve::{Anchors, Tense, resolve};

use std::{ops::Range, sync::LazyLock};

use super::{
    lexicon::{Hit, Lexicon},
    pattern::Capture,
    table::{TableError, rows},
    vocabulary,
    words::Word,
};
use crate::text::Lang;

static DATES: LazyLock<Lexicon<Meaning>> = LazyLock::new(|| {
    parse(include_str!("../../../geodata/dates.tsv")).expect("a unit test reads the bundled table")
});

fn parse(text: &str) -> Result<Lexicon<Meaning>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<4>("dates.tsv", text) {
        let row = row?;
        let [lang, meaning, pattern, _note] = row.cells;
        let meaning = meaning
            .parse()
            .map_err(|reason: String| row.error(reason))?;
        lexicon
            .add(lang, pattern, meaning)
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// A time expression of a sentence.
#[derive(Debug)]
pub(super) struct Expression {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What the table says of it.
    pub(super) meaning: Meaning,
    /// What its classes read, in order.
    pub(super) captures: Vec<Capture<'static>>,
}

/// The time expressions of a sentence: at each word the longest, none within another.
pub(super) fn expressions(lang: Lang, words: &[Word<'_>]) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let hits = DATES.hits_at(lang, words, at, &vocabulary::class);
        match hits.into_iter().max_by_key(|hit| hit.found.range().end) {
            Some(hit) => {
                at = hit.found.range().end.max(at + 1);
                found.push(expression(hit));
            }
            None => at += 1,
        }
    }
    found.retain(|expression| match expression.meaning {
        Meaning::Nothing => false,
        Meaning::Chronicle => expression.words.start == 0,
        _ => true,
    });
    found
}

fn expression(hit: Hit<'static, Meaning>) -> Expression {
    Expression {
        words: hit.found.range(),
        meaning: *hit.meaning,
        captures: hit.found.captures,
    }
}
