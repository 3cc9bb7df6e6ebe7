//! Events as tiles of the web map: at most [`FEATURES_MAX`] of them one by one, more as counted cells,
//! so that a tile stays small and no event is out of reach.

mod cells;
mod describe;
mod encoding;
mod sign;
mod style;
mod vector;

pub use describe::describe;
pub use encoding::Encoding;
pub use style::style;

use std::io::{self, Write};

use crate::{
    event::Event,
    filter::Filter,
    index::{Cell, Snapshot},
    layer::write_features,
    space::Tile,
};
use cells::Cluster;
use sign::Sign;
use vector::VectorTile;

/// The most events that a tile holds one by one.
pub const FEATURES_MAX: usize = 1_500;

/// How many zooms deeper than its tile a cell is: 16 by 16 cells a tile.
const CELL_ZOOMS: u8 = 4;

/// What a tile shows. Every located event that meets the filter is in exactly one tile of a zoom: a
/// tile owns its western and northern edges.
#[derive(Debug, PartialEq)]
pub enum Content {
    /// Its events, in the canonical order.
    Events(Vec<Event>),
    /// Its events counted by the cells of a grid, row by row, a cell of one event with that event.
    Cells(Vec<(Cell, Option<Event>)>),
}

impl Content {
    /// The events of a tile that meet the filter.
    #[must_use]
    pub fn of(snapshot: &Snapshot, tile: Tile, filter: &Filter) -> Self {
        let event = |row| snapshot.entry(row).event;
        let cells = snapshot.tile_cells(filter, tile, CELL_ZOOMS);
        if cells.iter().map(|cell| cell.count).sum::<usize>() <= FEATURES_MAX {
            let rows = snapshot.tile_rows(filter, tile);
            return Self::Events(rows.into_iter().map(event).collect());
        }
        let one = |cell: Cell| {
            let only = (cell.count == 1).then(|| event(cell.row));
            (cell, only)
        };
        Self::Cells(cells.into_iter().map(one).collect())
    }

    /// Writes the tile.
    ///
    /// # Errors
    ///
    /// When `to` cannot be written to.
    pub fn write(&self, tile: Tile, encoding: Encoding, to: &mut impl Write) -> io::Result<()> {
        match encoding {
            Encoding::GeoJson => self.write_geojson(to),
            Encoding::Vector => to.write_all(&self.vector(tile)?.encode()),
        }
    }

    fn write_geojson(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        match self {
            Self::Events(events) => write_features(events.iter().map(Sign::feature), to)?,
            Self::Cells(cells) => write_cells(cells, to)?,
        }
        to.write_all(b"]}")
    }

    fn vector(&self, tile: Tile) -> io::Result<VectorTile> {
        let empty = VectorTile::new(tile)?;
        match self {
            Self::Events(events) => events.iter().try_fold(empty, with_event),
            Self::Cells(cells) => cells
                .iter()
                .try_fold(empty, |tile, (cell, only)| match only {
                    Some(event) => with_event(tile, event),
                    None => tile.with(cell.center, &Cluster::of(cell)),
                }),
        }
    }
}

fn with_event(tile: VectorTile, event: &Event) -> io::Result<VectorTile> {
    match sign::position(event) {
        Some(at) => tile.with(at, &Sign::of(event)),
        None => Ok(tile),
    }
}

/// Writes each cell as a cluster, and one that holds a single event as that event.
fn write_cells(cells: &[(Cell, Option<Event>)], to: &mut impl Write) -> io::Result<()> {
    let value = |(cell, only): &(Cell, Option<Event>)| match only {
        Some(event) => serde_json::to_value(Sign::feature(event)),
        None => serde_json::to_value(Cluster::feature(cell)),
    };
    let features = cells.iter().map(value).collect::<Result<Vec<_>, _>>()?;
    write_features(features.iter(), to)
}
