//! `GeoPackage`: the points of every table of features.
//!
//! Source: OGC `GeoPackage` 1.3, <https://www.geopackage.org/spec130/>.

use std::io::BufRead;

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use serde_json::Value;

use super::{
    Defaults, INPUT_BYTES_MAX, Origin, ReadError, Record, Refusal, cells::Cells, header::Header,
    input, row::Row, sink::Sink,
};
use crate::space::{LonLat, decode_point};

/// What messages call it.
const WHAT: &str = "GeoPackage";

/// The coordinate reference system that positions are read in: EPSG 4326, WGS 84.
const WGS_84: i64 = 4326;

/// Names by which our own store is known, and the one that holds its source's own columns.
const OWN: [&str; 3] = ["event_id", "candidates", "extra"];

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut bytes = input::bytes(input, INPUT_BYTES_MAX, "a GeoPackage")?;
    without_log(&mut bytes);
    let database = open(&bytes)?;
    for table in tables(&database)? {
        if table.srs != WGS_84 {
            sink.refuse(table.refusal(source, "coordinates", &table.srs.to_string()))?;
            continue;
        }
        read_table(&database, &table, source, defaults, sink)?;
    }
    if sink.is_empty() {
        return Err(ReadError::NoRows);
    }
    Ok(())
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken {
            what: WHAT,
            reason: error.to_string(),
        }
    }
}

/// Where the head says by two bytes of 2 that the file has a write-ahead log beside it, which a file in
/// memory cannot have. Source: `SQLite`'s file format, 1.3.3, <https://www.sqlite.org/fileformat2.html>.
const VERSIONS_AT: std::ops::Range<usize> = 18..20;

/// Takes the file as it is by itself. A program that still writes to it may have more in its log.
fn without_log(bytes: &mut [u8]) {
    if let Some(versions) = bytes.get_mut(VERSIONS_AT) {
        versions.fill(1);
    }
}

/// The file in memory, where nothing of it can be written or run.
fn open(bytes: &[u8]) -> Result<Connection, ReadError> {
    let opened = Connection::open_in_memory_with_flags(OpenFlags::SQLITE_OPEN_READ_WRITE);
    let read = opened.and_then(|mut connection| {
        connection.deserialize_read_exact("main", bytes, bytes.len(), true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        Ok(connection)
    });
    Ok(read?)
}

/// A table of features.
struct Table {
    name: String,
    geometry: String,
    srs: i64,
}

impl Table {
    fn refusal(&self, source: &str, field: &str, value: &str) -> Refusal {
        Refusal {
            origin: Origin {
                source: format!("{source}/{}", self.name),
                field: Some(field.to_owned()),
                ..Origin::default()
            },
            value: Some(value.to_owned()),
            reason: "expected points in WGS 84 (EPSG 4326)".to_owned(),
        }
    }
}

/// The tables of features; views are left out, because they can run what their author likes.
fn tables(database: &Connection) -> rusqlite::Result<Vec<Table>> {
    let sql = "SELECT columns.table_name, columns.column_name, columns.srs_id
        FROM gpkg_geometry_columns columns JOIN sqlite_schema entry ON entry.name = columns.table_name
        WHERE entry.type = 'table' ORDER BY columns.table_name";
    let mut statement = database.prepare(sql)?;
    let table = |row: &rusqlite::Row| {
        Ok(Table {
            name: row.get(0)?,
            geometry: row.get(1)?,
            srs: row.get(2)?,
        })
    };
    statement.query_map([], table)?.collect()
}

fn read_table(
    database: &Connection,
    table: &Table,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let quoted = table.name.replace('"', "\"\"");
    let mut statement = database.prepare(&format!("SELECT * FROM \"{quoted}\""))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let geometry = names.iter().position(|name| *name == table.geometry);
    let header = Header::new(named(names, geometry), &defaults.mapping);
    let mut rows = statement.query([])?;
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        let origin = Origin::of_line(&format!("{source}/{}", table.name), number);
        sink.record(record(row, geometry, &header, origin)?)?;
    }
    Ok(())
}

/// The names of the columns without that of the geometry; those of our own store as its exports have them.
fn named(mut names: Vec<String>, geometry: Option<usize>) -> Vec<String> {
    let is_own = OWN.iter().all(|own| names.iter().any(|name| name == own));
    for name in &mut names {
        if is_own && name == "extra" {
            "source_columns".clone_into(name);
        }
    }
    if let Some(geometry) = geometry {
        names.remove(geometry);
    }
    names
}

/// The record of a row, or why it is refused.
fn record(
    row: &rusqlite::Row,
    geometry: Option<usize>,
    header: &Header,
    origin: Origin,
) -> rusqlite::Result<Result<Record, Refusal>> {
    let count = header.names().len() + usize::from(geometry.is_some());
    let mut cells = Vec::with_capacity(count);
    let mut position = Ok(None);
    for index in 0..count {
        let cell = row.get_ref(index)?;
        if Some(index) == geometry {
            position = point(cell);
        } else {
            cells.push(value(cell));
        }
    }
    let row = Row {
        origin,
        header,
        cells: Cells::Object(&cells),
    };
    Ok(position
        .map_err(|reason| row.refusal(reason))
        .and_then(|position| row.record(position)))
}

fn point(cell: ValueRef<'_>) -> Result<Option<LonLat>, &'static str> {
    match cell {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(bytes) => {
            let point = decode_point(bytes);
            point
                .map(Some)
                .ok_or("the geometry is no point on the globe, expected a point")
        }
        _ => Err("the geometry is no blob, expected a point"),
    }
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()).into(),
    }
}
