use serde::Serialize;

use crate::{
    index::Cell,
    layer::{Feature, degrees},
};

/// A cell as the map draws it.
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

impl Cluster {
    pub(super) fn feature(cell: &Cell) -> Feature<'static, Self> {
        let [west, south, east, north] = cell.extent.edges().map(degrees);
        let cluster = Self {
            cluster: true,
            point_count: cell.count,
            types: types(cell),
            west,
            south,
            east,
            north,
        };
        Feature::new(None, Some(cell.center), cluster)
    }
}

/// The count of each type, `battle:3;protest:12`.
fn types(cell: &Cell) -> String {
    let words = cell
        .types
        .iter()
        .map(|(kind, count)| format!("{}:{count}", kind.as_str()));
    words.collect::<Vec<_>>().join(";")
}
