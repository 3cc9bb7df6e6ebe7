//! Answers filters from memory: an immutable [`Snapshot`] of the store's events, exchanged as a whole
//! when they change, so that a reader never waits.
//!
//! An [`Index`] holds what filters look at in columns along a Z-order curve over the Web Mercator
//! square, so that a tile is one stretch of them. An R-tree holds blocks of 128 neighbours, and a block
//! that lies inside the box asked for is taken as a range, without a look at its positions. The same
//! events are listed by months for filters that are narrow in time, and counted ahead by blocks for
//! tiles that show nothing but counts.

mod area;
mod attributes;
mod cells;
mod columns;
mod curve;
mod facets;
mod histogram;
mod live;
mod order;
mod query;
mod slices;
mod snapshot;
mod tally;

pub use attributes::Attributes;
pub use cells::Cell;
pub use facets::Facets;
pub use histogram::{Bin, Histogram, Width};
pub use live::Live;
pub use query::Query;
pub use snapshot::Snapshot;

use std::ops::Range;

use columns::Columns;
use order::{BLOCK_EVENTS, Order, Places};
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

impl Index {
    /// The index of the events.
    #[must_use]
    pub fn of(events: impl Iterator<Item = Attributes>) -> Self {
        let columns = Columns::of(events);
        Self {
            all: Order::of(&columns, None),
            slices: slices::slices(&columns),
            columns,
        }
    }

    /// The rows of the events that meet the query, ascending.
    #[must_use]
    pub fn rows(&self, query: &Query<'_>) -> Vec<u32> {
        let mut rows = Vec::new();
        self.visit(query, |places| match places {
            Places::Run(range) => rows.extend_from_slice(&self.columns.row[range]),
            listed @ Places::Listed(_) => listed.for_each(|at| rows.push(self.columns.row[at])),
        });
        rows.sort_unstable();
        rows
    }

    /// How many events meet the query.
    #[must_use]
    pub fn count(&self, query: &Query<'_>) -> usize {
        let mut count = 0;
        self.visit(query, |places| count += places.len());
        count
    }

    /// Calls `found` with places in the columns that together hold what is asked for, each once.
    fn visit<'i>(&'i self, query: &Query<'_>, mut found: impl FnMut(Places<'i>)) {
        if query.wants_located() {
            for (order, in_time) in self.orders(query) {
                self.visit_order(query, order, in_time, &mut found);
            }
        }
        if query.wants_unlocated() {
            let unlocated = self.columns.located..self.columns.standing;
            if query.is_met(false) {
                found(Places::Run(unlocated));
            } else {
                for at in unlocated.filter(|at| query.holds(&self.columns, *at)) {
                    found(Places::Run(at..at + 1));
                }
            }
        }
        self.visit_merged(query, &mut found);
    }

    /// The merged events that are asked for; they are few, and seldom asked for.
    fn visit_merged<'i>(&'i self, query: &Query<'_>, found: &mut impl FnMut(Places<'i>)) {
        let columns = &self.columns;
        let merged = columns.standing..columns.row.len();
        for at in merged.filter(|_| query.wants_merged()) {
            let in_place = if columns.is_located(at) {
                query.wants_located()
                    && query.holds_position(columns, at)
                    && query.holds_tile(columns, at)
            } else {
                query.wants_unlocated()
            };
            if in_place && query.holds(columns, at) {
                found(Places::Run(at..at + 1));
            }
        }
    }

    /// The orders that together hold every located event asked for, each with whether all its events
    /// are in the time asked for: the slices that meet the time, or all events where that is cheaper.
    fn orders(&self, query: &Query<'_>) -> Vec<(&Order, bool)> {
        let all = vec![(&self.all, false)];
        let Some(days) = query.days else {
            return all;
        };
        let slices = self.slices.iter().filter(|slice| slice.may_meet(days));
        let slices: Vec<_> = slices
            .map(|slice| (&slice.order, slice.lies_within(days)))
            .collect();
        let in_time: usize = slices.iter().map(|(order, _)| order.len()).sum();
        let in_place = self.events_near(query);
        let by_slices = in_place * in_time / self.columns.located.max(1);
        if by_slices + slices.len() * SLICE_COST_EVENTS < in_place {
            slices
        } else {
            all
        }
    }

    /// How many events are looked at for what is asked for, if they are not looked up by time.
    fn events_near(&self, query: &Query<'_>) -> usize {
        let in_tile = query.tile.map_or(self.all.len(), |tile| {
            self.all.tile(&self.columns, tile).len()
        });
        let blocks = query
            .area()
            .map(|area| self.all.blocks_of(area.outer()).len());
        blocks.map_or(in_tile, |blocks| in_tile.min(blocks * BLOCK_EVENTS))
    }

    fn visit_order<'i>(
        &'i self,
        query: &Query<'_>,
        order: &'i Order,
        in_time: bool,
        found: &mut impl FnMut(Places<'i>),
    ) {
        let tile = query
            .tile
            .map_or(0..order.len(), |tile| order.tile(&self.columns, tile));
        let Some(area) = query.area() else {
            return self.visit_range(query, order, tile, [true, in_time], found);
        };
        for block in order.blocks_of(area.outer()) {
            let range = order.block(block);
            let range = range.start.max(tile.start)..range.end.min(tile.end);
            let in_place = area.holds_all(order.edges(block));
            self.visit_range(query, order, range, [in_place, in_time], found);
        }
    }

    /// Tests the events of a range, each only for what is not known of all of them already.
    fn visit_range<'i>(
        &'i self,
        query: &Query<'_>,
        order: &'i Order,
        range: Range<usize>,
        [in_place, in_time]: [bool; 2],
        found: &mut impl FnMut(Places<'i>),
    ) {
        if range.is_empty() {
            return;
        }
        if in_place && query.is_met(in_time) {
            return found(order.places(range));
        }
        let columns = &self.columns;
        for at in range.map(|at| order.place(at)) {
            if (in_place || query.holds_position(columns, at)) && query.holds(columns, at) {
                found(Places::Run(at..at + 1));
            }
        }
    }
}
