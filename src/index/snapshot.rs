use std::{
    cmp::Reverse,
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use super::{Attributes, Cell, Index, Query, columns::Columns};
use crate::{
    event::Event,
    filter::{Filter, searched_text},
    space::{LonLat, Tile},
    store::Stored,
};

/// An event with what is computed once for it.
#[derive(Debug)]
pub(super) struct Entry {
    /// The event as stored.
    pub(super) stored: Stored,
    /// Its [`searched_text`].
    pub(super) searched: String,
}

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
    index: Index,
    /// Every source that is named, once.
    sources: Vec<String>,
    /// The source of each row.
    source: Vec<u32>,
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
        let attributes = |entry: &Arc<Entry>| Attributes::of(&entry.stored.event);
        let hashes = entries.iter().map(|entry| hash(&entry.stored.event.id));
        let mut by_id: Vec<(u64, u32)> = hashes.zip(0..).collect();
        by_id.sort_unstable();
        let (sources, source) = sources(&entries);
        Self {
            sources,
            source,
            index: Index::of(entries.iter().map(attributes)),
            by_id,
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
        self.ask(filter, |query| self.index.rows(&query))
    }

    /// How many events meet the filter.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> usize {
        self.ask(filter, |query| self.index.count(&query))
    }

    /// The rows of a tile's events that meet the filter, in the canonical order.
    #[must_use]
    pub fn tile_rows(&self, filter: &Filter, tile: Tile) -> Vec<u32> {
        self.ask(filter, |query| self.index.rows(&query.within(tile)))
    }

    /// A tile's events that meet the filter, counted by the cells of a grid that is `zooms` deeper; row
    /// by row from the north-west.
    #[must_use]
    pub fn tile_cells(&self, filter: &Filter, tile: Tile, zooms: u8) -> Vec<Cell> {
        self.ask(filter, |query| self.index.cells(query, tile, zooms))
    }

    fn ask<T>(&self, filter: &Filter, answer: impl FnOnce(Query<'_>) -> T) -> T {
        let matches_text = |row: u32| {
            let entry = &self.entries[row as usize];
            filter.matches_text(&entry.stored.event, || &entry.searched)
        };
        answer(Query::new(filter, &|row| self.position(row), &matches_text))
    }

    /// Calls `each` with where each event that meets the filter stands in the [`Snapshot::columns`].
    pub(super) fn visit(&self, filter: &Filter, mut each: impl FnMut(usize)) {
        self.ask(filter, |query| {
            self.index
                .visit(&query, |places| places.for_each(&mut each));
        });
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.index.columns
    }

    /// Every source that an event names, and first the empty one of those that name none.
    pub(super) fn sources(&self) -> &[String] {
        &self.sources
    }

    /// Which of the sources the event of a row names.
    pub(super) fn source(&self, row: u32) -> usize {
        self.source[row as usize] as usize
    }

    /// Where the event of a row is, which has a place.
    pub(super) fn position(&self, row: u32) -> LonLat {
        let place = self.entry(row).event.location.as_ref();
        place
            .expect("only located events are asked for their position")
            .position
    }

    /// The number of rows that come before a place in the canonical order: that of an event, whether it
    /// is still there or not, named by its first day and id.
    #[must_use]
    pub fn rows_before(&self, first_day: Option<crate::time::Date>, id: &str) -> usize {
        let key = (Reverse(first_day), id);
        self.entries
            .partition_point(|entry| order(&entry.stored.event) <= key)
    }
}

fn entry(stored: Stored) -> (String, Arc<Entry>) {
    let searched = searched_text(&stored.event);
    (
        stored.event.id.clone(),
        Arc::new(Entry { stored, searched }),
    )
}

/// Every source that the events name, and which of them each event names.
fn sources(entries: &[Arc<Entry>]) -> (Vec<String>, Vec<u32>) {
    let mut known = HashMap::from([("", 0)]);
    let mut sources = vec![String::new()];
    let named = entries.iter().map(|entry| {
        let source = entry
            .stored
            .event
            .provenance
            .source
            .as_deref()
            .unwrap_or("");
        *known.entry(source).or_insert_with(|| {
            sources.push(source.to_owned());
            u32::try_from(sources.len() - 1).unwrap_or(u32::MAX)
        })
    });
    let named = named.collect();
    (sources, named)
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
