use super::{Added, GeoPackage, NewDocument, StoreError, writer::Writing};
use crate::{
    document::{Batch, Columns, Mapping, Refusal},
    ingest::{Parsed, Pipeline, Report, Taken},
};

impl From<Parsed> for NewDocument {
    fn from(parsed: Parsed) -> Self {
        Self {
            lang: Some(parsed.lang),
            mentions: parsed.mentions,
            document: parsed.document,
            events: parsed.events,
        }
    }
}

/// A batch that is being stored.
pub struct Taking {
    added: Writing<Added>,
    refused: Vec<Refusal>,
}

impl Taking {
    /// Waits until the batch is on the disk; what became of it.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; then nothing of the batch is stored.
    pub fn finish(self) -> Result<Report, StoreError> {
        let added = self.added.wait()?;
        let taken = Taken {
            documents: added.documents.len(),
            records: added.records,
            events: added.events.len(),
            duplicates: added.duplicates.len(),
            merged: added.merged.len(),
            may_be: added.may_be.len(),
        };
        Ok(Report {
            taken,
            refused: self.refused,
            documents: added.documents,
            events: added.events,
        })
    }
}

impl GeoPackage {
    /// Turns what was read into events and stores all of it at once; `dataset` names the list that rows
    /// belong to if they do not say, `who` stands in the revisions.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; then nothing of the batch is stored.
    pub fn take(
        &self,
        pipeline: &Pipeline<'_>,
        batch: Batch,
        dataset: &str,
        who: &str,
    ) -> Result<Report, StoreError> {
        self.begin_take(pipeline, batch, dataset, who)?.finish()
    }

    /// Takes as [`GeoPackage::take`] does, and lets the one who asked read on while it is written.
    ///
    /// # Errors
    ///
    /// When the writer has ended.
    pub fn begin_take(
        &self,
        pipeline: &Pipeline<'_>,
        batch: Batch,
        dataset: &str,
        who: &str,
    ) -> Result<Taking, StoreError> {
        let mut refused = batch.refused;
        let parsed = batch
            .documents
            .into_iter()
            .map(|document| pipeline.parse(document).into());
        let documents: Vec<NewDocument> = parsed.collect();
        let (records, refused_rows) = pipeline.events(batch.records, dataset);
        refused.extend(refused_rows);
        Ok(Taking {
            added: self.begin_add(documents, records, who)?,
            refused,
        })
    }

    /// What is said of such columns: `said`, completed by what was said of them before and is kept here.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn known_mapping(&self, columns: &Columns, said: Mapping) -> Result<Mapping, StoreError> {
        let kept = self.remembered(&columns.key())?;
        // What an older version has kept of a field that is no more says nothing.
        let kept: Mapping = kept.and_then(|kept| kept.parse().ok()).unwrap_or_default();
        Ok(kept.with(said))
    }

    /// Keeps what is said of such columns for the next list that has them.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn keep_mapping(&self, columns: &Columns, said: &Mapping) -> Result<(), StoreError> {
        self.remember(&columns.key(), &said.to_string())
    }
}
