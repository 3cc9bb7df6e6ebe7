use std::ops::Range;

use super::{area::Edges, columns::Columns};
use crate::event::EventType;

/// How many types of events there are.
const TYPES: usize = EventType::ALL.len();

/// Events counted together: how many, of which types, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    pub(super) types: [u32; TYPES],
    /// The sum of their columns and of their rows in the grid.
    sum: [u64; 2],
    /// The cells of the grid that bound them.
    pub(super) edges: Edges,
    /// Where one of them stands in the columns.
    pub(super) any: usize,
}

impl Tally {
    pub(super) const EMPTY: Self = Self {
        types: [0; TYPES],
        sum: [0; 2],
        edges: [u32::MAX, u32::MAX, 0, 0],
        any: 0,
    };

    /// How many events.
    pub(super) fn count(&self) -> usize {
        self.types.iter().map(|count| *count as usize).sum()
    }

    /// The mean of their cells; none of none.
    pub(super) fn mean(&self) -> Option<[f64; 2]> {
        let count = self.count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a mean wants no more than the 52 bits that are kept"
        )]
        let mean = |sum: u64| sum as f64 / count as f64;
        (count > 0).then(|| self.sum.map(mean))
    }

    /// Counts the event at a place of the columns.
    pub(super) fn add(&mut self, columns: &Columns, at: usize) {
        let [x, y] = columns.cell[at];
        self.types[usize::from(columns.event_type[at])] += 1;
        self.widen([x, y, x, y]);
        self.sum = [self.sum[0] + u64::from(x), self.sum[1] + u64::from(y)];
        self.any = at;
    }

    /// Counts what the other counts.
    pub(super) fn join(&mut self, other: &Self) {
        for (count, more) in self.types.iter_mut().zip(other.types) {
            *count += more;
        }
        self.widen(other.edges);
        self.sum = [self.sum[0] + other.sum[0], self.sum[1] + other.sum[1]];
        self.any = other.any;
    }

    fn widen(&mut self, [west, north, east, south]: Edges) {
        let old = self.edges;
        self.edges = [
            old[0].min(west),
            old[1].min(north),
            old[2].max(east),
            old[3].max(south),
        ];
    }
}

/// How many tallies are joined into one of the next level.
const FAN_OUT: usize = 16;

/// Tallies of blocks, of runs of blocks, of runs of those, and so on, so that any stretch of events is
/// counted with a few additions.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    /// One for each block first, then each level [`FAN_OUT`] times shorter.
    levels: Vec<Vec<Tally>>,
}

impl Tallies {
    pub(super) fn of(blocks: Vec<Tally>) -> Self {
        let mut levels = vec![blocks];
        while let Some(last) = levels.last().filter(|last| last.len() > FAN_OUT) {
            let joined = last.chunks(FAN_OUT).map(joined).collect();
            levels.push(joined);
        }
        Self { levels }
    }

    /// One for each block.
    pub(super) fn blocks(&self) -> &[Tally] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// Joins the tallies of a run of blocks into one.
    pub(super) fn join(&self, mut blocks: Range<usize>, into: &mut Tally) {
        for level in &self.levels {
            if blocks.len() < 2 * FAN_OUT {
                return level[blocks].iter().for_each(|it| into.join(it));
            }
            let whole = blocks.start.div_ceil(FAN_OUT)..blocks.end / FAN_OUT;
            let ends = [
                blocks.start..whole.start * FAN_OUT,
                whole.end * FAN_OUT..blocks.end,
            ];
            for end in ends {
                level[end].iter().for_each(|it| into.join(it));
            }
            blocks = whole;
        }
    }
}

fn joined(run: &[Tally]) -> Tally {
    let mut all = Tally::EMPTY;
    for it in run {
        all.join(it);
    }
    all
}
