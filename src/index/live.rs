use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use arc_swap::ArcSwap;

use super::{
    Snapshot,
    file::{self, FILE_NAME},
    record,
    run::{Builder, Run},
};
use crate::store::{GeoPackage, StoreError};

/// A store of fewer events is read as a whole at every start: that takes less than the file is worth.
const FILE_EVENTS_MIN: usize = 20_000;

/// A store with the present snapshot of its events.
#[derive(Debug)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    store: GeoPackage,
    snapshot: ArcSwap<Snapshot>,
    refreshing: Mutex<()>,
    /// Whether the runs are being merged.
    merging: AtomicBool,
}

impl Live {
    /// Opens the index that lies beside the store, brought up to it, or makes it of every event.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn of(store: GeoPackage) -> Result<Self, StoreError> {
        let kept = kept(&store)?;
        let is_kept = kept.is_some();
        let base = match kept {
            Some(base) => base,
            None => made(&store)?,
        };
        let live = Self(Arc::new(Shared {
            snapshot: ArcSwap::from_pointee(Snapshot::over(base)),
            store,
            refreshing: Mutex::default(),
            merging: AtomicBool::new(false),
        }));
        live.refresh()?;
        if is_kept {
            live.beside("zij-checker", Shared::check);
        }
        Ok(live)
    }

    /// Does work on a thread of its own; false where none can be had.
    fn beside(&self, name: &str, work: fn(&Shared)) -> bool {
        let shared = Arc::clone(&self.0);
        let named = thread::Builder::new().name(name.to_owned());
        named.spawn(move || work(&shared)).is_ok()
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &GeoPackage {
        &self.0.store
    }

    /// The present snapshot. It stays as it is for as long as it is held.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.0.snapshot.load_full()
    }

    /// The store's revision that the present snapshot shows.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.0.snapshot.load().revision()
    }

    /// Brings the snapshot up to the store, whoever has changed it; the snapshot then.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn refresh(&self) -> Result<Arc<Snapshot>, StoreError> {
        let present = self.0.refresh()?;
        if present.wants_merging()
            && !self.0.merging.swap(true, Ordering::AcqRel)
            && !self.beside("zij-merger", Shared::merge)
        {
            // The runs stay as they are until the next change.
            self.0.merging.store(false, Ordering::Release);
        }
        Ok(present)
    }
}

impl Shared {
    fn refresh(&self) -> Result<Arc<Snapshot>, StoreError> {
        let _one = self
            .refreshing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let present = self.snapshot.load_full();
        let changed = self.store.changes_since(present.revision())?;
        if !changed.is_empty() {
            self.snapshot.store(Arc::new(present.with(changed)));
        }
        Ok(self.snapshot.load_full())
    }

    /// Compares the index's file with its checksums, and makes it anew if it is damaged.
    fn check(&self) {
        let path = path(&self.store);
        let Err(error) = file::verify(&path) else {
            return;
        };
        tracing::error!(path = %path.display(), %error, "the index is made anew");
        match made(&self.store) {
            Ok(run) => {
                let _one = self
                    .refreshing
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                self.snapshot.store(Arc::new(Snapshot::over(run)));
            }
            Err(error) => tracing::error!(%error, "the index could not be made"),
        }
    }

    /// Merges the runs into one, while others read and write, and puts it in their place.
    fn merge(&self) {
        let before = self.snapshot.load_full();
        let merged = run(&self.store, before.len(), |builder| {
            for layer in before.layers() {
                layer.records(|record| builder(record));
            }
            Ok(())
        });
        match merged {
            Ok(merged) => {
                let _one = self
                    .refreshing
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                let present = self.snapshot.load();
                let rebased = present.rebased(merged, before.layers());
                self.snapshot.store(Arc::new(rebased));
            }
            Err(error) => tracing::warn!(%error, "the index could not be merged"),
        }
        self.merging.store(false, Ordering::Release);
    }
}

fn path(store: &GeoPackage) -> PathBuf {
    store.path().with_file_name(FILE_NAME)
}

/// The run in the file beside the store; none if there is none that fits the store.
fn kept(store: &GeoPackage) -> Result<Option<Run>, StoreError> {
    let path = path(store);
    let opened = match file::open(&path) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "the index is made anew");
            return Ok(None);
        }
    };
    let (run, stamp) = opened;
    if store.stamp(run.revision)?.as_deref() != Some(stamp.as_str()) {
        tracing::warn!(path = %path.display(), "the index is made anew: it shows another store");
        return Ok(None);
    }
    Ok(Some(run))
}

/// The run of every event of the store.
fn made(store: &GeoPackage) -> Result<Run, StoreError> {
    let mut failed = None;
    let events = usize::try_from(store.revision()?).unwrap_or(usize::MAX);
    let made = run(store, events, |push| {
        let done = store.each_event(|stored| push(&record::encode(&stored)));
        done.map_err(|error| {
            let told = io::Error::other(error.to_string());
            failed = Some(error);
            told
        })
    });
    match (made, failed) {
        (_, Some(error)) => Err(error),
        (Ok(run), None) => Ok(run),
        (Err(error), None) => Err(StoreError::file("write the index of", store.path(), error)),
    }
}

/// The run of records, in a file if there are many and a file can be written.
fn run(
    store: &GeoPackage,
    events: usize,
    mut fill: impl FnMut(&mut dyn FnMut(&[u8])) -> io::Result<()>,
) -> io::Result<Run> {
    if events >= FILE_EVENTS_MIN {
        let stamp = |revision| {
            let stamp = store.stamp(revision).map_err(io::Error::other)?;
            Ok(stamp.unwrap_or_default())
        };
        let written = file::write(
            &path(store),
            |to| fill(&mut |record| to.push(record)),
            stamp,
        );
        match written {
            Ok(run) => return Ok(run),
            Err(error) => tracing::warn!(%error, "the index is kept in memory"),
        }
    }
    let mut builder = Builder::new(Vec::new());
    fill(&mut |record| builder.push(record))?;
    Ok(builder.held())
}
