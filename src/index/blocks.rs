use std::ops::Range;

use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::{
    area::{Area, Edges, Side},
    column::Column,
    tally::{Packed, Tally},
};

/// How many blocks, or runs of blocks, are counted together.
const FAN_OUT: usize = 16;

/// The level of the runs that the R-tree holds, where there are so many: 256 blocks each. Below it bounds are compared
/// in turn, which is cheaper for neighbours on the curve than a tree down to the blocks, and takes less memory.
const TREE_LEVEL: usize = 2;

/// A run of blocks within its bounds.
type Leaf = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// What is known of blocks of neighbours on the curve, of runs of so many blocks, of runs of those, and so on, so
/// that a box finds its blocks, and any stretch of them is counted with a few additions.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The cells that bound each block.
    pub(super) edges: Column<Edges>,
    pub(super) counts: Column<Packed>,
    /// The runs of [`FAN_OUT`] blocks, then of as many of those, and so on.
    runs: Vec<Level>,
    /// The runs of [`Blocks::tree_level`].
    tree: RTree<Leaf>,
}

#[derive(Debug)]
struct Level {
    edges: Vec<Edges>,
    tallies: Vec<Tally>,
}

impl Blocks {
    /// Blocks of which each has been counted.
    pub(super) fn of(tallies: &[Tally]) -> Self {
        let edges: Vec<Edges> = tallies.iter().map(|it| it.edges).collect();
        let counts: Vec<Packed> = tallies.iter().map(Tally::packed).collect();
        Self::put_up(edges.into(), counts.into())
    }

    /// The same of what was counted before; there are as many edges as counts.
    pub(super) fn put_up(edges: Column<Edges>, counts: Column<Packed>) -> Self {
        let mut blocks = Self {
            edges,
            counts,
            runs: Vec::new(),
            tree: RTree::new(),
        };
        let mut length = blocks.len();
        while length > FAN_OUT {
            let level = blocks.runs.len();
            let runs = (0..length).step_by(FAN_OUT);
            let joined = |start: usize| {
                let mut tally = Tally::EMPTY;
                blocks.join_all(level, start..length.min(start + FAN_OUT), &mut tally);
                tally
            };
            let tallies: Vec<Tally> = runs.map(joined).collect();
            length = tallies.len();
            blocks.runs.push(Level {
                edges: tallies.iter().map(|it| it.edges).collect(),
                tallies,
            });
        }
        let bounds = blocks.edges(blocks.tree_level()).iter().enumerate();
        let leaves = bounds.map(|(run, edges)| Leaf::new(Rectangle::from_aabb(aabb(*edges)), run));
        blocks.tree = RTree::bulk_load(leaves.collect());
        blocks
    }

    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }

    /// The edges of blocks, or of the runs of a level.
    fn edges(&self, level: usize) -> &[Edges] {
        match level.checked_sub(1) {
            None => self.edges.values(),
            Some(level) => &self.runs[level].edges,
        }
    }

    /// Calls `found` with stretches of the wanted blocks, ascending, that together hold every event of the area, and
    /// with whether they hold no other.
    pub(super) fn search(
        &self,
        area: &Area,
        wanted: &Range<usize>,
        found: &mut impl FnMut(Range<usize>, bool),
    ) {
        for run in self.touching(area) {
            self.descend(area, wanted, self.tree_level(), run..run + 1, found);
        }
    }

    /// The level of the runs that the tree holds.
    fn tree_level(&self) -> usize {
        self.runs.len().min(TREE_LEVEL)
    }

    /// The runs of the tree that touch the area, ascending.
    fn touching(&self, area: &Area) -> Vec<usize> {
        let boxes = area.outer().map(aabb);
        let found = boxes.flat_map(|it| self.tree.locate_in_envelope_intersecting(it));
        let mut runs: Vec<usize> = found.map(|leaf| leaf.data).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    }

    fn descend(
        &self,
        area: &Area,
        wanted: &Range<usize>,
        level: usize,
        runs: Range<usize>,
        found: &mut impl FnMut(Range<usize>, bool),
    ) {
        let width = FAN_OUT.pow(u32::try_from(level).unwrap_or(u32::MAX));
        let start = runs.start;
        for (at, edges) in (start..).zip(&self.edges(level)[runs]) {
            let side = area.side(*edges);
            if side == Side::Outside {
                continue;
            }
            let blocks = (at * width).max(wanted.start)..((at + 1) * width).min(wanted.end);
            if blocks.is_empty() {
                continue;
            }
            if side == Side::Inside || level == 0 {
                found(blocks, side == Side::Inside);
            } else {
                let below = self.edges(level - 1).len().min((at + 1) * FAN_OUT);
                self.descend(area, wanted, level - 1, at * FAN_OUT..below, found);
            }
        }
    }

    /// Joins the tallies of a stretch of blocks into one.
    pub(super) fn join(&self, mut blocks: Range<usize>, into: &mut Tally) {
        for level in 0..=self.runs.len() {
            if blocks.len() < 2 * FAN_OUT || level == self.runs.len() {
                return self.join_all(level, blocks, into);
            }
            let whole = blocks.start.div_ceil(FAN_OUT)..blocks.end / FAN_OUT;
            self.join_all(level, blocks.start..whole.start * FAN_OUT, into);
            self.join_all(level, whole.end * FAN_OUT..blocks.end, into);
            blocks = whole;
        }
    }

    /// Joins the tallies of some blocks, or of some runs of a level, one by one.
    fn join_all(&self, level: usize, some: Range<usize>, into: &mut Tally) {
        if let Some(level) = level.checked_sub(1) {
            let tallies = &self.runs[level].tallies[some];
            return tallies.iter().for_each(|it| into.join(it));
        }
        let edges = &self.edges.values()[some.clone()];
        for (counts, edges) in self.counts.values()[some].iter().zip(edges) {
            into.join_packed(counts, *edges);
        }
    }
}

fn aabb(edges: Edges) -> AABB<[f64; 2]> {
    let [west, north, east, south] = edges.map(f64::from);
    AABB::from_corners([west, north], [east, south])
}
