use serde::Serialize;
use serde_json::{Map, Value};

use super::Snapshot;
use crate::{
    event::{Event, EventType, Group, Status},
    filter::Filter,
    space::Bbox,
    time::{Date, DateSpan},
};

/// Counts of the events that meet a filter, by what they can be narrowed by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facets {
    /// All of them.
    pub total: usize,
    /// Those with a place.
    pub located: usize,
    /// Those without a date.
    pub undated: usize,
    /// By type; types without an event are left out.
    pub event_type: Map<String, Value>,
    /// By group of types.
    pub group: Map<String, Value>,
    /// By status.
    pub status: Map<String, Value>,
    /// By precision of the place, 1 to 3.
    pub geo_precision: Map<String, Value>,
    /// By outlet, the most frequent first; an event counts once for each of its outlets.
    pub source: Map<String, Value>,
    /// West, south, east and north of the smallest box around them, in degrees.
    pub extent: Option<[f64; 4]>,
    /// The earliest first day and the latest last day.
    pub dates: Option<[Date; 2]>,
}

impl Facets {
    /// Counts the events of a snapshot that meet the filter.
    #[must_use]
    pub fn of(snapshot: &Snapshot, filter: &Filter) -> Self {
        let rows = snapshot.rows(filter);
        let events = || rows.iter().map(|row| &snapshot.entry(*row).event);
        let places = || events().filter_map(|event| event.location.as_ref());
        let dates = || events().filter_map(|event| event.date);
        Self {
            total: rows.len(),
            located: places().count(),
            undated: events().filter(|event| event.date.is_none()).count(),
            event_type: counts(
                EventType::ALL,
                EventType::as_str,
                events().map(|event| event.event_type),
            ),
            group: counts(
                &Group::ALL,
                Group::as_str,
                events().map(|event| event.event_type.group()),
            ),
            status: counts(
                &Status::ALL,
                Status::as_str,
                events().map(|event| event.status),
            ),
            geo_precision: counts(&["1", "2", "3"], |it| it, places().map(precision)),
            source: sources(events()),
            extent: Bbox::around(places().map(|place| place.position)).map(Bbox::edges),
            dates: dates()
                .map(DateSpan::first)
                .min()
                .zip(dates().map(DateSpan::last).max())
                .map(Into::into),
        }
    }
}

fn precision(place: &crate::event::Location) -> &'static str {
    ["1", "2", "3"][place.where_prec.geo_precision() as usize - 1]
}

/// How often each of the known values occurs, in their order, without those that do not.
fn counts<T: Copy + PartialEq>(
    known: &[T],
    word: fn(T) -> &'static str,
    values: impl Iterator<Item = T>,
) -> Map<String, Value> {
    let mut counts = vec![0_usize; known.len()];
    for value in values {
        if let Some(at) = known.iter().position(|it| *it == value) {
            counts[at] += 1;
        }
    }
    let counted = known.iter().zip(counts).filter(|(_, count)| *count > 0);
    counted
        .map(|(it, count)| (word(*it).to_owned(), count.into()))
        .collect()
}

fn sources<'e>(events: impl Iterator<Item = &'e Event>) -> Map<String, Value> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    let outlets = events
        .filter_map(|event| event.provenance.source.as_deref())
        .flat_map(|it| it.split(';'));
    for outlet in outlets.map(str::trim).filter(|outlet| !outlet.is_empty()) {
        *counts.entry(outlet).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
        .into_iter()
        .map(|(outlet, count)| (outlet.to_owned(), count.into()))
        .collect()
}
