//! Where readers put what they take: into one batch, or into many of a bounded size.

use std::{cell::Cell, ops::ControlFlow, rc::Rc};

use super::{
    Batch, Document, INPUT_BYTES_MAX, ReadError, Record, Refusal,
    archive::{DEPTH_MAX, UNPACKED_BYTES_MAX},
};

/// Takes what readers read and passes it on whenever enough has come together.
pub(super) struct Sink<'p> {
    batch: Batch,
    batch_rows: usize,
    rows: usize,
    rows_max: usize,
    /// In how many archives the reader stands.
    depth: u8,
    unpacked_left: Rc<Cell<u64>>,
    pass: &'p mut dyn FnMut(Batch) -> ControlFlow<()>,
}

impl<'p> Sink<'p> {
    /// A sink that passes on `batch_rows` at a time and takes no more than `rows_max`.
    pub(super) fn new(
        batch_rows: usize,
        rows_max: usize,
        pass: &'p mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) -> Self {
        Self {
            batch: Batch::default(),
            batch_rows,
            rows: 0,
            rows_max,
            depth: 0,
            unpacked_left: Rc::new(Cell::new(UNPACKED_BYTES_MAX)),
            pass,
        }
    }

    /// The most bytes of the input: what is passed on in batches has no end, what is taken as a whole has.
    pub(super) fn bytes_max(&self) -> u64 {
        if self.rows_max == usize::MAX {
            u64::MAX
        } else {
            INPUT_BYTES_MAX
        }
    }

    /// How many bytes may still be unpacked of the archives of this input.
    pub(super) fn unpacked_left(&self) -> Rc<Cell<u64>> {
        self.unpacked_left.clone()
    }

    /// Reads what stands in an archive.
    pub(super) fn within(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        if self.depth == DEPTH_MAX {
            return Err(ReadError::Nested);
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Whether nothing has come, not even a refusal.
    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    pub(super) fn document(&mut self, document: Document) -> Result<(), ReadError> {
        self.count(1)?;
        self.batch.documents.push(document);
        self.pass_if_full()
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) -> Result<(), ReadError> {
        self.count(1)?;
        self.batch.refused.push(refusal);
        self.pass_if_full()
    }

    pub(super) fn record(&mut self, record: Result<Record, Refusal>) -> Result<(), ReadError> {
        match record {
            Ok(record) => self.records(Ok(vec![record])),
            Err(refusal) => self.refuse(refusal),
        }
    }

    pub(super) fn records(
        &mut self,
        records: Result<Vec<Record>, Refusal>,
    ) -> Result<(), ReadError> {
        match records {
            Ok(records) => {
                self.count(records.len())?;
                self.batch.records.extend(records);
                self.pass_if_full()
            }
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// Passes on what is left.
    pub(super) fn finish(mut self) -> Result<(), ReadError> {
        if self.batch.len() > 0 {
            self.pass()?;
        }
        Ok(())
    }

    fn count(&mut self, rows: usize) -> Result<(), ReadError> {
        self.rows += rows;
        if self.rows > self.rows_max {
            return Err(ReadError::Rows);
        }
        Ok(())
    }

    fn pass_if_full(&mut self) -> Result<(), ReadError> {
        if self.batch.len() < self.batch_rows {
            return Ok(());
        }
        self.pass()
    }

    fn pass(&mut self) -> Result<(), ReadError> {
        match (self.pass)(std::mem::take(&mut self.batch)) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadError::Stopped),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Origin, ROWS_MAX};

    fn refusal() -> Refusal {
        Refusal {
            origin: Origin::default(),
            value: None,
            reason: String::new(),
        }
    }

    #[test]
    fn an_input_may_have_as_many_rows_as_the_limit_and_no_more() {
        let mut pass = |_| ControlFlow::Continue(());
        let mut sink = Sink::new(1_000, ROWS_MAX, &mut pass);
        for _ in 0..ROWS_MAX {
            sink.refuse(refusal()).unwrap();
        }
        let error = sink.refuse(refusal()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "more than 1000000 rows, the most that one input may have; split it"
        );
    }

    #[test]
    fn rows_are_passed_on_in_batches_until_somebody_has_enough() {
        let mut sizes = Vec::new();
        let mut pass = |batch: Batch| {
            sizes.push(batch.len());
            if sizes.len() < 3 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let mut sink = Sink::new(2, usize::MAX, &mut pass);
        for _ in 0..5 {
            sink.refuse(refusal()).unwrap();
        }
        assert!(matches!(sink.finish(), Err(ReadError::Stopped)));
        assert_eq!(sizes, [2, 2, 1]);
    }
}
