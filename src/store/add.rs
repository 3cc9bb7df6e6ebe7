use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::Value;

use super::{
    Added, GeoPackage, NewDocument, StoreError, Stored,
    geopackage::{touch, written},
    review, row,
};
use crate::{document::Document, event::Event, time::Timestamp};

static INSERT_EVENT: LazyLock<String> = LazyLock::new(|| {
    let places = vec!["?"; row::COLUMNS.len()].join(", ");
    format!(
        "INSERT INTO events ({}) VALUES ({places})",
        row::COLUMNS.join(", ")
    )
});

impl GeoPackage {
    /// Adds documents with their mentions and events, and records as events of their own, all or none.
    /// What is there already stays as it is; an event's first revision says `added`, by `who`.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; then nothing of this call is stored.
    pub fn add(
        &self,
        documents: Vec<NewDocument>,
        records: Vec<Event>,
        who: &str,
    ) -> Result<Added, StoreError> {
        let (path, now, who) = (self.path.clone(), self.now(), who.to_owned());
        self.writer.write(move |connection| {
            let mut adding = Adding {
                connection,
                now,
                who: &who,
                added: Added::default(),
            };
            let done = adding.all(&documents, records);
            done.map_err(|source| StoreError::database("add events", &path, source))?;
            Ok(adding.added)
        })
    }
}

struct Adding<'c> {
    connection: &'c Connection,
    now: Timestamp,
    who: &'c str,
    added: Added,
}

impl Adding<'_> {
    fn all(&mut self, documents: &[NewDocument], records: Vec<Event>) -> rusqlite::Result<()> {
        for new in documents {
            self.document(new)?;
        }
        for event in records {
            self.record(event)?;
        }
        touch(self.connection, self.now)
    }

    fn document(&mut self, new: &NewDocument) -> rusqlite::Result<()> {
        let id = new.document.id.as_str();
        if self.has("SELECT 1 FROM documents WHERE id = ?1", id)? {
            self.added.duplicates.push(id.to_owned());
            return Ok(());
        }
        self.insert_document(&new.document, new.lang.as_deref())?;
        for mention in &new.mentions {
            self.insert_mention(id, mention)?;
        }
        for event in &new.events {
            self.record(event.clone())?;
        }
        self.added.documents.push(id.to_owned());
        Ok(())
    }

    fn record(&mut self, event: Event) -> rusqlite::Result<()> {
        if self.has("SELECT 1 FROM events WHERE id = ?1", &event.id)? {
            self.added.duplicates.push(event.id);
            return Ok(());
        }
        let id = event.id.clone();
        self.insert_event(event)?;
        self.added.events.push(id);
        Ok(())
    }

    fn has(&self, sql: &str, id: &str) -> rusqlite::Result<bool> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([id], |_| Ok(())).optional()?.is_some())
    }

    fn insert_document(&self, document: &Document, lang: Option<&str>) -> rusqlite::Result<usize> {
        let sql = "INSERT INTO documents (id, title, text, published, lang, source, source_url, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.connection.prepare_cached(sql)?.execute(params![
            document.id.as_str(),
            document.title,
            document.text,
            document.published.map(|day| day.to_string()),
            lang.or(document.lang.as_deref()),
            document.source,
            document.source_url,
            written(self.now),
        ])
    }

    fn insert_mention(&self, doc_id: &str, mention: &Value) -> rusqlite::Result<usize> {
        let sql = "INSERT INTO mentions
            (doc_id, start_offset, end_offset, text, role, confidence, place_id, detail)
            SELECT ?1, ?2 ->> 'start', ?2 ->> 'end', ?2 ->> 'text', ?2 ->> 'role',
              ?2 ->> 'confidence', ?2 ->> '$.place.id', ?2";
        self.connection
            .prepare_cached(sql)?
            .execute(params![doc_id, mention.to_string()])
    }

    fn insert_event(&self, event: Event) -> rusqlite::Result<()> {
        let state = review::State::of(&event);
        let revision = review::revise(
            self.connection,
            &event.id,
            &state,
            "added",
            self.who,
            self.now,
        )?;
        let stored = Stored {
            event,
            created_at: self.now,
            updated_at: self.now,
            revision,
        };
        self.connection
            .prepare_cached(&INSERT_EVENT)?
            .execute(params_from_iter(row::values(&stored)))?;
        Ok(())
    }
}
