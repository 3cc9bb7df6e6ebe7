//! The user's places beside the store: lists that a person can read, and the layers compiled of them.
//!
//! `gazetteer/own/bases.tsv` is the truth; `gazetteer/own.bin` is derived from all of `gazetteer/own`, and
//! made anew whenever a list, the layer below or the program has changed. A layer is written beside the old
//! one and put in its place, so that whoever has mapped the old one into memory keeps it.

mod compiled;
mod followed;
mod intake;
mod list;

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::gazetteer::{BlobError, Gazetteer, Standing, TableError};

pub use followed::Followed;
pub use intake::{Intake, Outcome};
pub use list::List;

/// The folder of the user's places in the store's folder.
const FOLDER_NAME: &str = "gazetteer";

/// The file that whoever changes the lists keeps locked.
const LOCK_NAME: &str = "lock";

/// The standings that a user's list may have, from the lowest layer to the highest.
const STANDINGS: [Standing; 2] = [Standing::Reference, Standing::Own];

/// The user's places of one store.
#[derive(Debug, Clone)]
pub struct OwnPlaces {
    folder: PathBuf,
}

/// What cannot be done with the user's places.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OwnError {
    /// A file or folder cannot be read or written.
    #[error("cannot {doing} {path}")]
    File {
        /// What was tried.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: Arc<io::Error>,
    },
    /// A line of a list cannot be used; somebody has changed it by hand.
    #[error("in {folder}")]
    Table {
        /// The folder of the list.
        folder: PathBuf,
        /// The line.
        source: TableError,
    },
    /// A layer that has just been compiled cannot be read.
    #[error("cannot use {path}")]
    Compiled {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: Arc<BlobError>,
    },
    /// A name that no list can have.
    #[error(
        "the list's name is {0:?}, expected letters, digits, hyphens, points or underscores, at most 64; see \
         --name"
    )]
    Label(String),
    /// A list or place that is not there.
    #[error("there is no list and no place of yours called {0:?}; see zij gazetteer list")]
    Unknown(String),
}

impl OwnError {
    fn file(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self::File {
            doing,
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }
}

impl OwnPlaces {
    /// The places beside the store of a folder.
    #[must_use]
    pub fn beside(store: &Path) -> Self {
        Self {
            folder: store.join(FOLDER_NAME),
        }
    }

    /// The bundled gazetteer with the user's places over it, or the bundled one if there are none. Layers
    /// that are not up to date are compiled; for the rest of the program's life they stay in memory as far
    /// as they are used.
    ///
    /// # Errors
    ///
    /// When a list cannot be read, or a line of it not be used.
    pub fn open(&self) -> Result<&'static Gazetteer, OwnError> {
        let mut layered = None;
        for standing in STANDINGS {
            layered = self.layer(standing, layered)?;
        }
        let bundled = Gazetteer::bundled();
        Ok(layered.map_or(bundled, |layered| Box::leak(Box::new(layered))))
    }

    /// The gazetteer that a list of a standing lies over.
    ///
    /// # Errors
    ///
    /// As [`OwnPlaces::open`].
    pub fn below(&self, standing: Standing) -> Result<Gazetteer, OwnError> {
        let mut layered = None;
        for lower in STANDINGS.into_iter().filter(|lower| *lower < standing) {
            layered = self.layer(lower, layered)?;
        }
        Ok(layered.unwrap_or_else(|| Gazetteer::bundled().clone()))
    }

    /// Keeps others from changing the lists until it is dropped; waits for those who are at it.
    fn lock(&self) -> Result<File, OwnError> {
        let failed = |source| OwnError::file("lock", &self.folder, source);
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        let lock = File::create(self.folder.join(LOCK_NAME)).map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(lock)
    }
}

#[cfg(test)]
mod tests;
