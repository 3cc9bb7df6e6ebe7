use std::io;

use super::{FIELDS_MAX, Origin, ROWS_MAX, Refusal};

/// Why an input could not be read at all; nothing of it has been taken.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No byte, or only white space.
    #[error("the input is empty, expected a report or an event list")]
    Empty,
    /// A table without rows.
    #[error("the table has a header and no rows, expected an event a row")]
    NoRows,
    /// A page whose tags hold no words.
    #[error("the page has no article, expected words beside its menus and links")]
    NoText,
    /// A page whose elements stand too deep in each other.
    #[error(
        "elements stand more than {} deep in each other, the most that a page may have",
        super::tags::DEPTH_MAX
    )]
    Depth,
    /// A page with too many tags.
    #[error(
        "{found} tags, the most that a page may have is {}",
        super::tags::TAGS_MAX
    )]
    Tags {
        /// How many it has.
        found: usize,
    },
    /// A kind of file that no reader here takes.
    #[error("the input is {found}, expected {}", super::Format::NAMES)]
    Format {
        /// What the name or the first bytes show.
        found: &'static str,
    },
    /// Text in two-byte units.
    #[error("the text begins with the byte order mark of {encoding}, expected UTF-8")]
    Utf16 {
        /// `UTF-16LE` or `UTF-16BE`.
        encoding: &'static str,
    },
    /// A byte that is not UTF-8; the offset counts from 0.
    #[error("byte 0x{byte:02X} at byte {at} is not UTF-8, expected a text saved as UTF-8")]
    Encoding {
        /// The byte.
        byte: u8,
        /// Its offset in the input, from 0.
        at: u64,
        /// The line that it stands in, from 1.
        line: u64,
        /// The character of the line that it would be, from 1.
        column: u32,
    },
    /// More bytes than a reader holds in memory.
    #[error("longer than {bytes_max} bytes, the most that {what} may have")]
    TooLong {
        /// What is too long, with its article.
        what: &'static str,
        /// The limit in bytes.
        bytes_max: u64,
        /// The line where reading stopped, if the format has lines.
        line: Option<u64>,
    },
    /// More rows than a batch holds.
    #[error("more than {ROWS_MAX} rows, the most that one input may have; split it")]
    Rows,
    /// A header with more columns than a row may have.
    #[error("{found} columns, the most is {FIELDS_MAX}")]
    Fields {
        /// How many the header has.
        found: usize,
    },
    /// A header that names a column twice.
    #[error("the header names the column {0:?} twice, expected every name once")]
    ColumnTwice(String),
    /// A table that says nowhere where things happened.
    #[error(
        "the columns are {}; expected coordinates (latitude and longitude, lat and lon, y and x) or \
         the name of a place (location, place, city, where_coordinates)",
        quoted(.found)
    )]
    Columns {
        /// The header.
        found: Vec<String>,
    },
    /// A mapping that names a column which the table does not have.
    #[error("the mapping names the column {name:?}; the columns are {}", quoted(.found))]
    NoColumn {
        /// The name.
        name: String,
        /// The header.
        found: Vec<String>,
    },
    /// A value of the document's own head that cannot be read.
    #[error("{reason}")]
    Head {
        /// The line.
        line: u64,
        /// The field.
        field: String,
        /// The value as written.
        value: String,
        /// Why.
        reason: String,
    },
    /// Broken JSON.
    #[error("{reason}")]
    Json {
        /// What the parser expected.
        reason: String,
        /// The line, from 1.
        line: u64,
        /// The character of the line, from 1.
        column: u32,
    },
    /// A table that breaks the rules of CSV.
    #[error("not a table: {0}")]
    Csv(String),
    /// Whoever took the rows wanted no more of them.
    #[error("reading was stopped")]
    Stopped,
    /// A file of another program that is damaged, or not what its name says.
    #[error("a damaged {what}: {reason}")]
    Broken {
        /// What it is.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A file that only a password opens.
    #[error("an encrypted {what}, expected one that is open without a password")]
    Encrypted {
        /// What it is.
        what: &'static str,
    },
    /// A file that holds no text, such as a scan.
    #[error("the {what} has no text, expected words and not pictures of them")]
    NoWords {
        /// What it is.
        what: &'static str,
    },
    /// An archive of too many files.
    #[error("{found} files, the most that an archive may have is {max}")]
    Entries {
        /// How many it has.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// Archives too deep in each other.
    #[error(
        "archives stand more than {} deep in each other, the most that an input may have",
        super::archive::DEPTH_MAX
    )]
    Nested,
    /// An archive that holds more than can be meant.
    #[error(
        "more than {} bytes unpacked, the most that an archive may hold",
        super::archive::UNPACKED_BYTES_MAX
    )]
    Unpacked,
    /// The input could not be read further.
    #[error("cannot be read: {0}")]
    Io(io::Error),
}

impl ReadError {
    /// The error as the refusal of a whole input.
    #[must_use]
    pub fn refusal(self, source: &str) -> Refusal {
        let (line, column) = self.place();
        let mut origin = Origin {
            source: source.to_owned(),
            line,
            column,
            field: None,
        };
        let reason = self.to_string();
        let mut value = None;
        if let Self::Head {
            field,
            value: written,
            ..
        } = self
        {
            origin.field = Some(field);
            value = Some(written);
        }
        Refusal {
            origin,
            value,
            reason,
        }
    }

    fn place(&self) -> (Option<u64>, Option<u32>) {
        match *self {
            Self::Encoding { line, column, .. } | Self::Json { line, column, .. } => {
                (Some(line), Some(column))
            }
            Self::Head { line, .. } => (Some(line), None),
            Self::TooLong { line, .. } => (line, None),
            Self::Fields { .. }
            | Self::ColumnTwice(_)
            | Self::Columns { .. }
            | Self::NoColumn { .. } => (Some(1), None),
            _ => (None, None),
        }
    }
}

/// An error of the input, or the one of ours that a reader within another has told through it.
impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        error.downcast::<Self>().unwrap_or_else(Self::Io)
    }
}

impl From<csv::Error> for ReadError {
    fn from(error: csv::Error) -> Self {
        let message = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            _ => Self::Csv(message),
        }
    }
}

/// A count of characters or fields; limits keep every one of them far below the type's end.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is wrong with a piece of JSON, without the place that its message repeats.
pub(super) fn json_reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    let what = what.replace("EOF while parsing", "the input ends within");
    format!("broken JSON: {what}")
}

/// The character of its line, from 1, where a piece of JSON is wrong; its parser counts bytes.
pub(super) fn json_column(text: &str, error: &serde_json::Error) -> u32 {
    let line = text.split('\n').nth(error.line().saturating_sub(1));
    let read = line.unwrap_or_default().bytes().take(error.column());
    let starts_char = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
    count(read.filter(starts_char).count().max(1))
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}
