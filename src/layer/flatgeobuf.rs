//! `FlatGeobuf`: points along a Hilbert curve behind a packed R-tree, so that a client can ask for a box of
//! a file that lies anywhere.
//!
//! Source: <https://flatgeobuf.org/>.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use flatgeobuf::{
    ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType, GeozeroGeometry,
    geozero::{ColumnValue, GeomProcessor, PropertyProcessor, error::Result as GeoResult},
};
use serde_json::Value;

use super::{
    columns::{Columns, Kind, text},
    degrees,
    xml::{left_out, unlocated},
};
use crate::{space::LonLat, store::Stored};

/// Writes the events that have a place, and in the description how many have none: an index holds no row
/// that is nowhere.
pub(super) fn write(
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let columns = Columns::of(&events).told_apart();
    let description = left_out(unlocated(events.clone()));
    let has_rows = events
        .clone()
        .any(|stored| stored.borrow().event.location.is_some());
    let mut file = begun(&description, &columns, has_rows).map_err(io::Error::other)?;
    for stored in events {
        let stored = stored.borrow();
        if let Some(place) = &stored.event.location {
            let cells = columns.row(stored)?;
            add(&mut file, place.position, &columns, &cells).map_err(io::Error::other)?;
        }
    }
    file.write(to).map_err(io::Error::other)
}

/// The file before its first row; one without rows has no index.
fn begun(
    description: &str,
    columns: &Columns,
    has_rows: bool,
) -> flatgeobuf::Result<FgbWriter<'static>> {
    let options = FgbWriterOptions {
        write_index: has_rows,
        description: Some(description),
        crs: FgbCrs {
            org: Some("EPSG"),
            code: 4326,
            name: Some("WGS 84"),
            ..FgbCrs::default()
        },
        ..FgbWriterOptions::default()
    };
    let mut file = FgbWriter::create_with_options("events", GeometryType::Point, options)?;
    for column in columns.iter() {
        file.add_column(&column.name, column_type(column.kind), |_, _| {});
    }
    Ok(file)
}

fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::Text => ColumnType::String,
        Kind::Integer => ColumnType::Long,
        Kind::Real => ColumnType::Double,
        Kind::Boolean => ColumnType::Bool,
        Kind::Date | Kind::DateTime => ColumnType::DateTime,
    }
}

fn add(file: &mut FgbWriter<'_>, at: LonLat, columns: &Columns, cells: &[Value]) -> GeoResult<()> {
    let mut done = Ok(());
    file.add_feature_geom(Point(at), |feature| {
        let mut known = columns.iter().zip(cells).enumerate();
        done = known.try_for_each(|(number, (column, cell))| {
            property(feature, number, &column.name, column.kind, cell)
        });
    })?;
    done
}

fn property(
    feature: &mut impl PropertyProcessor,
    number: usize,
    name: &str,
    kind: Kind,
    cell: &Value,
) -> GeoResult<()> {
    if cell.is_null() {
        return Ok(());
    }
    let words = text(cell);
    let value = match kind {
        Kind::Text => ColumnValue::String(&words),
        Kind::Date | Kind::DateTime => ColumnValue::DateTime(&words),
        Kind::Integer => ColumnValue::Long(cell.as_i64().unwrap_or_default()),
        Kind::Real => ColumnValue::Double(cell.as_f64().unwrap_or_default()),
        Kind::Boolean => ColumnValue::Bool(cell.as_bool().unwrap_or_default()),
    };
    feature.property(number, name, &value).map(drop)
}

struct Point(LonLat);

impl GeozeroGeometry for Point {
    fn process_geom<P: GeomProcessor>(&self, processor: &mut P) -> GeoResult<()> {
        processor.point_begin(0)?;
        processor.xy(degrees(self.0.lon()), degrees(self.0.lat()), 0)?;
        processor.point_end(0)
    }
}
