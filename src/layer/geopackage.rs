//! `GeoPackage`: one table of features with a spatial index, in a file of its own.
//!
//! Source: OGC `GeoPackage` Encoding Standard 1.3, <https://www.geopackage.org/spec130/>.

use std::{
    borrow::Borrow,
    fs::File,
    io::{self, Write},
    path::Path,
};

use rusqlite::{Connection, Transaction, params, params_from_iter, types};
use serde_json::Value;

use super::{
    columns::{Columns, Kind, text},
    degrees,
};
use crate::{
    space::{LonLat, encode_point},
    store::Stored,
    time::Timestamp,
};

/// The tables that the standard asks for.
const TABLES: &str = include_str!("geopackage.sql");

/// What keeps the index as it should be when a GIS program changes the table.
const TRIGGERS: &str = include_str!("geopackage_triggers.sql");

/// Writes the events, those without a place too.
pub(super) fn write(
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let file = tempfile::NamedTempFile::new()?;
    fill(events, file.path())?;
    io::copy(&mut File::open(file.path())?, to).map(drop)
}

fn fill(events: impl Iterator<Item: Borrow<Stored>> + Clone, path: &Path) -> io::Result<()> {
    let columns = Columns::of(&events).told_apart();
    let mut database = Connection::open(path).map_err(io::Error::other)?;
    // Nobody reads the file before it is whole, or after the process has ended.
    let unguarded = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";
    database
        .execute_batch(unguarded)
        .map_err(io::Error::other)?;
    let transaction = database.transaction().map_err(io::Error::other)?;
    transaction
        .execute_batch(&format!("{TABLES}{}", table(&columns)))
        .map_err(io::Error::other)?;
    let mut extent = Extent::default();
    for stored in events {
        let stored = stored.borrow();
        let cells = columns.row(stored)?;
        insert(&transaction, stored, &columns, &cells).map_err(io::Error::other)?;
        extent.add(stored);
    }
    finish(&transaction, &extent).map_err(io::Error::other)?;
    transaction.commit().map_err(io::Error::other)?;
    database
        .close()
        .map_err(|(_, error)| io::Error::other(error))
}

fn table(columns: &Columns) -> String {
    let columns = columns.iter().map(|column| {
        let name = column.name.replace('"', "\"\"");
        format!(", \"{name}\" {}", column_type(column.kind))
    });
    let columns: String = columns.collect();
    format!("CREATE TABLE events (fid INTEGER PRIMARY KEY NOT NULL, geom POINT{columns});")
}

fn column_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Real => "DOUBLE",
        Kind::Boolean => "BOOLEAN",
        Kind::Date => "DATE",
        Kind::DateTime => "DATETIME",
    }
}

/// Adds a row, and its point to the index.
fn insert(
    transaction: &Transaction,
    stored: &Stored,
    columns: &Columns,
    cells: &[Value],
) -> rusqlite::Result<()> {
    let place = stored.event.location.as_ref();
    let at = place.map(|place| written(place.position));
    let point = at.and_then(|[lon, lat]| LonLat::new(lon, lat).ok());
    let geometry = types::Value::from(point.map(encode_point));
    let cells = columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| value(column.kind, cell));
    let places = vec!["?"; columns.iter().len() + 1].join(", ");
    let sql = format!("INSERT INTO events VALUES (NULL, {places})");
    let values = std::iter::once(geometry).chain(cells);
    transaction
        .prepare_cached(&sql)?
        .execute(params_from_iter(values))?;
    if let Some([lon, lat]) = at {
        let sql = "INSERT INTO rtree_events_geom VALUES (?1, ?2, ?2, ?3, ?3)";
        let values = params![transaction.last_insert_rowid(), lon, lat];
        transaction.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

/// Longitude and latitude, rounded as everywhere.
fn written(at: LonLat) -> [f64; 2] {
    [degrees(at.lon()), degrees(at.lat())]
}

fn value(kind: Kind, cell: &Value) -> types::Value {
    if cell.is_null() {
        return types::Value::Null;
    }
    match kind {
        Kind::Text | Kind::Date => text(cell).into(),
        Kind::DateTime => text(cell)
            .parse::<Timestamp>()
            .map_or(types::Value::Null, |at| format!("{at:.3}").into()),
        Kind::Integer => cell.as_i64().into(),
        Kind::Real => cell.as_f64().into(),
        Kind::Boolean => cell.as_bool().into(),
    }
}

/// What the events span, in place and in the time of their last changes.
#[derive(Default)]
struct Extent {
    last_change: Timestamp,
    bounds: Option<[f64; 4]>,
}

impl Extent {
    fn add(&mut self, stored: &Stored) {
        self.last_change = self.last_change.max(stored.updated_at);
        if let Some(place) = &stored.event.location {
            let [lon, lat] = written(place.position);
            let [west, south, east, north] = self.bounds.unwrap_or([lon, lat, lon, lat]);
            let bounds = [west.min(lon), south.min(lat), east.max(lon), north.max(lat)];
            self.bounds = Some(bounds);
        }
    }
}

fn finish(transaction: &Transaction, extent: &Extent) -> rusqlite::Result<()> {
    transaction.execute_batch(TRIGGERS)?;
    let sql = "INSERT INTO gpkg_contents VALUES ('events', 'features', 'events',
        'one event at one place a row', ?1, ?2, ?3, ?4, ?5, 4326)";
    let [west, south, east, north] = extent.bounds.map_or([None; 4], |bounds| bounds.map(Some));
    let changed = format!("{:.3}", extent.last_change);
    transaction.execute(sql, params![changed, west, south, east, north])?;
    let sql = "INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'POINT', 4326, 0, 0)";
    transaction.execute(sql, ()).map(drop)
}
