use std::ops::Range;

use super::{Analysed, Span, Token, TokenKind};

/// A sentence, a heading or an item of a list; of what goes on and on, the next part of a bounded length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, closing quotes included.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Which paragraph it belongs to, counted from 0; an empty line parts paragraphs.
    pub paragraph: usize,
}

/// The most tokens of a sentence. The longest one in `tests/gold/tune` has 56; what goes on beyond this
/// is a table or a list without stops, and whoever compares the words of a sentence with one another must
/// come to an end.
const TOKENS_MAX: usize = 250;

/// Abbreviations, folded, after which a sentence goes on.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "capt", "maj", "sgt", "adm", "cmdr",
    "brig", "pres", "gov", "sen", "rep", "jr", "st", "mt", "ft", "vs", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "approx", "им", "г", "гор", "ул",
    "обл", "мест", "р", "пос", "пгт", "с", "д", "напр", "проф", "ген", "полк", "лейт", "акад",
    "руб", "долл", "тыс", "гр", "св", "sh", "t", "кв",
];

/// Abbreviations, folded, after which a sentence goes on with a number.
const BEFORE_NUMBERS: &[&str] = &["no", "fig", "art", "ст", "стр", "рис", "см", "п"];

/// Abbreviations, folded, that end a sentence if the next word has a capital.
const LAST_WORDS: &[&str] = &[
    "тд", "тп", "др", "пр", "гг", "млн", "млрд", "etc", "pm", "am",
];

/// Words, folded, that after an abbreviation with dots begin a new sentence.
const FIRST_WORDS: &[&str] = &[
    "the", "a", "an", "in", "on", "at", "it", "he", "she", "they", "we", "this", "that", "these",
    "but", "and", "however", "its", "his", "their", "there", "as", "в", "на", "он", "она", "они",
    "это", "но", "и", "по", "с", "у", "bu", "u", "ular",
];

/// Cuts tokens into sentences. Every token is in exactly one.
pub(super) fn sentences(text: &Analysed) -> Vec<Sentence> {
    let cutter = Cutter {
        text,
        lines: Lines::new(text.text()),
    };
    let mut sentences = vec![];
    let (mut first, mut paragraph, mut stop) = (0, 0, None);
    for at in 0..text.tokens().len() {
        let full = at + 1 - first == TOKENS_MAX;
        if !full && cutter.goes_through(at) {
            stop = None;
            continue;
        }
        stop = cutter.stop(at, first, stop);
        let end = cutter.end_after(at, stop);
        let Some(end) = end.or(full.then_some(End::Sentence)) else {
            continue;
        };
        sentences.extend(cutter.sentence(first..at + 1, paragraph));
        paragraph += usize::from(end == End::Paragraph);
        (first, stop) = (at + 1, None);
    }
    sentences
}

/// What ends after a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Sentence,
    Paragraph,
}

/// Cuts a text whose tokens are known.
struct Cutter<'a, 't> {
    text: &'a Analysed<'t>,
    lines: Lines,
}

impl<'t> Cutter<'_, 't> {
    fn sentence(&self, tokens: Range<usize>, paragraph: usize) -> Option<Sentence> {
        let start = self.token(tokens.start)?.span.start;
        let end = self.token(tokens.end.checked_sub(1)?)?.span.end;
        Some(Sentence {
            span: Span { start, end },
            tokens,
            paragraph,
        })
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.text.tokens().get(at)
    }

    fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.token(at).is_some_and(|token| token.kind == kind)
    }

    fn word(&self, at: usize) -> &'t str {
        self.text.word(at)
    }

    /// The spaces between a token and the next; none after the last token.
    fn gap(&self, at: usize) -> Option<&'t str> {
        let next = self.token(at + 1)?;
        self.text
            .text()
            .get(self.token(at)?.span.end..next.span.start)
    }

    /// Whether a sentence surely goes on behind a token, as it does behind most: a word, a number or a comma
    /// with no more than one space before the next token.
    fn goes_through(&self, at: usize) -> bool {
        let Some([token, next]) = self.text.tokens().get(at..at + 2) else {
            return false;
        };
        let byte = |at: usize| self.text.text().as_bytes().get(at);
        let end = token.span.end;
        let sign = byte(end - 1);
        let ends = match token.kind {
            TokenKind::Punct => !matches!(sign, Some(b',' | b';' | b':' | b'(' | b'-')),
            _ => sign == Some(&b'.'),
        };
        let spaced = end + 1 == next.span.start && byte(end) == Some(&b' ');
        !ends && (spaced || end == next.span.start)
    }

    /// The token that may end the sentence: this one, or an earlier one followed by closing quotes only.
    fn stop(&self, at: usize, first: usize, earlier: Option<usize>) -> Option<usize> {
        let word = self.word(at);
        if word.starts_with(['!', '?', '…', '؟', '۔', '。'])
            || (self.is(at, TokenKind::Word) && word.ends_with('.'))
        {
            return Some(at);
        }
        if word.starts_with('.') {
            return (word.len() > 1 || !self.goes_on(at, first)).then_some(at);
        }
        let glued = at > first && self.gap(at - 1) == Some("");
        let closes = matches!(word, "\"" | "”" | "“" | "»" | "’" | "'" | ")" | "]" | "''");
        earlier.filter(|_| glued && closes)
    }

    /// Whether the full stop at a token is that of an abbreviation, an initial or a list's number.
    fn goes_on(&self, at: usize, first: usize) -> bool {
        if at == first || self.gap(at - 1) != Some("") {
            return false;
        }
        let before = self.text.folded(at - 1);
        let numbered = |back: usize| at >= first + back && self.is(at - back, TokenKind::Number);
        match self.token(at - 1).map(|token| token.kind) {
            Some(TokenKind::Number) => at - 1 == first,
            Some(TokenKind::Word) if before == "г" && numbered(2) => false,
            Some(TokenKind::Word) if LAST_WORDS.contains(&before) => false,
            Some(TokenKind::Word) if BEFORE_NUMBERS.contains(&before) => {
                self.is(at + 1, TokenKind::Number)
            }
            Some(TokenKind::Word) => ABBREVIATIONS.contains(&before) || self.is_initial(at - 1),
            _ => false,
        }
    }

    /// Whether a token is one capital letter.
    fn is_initial(&self, at: usize) -> bool {
        let mut letters = self.word(at).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    }

    /// Whether a sentence or a paragraph ends after a token.
    fn end_after(&self, at: usize, stop: Option<usize>) -> Option<End> {
        let Some(gap) = self.gap(at) else {
            return Some(End::Paragraph);
        };
        match line_ends(gap) {
            0 => stop.and_then(|stop| self.end_at_stop(at, stop, gap)),
            1 if self.begins_item(at + 1) || self.breaks_on_purpose(at) => Some(End::Sentence),
            1 => stop.and_then(|stop| self.end_at_stop(at, stop, gap)),
            _ => Some(End::Paragraph),
        }
    }

    fn end_at_stop(&self, at: usize, stop: usize, gap: &str) -> Option<End> {
        let next = self
            .word(at + 1)
            .trim_start_matches(['"', '«', '“', '„', '‘', '(', '[', '—', '–', '-']);
        let first = next
            .chars()
            .next()
            .or_else(|| self.word(at + 2).chars().next());
        let abbreviated = self.is(stop, TokenKind::Word);
        let ends = match first {
            _ if gap.is_empty() => false,
            Some(letter) if letter.is_lowercase() => false,
            _ if !abbreviated => true,
            _ if LAST_WORDS.contains(&self.text.folded(stop)) => true,
            _ => FIRST_WORDS.contains(&self.text.folded(at + 1)),
        };
        ends.then_some(End::Sentence)
    }

    /// Whether a token at a line's start is the bullet or number of a list's item.
    fn begins_item(&self, at: usize) -> bool {
        let word = self.word(at);
        let bullet = matches!(
            word,
            "•" | "·" | "*" | "-" | "–" | "—" | "◦" | "▪" | "#" | "##" | "###" | "+"
        );
        let after = self.word(at + 1);
        let numbered = self.is(at, TokenKind::Number)
            && matches!(after, "." | ")")
            && self.gap(at) == Some("");
        bullet || numbered
    }

    /// Whether the line that ends after a token was ended by its writer, not for want of room: the next
    /// word has a capital and would have fitted in the longest line of the paragraph.
    fn breaks_on_purpose(&self, at: usize) -> bool {
        let (Some(token), Some(next)) = (self.token(at), self.token(at + 1)) else {
            return false;
        };
        let capital = self
            .word(at + 1)
            .chars()
            .next()
            .is_some_and(|first| !first.is_lowercase());
        let open = self.word(at).ends_with([',', ':', ';', '(', '–', '—']);
        capital && !open && self.lines.has_room(token.span.end, next.span.len())
    }
}

/// How many lines end in the spaces between two tokens; a paragraph separator counts as two.
fn line_ends(gap: &str) -> usize {
    let ends = gap.chars().map(|space| match space {
        '\n' => 1,
        '\u{2029}' => 2,
        _ => 0,
    });
    ends.sum()
}

/// Where the lines of a text begin, and how long lines get around them, in bytes.
struct Lines {
    starts: Vec<usize>,
    /// For each line the length of the longest line of its paragraph, or of the text if the paragraph has
    /// too few lines to tell.
    longest: Vec<usize>,
}

/// With fewer lines a paragraph does not show how wide its lines may get.
const LINES_MIN: usize = 3;

impl Lines {
    fn new(text: &str) -> Self {
        let mut starts = vec![];
        let mut lengths = vec![];
        let mut start = 0;
        for line in text.split('\n') {
            starts.push(start);
            lengths.push(line.trim_end().len());
            start += line.len() + 1;
        }
        let overall = lengths.iter().copied().max().unwrap_or(0);
        let mut longest = Vec::with_capacity(lengths.len());
        for paragraph in lengths.split_inclusive(|length| *length == 0) {
            let own = paragraph.iter().copied().max().unwrap_or(0);
            let width = if paragraph.len() < LINES_MIN {
                overall
            } else {
                own
            };
            longest.extend(std::iter::repeat_n(width, paragraph.len()));
        }
        Self { starts, longest }
    }

    /// Whether a word of so many bytes would have fitted behind the byte at which a line ends.
    fn has_room(&self, line_end: usize, word_bytes: usize) -> bool {
        let line = self
            .starts
            .partition_point(|start| *start <= line_end)
            .saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let width = self.longest.get(line).copied().unwrap_or(0);
        line_end - start.min(line_end) + 1 + word_bytes <= width
    }
}

#[cfg(test)]
mod tests {
    use super::TOKENS_MAX;
    use crate::text::Analysed;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let analysed = Analysed::new(text, None);
        let actual = analysed
            .sentences()
            .iter()
            .map(|sentence| sentence.span.of(text));
        assert_eq!(actual.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn sentences_end_at_stops_with_their_closing_quotes() {
        check(
            "He came. She went! Why? So…",
            &["He came.", "She went!", "Why?", "So…"],
        );
        check(
            "«Он в Оше.» Она в Баткене.",
            &["«Он в Оше.»", "Она в Баткене."],
        );
        check(
            "“We agreed.” The talks ended.",
            &["“We agreed.”", "The talks ended."],
        );
        check(
            "«Куда?» спросил он. Молчание.",
            &["«Куда?» спросил он.", "Молчание."],
        );
        check(
            "Wait... what? Then... Nothing.",
            &["Wait... what?", "Then...", "Nothing."],
        );
        check("", &[]);
    }

    #[test]
    fn abbreviations_initials_and_numbers_do_not_end_sentences() {
        check(
            "Gen. Dostum met Mr. Karimov at St. Petersburg. He left.",
            &["Gen. Dostum met Mr. Karimov at St. Petersburg.", "He left."],
        );
        check(
            "M.V. Lomonosov and И. Каримов met.",
            &["M.V. Lomonosov and И. Каримов met."],
        );
        check(
            "The U.S. Army left the U.S. The base closed.",
            &["The U.S. Army left the U.S.", "The base closed."],
        );
        check(
            "В г. Ташкенте, ул. Навои. Обл. центр.",
            &["В г. Ташкенте, ул. Навои.", "Обл. центр."],
        );
        check(
            "Это было в 2005 г. Потом всё стихло.",
            &["Это было в 2005 г.", "Потом всё стихло."],
        );
        check(
            "Дороги и т.д. Построят за 5 млн. сумов.",
            &["Дороги и т.д.", "Построят за 5 млн. сумов."],
        );
        check(
            "At 10.30 it rose 3.5 percent in No. 5 mine. 12 people fled.",
            &[
                "At 10.30 it rose 3.5 percent in No. 5 mine.",
                "12 people fled.",
            ],
        );
    }

    #[test]
    fn empty_lines_items_and_headings_end_sentences() {
        check(
            "Border news\n\nTroops moved",
            &["Border news", "Troops moved"],
        );
        check(
            "Seen:\n- tanks\n- guns\n1. Trucks",
            &["Seen:", "- tanks", "- guns", "1. Trucks"],
        );
        check(
            "Talks in Osh\nThe presidents of both countries met on Friday in the city.",
            &[
                "Talks in Osh",
                "The presidents of both countries met on Friday in the city.",
            ],
        );
        check(
            "A delegation of the Ministry of the\nDefence of Uzbekistan came to the city\nTashkent on Friday.",
            &[
                "A delegation of the Ministry of the\nDefence of Uzbekistan came to the city\nTashkent on Friday.",
            ],
        );
        check("One.\r\n\r\nTwo.", &["One.", "Two."]);
    }

    #[test]
    fn paragraphs_are_counted_by_empty_lines() {
        let analysed = Analysed::new("A one. A two.\n\nB one.\n \nC one.", None);
        let paragraphs = analysed
            .sentences()
            .iter()
            .map(|sentence| sentence.paragraph);
        assert_eq!(paragraphs.collect::<Vec<_>>(), [0, 0, 1, 2]);
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_at_the_most_tokens() {
        let lengths = |words: usize| {
            let text = "Ош ".repeat(words);
            let analysed = Analysed::new(&text, None);
            let sentences = analysed.sentences().iter();
            sentences
                .map(|sentence| (sentence.tokens.len(), sentence.paragraph))
                .collect::<Vec<_>>()
        };
        assert_eq!(lengths(TOKENS_MAX), [(TOKENS_MAX, 0)]);
        assert_eq!(lengths(TOKENS_MAX + 1), [(TOKENS_MAX, 0), (1, 0)]);
    }

    #[test]
    fn texts_without_a_stop_or_of_stops_alone_take_linear_time() {
        let endless = "Ташкент и Ош ".repeat(100_000);
        assert_eq!(Analysed::new(&endless, None).sentences().len(), 1200);
        let lines = "Osh\n".repeat(200_000);
        assert_eq!(Analysed::new(&lines, None).sentences().len(), 800);
        let dots = ". ".repeat(500_000);
        assert!(!Analysed::new(&dots, None).sentences().is_empty());
    }
}
