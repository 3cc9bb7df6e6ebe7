use super::order::BLOCK_EVENTS;
use crate::space::{Bbox, LonLat, grid_of};

/// Columns and rows of the grid that bound a box: west, north, east, south, all included.
pub(super) type Edges = [u32; 4];

/// How cells lie to an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// No position in them is in it.
    Outside,
    /// Some may be.
    Partly,
    /// Every one is.
    Inside,
}

/// A box that cells of the grid are tested against without a wrong answer: for those on its edge the
/// position itself is looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    bbox: Bbox,
    /// What lies on each side of the antimeridian.
    parts: [Option<Part>; 2],
}

#[derive(Debug, Clone, Copy)]
struct Part {
    /// Every position of the box lies in one of these cells.
    outer: Edges,
    /// Every position in one of these cells is in the box.
    inner: Edges,
}

impl Area {
    pub(super) fn of(bbox: Bbox) -> Self {
        let mut parts = bbox.corners().map(Part::of);
        Self {
            bbox,
            parts: [parts.next(), parts.next()],
        }
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().flatten()
    }

    /// The boxes of cells that hold every position of the area.
    pub(super) fn outer(&self) -> impl Iterator<Item = Edges> {
        self.parts().map(|part| part.outer)
    }

    /// Adds the numbers, from `first` on, of those cells that may hold a position of the area. At most
    /// [`BLOCK_EVENTS`] of them are looked at.
    pub(super) fn near(&self, cells: &[[u32; 2]], first: u32, met: &mut Vec<u32>) {
        let mut is_near = [false; BLOCK_EVENTS];
        for part in self.parts() {
            let [west, north, east, south] = part.outer;
            // Without a branch, so that several cells are compared at once.
            for (is_near, [x, y]) in is_near.iter_mut().zip(cells) {
                *is_near |= (x.wrapping_sub(west) <= east - west)
                    & (y.wrapping_sub(north) <= south - north);
            }
        }
        let near = (first..).zip(is_near).take(cells.len());
        met.extend(near.filter(|(_, is_near)| *is_near).map(|(at, _)| at));
    }

    /// Whether a position in the cell may be in the area.
    pub(super) fn is_near(&self, [x, y]: [u32; 2]) -> bool {
        let near = |[west, north, east, south]: Edges| {
            (x.wrapping_sub(west) <= east - west) & (y.wrapping_sub(north) <= south - north)
        };
        self.parts().any(|part| near(part.outer))
    }

    /// How the cells lie to the area.
    pub(super) fn side(&self, [west, north, east, south]: Edges) -> Side {
        let touches =
            |it: Edges| it[0] <= east && west <= it[2] && it[1] <= south && north <= it[3];
        let holds = |it: Edges| it[0] <= west && it[1] <= north && east <= it[2] && south <= it[3];
        if !self.parts().any(|part| touches(part.outer)) {
            Side::Outside
        } else if self.parts().any(|part| holds(part.inner)) {
            Side::Inside
        } else {
            Side::Partly
        }
    }

    /// Whether a position in the cell is in the area; `exact` gives the position.
    pub(super) fn holds(&self, [x, y]: [u32; 2], exact: impl FnOnce() -> LonLat) -> bool {
        let holds =
            |[west, north, east, south]: Edges| west <= x && x <= east && north <= y && y <= south;
        self.parts().any(|part| holds(part.inner))
            || (self.parts().any(|part| holds(part.outer)) && self.bbox.contains(exact()))
    }
}

impl Part {
    /// The cells of a box that does not cross the antimeridian. Those of its edge are left to an exact
    /// test, and one more on each side, because a projection in floating point may be off by one.
    fn of([south_west, north_east]: [LonLat; 2]) -> Self {
        let ([west, south], [east, north]) = (grid_of(south_west), grid_of(north_east));
        Self {
            outer: [
                west.saturating_sub(1),
                north.saturating_sub(1),
                east.saturating_add(1),
                south.saturating_add(1),
            ],
            inner: [
                west.saturating_add(1),
                north.saturating_add(1),
                east.saturating_sub(1),
                south.saturating_sub(1),
            ],
        }
    }
}
