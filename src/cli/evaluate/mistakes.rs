//! What was wrong, in words, the most confident first.

use crate::text::Span;

/// How many characters of the text an error shows on either side.
const CONTEXT_CHARS: usize = 30;

/// Something that was found and is wrong, or is right and was not found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mistake {
    /// How sure the program was of it, 0 to 1; nothing for what it did not find.
    pub(super) confidence: f64,
    /// Which document, which words, what was given and what was right.
    pub(super) words: String,
}

impl Mistake {
    /// A mistake of a kind at some words of a document, and what it is in words.
    pub(super) fn at(
        document: (&str, &str),
        span: Span,
        kind: &str,
        confidence: f64,
        words: &str,
    ) -> Self {
        let (id, text) = document;
        let [before, after] = around(text, span);
        let line = format!(
            "{confidence:.2} {id} {kind}: {before}[{}]{after} {words}",
            span.of(text)
        );
        Self {
            confidence,
            words: line.trim_end().to_owned(),
        }
    }
}

/// The most confident mistakes; those of equal confidence in the order of the documents.
pub(super) fn worst(mut mistakes: Vec<Mistake>, at_most: usize) -> impl Iterator<Item = Mistake> {
    mistakes.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    mistakes.into_iter().take(at_most)
}

/// What stands before and after some words, line breaks as spaces.
fn around(text: &str, span: Span) -> [String; 2] {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1);
    let to = after.char_indices().nth(CONTEXT_CHARS);
    [
        &before[from.map_or(0, |(at, _)| at)..],
        &after[..to.map_or(after.len(), |(at, _)| at)],
    ]
    .map(|part| part.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_confident_come_first_each_in_its_words() {
        let text = "В городе Ош\nтихо.";
        let span = Span { start: 16, end: 20 };
        let mistake = |kind, confidence| Mistake::at(("a", text), span, kind, confidence, "");
        let mistakes = vec![
            mistake("missed", 0.0),
            mistake("place", 0.9),
            mistake("role", 0.5),
        ];
        let shown: Vec<String> = worst(mistakes, 2).map(|mistake| mistake.words).collect();
        assert_eq!(
            shown,
            [
                "0.90 a place: В городе [Ош] тихо.",
                "0.50 a role: В городе [Ош] тихо."
            ]
        );
    }
}
