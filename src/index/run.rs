use std::{
    cmp::Reverse,
    collections::HashMap,
    io::{self, Write},
};

use super::{
    Index,
    attributes::Attributes,
    column::Column,
    dead::Dead,
    record::{self, Head, Label, Record},
};
use crate::{space::grid_of, store::Stored, time::Date};

/// Events that are indexed together, each with its record. Rows number them in the canonical order: the latest
/// first day first, those without a date last, then by id.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) index: Index,
    /// The records, each after its length in four bytes (little-endian).
    pub(super) records: Column<u8>,
    /// Where the record of each row begins.
    pub(super) at: Column<u64>,
    /// The hash of each id with its row, in the order of hashes.
    pub(super) by_id: Column<[u32; 2]>,
    /// Every source that is named, once; first the empty one of those that name none.
    pub(super) sources: Vec<String>,
    /// The source of each event, by where it stands in the columns.
    pub(super) source: Column<u32>,
    /// The last of the store's revisions that it shows.
    pub(super) revision: i64,
}

/// Where an event stands in the canonical order.
pub(super) type Key<'k> = (Reverse<Option<Date>>, &'k str);

/// How many bytes tell the length of a record.
const LENGTH_BYTES: usize = 4;

impl Run {
    /// The run of events with different ids.
    pub(super) fn of<'e>(events: impl Iterator<Item = &'e Stored>) -> Self {
        let mut builder = Builder::new(Vec::new());
        events.for_each(|stored| builder.push(&record::encode(stored)));
        builder.held()
    }

    pub(super) fn len(&self) -> usize {
        self.at.len()
    }

    /// The record of a row; empty if the run is damaged.
    pub(super) fn record(&self, row: u32) -> &[u8] {
        let start = self.at.values().get(row as usize).copied();
        let start = start.and_then(|start| usize::try_from(start).ok());
        start
            .and_then(|start| record_at(self.records.values(), start))
            .unwrap_or_default()
    }

    /// What is looked at most of a row.
    ///
    /// # Panics
    ///
    /// When there is no such row, or the record of it is damaged; a file is compared with its checksums when it
    /// is opened.
    pub(super) fn head(&self, row: u32) -> Head<'_> {
        record::head(self.record(row)).expect("a record reads as it was written")
    }

    /// The event of a row.
    ///
    /// # Panics
    ///
    /// As [`Run::head`].
    pub(super) fn read(&self, row: u32) -> Record<'_> {
        record::read(self.record(row)).expect("a record reads as it was written")
    }

    /// The event of a row.
    ///
    /// # Panics
    ///
    /// As [`Run::head`].
    pub(super) fn stored(&self, row: u32) -> Stored {
        record::decode(self.record(row)).expect("a record reads as it was written")
    }

    /// Where and what the event of a row is, and its id.
    ///
    /// # Panics
    ///
    /// As [`Run::head`].
    pub(super) fn label(&self, row: u32) -> Label<'_> {
        record::label(self.record(row)).expect("a record reads as it was written")
    }

    pub(super) fn key(&self, row: u32) -> Key<'_> {
        let label = self.label(row);
        (Reverse(label.first_day()), label.id)
    }

    /// How many rows stand at a key or before it.
    pub(super) fn rows_until(&self, key: Key<'_>) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.key(u32::try_from(middle).unwrap_or(u32::MAX)) <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The row of an id; none if there is none.
    pub(super) fn row_of(&self, id: &str) -> Option<u32> {
        let mut rows = alike(self.by_id.values(), hash(id));
        rows.find(|row| self.label(*row).id == id)
    }

    /// The rows whose ids another run has too.
    pub(super) fn rows_of(&self, other: &Self) -> Vec<u32> {
        let by_id = self.by_id.values();
        let row_of = |[hash, of]: &[u32; 2]| {
            let mut id = None;
            alike(by_id, *hash)
                .find(|row| self.label(*row).id == *id.get_or_insert_with(|| other.label(*of).id))
        };
        other.by_id.values().iter().filter_map(row_of).collect()
    }

    /// The rows but the dead, ascending.
    pub(super) fn living(&self, dead: &Dead) -> Vec<u32> {
        let row = self.index.columns.row.values();
        let mut gone: Vec<u32> = dead.places().iter().map(|at| row[*at as usize]).collect();
        gone.sort_unstable();
        let all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        all.filter(|row| gone.binary_search(row).is_err()).collect()
    }

    /// Where the event of a row stands in the columns.
    pub(super) fn place_of(&self, row: u32) -> Option<usize> {
        let label = self.label(row);
        let cell = label.position().map(grid_of);
        let columns = self.index.columns.view();
        columns.place_of(label.is_merged(), cell, row)
    }
}

fn record_at(records: &[u8], start: usize) -> Option<&[u8]> {
    let body = start.checked_add(LENGTH_BYTES)?;
    let length = u32::from_le_bytes(records.get(start..body)?.try_into().ok()?);
    records.get(body..body.checked_add(length as usize)?)
}

/// The rows with a hash, of those in the order of hashes. Hashes are spread evenly, so that the search begins near
/// the end of it.
fn alike(by_id: &[[u32; 2]], wanted: u32) -> impl Iterator<Item = u32> {
    let guess = (u64::from(wanted) * by_id.len() as u64) >> u32::BITS;
    let guess = usize::try_from(guess).unwrap_or(usize::MAX);
    let (mut low, mut high) = (guess, guess);
    let mut step = 8;
    while low > 0 && by_id[low - 1][0] >= wanted {
        (low, high) = (low.saturating_sub(step), low);
        step *= 2;
    }
    while high < by_id.len() && by_id[high][0] < wanted {
        (low, high) = (high, by_id.len().min(high + step));
        step *= 2;
    }
    let from = low + by_id[low..high].partition_point(|[hash, _]| *hash < wanted);
    let alike = by_id[from..]
        .iter()
        .take_while(move |[hash, _]| *hash == wanted);
    alike.map(|[_, row]| *row)
}

/// A short hash of an id (FNV-1a).
///
/// Source: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn hash(id: &str) -> u32 {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    id.bytes().fold(0x811C_9DC5, step)
}

/// Puts records together into a run; the records themselves go to `to` at once.
#[derive(Debug)]
pub(super) struct Builder<W> {
    to: W,
    written: u64,
    failed: Option<io::Error>,
    listed: Vec<Listed>,
    sources: HashMap<String, u32>,
    revision: i64,
}

/// What is kept of a record until all have been seen.
#[derive(Debug)]
struct Listed {
    first_day: Reverse<Option<Date>>,
    id: Box<str>,
    at: u64,
    source: u32,
    attributes: Attributes,
}

impl<W: Write> Builder<W> {
    pub(super) fn new(to: W) -> Self {
        Self {
            to,
            written: 0,
            failed: None,
            listed: Vec::new(),
            sources: HashMap::from([(String::new(), 0)]),
            revision: 0,
        }
    }

    /// Adds a record. What cannot be written is told at the end; a damaged record is left out.
    pub(super) fn push(&mut self, record: &[u8]) {
        let Some(head) = record::head(record) else {
            return;
        };
        let label = &head.label;
        let Some(attributes) = label.attributes() else {
            return;
        };
        let source = self.source(head.source.unwrap_or_default());
        self.listed.push(Listed {
            first_day: Reverse(label.first_day()),
            id: label.id.into(),
            at: self.written,
            source,
            attributes,
        });
        self.revision = self.revision.max(head.revision());
        let length = u32::try_from(record.len())
            .unwrap_or(u32::MAX)
            .to_le_bytes();
        let done = self
            .to
            .write_all(&length)
            .and_then(|()| self.to.write_all(record));
        self.failed = self.failed.take().or(done.err());
        self.written += (LENGTH_BYTES + record.len()) as u64;
    }

    fn source(&mut self, name: &str) -> u32 {
        if let Some(known) = self.sources.get(name) {
            return *known;
        }
        let number = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        self.sources.insert(name.to_owned(), number);
        number
    }

    /// The run without its records, and what they were written to.
    ///
    /// # Errors
    ///
    /// When a record could not be written.
    pub(super) fn finish(mut self) -> io::Result<(Run, W)> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let mut listed = self.listed;
        listed.sort_unstable_by(|a, b| (a.first_day, &a.id).cmp(&(b.first_day, &b.id)));
        let index = Index::of(listed.iter().map(|it| it.attributes));
        let mut by_id: Vec<[u32; 2]> = (0..)
            .zip(&listed)
            .map(|(row, it)| [hash(&it.id), row])
            .collect();
        by_id.sort_unstable();
        let source = index.columns.row.values().iter();
        let source: Vec<u32> = source.map(|row| listed[*row as usize].source).collect();
        let mut sources: Vec<_> = self.sources.drain().collect();
        sources.sort_unstable_by_key(|(_, number)| *number);
        let run = Run {
            index,
            records: Column::default(),
            at: listed.iter().map(|it| it.at).collect::<Vec<_>>().into(),
            by_id: by_id.into(),
            sources: sources.into_iter().map(|(name, _)| name).collect(),
            source: source.into(),
            revision: self.revision,
        };
        Ok((run, self.to))
    }
}

impl Builder<Vec<u8>> {
    /// The run in memory.
    pub(super) fn held(self) -> Run {
        let (run, records) = self.finish().expect("a write into memory does not fail");
        Run {
            records: records.into(),
            ..run
        }
    }
}
