//! What goes in: documents (text to be parsed) and records (rows that are events already).

mod id;
mod refusal;

pub use id::{DocumentId, digest};
pub use refusal::{Origin, Refusal};

use crate::{
    space::LonLat,
    time::{Date, DateSpan},
};

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
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Where the row stands.
    pub origin: Origin,
    /// The row's own id, if it has one.
    pub id: Option<String>,
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
    /// Where, if the row has coordinates.
    pub position: Option<LonLat>,
    /// The row's precision of place: UCDP's 1 to 7.
    pub where_prec: Option<u8>,
    /// The name of the place.
    pub place_name: Option<String>,
    /// The country that narrows the name, as written.
    pub country: Option<String>,
    /// The first-level region that narrows the name, as written.
    pub admin1: Option<String>,
    /// Who acted.
    pub actor1: Option<String>,
    /// Upon or with whom.
    pub actor2: Option<String>,
    /// Deaths; none is unknown, not zero.
    pub fatalities: Option<u32>,
    /// Outlets, separated by `;`.
    pub source: Option<String>,
    /// Where it was published.
    pub source_url: Option<String>,
    /// Columns that have no place above, kept as they are.
    pub extra: serde_json::Map<String, serde_json::Value>,
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
