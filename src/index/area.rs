use crate::space::{Bbox, LonLat};

/// Units of the position columns in a degree.
const UNITS_PER_DEGREE: f64 = 1e7;

/// A degree in the columns' unit, rounded to the nearest.
#[expect(
    clippy::cast_possible_truncation,
    reason = "180 degrees are 1.8e9 units, which fit"
)]
pub(super) fn units(degrees: f64) -> i32 {
    (degrees * UNITS_PER_DEGREE).round() as i32
}

/// Edges in the columns' unit: west, south, east, north, all included.
pub(super) type Edges = [i32; 4];

/// A box that rounded positions are tested against without a wrong answer: those close to its edge,
/// where the rounding matters, are looked up in full.
#[derive(Debug, Clone)]
pub(super) struct Area {
    bbox: Bbox,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy)]
struct Part {
    /// Every position of the box rounds into these.
    outer: Edges,
    /// Every position that rounds into these is in the box.
    inner: Edges,
}

impl Area {
    pub(super) fn of(bbox: Bbox) -> Self {
        Self {
            bbox,
            parts: bbox.parts().map(Part::of).collect(),
        }
    }

    /// Boxes that together hold every rounded position of the area, and few others.
    pub(super) fn outer(&self) -> impl Iterator<Item = Edges> {
        self.parts.iter().map(|part| part.outer)
    }

    /// Whether every position that rounds into the edges is in the area.
    pub(super) fn holds_all(&self, [west, south, east, north]: Edges) -> bool {
        let holds = |it: Edges| it[0] <= west && it[1] <= south && east <= it[2] && north <= it[3];
        self.parts.iter().any(|part| holds(part.inner))
    }

    /// Whether the position is in the area; `exact` gives it unrounded.
    pub(super) fn holds(&self, lon: i32, lat: i32, exact: impl FnOnce() -> LonLat) -> bool {
        let holds = |[west, south, east, north]: Edges| {
            west <= lon && lon <= east && south <= lat && lat <= north
        };
        self.parts.iter().any(|part| holds(part.inner))
            || (self.parts.iter().any(|part| holds(part.outer)) && self.bbox.contains(exact()))
    }
}

impl Part {
    fn of(edges: [f64; 4]) -> Self {
        let [west, south, east, north] = edges.map(units);
        Self {
            outer: [west - 1, south - 1, east + 1, north + 1],
            inner: [west + 1, south + 1, east - 1, north - 1],
        }
    }
}
