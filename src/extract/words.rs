use std::borrow::Cow;

use crate::text::{Analysed, Lang, Sentence, Span, Token, TokenKind};

/// What stands between a word and the one before it, from the loosest to the hardest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// A space, a quotation mark, or the full stop of an abbreviation.
    Space,
    /// A hyphen or dash inside a word or before a number: `Mazar-i-Sharif`, `15 - 21`.
    Hyphen,
    /// A bracket.
    Bracket,
    /// A dash between spaces, not before a number.
    Dash,
    /// A comma.
    Comma,
    /// A colon, a semicolon or a line break: nothing reads across it.
    Break,
}

/// A word or number of a sentence, as patterns see it.
#[derive(Debug)]
pub(super) struct Word<'t> {
    /// As written.
    pub(super) written: &'t str,
    /// Folded; Uzbek Cyrillic in Latin letters, so that one table serves both scripts.
    pub(super) folded: Cow<'t, str>,
    /// Its bytes of the text.
    pub(super) span: Span,
    /// What stands before it.
    pub(super) joint: Joint,
}

impl Word<'_> {
    /// Whether it is written with a capital first letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.written.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of one sentence; numbers that a hyphen or slash joins to a date are one word.
pub(super) fn words<'t>(text: &'t Analysed<'t>, sentence: &Sentence) -> Vec<Word<'t>> {
    let mut words: Vec<Word<'t>> = Vec::with_capacity(sentence.tokens.len());
    let mut last: Option<Span> = None;
    for at in sentence.tokens.clone() {
        let token = &text.tokens()[at];
        if !is_word(token) {
            continue;
        }
        let before = last.unwrap_or(Span {
            start: token.span.start,
            end: token.span.start,
        });
        let between = &text.text()[before.end..token.span.start];
        last = Some(token.span);
        match words.last_mut() {
            Some(word) if joins_date(word, between, text.word(at)) => {
                word.span.end = token.span.end;
                word.written = &text.text()[word.span.start..word.span.end];
                word.folded = Cow::Borrowed(word.written);
            }
            _ => words.push(word(text, at, joint(between, text.word(at)))),
        }
    }
    words
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

fn word<'t>(text: &'t Analysed<'t>, at: usize, joint: Joint) -> Word<'t> {
    let written = text.word(at);
    let folded = match text.lang() {
        _ if written.starts_with(|first: char| first.is_ascii_digit()) => Cow::Borrowed(written),
        Lang::UzCyrl => Cow::Owned(uzbek_latin(written)),
        _ => Cow::Borrowed(text.folded(at)),
    };
    let span = text.tokens()[at].span;
    Word {
        written,
        folded,
        span,
        joint,
    }
}

/// How many words a dateline may have: `OSH, Kyrgyzstan, May 3 (Reuters) —`.
const DATELINE_WORDS_MAX: usize = 8;

/// The first word after a dateline; 0 if the words begin with none.
pub(super) fn dateline_end(words: &[Word<'_>]) -> usize {
    let capitals = |word: &Word<'_>| {
        let letters = word.written.chars().count();
        letters > 1
            && word
                .written
                .chars()
                .all(|letter| letter.is_uppercase() || !letter.is_alphabetic())
    };
    let dash = |at: &usize| words[*at].joint == Joint::Dash;
    match words.first() {
        Some(first) if capitals(first) => (1..words.len().min(DATELINE_WORDS_MAX))
            .find(dash)
            .unwrap_or(0),
        _ => 0,
    }
}

/// Whether a number goes on a date that has begun: `12/10` and `2018`, `2018-10` and `12`.
fn joins_date(word: &Word<'_>, between: &str, next: &str) -> bool {
    let begun = word.written.as_bytes();
    let separated = |mark: u8| {
        begun
            .iter()
            .all(|&byte| byte.is_ascii_digit() || byte == mark)
    };
    let joined = match between {
        "/" => separated(b'/'),
        // A hyphen joins `2018-10-12`, but neither `15-21` nor `2001-2005`.
        "-" => separated(b'-') && matches!((begun.len(), next.len()), (4 | 7, 2)),
        _ => false,
    };
    joined && next.bytes().all(|byte| byte.is_ascii_digit())
}

fn joint(between: &str, next: &str) -> Joint {
    let hard = |letter: char| matches!(letter, ':' | ';' | '\n' | '•' | '|' | '!' | '?' | '…');
    let soft = |letter: char| matches!(letter, ',' | '،');
    let bracket = |letter: char| matches!(letter, '(' | ')' | '[' | ']');
    let dash = |letter: char| matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '−');
    if between.contains(hard) {
        Joint::Break
    } else if between.contains(soft) {
        Joint::Comma
    } else if between.contains(bracket) {
        Joint::Bracket
    } else if between.contains(dash) {
        let spaced =
            between.starts_with(' ') && !next.starts_with(|first: char| first.is_ascii_digit());
        if spaced { Joint::Dash } else { Joint::Hyphen }
    } else {
        Joint::Space
    }
}

/// An Uzbek Cyrillic word in the folded Latin letters of the tables.
///
/// Source: the Uzbek alphabet of 1995, <https://lex.uz/docs/112286>; apostrophes fold away.
fn uzbek_latin(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        let starts = latin.ends_with(|last| "aeiou".contains(last)) || latin.is_empty();
        match letter_in_latin(letter, starts) {
            Some(letters) => latin.push_str(letters),
            None if matches!(letter, 'ъ' | 'ь' | '\'' | '’' | 'ʼ' | '`') => {}
            None => latin.push(letter),
        }
    }
    latin
}

fn letter_in_latin(letter: char, starts_syllable: bool) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' if starts_syllable => "ye",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "j",
        'з' => "z",
        'и' | 'ы' => "i",
        'й' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "x",
        'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let analysed = Analysed::new(text, None);
        let words = words(&analysed, &analysed.sentences()[0]);
        let shown = words
            .iter()
            .map(|word| format!("{}/{:?}", word.folded, word.joint));
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_know_what_parts_them() {
        check(
            "15–21 May, Osh",
            &["15/Space", "21/Hyphen", "may/Space", "osh/Comma"],
        );
        check(
            "left (in 1999) - then",
            &["left/Space", "in/Bracket", "1999/Space", "then/Bracket"],
        );
        check(
            "2018-10-12 12/10/2018",
            &["2018-10-12/Space", "12/10/2018/Space"],
        );
    }

    #[test]
    fn uzbek_cyrillic_is_read_in_latin_letters() {
        let latin = [
            "Ўзбекистон",
            "ёнғин",
            "ўқув",
            "ҳужум",
            "ер",
            "октябрь",
            "щётка",
        ]
        .map(uzbek_latin);
        let expected = [
            "ozbekiston",
            "yongin",
            "oquv",
            "hujum",
            "yer",
            "oktyabr",
            "shyotka",
        ];
        assert_eq!(latin, expected);
    }

    #[test]
    fn a_dateline_ends_at_its_dash() {
        let end = |text: &str| {
            let analysed = Analysed::new(text, None);
            dateline_end(&words(&analysed, &analysed.sentences()[0]))
        };
        assert_eq!(end("OSH, May 3 — Police said"), 3);
        assert_eq!(end("Police in Osh — said"), 0);
        assert_eq!(end("O"), 0);
    }
}
