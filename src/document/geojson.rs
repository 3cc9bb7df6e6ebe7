//! `GeoJSON` (RFC 7946): features whose points are events.

use geojson::{Feature, GeometryValue, Position, feature::Id};
use serde_json::{Map, Value};

use super::{
    Mapping, Origin, Profile, Record, Refusal,
    cells::Cells,
    error::json_reason,
    header::Header,
    row::{Row, checked},
};
use crate::space::LonLat;

/// The records of one feature, which begins where `origin` says.
pub(super) fn feature(
    text: &str,
    origin: Origin,
    mapping: &Mapping,
) -> Result<Vec<Record>, Refusal> {
    match serde_json::from_str::<Feature>(text) {
        Ok(feature) => records(feature, origin, mapping),
        Err(error) => Err(Refusal {
            origin: Origin {
                line: origin
                    .line
                    .map(|line| line + (error.line() as u64).saturating_sub(1)),
                ..origin
            },
            value: None,
            reason: format!("no feature of RFC 7946: {}", json_reason(&error)),
        }),
    }
}

/// The record of a feature whose properties have the names that Zij gives them, at a position or none.
///
/// # Errors
///
/// The refusal of the first property that cannot be read.
pub fn own_record(
    properties: Map<String, Value>,
    position: Option<LonLat>,
) -> Result<Record, Refusal> {
    let (names, cells): (Vec<_>, Vec<_>) = properties.into_iter().unzip();
    let row = Row {
        origin: Origin::default(),
        header: &Header::of_profile(names, Profile::Zij),
        cells: Cells::Object(&cells),
    };
    row.record(position)
}

/// One record a point; the points of a `MultiPoint` are one event at several places.
fn records(feature: Feature, origin: Origin, mapping: &Mapping) -> Result<Vec<Record>, Refusal> {
    let positions = positions(&feature, &origin)?;
    let mut names = Vec::new();
    let mut cells = Vec::new();
    for (name, value) in feature.properties.unwrap_or_default() {
        names.push(name);
        cells.push(value);
    }
    if let Some(id) = feature
        .id
        .filter(|_| !names.iter().any(|name| name == "id"))
    {
        names.push("id".to_owned());
        cells.push(match id {
            Id::String(id) => Value::from(id),
            Id::Number(id) => Value::from(id),
        });
    }
    let header = Header::new(names, mapping);
    let row = Row {
        origin,
        header: &header,
        cells: Cells::Object(&cells),
    };
    if positions.len() < 2 {
        return Ok(vec![row.record(positions.first().copied())?]);
    }
    let parts = positions.iter().zip(1..).map(|(position, part)| {
        let mut record = row.record(Some(*position))?;
        record.part = Some(part);
        Ok(record)
    });
    parts.collect()
}

fn positions(feature: &Feature, origin: &Origin) -> Result<Vec<LonLat>, Refusal> {
    let Some(geometry) = &feature.geometry else {
        return Ok(Vec::new());
    };
    match &geometry.value {
        GeometryValue::Point { coordinates } => Ok(vec![position(coordinates, origin)?]),
        GeometryValue::MultiPoint { coordinates } => coordinates
            .iter()
            .map(|point| position(point, origin))
            .collect(),
        other => Err(at_field(
            origin,
            "geometry",
            Some(other.type_name()),
            "expected a Point, a MultiPoint or null; an event happens at a place, and no point of a \
             line or an area is chosen for it",
        )),
    }
}

fn position(position: &Position, origin: &Origin) -> Result<LonLat, Refusal> {
    let numbers = position.as_slice();
    let [lon, lat, ..] = numbers else {
        let reason = "expected two numbers, longitude and latitude";
        return Err(at_field(origin, "coordinates", None, reason));
    };
    checked(*lon, *lat).map_err(|(_, reason)| {
        let value = format!("{lon}, {lat}");
        at_field(origin, "coordinates", Some(&value), &reason)
    })
}

fn at_field(origin: &Origin, field: &str, value: Option<&str>, reason: &str) -> Refusal {
    Refusal {
        origin: Origin {
            field: Some(field.to_owned()),
            ..origin.clone()
        },
        value: value.map(str::to_owned),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Batch, Defaults, Format, ReadError};
    use serde_json::json;

    fn read(text: &[u8], source: &str) -> Result<Batch, ReadError> {
        document::read(text, source, Format::GeoJson, &Defaults::default())
    }

    fn collection_of(features: &[&str]) -> String {
        let features = features.join(",\n");
        format!("{{\"type\":\"FeatureCollection\",\n\"features\":[\n{features}\n]}}")
    }

    #[test]
    fn points_become_records_with_every_property() {
        let text = collection_of(&[
            r#"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[67.28,37.22,300]},
               "properties":{"event_date":"2022-07-05","type":"explosion","notes":"Termez","tags":["a"]}}"#,
            r#"{"type":"Feature","geometry":null,"properties":{"place":"Khorog","deaths":3}}"#,
        ]);
        let batch = read(text.as_bytes(), "a.geojson").unwrap();
        assert_eq!(batch.refused, []);
        let [termez, khorog] = &batch.records[..] else {
            panic!("{batch:?}")
        };
        assert_eq!(termez.id.as_deref(), Some("7"));
        assert_eq!(termez.position, LonLat::new(67.28, 37.22).ok());
        assert_eq!(
            Value::Object(termez.extra.clone()),
            json!({"id": 7, "tags": ["a"]})
        );
        assert_eq!(khorog.place_name.as_deref(), Some("Khorog"));
        assert_eq!((khorog.position, khorog.fatalities), (None, Some(3)));
    }

    #[test]
    fn the_points_of_a_multipoint_are_parts_of_one_event() {
        let text = r#"{"type":"Feature","geometry":{"type":"MultiPoint",
            "coordinates":[[70.6,39.8],[70.9,40.0]]},"properties":{"id":"x","title":"Clashes"}}"#;
        let batch = read(text.as_bytes(), "a.geojson").unwrap();
        let parts: Vec<_> = batch.records.iter().map(|record| record.part).collect();
        assert_eq!(parts, [Some(1), Some(2)]);
    }

    #[track_caller]
    fn refuses(feature: &str, expected: &str) {
        let good = r#"{"type":"Feature","geometry":null,"properties":{"title":"x"}}"#;
        let batch = read(collection_of(&[good, feature]).as_bytes(), "a.geojson").unwrap();
        let messages: Vec<_> = batch.refused.iter().map(ToString::to_string).collect();
        assert_eq!(messages, [expected]);
        assert_eq!(batch.records.len(), 1);
    }

    #[test]
    fn a_feature_that_is_no_event_is_refused_by_itself() {
        refuses(
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[41.3,95]},"properties":{}}"#,
            "a.geojson:4: coordinates \"41.3, 95\": latitude 95 is outside -90..=90 degrees and \
             longitude 41.3 would fit: latitude and longitude look swapped",
        );
        refuses(
            r#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}"#,
            "a.geojson:4: geometry \"LineString\": expected a Point, a MultiPoint or null; an event \
             happens at a place, and no point of a line or an area is chosen for it",
        );
        refuses(
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1]}}"#,
            "a.geojson:4: no feature of RFC 7946: broken JSON: A position must contain two or more \
             elements, but got `1`",
        );
        refuses(
            r#"{"type":"Feature","geometry":null,"properties":{}}"#,
            "a.geojson:4: the row is empty, expected an event",
        );
    }

    #[test]
    fn half_a_file_is_refused_at_the_line_and_column_where_it_ends() {
        let whole =
            collection_of(&[r#"{"type":"Feature","geometry":null,"properties":{"title":"x"}}"#]);
        let half = &whole[..whole.len() - 12];
        let error = read(half.as_bytes(), "a.geojson").unwrap_err();
        assert_eq!(
            error.refusal("a.geojson").to_string(),
            "a.geojson:3:52: broken JSON: the input ends within a string"
        );
        let error = read("{\"type\":\n\"Нукус, Хива".as_bytes(), "a.geojson").unwrap_err();
        assert_eq!(
            error.refusal("a.geojson").to_string(),
            "a.geojson:2:12: broken JSON: the input ends within a string"
        );
        let topology = b"{\"type\":\"Topology\",\"features\":[]}";
        let error = read(topology.as_slice(), "a.geojson").unwrap_err();
        assert_eq!(
            error.to_string(),
            "type is \"Topology\", expected \"FeatureCollection\" with features, or \"Feature\""
        );
        let metres = b"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":\
                       {\"name\":\"urn:ogc:def:crs:EPSG::3857\"}},\"features\":[]}";
        let error = read(metres.as_slice(), "a.geojson").unwrap_err();
        assert_eq!(
            error.to_string(),
            "crs is {\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}}, expected \
             longitude and latitude in WGS 84 (CRS84)"
        );
    }
}
