use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, Params, Row};
use serde_json::Value;

use super::{GeoPackage, StoreError, Stored, StoredDocument, cells::Cells, row};
use crate::{
    document::{Document, DocumentId},
    event::Event,
};

static SELECT_EVENTS: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {} FROM events", row::COLUMNS.join(", ")));

const DOCUMENT_COLUMNS: [&str; 7] = [
    "id",
    "title",
    "text",
    "published",
    "lang",
    "source",
    "source_url",
];

impl GeoPackage {
    /// Every event, in the order of addition.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a cell has been changed into what it cannot be.
    pub fn events(&self) -> Result<Vec<Stored>, StoreError> {
        self.read("read the events", |connection| {
            select(connection, "ORDER BY fid", ())
        })
    }

    /// Calls `each` with every event, one at a time in memory.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::events`].
    pub fn each_event(&self, mut each: impl FnMut(Stored)) -> Result<(), StoreError> {
        self.read("read the events", |connection| {
            let mut statement = connection.prepare_cached(&SELECT_EVENTS)?;
            for stored in statement.query_map((), row::read)? {
                each(stored?);
            }
            Ok(())
        })
    }

    /// The events that tell of the same event at its other places, in the order of addition.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::events`].
    pub fn siblings(&self, event: &Event) -> Result<Vec<Stored>, StoreError> {
        self.read("read the event's places", |connection| {
            select(
                connection,
                "WHERE event_id = ?1 AND id <> ?2 ORDER BY fid",
                [&event.event_id, &event.id],
            )
        })
    }

    /// What a revision was, in words that no other store has for it; none if there is no such revision.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn stamp(&self, revision: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id || ' ' || changed_at || ' ' || who FROM revisions WHERE revision = ?1";
        self.read("read a revision", |connection| {
            connection
                .prepare_cached(sql)?
                .query_row([revision], |row| row.get(0))
                .optional()
        })
    }

    /// The events added or changed after a revision, in the order of their last changes.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::events`].
    pub fn changes_since(&self, revision: i64) -> Result<Vec<Stored>, StoreError> {
        self.read("read the changes", |connection| {
            select(
                connection,
                "WHERE revision > ?1 ORDER BY revision",
                [revision],
            )
        })
    }

    /// The first so many of [`GeoPackage::changes_since`].
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::events`].
    pub fn changes_after(&self, revision: i64, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read("read the changes", |connection| {
            let condition = "WHERE revision > ?1 ORDER BY revision LIMIT ?2";
            select(connection, condition, [revision, limit])
        })
    }

    /// The number of the last revision of any event; 0 in an empty store.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn revision(&self) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(revision), 0) FROM revisions";
        self.read("read the last revision", |connection| {
            connection
                .prepare_cached(sql)?
                .query_row((), |row| row.get(0))
        })
    }

    /// The event with the id; none if there is none.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::events`].
    pub fn event(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        self.read("read the event", |connection| event(connection, id))
    }

    /// The document with the id and its mentions; none if there is none.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a cell has been changed into what it cannot be.
    pub fn document(&self, id: &str) -> Result<Option<StoredDocument>, StoreError> {
        self.read("read the document", |connection| {
            let sql = format!(
                "SELECT {} FROM documents WHERE id = ?1",
                DOCUMENT_COLUMNS.join(", ")
            );
            let found = connection
                .prepare_cached(&sql)?
                .query_row([id], document)
                .optional()?;
            found
                .map(|document| {
                    Ok(StoredDocument {
                        document,
                        mentions: mentions(connection, id)?,
                    })
                })
                .transpose()
        })
    }

    /// What the program has remembered under a key; none if nothing.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn remembered(&self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM meta WHERE key = ?1";
        self.read("read what is remembered", |connection| {
            connection
                .query_row(sql, [key], |row| row.get(0))
                .optional()
        })
    }

    /// Remembers a value under a key, in the place of what was there.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn remember(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        let path = self.path.clone();
        let (key, value) = (key.to_owned(), value.to_owned());
        self.writer.write(move |connection| {
            let done = connection.execute(sql, (key, value));
            done.map_err(|source| StoreError::database("remember", &path, source))?;
            Ok(())
        })
    }
}

/// The events that a condition selects.
pub(super) fn select(
    connection: &Connection,
    condition: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<Stored>> {
    let sql = format!("{} {condition}", *SELECT_EVENTS);
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params, row::read)?.collect()
}

/// The event with the id.
pub(super) fn event(connection: &Connection, id: &str) -> rusqlite::Result<Option<Stored>> {
    Ok(select(connection, "WHERE id = ?1", [id])?.pop())
}

fn document(row: &Row) -> rusqlite::Result<Document> {
    let cells = &mut Cells::new(row, &DOCUMENT_COLUMNS);
    Ok(Document {
        id: DocumentId::given(cells.next()?),
        title: cells.next()?,
        text: cells.next()?,
        published: cells.parse(|text| text.parse().ok(), "a day, YYYY-MM-DD")?,
        lang: cells.next()?,
        source: cells.next()?,
        source_url: cells.next()?,
    })
}

fn mentions(connection: &Connection, id: &str) -> rusqlite::Result<Vec<Value>> {
    let sql = "SELECT detail FROM mentions WHERE doc_id = ?1 ORDER BY start_offset, fid";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row| {
        Cells::new(row, &["detail"])
            .required(|text| serde_json::from_str(text).ok(), "a JSON object")
    };
    statement.query_map([id], read)?.collect()
}
