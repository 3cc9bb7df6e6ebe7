use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::{StoreError, schema, writer::Writer};
use crate::time::Timestamp;

/// The name of the store's file within its folder.
pub const FILE_NAME: &str = "events.gpkg";

/// How long a reader or the writer waits for another process that has locked the file.
const BUSY_TIMEOUT_MS: u64 = 5_000;

/// How much of the file the writer keeps in memory, in KiB: enough for the table of ids of a million events,
/// each of which may stand anywhere in it.
const WRITER_CACHE_KIB: i64 = 96 << 10;

/// How many pages of the write-ahead log are moved into the file at once: a page that is written again and
/// again is moved once.
const CHECKPOINT_PAGES: i64 = 32 << 10;

/// Tells the present time.
pub type Clock = fn() -> Timestamp;

/// The embedded store: one file, one writing thread, as many readers as ask at the same time.
///
/// ```
/// use zij::{store::GeoPackage, time::Timestamp};
/// # let folder = tempfile::tempdir()?;
/// let store = GeoPackage::open(folder.path(), Timestamp::now)?;
/// assert_eq!(store.events()?, []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct GeoPackage {
    pub(super) path: PathBuf,
    clock: Clock,
    pub(super) writer: Writer,
    readers: Mutex<Vec<Connection>>,
}

impl GeoPackage {
    /// Opens the store in a folder and makes folder and file if they are not there.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or the file is none of ours, of a newer version, or damaged.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self, StoreError> {
        fs::create_dir_all(folder)
            .map_err(|source| StoreError::file("make the folder", folder, source))?;
        let path = folder.join(FILE_NAME);
        let mut connection = connect(&path)?;
        check_is_ours(&connection, &path)?;
        prepare(&mut connection, &written(clock()))
            .map_err(|source| StoreError::database("prepare the tables", &path, source))?;
        Ok(Self {
            writer: Writer::start(connection, &path)?,
            readers: Mutex::default(),
            path,
            clock,
        })
    }

    /// The store's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The present time, to the millisecond that is written.
    pub(super) fn now(&self) -> Timestamp {
        let now = (self.clock)();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// Reads with a connection of its own, in one consistent state of the store.
    pub(super) fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let idle = self.lock_readers().pop();
        let mut connection = idle.map_or_else(|| connect(&self.path), Ok)?;
        let done = connection
            .transaction()
            .and_then(|transaction| work(&transaction));
        self.lock_readers().push(connection);
        done.map_err(|source| StoreError::database(doing, &self.path, source))
    }

    fn lock_readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A time as `GeoPackage` writes it (table 1, `DATETIME`): UTC, with milliseconds.
pub(super) fn written(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// Writes down when the tables were last changed, as clients look for it.
pub(super) fn touch(connection: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    let sql = "UPDATE gpkg_contents SET last_change = ?1";
    connection.execute(sql, [written(now)]).map(drop)
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    });
    opened.map_err(|source| StoreError::database("open the store", path, source))
}

/// Refuses a file that another program has made, or a newer version of this one, before a byte of it
/// is changed.
fn check_is_ours(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let foreign = |found| StoreError::Foreign {
        path: path.to_owned(),
        found,
    };
    let failed = |source: rusqlite::Error| match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => foreign("no SQLite file"),
        _ => StoreError::database("read the header", path, source),
    };
    if schema::is_empty(connection).map_err(failed)? {
        return Ok(());
    }
    if schema::application_id(connection).map_err(failed)? != schema::APPLICATION_ID {
        return Err(foreign("an SQLite file but no GeoPackage"));
    }
    match schema::version(connection).map_err(failed)? {
        None => Err(foreign("a GeoPackage of another program")),
        Some(found) if found > schema::VERSION => Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: schema::VERSION,
        }),
        Some(_) => Ok(()),
    }
}

/// Makes or updates the tables. A new file gets its header before its write-ahead log, because others
/// look at the file's first bytes to see that it is a `GeoPackage`.
fn prepare(connection: &mut Connection, now: &str) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    schema::migrate(&transaction, now)?;
    transaction.commit()?;
    connection.pragma_update(None, "journal_mode", "WAL")
}
