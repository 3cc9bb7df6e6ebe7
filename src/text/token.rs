use super::{
    Span,
    fold::{acronym_len, begins_word, continues_word, is_apostrophe, is_letter},
    plain::plain_len,
};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word, an abbreviation with its dots (`U.S.`), or letters and digits with a hyphen (`Mi-35`).
    Word,
    /// Begins with a digit: `2018`, `10.30`, `1,200`, `21st`.
    Number,
    /// The English `'s` after a word.
    Clitic,
    /// Any other sign, or a run of the same one (`...`).
    Punct,
}

/// A word, number or sign of a text, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether nothing but one hyphen or dash is between the token before and this one; that hyphen is no
    /// token: `Mazar-i-Sharif` is three tokens, the last two joined.
    pub joined: bool,
    /// Whether it is nothing but ASCII letters and digits.
    pub(crate) plain: bool,
}

/// Cuts a text into tokens. Between them are only spaces and the hyphens that join words.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut joined = false;
    while at < text.len() {
        if let Some(token) = plain_word(bytes, at).or_else(|| plain_sign(bytes, at)) {
            // A space goes with what stands before it: most of a Latin text is read by this alone.
            at = token.span.end + usize::from(bytes.get(token.span.end) == Some(&b' '));
            tokens.push(Token { joined, ..token });
            joined = false;
            continue;
        }
        let Some(first) = first_char(text, at) else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if joins(text, at, first, tokens.last()) {
            at += first.len_utf8();
            joined = true;
        } else {
            let token = token(text, at, first, tokens.last());
            at = token.span.end;
            tokens.push(Token { joined, ..token });
            joined = false;
        }
    }
    tokens
}

fn first_char(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether a hyphen directly follows a word and directly precedes another.
fn joins(text: &str, at: usize, hyphen: char, before: Option<&Token>) -> bool {
    is_hyphen(hyphen)
        && before.is_some_and(|token| {
            token.span.end == at && matches!(token.kind, TokenKind::Word | TokenKind::Number)
        })
        && first_char(text, at + hyphen.len_utf8()).is_some_and(begins_word)
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

/// The token that begins at a byte with a character.
fn token(text: &str, at: usize, first: char, before: Option<&Token>) -> Token {
    let rest = text.get(at..).unwrap_or_default();
    let (kind, len) = match first {
        _ if is_letter(first) => (TokenKind::Word, acronym_len(rest).max(word_len(rest))),
        _ if first.is_numeric() => (TokenKind::Number, number_len(rest)),
        _ => match clitic_len(rest, at, before) {
            0 => (TokenKind::Punct, punct_len(rest, first)),
            len => (TokenKind::Clitic, len),
        },
    };
    let span = Span {
        start: at,
        end: at + len.max(first.len_utf8()),
    };
    Token {
        span,
        kind,
        joined: false,
        plain: span
            .of(text)
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric()),
    }
}

/// The word or number that begins at a byte if it is nothing but ASCII letters and digits, which most of a
/// Latin text are; none where the sign behind them may go on with it.
fn plain_word(bytes: &[u8], start: usize) -> Option<Token> {
    let rest = bytes.get(start..)?;
    let first = rest.first().filter(|first| first.is_ascii_alphanumeric())?;
    let kind = if first.is_ascii_digit() {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    let len = plain_len(rest);
    let ends = match (rest.get(len), rest.get(len + 1)) {
        (None | Some(b' '), _) => true,
        (Some(b'.' | b',' | b':'), next) if kind == TokenKind::Number => {
            next.is_none_or(|next| next.is_ascii() && !next.is_ascii_digit())
        }
        (Some(b'.'), _) => len > 1,
        (Some(b'-'), next) => !next.is_some_and(u8::is_ascii_digit),
        (Some(sign), _) => sign.is_ascii() && !is_apostrophe(char::from(*sign)),
    };
    let span = Span {
        start,
        end: start + len,
    };
    ends.then_some(Token {
        span,
        kind,
        joined: false,
        plain: true,
    })
}

/// The run of one sign that begins at a byte if it is of ASCII and neither joins nor shortens words.
fn plain_sign(bytes: &[u8], start: usize) -> Option<Token> {
    let rest = bytes.get(start..)?;
    let first = rest.first()?;
    if !first.is_ascii_punctuation() || matches!(first, b'-' | b'\'' | b'`') {
        return None;
    }
    let run = rest.iter().position(|byte| byte != first);
    let span = Span {
        start,
        end: start + run.unwrap_or(rest.len()),
    };
    Some(Token {
        span,
        kind: TokenKind::Punct,
        joined: false,
        plain: false,
    })
}

/// A run of the same sign; hyphens and apostrophes stand alone, since one may join what the next parts.
fn punct_len(rest: &str, first: char) -> usize {
    if is_hyphen(first) || is_apostrophe(first) {
        return first.len_utf8();
    }
    let run = rest.chars().take_while(|next| *next == first);
    run.map(char::len_utf8).sum()
}

/// Digits with what follows them directly: letters (`21st`), or a separator and digits (`10.30`).
fn number_len(rest: &str) -> usize {
    let mut letters = rest.char_indices().peekable();
    let mut end = 0;
    while let Some((at, letter)) = letters.next() {
        let mut next_is_digit = || letters.peek().is_some_and(|(_, next)| next.is_numeric());
        if !(continues_word(letter) || (matches!(letter, '.' | ',' | ':') && next_is_digit())) {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// Letters with the apostrophes among them, up to the English `'s`; then a hyphen and digits (`Mi-35`).
fn word_len(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let mut inner = || {
            letters
                .peek()
                .is_some_and(|(_, next)| continues_word(*next))
        };
        let apostrophe = is_apostrophe(letter) && (begins_word(letter) || inner());
        if !(continues_word(letter) || apostrophe) || ends_in_clitic(rest, at) {
            break;
        }
        end = at + letter.len_utf8();
    }
    end + model_len(rest.get(end..).unwrap_or_default())
}

/// The bytes of the hyphen and digits that make a word the name of a model.
fn model_len(rest: &str) -> usize {
    match rest.strip_prefix('-') {
        Some(digits) if digits.starts_with(|digit: char| digit.is_ascii_digit()) => {
            1 + number_len(digits)
        }
        _ => 0,
    }
}

fn ends_in_clitic(word: &str, at: usize) -> bool {
    let latin = word
        .get(..at)
        .and_then(|before| before.chars().next_back())
        .is_some_and(|last| last.is_ascii_alphabetic());
    latin && word.get(at..).is_some_and(|rest| clitic_at(rest) > 0)
}

/// The bytes of a clitic that follows the token before directly; 0 if there is none.
fn clitic_len(rest: &str, at: usize, before: Option<&Token>) -> usize {
    let follows = before.is_some_and(|token| token.span.end == at && token.kind == TokenKind::Word);
    if follows { clitic_at(rest) } else { 0 }
}

fn clitic_at(rest: &str) -> usize {
    let mut letters = rest.chars();
    let apostrophe = letters
        .next()
        .filter(|letter| matches!(letter, '\'' | '’' | '\u{2bc}' | '`' | '‘'));
    match (apostrophe, letters.next(), letters.next()) {
        (Some(mark), Some('s' | 'S'), next)
            if !next.is_some_and(|next| continues_word(next) || is_apostrophe(next)) =>
        {
            mark.len_utf8() + 1
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown = tokens(text).into_iter().map(|token| {
            let sign = match token.kind {
                TokenKind::Word => "",
                TokenKind::Number => "#",
                TokenKind::Clitic => "~",
                TokenKind::Punct => ".",
            };
            format!(
                "{}{sign}{}",
                if token.joined { "-" } else { "" },
                token.span.of(text)
            )
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn uzbek_words_keep_their_apostrophes() {
        for mark in ['\'', '’', '‘', 'ʻ', 'ʼ', '`', '´'] {
            let word = format!("Farg{mark}onadan");
            check(&word, &[&word]);
        }
        check("Qoratogʻ, maʼno", &["Qoratogʻ", ".,", "maʼno"]);
        check("o'sdi 'bor'", &["o'sdi", ".'", "bor", ".'"]);
    }

    #[test]
    fn the_english_s_is_apart_and_only_after_latin() {
        check("Uzbekistan's army", &["Uzbekistan", "~'s", "army"]);
        check("Tashkent’s.", &["Tashkent", "~’s", ".."]);
        check(
            "U.S.'s don't states'",
            &["U.S.", "~'s", "don't", "states", ".'"],
        );
        check("'s", &[".'", "s"]);
    }

    #[test]
    fn hyphens_part_names_and_keep_models_together() {
        check("Mazar-i-Sharif", &["Mazar", "-i", "-Sharif"]);
        check(
            "Алма-Атой – Mi-35, С-300",
            &["Алма", "-Атой", ".–", "Mi-35", ".,", "С-300"],
        );
        check(
            "2018-yil 15–21 30-й - a-",
            &["#2018", "-yil", "#15", "-#21", "#30", "-й", ".-", "a", ".-"],
        );
    }

    #[test]
    fn numbers_and_abbreviations_are_one_token() {
        check(
            "10.30 1,200 12.10.2018, 201st 5.",
            &[
                "#10.30",
                "#1,200",
                "#12.10.2018",
                ".,",
                "#201st",
                "#5",
                "..",
            ],
        );
        check(
            "U.S. и т.д. М.В.Ломоносов",
            &["U.S.", "и", "т.д.", "М.В.", "Ломоносов"],
        );
        check(
            "wait... «Ош»?!",
            &["wait", "....", ".«", "Ош", ".»", ".?", ".!"],
        );
        check("در مزار‌شریف،", &["در", "مزار‌شریف", ".،"]);
    }

    #[test]
    fn long_runs_take_linear_time() {
        assert_eq!(tokens(&".".repeat(1_000_000)).len(), 1);
        assert_eq!(tokens(&"a.".repeat(1_000_000)).len(), 1);
        assert_eq!(tokens(&"a-".repeat(500_000)).len(), 500_001);
        assert_eq!(tokens(&"'".repeat(1_000_000)).len(), 1_000_000);
        assert_eq!(tokens(&"ў".repeat(1_000_000)).len(), 1);
        assert_eq!(tokens(&"a'".repeat(500_000)).len(), 2);
    }

    proptest! {
        #[test]
        fn a_plain_word_or_number_is_as_long_as_any(text in "[a-zA0-9.,:'`’ў½ -]{0,12}") {
            if let Some(token) = plain_word(text.as_bytes(), 0) {
                let len = match token.kind {
                    TokenKind::Number => number_len(&text),
                    _ => acronym_len(&text).max(word_len(&text)),
                };
                prop_assert_eq!(token.span.end, len);
            }
        }

        #[test]
        fn tokens_stand_in_order_and_leave_out_only_spaces_and_hyphens(text in "\\PC{0,60}|[a-zА-я'’ .\n-]{0,60}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                let between = text.get(end..token.span.start).unwrap();
                prop_assert!(between.chars().all(|gap| gap.is_whitespace() || is_hyphen(gap)));
                end = token.span.end;
            }
            prop_assert!(text.get(end..).unwrap().chars().all(char::is_whitespace));
        }
    }
}
