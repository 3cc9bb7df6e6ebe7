use std::{error::Error, path::PathBuf};

use crate::{
    gazetteer::Gazetteer,
    store::{GeoPackage, OwnError, OwnPlaces, StoreError},
    time::Timestamp,
};

/// Which store a command works on.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct StoreArgs {
    /// The folder of the store; `zij serve` and `zij ingest` make it if it is not there
    #[arg(
        long = "store",
        env = "ZIJ_STORE",
        value_name = "FOLDER",
        default_value = "zij-data"
    )]
    folder: PathBuf,
}

impl StoreArgs {
    /// Opens the store, and makes it if it is not there.
    ///
    /// # Errors
    ///
    /// When it cannot be made or opened.
    pub(super) fn open(&self) -> Result<GeoPackage, StoreError> {
        GeoPackage::open(&self.folder, Timestamp::now)
    }

    /// The user's places beside the store.
    pub(super) fn own_places(&self) -> OwnPlaces {
        OwnPlaces::beside(&self.folder)
    }

    /// The bundled gazetteer with the user's places over it.
    ///
    /// # Errors
    ///
    /// When the user's places cannot be opened.
    pub(super) fn gazetteer(&self) -> Result<&'static Gazetteer, OwnError> {
        self.own_places().open()
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    ///
    /// When it is not there or cannot be opened.
    pub(super) fn open_existing(&self) -> Result<GeoPackage, Box<dyn Error>> {
        if !self.folder.is_dir() {
            let folder = self.folder.display();
            return Err(format!("there is no store at {folder}; see zij ingest").into());
        }
        Ok(self.open()?)
    }
}
