//! Files and standard input, read as documents and records.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Cursor, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::notice::Notice;
use crate::{
    document::{
        Batch, Columns, Defaults, Format, Mapping, MappingError, ReadError, read_in_batches,
    },
    time::{Date, DateSpan},
};

/// What is said of inputs that do not say it themselves.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct About {
    /// Day of publication of documents that have none, YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day)]
    published: Option<Date>,
    /// Language of documents that do not state theirs: en, ru, uz or uz-Cyrl; told from the text if not given
    #[arg(long)]
    lang: Option<String>,
    /// Who published the documents; the file's name if not given
    #[arg(long)]
    source: Option<String>,
    /// Where the documents were published
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// Format of the inputs; told from their names and content if not given: text, markdown, html, csv,
    /// geojson or jsonl
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// Which column of a list is which, where its name does not tell: date=when, place=hudud; notes= for
    /// a column that is none. Kept for lists with the same columns
    #[arg(long, value_name = "FIELD=NAME")]
    column: Vec<Mapping>,
    /// A file of such lines
    #[arg(long, value_name = "FILE", value_parser = mapping)]
    columns: Option<Mapping>,
}

impl About {
    /// The same of what was found at an address, which was published there if nobody says otherwise.
    pub(super) fn at(&self, address: &str) -> Self {
        let mut about = self.clone();
        about.source_url.get_or_insert_with(|| address.to_owned());
        about
    }
}

fn mapping(path: &str) -> Result<Mapping, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    text.parse()
        .map_err(|error: MappingError| format!("{path}: {error}"))
}

fn day(text: &str) -> Result<Date, String> {
    let span = DateSpan::parse_edtf(text).ok();
    let day = span.and_then(DateSpan::known_day);
    day.ok_or_else(|| format!("date is {text:?}, expected YYYY-MM-DD"))
}

fn format(word: &str) -> Result<Format, String> {
    let expected = || format!("format is {word:?}, expected {}", Format::NAMES);
    Format::of_word(word).ok_or_else(expected)
}

/// An input that has been opened and whose format is known.
pub(super) struct Input<'a> {
    name: String,
    format: Format,
    /// How its columns are read, if it is a table.
    pub(super) columns: Option<Columns>,
    reader: Box<dyn BufRead + 'a>,
    defaults: Defaults,
}

/// How many of an input's first bytes are looked at where they tell its format or its columns: enough for
/// the longest header. Elsewhere it is read as it comes.
const HEAD_BYTES: u64 = 64 << 10;

impl<'a> Input<'a> {
    /// Opens a file, or standard input for `-`; its bytes are counted where somebody waits for them.
    ///
    /// # Errors
    ///
    /// When it cannot be read or is of no format that has a reader.
    pub(super) fn open(
        path: &Path,
        about: &About,
        notice: Option<&'a Notice>,
    ) -> Result<Self, ReadError> {
        let source = open(path, notice)?;
        Self::of(path.display().to_string(), source, None, about)
    }

    /// An input that somebody else has opened, and the media type that they say it has.
    ///
    /// # Errors
    ///
    /// When it cannot be read or is of no format that has a reader.
    pub(super) fn of(
        name: String,
        mut source: Box<dyn Read + 'a>,
        media_type: Option<&str>,
        about: &About,
    ) -> Result<Self, ReadError> {
        let mut head = Vec::new();
        if about.format.is_none_or(|format| format == Format::Csv) {
            source.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
        }
        let told = || {
            Format::of(
                &name,
                media_type,
                &head[..head.len().min(Format::HEAD_BYTES)],
            )
        };
        let format = about.format.map_or_else(told, Ok)?;
        let defaults = defaults(about);
        Ok(Self {
            columns: Columns::of(format, &head, &defaults.mapping),
            reader: Box::new(BufReader::with_capacity(
                BUFFER_BYTES,
                Cursor::new(head).chain(source),
            )),
            name,
            format,
            defaults,
        })
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Reads the columns as a mapping says.
    pub(super) fn read_by(&mut self, mapping: Mapping) {
        self.defaults.mapping = mapping;
        if let Some(columns) = &mut self.columns {
            columns.correct(&self.defaults.mapping);
        }
    }

    /// What is said of the columns, now or before.
    pub(super) fn mapping(&self) -> &Mapping {
        &self.defaults.mapping
    }

    /// Reads all of it, so many rows at a time.
    ///
    /// # Errors
    ///
    /// What `take` fails with, which ends the reading.
    pub(super) fn each_batch<E>(
        self,
        rows: usize,
        mut take: impl FnMut(Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut failed = None;
        let mut pass = |batch| match take(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        };
        let Self {
            name,
            format,
            reader,
            defaults,
            ..
        } = self;
        let read = read_in_batches(reader, &name, format, &defaults, rows, &mut pass);
        match (read, failed) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => take(refused(error, &name)),
            (Ok(()), None) => Ok(()),
        }
    }
}

/// An input that could not be read, or not further.
pub(super) fn refused(error: ReadError, name: &str) -> Batch {
    Batch {
        refused: vec![error.refusal(name)],
        ..Batch::default()
    }
}

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 256 << 10;

fn open<'a>(path: &Path, notice: Option<&'a Notice>) -> io::Result<Box<dyn Read + 'a>> {
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    Ok(match notice {
        Some(notice) => Box::new(notice.counting(input)),
        None => input,
    })
}

/// The length of a file; none for what has none.
pub(super) fn bytes(path: &Path) -> Option<u64> {
    let known = fs::metadata(path).ok()?;
    known.is_file().then_some(known.len())
}

fn defaults(about: &About) -> Defaults {
    let said = about.column.iter().cloned();
    let said = said.fold(Mapping::default(), Mapping::with);
    Defaults {
        published: about.published,
        lang: about.lang.clone(),
        source: about.source.clone(),
        source_url: about.source_url.clone(),
        mapping: about.columns.clone().unwrap_or_default().with(said),
    }
}

/// The name of a list: its file's name without folder and extension.
pub(super) fn dataset(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| stem != "-")
        .unwrap_or_else(|| "input".to_owned())
}

/// The inputs, standard input if none is named.
pub(super) fn named(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if inputs.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        inputs.to_vec()
    }
}
