use std::ops::Range;

use super::{
    Lang, Sentence, Token,
    fold::fold_into,
    language, sentence, token,
    word_map::{spread, spread_within},
};

/// A text with its words, sentences and language: one pass, shared by all who read the document.
///
/// ```
/// use zij::text::Analysed;
/// let text = Analysed::new("Farg‘onadan kelishdi. Yo‘l ochildi.", None);
/// assert_eq!(text.folded(0), "fargonadan");
/// assert_eq!(text.sentences()[1].span.of(text.text()), "Yo‘l ochildi.");
/// ```
#[derive(Debug, Clone)]
pub struct Analysed<'t> {
    text: &'t str,
    lang: Lang,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    /// The folded tokens, one space between them.
    arena: String,
    /// Where each token's folded form ends in the arena; an empty one ends where the one before does.
    ends: Vec<usize>,
    /// The numbers by which tables of words find the folded forms.
    numbers: Vec<u32>,
}

impl<'t> Analysed<'t> {
    /// Reads a text, in linear time; the language is told by the text if none is given.
    #[must_use]
    pub fn new(text: &'t str, lang: Option<Lang>) -> Self {
        let tokens = token::tokens(text);
        let (arena, ends) = folded(text, &tokens);
        let mut analysed = Self {
            text,
            lang: lang.unwrap_or_default(),
            tokens,
            sentences: vec![],
            numbers: numbers(arena.as_bytes(), &ends),
            arena,
            ends,
        };
        analysed.lang = lang.unwrap_or_else(|| language::told(&analysed));
        analysed.sentences = sentence::sentences(&analysed);
        analysed
    }

    /// The text as given.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Its language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Its words, numbers and signs, in the order of the text.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of a token; empty for a sign and for a token that is not there.
    #[must_use]
    pub fn folded(&self, token: usize) -> &str {
        self.folded_run(token..token.saturating_add(1))
    }

    /// The number by which tables of words find the folded form of a token.
    pub(super) fn number(&self, token: usize) -> u32 {
        let none = || spread(&[]);
        self.numbers.get(token).copied().unwrap_or_else(none)
    }

    /// The folded forms of several tokens, one space between them; signs are left out. Empty if not all
    /// of them are there.
    #[must_use]
    pub fn folded_run(&self, tokens: Range<usize>) -> &str {
        let end = |tokens: usize| Some(*self.ends.get(tokens.checked_sub(1)?)?);
        let start = end(tokens.start).unwrap_or(0);
        let run = self.arena.get(start..end(tokens.end).unwrap_or(0));
        let run = run.unwrap_or_default();
        run.strip_prefix(' ').unwrap_or(run)
    }

    /// A token as written; empty if it is not there.
    #[must_use]
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens
            .get(token)
            .map_or("", |token| token.span.of(self.text))
    }

    /// Its sentences, in the order of the text; every token is in exactly one.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence that holds a byte, or the last one that begins before it; 0 if none does.
    #[must_use]
    pub fn sentence_of(&self, byte: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.span.start <= byte)
            .saturating_sub(1)
    }
}

/// The folded forms of a text's tokens, one space between them, and where each ends.
fn folded(text: &str, tokens: &[Token]) -> (String, Vec<usize>) {
    let mut arena = String::with_capacity(text.len());
    let mut ends = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some(Token { span, plain, .. }) = rest.first() {
        let run = if *plain { plain_run(text, rest) } else { 1 };
        let (now, after) = rest.split_at(run);
        if *plain {
            let last = now.last().map_or(span.end, |token| token.span.end);
            part(&mut arena);
            let base = arena.len();
            ends.extend(now.iter().map(|token| base + token.span.end - span.start));
            arena.push_str(text.get(span.start..last).unwrap_or_default());
        } else {
            append(span.of(text), &mut arena);
            ends.push(arena.len());
        }
        rest = after;
    }
    // What was folded has no capitals any more.
    arena.make_ascii_lowercase();
    (arena, ends)
}

/// The numbers of the folded forms, see [`spread_within`].
fn numbers(arena: &[u8], ends: &[usize]) -> Vec<u32> {
    let mut before = 0;
    let number = |end: &usize| {
        // All but the first have a space before them; an empty one ends where the one before does.
        let start = (before + usize::from(before > 0)).min(*end);
        before = *end;
        spread_within(arena, start, *end)
    };
    ends.iter().map(number).collect()
}

/// How many of the first tokens are of ASCII letters and digits, one space between them: they are folded
/// when they are in lower case.
fn plain_run(text: &str, tokens: &[Token]) -> usize {
    let goes_on = |pair: &&[Token]| {
        let [one, next] = pair else { return false };
        let spaced = text.as_bytes().get(one.span.end) == Some(&b' ');
        next.plain && spaced && one.span.end + 1 == next.span.start
    };
    1 + tokens.windows(2).take_while(goes_on).count()
}

/// Appends the folded form of a token, a space before it if something stands there.
fn append(token: &str, arena: &mut String) {
    // One byte that is no letter or digit is a sign, which folds to nothing.
    if token.len() == 1 {
        return;
    }
    let before = arena.len();
    part(arena);
    let start = arena.len();
    fold_into(token, arena);
    if arena.len() == start {
        arena.truncate(before);
    }
}

/// Parts what follows from what stands there.
fn part(arena: &mut String) {
    if !arena.is_empty() {
        arena.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folded_forms_words_and_sentences_are_found_by_token_and_byte() {
        let text = "The U.S. base at Qo‘qon. Closed!";
        let analysed = Analysed::new(text, None);
        let folded = (0..8)
            .map(|token| analysed.folded(token))
            .collect::<Vec<_>>();
        assert_eq!(
            folded,
            ["the", "us", "base", "at", "qoqon", "", "closed", ""]
        );
        assert_eq!(analysed.word(4), "Qo‘qon");
        assert_eq!(
            (
                analysed.sentence_of(0),
                analysed.sentence_of(text.len() - 2),
                analysed.sentence_of(999)
            ),
            (0, 1, 1)
        );
        assert_eq!(analysed.lang(), Lang::En);
        assert_eq!((analysed.folded(99), analysed.word(99)), ("", ""));
        let runs = [0..2, 1..5, 3..7, 5..6, 6..99].map(|run| analysed.folded_run(run));
        let expected = ["the us", "us base at qoqon", "at qoqon closed", "", ""];
        assert_eq!(runs, expected);
    }

    proptest! {
        #[test]
        fn every_token_is_in_exactly_one_sentence(text in "[A-Za-zА-я'.!?» \n-]{0,80}") {
            let analysed = Analysed::new(&text, None);
            let mut next = 0;
            for sentence in analysed.sentences() {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(sentence.tokens.end > next);
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next, analysed.tokens().len());
        }

        #[test]
        fn a_token_folds_as_it_does_alone(text in "\\PC{0,60}") {
            let analysed = Analysed::new(&text, None);
            for token in 0..analysed.tokens().len() {
                prop_assert_eq!(analysed.folded(token), crate::text::fold(analysed.word(token)));
                let number = spread(analysed.folded(token).as_bytes());
                prop_assert_eq!(analysed.number(token), number);
            }
        }
    }
}
