use std::ops::Range;

use super::{area::Edges, columns::View};
use crate::event::EventType;

/// How many types of events there are.
const TYPES: usize = EventType::ALL.len();

/// Events counted together: how many, of which types, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tally {
    pub(super) types: [u32; TYPES],
    /// The sum of their columns and of their rows in the grid.
    sum: [u64; 2],
    /// The cells of the grid that bound them.
    pub(super) edges: Edges,
    /// Where one of them stands in the columns.
    pub(super) any: u32,
}

/// How many numbers a tally takes in a file.
pub(super) const TALLY_WORDS: usize = TYPES + 9;

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
    pub(super) fn add(&mut self, columns: &View<'_>, at: usize) {
        let [x, y] = columns.cell[at];
        self.types[columns.kind(at)] += 1;
        self.widen([x, y, x, y]);
        self.sum = [self.sum[0] + u64::from(x), self.sum[1] + u64::from(y)];
        self.any = u32::try_from(at).unwrap_or(u32::MAX);
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

    /// The tally as a file holds it.
    pub(super) fn words(&self) -> [u32; TALLY_WORDS] {
        let mut words = [0; TALLY_WORDS];
        let (types, rest) = words.split_at_mut(TYPES);
        types.copy_from_slice(&self.types);
        rest[..4].copy_from_slice(&self.edges);
        for (at, sum) in self.sum.into_iter().enumerate() {
            rest[4 + 2 * at] = u32::try_from(sum >> 32).unwrap_or(u32::MAX);
            rest[5 + 2 * at] = u32::try_from(sum & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        }
        rest[8] = self.any;
        words
    }

    /// The tally of a file's numbers.
    pub(super) fn of_words(words: &[u32; TALLY_WORDS]) -> Self {
        let mut tally = Self::EMPTY;
        let (types, rest) = words.split_at(TYPES);
        tally.types.copy_from_slice(types);
        tally.edges.copy_from_slice(&rest[..4]);
        for (at, sum) in tally.sum.iter_mut().enumerate() {
            *sum = u64::from(rest[4 + 2 * at]) << 32 | u64::from(rest[5 + 2 * at]);
        }
        tally.any = rest[8];
        tally
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_reads_back_from_its_numbers() {
        let mut tally = Tally {
            sum: [u64::MAX - 5, 1 << 33 | 7],
            edges: [1, 2, 3, 4],
            any: 9,
            ..Tally::EMPTY
        };
        tally.types[TYPES - 1] = 12;
        assert_eq!(Tally::of_words(&tally.words()), tally);
    }
}
