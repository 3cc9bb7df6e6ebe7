//! Plain text: one report as it is.

use std::io::BufRead;

use super::{DOCUMENT_BYTES_MAX, Defaults, Document, ReadError, input};

/// The most characters that a first line may have to be a title.
const TITLE_CHARS_MAX: usize = 160;

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
) -> Result<Document, ReadError> {
    let text = input::whole(input, DOCUMENT_BYTES_MAX, "a document")?;
    let title = title(&text);
    Ok(defaults.document(source, title, text))
}

/// The first line, if it is short, has no final stop and is followed by a blank line.
fn title(text: &str) -> Option<String> {
    let mut lines = text.trim_start().lines();
    let first = lines.next()?.trim();
    let blank_follows = lines.next()?.trim().is_empty() && lines.next().is_some();
    let short = first.chars().count() <= TITLE_CHARS_MAX;
    let stops = first.ends_with(['.', '!', '?', ':', ';', '…', ',']);
    (blank_follows && short && !stops).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let document = read(text.as_bytes(), "report.txt", &Defaults::default()).unwrap();
        assert_eq!(document.title.as_deref(), expected);
        assert_eq!(document.text, text);
    }

    #[test]
    fn a_short_first_line_over_a_blank_one_is_the_title_and_stays_in_the_text() {
        check(
            "Нукус: митинг\n\nВ Нукусе люди вышли.\n",
            Some("Нукус: митинг"),
        );
        check(
            "Oʻquv mashgʻulotlari\r\n\r\nForishda.",
            Some("Oʻquv mashgʻulotlari"),
        );
        check("The dam broke.\n\nPeople left.", None);
        check("The dam broke\nPeople left.", None);
        check("One line", None);
        check(&format!("{}\n\nText", "x".repeat(161)), None);
        check(
            &format!("{}\n\nText", "x".repeat(160)),
            Some(&"x".repeat(160)),
        );
    }

    #[track_caller]
    fn refuses(bytes: &[u8], expected: &str) {
        let error = read(bytes, "report.txt", &Defaults::default()).unwrap_err();
        assert_eq!(error.refusal("report.txt").to_string(), expected);
    }

    #[test]
    fn what_is_not_a_text_is_refused_with_its_place() {
        let empty = "report.txt: the input is empty, expected a report or an event list";
        refuses(b"", empty);
        refuses(b" \n\xEF\xBB\xBF".get(..2).unwrap_or_default(), empty);
        refuses(
            b"The city\nNukus is \xFF",
            "report.txt:2:10: byte 0xFF at byte 18 is not UTF-8, expected a text saved as UTF-8",
        );
        refuses(
            b"\xFF\xFEN\0",
            "report.txt: the text begins with the byte order mark of UTF-16LE, expected UTF-8",
        );
    }

    #[test]
    fn a_document_may_be_as_long_as_the_limit_and_no_longer() {
        let bytes_max = usize::try_from(DOCUMENT_BYTES_MAX).unwrap();
        let longest = vec![b'a'; bytes_max];
        let read_all = read(longest.as_slice(), "report.txt", &Defaults::default()).unwrap();
        assert_eq!(read_all.text.len(), bytes_max);
        refuses(
            &vec![b'a'; bytes_max + 1],
            "report.txt: longer than 16777216 bytes, the most that a document may have",
        );
    }
}
