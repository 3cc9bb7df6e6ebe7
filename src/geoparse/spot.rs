//! Runs of words that are names in the gazetteer, as written or inflected.

use std::ops::Range;

use crate::{
    gazetteer::{Gazetteer, NameEntry, Walk},
    text::{self, Analysed, Lang, Span, TokenKind},
};

/// The longest name in words; longer runs are not tried.
const WORDS_MAX: usize = 8;

/// How the words of a text meet a name of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// As the gazetteer has it, folded.
    Exact,
    /// With an Uzbek or other Turkic ending on the last word.
    Suffixed,
    /// In a Russian case.
    Inflected,
    /// As a Russian adjective: "андижанские".
    Adjective,
}

/// A run of words that is a name in the gazetteer.
#[derive(Debug, Clone)]
pub(super) struct Spot<'g> {
    /// The tokens.
    pub(super) tokens: Range<usize>,
    /// The bytes.
    pub(super) span: Span,
    /// The words folded, with one space between them.
    pub(super) folded: String,
    /// How the words meet the names.
    pub(super) form: Form,
    /// The places so named.
    pub(super) names: Vec<NameEntry<'g>>,
}

/// Every name that begins at a word of the text; at one word, the longest first.
pub(super) fn spots<'g>(gazetteer: &'g Gazetteer, text: &Analysed<'_>) -> Vec<Spot<'g>> {
    let words = (0..text.tokens().len()).filter(|token| may_begin(text, *token));
    words
        .flat_map(|token| spots_at(gazetteer, text, token))
        .collect()
}

/// A name begins with a capital in scripts that have them; Russian adjectives of names do not.
fn may_begin(text: &Analysed<'_>, token: usize) -> bool {
    let first = text.word(token).chars().next();
    let capital = first.is_some_and(|first| !first.is_lowercase());
    let adjective = || adjective_base(text.folded(token)).is_some();
    text.tokens()[token].kind == TokenKind::Word && (capital || adjective())
}

fn spots_at<'g>(gazetteer: &'g Gazetteer, text: &Analysed<'_>, start: usize) -> Vec<Spot<'g>> {
    let byte = text.tokens()[start].span.start;
    let sentence = text.sentences().get(text.sentence_of(byte));
    let mut search = Search {
        text,
        start,
        end: sentence.map_or(start + 1, |sentence| sentence.tokens.end),
        spots: Vec::new(),
    };
    let small = text.word(start).starts_with(char::is_lowercase);
    if !small {
        search.exact(gazetteer.walk(), start);
    }
    if !text.folded(start).is_ascii() {
        if !small {
            search.inflected(gazetteer.walk_stems(), start);
        }
        search.adjective(gazetteer.walk_stems(), start);
    }
    let mut spots = search.spots;
    spots.sort_by_key(|spot| (std::cmp::Reverse(spot.tokens.end), spot.form));
    spots.dedup_by_key(|spot| spot.tokens.end);
    spots
}

/// English and Russian words only look as if they had Turkic suffixes.
fn takes_suffixes(lang: Lang) -> bool {
    !matches!(lang, Lang::En | Lang::Ru)
}

/// The search for the names that begin at a token.
struct Search<'a, 'g> {
    text: &'a Analysed<'a>,
    start: usize,
    /// The token at which the sentence ends.
    end: usize,
    spots: Vec<Spot<'g>>,
}

impl<'a, 'g> Search<'a, 'g> {
    /// Follows the words as they are, and ends a name at a word less its ending.
    fn exact(&mut self, walk: Walk<'g>, token: usize) {
        let Some(word) = self.word(token) else { return };
        if takes_suffixes(self.text.lang()) {
            for walk in text::suffix_stripped(word).filter_map(|stem| walk.step(stem)) {
                self.found(walk, token, Form::Suffixed);
            }
        }
        if let Some(walk) = walk.step(word) {
            self.found(walk, token, Form::Exact);
            if let Some(next) = self.next(token) {
                self.exact(walk, next);
            }
        }
    }

    /// Follows the words' stems among the names' stems.
    fn inflected(&mut self, walk: Walk<'g>, token: usize) {
        let Some(word) = self.word(token) else { return };
        if let Some(walk) = walk.step(text::stem(word)) {
            self.found(walk, token, Form::Inflected);
            if let Some(next) = self.next(token) {
                self.inflected(walk, next);
            }
        }
    }

    /// Finds the name that a Russian adjective is made of.
    fn adjective(&mut self, walk: Walk<'g>, token: usize) {
        let base = self.word(token).and_then(adjective_base);
        if let Some(walk) = base.and_then(|base| walk.step(base)) {
            self.found(walk, token, Form::Adjective);
        }
    }

    fn word(&self, token: usize) -> Option<&'a str> {
        let kind = self.text.tokens().get(token)?.kind;
        let text = self.text;
        let within = token - self.start < WORDS_MAX;
        let named = matches!(kind, TokenKind::Word | TokenKind::Number);
        (within && named).then(|| text.folded(token))
    }

    /// The next token, if it stands in the same sentence: a line may be wrapped within a name, a heading
    /// or an item of a list ends with its line.
    fn next(&self, token: usize) -> Option<usize> {
        Some(token + 1).filter(|next| *next < self.end)
    }

    fn found(&mut self, walk: Walk<'g>, token: usize, form: Form) {
        let mut names: Vec<NameEntry<'g>> = walk.entries().collect();
        if form == Form::Inflected {
            names.retain(|name| self.is_inflected(name, token));
        }
        if names.is_empty() {
            return;
        }
        let tokens = self.text.tokens();
        let span = Span {
            start: tokens[self.start].span.start,
            end: tokens[token].span.end,
        };
        let words = (self.start..=token).map(|token| self.text.folded(token));
        self.spots.push(Spot {
            tokens: self.start..token + 1,
            span,
            folded: words.collect::<Vec<_>>().join(" "),
            form,
            names,
        });
    }

    /// Whether the words up to a token differ from a name by endings only.
    fn is_inflected(&self, name: &NameEntry<'_>, token: usize) -> bool {
        let folded = text::fold(name.text);
        let words = (self.start..=token).map(|token| self.text.folded(token));
        let one_word = !folded.contains(' ');
        folded.split(' ').zip(words).all(|(name, word)| {
            let common = name
                .chars()
                .zip(word.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let short = one_word && common < WHOLE_MIN && common < name.chars().count();
            !short
                && [name, word]
                    .iter()
                    .all(|word| word.chars().count() <= common + ENDING_MAX)
        })
    }
}

/// A name of one word that shares fewer letters with its inflected form must stand in it whole: "Оше" is of "Ош",
/// "Бои" is not of "Боу".
const WHOLE_MIN: usize = 4;

/// The longest ending of a case in letters: "ского" aside, which belongs to the adjective.
const ENDING_MAX: usize = 3;

/// The stem of the name that a folded Russian adjective is made of: "ошские", "баткенской".
fn adjective_base(folded: &str) -> Option<&str> {
    let stem = text::stem(folded);
    let base = stem
        .strip_suffix("ск")
        .filter(|_| stem.len() < folded.len())?;
    base.chars().nth(1).map(|_| base)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the names that may begin in a text with the way they meet those of the gazetteer.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let analysed = Analysed::new(text, None);
        let spots = spots(Gazetteer::bundled(), &analysed);
        let shown = spots
            .iter()
            .map(|spot| format!("{} {:?}", spot.folded, spot.form));
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_go_on_where_a_line_is_wrapped_and_end_with_a_heading() {
        let wrapped = "Yesterday the people of the whole of Andijan\nRegion mourned their dead.";
        let apart = ["andijan Exact", "region Exact"];
        check(wrapped, &["andijan region Exact", apart[0], apart[1]]);
        check("Andijan\n\nRegion of sorrow", &apart);
        check("- Andijan\n- Region", &apart);
        check("", &[]);
    }

    #[test]
    fn words_meet_names_as_written_inflected_and_as_adjectives() {
        check("близ Исфары", &["исфары Inflected"]);
        check("андижанские дни", &["андижанские Adjective"]);
        check("Toshkentdan keldi, bo‘ldi.", &["toshkentdan Suffixed"]);
    }
}
