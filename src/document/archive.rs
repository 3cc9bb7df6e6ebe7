//! Archives: what is packed in ZIP and gzip, read as if it stood by itself, within limits of size, number
//! and depth.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, BufRead, BufReader, Cursor, Read},
    rc::Rc,
};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;

use super::{
    DOCUMENT_BYTES_MAX, Defaults, Format, INPUT_BYTES_MAX, ReadError, docx, input, read_format,
    sink::Sink,
};

/// The most bytes that one input may hold unpacked, all of its parts together.
pub const UNPACKED_BYTES_MAX: u64 = 8 << 30;

/// How deep archives may stand in each other.
pub(super) const DEPTH_MAX: u8 = 3;

/// The most files of an archive.
const ENTRIES_MAX: usize = 10_000;

/// Where an Excel workbook keeps its head.
const WORKBOOK: &str = "xl/workbook.xml";

/// A ZIP archive: the document of a word processor, or files.
pub(super) fn read_zip(
    input: &mut dyn BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let bytes = input::bytes(input, INPUT_BYTES_MAX, "an archive")?;
    let mut zip = ZipArchive::new(Cursor::new(&bytes[..])).map_err(broken)?;
    if zip.len() > ENTRIES_MAX {
        return Err(ReadError::Entries {
            found: zip.len(),
            max: ENTRIES_MAX,
        });
    }
    if zip.index_for_name(docx::BODY).is_some() {
        return read_docx(&mut zip, source, defaults, sink);
    }
    if zip.index_for_name(WORKBOOK).is_some() {
        return Err(ReadError::Format {
            found: "an Excel workbook, whose sheets can be saved as CSV",
        });
    }
    for index in 0..zip.len() {
        read_entry(&mut zip, index, source, defaults, sink)?;
    }
    if sink.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(())
}

type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

pub(super) fn broken(error: zip::result::ZipError) -> ReadError {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        other => ReadError::Broken {
            what: "ZIP archive",
            reason: other.to_string(),
        },
    }
}

fn read_entry(
    zip: &mut Zip<'_>,
    index: usize,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let left = sink.unpacked_left();
    let entry = match zip.by_index(index) {
        Ok(entry) => entry,
        Err(error @ zip::result::ZipError::UnsupportedArchive(_)) => {
            let number = index + 1;
            return sink.refuse(broken(error).refusal(&format!("{source}/{number}")));
        }
        Err(error) => return Err(broken(error)),
    };
    let name = entry
        .name()
        .map_or_else(|_| (index + 1).to_string(), Cow::into_owned);
    if !entry.is_file() || is_hidden(&name) {
        return Ok(());
    }
    let path = format!("{source}/{name}");
    if entry.encrypted() {
        let error = ReadError::Encrypted {
            what: "file in an archive",
        };
        return sink.refuse(error.refusal(&path));
    }
    let mut unpacked = BufReader::new(Bounded { input: entry, left });
    part(&path, &mut unpacked, defaults, sink)
}

/// Files that programs put beside others: those of macOS, and those whose name begins with a dot.
pub(super) fn is_hidden(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || last.starts_with('.')
}

/// A file within another: it is read as its name and content tell, and refused by itself.
pub(super) fn entry(
    name: &str,
    mut bytes: &[u8],
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    part(name, &mut bytes, defaults, sink)
}

fn part(
    name: &str,
    input: &mut dyn BufRead,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let read = sink.within(|sink| {
        let (head, mut input) = headed(input)?;
        let format = Format::of(name, None, &head)?;
        read_format(&mut input, name, format, defaults, sink)
    });
    match read {
        Err(error @ (ReadError::Stopped | ReadError::Rows | ReadError::Unpacked)) => Err(error),
        Err(error) => sink.refuse(error.refusal(name)),
        Ok(()) => Ok(()),
    }
}

/// The first bytes of an input, and the input with them put back.
fn headed(input: &mut dyn BufRead) -> io::Result<(Vec<u8>, impl BufRead)> {
    let mut head = Vec::new();
    let bytes_max = Format::HEAD_BYTES as u64;
    input.take(bytes_max).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(input)))
}

fn read_docx(
    zip: &mut Zip<'_>,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let left = sink.unpacked_left();
    let body = unpacked(zip, docx::BODY, left.clone())?;
    let text = docx::text(&body)?;
    if text.is_empty() {
        return Err(ReadError::NoWords { what: docx::WHAT });
    }
    let about = unpacked(zip, docx::ABOUT, left).ok();
    let title = about.as_deref().and_then(docx::title);
    sink.document(defaults.document(source, title, text))
}

/// How many times longer than its text a part of a document may be: its marks are many.
const MARKS_FACTOR: u64 = 16;

fn unpacked(zip: &mut Zip<'_>, name: &str, left: Rc<Cell<u64>>) -> Result<Vec<u8>, ReadError> {
    let entry = zip.by_name(name).map_err(broken)?;
    if entry.encrypted() {
        return Err(ReadError::Encrypted { what: docx::WHAT });
    }
    let input = BufReader::new(Bounded { input: entry, left });
    input::bytes(input, DOCUMENT_BYTES_MAX * MARKS_FACTOR, "a document")
}

/// One file packed with gzip.
pub(super) fn read_gzip(
    input: &mut dyn BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let left = sink.unpacked_left();
    let input = MultiGzDecoder::new(input);
    let mut input = BufReader::new(Bounded { input, left });
    let name = source.strip_suffix(".gz").unwrap_or(source);
    sink.within(|sink| {
        let (head, mut input) = headed(&mut input)?;
        let format = Format::of(name, None, &head)?;
        read_format(&mut input, source, format, defaults, sink)
    })
}

/// Passes bytes on until all that may be unpacked has been.
pub(super) struct Bounded<R> {
    pub(super) input: R,
    /// How many bytes may still be unpacked.
    pub(super) left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        let left = left.ok_or_else(|| io::Error::other(ReadError::Unpacked))?;
        self.left.set(left);
        Ok(read)
    }
}
