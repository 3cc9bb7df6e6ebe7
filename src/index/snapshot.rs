use std::{
    cmp::Reverse,
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
    sync::Arc,
};

use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::{area::Edges, columns::Columns, probe::Probe};
use crate::{
    event::Event,
    filter::{Filter, searched_text},
    space::Bbox,
    store::Stored,
};

/// How many events, neighbours on the Z-order curve, share a leaf of the tree.
const BLOCK_EVENTS: usize = 128;

/// An event with what is computed once for it.
#[derive(Debug)]
pub(super) struct Entry {
    /// The event as stored.
    pub(super) stored: Stored,
    /// Its [`searched_text`].
    pub(super) searched: String,
}

type Block = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// The store's events at one of its revisions, ready to be asked. Rows number them in the canonical
/// order: the latest first day first, those without a date last, then by id.
///
/// ```
/// use zij::{filter::Filter, index::Snapshot};
/// let snapshot = Snapshot::of(Vec::new());
/// let valley = Filter { bbox: Some("70,40,74,42".parse()?), ..Filter::default() };
/// assert_eq!(snapshot.count(&valley), 0);
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Default)]
pub struct Snapshot {
    entries: Vec<Arc<Entry>>,
    /// The hash of each id with its row, in the order of hashes.
    by_id: Vec<(u64, u32)>,
    columns: Columns,
    blocks: RTree<Block>,
    revision: i64,
}

impl Snapshot {
    /// The snapshot of the events.
    #[must_use]
    pub fn of(events: Vec<Stored>) -> Self {
        Self::default().with(events)
    }

    /// A new snapshot with events added, or put in the place of their earlier states.
    #[must_use]
    pub fn with(&self, changed: Vec<Stored>) -> Self {
        let latest = changed
            .iter()
            .map(|stored| stored.revision)
            .max()
            .unwrap_or(0);
        let mut changed: HashMap<String, Arc<Entry>> = changed.into_iter().map(entry).collect();
        let kept = self.entries.iter().map(|old| {
            changed
                .remove(&old.stored.event.id)
                .unwrap_or_else(|| Arc::clone(old))
        });
        let mut entries: Vec<_> = kept.collect();
        entries.extend(changed.into_values());
        // The stable sort finds the long run that is in order already, and only merges the rest into it.
        entries.sort_by(|a, b| order(&a.stored.event).cmp(&order(&b.stored.event)));
        Self::ordered(entries, self.revision.max(latest))
    }

    fn ordered(entries: Vec<Arc<Entry>>, revision: i64) -> Self {
        let columns = Columns::of(entries.iter().map(AsRef::as_ref));
        let hashes = entries.iter().map(|entry| hash(&entry.stored.event.id));
        let mut by_id: Vec<(u64, u32)> = hashes.zip(0..).collect();
        by_id.sort_unstable();
        Self {
            blocks: RTree::bulk_load(blocks(&columns)),
            by_id,
            columns,
            entries,
            revision,
        }
    }

    /// The store's revision that it shows.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// How many events it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The event of a row.
    ///
    /// # Panics
    ///
    /// When the row is not below [`Snapshot::len`].
    #[must_use]
    pub fn entry(&self, row: u32) -> &Stored {
        &self.entries[row as usize].stored
    }

    /// The event with the id; none if there is none.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Stored> {
        let wanted = hash(id);
        let from = self.by_id.partition_point(|(hash, _)| *hash < wanted);
        let alike = self.by_id[from..]
            .iter()
            .take_while(|(hash, _)| *hash == wanted);
        let mut events = alike.map(|(_, row)| self.entry(*row));
        events.find(|stored| stored.event.id == id)
    }

    /// Every event in the canonical order.
    #[must_use]
    pub fn events(&self) -> impl ExactSizeIterator<Item = &Stored> {
        self.entries.iter().map(|entry| &entry.stored)
    }

    /// The rows of the events that meet the filter, in the canonical order.
    #[must_use]
    pub fn rows(&self, filter: &Filter) -> Vec<u32> {
        self.rows_within(filter, None)
    }

    /// The rows of the events that meet the filter and lie in a box besides.
    #[must_use]
    pub fn rows_within(&self, filter: &Filter, within: Option<Bbox>) -> Vec<u32> {
        let mut rows = Vec::new();
        self.visit(filter, within, |range| {
            rows.extend_from_slice(&self.columns.row[range]);
        });
        rows.sort_unstable();
        rows
    }

    /// How many events meet the filter.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> usize {
        let mut count = 0;
        self.visit(filter, None, |range| count += range.len());
        count
    }

    /// The number of rows that come before a place in the canonical order: that of an event, whether it
    /// is still there or not, named by its first day and id.
    #[must_use]
    pub fn rows_before(&self, first_day: Option<crate::time::Date>, id: &str) -> usize {
        let key = (Reverse(first_day), id);
        self.entries
            .partition_point(|entry| order(&entry.stored.event) <= key)
    }

    /// Calls `found` with ranges of the columns that together hold what is asked for, each once.
    fn visit(&self, filter: &Filter, within: Option<Bbox>, mut found: impl FnMut(Range<usize>)) {
        let probe = Probe::new(filter, within);
        if probe.wants_located() {
            match probe.area() {
                Some(area) => {
                    for block in self.blocks_of(area.outer()) {
                        self.visit_block(&probe, block, &mut found);
                    }
                }
                None => self.visit_range(&probe, 0..self.columns.located, true, &mut found),
            }
        }
        if probe.wants_unlocated() {
            self.visit_range(
                &probe,
                self.columns.located..self.columns.row.len(),
                true,
                &mut found,
            );
        }
    }

    /// The numbers of the blocks that touch a box, each once.
    fn blocks_of(&self, boxes: impl Iterator<Item = Edges>) -> Vec<usize> {
        let touching = |edges| self.blocks.locate_in_envelope_intersecting(envelope(edges));
        let mut blocks: Vec<_> = boxes.flat_map(touching).map(|block| block.data).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    fn visit_block(&self, probe: &Probe, block: usize, found: &mut impl FnMut(Range<usize>)) {
        let range = block_range(block, self.columns.located);
        let inside = probe.holds_all(self.columns.edges(range.clone()));
        self.visit_range(probe, range, inside, found);
    }

    /// Tests the events of a range, their positions only if not all are known to be `inside`.
    fn visit_range(
        &self,
        probe: &Probe,
        range: Range<usize>,
        inside: bool,
        found: &mut impl FnMut(Range<usize>),
    ) {
        if inside && probe.is_plain() {
            return found(range);
        }
        let entry = |at: usize| &*self.entries[self.columns.row[at] as usize];
        for at in range {
            let placed = inside || probe.holds_position(&self.columns, at, || position(entry(at)));
            if placed && probe.holds(&self.columns, at, || entry(at)) {
                found(at..at + 1);
            }
        }
    }
}

fn entry(stored: Stored) -> (String, Arc<Entry>) {
    let searched = searched_text(&stored.event);
    (
        stored.event.id.clone(),
        Arc::new(Entry { stored, searched }),
    )
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

fn order(event: &Event) -> (Reverse<Option<crate::time::Date>>, &str) {
    (
        Reverse(event.date.map(crate::time::DateSpan::first)),
        &event.id,
    )
}

fn position(entry: &Entry) -> crate::space::LonLat {
    let place = entry.stored.event.location.as_ref();
    place.expect("only located events stand in blocks").position
}

fn block_range(block: usize, located: usize) -> Range<usize> {
    let start = block * BLOCK_EVENTS;
    start..located.min(start + BLOCK_EVENTS)
}

fn blocks(columns: &Columns) -> Vec<Block> {
    let blocks = 0..columns.located.div_ceil(BLOCK_EVENTS);
    blocks
        .map(|block| {
            let edges = columns.edges(block_range(block, columns.located));
            GeomWithData::new(Rectangle::from_aabb(envelope(edges)), block)
        })
        .collect()
}

fn envelope(edges: Edges) -> AABB<[f64; 2]> {
    let [west, south, east, north] = edges.map(f64::from);
    AABB::from_corners([west, south], [east, north])
}
