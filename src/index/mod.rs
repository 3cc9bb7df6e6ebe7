//! Answers filters without the store: an immutable [`Snapshot`] of the store's events, exchanged as a whole
//! when they change, so that a reader never waits.
//!
//! An [`Index`] holds what filters look at in columns along a Z-order curve over the Web Mercator square, so that a
//! tile is one stretch of them. Of each block of 64 neighbours, of 16 blocks and of 16 of those the bounds are known,
//! and an R-tree holds the largest of them: a box finds its blocks there, and what lies inside it as a whole is taken
//! as a range, without a look at its positions. The same events are listed by months for filters that are narrow in
//! time, and counted ahead by blocks for tiles that show nothing but counts.
//!
//! The events themselves lie in records beside the columns, in a file that is mapped into memory, so that the
//! next start reads none of them and only those that are shown take room. A snapshot is one such base and a few
//! small runs of what has changed since, which are merged into it in the background.

mod area;
mod attributes;
mod blocks;
mod cells;
mod column;
mod columns;
mod curve;
mod dead;
mod facets;
mod file;
mod histogram;
mod interleave;
mod live;
mod order;
mod page;
mod query;
mod record;
mod run;
mod slices;
mod snapshot;
mod tally;

pub use attributes::Attributes;
pub use cells::Cell;
pub use facets::Facets;
pub use file::FILE_NAME;
pub use histogram::{Bin, Histogram, Width};
pub use live::Live;
pub use page::{Bound, Page};
pub use query::Query;
pub use record::Record;
pub use snapshot::{Snapshot, Stop};

pub(crate) use columns::day_of;

use std::ops::Range;

use column::NumbersView;
use columns::{Columns, View};
use dead::{Dead, alive};
use order::{BLOCK_EVENTS, Listed, Order, Places};
use slices::Slice;

/// What it costs to look into one more slice of time, in events looked at.
const SLICE_COST_EVENTS: usize = 4 * BLOCK_EVENTS;

/// The attributes of events, ready to be asked; rows number the events as they were given.
#[derive(Debug, Default)]
pub struct Index {
    columns: Columns,
    all: Order,
    slices: Vec<Slice>,
}

/// An order of events with what is known of them before they are looked at.
struct Part<'i> {
    order: &'i Order,
    /// Those that are not there any more, by where they stand in the order.
    dead: &'i [u32],
    /// Whether all of them are in the time asked for.
    in_time: bool,
}

impl Index {
    /// The index of the events.
    #[must_use]
    pub fn of(events: impl Iterator<Item = Attributes>) -> Self {
        let columns = Columns::of(events);
        Self {
            all: Order::of(&columns.view(), None),
            slices: slices::slices(&columns.view()),
            columns,
        }
    }

    /// The rows of the events that meet the query, ascending.
    #[must_use]
    pub fn rows(&self, query: &Query<'_>) -> Vec<u32> {
        self.rows_but(query, &Dead::default())
    }

    /// How many events meet the query.
    #[must_use]
    pub fn count(&self, query: &Query<'_>) -> usize {
        self.count_but(query, &Dead::default())
    }

    fn rows_but(&self, query: &Query<'_>, dead: &Dead) -> Vec<u32> {
        let (mut rows, row) = (Vec::new(), self.columns.row.values());
        self.visit(query, dead, |places| match places {
            Places::Run(range) => rows.extend_from_slice(&row[range]),
            listed @ Places::Listed(_) => listed.for_each(|at| rows.push(row[at])),
        });
        rows.sort_unstable();
        rows
    }

    fn count_but(&self, query: &Query<'_>, dead: &Dead) -> usize {
        let mut count = 0;
        self.visit(query, dead, |places| count += places.len());
        count
    }

    /// Calls `found` with places in the columns that together hold what is asked for but the dead, each once.
    fn visit(&self, query: &Query<'_>, dead: &Dead, mut found: impl FnMut(Places<'_>)) {
        let scan = Scan::of(self, query);
        if query.wants_located() {
            for part in self.parts(query, dead) {
                scan.order(&part, &mut found);
            }
        }
        if query.wants_unlocated() {
            let unlocated = self.columns.located..self.columns.standing;
            for range in alive(unlocated, dead.places()) {
                scan.unlocated(range, &mut found);
            }
        }
        scan.merged(dead, &mut found);
    }

    /// The orders that together hold every located event asked for: the slices that meet the time, or all
    /// events where that is cheaper.
    fn parts<'i>(&'i self, query: &Query<'_>, dead: &'i Dead) -> Vec<Part<'i>> {
        let all = Part {
            order: &self.all,
            dead: dead.places(),
            in_time: false,
        };
        let Some(days) = query.days().filter(|_| !self.slices.is_empty()) else {
            return vec![all];
        };
        let slices = self.slices.iter().enumerate();
        let slices = slices.filter(|(_, slice)| slice.may_meet(days));
        let slices: Vec<_> = slices
            .map(|(at, slice)| Part {
                order: &slice.order,
                dead: dead.in_slice(at),
                in_time: slice.lies_within(days),
            })
            .collect();
        let in_time: usize = slices.iter().map(|part| part.order.len()).sum();
        let in_place = self.events_near(query);
        let by_slices = in_place * in_time / self.columns.located.max(1);
        if by_slices + slices.len() * SLICE_COST_EVENTS < in_place {
            slices
        } else {
            vec![all]
        }
    }

    /// How many events are looked at for what is asked for, if they are not looked up by time.
    fn events_near(&self, query: &Query<'_>) -> usize {
        let columns = self.columns.view();
        let in_tile = query
            .tile
            .map_or(self.all.len(), |tile| self.all.tile(&columns, tile).len());
        let Some(area) = query.area() else {
            return in_tile;
        };
        let mut near = 0;
        let all = 0..self.all.len();
        self.all
            .search(area, &all, |events, _| near += events.len());
        in_tile.min(near)
    }
}

/// A look at the events of an index, each tested only for what is not known of all of them already.
struct Scan<'s> {
    query: &'s Query<'s>,
    columns: View<'s>,
    /// Which spans meet the days asked for; none if all do.
    spans: Option<Vec<bool>>,
}

impl<'s> Scan<'s> {
    fn of(index: &'s Index, query: &'s Query<'s>) -> Self {
        let columns = index.columns.view();
        Self {
            query,
            columns,
            spans: query.spans(&columns),
        }
    }

    fn order(&self, part: &Part<'_>, found: &mut impl FnMut(Places<'_>)) {
        let order = part.order;
        let tile = self
            .query
            .tile
            .map_or(0..order.len(), |tile| order.tile(&self.columns, tile));
        let Some(area) = self.query.area() else {
            return self.range(part, tile, true, found);
        };
        order.search(area, &tile, |range, in_place| {
            self.range(part, range, in_place, found);
        });
    }

    fn range(
        &self,
        part: &Part<'_>,
        range: Range<usize>,
        in_place: bool,
        found: &mut impl FnMut(Places<'_>),
    ) {
        let mut met = Vec::new();
        for range in alive(range, part.dead) {
            if in_place && self.query.is_met(part.in_time) {
                found(part.order.places(range));
                continue;
            }
            for start in range.clone().step_by(BLOCK_EVENTS) {
                if self.query.is_stopped() {
                    return;
                }
                met.clear();
                self.block(
                    part,
                    start..range.end.min(start + BLOCK_EVENTS),
                    in_place,
                    &mut met,
                );
                if !met.is_empty() {
                    found(Places::Listed(&met));
                }
            }
        }
    }

    /// Adds the places of a block's events that are met: first those in the time and in the place, then those that
    /// meet the rest, so that a loop does one thing and little of it.
    fn block(&self, part: &Part<'_>, range: Range<usize>, in_place: bool, met: &mut Vec<u32>) {
        let area = self.query.area().filter(|_| !in_place);
        let spans = self.spans.as_deref().filter(|_| !part.in_time);
        if let Some(listed) = part.order.listed() {
            in_time(listed, range, spans, met);
            if let Some(area) = area {
                met.retain(|at| area.is_near(self.columns.cell[*at as usize]));
            }
        } else {
            let start = u32::try_from(range.start).unwrap_or(u32::MAX);
            match area {
                None if spans.is_none() => {
                    let all = (start..).take(range.len());
                    return met
                        .extend(all.filter(|at| self.query.holds(&self.columns, *at as usize)));
                }
                None => met.extend((start..).take(range.len())),
                Some(area) => area.near(&self.columns.cell[range], start, met),
            }
            if let Some(spans) = spans {
                met.retain(|at| spans[self.columns.span.get(*at as usize)]);
            }
        }
        if area.is_some() {
            met.retain(|at| self.query.holds_position(&self.columns, *at as usize));
        }
        if !self.query.is_met(true) {
            met.retain(|at| self.query.holds(&self.columns, *at as usize));
        }
    }

    fn unlocated(&self, range: Range<usize>, found: &mut impl FnMut(Places<'_>)) {
        if self.query.is_met(false) {
            return found(Places::Run(range));
        }
        let met = range.filter(|at| self.holds(*at));
        for at in met {
            if self.query.is_stopped() {
                return;
            }
            found(Places::Run(at..at + 1));
        }
    }

    /// The merged events that are asked for; they are few, and seldom asked for.
    fn merged(&self, dead: &Dead, found: &mut impl FnMut(Places<'_>)) {
        let (query, columns) = (self.query, &self.columns);
        let merged = columns.standing..columns.row.len();
        let asked = alive(merged, dead.places()).filter(|_| query.wants_merged());
        for at in asked.flatten() {
            let in_place = if columns.is_located(at) {
                query.wants_located()
                    && query.holds_position(columns, at)
                    && query.holds_tile(columns, at)
            } else {
                query.wants_unlocated()
            };
            if in_place && self.holds(at) {
                found(Places::Run(at..at + 1));
            }
        }
    }

    /// Whether the event at a place meets every condition but those on its position.
    fn holds(&self, at: usize) -> bool {
        let spans = self.spans.as_ref();
        spans.is_none_or(|spans| spans[self.columns.span.get(at)])
            && self.query.holds(&self.columns, at)
    }
}

/// Adds the places of listed events whose spans meet the time asked for.
fn in_time(listed: &Listed, range: Range<usize>, spans: Option<&[bool]>, met: &mut Vec<u32>) {
    let places = &listed.place.values()[range.clone()];
    let Some(spans) = spans else {
        return met.extend_from_slice(places);
    };
    match listed.span.view() {
        NumbersView::Short(numbers) => {
            let all = places.iter().zip(&numbers[range]);
            met.extend(all.filter(|it| spans[usize::from(*it.1)]).map(|it| *it.0));
        }
        NumbersView::Long(numbers) => {
            let all = places.iter().zip(&numbers[range]);
            met.extend(all.filter(|it| spans[*it.1 as usize]).map(|it| *it.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        event::{Event, EventType, Location, Provenance, Status, WherePrecision},
        space::LonLat,
        store::Stored,
        time::{Date, DateSpan, Shift, Timestamp},
    };

    /// So many events of ten years around Tashkent, the revisions from 1 on; some without a place or a date.
    pub(super) fn events(count: u32) -> Vec<Stored> {
        (1..=count).map(event).collect()
    }

    fn event(number: u32) -> Stored {
        let mixed = number.wrapping_mul(2_654_435_761);
        let start = Date::new(2012, 1, 1).unwrap();
        let day = start.saturating_add(Shift::new().days(i64::from(mixed >> 8) % 3_650));
        let offset = |bits: u32| f64::from(bits % 1_000) / 1_000.0;
        let at = LonLat::new(69.0 + offset(mixed), 41.0 + offset(mixed >> 10));
        let location = Location {
            name: "Tashkent".to_owned(),
            raw: None,
            position: at.unwrap(),
            uncertainty_m: 1_000,
            where_prec: WherePrecision::Exact,
            score: 1.0,
            place_id: None,
            kind: None,
            country: Some("UZ".to_owned()),
            admin1: None,
            admin2: None,
        };
        let event = Event {
            id: format!("ev-{number}"),
            event_id: format!("ev-{number}"),
            dataset: "sample".to_owned(),
            event_type: EventType::ALL[mixed as usize % EventType::ALL.len()],
            sub_event_type: None,
            title: format!("Event {number}"),
            notes: None,
            date: (!number.is_multiple_of(11)).then(|| DateSpan::day(day)),
            planned: false,
            actor1: None,
            actor2: None,
            fatalities: None,
            injured: None,
            location: (!number.is_multiple_of(13)).then_some(location),
            candidates: Vec::new(),
            status: Status::Candidate,
            confidence: 0.5,
            evidence: None,
            provenance: Provenance {
                source: (!number.is_multiple_of(3)).then(|| format!("Outlet {}", number % 5)),
                ..Provenance::default()
            },
            extra: serde_json::Map::new(),
        };
        Stored {
            event,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            revision: number.into(),
        }
    }
}
