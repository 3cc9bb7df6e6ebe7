//! Runs of words that are names in the gazetteer, as written or inflected.

use std::{cmp::Reverse, ops::Range, rc::Rc};

use crate::{
    gazetteer::{Gazetteer, NameKind, Walk},
    text::{self, Analysed, Lang, Span, Token, TokenKind},
};

use super::{
    adjective,
    cues::Cues,
    inflection::{adjective_bases, is_adjective, is_case, is_declined},
    memory::Memory,
    name::{Met, Name, Names},
};

/// The longest name in words; longer runs are not tried.
const WORDS_MAX: usize = 8;

/// The longest word in bytes whose dot may stand within a name.
const DOTTED_BYTES_MAX: usize = 2;

/// How the words of a text meet a name of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    /// As an abbreviation of the gazetteer, behind a comma: "Ga." of "Macon, Ga.".
    Abbreviated,
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
pub(super) struct Spot<'a> {
    /// The tokens.
    pub(super) tokens: Range<usize>,
    /// The bytes.
    pub(super) span: Span,
    /// The name.
    pub(super) name: Rc<Name<'a>>,
}

/// Every name that begins at a word of the text; at one word, the longest first.
pub(super) fn spots<'a, 'g: 'a>(
    gazetteer: &'g Gazetteer,
    cues: &'a Cues,
    text: &'a Analysed<'_>,
    memory: &mut Memory<'g>,
) -> Vec<Spot<'a>> {
    let mut search = Search {
        gazetteer,
        text,
        names: Names::new(gazetteer, cues, memory),
        start: 0,
        end: 0,
        spots: Vec::new(),
    };
    for sentence in text.sentences() {
        search.end = sentence.tokens.end;
        let words = sentence.tokens.clone();
        words
            .filter(|token| may_begin(text, *token))
            .for_each(|token| search.names_at(token));
    }
    search.spots
}

/// A name begins with a capital in scripts that have them; Russian adjectives of names do not.
fn may_begin(text: &Analysed<'_>, token: usize) -> bool {
    let Token {
        span, kind, plain, ..
    } = text.tokens()[token];
    if plain && text.lang() == Lang::En {
        let first = text.text().as_bytes().get(span.start);
        return kind == TokenKind::Word && first.is_some_and(|first| !first.is_ascii_lowercase());
    }
    let first = text.word(token).chars().next();
    let capital = first.is_some_and(|first| !first.is_lowercase());
    let adjective = || {
        let folded = text.folded(token);
        let russian = !folded.is_ascii() && adjective_bases(folded).next().is_some();
        russian || adjective::begins(text, token)
    };
    kind == TokenKind::Word && (capital || adjective())
}

/// English and Russian words only look as if they had Turkic suffixes.
fn takes_suffixes(lang: Lang) -> bool {
    !matches!(lang, Lang::En | Lang::Ru)
}

/// The search for the names of a text.
struct Search<'a, 't, 'm, 'g> {
    gazetteer: &'g Gazetteer,
    text: &'a Analysed<'t>,
    names: Names<'a, 'm, 'g>,
    /// The token at which names begin now.
    start: usize,
    /// The token at which the sentence ends.
    end: usize,
    spots: Vec<Spot<'a>>,
}

impl<'a, 'g: 'a> Search<'a, '_, '_, 'g> {
    /// Finds the names that begin at a token: the longest first, of one length that in the best form alone.
    fn names_at(&mut self, start: usize) {
        self.start = start;
        let first = self.spots.len();
        let small = self.text.word(start).starts_with(char::is_lowercase);
        if !small {
            self.exact(None, start);
        }
        if let Some((end, name)) = adjective::at(self.gazetteer, self.text, start) {
            self.called(end - 1, Form::Adjective, std::iter::once(name.into()));
        }
        if !self.text.folded(start).is_ascii() {
            self.inflected(self.gazetteer.walk_stems(), start, small);
        }
        if self.spots.len() > first + 1 {
            let mut found = self.spots.split_off(first);
            found.sort_by_key(|spot| (Reverse(spot.tokens.end), spot.name.form));
            found.dedup_by_key(|spot| spot.tokens.end);
            self.spots.append(&mut found);
        }
    }

    /// Follows the words as they are from behind those that were walked, and ends a name at a word less its
    /// ending.
    fn exact(&mut self, walked: Option<Walk<'g>>, token: usize) {
        let Some(word) = self.word(token) else { return };
        if takes_suffixes(self.text.lang()) {
            let walk = walked.unwrap_or_else(|| self.gazetteer.walk());
            for walk in text::suffix_stripped(word).filter_map(|stem| walk.step(stem)) {
                self.found(walk, token, Form::Suffixed);
            }
        }
        let walk = match walked {
            Some(walk) => walk.step(word),
            None => self.names.walk(self.text, token),
        };
        if let Some(walk) = walk {
            self.found(walk, token, Form::Exact);
            self.abbreviated(walk, token);
            if let Some(next) = self.next(token) {
                self.exact(Some(walk), next);
            }
        }
    }

    /// Follows the words' stems among the names' stems; small words are adjectives or nothing.
    fn inflected(&mut self, walk: Walk<'g>, token: usize, small: bool) {
        let Some(word) = self.word(token) else { return };
        if let Some(walk) = walk.step(text::stem(word)).filter(|_| !small) {
            self.found(walk, token, Form::Inflected);
            if let Some(next) = self.next(token) {
                self.inflected(walk, next, small);
            }
        }
        self.adjective(walk, token);
    }

    /// Finds the name that a Russian adjective is made of.
    fn adjective(&mut self, walk: Walk<'g>, token: usize) {
        let bases = self.word(token).into_iter().flat_map(adjective_bases);
        let mut walks = bases.filter_map(|base| walk.step(base));
        walks.find(|walk| self.found(*walk, token, Form::Adjective));
    }

    fn word(&self, token: usize) -> Option<&'a str> {
        let kind = self.text.tokens().get(token)?.kind;
        let text = self.text;
        let within = token - self.start < WORDS_MAX;
        let named = matches!(kind, TokenKind::Word | TokenKind::Number);
        (within && named).then(|| text.folded(token))
    }

    /// The next token, if it stands in the same sentence: a line may be wrapped within a name, a heading
    /// or an item of a list ends with its line. The dot of a short word is passed over: "St. Louis".
    fn next(&self, token: usize) -> Option<usize> {
        let short = self.text.word(token).len() <= DOTTED_BYTES_MAX;
        let dot = short && self.text.word(token + 1) == ".";
        Some(token + 1 + usize::from(dot)).filter(|next| *next < self.end)
    }

    /// Keeps the abbreviations that stand as they are written, with their dots, behind a comma.
    fn abbreviated(&mut self, walk: Walk<'g>, token: usize) {
        let start = self.text.tokens()[self.start].span.start;
        let (before, after) = self.text.text().split_at(start);
        if !before.trim_end().ends_with(',') || !walk.ends_name() {
            return;
        }
        let names = || walk.entries().filter(|name| after.starts_with(name.text));
        let short = || names().filter(|name| name.kind == NameKind::Abbreviation);
        let Some(written) = short().next() else {
            return;
        };
        if self.called(token, Form::Abbreviated, short().map(Met::from))
            && let Some(spot) = self.spots.last_mut()
        {
            spot.span.end = start + written.text.len();
        }
    }

    /// Keeps the names at the end of a walk that the words up to a token may be a form of, if there are any.
    fn found(&mut self, walk: Walk<'g>, token: usize, form: Form) -> bool {
        if !walk.ends_name() {
            return false;
        }
        let words = self.text.folded_run(self.start..token + 1);
        let is_form = match form {
            Form::Inflected if self.merge(walk, token, words) => return true,
            Form::Inflected => is_case,
            Form::Adjective => is_adjective,
            Form::Exact | Form::Suffixed | Form::Abbreviated => {
                let met = walk.places().map(Met::from);
                return self.called(token, form, met.filter(|met| !is_short(met)));
            }
        };
        let names = walk.entries();
        let names = names.filter(|name| is_form(&text::fold(name.text), words));
        self.called(
            token,
            form,
            names.map(Met::from).filter(|met| !is_short(met)),
        )
    }

    /// Gives a Russian name as written the places besides of which it is another case: "Осаки" of "Осака".
    fn merge(&mut self, walk: Walk<'g>, token: usize, words: &str) -> bool {
        let is_written = |spot: &&mut Spot<'a>| {
            let here = spot.tokens == (self.start..token + 1);
            here && spot.name.form == Form::Exact
        };
        let russian = self.text.lang() == Lang::Ru;
        let mut last = self.spots.iter_mut().rev();
        let Some(spot) = last.find(is_written).filter(|_| russian) else {
            return false;
        };
        let names = walk.entries();
        let names = names.filter(|name| is_declined(&text::fold(name.text), words));
        let met = names.map(Met::from).filter(|met| !is_short(met));
        spot.name = self.names.with_inflected(&spot.name, met);
        true
    }

    /// Keeps the words up to a token as the names that they meet, if there are any.
    fn called(&mut self, token: usize, form: Form, met: impl Iterator<Item = Met<'g>>) -> bool {
        let (text, tokens) = (self.text, self.start..token + 1);
        let name = self.names.get(text.folded_run(tokens.clone()), form, met);
        let found = name.is_some();
        let [first, last] = [self.start, token].map(|token| text.tokens()[token].span);
        let span = Span {
            start: first.start,
            end: last.end,
        };
        self.spots
            .extend(name.map(|name| Spot { tokens, span, name }));
        found
    }
}

fn is_short(met: &Met<'_>) -> bool {
    met.kind == NameKind::Abbreviation
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the names that may begin in a text with the way they meet those of the gazetteer.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let analysed = Analysed::new(text, None);
        let mut memory = Memory::default();
        let spots = spots(
            Gazetteer::bundled(),
            Cues::bundled(),
            &analysed,
            &mut memory,
        );
        let shown = spots
            .iter()
            .map(|spot| format!("{} {:?}", spot.name.folded, spot.name.form));
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
