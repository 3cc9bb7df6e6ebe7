use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{self, Write},
    str::FromStr,
};

use serde::Serialize;
use serde_json::Value;

use super::{
    Feature, PROPERTIES,
    feature::{POSITION, extra_name},
};
use crate::store::Stored;

/// A file of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One `GeoJSON` feature collection (RFC 7946).
    GeoJson,
    /// One `GeoJSON` feature a line, as `GeoJSONSeq` of GDAL reads it.
    GeoJsonLines,
    /// A table with `longitude` and `latitude` in WGS 84 degrees (RFC 4180).
    Csv,
}

impl Format {
    /// The end of the file's name, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonLines => "geojsonl",
            Self::Csv => "csv",
        }
    }

    /// The media type, with the character set where the type has one.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::GeoJsonLines => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Writes the events in their order; nothing is kept in memory but one event, and for a table the
    /// names of its columns.
    ///
    /// # Errors
    ///
    /// When `to` cannot be written to.
    pub fn write<'e, I>(self, events: I, to: &mut impl Write) -> io::Result<()>
    where
        I: Iterator<Item = &'e Stored> + Clone,
    {
        match self {
            Self::GeoJson => {
                to.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
                write_features(events.map(Feature::of), to)?;
                to.write_all(b"\n]}\n")
            }
            Self::GeoJsonLines => write_lines(events, to),
            Self::Csv => write_table(events, to),
        }
    }
}

/// Reads the end of a file's name.
impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let formats = [Self::GeoJson, Self::GeoJsonLines, Self::Csv];
        let found = formats
            .into_iter()
            .find(|format| format.extension() == text);
        found.ok_or_else(|| format!("format is {text:?}, expected geojson, geojsonl or csv"))
    }
}

/// Writes the members of a list of features, separated by commas.
///
/// # Errors
///
/// When `to` cannot be written to.
pub fn write_features<T: Serialize>(
    features: impl Iterator<Item = T>,
    to: &mut impl Write,
) -> io::Result<()> {
    for (at, feature) in features.enumerate() {
        if at > 0 {
            to.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *to, &feature)?;
    }
    Ok(())
}

fn write_lines<'e>(
    events: impl Iterator<Item = &'e Stored>,
    to: &mut impl Write,
) -> io::Result<()> {
    for stored in events {
        serde_json::to_writer(&mut *to, &Feature::of(stored))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

fn write_table<'e>(
    events: impl Iterator<Item = &'e Stored> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let names = events.clone().flat_map(|stored| stored.event.extra.keys());
    let extra: BTreeSet<Cow<str>> = names.map(|name| extra_name(name)).collect();
    let columns: Vec<&str> = PROPERTIES
        .into_iter()
        .chain(extra.iter().map(AsRef::as_ref))
        .collect();
    let mut table = csv::Writer::from_writer(to);
    table.write_record(columns.iter().copied().chain(POSITION))?;
    for stored in events {
        table.write_record(cells(stored, &columns)?)?;
    }
    table.flush()
}

fn cells(stored: &Stored, columns: &[&str]) -> io::Result<Vec<String>> {
    let feature = Feature::of(stored);
    let properties = serde_json::to_value(feature.properties())?;
    let position = feature
        .coordinates()
        .map(|numbers| numbers.map(|number| number.to_string()));
    let cells = columns.iter().map(|name| cell(&properties[*name]));
    Ok(cells.chain(position.unwrap_or_default()).collect())
}

/// A property as the text of a cell; an unknown one is empty.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
