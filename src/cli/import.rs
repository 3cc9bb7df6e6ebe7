//! What is read, into a store: batch after batch, with its columns known and its refusals told.

use std::{collections::VecDeque, error::Error, io::Write, path::Path};

use super::{
    input::{About, Input, bytes, dataset, refused},
    notice::Notice,
};
use crate::{
    document::{Batch, Columns, Profile},
    gazetteer::Gazetteer,
    ingest::{Pipeline, Report},
    store::{GeoPackage, StoreError, Taking},
};

/// How many rows share one transaction: enough that its end costs little, few enough to be held in memory.
const ROWS_AT_ONCE: usize = 10_000;

/// How many batches are being written while the next is read.
const WRITING_MAX: usize = 3;

/// An import that goes on over any number of inputs.
pub(super) struct Import<'a, W> {
    store: &'a GeoPackage,
    pipeline: Pipeline<'static>,
    /// Who stands in the revisions.
    who: &'static str,
    /// Whether the report names every event, which takes memory.
    pub(super) keeps_ids: bool,
    report: Report,
    refused: usize,
    /// The batches that are being written, the first first.
    writing: VecDeque<Taking>,
    words: &'a mut W,
}

impl<'a, W: Write> Import<'a, W> {
    /// An import that tells its refusals to `words`.
    pub(super) fn into(
        store: &'a GeoPackage,
        gazetteer: &'static Gazetteer,
        who: &'static str,
        words: &'a mut W,
    ) -> Self {
        Self {
            store,
            pipeline: Pipeline::new(gazetteer),
            who,
            keeps_ids: false,
            report: Report::default(),
            refused: 0,
            writing: VecDeque::new(),
            words,
        }
    }

    /// What was taken, and how much was refused.
    pub(super) fn outcome(self) -> (Report, usize) {
        (self.report, self.refused)
    }

    /// Takes a file, or standard input for `-`.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub(super) fn take_file(&mut self, path: &Path, about: &About) -> Result<(), Box<dyn Error>> {
        let notice = Notice::of("reading reports and event lists", bytes(path));
        let list = dataset(path);
        match Input::open(path, about, Some(&notice)) {
            Ok(input) => self.take(input, &list),
            Err(error) => {
                let name = path.display().to_string();
                self.batch(refused(error, &name), &list)?;
                Ok(self.finish()?)
            }
        }
    }

    /// Takes an input; its rows belong to the list if they do not say.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub(super) fn take(&mut self, mut input: Input, list: &str) -> Result<(), Box<dyn Error>> {
        let columns = input.columns.clone();
        if let Some(columns) = &columns {
            self.know_columns(&mut input, columns)?;
        }
        let mapping = input.mapping().clone();
        let before = self.report.taken;
        input.each_batch(ROWS_AT_ONCE, |batch| self.batch(batch, list))?;
        self.finish()?;
        if let Some(columns) =
            columns.filter(|_| !mapping.is_empty() && self.report.taken != before)
        {
            self.store.keep_mapping(&columns, &mapping)?;
        }
        Ok(())
    }

    /// Reads a table's columns as was said of such columns before, and says how they are read.
    fn know_columns(&mut self, input: &mut Input, columns: &Columns) -> Result<(), Box<dyn Error>> {
        let known = self.store.known_mapping(columns, input.mapping().clone())?;
        input.read_by(known);
        let columns = input.columns.as_ref().filter(|_| !self.keeps_ids);
        if let Some(columns) = columns.filter(|columns| columns.profile == Profile::Other) {
            writeln!(self.words, "{}: {columns}", input.name())?;
        }
        Ok(())
    }

    fn batch(&mut self, batch: Batch, list: &str) -> Result<(), StoreError> {
        let taking = self
            .store
            .begin_take(&self.pipeline, batch, list, self.who)?;
        self.writing.push_back(taking);
        if self.writing.len() > WRITING_MAX {
            self.finish_one()?;
        }
        Ok(())
    }

    /// Waits until everything is written.
    fn finish(&mut self) -> Result<(), StoreError> {
        while !self.writing.is_empty() {
            self.finish_one()?;
        }
        Ok(())
    }

    fn finish_one(&mut self) -> Result<(), StoreError> {
        let Some(taking) = self.writing.pop_front() else {
            return Ok(());
        };
        let taken = taking.finish()?;
        self.refused += taken.refused.len();
        for refusal in &taken.refused {
            // Words that nobody can read any more are no reason to stop.
            let _ = writeln!(self.words, "{refusal}");
        }
        if self.keeps_ids {
            self.report.add(taken);
        } else {
            self.report.taken.add(taken.taken);
        }
        Ok(())
    }
}
