//! Events as tiles of the web map: at most [`FEATURES_MAX`] of them one by one, more as counted cells,
//! so that a tile stays small and no event is out of reach.

mod cells;
mod describe;

pub use cells::Cell;
pub use describe::describe;

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    event::Event,
    filter::Filter,
    index::Snapshot,
    layer::{Feature, edtf, write_features},
    space::{Bbox, LATITUDE_MAX, LonLat, Tile},
};

/// The most events that a tile holds one by one.
pub const FEATURES_MAX: usize = 1_500;

/// How far in degrees the box of a tile is widened before its events are looked up, so that rounding
/// at its edges leaves none out: 1 cm.
const MARGIN_DEGREES: f64 = 1e-7;

/// What a tile shows. Every located event that meets the filter is in exactly one tile of a zoom: a
/// tile owns its western and northern edges.
#[derive(Debug, PartialEq)]
pub enum Content<'s> {
    /// Its events, in the canonical order.
    Events(Vec<&'s Event>),
    /// Its events by cells of a grid, row by row.
    Cells(Vec<Cell<'s>>),
}

impl<'s> Content<'s> {
    /// The events of a tile that meet the filter.
    #[must_use]
    pub fn of(snapshot: &'s Snapshot, tile: Tile, filter: &Filter) -> Self {
        let rows = snapshot.rows_within(filter, Some(search_box(tile)));
        let events = rows.into_iter().map(|row| &snapshot.entry(row).event);
        let inside: Vec<&Event> = events
            .filter(|event| position(event).is_some_and(|at| tile.contains(at)))
            .collect();
        if inside.len() <= FEATURES_MAX {
            Self::Events(inside)
        } else {
            Self::Cells(cells::cells(tile, &inside))
        }
    }

    /// Writes the tile as a `GeoJSON` feature collection in WGS 84.
    ///
    /// # Errors
    ///
    /// When `to` cannot be written to.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        match self {
            Self::Events(events) => write_features(events.iter().map(|it| Sign::feature(it)), to)?,
            Self::Cells(cells) => write_cells(cells, to)?,
        }
        to.write_all(b"]}")
    }
}

/// Writes each cell as a cluster, and one that holds a single event as that event.
fn write_cells(cells: &[Cell], to: &mut impl Write) -> io::Result<()> {
    let value = |cell: &Cell| match cell.events[..] {
        [only] => serde_json::to_value(Sign::feature(only)),
        _ => serde_json::to_value(cell.feature()),
    };
    let features = cells.iter().map(value).collect::<Result<Vec<_>, _>>()?;
    write_features(features.iter(), to)
}

/// What the map needs to draw an event.
#[derive(Debug, Serialize)]
struct Sign<'e> {
    id: &'e str,
    event_type: &'static str,
    event_group: &'static str,
    where_prec: Option<u8>,
    geo_precision: Option<u8>,
    uncertainty_m: Option<u32>,
    status: &'static str,
    title: &'e str,
    event_date: Option<String>,
    event_date_edtf: Option<String>,
    planned: bool,
    location: Option<&'e str>,
}

impl<'e> Sign<'e> {
    fn feature(event: &'e Event) -> Feature<'e, Self> {
        let place = event.location.as_ref();
        let sign = Self {
            id: &event.id,
            event_type: event.event_type.as_str(),
            event_group: event.event_type.group().as_str(),
            where_prec: place.map(|place| place.where_prec.into()),
            geo_precision: place.map(|place| place.where_prec.geo_precision() as u8),
            uncertainty_m: place.map(|place| place.uncertainty_m),
            status: event.status.as_str(),
            title: &event.title,
            event_date: event.date.map(|date| date.first().to_string()),
            event_date_edtf: event.date.map(edtf),
            planned: event.planned,
            location: place.map(|place| place.name.as_str()),
        };
        Feature::new(Some(&event.id), position(event), sign)
    }
}

fn position(event: &Event) -> Option<LonLat> {
    event.location.as_ref().map(|place| place.position)
}

/// A box that holds every position of the tile. The outermost rows reach to the poles, because
/// positions beyond the square are drawn on its edge.
fn search_box(tile: Tile) -> Bbox {
    let [west, south, east, north] = tile.bbox().edges();
    let south = if south <= -LATITUDE_MAX + MARGIN_DEGREES {
        -90.0
    } else {
        south - MARGIN_DEGREES
    };
    let north = if north >= LATITUDE_MAX - MARGIN_DEGREES {
        90.0
    } else {
        north + MARGIN_DEGREES
    };
    let (west, east) = (
        (west - MARGIN_DEGREES).max(-180.0),
        (east + MARGIN_DEGREES).min(180.0),
    );
    Bbox::new(west, south, east, north).unwrap_or(Bbox::WORLD)
}
