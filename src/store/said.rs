//! What an event says apart from its place and its state, as a revision keeps it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::sources::Joined;
use crate::{
    event::{Event, Evidence, Provenance},
    time::{Date, DateSpan, TimePrecision},
};

/// What decisions leave alone and edits change. The sources are the event's own, without those of reports
/// that are merged into it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Said {
    event_id: String,
    dataset: String,
    event_type: String,
    sub_event_type: Option<String>,
    title: String,
    notes: Option<String>,
    date: Option<(Date, Date, TimePrecision)>,
    planned: bool,
    actor1: Option<String>,
    actor2: Option<String>,
    fatalities: Option<u32>,
    injured: Option<u32>,
    confidence: f64,
    evidence: Option<Evidence>,
    source: Option<String>,
    source_url: Option<String>,
    source_date: Option<Date>,
    source_headline: Option<String>,
    source_lang: Option<String>,
    number_of_sources: u32,
    extra: Map<String, Value>,
}

impl Said {
    /// What the event says, whose sources hold those that have joined it.
    pub(super) fn of(event: &Event, joined: &Joined) -> Self {
        let Event {
            planned,
            fatalities,
            injured,
            confidence,
            ..
        } = *event;
        let own = joined.taken_from(event.provenance.clone());
        let it = event.clone();
        Self {
            event_type: event.event_type.as_str().to_owned(),
            planned,
            fatalities,
            injured,
            confidence,
            event_id: it.event_id,
            dataset: it.dataset,
            sub_event_type: it.sub_event_type,
            title: it.title,
            notes: it.notes,
            date: it
                .date
                .map(|date| (date.first(), date.last(), date.precision())),
            actor1: it.actor1,
            actor2: it.actor2,
            evidence: it.evidence,
            source: own.source,
            source_url: own.source_url,
            source_date: own.source_date,
            source_headline: own.source_headline,
            source_lang: own.source_lang,
            number_of_sources: own.number_of_sources,
            extra: it.extra,
        }
    }

    /// Lets the event say it, with the sources that have joined it by now.
    pub(super) fn put_into(self, event: &mut Event, joined: &Joined) {
        let date = self.date.and_then(|(first, last, precision)| {
            // It was a span when it was written down.
            DateSpan::new(first, last, precision).ok()
        });
        let own = Provenance {
            source: self.source,
            source_url: self.source_url,
            source_date: self.source_date,
            source_headline: self.source_headline,
            source_lang: self.source_lang,
            number_of_sources: self.number_of_sources,
        };
        *event = Event {
            id: std::mem::take(&mut event.id),
            event_id: self.event_id,
            dataset: self.dataset,
            event_type: self.event_type.parse().unwrap_or(event.event_type),
            sub_event_type: self.sub_event_type,
            title: self.title,
            notes: self.notes,
            date,
            planned: self.planned,
            actor1: self.actor1,
            actor2: self.actor2,
            fatalities: self.fatalities,
            injured: self.injured,
            location: event.location.take(),
            candidates: std::mem::take(&mut event.candidates),
            status: event.status,
            confidence: self.confidence,
            evidence: self.evidence,
            provenance: joined.added_to(own),
            extra: self.extra,
        };
    }
}
