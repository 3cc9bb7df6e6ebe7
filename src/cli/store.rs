use std::{error::Error, path::PathBuf};

use crate::{
    store::{GeoPackage, StoreError},
    time::Timestamp,
};

/// Which store a command works on.
#[derive(Debug, clap::Args)]
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
