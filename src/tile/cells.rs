use std::collections::BTreeMap;

use serde::Serialize;

use super::position;
use crate::{
    event::{Event, EventType},
    layer::{Feature, degrees},
    space::{Bbox, LonLat, TILE_ZOOM_MAX, Tile},
};

/// How many zooms deeper than its tile a cell is: 16 by 16 cells a tile.
const CELL_ZOOMS: u8 = 4;

/// The events of one cell of a tile's grid.
#[derive(Debug, PartialEq)]
pub struct Cell<'s> {
    /// Its events, in the canonical order; at least one.
    pub events: Vec<&'s Event>,
    /// The mean of their positions.
    pub center: LonLat,
    /// The smallest box around them.
    pub extent: Bbox,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "cluster is the property's name")]
pub(super) struct Cluster {
    cluster: bool,
    point_count: usize,
    types: String,
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

/// The events of a tile by cells, row by row from the north-west.
pub(super) fn cells<'s>(tile: Tile, events: &[&'s Event]) -> Vec<Cell<'s>> {
    let zoom = (tile.zoom() + CELL_ZOOMS).min(TILE_ZOOM_MAX);
    let mut grid: BTreeMap<(u32, u32), Vec<&Event>> = BTreeMap::new();
    for event in events {
        if let Some(cell) = position(event).and_then(|at| Tile::at(at, zoom).ok()) {
            grid.entry((cell.row(), cell.column()))
                .or_default()
                .push(event);
        }
    }
    grid.into_values().filter_map(Cell::of).collect()
}

impl<'s> Cell<'s> {
    fn of(events: Vec<&'s Event>) -> Option<Self> {
        let positions = || events.iter().filter_map(|event| position(event));
        let extent = Bbox::around(positions())?;
        let [lon, lat] = positions().fold([0.0, 0.0], |[lon, lat], at| {
            [lon + at.lon(), lat + at.lat()]
        });
        let count = count(events.len());
        let center = LonLat::new(lon / count, lat / count).ok()?;
        Some(Self {
            events,
            center,
            extent,
        })
    }

    pub(super) fn feature(&self) -> Feature<'static, Cluster> {
        let [west, south, east, north] = self.extent.edges().map(degrees);
        let cluster = Cluster {
            cluster: true,
            point_count: self.events.len(),
            types: types(&self.events),
            west,
            south,
            east,
            north,
        };
        Feature::new(None, Some(self.center), cluster)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a mean of more than 2^52 events needs no exact count"
)]
fn count(events: usize) -> f64 {
    events as f64
}

/// The count of each type, `battle:3;protest:12`, in the order of the taxonomy.
fn types(events: &[&Event]) -> String {
    let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
    for event in events {
        *counts.entry(event.event_type).or_default() += 1;
    }
    let words = counts
        .iter()
        .map(|(kind, count)| format!("{}:{count}", kind.as_str()));
    words.collect::<Vec<_>>().join(";")
}
