use std::sync::atomic::{AtomicBool, Ordering};

use super::{
    area::Area,
    columns::{CODES, View, day_number, parts},
};
use crate::{
    event::Status,
    filter::{Codes, Filter},
    space::{LonLat, Tile},
};

/// What a filter asks of the columns, whichever run they are of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    area: Option<Area>,
    days: Option<[i32; 2]>,
    /// A bit for each code of the columns, set if it meets the filter; none if all do.
    codes: Option<[u64; CODES / 64]>,
    looks_at_text: bool,
}

impl Asked {
    pub(super) fn by(filter: &Filter) -> Self {
        let days = filter.datetime.as_ref().map(|when| {
            let first = when.first().map_or(i32::MIN + 1, day_number);
            let last = when.last().map_or(i32::MAX - 1, day_number);
            [first, last]
        });
        Self {
            area: filter.bbox.map(Area::of),
            days,
            codes: codes(filter),
            looks_at_text: filter.looks_at_text(),
        }
    }
}

/// A filter, narrowed to a tile or not, made ready for the columns, with what an [`super::Index`] looks
/// up where its columns do not tell: the position and the texts of an event, by its row.
pub struct Query<'q> {
    filter: &'q Filter,
    pub(super) tile: Option<Tile>,
    asked: Asked,
    position: &'q dyn Fn(u32) -> LonLat,
    matches_text: &'q dyn Fn(u32) -> bool,
    stop: Option<&'q AtomicBool>,
}

impl<'q> Query<'q> {
    /// The query of a filter. `position` gives the position of a located row; `matches_text` says
    /// whether a row meets the filter's conditions on texts.
    pub fn new(
        filter: &'q Filter,
        position: &'q dyn Fn(u32) -> LonLat,
        matches_text: &'q dyn Fn(u32) -> bool,
    ) -> Self {
        Self::asked(Asked::by(filter), filter, position, matches_text)
    }

    /// The same of a filter that is worked out already.
    pub(super) fn asked(
        asked: Asked,
        filter: &'q Filter,
        position: &'q dyn Fn(u32) -> LonLat,
        matches_text: &'q dyn Fn(u32) -> bool,
    ) -> Self {
        Self {
            filter,
            tile: None,
            asked,
            position,
            matches_text,
            stop: None,
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

    /// The same, but given up, with whatever has been found, soon after `stop` has been set.
    #[must_use]
    pub fn until(self, stop: &'q AtomicBool) -> Self {
        Self {
            stop: Some(stop),
            ..self
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    pub(super) fn area(&self) -> Option<&Area> {
        self.asked.area.as_ref()
    }

    /// The first and the last day asked for, as numbers; none if all are.
    pub(super) fn days(&self) -> Option<[i32; 2]> {
        self.asked.days
    }

    /// Whether it may hold events that have a place.
    pub(super) fn wants_located(&self) -> bool {
        self.filter.located != Some(false)
    }

    /// Whether it may hold events that have none.
    pub(super) fn wants_unlocated(&self) -> bool {
        self.asked.area.is_none() && self.tile.is_none() && self.filter.located != Some(true)
    }

    /// Whether it may hold events that are merged into others or deleted.
    pub(super) fn wants_merged(&self) -> bool {
        let wanted = self.filter.status;
        let unlisted = [Status::Merged, Status::Deleted];
        wanted.is_some_and(|set| unlisted.iter().any(|it| set.contains(*it as u8)))
    }

    /// Whether every event that stands meets it that is where and, if `days_too`, when it is asked for.
    pub(super) fn is_met(&self, days_too: bool) -> bool {
        let asked = &self.asked;
        (days_too || asked.days.is_none()) && asked.codes.is_none() && !asked.looks_at_text
    }

    /// For each span of the columns whether it meets the days asked for; none if all do.
    pub(super) fn spans(&self, columns: &View<'_>) -> Option<Vec<bool>> {
        let [first, last] = self.asked.days?;
        let meets = |days: &[i32; 2]| days[1] >= first && days[0] <= last;
        Some(columns.spans.iter().map(meets).collect())
    }

    /// Whether the position at a place of the columns is in the box asked for.
    pub(super) fn holds_position(&self, columns: &View<'_>, at: usize) -> bool {
        let exact = || (self.position)(columns.row[at]);
        self.area()
            .is_none_or(|area| area.holds(columns.cell[at], exact))
    }

    /// Whether the position at a place of the columns is in the tile asked for.
    pub(super) fn holds_tile(&self, columns: &View<'_>, at: usize) -> bool {
        self.tile
            .is_none_or(|tile| tile.contains((self.position)(columns.row[at])))
    }

    /// Whether the event at a place of the columns meets every condition but those on its position and days.
    pub(super) fn holds(&self, columns: &View<'_>, at: usize) -> bool {
        let code = usize::from(columns.code[at]);
        let asked = &self.asked;
        asked
            .codes
            .is_none_or(|codes| codes[code / 64] >> (code % 64) & 1 == 1)
            && (!asked.looks_at_text || (self.matches_text)(columns.row[at]))
    }
}

fn codes(filter: &Filter) -> Option<[u64; CODES / 64]> {
    let sets = [filter.types, filter.geo_precision, filter.status];
    if sets.iter().all(Option::is_none) {
        return None;
    }
    let holds = |set: Option<Codes>, code| set.is_none_or(|set| set.contains(code));
    let mut codes = [0; CODES / 64];
    for code in 0..CODES {
        let parts = parts(u16::try_from(code).unwrap_or(u16::MAX));
        let is_met = sets.iter().zip(parts).all(|(set, part)| holds(*set, part));
        codes[code / 64] |= u64::from(is_met) << (code % 64);
    }
    Some(codes)
}
