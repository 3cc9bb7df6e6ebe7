use std::ops::Range;

use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::{
    area::Edges,
    columns::Columns,
    curve::{curve, stretch},
    tally::{Tallies, Tally},
};
use crate::space::Tile;

/// How many events, neighbours on the curve, share a leaf of the tree.
pub(super) const BLOCK_EVENTS: usize = 128;

type Block = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// Located events along the curve, in blocks that a tree finds: all of them, or those of a stretch of
/// time.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Where they stand in the columns, ascending; without a list, all that are located.
    listed: Option<Vec<u32>>,
    len: usize,
    blocks: RTree<Block>,
    tallies: Tallies,
}

/// Places in the columns.
#[derive(Debug)]
pub(super) enum Places<'i> {
    /// One after the other.
    Run(Range<usize>),
    /// As listed.
    Listed(&'i [u32]),
}

impl Places<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Run(range) => range.len(),
            Self::Listed(listed) => listed.len(),
        }
    }

    pub(super) fn for_each(self, mut each: impl FnMut(usize)) {
        match self {
            Self::Run(range) => range.for_each(each),
            Self::Listed(listed) => listed.iter().for_each(|at| each(*at as usize)),
        }
    }
}

impl Order {
    /// The order of all located events, or of those listed.
    pub(super) fn of(columns: &Columns, listed: Option<Vec<u32>>) -> Self {
        let len = listed.as_ref().map_or(columns.located, Vec::len);
        let mut order = Self {
            listed,
            len,
            ..Self::default()
        };
        let ranges = (0..len.div_ceil(BLOCK_EVENTS)).map(|block| order.block(block));
        let tallies: Vec<Tally> = ranges.map(|range| order.counted(columns, range)).collect();
        let leaves = tallies.iter().enumerate();
        let leaves = leaves.map(|(block, tally)| {
            GeomWithData::new(Rectangle::from_aabb(aabb(tally.edges)), block)
        });
        order.blocks = RTree::bulk_load(leaves.collect());
        order.tallies = Tallies::of(tallies);
        order
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Where an event of the order stands in the columns.
    pub(super) fn place(&self, at: usize) -> usize {
        self.listed
            .as_ref()
            .map_or(at, |listed| listed[at] as usize)
    }

    /// Where the events of a range stand in the columns.
    pub(super) fn places(&self, range: Range<usize>) -> Places<'_> {
        match &self.listed {
            Some(listed) => Places::Listed(&listed[range]),
            None => Places::Run(range),
        }
    }

    /// The events of a block.
    pub(super) fn block(&self, block: usize) -> Range<usize> {
        let start = block * BLOCK_EVENTS;
        start..self.len.min(start + BLOCK_EVENTS)
    }

    /// The cells that bound a block.
    pub(super) fn edges(&self, block: usize) -> Edges {
        self.tallies.blocks()[block].edges
    }

    /// The blocks that touch a box, each once.
    pub(super) fn blocks_of(&self, boxes: impl Iterator<Item = Edges>) -> Vec<usize> {
        let touching = |edges| self.blocks.locate_in_envelope_intersecting(aabb(edges));
        let mut blocks: Vec<_> = boxes.flat_map(touching).map(|block| block.data).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    /// The events of a tile.
    pub(super) fn tile(&self, columns: &Columns, tile: Tile) -> Range<usize> {
        let stretch = stretch(tile);
        let start = self.first_beyond(columns, 0, |code| code < *stretch.start());
        start..self.first_beyond(columns, start, |code| code <= *stretch.end())
    }

    /// The first event from one on whose place on the curve is no longer `before`.
    pub(super) fn first_beyond(
        &self,
        columns: &Columns,
        from: usize,
        before: impl Fn(u64) -> bool,
    ) -> usize {
        let (mut low, mut high) = (from, self.len);
        while low < high {
            let middle = low.midpoint(high);
            if before(self.code(columns, middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// How far along the curve an event of the order stands.
    pub(super) fn code(&self, columns: &Columns, at: usize) -> u64 {
        curve(columns.cell[self.place(at)])
    }

    /// Counts the events of a range, whole blocks at once.
    pub(super) fn count(&self, columns: &Columns, range: Range<usize>, into: &mut Tally) {
        let whole = range.start.div_ceil(BLOCK_EVENTS)..range.end / BLOCK_EVENTS;
        if whole.is_empty() {
            return range.for_each(|at| into.add(columns, self.place(at)));
        }
        let head = range.start..whole.start * BLOCK_EVENTS;
        let tail = whole.end * BLOCK_EVENTS..range.end;
        self.tallies.join(whole, into);
        head.chain(tail)
            .for_each(|at| into.add(columns, self.place(at)));
    }

    fn counted(&self, columns: &Columns, range: Range<usize>) -> Tally {
        let mut tally = Tally::EMPTY;
        range.for_each(|at| tally.add(columns, self.place(at)));
        tally
    }
}

fn aabb(edges: Edges) -> AABB<[f64; 2]> {
    let [west, north, east, south] = edges.map(f64::from);
    AABB::from_corners([west, north], [east, south])
}
