//! Paragraphs of plain text, put together from pieces of marked-up text.

/// Text under construction: white space runs become one space, paragraphs are a blank line apart.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// White space to write before the next word.
    gap: Gap,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

impl Prose {
    /// Adds words; the white space around and between them counts as one space.
    pub(super) fn push(&mut self, words: &str) {
        let is_space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        for (index, word) in words.split(is_space).enumerate() {
            if index > 0 {
                self.part(Gap::Space);
            }
            if !word.is_empty() {
                let gap = if self.text.is_empty() {
                    Gap::None
                } else {
                    self.gap
                };
                self.text.push_str(gap.as_str());
                self.text.push_str(word);
                self.gap = Gap::None;
            }
        }
    }

    /// The next words begin a line.
    pub(super) fn end_line(&mut self) {
        self.part(Gap::Line);
    }

    /// The next words begin a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.part(Gap::Paragraph);
    }

    /// The text, without white space at its ends.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }
}
