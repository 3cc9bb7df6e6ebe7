use std::sync::{Arc, OnceLock};

use super::{dead::Dead, run::Run};

/// A run of a snapshot.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    pub(super) run: Arc<Run>,
    /// Its events that a later run has in another state.
    pub(super) dead: Arc<Dead>,
    /// How many rows of the first run stand before each of its rows; counted when they are first asked for.
    before: Arc<OnceLock<Vec<u32>>>,
}

impl Layer {
    /// A run of which no event is dead.
    pub(super) fn of(run: Run) -> Self {
        Self {
            run: Arc::new(run),
            ..Self::default()
        }
    }

    /// How many rows of the first run stand before each of its rows.
    fn before(&self, first: &Run) -> &[u32] {
        self.before.get_or_init(|| {
            let rows = 0..u32::try_from(self.run.len()).unwrap_or(u32::MAX);
            let before = rows.map(|row| first.rows_until(self.run.key(row)));
            before
                .map(|before| u32::try_from(before).unwrap_or(u32::MAX))
                .collect()
        })
    }

    pub(super) fn living(&self) -> usize {
        self.run.len() - self.dead.len()
    }
}

/// The rows of all runs as one list in the canonical order: a row of the first run is moved by as many as stand
/// before it in the later ones. The dead keep their numbers.
#[derive(Debug, Default)]
pub(super) struct Interleave {
    /// The number of each row of the later runs, ascending.
    later: Vec<u32>,
    /// Which run, counted from 1, and which of its rows that is.
    of: Vec<(usize, u32)>,
    /// How many rows of the first run stand before it.
    before: Vec<u32>,
    /// The numbers by run, but the first, and row.
    numbers: Vec<Vec<u32>>,
}

impl Interleave {
    pub(super) fn of(layers: &[Layer]) -> Self {
        let Some((first, later)) = layers.split_first() else {
            return Self::default();
        };
        let rows = later.iter().enumerate().flat_map(|(at, layer)| {
            let rows = (0..).zip(layer.before(&first.run));
            rows.map(move |(row, before)| (*before, at + 1, row))
        });
        let mut rows: Vec<(u32, usize, u32)> = rows.collect();
        let key = |at: usize, row: u32| layers[at].run.key(row);
        // Each run is in order already, which a stable sort makes use of.
        rows.sort_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| key(a.1, a.2).cmp(&key(b.1, b.2)))
        });
        let length = |layer: &Layer| layer.run.len();
        let mut numbers: Vec<Vec<u32>> = later.iter().map(|it| vec![0; length(it)]).collect();
        let mut later = Vec::with_capacity(rows.len());
        for (count, (before, at, row)) in (0..).zip(&rows) {
            let number = before + count;
            numbers[*at - 1][*row as usize] = number;
            later.push(number);
        }
        Self {
            later,
            of: rows.iter().map(|(_, at, row)| (*at, *row)).collect(),
            before: rows.iter().map(|(before, ..)| *before).collect(),
            numbers,
        }
    }

    /// The number of a run's row.
    pub(super) fn number(&self, layer: usize, row: u32) -> u32 {
        if layer > 0 {
            return self.numbers[layer - 1][row as usize];
        }
        let moved = self.before.partition_point(|before| *before <= row);
        row + u32::try_from(moved).unwrap_or(u32::MAX)
    }

    /// The run and the row of a number.
    pub(super) fn row(&self, number: u32) -> (usize, u32) {
        let later = self.later.partition_point(|it| *it < number);
        if self.later.get(later) == Some(&number) {
            return self.of[later];
        }
        (0, number - u32::try_from(later).unwrap_or(u32::MAX))
    }
}
