use rusqlite::{Connection, OptionalExtension, Transaction};

/// `GPKG`, which marks an `SQLite` file as a `GeoPackage` (requirement 2).
pub(super) const APPLICATION_ID: i64 = 0x4750_4B47;

/// `GeoPackage` 1.3.0 (requirement 2).
const USER_VERSION: i64 = 10_300;

/// The steps from an empty file to the present schema. Once released a step is never changed: a change
/// is a further step. The schema version is the number of steps taken.
const STEPS: [&str; 4] = [
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
];

/// The newest schema version that this program knows.
pub(super) const VERSION: i64 = 4;

/// The schema version of a file; none if the file has no schema of ours.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let ours = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'";
    if connection
        .query_row(ours, [], |_| Ok(()))
        .optional()?
        .is_none()
    {
        return Ok(None);
    }
    connection.query_row("SELECT max(version) FROM migrations", [], |row| row.get(0))
}

/// Whether the file holds nothing yet.
pub(super) fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
}

/// Takes the steps that the file has not taken.
pub(super) fn migrate(transaction: &Transaction, now: &str) -> rusqlite::Result<()> {
    let taken = version(transaction)?.unwrap_or(0);
    for (version, step) in (1..=VERSION)
        .zip(STEPS)
        .filter(|(version, _)| *version > taken)
    {
        transaction.execute_batch(step)?;
        transaction.execute(
            "INSERT INTO migrations (version, applied_at) VALUES (?1, ?2)",
            (version, now),
        )?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", USER_VERSION)
}

/// The number that says what kind of `SQLite` file it is.
pub(super) fn application_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}
