//! PDF: the text of its pages.

use std::io::BufRead;

use lopdf::Object;

use super::{
    DOCUMENT_BYTES_MAX, Defaults, Document, FILE_BYTES_MAX, ReadError, foreign::guarded, input,
};

/// What messages call it.
const WHAT: &str = "PDF file";

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
) -> Result<Document, ReadError> {
    let bytes = input::bytes(input, FILE_BYTES_MAX, "a PDF file")?;
    if !ends(&bytes) {
        return Err(ReadError::Broken {
            what: WHAT,
            reason: "it has no end (%%EOF), so that pages may be missing".to_owned(),
        });
    }
    let (title, text) = guarded(WHAT, || parse(&bytes))?;
    Ok(defaults.document(source, title, text))
}

/// How many of the last bytes hold the mark of the end.
const END_BYTES: usize = 1_024;

fn ends(bytes: &[u8]) -> bool {
    let last = &bytes[bytes.len().saturating_sub(END_BYTES)..];
    last.windows(5).any(|mark| mark == b"%%EOF")
}

fn parse(bytes: &[u8]) -> Result<(Option<String>, String), ReadError> {
    let broken = |error: lopdf::Error| ReadError::Broken {
        what: WHAT,
        reason: error.to_string(),
    };
    let pdf = match lopdf::Document::load_mem(bytes) {
        Ok(pdf) if !pdf.is_encrypted() && !pdf.was_encrypted() => pdf,
        Ok(_) | Err(lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword) => {
            return Err(ReadError::Encrypted { what: WHAT });
        }
        Err(error) => return Err(broken(error)),
    };
    let mut text = String::new();
    for page in pdf.get_pages().into_keys() {
        // A page of pictures has no text that could be taken; the others have.
        text += pdf.extract_text(&[page]).unwrap_or_default().trim();
        text += "\n\n";
        if text.len() as u64 > DOCUMENT_BYTES_MAX {
            return Err(ReadError::TooLong {
                what: "the text of a document",
                bytes_max: DOCUMENT_BYTES_MAX,
                line: None,
            });
        }
    }
    let text = tidied(&text);
    if text.is_empty() {
        return Err(ReadError::NoWords { what: WHAT });
    }
    Ok((title(&pdf), text))
}

/// The title that the file itself states. Its day of creation is not taken for the day of publication.
fn title(pdf: &lopdf::Document) -> Option<String> {
    let about = pdf.trailer.get(b"Info").ok()?;
    let (_, about) = pdf.dereference(about).ok()?;
    let title = about.as_dict().ok()?.get(b"Title").ok()?;
    let (_, title) = pdf.dereference(title).ok()?;
    let Object::String(..) = title else {
        return None;
    };
    let title = lopdf::decode_text_string(title).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// Lines without white space at their ends, no two empty ones together, and no characters of control.
fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        let doubled = line.is_empty() && (tidy.is_empty() || tidy.ends_with("\n\n"));
        if !doubled {
            tidy.extend(line.chars().filter(|letter| !letter.is_control()));
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}
