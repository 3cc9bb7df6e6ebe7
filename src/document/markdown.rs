//! Markdown: one report with an optional head of `key: value` lines between two lines of `---`.

use std::io::BufRead;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{
    DOCUMENT_BYTES_MAX, Defaults, Document, ReadError, day::read_day, input, prose::Prose,
};

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
) -> Result<Document, ReadError> {
    let markdown = input::whole(input, DOCUMENT_BYTES_MAX, "a document")?;
    let (head, body) = split(&markdown);
    let head = Head::parse(head)?;
    let (heading, text) = plain(body);
    if text.is_empty() {
        return Err(ReadError::Empty);
    }
    let known = head.known.or(defaults);
    Ok(known.document(source, head.title.or(heading), text))
}

/// The lines of the head, none if there is no head, and the body.
fn split(markdown: &str) -> (&str, &str) {
    let mut lines = markdown.split_inclusive('\n');
    if lines.next().map(str::trim_end) != Some("---") {
        return ("", markdown);
    }
    let start = markdown.find('\n').map_or(markdown.len(), |end| end + 1);
    let mut end = start;
    for line in lines {
        if line.trim_end() == "---" {
            return (&markdown[start..end], &markdown[end + line.len()..]);
        }
        end += line.len();
    }
    ("", markdown)
}

/// What the head states.
#[derive(Debug, Default)]
struct Head {
    title: Option<String>,
    known: Defaults,
}

impl Head {
    /// Lines of `key: value`; keys that a document has no place for are left aside.
    fn parse(lines: &str) -> Result<Self, ReadError> {
        let mut head = Self::default();
        for (index, line) in lines.lines().enumerate() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = unquoted(value.trim());
            if !value.is_empty() {
                // The head's first line is the file's second.
                head.set(key.trim(), value, index as u64 + 2)?;
            }
        }
        Ok(head)
    }

    fn set(&mut self, key: &str, value: &str, line: u64) -> Result<(), ReadError> {
        let owned = Some(value.to_owned());
        match key.to_lowercase().as_str() {
            "title" => self.title = owned,
            "date" | "published" => {
                let span = read_day(value).map_err(|reason| ReadError::Head {
                    line,
                    field: key.to_owned(),
                    value: value.to_owned(),
                    reason,
                })?;
                self.known.published = Some(span.first());
            }
            "lang" | "language" => self.known.lang = owned,
            "source" => self.known.source = owned,
            "source_url" | "url" => self.known.source_url = owned,
            _ => {}
        }
        Ok(())
    }
}

fn unquoted(value: &str) -> &str {
    let inner = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

/// The first heading, and the words of the body in paragraphs.
fn plain(body: &str) -> (Option<String>, String) {
    let mut prose = Prose::default();
    let mut heading = Heading::Awaited;
    for event in Parser::new(body) {
        match event {
            Event::Start(Tag::Heading { .. }) if heading == Heading::Awaited => {
                heading = Heading::Open(String::new());
            }
            Event::End(TagEnd::Heading(_)) => {
                heading = heading.closed();
                prose.end_paragraph();
            }
            Event::Text(words) | Event::Code(words) => {
                heading.push(&words);
                prose.push(&words);
            }
            Event::SoftBreak => prose.push(" "),
            Event::HardBreak | Event::End(TagEnd::Item) => prose.end_line(),
            Event::Rule
            | Event::Start(Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::List(_)) => {
                prose.end_paragraph();
            }
            _ => {}
        }
    }
    (heading.into_words(), prose.into_text())
}

/// The first heading, while the body is read.
#[derive(Debug, PartialEq, Eq)]
enum Heading {
    Awaited,
    Open(String),
    Closed(String),
}

impl Heading {
    fn push(&mut self, words: &str) {
        if let Self::Open(text) = self {
            text.push_str(words);
        }
    }

    fn closed(self) -> Self {
        match self {
            Self::Open(words) => Self::Closed(words),
            other => other,
        }
    }

    fn into_words(self) -> Option<String> {
        match self {
            Self::Closed(words) => Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
            Self::Awaited | Self::Open(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, title: Option<&str>, text: &str) {
        let document = read(markdown.as_bytes(), "a.md", &Defaults::default()).unwrap();
        assert_eq!(document.title.as_deref(), title);
        assert_eq!(document.text, text);
    }

    #[test]
    fn paragraphs_headings_and_lists_become_plain_text() {
        check(
            "# Нукус\n\nОдин *два*\nтри `x`.\n\n- Chimboy\n- Qoʻngʻirot\n\nEnd&amp;",
            Some("Нукус"),
            "Нукус\n\nОдин два три x.\n\nChimboy\nQoʻngʻirot\n\nEnd&",
        );
        check(
            "[Termez](https://example.org) has a **bridge**.",
            None,
            "Termez has a bridge.",
        );
        check("---\nNo head: just a rule", None, "No head: just a rule");
    }

    #[test]
    fn the_head_gives_title_day_language_and_source() {
        let markdown = "---\ntitle: \"Talks: day one\"\npublished: 2018-10-12\nlang: en\n\
                        source: Zij examples\nnote: x\nurl: https://example.org/1\n---\n\nText.\n";
        let document = read(markdown.as_bytes(), "a.md", &Defaults::default()).unwrap();
        let known = Defaults {
            published: crate::time::Date::new(2018, 10, 12).ok(),
            lang: Some("en".to_owned()),
            source: Some("Zij examples".to_owned()),
            source_url: Some("https://example.org/1".to_owned()),
            ..Defaults::default()
        };
        let title = Some("Talks: day one".to_owned());
        assert_eq!(document, known.document("a.md", title, "Text.".to_owned()));
    }

    #[test]
    fn a_head_with_a_wrong_day_is_refused_at_its_line() {
        let markdown = "---\ntitle: x\ndate: 10/12/2018\n---\nText.";
        let error = read(markdown.as_bytes(), "a.md", &Defaults::default()).unwrap_err();
        assert_eq!(
            error.refusal("a.md").to_string(),
            "a.md:3: date \"10/12/2018\": may be 2018-12-10 or 2018-10-12, expected YYYY-MM-DD"
        );
    }
}
