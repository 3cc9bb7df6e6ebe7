//! `FlatGeobuf`: the points of a file, one after the other.
//!
//! Source: <https://flatgeobuf.org/>.

use std::io::BufRead;

use flatgeobuf::{
    FallibleStreamingIterator, FeatureProperties, FgbFeature, FgbReader,
    geozero::{ColumnValue, PropertyProcessor, error::Result as GeoResult},
};
use serde_json::Value;

use super::{
    Defaults, Origin, ReadError, Record, Refusal,
    cells::Cells,
    foreign::guarded,
    header::Header,
    row::{Row, checked},
    sink::Sink,
};
use crate::space::LonLat;

/// What messages call it.
const WHAT: &str = "FlatGeobuf file";

/// The first bytes: the name and the version of the format.
pub(super) const MAGIC: &[u8] = b"fgb\x03fgb";

/// The coordinate reference system that positions are read in; 0 is one that the file does not state.
const WGS_84: [i32; 2] = [4326, 0];

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let reader = guarded(WHAT, || FgbReader::open(input).map_err(broken))?;
    let crs = reader.header().crs().map_or(0, |crs| crs.code());
    if !WGS_84.contains(&crs) {
        return Err(ReadError::Broken {
            what: WHAT,
            reason: format!("its coordinates are in EPSG {crs}, expected WGS 84 (EPSG 4326)"),
        });
    }
    let mut features = guarded(WHAT, || reader.select_all_seq().map_err(broken))?;
    let mut number = 0;
    while let Some(feature) = guarded(WHAT, || features.next().map_err(broken))? {
        number += 1;
        let origin = Origin::of_line(source, number);
        let record = guarded(WHAT, || Ok(record(feature, origin, defaults)))?;
        sink.record(record)?;
    }
    if sink.is_empty() {
        return Err(ReadError::NoRows);
    }
    Ok(())
}

fn broken(error: flatgeobuf::Error) -> ReadError {
    match error {
        flatgeobuf::Error::IO(error) => match error.downcast::<ReadError>() {
            Ok(own) => own,
            Err(error) => ReadError::Broken {
                what: WHAT,
                reason: error.to_string(),
            },
        },
        other => ReadError::Broken {
            what: WHAT,
            reason: other.to_string(),
        },
    }
}

fn record(feature: &FgbFeature, origin: Origin, defaults: &Defaults) -> Result<Record, Refusal> {
    let mut properties = Properties::default();
    let read = feature.process_properties(&mut properties);
    let header = Header::new(properties.names, &defaults.mapping);
    let row = Row {
        origin,
        header: &header,
        cells: Cells::Object(&properties.values),
    };
    read.map_err(|error| row.refusal(format!("its properties cannot be read: {error}")))?;
    let position = position(feature).map_err(|reason| row.refusal(reason))?;
    row.record(position)
}

/// The point of a feature; none if it has no geometry.
fn position(feature: &FgbFeature) -> Result<Option<LonLat>, String> {
    let Some(numbers) = feature.geometry().and_then(|geometry| geometry.xy()) else {
        return Ok(None);
    };
    if numbers.len() != 2 {
        return Err("the geometry is no point, expected one".to_owned());
    }
    let position = checked(numbers.get(0), numbers.get(1));
    position.map(Some).map_err(|(_, reason)| reason)
}

#[derive(Default)]
struct Properties {
    names: Vec<String>,
    values: Vec<Value>,
}

impl PropertyProcessor for Properties {
    fn property(&mut self, _index: usize, name: &str, value: &ColumnValue) -> GeoResult<bool> {
        self.names.push(name.to_owned());
        self.values.push(json(value));
        // False asks for the next one.
        Ok(false)
    }
}

fn json(value: &ColumnValue) -> Value {
    match *value {
        ColumnValue::Byte(number) => number.into(),
        ColumnValue::UByte(number) => number.into(),
        ColumnValue::Bool(is) => is.into(),
        ColumnValue::Short(number) => number.into(),
        ColumnValue::UShort(number) => number.into(),
        ColumnValue::Int(number) => number.into(),
        ColumnValue::UInt(number) => number.into(),
        ColumnValue::Long(number) => number.into(),
        ColumnValue::ULong(number) => number.into(),
        ColumnValue::Float(number) => number.into(),
        ColumnValue::Double(number) => number.into(),
        ColumnValue::String(text) | ColumnValue::DateTime(text) => text.into(),
        ColumnValue::Json(text) => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        ColumnValue::Binary(bytes) => format!("{} bytes", bytes.len()).into(),
    }
}
