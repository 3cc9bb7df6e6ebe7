use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use super::Snapshot;
use crate::store::{GeoPackage, StoreError};

/// A store with the present snapshot of its events.
#[derive(Debug)]
pub struct Live {
    store: GeoPackage,
    snapshot: ArcSwap<Snapshot>,
    refreshing: Mutex<()>,
}

impl Live {
    /// Reads every event of the store.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn of(store: GeoPackage) -> Result<Self, StoreError> {
        Ok(Self {
            snapshot: ArcSwap::from_pointee(Snapshot::of(store.events()?)),
            store,
            refreshing: Mutex::default(),
        })
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &GeoPackage {
        &self.store
    }

    /// The present snapshot. It stays as it is for as long as it is held.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Brings the snapshot up to the store, whoever has changed it; the snapshot then.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn refresh(&self) -> Result<Arc<Snapshot>, StoreError> {
        let _one = self
            .refreshing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let present = self.snapshot();
        let changed = self.store.changes_since(present.revision())?;
        if !changed.is_empty() {
            self.snapshot.store(Arc::new(present.with(changed)));
        }
        Ok(self.snapshot())
    }
}
