//! The parameters of the operations, as `/api` describes them.

use serde_json::{Value, json};

use super::{
    collection::{LIMIT_DEFAULT, LIMIT_MAX},
    negotiation::{GEOJSON, HTML},
    operations::{MVT, Operation},
    places, preview,
    samples::Samples,
};
use crate::{
    event::{EventType, Group, Status},
    filter::{Kind, Property},
    gazetteer::PlaceKind,
    geocode,
    space::Crs,
};

/// One parameter of an operation.
pub(super) fn parameter(operation: &Operation, name: &str, samples: &Samples) -> Value {
    let path = operation.path;
    let in_path = path.contains(&format!("{{{name}}}"));
    let mut parameter = json!({
        "name": name,
        "in": if in_path { "path" } else { "query" },
        "required": in_path || is_required(path, name),
        "schema": schema(operation, name),
        "style": if in_path { "simple" } else { "form" },
        "explode": false,
    });
    if let Some(example) = samples.of(operation, name) {
        parameter["example"] = example;
    }
    if let Some(description) = description(path, name) {
        parameter["description"] = description.into();
    }
    parameter
}

/// The address of the gazetteer's items.
const PLACE_ITEMS: &str = "/collections/places/items";

fn is_required(path: &str, name: &str) -> bool {
    matches!(
        (path, name),
        ("/geocode", "q") | ("/reverse", "lon" | "lat")
    )
}

/// What a parameter means where its name does not say it.
fn description(path: &str, name: &str) -> Option<String> {
    let words = match (path, name) {
        (_, "limit") if !matches!(path, "/geocode" | "/reverse") => {
            return Some(format!(
                "how many a page holds, at most {LIMIT_MAX}: more is lowered to that"
            ));
        }
        (_, "filter") => {
            "a condition in CQL2 on the properties that /collections/events/queryables lists"
        }
        (_, "around") => {
            "longitude, latitude and radius in metres: the position lies in the circle"
        }
        (_, "ids") => "the event is one of these",
        (_, "confidence_min") => "the event is at least so sure, 0 to 1",
        (_, "bbox-crs") => "the coordinate reference system of bbox",
        (_, "crs") => "the coordinate reference system of the answer",
        (_, "properties") => "only these properties are answered",
        (_, "sortby") => "names of queryables, each perhaps after + (ascending) or - (descending)",
        (_, "f") => "the media type, before what the Accept header says",
        (_, "filter-crs") => "the coordinate reference system of geometries in filter",
        ("/geocode", "q") => {
            "a name in any script, perhaps with regions after commas; it may still be being typed, and have a \
             typing error from four letters on, or two from seven"
        }
        ("/geocode", "complete") => "false: only what is called so, not what begins so",
        ("/geocode", "bbox") => {
            "what the map shows: places in it and near it are likelier, no other is left out"
        }
        ("/geocode", "lon" | "lat") => {
            "a position, as lon and lat together: places near it are likelier"
        }
        ("/geocode", "country" | "admin1") => "code or name: places in it are likelier",
        (PLACE_ITEMS, "q") => "a name of it begins so, in any script",
        (PLACE_ITEMS, "country") => "ISO 3166-1 alpha-2 codes",
        (_, "columns") => {
            "which column of a table is which, in lines of FIELD=NAME, as in date=when; notes= for a column that \
             is none. Kept for tables with the same columns"
        }
        ("/geocode", "lang") => {
            "places are called by their usual name in this language, where they have one"
        }
        _ => return None,
    };
    Some(words.to_owned())
}

fn schema(operation: &Operation, name: &str) -> Value {
    let path = operation.path;
    let list =
        |words: Vec<&str>| json!({"type": "array", "items": {"type": "string", "enum": words}});
    match name {
        "bbox" => {
            json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}})
        }
        "limit" => limit(path),
        "f" => json!({"type": "string", "enum": words_of_f(operation)}),
        "rows" => {
            json!({"type": "integer", "minimum": 1, "maximum": preview::ROWS_MAX, "default": preview::ROWS_DEFAULT})
        }
        "published" => json!({"type": "string", "format": "date"}),
        "z" | "x" | "y" => json!({"type": "integer", "minimum": 0}),
        "lon" => json!({"type": "number", "minimum": -180, "maximum": 180}),
        "lat" => json!({"type": "number", "minimum": -90, "maximum": 90}),
        "located" => json!({"type": "boolean"}),
        "filter-lang" => {
            json!({"type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text"})
        }
        "set" => json!({"type": "string", "enum": ["WebMercatorQuad"]}),
        "confidence_min" => json!({"type": "number", "minimum": 0, "maximum": 1}),
        "around" => {
            json!({"type": "array", "minItems": 3, "maxItems": 3, "items": {"type": "number"}})
        }
        "ids" | "properties" | "sortby" => json!({"type": "array", "items": {"type": "string"}}),
        "crs" | "bbox-crs" | "filter-crs" => {
            json!({"type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::Crs84.uri()})
        }
        "complete" => json!({"type": "boolean", "default": true}),
        "event_type" => list(EventType::ALL.iter().map(|it| it.as_str()).collect()),
        "group" => list(Group::ALL.iter().map(|it| it.as_str()).collect()),
        "status" => list(Status::ALL.iter().map(|it| it.as_str()).collect()),
        "geo_precision" => list(vec!["1", "2", "3"]),
        "kind" if path == PLACE_ITEMS => {
            list(PlaceKind::ALL.iter().map(|it| it.as_str()).collect())
        }
        "country" if path == PLACE_ITEMS => {
            json!({"type": "array", "items": {"type": "string", "minLength": 2, "maxLength": 2}})
        }
        "by" => {
            json!({"type": "string", "enum": ["day", "week", "month", "year", "auto"], "default": "auto"})
        }
        _ => match Property::of(name).map(|property| property.kind) {
            Some(Kind::Number) => json!({"type": "number"}),
            Some(Kind::Truth) => json!({"type": "boolean"}),
            Some(Kind::Day) => json!({"type": "string", "format": "date"}),
            _ => json!({"type": "string"}),
        },
    }
}

/// The words for the media types of an operation's answer.
fn words_of_f(operation: &Operation) -> Vec<&'static str> {
    let has = |media_type: &str| operation.answers.contains(&media_type);
    if operation.path == "/tiles/events.json" || has(MVT) {
        return vec!["geojson", "mvt"];
    }
    let words = [
        ("json", true),
        ("geojson", has(GEOJSON)),
        ("html", has(HTML)),
    ];
    words
        .into_iter()
        .filter(|(_, is_known)| *is_known)
        .map(|(word, _)| word)
        .collect()
}

/// How many things are answered. Pages take more than their most too, as the standard of features asks, and hold
/// their most; so that is no maximum of the parameter.
fn limit(path: &str) -> Value {
    match path {
        "/geocode" | "/reverse" => {
            json!({"type": "integer", "minimum": 1, "maximum": places::LIMIT_MAX, "default": geocode::Query::LIMIT_DEFAULT})
        }
        _ => json!({"type": "integer", "minimum": 1, "default": LIMIT_DEFAULT}),
    }
}
