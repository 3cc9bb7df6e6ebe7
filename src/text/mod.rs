//! Text in the languages of the region: names made comparable, words and sentences with their places,
//! the forms that a word takes.
//!
//! A name is compared by its [`fold`]: one form for every spelling that differs only in case,
//! diacritics, apostrophes or hyphens. [`Analysed`] is one pass over a document; everything that reads
//! a document's words reads them there. [`stem`] and [`suffix_stripped`] lead from the form in the
//! text to the form in the gazetteer, [`transliterations`] from one script to the other.

mod accent;
mod analysed;
mod code_points;
mod fold;
mod json;
mod language;
mod plain;
mod sentence;
mod stem;
mod suffix;
mod token;
mod transliterate;
mod word_cache;
mod word_map;

pub use accent::without_accents;
pub use analysed::Analysed;
pub use code_points::CodePoints;
pub use fold::fold;
pub(crate) use json::{is_plain_json, push_json_string};
pub use language::{Lang, language};
pub use sentence::Sentence;
pub use stem::stem;
pub use suffix::{are_suffixes, suffix_stripped};
pub use token::{Token, TokenKind};
pub use transliterate::transliterations;
pub(crate) use word_cache::WordCache;
pub(crate) use word_map::WordMap;

/// A range of bytes of a text, the end excluded; both ends are between code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The part of the text that it covers; nothing if it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}
