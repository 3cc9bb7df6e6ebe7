use super::{
    area::Area,
    columns::{Columns, day_number},
};
use crate::{
    event::Status,
    filter::{Codes, Filter},
    space::{LonLat, Tile},
};

/// A filter, narrowed to a tile or not, made ready for the columns, with what an [`super::Index`] looks
/// up where its columns do not tell: the position and the texts of an event, by its row.
pub struct Query<'q> {
    filter: &'q Filter,
    pub(super) tile: Option<Tile>,
    area: Option<Area>,
    pub(super) days: Option<[i32; 2]>,
    position: &'q dyn Fn(u32) -> LonLat,
    matches_text: &'q dyn Fn(u32) -> bool,
}

impl<'q> Query<'q> {
    /// The query of a filter. `position` gives the position of a located row; `matches_text` says
    /// whether a row meets the filter's conditions on texts.
    pub fn new(
        filter: &'q Filter,
        position: &'q dyn Fn(u32) -> LonLat,
        matches_text: &'q dyn Fn(u32) -> bool,
    ) -> Self {
        let days = filter.datetime.as_ref().map(|when| {
            let first = when.first().map_or(i32::MIN + 1, day_number);
            let last = when.last().map_or(i32::MAX - 1, day_number);
            [first, last]
        });
        Self {
            filter,
            tile: None,
            area: filter.bbox.map(Area::of),
            days,
            position,
            matches_text,
        }
    }

    /// The same, of a tile's events only.
    #[must_use]
    pub fn within(self, tile: Tile) -> Self {
        Self {
            tile: Some(tile),
            ..self
        }
    }

    pub(super) fn area(&self) -> Option<&Area> {
        self.area.as_ref()
    }

    /// Whether it may hold events that have a place.
    pub(super) fn wants_located(&self) -> bool {
        self.filter.located != Some(false)
    }

    /// Whether it may hold events that have none.
    pub(super) fn wants_unlocated(&self) -> bool {
        self.area.is_none() && self.tile.is_none() && self.filter.located != Some(true)
    }

    /// Whether it may hold events that are merged into others.
    pub(super) fn wants_merged(&self) -> bool {
        let wanted = self.filter.status;
        wanted.is_some_and(|set| set.contains(Status::Merged as u8))
    }

    /// Whether every event that stands meets it that is where and, if `days_too`, when it is asked for.
    pub(super) fn is_met(&self, days_too: bool) -> bool {
        (days_too || self.days.is_none())
            && self.filter.types.is_none()
            && self.filter.status.is_none()
            && self.filter.geo_precision.is_none()
            && !self.filter.looks_at_text()
    }

    /// Whether the position at a place of the columns is in the box asked for.
    pub(super) fn holds_position(&self, columns: &Columns, at: usize) -> bool {
        let exact = || (self.position)(columns.row[at]);
        self.area
            .as_ref()
            .is_none_or(|area| area.holds(columns.cell[at], exact))
    }

    /// Whether the position at a place of the columns is in the tile asked for.
    pub(super) fn holds_tile(&self, columns: &Columns, at: usize) -> bool {
        self.tile
            .is_none_or(|tile| tile.contains((self.position)(columns.row[at])))
    }

    /// Whether the event at a place of the columns meets every condition but those on its position.
    pub(super) fn holds(&self, columns: &Columns, at: usize) -> bool {
        let holds = |set: Option<Codes>, code| set.is_none_or(|set| set.contains(code));
        let meets = |[first, last]: [i32; 2]| {
            columns.last_day[at] >= first && columns.first_day[at] <= last
        };
        holds(self.filter.types, columns.event_type[at])
            && holds(self.filter.status, columns.status[at])
            && holds(self.filter.geo_precision, columns.geo_precision[at])
            && self.days.is_none_or(meets)
            && (!self.filter.looks_at_text() || (self.matches_text)(columns.row[at]))
    }
}
