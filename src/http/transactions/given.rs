//! A feature as a client sends it.
//!
//! Sources: RFC 7946 (`GeoJSON`), <https://www.rfc-editor.org/rfc/rfc7946>; RFC 7396 (JSON merge patch),
//! <https://www.rfc-editor.org/rfc/rfc7396>.

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, header},
};
use serde_json::{Map, Value};

use super::check::wrong;
use crate::{
    http::{
        error::Problem,
        negotiation::{GEOJSON, JSON},
    },
    space::{Crs, LonLat},
};

/// The most bytes of one item: 1 MiB.
const ITEM_BYTES_MAX: usize = 1 << 20;

/// The media type of a JSON merge patch.
pub(in crate::http) const MERGE_PATCH: &str = "application/merge-patch+json";

/// What a feature is sent as.
pub(super) const FEATURES: [&str; 2] = [GEOJSON, JSON];

/// What a change is sent as.
pub(super) const PATCHES: [&str; 2] = [MERGE_PATCH, JSON];

/// The members of a feature; those that an answer adds may come back.
const MEMBERS: [&str; 6] = ["type", "id", "geometry", "properties", "links", "bbox"];

/// Refuses a body of another media type.
pub(in crate::http) fn check_type(headers: &HeaderMap, known: &[&str]) -> Result<(), Problem> {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if known.iter().any(|it| essence.eq_ignore_ascii_case(it)) {
        return Ok(());
    }
    Err(Problem::unsupported(given, &known.join(" or ")))
}

/// The body, if it is not too large.
pub(in crate::http) async fn whole(body: Body) -> Result<Bytes, Problem> {
    let read = to_bytes(body, ITEM_BYTES_MAX).await;
    read.map_err(|error| Problem::of_body(&error, ITEM_BYTES_MAX))
}

/// The body as JSON.
pub(in crate::http) fn parsed(body: &[u8]) -> Result<Value, Problem> {
    let read = serde_json::from_slice(body);
    read.map_err(|error| Problem::malformed(format!("the body is no JSON: {error}")))
}

/// Refuses a body that is about another item.
pub(super) fn check_id(feature: &Value, id: &str) -> Result<(), Problem> {
    match feature.get("id") {
        None | Some(Value::Null) => Ok(()),
        Some(given) if given == id => Ok(()),
        Some(given) => Err(wrong(
            "id",
            given,
            &format!("{id:?}, the id in the address"),
        )),
    }
}

/// The reference system of the coordinates in the body.
pub(super) struct Coordinates {
    pub(super) crs: Crs,
}

impl Coordinates {
    /// What `Content-Crs` says, `<http://www.opengis.net/def/crs/EPSG/0/3857>`.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(value) = headers.get("content-crs") else {
            return Ok(Self {
                crs: Crs::default(),
            });
        };
        let text = String::from_utf8_lossy(value.as_bytes());
        let named = text.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        let crs = named.unwrap_or(&text).parse();
        let crs =
            crs.map_err(|error| Problem::malformed(format!("Content-Crs is {text:?}: {error}")));
        Ok(Self { crs: crs? })
    }

    fn position(&self, geometry: &Value) -> Result<Option<LonLat>, Problem> {
        if geometry.is_null() {
            return Ok(None);
        }
        if geometry["type"] != "Point" {
            return Err(wrong("geometry.type", &geometry["type"], POINT));
        }
        let coordinates = &geometry["coordinates"];
        let numbers = coordinates.as_array().map(Vec::as_slice);
        let numbers = match numbers {
            Some([first, second] | [first, second, _]) => first.as_f64().zip(second.as_f64()),
            _ => None,
        };
        let Some((first, second)) = numbers else {
            let expected = "two or three numbers";
            return Err(wrong("geometry.coordinates", coordinates, expected));
        };
        let position = self.crs.position([first, second]);
        let position = position
            .map_err(|error| wrong("geometry.coordinates", coordinates, &error.to_string()))?;
        if (position.lon(), position.lat()) == (0.0, 0.0) {
            let expected =
                "a position, or a geometry of null: 0, 0 stands for a missing one in many lists";
            return Err(wrong("geometry.coordinates", coordinates, expected));
        }
        Ok(Some(position))
    }
}

const POINT: &str = "a Point or null; an event happens at a place, and no point of a line or an area is chosen for it";

/// What a feature says.
pub(super) struct Given {
    pub(super) position: Option<LonLat>,
    pub(super) properties: Map<String, Value>,
}

impl Given {
    /// The feature of a value, if it is one.
    pub(super) fn of(feature: Value, coordinates: &Coordinates) -> Result<Self, Problem> {
        let Value::Object(mut members) = feature else {
            return Err(wrong("the body", &feature, "a Feature of GeoJSON"));
        };
        let kind = members.get("type").unwrap_or(&Value::Null);
        if kind != "Feature" {
            return Err(wrong("type", kind, "\"Feature\""));
        }
        if let Some((name, value)) = members
            .iter()
            .find(|(name, _)| !MEMBERS.contains(&name.as_str()))
        {
            return Err(wrong(name, value, &format!("only {}", MEMBERS.join(", "))));
        }
        let Some(geometry) = members.remove("geometry") else {
            return Err(wrong(
                "geometry",
                &Value::Null,
                "the member, a Point or null",
            ));
        };
        let properties = match members.remove("properties").unwrap_or_default() {
            Value::Null => Map::new(),
            Value::Object(properties) => properties,
            other => return Err(wrong("properties", &other, "an object")),
        };
        super::check::check_properties(&properties)?;
        Ok(Self {
            position: coordinates.position(&geometry)?,
            properties,
        })
    }
}

/// Changes a value as a JSON merge patch says.
pub(super) fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else {
        return;
    };
    for (name, value) in patch {
        if value.is_null() {
            // The geometry is a member of every feature.
            if name == "geometry" {
                members.insert(name, value);
            } else {
                members.shift_remove(&name);
            }
        } else {
            merge(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(target: Value, patch: Value, expected: &Value) {
        let mut target = target;
        merge(&mut target, patch);
        assert_eq!(&target, expected);
    }

    #[test]
    fn a_patch_sets_takes_out_and_leaves_alone() {
        check(
            json!({"a": {"b": 1, "c": 2}, "d": [1]}),
            json!({"a": {"b": null, "e": {"f": null, "g": 3}}, "d": [2, null]}),
            &json!({"a": {"c": 2, "e": {"g": 3}}, "d": [2, null]}),
        );
        check(
            json!({"geometry": {"type": "Point", "coordinates": [1, 2]}}),
            json!({"geometry": {"coordinates": [3, 4]}}),
            &json!({"geometry": {"type": "Point", "coordinates": [3, 4]}}),
        );
        check(
            json!({"geometry": {"type": "Point"}}),
            json!({"geometry": null}),
            &json!({"geometry": null}),
        );
        check(json!("a"), json!({"b": 1}), &json!({"b": 1}));
        check(json!({"a": 1}), json!([1]), &json!([1]));
    }
}
