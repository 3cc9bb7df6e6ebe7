use fast_mvt::MvtValueRef;
use serde::Serialize;

use super::vector::{Properties, text};
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
    pub(super) fn of(cell: &Cell) -> Self {
        let [west, south, east, north] = cell.extent.edges().map(degrees);
        Self {
            cluster: true,
            point_count: cell.count,
            types: types(cell),
            west,
            south,
            east,
            north,
        }
    }

    pub(super) fn feature(cell: &Cell) -> Feature<'static, Self> {
        Feature::new(None, Some(cell.center), Self::of(cell))
    }
}

impl Properties<7> for Cluster {
    fn tags(&self) -> [(&'static str, MvtValueRef<'_>); 7] {
        [
            ("cluster", MvtValueRef::Bool(self.cluster)),
            ("point_count", MvtValueRef::UInt(self.point_count as u64)),
            ("types", text(Some(&self.types))),
            ("west", MvtValueRef::Double(self.west)),
            ("south", MvtValueRef::Double(self.south)),
            ("east", MvtValueRef::Double(self.east)),
            ("north", MvtValueRef::Double(self.north)),
        ]
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
