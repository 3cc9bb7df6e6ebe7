//! Durable truth: documents, their mentions, events, and every revision of an event with who and when.
//!
//! The store is one `GeoPackage`, an `SQLite` file that QGIS and GDAL open as it is. What
//! [`GeoPackage::add`] or [`GeoPackage::decide`] has returned is on the disk (write-ahead log,
//! `synchronous=FULL`) and survives the end of the process.
//!
//! Source of the format: OGC `GeoPackage` Encoding Standard 1.3, <https://www.geopackage.org/spec130/>.

mod add;
mod cells;
mod geopackage;
mod intake;
mod layers;
mod merge;
mod own;
mod read;
mod review;
mod row;
mod said;
mod schema;
mod sources;
mod state;
mod writer;

pub use geopackage::{Clock, FILE_NAME, GeoPackage};
pub use intake::Taking;
pub use layers::{Layer, SavedLayer};
pub use merge::{Merge, Merges};
pub use own::{Followed, Intake, List, Outcome, OwnError, OwnPlaces};
pub use review::{Decision, Revision};

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::ErrorCode;
use serde_json::Value;

use crate::{document::Document, event::Event, time::Timestamp};

/// A document that has been parsed: what the store takes in one piece.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDocument {
    /// The document.
    pub document: Document,
    /// Its BCP 47 language, stated or told from the text.
    pub lang: Option<String>,
    /// Its mentions as `zij geoparse` writes them.
    pub mentions: Vec<Value>,
    /// The events that it tells of.
    pub events: Vec<Event>,
}

/// What was new and what was there already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Ids of the documents that were new.
    pub documents: Vec<String>,
    /// Ids of the events that were new.
    pub events: Vec<String>,
    /// How many of them came as events of their own, and not with a document.
    pub records: usize,
    /// Ids of the documents and single events that were there already.
    pub duplicates: Vec<String>,
    /// Ids of the new events that an event of another document tells of too, into which they are merged.
    pub merged: Vec<String>,
    /// Ids of the new events that may be one of another document, for a person to say.
    pub may_be: Vec<String>,
}

/// An event as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The event in its present state.
    pub event: Event,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The number of its last revision; it grows with every change in the store.
    pub revision: i64,
}

/// A document as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// The document, its language told from the text if the source did not state it.
    pub document: Document,
    /// Its mentions as `zij geoparse` writes them, in text order.
    pub mentions: Vec<Value>,
}

/// What the store cannot do, with the file and what was tried.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made or the file not be read.
    #[error("cannot {doing} {path}")]
    File {
        /// What was tried.
        doing: &'static str,
        /// The folder or file.
        path: PathBuf,
        /// Why not.
        source: Arc<std::io::Error>,
    },
    /// `SQLite` says no: disk full, file locked, file damaged.
    #[error("cannot {doing} in {path}")]
    Database {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: Arc<rusqlite::Error>,
    },
    /// A file that is not ours.
    #[error("{path} is {found}, expected a GeoPackage made by zij")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is.
        found: &'static str,
    },
    /// A file of a later version of this program.
    #[error("{path} has schema {found}, expected {known} or older: a newer zij has written it")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// A decision on an event that is not there.
    #[error("event is {0:?}, expected the id of an event in the store")]
    NoEvent(String),
    /// A change of an event or a layer that somebody else has changed in the meantime.
    #[error("{id:?} is at revision {found}, expected {expected}: it has been changed since")]
    Stale {
        /// The event or the layer.
        id: String,
        /// The revision that was to be changed; 0 if there was to be none.
        expected: i64,
        /// The one that it has now.
        found: i64,
    },
    /// An undo without anything to undo.
    #[error("event {0:?} has no decision to undo")]
    NothingToUndo(String),
    /// A merge that makes no sense.
    #[error("event {id:?} cannot be merged into {into:?}: {reason}")]
    CannotMerge {
        /// The event that another would tell of.
        id: String,
        /// The other.
        into: String,
        /// Why not.
        reason: &'static str,
    },
    /// The writer has ended, so nothing can be written any more.
    #[error("the writer of {0} has stopped")]
    Stopped(PathBuf),
}

impl StoreError {
    /// Whether the disk has no room for what was to be written.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        self.code() == Some(ErrorCode::DiskFull)
    }

    /// Whether another process has been writing for so long that this one has given up waiting.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.code() == Some(ErrorCode::DatabaseBusy)
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Database { source, .. } => source.sqlite_error_code(),
            _ => None,
        }
    }

    fn database(doing: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        Self::Database {
            doing,
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }

    pub(crate) fn file(doing: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::File {
            doing,
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }
}
