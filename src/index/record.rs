//! An event as bytes, so that it takes no room in memory until it is shown.
//!
//! Source of the format: Postcard, <https://postcard.jamesmunns.com>.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    attributes::Attributes,
    columns::{day_number, day_of},
};
use crate::{
    document::DocumentId,
    event::{
        Candidate, Event, EventType, Evidence, Location, Provenance, Range, Status, WherePrecision,
    },
    filter::searched_text,
    space::LonLat,
    store::Stored,
    time::{Date, DateSpan, TimePrecision, Timestamp},
};

/// What the columns hold of an event, and its id: the beginning of a [`Head`], which is read without the rest.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Label<'r> {
    position: Option<[f64; 2]>,
    /// The first and the last day, and how exactly they are known.
    pub(crate) days: Option<(i32, i32, TimePrecision)>,
    event_type: u8,
    pub(crate) status: Status,
    pub(crate) where_prec: Option<WherePrecision>,
    pub(crate) id: &'r str,
}

/// What is looked at most, at the beginning of the record: it is read without the rest.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Head<'r> {
    #[serde(borrow)]
    pub(crate) label: Label<'r>,
    pub(crate) doc_id: Option<&'r str>,
    pub(crate) dataset: &'r str,
    pub(crate) source: Option<&'r str>,
    revision: i64,
    /// Its [`searched_text`].
    #[serde(borrow)]
    pub(super) searched: Cow<'r, str>,
}

/// An event as it lies in its record, borrowed from it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record<'r> {
    #[serde(borrow)]
    pub(crate) head: Head<'r>,
    #[serde(borrow)]
    pub(crate) what: What<'r>,
    #[serde(borrow)]
    pub(crate) place: Option<Place<'r>>,
    pub(crate) candidates: Cow<'r, [Candidate]>,
    #[serde(borrow)]
    pub(crate) quoted: Option<Quoted<'r>>,
    #[serde(borrow)]
    pub(crate) report: Report<'r>,
    /// The source's own columns, in JSON.
    #[serde(borrow)]
    pub(crate) extra: Cow<'r, str>,
    pub(crate) created_at_ns: i128,
    pub(crate) updated_at_ns: i128,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct What<'r> {
    pub(crate) event_id: &'r str,
    pub(crate) sub_event_type: Option<&'r str>,
    pub(crate) title: &'r str,
    pub(crate) notes: Option<&'r str>,
    pub(crate) planned: bool,
    pub(crate) actor1: Option<&'r str>,
    pub(crate) actor2: Option<&'r str>,
    pub(crate) fatalities: Option<u32>,
    pub(crate) injured: Option<u32>,
    pub(crate) confidence: f64,
}

#[derive(Debug, Serialize, Deserialize)]
#[expect(
    clippy::struct_field_names,
    reason = "place_id is the event's own word"
)]
pub(crate) struct Place<'r> {
    pub(crate) name: &'r str,
    pub(crate) raw: Option<&'r str>,
    pub(crate) uncertainty_m: u32,
    pub(crate) score: f64,
    pub(crate) place_id: Option<&'r str>,
    pub(crate) kind: Option<&'r str>,
    pub(crate) country: Option<&'r str>,
    pub(crate) admin1: Option<&'r str>,
    pub(crate) admin2: Option<&'r str>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Quoted<'r> {
    pub(crate) quote: &'r str,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) trigger: Option<Range>,
    pub(crate) place: Option<Range>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Report<'r> {
    pub(crate) source_url: Option<&'r str>,
    pub(crate) source_date: Option<i32>,
    pub(crate) source_headline: Option<&'r str>,
    pub(crate) source_lang: Option<&'r str>,
    pub(crate) number_of_sources: u32,
}

/// The record of an event.
pub(super) fn encode(stored: &Stored) -> Vec<u8> {
    postcard::to_allocvec(&Record::of(stored))
        .expect("strings, numbers and lists of them always have this form, and memory grows")
}

/// What is looked at most of a record; none if it is damaged.
pub(super) fn head(record: &[u8]) -> Option<Head<'_>> {
    postcard::take_from_bytes(record).ok().map(|(head, _)| head)
}

/// The beginning of a record; none if it is damaged.
pub(super) fn label(record: &[u8]) -> Option<Label<'_>> {
    postcard::take_from_bytes(record)
        .ok()
        .map(|(label, _)| label)
}

/// A record to be read; none if it is damaged.
pub(super) fn read(record: &[u8]) -> Option<Record<'_>> {
    postcard::from_bytes(record).ok()
}

/// The event of a record; none if it is damaged.
pub(super) fn decode(record: &[u8]) -> Option<Stored> {
    read(record)?.stored()
}

impl Label<'_> {
    fn of(event: &Event) -> Label<'_> {
        let place = event.location.as_ref();
        Label {
            position: place.map(|place| [place.position.lon(), place.position.lat()]),
            days: event.date.map(|date| {
                let [first, last] = [date.first(), date.last()].map(day_number);
                (first, last, date.precision())
            }),
            event_type: event.event_type as u8,
            status: event.status,
            where_prec: place.map(|place| place.where_prec),
            id: &event.id,
        }
    }

    pub(crate) fn position(&self) -> Option<LonLat> {
        let [lon, lat] = self.position?;
        LonLat::new(lon, lat).ok()
    }

    /// The event's date; none too if it is damaged.
    pub(crate) fn date(&self) -> Option<DateSpan> {
        let (first, last, precision) = self.days?;
        DateSpan::new(day_of(first)?, day_of(last)?, precision).ok()
    }

    pub(super) fn first_day(&self) -> Option<Date> {
        self.days.and_then(|(first, ..)| day_of(first))
    }

    /// What happened; other if it is damaged.
    pub(crate) fn event_type(&self) -> EventType {
        let known = EventType::ALL.get(usize::from(self.event_type));
        known.copied().unwrap_or(EventType::Other)
    }

    pub(super) fn is_merged(&self) -> bool {
        !self.status.is_listed()
    }

    /// What the columns hold of the event; none if it is damaged.
    pub(super) fn attributes(&self) -> Option<Attributes> {
        let precision = |it: WherePrecision| it.geo_precision() as u8;
        Some(Attributes {
            position: self.position(),
            date: self.date(),
            event_type: *EventType::ALL.get(usize::from(self.event_type))?,
            geo_precision: self.where_prec.map_or(0, precision),
            status: self.status,
        })
    }
}

impl Head<'_> {
    fn of(stored: &Stored) -> Head<'_> {
        let event = &stored.event;
        let evidence = event.evidence.as_ref();
        Head {
            label: Label::of(event),
            doc_id: evidence.map(|evidence| evidence.doc_id.as_str()),
            dataset: &event.dataset,
            source: event.provenance.source.as_deref(),
            revision: stored.revision,
            searched: searched_text(event).into(),
        }
    }

    /// The store's revision that made the event what it is.
    pub(super) fn revision(&self) -> i64 {
        self.revision
    }
}

impl<'r> Record<'r> {
    fn of(stored: &'r Stored) -> Self {
        let event = &stored.event;
        Self {
            head: Head::of(stored),
            what: What::of(event),
            place: event.location.as_ref().map(Place::of),
            candidates: Cow::Borrowed(&event.candidates),
            quoted: event.evidence.as_ref().map(Quoted::of),
            report: Report::of(&event.provenance),
            extra: serde_json::to_string(&event.extra)
                .unwrap_or_default()
                .into(),
            created_at_ns: stored.created_at.as_nanosecond(),
            updated_at_ns: stored.updated_at.as_nanosecond(),
        }
    }

    fn stored(self) -> Option<Stored> {
        let head = self.head;
        let label = head.label;
        let kept = label.attributes()?;
        let place = kept.position.zip(self.place).zip(label.where_prec);
        let event = Event {
            id: label.id.to_owned(),
            dataset: head.dataset.to_owned(),
            event_type: kept.event_type,
            status: kept.status,
            date: kept.date,
            location: place.map(|((at, place), precision)| place.location(at, precision)),
            candidates: self.candidates.into_owned(),
            evidence: head
                .doc_id
                .zip(self.quoted)
                .map(|(id, quoted)| quoted.evidence(id)),
            provenance: self.report.provenance(head.source),
            extra: serde_json::from_str(&self.extra).ok()?,
            ..self.what.event()
        };
        Some(Stored {
            event,
            created_at: Timestamp::from_nanosecond(self.created_at_ns).ok()?,
            updated_at: Timestamp::from_nanosecond(self.updated_at_ns).ok()?,
            revision: head.revision,
        })
    }
}

impl<'r> What<'r> {
    fn of(event: &'r Event) -> Self {
        Self {
            event_id: &event.event_id,
            sub_event_type: event.sub_event_type.as_deref(),
            title: &event.title,
            notes: event.notes.as_deref(),
            planned: event.planned,
            actor1: event.actor1.as_deref(),
            actor2: event.actor2.as_deref(),
            fatalities: event.fatalities,
            injured: event.injured,
            confidence: event.confidence,
        }
    }

    /// An event of which nothing else is known.
    fn event(self) -> Event {
        Event {
            id: String::new(),
            event_id: self.event_id.to_owned(),
            dataset: String::new(),
            event_type: EventType::Other,
            sub_event_type: self.sub_event_type.map(str::to_owned),
            title: self.title.to_owned(),
            notes: self.notes.map(str::to_owned),
            date: None,
            planned: self.planned,
            actor1: self.actor1.map(str::to_owned),
            actor2: self.actor2.map(str::to_owned),
            fatalities: self.fatalities,
            injured: self.injured,
            location: None,
            candidates: Vec::new(),
            status: Status::Candidate,
            confidence: self.confidence,
            evidence: None,
            provenance: Provenance::default(),
            extra: serde_json::Map::new(),
        }
    }
}

impl<'r> Place<'r> {
    fn of(place: &'r Location) -> Self {
        Self {
            name: &place.name,
            raw: place.raw.as_deref(),
            uncertainty_m: place.uncertainty_m,
            score: place.score,
            place_id: place.place_id.as_deref(),
            kind: place.kind.as_deref(),
            country: place.country.as_deref(),
            admin1: place.admin1.as_deref(),
            admin2: place.admin2.as_deref(),
        }
    }

    fn location(self, position: LonLat, where_prec: WherePrecision) -> Location {
        Location {
            name: self.name.to_owned(),
            raw: self.raw.map(str::to_owned),
            position,
            uncertainty_m: self.uncertainty_m,
            where_prec,
            score: self.score,
            place_id: self.place_id.map(str::to_owned),
            kind: self.kind.map(str::to_owned),
            country: self.country.map(str::to_owned),
            admin1: self.admin1.map(str::to_owned),
            admin2: self.admin2.map(str::to_owned),
        }
    }
}

impl<'r> Quoted<'r> {
    fn of(evidence: &'r Evidence) -> Self {
        Self {
            quote: &evidence.quote,
            start: evidence.quote_start,
            end: evidence.quote_end,
            trigger: evidence.trigger,
            place: evidence.place,
        }
    }

    fn evidence(self, doc_id: &str) -> Evidence {
        Evidence {
            doc_id: DocumentId::given(doc_id.to_owned()),
            quote: self.quote.to_owned(),
            quote_start: self.start,
            quote_end: self.end,
            trigger: self.trigger,
            place: self.place,
        }
    }
}

impl<'r> Report<'r> {
    fn of(report: &'r Provenance) -> Self {
        Self {
            source_url: report.source_url.as_deref(),
            source_date: report.source_date.map(day_number),
            source_headline: report.source_headline.as_deref(),
            source_lang: report.source_lang.as_deref(),
            number_of_sources: report.number_of_sources,
        }
    }

    fn provenance(self, source: Option<&str>) -> Provenance {
        Provenance {
            source: source.map(str::to_owned),
            source_url: self.source_url.map(str::to_owned),
            source_date: self.source_date.and_then(day_of),
            source_headline: self.source_headline.map(str::to_owned),
            source_lang: self.source_lang.map(str::to_owned),
            number_of_sources: self.number_of_sources,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Stored {
        let place = Location {
            name: "Ош".to_owned(),
            raw: Some("Оше".to_owned()),
            position: LonLat::new(72.798_499_999_1, -0.0).unwrap(),
            uncertainty_m: 3_000,
            where_prec: WherePrecision::Near,
            score: 0.1 + 0.2,
            place_id: Some("geonames:1527534".to_owned()),
            kind: None,
            country: Some("KG".to_owned()),
            admin1: Some("Osh".to_owned()),
            admin2: None,
        };
        let candidate = Candidate {
            id: "a".to_owned(),
            name: "Oʻsh".to_owned(),
            kind: "town".to_owned(),
            country: "UZ".to_owned(),
            admin1: String::new(),
            lon: 1.5,
            lat: -2.5,
            uncertainty_m: 1,
            score: 0.25,
            why: vec!["near".to_owned(), String::new()],
        };
        let evidence = Evidence {
            doc_id: DocumentId::given("doc-1".to_owned()),
            quote: "Намойиш".to_owned(),
            quote_start: 3,
            quote_end: 10,
            trigger: Some(Range { start: 3, end: 4 }),
            place: None,
        };
        let mut stored = bare();
        let event = &mut stored.event;
        event.date = DateSpan::month(2010, 6);
        event.location = Some(place);
        event.candidates = vec![candidate];
        event.evidence = Some(evidence);
        event.provenance.source = Some("A; B".to_owned());
        event.provenance.source_date = day_of(day_number(Date::constant(2010, 6, 11)));
        event.extra = serde_json::from_str(r#"{"n": 1.5, "deep": {"a": [null, "ў"]}}"#).unwrap();
        event.fatalities = Some(0);
        stored
    }

    fn bare() -> Stored {
        let what = What {
            event_id: "e",
            sub_event_type: None,
            title: "",
            notes: None,
            planned: true,
            actor1: Some("x"),
            actor2: None,
            fatalities: None,
            injured: None,
            confidence: 1.0 / 3.0,
        };
        let event = Event {
            id: "ev-ў".to_owned(),
            dataset: "acled".to_owned(),
            event_type: EventType::Riot,
            status: Status::Merged,
            ..what.event()
        };
        Stored {
            event,
            created_at: "2020-01-02T03:04:05.678Z".parse().unwrap(),
            updated_at: "2020-01-02T03:04:05.678901234Z".parse().unwrap(),
            revision: i64::MAX,
        }
    }

    #[test]
    fn an_event_reads_back_from_its_record() {
        for stored in [full(), bare()] {
            let record = encode(&stored);
            assert_eq!(decode(&record), Some(stored.clone()));
            let head = head(&record).unwrap();
            assert_eq!(head.label.attributes(), Some(Attributes::of(&stored.event)));
            assert_eq!(head.searched, searched_text(&stored.event));
        }
    }

    #[test]
    fn a_record_that_breaks_off_is_no_event() {
        let record = encode(&full());
        for length in 0..record.len() {
            assert_eq!(decode(&record[..length]), None, "{length}");
        }
    }
}
