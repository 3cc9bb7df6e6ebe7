//! The pipeline: documents and records become events, each with its place, time and evidence.

mod document;
mod examples;
mod line;
mod place;
mod record;
mod report;
mod returned;
mod same;
mod swapped;
mod words;
mod written;

pub use examples::examples;
pub use line::{CandidateLine, EventLine, Line, MentionLine, PlaceLine, ReferenceLine};
pub use place::{
    ListDefaults, PlaceFormat, PlaceItem, PlacesError, other_name, own_id, read_places,
};
pub use report::{Report, Taken};
pub use same::Likeness;

use crate::{
    document::{Document, Record, Refusal},
    event::Event,
    extract::{Extracted, extract},
    gazetteer::Gazetteer,
    geoparse::{Geoparser, Mention},
    text::{Analysed, CodePoints, Lang},
};

/// A document with all that was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The document.
    pub document: Document,
    /// Its BCP 47 language, stated or told from the text; `und` if it cannot be told.
    pub lang: String,
    /// Its place names: each a [`MentionLine`] as it is written.
    pub mentions: Vec<serde_json::Value>,
    /// Its events, one value a place.
    pub events: Vec<Event>,
}

/// Turns documents and records into events with one gazetteer.
///
/// ```
/// use zij::{document::{Defaults, Format, read}, gazetteer::Gazetteer, ingest::Pipeline};
/// let text = "Protesters gathered in Andijan on 13 May 2005.";
/// let batch = read(text.as_bytes(), "report.txt", Format::Text, &Defaults::default())?;
/// let parsed = Pipeline::new(Gazetteer::bundled()).parse(batch.documents[0].clone());
/// let place = parsed.events[0].location.as_ref().map(|location| location.name.as_str());
/// assert_eq!(place, Some("Andijon"));
/// # Ok::<(), zij::document::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Pipeline<'g> {
    gazetteer: &'g Gazetteer,
    geoparser: Geoparser<'g>,
}

/// The mentions and events of one text.
struct Found<'t> {
    text: Analysed<'t>,
    mentions: Vec<Mention>,
    events: Vec<Extracted>,
}

impl<'g> Pipeline<'g> {
    /// A pipeline over a gazetteer.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            geoparser: Geoparser::new(gazetteer),
        }
    }

    /// Finds what a document tells.
    #[must_use]
    pub fn parse(&self, document: Document) -> Parsed {
        let found = self.find(&document);
        let lang = found.text.lang().as_str().to_owned();
        let code_points = CodePoints::new(found.text.text());
        let mentions = line::mentions(self.gazetteer, &code_points, &found);
        let mentions = mentions.iter().map(|mention| serde_json::json!(mention));
        let mentions = mentions.collect();
        let events = document::events(self.gazetteer, &document, &found);
        let lang = document.lang.clone().unwrap_or(lang);
        Parsed {
            document,
            lang,
            mentions,
            events,
        }
    }

    /// The line of `zij geoparse` for a document.
    #[must_use]
    pub fn line<'a>(&self, document: &'a Document) -> Line<'a>
    where
        'g: 'a,
    {
        line::line(self.gazetteer, document, &self.find(document))
    }

    /// The line of a document with its place names alone.
    #[must_use]
    pub fn line_of_places<'a>(&self, document: &'a Document) -> Line<'a>
    where
        'g: 'a,
    {
        line::line_of_places(self.gazetteer, document, &self.find_places(document))
    }

    /// The events of a list's rows, and the rows that were refused; `dataset` is the list they came
    /// from if they do not say. A list with its longitudes and latitudes swapped is refused as a whole.
    #[must_use]
    pub fn events(&self, records: Vec<Record>, dataset: &str) -> (Vec<Event>, Vec<Refusal>) {
        let (records, mut refused) = swapped::refuse_swapped(self.gazetteer, records);
        let mut events = Vec::with_capacity(records.len());
        for record in records {
            match record::event(self.gazetteer, record, dataset) {
                Ok(event) => events.push(event),
                Err(refusal) => refused.push(refusal),
            }
        }
        (events, refused)
    }

    fn find<'t>(&self, document: &'t Document) -> Found<'t> {
        let mut found = self.find_places(document);
        let Found { text, mentions, .. } = &found;
        found.events = extract(text, mentions, self.gazetteer, document.published);
        found
    }

    fn find_places<'t>(&self, document: &'t Document) -> Found<'t> {
        let lang = document.lang.as_deref().map(Lang::of_tag);
        let stated = lang.filter(|lang| *lang != Lang::Other);
        let text = Analysed::new(&document.text, stated);
        let mentions = self.geoparser.parse(&text);
        Found {
            text,
            mentions,
            events: Vec::new(),
        }
    }
}
