use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::Value;

use super::{
    Added, GeoPackage, NewDocument, StoreError, Stored,
    geopackage::{touch, written},
    merge::Found,
    review::{self, By},
    row,
    writer::Writing,
};
use crate::{document::Document, event::Event};

/// One look into the table of ids both finds an event that is there and adds one that is not.
static INSERT_EVENT: LazyLock<String> = LazyLock::new(|| {
    let places = vec!["?"; row::COLUMNS.len()].join(", ");
    format!(
        "INSERT INTO events ({}) VALUES ({places}) ON CONFLICT (id) DO NOTHING",
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
        self.begin_add(documents, records, who)?.wait()
    }

    /// Adds as [`GeoPackage::add`] does, while the one who asked goes on.
    pub(super) fn begin_add(
        &self,
        documents: Vec<NewDocument>,
        records: Vec<Event>,
        who: &str,
    ) -> Result<Writing<Added>, StoreError> {
        let (path, now, who) = (self.path.clone(), self.now(), who.to_owned());
        self.writer.begin(move |connection| {
            let by = By {
                connection,
                who: &who,
                now,
            };
            let mut adding = Adding {
                connection,
                by,
                at: written(now),
                revision: 0,
                added: Added::default(),
            };
            let done = adding.all(documents, records);
            done.map_err(|source| StoreError::database("add events", &path, source))?;
            Ok(adding.added)
        })
    }
}

struct Adding<'c> {
    connection: &'c Connection,
    by: By<'c>,
    /// The present time as it is written.
    at: String,
    /// The number of the last revision.
    revision: i64,
    added: Added,
}

impl Adding<'_> {
    fn all(&mut self, documents: Vec<NewDocument>, records: Vec<Event>) -> rusqlite::Result<()> {
        self.revision = review::last_revision(self.connection)?;
        for new in documents {
            self.document(new)?;
        }
        self.records(records)?;
        touch(self.connection, self.by.now)
    }

    fn document(&mut self, new: NewDocument) -> rusqlite::Result<()> {
        let id = new.document.id.as_str();
        if self.has("SELECT 1 FROM documents WHERE id = ?1", id)? {
            self.added.duplicates.push(id.to_owned());
            return Ok(());
        }
        self.insert_document(&new.document, new.lang.as_deref())?;
        for mention in &new.mentions {
            self.insert_mention(id, mention)?;
        }
        for event in new.events {
            // An event that is there came back with an export before its document did: the document is
            // what is counted.
            self.reported(event)?;
        }
        self.added.documents.push(new.document.id.to_string());
        Ok(())
    }

    /// Adds an event that a document tells of; perhaps another document tells of it too.
    fn reported(&mut self, event: Event) -> rusqlite::Result<()> {
        let id = event.id.clone();
        let Some(stored) = self.insert_event(event)? else {
            return Ok(());
        };
        match self.by.seek(stored)? {
            Found::New => {}
            Found::Merged => {
                self.revision = review::last_revision(self.connection)?;
                self.added.merged.push(id.clone());
            }
            Found::MayBe => self.added.may_be.push(id.clone()),
        }
        self.added.events.push(id);
        Ok(())
    }

    /// Adds rows of lists, and then the first revisions of all of them at once.
    fn records(&mut self, records: Vec<Event>) -> rusqlite::Result<()> {
        let before = self.revision;
        let mut insert = self.connection.prepare_cached(&INSERT_EVENT)?;
        for event in records {
            let revision = self.revision + 1;
            if insert.execute(params_from_iter(row::values(&event, &self.at, revision)))? == 0 {
                self.added.duplicates.push(event.id);
            } else {
                self.added.events.push(event.id);
                self.added.records += 1;
                self.revision = revision;
            }
        }
        self.by.revise_added(before)
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
            self.at,
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

    /// Adds an event and its first revision; none if it is there.
    fn insert_event(&mut self, event: Event) -> rusqlite::Result<Option<Stored>> {
        let revision = self.revision + 1;
        let stored = Stored {
            event,
            created_at: self.by.now,
            updated_at: self.by.now,
            revision,
        };
        let mut insert = self.connection.prepare_cached(&INSERT_EVENT)?;
        if insert.execute(params_from_iter(row::values(
            &stored.event,
            &self.at,
            revision,
        )))? == 0
        {
            return Ok(None);
        }
        self.by.revise_added(self.revision)?;
        self.revision = revision;
        Ok(Some(stored))
    }
}
