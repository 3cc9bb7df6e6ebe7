use super::{Snapshot, dead::Dead, query::Query, run::Run};
use crate::filter::Filter;

/// Where a page of rows lies among all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It begins at the first row that is at least this one.
    From(u32),
    /// It ends with the last row before this one.
    Before(u32),
}

/// A page of the rows that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its rows, in the canonical order.
    pub rows: Vec<u32>,
    /// How many of those that meet the filter stand before it.
    pub before: usize,
    /// How many stand behind it.
    pub behind: usize,
}

impl Page {
    /// How many rows meet the filter.
    #[must_use]
    pub fn matched(&self) -> usize {
        self.before + self.rows.len() + self.behind
    }
}

impl Snapshot {
    /// A page of at most so many of the rows that meet the filter. All of them are counted, and only those of the
    /// page are put in order.
    #[must_use]
    pub fn page(&self, filter: &Filter, bound: Bound, limit: usize) -> Page {
        let (mut rows, mut passed, mut ahead) = (Vec::new(), 0, 0);
        self.ask(filter, |at, layer, query| {
            let own = self.bound_in(at, layer.run.len(), bound);
            let mut nearest = Nearest::to(own, limit);
            nearest.take_all(&layer.run, &query, &layer.dead);
            passed += nearest.passed;
            ahead += nearest.ahead;
            rows.extend(nearest.rows().map(|row| self.number(at, row)));
        });
        rows.sort_unstable();
        let cut = rows.len().saturating_sub(limit);
        match bound {
            Bound::From(_) => rows.truncate(limit),
            Bound::Before(_) => drop(rows.drain(..cut)),
        }
        let beyond = ahead - rows.len();
        let (before, behind) = match bound {
            Bound::From(_) => (passed, beyond),
            Bound::Before(_) => (beyond, passed),
        };
        Page {
            rows,
            before,
            behind,
        }
    }

    /// The bound as a row of one of the runs, which has so many.
    fn bound_in(&self, layer: usize, rows: usize, bound: Bound) -> Bound {
        let own = |number: u32| {
            let (mut low, mut high) = (0, u32::try_from(rows).unwrap_or(u32::MAX));
            while low < high {
                let middle = low.midpoint(high);
                if self.number(layer, middle) < number {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        match bound {
            Bound::From(number) => Bound::From(own(number)),
            Bound::Before(number) => Bound::Before(own(number)),
        }
    }
}

/// The rows that lie nearest to a bound, on its side.
struct Nearest {
    bound: Bound,
    limit: usize,
    /// How far the rows are that have been kept so far.
    kept: Vec<u32>,
    /// Only rows nearer than this are kept.
    reach: u32,
    /// How many rows lie on the other side of the bound,
    passed: usize,
    /// and on its own.
    ahead: usize,
}

/// How many more rows than twice the limit are kept before the farther ones are left out.
const KEPT_MORE: usize = 64;

impl Nearest {
    fn to(bound: Bound, limit: usize) -> Self {
        Self {
            bound,
            limit,
            kept: Vec::new(),
            reach: u32::MAX,
            passed: 0,
            ahead: 0,
        }
    }

    fn take_all(&mut self, run: &Run, query: &Query<'_>, dead: &Dead) {
        let row = run.index.columns.row.values();
        run.index.visit(query, dead, |places| match places {
            super::Places::Run(range) => row[range].iter().for_each(|row| self.take(*row)),
            listed @ super::Places::Listed(_) => listed.for_each(|at| self.take(row[at])),
        });
    }

    fn take(&mut self, row: u32) {
        let distance = match self.bound {
            Bound::From(bound) => row.checked_sub(bound),
            Bound::Before(bound) => bound.checked_sub(row.saturating_add(1)),
        };
        let Some(distance) = distance else {
            self.passed += 1;
            return;
        };
        self.ahead += 1;
        if distance < self.reach {
            self.kept.push(distance);
            if self.kept.len() > 2 * self.limit + KEPT_MORE {
                self.narrow();
            }
        }
    }

    fn narrow(&mut self) {
        if self.kept.len() > self.limit {
            let (_, last, _) = self.kept.select_nth_unstable(self.limit);
            self.reach = *last;
            self.kept.truncate(self.limit);
        }
    }

    fn rows(mut self) -> impl Iterator<Item = u32> {
        self.narrow();
        let bound = self.bound;
        self.kept.into_iter().map(move |distance| match bound {
            Bound::From(bound) => bound + distance,
            Bound::Before(bound) => bound - 1 - distance,
        })
    }
}
