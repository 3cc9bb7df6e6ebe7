//! Events as tiles of the web map: at most [`FEATURES_MAX`] of them one by one, more as counted cells,
//! so that a tile stays small and no event is out of reach.

mod cells;
mod describe;

pub use describe::describe;

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    event::Event,
    filter::Filter,
    index::{Cell, Snapshot},
    layer::{Feature, edtf, write_features},
    space::Tile,
};
use cells::Cluster;

/// The most events that a tile holds one by one.
pub const FEATURES_MAX: usize = 1_500;

/// How many zooms deeper than its tile a cell is: 16 by 16 cells a tile.
const CELL_ZOOMS: u8 = 4;

/// What a tile shows. Every located event that meets the filter is in exactly one tile of a zoom: a
/// tile owns its western and northern edges.
#[derive(Debug, PartialEq)]
pub enum Content<'s> {
    /// Its events, in the canonical order.
    Events(Vec<&'s Event>),
    /// Its events counted by the cells of a grid, row by row, each cell with one of its events.
    Cells(Vec<(Cell, &'s Event)>),
}

impl<'s> Content<'s> {
    /// The events of a tile that meet the filter.
    #[must_use]
    pub fn of(snapshot: &'s Snapshot, tile: Tile, filter: &Filter) -> Self {
        let event = |row| &snapshot.entry(row).event;
        let cells = snapshot.tile_cells(filter, tile, CELL_ZOOMS);
        if cells.iter().map(|cell| cell.count).sum::<usize>() <= FEATURES_MAX {
            let rows = snapshot.tile_rows(filter, tile);
            return Self::Events(rows.into_iter().map(event).collect());
        }
        let one = |cell: Cell| {
            let row = cell.row;
            (cell, event(row))
        };
        Self::Cells(cells.into_iter().map(one).collect())
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
fn write_cells(cells: &[(Cell, &Event)], to: &mut impl Write) -> io::Result<()> {
    let value = |(cell, event): &(Cell, &Event)| match cell.count {
        1 => serde_json::to_value(Sign::feature(event)),
        _ => serde_json::to_value(Cluster::feature(cell)),
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
        Feature::new(Some(&event.id), place.map(|place| place.position), sign)
    }
}
