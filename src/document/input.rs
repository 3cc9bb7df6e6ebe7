//! Bytes into text: limits, UTF-8, lines.

use std::io::{self, BufRead, Read};

use encoding_rs::Encoding;

use super::{LINE_BYTES_MAX, ReadError, error::count};

/// The whole input, stopped one byte past the limit.
pub(super) fn bytes(
    input: impl BufRead,
    bytes_max: u64,
    what: &'static str,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    input.take(bytes_max + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max {
        return Err(ReadError::TooLong {
            what,
            bytes_max,
            line: None,
        });
    }
    Ok(bytes)
}

/// The whole input as text, stopped one byte past the limit.
pub(super) fn whole(
    input: impl BufRead,
    bytes_max: u64,
    what: &'static str,
) -> Result<String, ReadError> {
    let bytes = bytes(input, bytes_max, what)?;
    check_head(&bytes)?;
    let text = utf8(&bytes)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(text.to_owned())
}

/// The whole of a page or feed: its bytes, and its text in UTF-8 or in the encoding that it declares.
pub(super) fn declared(
    input: impl BufRead,
    bytes_max: u64,
    what: &'static str,
) -> Result<(Vec<u8>, String), ReadError> {
    let bytes = bytes(input, bytes_max, what)?;
    check_head(&bytes)?;
    let text = match utf8(&bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => decoded(&bytes).ok_or(error)?,
    };
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok((bytes, text))
}

/// How many of its first bytes declare a page's encoding (HTML, "prescan a byte stream").
const DECLARATION_BYTES: usize = 1024;

/// The text in the encoding that its `meta` element or XML declaration names; none if it names none, or
/// another.
fn decoded(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = ["charset=", "encoding="].iter().find_map(|key| {
        let rest = head.split_once(key)?.1.trim_start_matches(['"', '\'']);
        rest.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_".contains(letter))
            .next()
    });
    let encoding = Encoding::for_label(named?.as_bytes())?;
    let (text, is_broken) = encoding.decode_without_bom_handling(bytes);
    (!is_broken).then(|| text.into_owned())
}

/// Refuses what is empty or begins as UTF-16 does.
pub(super) fn check_head(bytes: &[u8]) -> Result<(), ReadError> {
    match bytes {
        [] => Err(ReadError::Empty),
        [0xFF, 0xFE, ..] => Err(ReadError::Utf16 {
            encoding: "UTF-16LE",
        }),
        [0xFE, 0xFF, ..] => Err(ReadError::Utf16 {
            encoding: "UTF-16BE",
        }),
        _ => Ok(()),
    }
}

/// Whole input as UTF-8, without its byte order mark.
fn utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let (byte, at) = bad_byte(bytes, error);
        // What comes before the byte is UTF-8, so that nothing is replaced.
        let before = String::from_utf8_lossy(&bytes[..at]);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        ReadError::Encoding {
            byte,
            at: at as u64,
            line: newlines(&before) + 1,
            column: count(before[line_start..].chars().count() + 1),
        }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn newlines(text: &str) -> u64 {
    text.matches('\n').count() as u64
}

/// The first byte that is not UTF-8 and its offset in the slice.
pub(super) fn bad_byte(bytes: &[u8], error: std::str::Utf8Error) -> (u8, usize) {
    let at = error.valid_up_to();
    (bytes.get(at).copied().unwrap_or_default(), at)
}

/// Lines of bounded length, each with its number and the offset of its first byte.
pub(super) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    number: u64,
    next_at: u64,
}

/// One line without its end.
pub(super) struct Line<'l> {
    /// Counted from 1.
    pub(super) number: u64,
    /// The offset of its first byte in the input.
    pub(super) at: u64,
    /// Its bytes.
    pub(super) bytes: &'l [u8],
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            number: 0,
            next_at: 0,
        }
    }

    /// The next line, or none at the end of the input.
    pub(super) fn next(&mut self) -> Result<Option<Line<'_>>, ReadError> {
        self.buffer.clear();
        let mut bounded = (&mut self.input).take(LINE_BYTES_MAX + 1);
        let read = bounded.read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let at = self.next_at;
        self.next_at += read as u64;
        let bytes = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        if bytes.len() as u64 > LINE_BYTES_MAX {
            return Err(line_too_long(self.number));
        }
        Ok(Some(Line {
            number: self.number,
            at,
            bytes,
        }))
    }

    /// What has not been read yet.
    pub(super) fn into_rest(self) -> R {
        self.input
    }
}

fn line_too_long(line: u64) -> ReadError {
    ReadError::TooLong {
        what: "a line",
        bytes_max: LINE_BYTES_MAX,
        line: Some(line),
    }
}

/// Passes bytes on until a line or the whole is too long, so that no reader behind it collects either.
pub(super) struct Guard<R> {
    input: R,
    line: u64,
    line_bytes: u64,
    bytes: u64,
    bytes_max: u64,
}

impl<R> Guard<R> {
    pub(super) fn new(input: R, bytes_max: u64) -> Self {
        Self {
            input,
            bytes_max,
            line: 1,
            line_bytes: 0,
            bytes: 0,
        }
    }

    fn check(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        self.bytes += bytes.len() as u64;
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line_bytes += part.len() as u64;
            let ends = part.ends_with(b"\n");
            if self.line_bytes - u64::from(ends) > LINE_BYTES_MAX {
                return Err(line_too_long(self.line));
            }
            if ends {
                self.line += 1;
                self.line_bytes = 0;
            }
        }
        if self.bytes > self.bytes_max {
            return Err(ReadError::TooLong {
                what: "one input",
                bytes_max: self.bytes_max,
                line: Some(self.line),
            });
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.check(&buffer[..read]).map_err(io::Error::other)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::INPUT_BYTES_MAX;

    /// What a guard says of so many bytes in lines of 4 MB.
    #[track_caller]
    fn check(bytes: u64, expected: Option<&str>) {
        let line = [vec![b'x'; (4 << 20) - 1], vec![b'\n']].concat();
        let mut guard = Guard::new(io::empty(), INPUT_BYTES_MAX);
        let whole = (0..bytes >> 22).try_for_each(|_| guard.check(&line));
        let rest = usize::try_from(bytes % (4 << 20)).unwrap();
        let said = whole.and_then(|()| guard.check(&line[..rest]));
        let said = said.err().map(|error| error.refusal("a.csv").to_string());
        assert_eq!(said.as_deref(), expected);
    }

    #[test]
    fn an_input_may_be_as_long_as_the_limit_and_no_longer() {
        check(INPUT_BYTES_MAX, None);
        check(
            INPUT_BYTES_MAX + 1,
            Some("a.csv:65: longer than 268435456 bytes, the most that one input may have"),
        );
    }
}
