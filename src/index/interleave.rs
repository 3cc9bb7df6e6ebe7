use std::sync::Arc;

use super::{dead::Dead, run::Run};

/// A run of a snapshot.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    pub(super) run: Arc<Run>,
    /// Its events that a later run has in another state.
    pub(super) dead: Arc<Dead>,
    /// How many rows of the first run stand before each of its rows; empty for the first run itself.
    pub(super) before: Arc<Vec<u32>>,
}

impl Layer {
    /// A run over a first one.
    pub(super) fn over(base: &Run, run: Run) -> Self {
        let rows = 0..u32::try_from(run.len()).unwrap_or(u32::MAX);
        let before =
            rows.map(|row| u32::try_from(base.rows_until(run.key(row))).unwrap_or(u32::MAX));
        Self {
            before: Arc::new(before.collect()),
            run: Arc::new(run),
            dead: Arc::default(),
        }
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
    /// The numbers by run and row.
    numbers: Vec<Vec<u32>>,
}

impl Interleave {
    pub(super) fn of(layers: &[Layer]) -> Self {
        let later = layers.iter().enumerate().skip(1);
        let rows = later.flat_map(|(at, layer)| {
            let rows = (0..).zip(layer.before.iter());
            rows.map(move |(row, before)| (*before, at, row))
        });
        let mut rows: Vec<(u32, usize, u32)> = rows.collect();
        let key = |at: usize, row: u32| layers[at].run.key(row);
        rows.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| key(a.1, a.2).cmp(&key(b.1, b.2)))
        });
        let mut numbers: Vec<Vec<u32>> = layers.iter().map(|it| vec![0; it.before.len()]).collect();
        let mut later = Vec::with_capacity(rows.len());
        for (count, (before, at, row)) in (0..).zip(&rows) {
            let number = before + count;
            numbers[*at][*row as usize] = number;
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
            return self.numbers[layer][row as usize];
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
