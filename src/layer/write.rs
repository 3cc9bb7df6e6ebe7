use std::{
    borrow::Borrow,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    acled, feature::Whole, flatgeobuf, geopackage, gpx, json::FeatureWriter, kml, plover, table,
    timemap, ucdp, xlsx,
};
use crate::{index::Snapshot, store::Stored};

/// How many bytes of features are put together before they are written.
const WRITTEN_BYTES: usize = 60 << 10;

/// A file of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One `GeoJSON` feature collection (RFC 7946).
    GeoJson,
    /// One `GeoJSON` feature a line, as `GeoJSONSeq` of GDAL reads it.
    GeoJsonLines,
    /// `GeoJSON` features as a JSON text sequence (RFC 8142).
    GeoJsonSeq,
    /// A table with `longitude` and `latitude` in WGS 84 degrees (RFC 4180).
    Csv,
    /// A spreadsheet (ECMA-376).
    Xlsx,
    /// A `GeoPackage` with a spatial index.
    GeoPackage,
    /// A `FlatGeobuf` file with its index; only events that have a place.
    FlatGeobuf,
    /// Placemarks of KML 2.2; only events that have a place.
    Kml,
    /// Waypoints of GPX 1.1; only events that have a place.
    Gpx,
    /// A table with exactly ACLED's columns.
    Acled,
    /// A table with exactly the columns of UCDP GED.
    Ucdp,
    /// A list of events as `TimeMap` reads them.
    TimeMap,
    /// One event of PLOVER a line.
    Plover,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 13] = [
        Self::GeoJson,
        Self::GeoJsonLines,
        Self::GeoJsonSeq,
        Self::Csv,
        Self::Xlsx,
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::Kml,
        Self::Gpx,
        Self::Acled,
        Self::Ucdp,
        Self::TimeMap,
        Self::Plover,
    ];

    /// The format of a file's extension and a profile; with only one of them the usual one.
    ///
    /// # Errors
    ///
    /// When there is no such format; the message names the value and what was expected.
    ///
    /// ```
    /// use zij::layer::Format;
    /// assert_eq!(Format::of(None, Some("acled")), Ok(Format::Acled));
    /// assert!(Format::of(Some("geojson"), Some("acled")).is_err());
    /// ```
    pub fn of(extension: Option<&str>, profile: Option<&str>) -> Result<Self, String> {
        let known = |wanted: &str| Self::ALL.iter().any(|it| it.profile() == Some(wanted));
        if let Some(profile) = profile.filter(|profile| !known(profile)) {
            return Err(format!(
                "profile is {profile:?}, expected acled, ucdp, timemap or plover"
            ));
        }
        let fits = |format: &Self| {
            extension.is_none_or(|extension| format.extension() == extension)
                && (profile.is_none() || format.profile() == profile)
        };
        Self::ALL.into_iter().find(fits).ok_or_else(|| {
            let of = profile.map_or_else(String::new, |profile| format!(" of profile {profile}"));
            let format = extension.unwrap_or_default();
            format!("format{of} is {format:?}, expected {}", extensions(profile))
        })
    }

    /// The list whose columns the file has; none for our own.
    #[must_use]
    pub fn profile(self) -> Option<&'static str> {
        match self {
            Self::Acled => Some("acled"),
            Self::Ucdp => Some("ucdp"),
            Self::TimeMap => Some("timemap"),
            Self::Plover => Some("plover"),
            _ => None,
        }
    }

    /// The end of the file's name, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonLines => "geojsonl",
            Self::GeoJsonSeq => "geojsons",
            Self::Xlsx => "xlsx",
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
            Self::Kml => "kml",
            Self::Gpx => "gpx",
            Self::Csv | Self::Acled | Self::Ucdp => "csv",
            Self::TimeMap => "json",
            Self::Plover => "jsonl",
        }
    }

    /// The media type, with the character set where the type has one.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::GeoJsonLines | Self::Plover => "application/x-ndjson",
            Self::GeoJsonSeq => "application/geo+json-seq",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::FlatGeobuf => "application/flatgeobuf",
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::Gpx => "application/gpx+xml",
            Self::Csv | Self::Acled | Self::Ucdp => "text/csv; charset=utf-8",
            Self::TimeMap => "application/json",
        }
    }

    /// Whether it can hold an event without a place; one that cannot says how many it leaves out.
    #[must_use]
    pub fn holds_unlocated(self) -> bool {
        !matches!(self, Self::FlatGeobuf | Self::Kml | Self::Gpx)
    }

    /// Writes rows of a snapshot, as [`Format::write`] writes their events; `GeoJSON` straight from their records.
    ///
    /// # Errors
    ///
    /// When `to` or a temporary file cannot be written to.
    pub fn write_rows(
        self,
        snapshot: &Snapshot,
        rows: &[u32],
        to: &mut impl Write,
    ) -> io::Result<()> {
        match self {
            Self::GeoJson => {
                to.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
                write_records(snapshot, rows, ["", ",\n"], to)?;
                to.write_all(b"\n]}\n")
            }
            Self::GeoJsonLines => write_records(snapshot, rows, ["\n", ""], to),
            _ => self.write(rows.iter().map(|row| snapshot.entry(*row)), to),
        }
    }

    /// Writes the events in their order, `FlatGeobuf` along its index. Nothing is kept in memory but one
    /// event, where there are columns their names, and for `FlatGeobuf` the index; it, `GeoPackage` and
    /// XLSX are put together in a temporary file.
    ///
    /// # Errors
    ///
    /// When `to` or a temporary file cannot be written to.
    pub fn write<I>(self, events: I, to: &mut impl Write) -> io::Result<()>
    where
        I: Iterator<Item: Borrow<Stored>> + Clone,
    {
        match self {
            Self::GeoJson => {
                to.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
                write_features(events.map(Whole), to)?;
                to.write_all(b"\n]}\n")
            }
            Self::GeoJsonLines => write_lines(events.map(Whole), to),
            Self::GeoJsonSeq => write_sequence(events.map(Whole), to),
            Self::Csv => table::write(events, to),
            Self::Xlsx => xlsx::write(events, to),
            Self::GeoPackage => geopackage::write(events, to),
            Self::FlatGeobuf => flatgeobuf::write(events, to),
            Self::Kml => kml::write(events, to),
            Self::Gpx => gpx::write(events, to),
            Self::Acled => table::write_known(&acled::COLUMNS, acled::cell, events, to),
            Self::Ucdp => table::write_known(&ucdp::COLUMNS, ucdp::cell, events, to),
            Self::TimeMap => {
                to.write_all(b"[\n")?;
                write_features(events.map(|it| timemap::event(it.borrow())), to)?;
                to.write_all(b"\n]\n")
            }
            Self::Plover => write_lines(events.map(|it| plover::event(it.borrow())), to),
        }
    }
}

/// The extensions of a profile's formats, or of all, in words.
fn extensions(profile: Option<&str>) -> String {
    let formats = Format::ALL.iter();
    let mut extensions: Vec<&str> = Vec::new();
    for format in formats.filter(|format| profile.is_none() || format.profile() == profile) {
        if !extensions.contains(&format.extension()) {
            extensions.push(format.extension());
        }
    }
    match extensions.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Writes the members of a list, separated by commas.
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

/// Writes features, what stands behind each, and what stands between two of them.
fn write_records(
    snapshot: &Snapshot,
    rows: &[u32],
    [behind, between]: [&str; 2],
    to: &mut impl Write,
) -> io::Result<()> {
    let (mut writer, mut written) = (FeatureWriter::default(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            written.extend_from_slice(between.as_bytes());
        }
        writer.write_whole(&snapshot.record(*row), &mut written);
        written.extend_from_slice(behind.as_bytes());
        if written.len() > WRITTEN_BYTES {
            to.write_all(&written)?;
            written.clear();
        }
    }
    to.write_all(&written)
}

fn write_lines<T: Serialize>(
    features: impl Iterator<Item = T>,
    to: &mut impl Write,
) -> io::Result<()> {
    for feature in features {
        serde_json::to_writer(&mut *to, &feature)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

/// Every text stands between a record separator and a line feed, so that a reader can go on after a broken one.
///
/// Source: RFC 7464, section 2.2, <https://www.rfc-editor.org/rfc/rfc7464#section-2.2>.
fn write_sequence<T: Serialize>(
    features: impl Iterator<Item = T>,
    to: &mut impl Write,
) -> io::Result<()> {
    for feature in features {
        to.write_all(b"\x1e")?;
        serde_json::to_writer(&mut *to, &feature)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(extension: Option<&str>, profile: Option<&str>, expected: Result<Format, &str>) {
        let actual = Format::of(extension, profile);
        assert_eq!(actual, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_format_is_named_by_its_extension_and_its_profile() {
        check(None, None, Ok(Format::GeoJson));
        check(Some("csv"), None, Ok(Format::Csv));
        check(Some("csv"), Some("ucdp"), Ok(Format::Ucdp));
        check(None, Some("timemap"), Ok(Format::TimeMap));
        check(None, Some("plover"), Ok(Format::Plover));
        check(Some("json"), None, Ok(Format::TimeMap));
        check(Some("gpkg"), None, Ok(Format::GeoPackage));
        let expected = "format is \"xml\", expected geojson, geojsonl, geojsons, csv, xlsx, gpkg, fgb, kml, gpx, json or jsonl";
        check(Some("xml"), None, Err(expected));
        let expected = "format of profile acled is \"json\", expected csv";
        check(Some("json"), Some("acled"), Err(expected));
        let expected = "profile is \"GED\", expected acled, ucdp, timemap or plover";
        check(Some("csv"), Some("GED"), Err(expected));
    }
}
