use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Snapshot,
    columns::{View, day_of, parts},
};
use crate::{
    event::{EventType, Group, Status},
    filter::Filter,
    space::{Bbox, LonLat},
    time::Date,
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
        let mut counts = Counts::default();
        let mut sources = BTreeMap::new();
        let mut corners = Corners::default();
        snapshot.ask(filter, |_, layer, query| {
            let run = &*layer.run;
            let (columns, source) = (run.index.columns.view(), run.source.values());
            let mut by_source = vec![0; run.sources.len()];
            let position = |at: usize| run.label(columns.row[at]).position();
            run.index.visit(&query, &layer.dead, |places| {
                places.for_each(|at| {
                    counts.add(&columns, at);
                    by_source[source[at] as usize] += 1;
                    if columns.is_located(at) {
                        corners.add(columns.cell[at], || position(at));
                    }
                });
            });
            for (source, count) in run.sources.iter().zip(by_source) {
                add_outlets(&mut sources, source, count);
            }
        });
        let event_type = |kind: EventType| counts.types[kind as usize];
        let in_group = |group: Group| {
            let types = EventType::ALL.iter().filter(|kind| kind.group() == group);
            types.map(|kind| event_type(*kind)).sum()
        };
        Self {
            total: counts.types.iter().sum(),
            located: counts.geo_precision[1..].iter().sum(),
            undated: counts.undated,
            event_type: counted(EventType::ALL, EventType::as_str, event_type),
            group: counted(&Group::ALL, Group::as_str, in_group),
            status: counted(&Status::ALL, Status::as_str, |it| {
                counts.status[it as usize]
            }),
            geo_precision: counted(
                &["1", "2", "3"],
                |it| it,
                |it| counts.geo_precision[usize::from(it.as_bytes()[0] - b'0')],
            ),
            source: by_frequency(sources),
            extent: corners.bbox().map(Bbox::edges),
            dates: day_of(counts.days[0])
                .zip(day_of(counts.days[1]))
                .map(Into::into),
        }
    }
}

/// Counts by the codes of the columns.
#[derive(Debug)]
struct Counts {
    types: [usize; EventType::ALL.len()],
    status: [usize; Status::ALL.len()],
    geo_precision: [usize; 4],
    undated: usize,
    /// The earliest first day and the latest last day.
    days: [i32; 2],
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            types: [0; _],
            status: [0; _],
            geo_precision: [0; _],
            undated: 0,
            days: super::columns::UNDATED,
        }
    }
}

impl Counts {
    fn add(&mut self, columns: &View<'_>, at: usize) {
        let [kind, precision, status] = parts(columns.code[at]).map(usize::from);
        self.types[kind] += 1;
        self.status[status] += 1;
        self.geo_precision[precision] += 1;
        let [first, last] = columns.days(at);
        self.undated += usize::from(first > last);
        self.days = [self.days[0].min(first), self.days[1].max(last)];
    }
}

/// The smallest box around positions, which are looked at only if their cell may widen it.
#[derive(Debug, Default)]
struct Corners(Option<(Bbox, [u32; 4])>);

impl Corners {
    fn add(&mut self, [x, y]: [u32; 2], position: impl FnOnce() -> Option<LonLat>) {
        let inside = self.0.is_some_and(|(_, [west, north, east, south])| {
            west < x && x < east && north < y && y < south
        });
        if inside {
            return;
        }
        let Some(at) = position() else {
            return;
        };
        let start = (Bbox::around([at]), [x, y, x, y]);
        let (bbox, [west, north, east, south]) = self
            .0
            .map_or(start, |(bbox, edges)| (Some(bbox.extended_to(at)), edges));
        let edges = [west.min(x), north.min(y), east.max(x), south.max(y)];
        self.0 = bbox.map(|bbox| (bbox, edges));
    }

    fn bbox(&self) -> Option<Bbox> {
        self.0.map(|(bbox, _)| bbox)
    }
}

/// The count of each of the known values, in their order, without those that do not occur.
fn counted<T: Copy>(
    known: &[T],
    word: fn(T) -> &'static str,
    count: impl Fn(T) -> usize,
) -> Map<String, Value> {
    let counts = known.iter().map(|it| (*it, count(*it)));
    counts
        .filter(|(_, count)| *count > 0)
        .map(|(it, count)| (word(it).to_owned(), count.into()))
        .collect()
}

/// Adds a source's count to each of the outlets that it names.
fn add_outlets(outlets: &mut BTreeMap<String, usize>, source: &str, count: usize) {
    let names = source.split(';').map(str::trim);
    for outlet in names.filter(|outlet| !outlet.is_empty() && count > 0) {
        *outlets.entry(outlet.to_owned()).or_default() += count;
    }
}

fn by_frequency(outlets: BTreeMap<String, usize>) -> Map<String, Value> {
    let mut outlets: Vec<_> = outlets.into_iter().collect();
    outlets.sort_by_key(|(_, count)| Reverse(*count));
    let outlets = outlets.into_iter();
    outlets
        .map(|(outlet, count)| (outlet, count.into()))
        .collect()
}
