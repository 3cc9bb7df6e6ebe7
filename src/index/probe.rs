use super::{
    area::Area,
    columns::{Columns, day_number},
    snapshot::Entry,
};
use crate::{
    filter::{Codes, Filter},
    space::{Bbox, LonLat},
};

/// A filter made ready for the columns.
pub(super) struct Probe<'f> {
    filter: &'f Filter,
    areas: Vec<Area>,
    days: Option<(i32, i32)>,
    types: Option<Codes>,
    status: Option<Codes>,
    geo_precision: Option<Codes>,
}

impl<'f> Probe<'f> {
    /// The filter, narrowed to a box of its own.
    pub(super) fn new(filter: &'f Filter, within: Option<Bbox>) -> Self {
        let days = filter.datetime.as_ref().map(|when| {
            let first = when.first().map_or(i32::MIN + 1, day_number);
            let last = when.last().map_or(i32::MAX - 1, day_number);
            (first, last)
        });
        Self {
            areas: within
                .into_iter()
                .chain(filter.bbox)
                .map(Area::of)
                .collect(),
            days,
            types: filter.types,
            status: filter.status,
            geo_precision: filter.geo_precision,
            filter,
        }
    }

    /// The first box asked for, by which blocks are found; none if no box is asked for.
    pub(super) fn area(&self) -> Option<&Area> {
        self.areas.first()
    }

    /// Whether every position of the block is in every box.
    pub(super) fn holds_all(&self, edges: [i32; 4]) -> bool {
        self.areas.iter().all(|area| area.holds_all(edges))
    }

    /// Whether it may hold events that have a place.
    pub(super) fn wants_located(&self) -> bool {
        self.filter.located != Some(false)
    }

    /// Whether it may hold events that have none.
    pub(super) fn wants_unlocated(&self) -> bool {
        self.areas.is_empty() && self.filter.located != Some(true)
    }

    /// Whether nothing but places is asked for.
    pub(super) fn is_plain(&self) -> bool {
        self.days.is_none()
            && self.types.is_none()
            && self.status.is_none()
            && self.geo_precision.is_none()
            && !self.filter.looks_at_text()
    }

    /// Whether the position at a place of the columns is in every box.
    pub(super) fn holds_position(
        &self,
        columns: &Columns,
        at: usize,
        exact: impl Fn() -> LonLat,
    ) -> bool {
        let (lon, lat) = (columns.lon[at], columns.lat[at]);
        self.areas.iter().all(|area| area.holds(lon, lat, &exact))
    }

    /// Whether the event at a place of the columns meets every condition but those on its position.
    pub(super) fn holds(
        &self,
        columns: &Columns,
        at: usize,
        entry: impl FnOnce() -> &'f Entry,
    ) -> bool {
        let holds = |set: Option<Codes>, code| set.is_none_or(|set| set.contains(code));
        let meets = |(first, last)| columns.last_day[at] >= first && columns.first_day[at] <= last;
        holds(self.types, columns.event_type[at])
            && holds(self.status, columns.status[at])
            && holds(self.geo_precision, columns.geo_precision[at])
            && self.days.is_none_or(meets)
            && (!self.filter.looks_at_text() || self.holds_text(entry()))
    }

    fn holds_text(&self, entry: &Entry) -> bool {
        self.filter
            .matches_text(&entry.stored.event, || &entry.searched)
    }
}
