use std::ops::Range;

use super::{
    area::Area,
    blocks::Blocks,
    column::{Column, Numbers},
    columns::View,
    curve::{curve, stretch},
    tally::{PACKED_EVENTS_MAX, Tally},
};
use crate::space::Tile;

/// How many events, neighbours on the curve, share a block.
pub(super) const BLOCK_EVENTS: usize = 64;

const _: () = assert!(BLOCK_EVENTS <= PACKED_EVENTS_MAX);

/// Located events along the curve, in blocks: all of them, or those of a stretch of time.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Without a list, all that are located.
    listed: Option<Listed>,
    len: usize,
    blocks: Blocks,
}

/// Some of the events, ascending by where they stand in the columns.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) place: Column<u32>,
    /// Their spans of days once more, so that a look at the time stays within the list.
    pub(super) span: Numbers,
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
        let ranges = (0..len.div_ceil(BLOCK_EVENTS)).map(|block| order.events(block..block + 1));
        let tallies: Vec<Tally> = ranges.map(|range| order.counted(columns, range)).collect();
        order.blocks = Blocks::of(&tallies);
        order
    }

    /// The order whose blocks were counted before; none if there are not as many as the events need.
    pub(super) fn counted_before(
        len: usize,
        listed: Option<Listed>,
        blocks: Blocks,
    ) -> Option<Self> {
        (blocks.len() == len.div_ceil(BLOCK_EVENTS)).then_some(Self {
            listed,
            len,
            blocks,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn listed(&self) -> Option<&Listed> {
        self.listed.as_ref()
    }

    pub(super) fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// Where the events of a range stand in the columns.
    pub(super) fn places(&self, range: Range<usize>) -> Places<'_> {
        match &self.listed {
            Some(listed) => Places::Listed(&listed.place.values()[range]),
            None => Places::Run(range),
        }
    }

    /// The events of some blocks.
    fn events(&self, blocks: Range<usize>) -> Range<usize> {
        let [start, end] = [blocks.start, blocks.end].map(|block| block * BLOCK_EVENTS);
        start.min(self.len)..end.min(self.len)
    }

    /// Calls `found` with ranges of the wanted events, ascending, that together hold all of them in the area, and
    /// with whether they hold no other.
    pub(super) fn search(
        &self,
        area: &Area,
        wanted: &Range<usize>,
        mut found: impl FnMut(Range<usize>, bool),
    ) {
        let blocks = wanted.start / BLOCK_EVENTS..wanted.end.div_ceil(BLOCK_EVENTS);
        self.blocks.search(area, &blocks, &mut |blocks, is_inside| {
            let events = self.events(blocks);
            let events = events.start.max(wanted.start)..events.end.min(wanted.end);
            found(events, is_inside);
        });
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
            if before(curve(self.cell(columns, middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The cell of an event of the order.
    pub(super) fn cell(&self, columns: &View<'_>, at: usize) -> [u32; 2] {
        columns.cell[self.place(at)]
    }

    fn place(&self, at: usize) -> usize {
        let listed = self.listed.as_ref();
        listed.map_or(at, |listed| listed.place.values()[at] as usize)
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
        self.blocks.join(whole, into);
        into.any = u32::try_from(self.place(range.start)).unwrap_or(u32::MAX);
    }

    fn counted(&self, columns: &View<'_>, range: Range<usize>) -> Tally {
        let mut tally = Tally::EMPTY;
        self.places(range).for_each(|at| tally.add(columns, at));
        tally
    }
}
