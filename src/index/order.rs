use std::ops::Range;

use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::{
    area::Edges,
    column::Column,
    columns::View,
    curve::{curve, stretch},
    tally::{Tallies, Tally},
};
use crate::space::Tile;

/// How many events, neighbours on the curve, share a leaf of the tree.
pub(super) const BLOCK_EVENTS: usize = 128;

type Block = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// Located events along the curve, in blocks that a tree finds: all of them, or those of a stretch of
/// time.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Without a list, all that are located.
    listed: Option<Listed>,
    len: usize,
    blocks: RTree<Block>,
    tallies: Tallies,
}

/// Some of the events, ascending by where they stand in the columns.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) place: Column<u32>,
    /// Their spans of days once more, so that a look at the time stays within the list.
    pub(super) span: Column<u32>,
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
    pub(super) fn of(columns: &View<'_>, listed: Option<Listed>) -> Self {
        let len = listed
            .as_ref()
            .map_or(columns.located, |listed| listed.place.len());
        let mut order = Self {
            listed,
            len,
            ..Self::default()
        };
        let ranges = (0..len.div_ceil(BLOCK_EVENTS)).map(|block| order.block(block));
        let tallies = ranges.map(|range| order.counted(columns, range)).collect();
        order.put_up(tallies);
        order
    }

    /// The order whose blocks were counted before; none if there are not as many blocks as tallies.
    pub(super) fn counted_before(
        len: usize,
        listed: Option<Listed>,
        tallies: Vec<Tally>,
    ) -> Option<Self> {
        let mut order = Self {
            listed,
            len,
            ..Self::default()
        };
        (tallies.len() == len.div_ceil(BLOCK_EVENTS)).then(|| order.put_up(tallies))?;
        Some(order)
    }

    fn put_up(&mut self, tallies: Vec<Tally>) {
        let leaves = (0..).zip(&tallies).map(|(block, tally)| {
            GeomWithData::new(Rectangle::from_aabb(aabb(tally.edges)), block)
        });
        self.blocks = RTree::bulk_load(leaves.collect());
        self.tallies = Tallies::of(tallies);
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn listed(&self) -> Option<&Listed> {
        self.listed.as_ref()
    }

    /// One tally for each block.
    pub(super) fn tallies(&self) -> &[Tally] {
        self.tallies.blocks()
    }

    /// Where the events of a range stand in the columns.
    pub(super) fn places(&self, range: Range<usize>) -> Places<'_> {
        match &self.listed {
            Some(listed) => Places::Listed(&listed.place.values()[range]),
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

    /// The blocks that touch one of the boxes, each once.
    pub(super) fn blocks_of(&self, boxes: impl Iterator<Item = Edges>) -> Vec<usize> {
        let (mut blocks, mut asked) = (Vec::new(), 0);
        for edges in boxes {
            let touching = self.blocks.locate_in_envelope_intersecting(aabb(edges));
            blocks.extend(touching.map(|block| block.data as usize));
            asked += 1;
        }
        if asked > 1 {
            blocks.sort_unstable();
            blocks.dedup();
        }
        blocks
    }

    /// The events of a tile.
    pub(super) fn tile(&self, columns: &View<'_>, tile: Tile) -> Range<usize> {
        let stretch = stretch(tile);
        let start = self.first_beyond(columns, 0, |code| code < *stretch.start());
        start..self.first_beyond(columns, start, |code| code <= *stretch.end())
    }

    /// The first event from one on whose place on the curve is no longer `before`.
    pub(super) fn first_beyond(
        &self,
        columns: &View<'_>,
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
    pub(super) fn code(&self, columns: &View<'_>, at: usize) -> u64 {
        let listed = self.listed.as_ref();
        let place = listed.map_or(at, |listed| listed.place.values()[at] as usize);
        curve(columns.cell[place])
    }

    /// Counts the events of a range, whole blocks at once.
    pub(super) fn count(&self, columns: &View<'_>, range: Range<usize>, into: &mut Tally) {
        let whole = range.start.div_ceil(BLOCK_EVENTS)..range.end / BLOCK_EVENTS;
        let mut each = |range| self.places(range).for_each(|at| into.add(columns, at));
        if whole.is_empty() {
            return each(range);
        }
        each(range.start..whole.start * BLOCK_EVENTS);
        each(whole.end * BLOCK_EVENTS..range.end);
        self.tallies.join(whole, into);
    }

    fn counted(&self, columns: &View<'_>, range: Range<usize>) -> Tally {
        let mut tally = Tally::EMPTY;
        self.places(range).for_each(|at| tally.add(columns, at));
        tally
    }
}

fn aabb(edges: Edges) -> AABB<[f64; 2]> {
    let [west, north, east, south] = edges.map(f64::from);
    AABB::from_corners([west, north], [east, south])
}
