//! The event: what happened, when, where, how sure, and by which words of which document.
//!
//! Plain data. One [`Event`] is one event at one of its places; an event with several places is
//! several values that share `event_id`.

mod codes;
mod countries;
mod precision;
mod taxonomy;

pub use codes::{Code, Scheme};
pub use countries::{alpha2, alpha3, country_name, country_number};
pub use precision::{GeoPrecision, WherePrecision};
pub use taxonomy::{EventType, Group};

use serde::{Deserialize, Serialize};

use crate::{document::DocumentId, space::LonLat, time::DateSpan};

/// One event at one of its places, or at none.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identifies this event at this place; stable and safe in a URL.
    pub id: String,
    /// Shared by the places of one event.
    pub event_id: String,
    /// The list or collection of reports that it came from.
    pub dataset: String,
    /// What happened.
    pub event_type: EventType,
    /// The finer type, in the words of the source.
    pub sub_event_type: Option<String>,
    /// One line.
    pub title: String,
    /// What happened, longer.
    pub notes: Option<String>,
    /// When; none if no source says.
    pub date: Option<DateSpan>,
    /// Announced for a time after its report.
    pub planned: bool,
    /// Who acted.
    pub actor1: Option<String>,
    /// Upon or with whom.
    pub actor2: Option<String>,
    /// Deaths; none is unknown, not zero.
    pub fatalities: Option<u32>,
    /// People hurt; none is unknown, not zero.
    pub injured: Option<u32>,
    /// Where; none if the place is not given or cannot be told.
    pub location: Option<Location>,
    /// The other places that were weighed, best first.
    pub candidates: Vec<Candidate>,
    /// What a person has said of it.
    pub status: Status,
    /// How sure it is that the words tell of an event of this type, 0 to 1.
    pub confidence: f64,
    /// By which words of which document.
    pub evidence: Option<Evidence>,
    /// Who reported it.
    pub provenance: Provenance,
    /// Columns of the source that have no place above.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A place as an event's location, with its precision.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// The place's name.
    pub name: String,
    /// The name as written in the text or row.
    pub raw: Option<String>,
    /// WGS 84 position.
    pub position: LonLat,
    /// The radius in metres within which it happened.
    pub uncertainty_m: u32,
    /// What the position stands for.
    pub where_prec: WherePrecision,
    /// How sure the place is, 0 to 1.
    pub score: f64,
    /// The gazetteer's id, if the place is in it.
    pub place_id: Option<String>,
    /// The gazetteer's kind of place, `air_base`.
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The name of the first-level region.
    pub admin1: Option<String>,
    /// The name of the second-level region.
    pub admin2: Option<String>,
}

/// A place that was weighed for a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The gazetteer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The gazetteer's kind of place.
    pub kind: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// ISO 3166-2 code or `GeoNames` code of its first-level region.
    pub admin1: String,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Its radius in metres.
    pub uncertainty_m: u32,
    /// Its share of the belief, 0 to 1; the scores of one name add up to at most 1.
    pub score: f64,
    /// Why, in words.
    pub why: Vec<String>,
}

/// What a person has said of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has looked at it.
    Candidate,
    /// A person, or the list that it came from, stands for it.
    Confirmed,
    /// A person has said that it is wrong.
    Rejected,
    /// It is told by another event.
    Merged,
    /// A person has taken it out; it is kept so that this can be undone.
    Deleted,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Candidate,
        Self::Confirmed,
        Self::Rejected,
        Self::Merged,
        Self::Deleted,
    ];

    /// Whether lists and tiles show it if no status is asked for.
    #[must_use]
    pub fn is_listed(self) -> bool {
        !matches!(self, Self::Merged | Self::Deleted)
    }

    /// The word used in properties and parameters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Merged => "merged",
            Self::Deleted => "deleted",
        }
    }
}

/// The words that tell of an event. Offsets count Unicode code points of the document's text, the end
/// excluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The document.
    pub doc_id: DocumentId,
    /// The sentence.
    pub quote: String,
    /// Where the sentence begins.
    pub quote_start: u32,
    /// Where the sentence ends.
    pub quote_end: u32,
    /// The word that names the event.
    pub trigger: Option<Range>,
    /// The words that name the place.
    pub place: Option<Range>,
}

/// A range of code points of a document's text, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

/// Who reported an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// Outlets, separated by `;`.
    pub source: Option<String>,
    /// The main source's address.
    pub source_url: Option<String>,
    /// The main source's day of publication.
    pub source_date: Option<crate::time::Date>,
    /// The main source's headline.
    pub source_headline: Option<String>,
    /// The main source's language, BCP 47.
    pub source_lang: Option<String>,
    /// How many reports tell of it.
    pub number_of_sources: u32,
}
