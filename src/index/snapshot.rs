use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    Cell, Query,
    cells::Grid,
    interleave::{Interleave, Layer},
    query::Asked,
    record::Record,
    run::{Builder, Run},
};
use crate::{filter::Filter, space::Tile, store::Stored, time::Date};

/// A word to those who ask a snapshot that nobody waits for the answer any more.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Says it.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The store's events at one of its revisions, ready to be asked. Rows number them in the canonical
/// order: the latest first day first, those without a date last, then by id; a number may be left out.
///
/// ```
/// use zij::{filter::Filter, index::Snapshot};
/// let snapshot = Snapshot::of(Vec::new());
/// let valley = Filter { bbox: Some("70,40,74,42".parse()?), ..Filter::default() };
/// assert_eq!(snapshot.count(&valley), 0);
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The first run, which is in a file if it is large, and those made since, each smaller than the one before.
    layers: Vec<Layer>,
    /// Made when the rows of several runs are first asked for.
    order: Arc<OnceLock<Interleave>>,
    revision: i64,
    stop: Stop,
}

/// Later runs of about one size are merged as soon as there are this many of them,
const RUNS_ALIKE_MAX: u32 = 4;

/// and runs of fewer events than this as soon as there are two.
const RUN_EVENTS_MIN: usize = 256;

/// The later runs are merged into the first once they hold this many events,
const LATER_EVENTS_MAX: usize = 4_096;

/// or this share of the first run's, whatever is more.
const LATER_SHARE_MAX: usize = 16;

impl Snapshot {
    /// The snapshot of the events.
    #[must_use]
    pub fn of(events: Vec<Stored>) -> Self {
        Self::over(Run::of(latest(events).values()))
    }

    /// The snapshot of one run.
    pub(super) fn over(run: Run) -> Self {
        Self {
            revision: run.revision,
            layers: vec![Layer::of(run)],
            ..Self::default()
        }
    }

    /// A new snapshot with events added, or put in the place of their earlier states.
    #[must_use]
    pub fn with(&self, changed: Vec<Stored>) -> Self {
        self.with_run(Run::of(latest(changed).values()))
    }

    fn with_run(&self, run: Run) -> Self {
        let mut layers = self.layers.clone();
        if layers.is_empty() {
            layers.push(Layer::default());
        }
        let revision = self.revision.max(run.revision);
        for layer in &mut layers {
            bury(layer, &run);
        }
        layers.push(Layer::of(run));
        while let Some(from) = alike(&layers) {
            let merged = merged(layers[from..].iter());
            layers.truncate(from);
            layers.push(Layer::of(merged));
        }
        Self {
            layers,
            revision,
            ..Self::default()
        }
    }

    /// The same, whose answers are given up, with whatever has been found, soon after the word.
    #[must_use]
    pub fn until(&self, stop: Stop) -> Self {
        Self {
            stop,
            ..self.clone()
        }
    }

    /// Whether an answer may be no more than what had been found when it was given up.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.stop.0.load(Ordering::Relaxed)
    }

    /// Whether so much has changed since the first run was made that it is worth another.
    pub(super) fn wants_merging(&self) -> bool {
        let later = self.layers.iter().skip(1).map(|layer| layer.run.len());
        let base = self.layers.first().map_or(0, |layer| layer.run.len());
        later.sum::<usize>() > LATER_EVENTS_MAX.max(base / LATER_SHARE_MAX)
    }

    /// The runs that are there now.
    pub(super) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// A snapshot of the same events, with a run in the place of those that it was merged from.
    pub(super) fn rebased(&self, base: Run, merged_from: &[Layer]) -> Self {
        let is_new = |layer: &&Layer| {
            let same = |it: &Layer| Arc::ptr_eq(&it.run, &layer.run);
            !merged_from.iter().any(same)
        };
        let added: Vec<&Layer> = self.layers.iter().filter(is_new).collect();
        let based = Self::over(base);
        if added.is_empty() {
            return based;
        }
        based.with_run(merged(added.into_iter()))
    }

    /// The number of a run's row.
    pub(super) fn number(&self, layer: usize, row: u32) -> u32 {
        if self.layers.len() > 1 {
            self.order().number(layer, row)
        } else {
            row
        }
    }

    /// The rows of all runs as one list.
    fn order(&self) -> &Interleave {
        self.order.get_or_init(|| Interleave::of(&self.layers))
    }

    /// The store's revision that it shows.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// How many events it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layers.iter().map(Layer::living).sum()
    }

    /// Whether it holds no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The event of a row.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    #[must_use]
    pub fn entry(&self, row: u32) -> Stored {
        let (layer, row) = self.place(row);
        self.layers[layer].run.stored(row)
    }

    /// The event of a row as it lies in its record.
    ///
    /// # Panics
    ///
    /// As [`Snapshot::entry`].
    #[must_use]
    pub fn record(&self, row: u32) -> Record<'_> {
        let (layer, row) = self.place(row);
        self.layers[layer].run.read(row)
    }

    /// The run and the row of a number.
    fn place(&self, number: u32) -> (usize, u32) {
        if self.layers.len() > 1 {
            self.order().row(number)
        } else {
            (0, number)
        }
    }

    /// The store's revision that made the event of a row what it is.
    ///
    /// # Panics
    ///
    /// As [`Snapshot::entry`].
    #[must_use]
    pub fn revision_of(&self, row: u32) -> i64 {
        let (layer, row) = self.place(row);
        self.layers[layer].run.head(row).revision()
    }

    /// The event with the id; none if there is none.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<Stored> {
        let mut latest = self.layers.iter().rev();
        latest.find_map(|layer| Some(layer.run.stored(layer.run.row_of(id)?)))
    }

    /// Every event in the canonical order, read as it is come to.
    #[must_use]
    pub fn events(&self) -> impl ExactSizeIterator<Item = Stored> {
        let layers = self.layers.iter().enumerate();
        let rows = layers.flat_map(|(at, layer)| {
            let living = layer.run.living(&layer.dead).into_iter();
            living.map(move |row| self.number(at, row))
        });
        let mut rows: Vec<u32> = rows.collect();
        rows.sort_unstable();
        rows.into_iter().map(|row| self.entry(row))
    }

    /// The rows of the events that meet the filter, in the canonical order.
    #[must_use]
    pub fn rows(&self, filter: &Filter) -> Vec<u32> {
        self.rows_within(filter, None)
    }

    /// The rows of a tile's events that meet the filter, in the canonical order.
    #[must_use]
    pub fn tile_rows(&self, filter: &Filter, tile: Tile) -> Vec<u32> {
        self.rows_within(filter, Some(tile))
    }

    fn rows_within(&self, filter: &Filter, tile: Option<Tile>) -> Vec<u32> {
        let mut rows = Vec::new();
        self.ask(filter, |at, layer, query| {
            let query = match tile {
                Some(tile) => query.within(tile),
                None => query,
            };
            let found = layer.run.index.rows_but(&query, &layer.dead);
            if self.layers.len() == 1 {
                rows = found;
            } else {
                rows.extend(found.into_iter().map(|row| self.number(at, row)));
            }
        });
        rows.sort_unstable();
        rows
    }

    /// How many events meet the filter.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> usize {
        let mut count = 0;
        self.ask(filter, |_, layer, query| {
            count += layer.run.index.count_but(&query, &layer.dead);
        });
        count
    }

    /// A tile's events that meet the filter, counted by the cells of a grid that is `zooms` deeper; row
    /// by row from the north-west.
    #[must_use]
    pub fn tile_cells(&self, filter: &Filter, tile: Tile, zooms: u8) -> Vec<Cell> {
        let mut grid = Grid::of(tile, zooms);
        self.ask(filter, |at, layer, query| {
            let number = |row| self.number(at, row);
            layer
                .run
                .index
                .count_into(&mut grid, query, &layer.dead, number);
        });
        grid.cells()
    }

    /// Calls `answer` with each run, its number, and the filter's query of it.
    pub(super) fn ask(&self, filter: &Filter, mut answer: impl FnMut(usize, &Layer, Query<'_>)) {
        let asked = Asked::by(filter);
        for (at, layer) in self.layers.iter().enumerate() {
            let run = &*layer.run;
            let position = |row: u32| run.label(row).position().expect("it is located");
            let matches_text = |row: u32| {
                let head = run.head(row);
                filter.matches_text(head.dataset, head.doc_id, || &head.searched)
                    && (filter.expression.is_none()
                        || filter.matches_expression(&run.stored(row).event))
            };
            let query = Query::asked(asked, filter, &position, &matches_text);
            answer(at, layer, query.until(&self.stop.0));
        }
    }

    /// The number of rows that come before a place in the canonical order: that of an event, whether it
    /// is still there or not, named by its first day and id.
    #[must_use]
    pub fn rows_before(&self, first_day: Option<Date>, id: &str) -> usize {
        let key = (Reverse(first_day), id);
        self.layers
            .iter()
            .map(|layer| layer.run.rows_until(key))
            .sum()
    }
}

/// The events by id, each in the state that was given last.
fn latest(events: Vec<Stored>) -> HashMap<String, Stored> {
    let named = |stored: Stored| (stored.event.id.clone(), stored);
    events.into_iter().map(named).collect()
}

/// From where on the later runs are merged into one; none if they stay as they are.
fn alike(layers: &[Layer]) -> Option<usize> {
    let later = layers.get(1..)?;
    let size = |layer: &Layer| {
        let parts = layer.run.len() / RUN_EVENTS_MIN;
        parts
            .checked_ilog(RUNS_ALIKE_MAX as usize)
            .map_or(0, |it| it + 1)
    };
    let last = size(later.last()?);
    let count = later.iter().rev().take_while(|it| size(it) <= last).count();
    let enough = if last == 0 {
        2
    } else {
        RUNS_ALIKE_MAX as usize
    };
    (count >= enough).then(|| layers.len() - count)
}

/// Marks the events of a layer that a later run has too.
fn bury(layer: &mut Layer, over: &Run) {
    let rows = layer.run.rows_of(over).into_iter();
    let places = rows.filter_map(|row| layer.run.place_of(row));
    let places: Vec<u32> = places.filter_map(|it| u32::try_from(it).ok()).collect();
    if !places.is_empty() {
        layer.dead = Arc::new(layer.dead.with(&layer.run.index, places));
    }
}

/// The living events of some layers as one run in memory.
fn merged<'l>(layers: impl Iterator<Item = &'l Layer>) -> Run {
    let mut builder = Builder::new(Vec::new());
    for layer in layers {
        layer.records(|record| builder.push(record));
    }
    builder.held()
}

impl Layer {
    /// Calls `each` with the records of the living.
    pub(super) fn records(&self, mut each: impl FnMut(&[u8])) {
        for row in self.run.living(&self.dead) {
            each(self.run.record(row));
        }
    }
}
