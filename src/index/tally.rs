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

/// How many numbers hold the counts of the types, a byte each.
const TYPE_WORDS: usize = TYPES.div_ceil(size_of::<u32>());

/// The tally of a few events without its edges: the counts of the types, a byte each, and the sums.
pub(super) type Packed = [u32; TYPE_WORDS + 4];

/// The most events that a packed tally may count.
pub(super) const PACKED_EVENTS_MAX: usize = u8::MAX as usize;

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
        self.add_one(columns.cell[at], columns.kind(at));
        self.any = u32::try_from(at).unwrap_or(u32::MAX);
    }

    /// Counts an event of a type in a cell.
    pub(super) fn add_one(&mut self, [x, y]: [u32; 2], kind: usize) {
        self.types[kind] += 1;
        self.widen([x, y, x, y]);
        self.sum = [self.sum[0] + u64::from(x), self.sum[1] + u64::from(y)];
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

    /// Counts what a packed tally counts, which has these edges.
    pub(super) fn join_packed(&mut self, packed: &Packed, edges: Edges) {
        let (types, sums) = packed.split_at(TYPE_WORDS);
        let types: &[u8] = bytemuck::cast_slice(types);
        for (count, more) in self.types.iter_mut().zip(types) {
            *count += u32::from(*more);
        }
        self.widen(edges);
        for (sum, words) in self.sum.iter_mut().zip(sums.chunks_exact(2)) {
            *sum += u64::from(words[0]) << u32::BITS | u64::from(words[1]);
        }
    }

    /// The tally without its edges; it counts no more than [`PACKED_EVENTS_MAX`] events.
    pub(super) fn packed(&self) -> Packed {
        let mut packed = [0; _];
        let (types, sums) = packed.split_at_mut(TYPE_WORDS);
        let types: &mut [u8] = bytemuck::cast_slice_mut(types);
        for (byte, count) in types.iter_mut().zip(self.types) {
            *byte = u8::try_from(count).unwrap_or(u8::MAX);
        }
        for (words, sum) in sums.chunks_exact_mut(2).zip(self.sum) {
            words[0] = u32::try_from(sum >> u32::BITS).unwrap_or(u32::MAX);
            words[1] = u32::try_from(sum & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        }
        packed
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_tally_counts_the_same() {
        let mut tally = Tally {
            sum: [u64::MAX - 5, 1 << 33 | 7],
            edges: [1, 2, 3, 4],
            ..Tally::EMPTY
        };
        tally.types[TYPES - 1] = 12;
        tally.types[3] = 255;
        let mut read = Tally::EMPTY;
        read.join_packed(&tally.packed(), tally.edges);
        assert_eq!(read, tally);
    }
}
