//! What goes in: documents (text to be parsed) and records (rows that are events already), and the
//! readers of the formats that they come in.
//!
//! ```
//! use zij::document::{Defaults, Format, read};
//! let table = "date,place,type\n2005-05-13,Andijan,protest\n2005-05-32,Andijan,protest\n";
//! let batch = read(table.as_bytes(), "events.csv", Format::Csv, &Defaults::default())?;
//! assert_eq!(batch.records[0].place_name.as_deref(), Some("Andijan"));
//! assert!(batch.refused[0].to_string().starts_with("events.csv:3:1: date \"2005-05-32\": expected"));
//! # Ok::<(), zij::document::ReadError>(())
//! ```

mod archive;
mod article;
mod cells;
mod column;
mod day;
mod docx;
mod error;
mod feed;
mod flatgeobuf;
mod foreign;
mod format;
mod gdelt;
mod geojson;
mod geopackage;
mod header;
mod html;
mod id;
mod input;
mod json;
mod jsonl;
mod known;
mod mail;
mod mapping;
mod markdown;
mod pdf;
mod plover;
mod preview;
mod profile;
mod prose;
mod refusal;
mod row;
mod sink;
mod table;
mod tags;
mod text;
mod zipped;

use std::{io::BufRead, ops::ControlFlow};

pub use archive::UNPACKED_BYTES_MAX;
pub use column::Column;
pub use error::ReadError;
pub use format::Format;
pub use geojson::own_record;
pub use id::{DocumentId, digest, is_event_id};
pub use known::own_tag;
pub use mapping::{Columns, Mapping, MappingError};
pub use preview::{FirstRow, FirstRows};
pub use profile::Profile;
pub use refusal::{Origin, Refusal};
pub use zipped::{Zipped, is_zip};

use sink::Sink;

use crate::{
    space::LonLat,
    time::{Date, DateSpan},
};

/// The most bytes of one document's text.
pub const DOCUMENT_BYTES_MAX: u64 = 16 << 20;

/// The most bytes of one line of a table or of JSON lines.
pub const LINE_BYTES_MAX: u64 = 24 << 20;

/// The most bytes of one event list.
pub const INPUT_BYTES_MAX: u64 = 256 << 20;

/// The most bytes of one file of a program that writes more than text: PDF, e-mail.
pub const FILE_BYTES_MAX: u64 = 64 << 20;

/// The most rows, features or lines of one input.
pub const ROWS_MAX: usize = 1_000_000;

/// The most columns of a table.
pub const FIELDS_MAX: usize = 512;

/// The most characters of an id that a document brings with it.
pub const DOC_ID_CHARS_MAX: usize = 128;

/// Reads an input called `source` in messages; what it does not state, `defaults` state.
///
/// # Errors
///
/// When nothing of the input can be taken: it is empty, not UTF-8, broken, or too long. Single rows that
/// cannot be taken are in the batch's `refused`.
pub fn read(
    input: impl BufRead,
    source: &str,
    format: Format,
    defaults: &Defaults,
) -> Result<Batch, ReadError> {
    let mut whole = Batch::default();
    let mut take_all = |batch| {
        whole = batch;
        ControlFlow::Continue(())
    };
    let sink = Sink::new(usize::MAX, ROWS_MAX, &mut take_all);
    read_into(input, source, format, defaults, sink)?;
    Ok(whole)
}

/// Reads as [`read`] does, `rows` at a time, so that an input of any length needs no more memory than one
/// batch; `pass` is given each batch and says whether to go on.
///
/// # Errors
///
/// When the input cannot be read further; what was passed on before has been taken.
pub fn read_in_batches(
    input: impl BufRead,
    source: &str,
    format: Format,
    defaults: &Defaults,
    rows: usize,
    pass: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let sink = Sink::new(rows, usize::MAX, pass);
    read_into(input, source, format, defaults, sink)
}

fn read_into(
    mut input: impl BufRead,
    source: &str,
    format: Format,
    defaults: &Defaults,
    mut sink: Sink,
) -> Result<(), ReadError> {
    let read = read_format(&mut input, source, format, defaults, &mut sink);
    // What stands before the place where reading had to end has been read.
    sink.finish()?;
    read
}

fn read_format(
    input: &mut dyn BufRead,
    source: &str,
    format: Format,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    match format {
        Format::Text => sink.document(text::read(input, source, defaults)?),
        Format::Markdown => sink.document(markdown::read(input, source, defaults)?),
        Format::Html => sink.document(html::read(input, source, defaults)?),
        Format::Csv => table::read(input, source, defaults, sink),
        Format::GeoJson => json::read(input, source, defaults, sink),
        Format::JsonLines => jsonl::read(input, source, defaults, sink),
        Format::Pdf => sink.document(pdf::read(input, source, defaults)?),
        Format::Mail => mail::read(input, source, defaults, sink),
        Format::Feed => feed::read(input, source, defaults, sink),
        Format::Zip => archive::read_zip(input, source, defaults, sink),
        Format::Gzip => archive::read_gzip(input, source, defaults, sink),
        Format::GeoPackage => geopackage::read(input, source, defaults, sink),
        Format::FlatGeobuf => flatgeobuf::read(input, source, defaults, sink),
    }
}

/// What is known of an input's documents where they say nothing themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The day of publication.
    pub published: Option<Date>,
    /// The BCP 47 language.
    pub lang: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub source_url: Option<String>,
    /// Which columns of a list are which.
    pub mapping: Mapping,
}

impl Defaults {
    /// What is known here, completed by `other`.
    fn or(self, other: &Self) -> Self {
        Self {
            published: self.published.or(other.published),
            lang: self.lang.or_else(|| other.lang.clone()),
            source: self.source.or_else(|| other.source.clone()),
            source_url: self.source_url.or_else(|| other.source_url.clone()),
            mapping: self.mapping,
        }
    }

    fn document(&self, input: &str, title: Option<String>, text: String) -> Document {
        let id = DocumentId::of(&text, self.published);
        self.identified(id, input, title, text)
    }

    fn identified(
        &self,
        id: DocumentId,
        input: &str,
        title: Option<String>,
        text: String,
    ) -> Document {
        let known = self.clone();
        Document {
            id,
            title,
            text,
            published: known.published,
            lang: known.lang,
            source: known.source.or_else(|| Some(input.to_owned())),
            source_url: known.source_url,
        }
    }
}

/// A text with what is known about it. Its id is made from its content, so that the same text taken
/// twice is one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Identifies the content.
    pub id: DocumentId,
    /// The headline, if the format has one.
    pub title: Option<String>,
    /// The body as plain text; every offset of an event counts in it.
    pub text: String,
    /// The day of publication, on which "yesterday" and "next week" hang.
    pub published: Option<Date>,
    /// The BCP 47 language that the source states; otherwise it is told from the text.
    pub lang: Option<String>,
    /// Who published it, or the file that it came in.
    pub source: Option<String>,
    /// Where it was published.
    pub source_url: Option<String>,
}

/// A row of an event list: an event that somebody has coded, with a position, a place name, or both.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Where the row stands.
    pub origin: Origin,
    /// Whose columns the list has.
    pub profile: Profile,
    /// Whether it comes from an export of this program, with what a store knew of it.
    pub returned: bool,
    /// The row's own id, if it has one.
    pub id: Option<String>,
    /// Shared by rows that are one event at several places.
    pub event_id: Option<String>,
    /// Which of the several points of one feature this is, from 1.
    pub part: Option<u32>,
    /// The list that the row says it comes from.
    pub dataset: Option<String>,
    /// What happened, in the row's own words for it.
    pub event_type: Option<String>,
    /// The finer type, in the row's own words.
    pub sub_event_type: Option<String>,
    /// One line.
    pub title: Option<String>,
    /// What happened.
    pub notes: Option<String>,
    /// When.
    pub date: Option<DateSpan>,
    /// Announced, not past.
    pub planned: bool,
    /// Where, if the row has coordinates.
    pub position: Option<LonLat>,
    /// The row's precision of place: UCDP's 1 to 7.
    pub where_prec: Option<u8>,
    /// The name of the place.
    pub place_name: Option<String>,
    /// The name of the place as a report wrote it.
    pub place_raw: Option<String>,
    /// The country that narrows the name, as written.
    pub country: Option<String>,
    /// The first-level region that narrows the name, as written.
    pub admin1: Option<String>,
    /// The second-level region, as written.
    pub admin2: Option<String>,
    /// Who acted.
    pub actor1: Option<String>,
    /// Upon or with whom.
    pub actor2: Option<String>,
    /// Deaths; none is unknown, not zero.
    pub fatalities: Option<u32>,
    /// People hurt; none is unknown, not zero.
    pub injured: Option<u32>,
    /// Outlets, separated by `;`.
    pub source: Option<String>,
    /// Where it was published.
    pub source_url: Option<String>,
    /// The main source's day of publication.
    pub source_date: Option<Date>,
    /// The main source's headline.
    pub source_headline: Option<String>,
    /// The main source's language, BCP 47.
    pub source_lang: Option<String>,
    /// How many reports tell of it; none if the row does not say.
    pub number_of_sources: Option<u32>,
    /// Columns that have no place above, kept as they are.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Record {
    /// The record of another list's columns with what our own export has written beside them: it decides
    /// what happened and when, and adds what is known besides.
    fn with_own(self, own: Self) -> Self {
        let mut extra = own.extra;
        if let Some(serde_json::Value::Object(columns)) = extra.remove("columns") {
            extra.extend(columns);
        }
        Self {
            returned: true,
            event_id: own.event_id,
            dataset: own.dataset,
            event_type: own.event_type,
            sub_event_type: own.sub_event_type,
            title: own.title,
            notes: own.notes,
            date: own.date,
            planned: own.planned,
            where_prec: own.where_prec,
            place_raw: self.place_raw.or(own.place_raw),
            country: own.country,
            admin1: own.admin1,
            admin2: own.admin2,
            actor1: own.actor1,
            actor2: own.actor2,
            fatalities: own.fatalities,
            injured: own.injured,
            source: own.source,
            source_url: own.source_url,
            source_date: own.source_date,
            source_headline: own.source_headline,
            source_lang: own.source_lang,
            number_of_sources: own.number_of_sources,
            extra,
            ..self
        }
    }

    /// Whether nothing says what, when or where.
    fn says_nothing(&self) -> bool {
        let words = [
            &self.event_type,
            &self.title,
            &self.notes,
            &self.place_name,
            &self.place_raw,
        ];
        words.iter().all(|words| words.is_none()) && self.date.is_none() && self.position.is_none()
    }
}

/// What a reader took and what it refused; the two add up to what it read.
#[derive(Debug, Default)]
pub struct Batch {
    /// Texts to be parsed.
    pub documents: Vec<Document>,
    /// Rows that are events already.
    pub records: Vec<Record>,
    /// What could not be taken, each with its place and reason.
    pub refused: Vec<Refusal>,
}

impl Batch {
    /// How many documents, records and refusals.
    fn len(&self) -> usize {
        self.documents.len() + self.records.len() + self.refused.len()
    }
}
