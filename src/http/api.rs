//! The description of the API in `OpenAPI` 3.0, with every schema inlined.
//!
//! Source: <https://spec.openapis.org/oas/v3.0.3>.

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use super::{
    address::Base,
    answer, collection,
    error::Answer,
    landing::OPENAPI,
    negotiation::{self, GEOJSON, JSON},
    operations::{OPERATIONS, Operation},
    places, preview,
    request::Query,
    saved::{self, LAYER},
    transactions::MERGE_PATCH,
};
use crate::{
    event::{EventType, Group, Status},
    filter::{Kind, Property},
    gazetteer::PlaceKind,
    geocode,
    space::Crs,
};

/// `GET /api`
pub(super) async fn api(Query(mut params): Query, headers: HeaderMap, base: Base) -> Answer {
    negotiation::choose(&mut params, &headers, &[OPENAPI, JSON])?;
    params.finish()?;
    Ok(answer::body(OPENAPI, document(&base).to_string()))
}

fn document(base: &Base) -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(operation);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Zij",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Events in Central Asia, each with its place, time, precision and evidence. \
                Positions are WGS 84 degrees, longitude first.",
        },
        "servers": [{"url": base.link("/")}],
        "paths": paths,
    })
}

fn described(operation: &Operation) -> Value {
    let Operation {
        path,
        method,
        summary,
        media_type,
        ..
    } = *operation;
    let parameters = operation.parameters().map(|name| parameter(path, name));
    let (status, content) = match (path, method) {
        (_, "delete") => ("204", Value::Null),
        (ITEMS, "post") | (LAYER, "put") => {
            ("201", json!({media_type: {"schema": answered(path)}}))
        }
        _ => ("200", json!({media_type: {"schema": answered(path)}})),
    };
    let mut response = json!({"description": summary});
    if !content.is_null() {
        response["content"] = content;
    }
    let mut described = json!({
        "summary": summary,
        "operationId": format!("{method} {path}"),
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": {
            status: response,
            "default": problem(),
        },
    });
    if let Some(body) = body(path, method) {
        described["requestBody"] = body;
    }
    described
}

/// The schema of an operation's answer.
fn answered(path: &str) -> Value {
    match path {
        "/documents/preview" => preview::schema(),
        _ => json!({"type": "object"}),
    }
}

/// The request body of an operation, by media type.
fn body(path: &str, method: &str) -> Option<Value> {
    let schema = |schema: Value| json!({"schema": schema});
    let content = match (path, method) {
        ("/review", "post") => json!({JSON: schema(decision())}),
        (LAYER, "put") => json!({JSON: schema(saved::schema())}),
        (ITEMS, "post") | (_, "put") => json!({GEOJSON: schema(json!({"type": "object"}))}),
        (_, "patch") => json!({MERGE_PATCH: schema(json!({"type": "object"}))}),
        (_, "post") => INPUTS
            .iter()
            .map(|it| ((*it).to_owned(), schema(json!({"type": "string"}))))
            .collect(),
        _ => return None,
    };
    Some(json!({"required": true, "content": content}))
}

/// The address of the events.
const ITEMS: &str = "/collections/events/items";

/// The media types of reports and event lists.
const INPUTS: [&str; 7] = [
    "text/plain",
    "text/markdown",
    "text/html",
    "text/csv",
    GEOJSON,
    "application/x-ndjson",
    JSON,
];

fn decision() -> Value {
    json!({
        "type": "object",
        "required": ["id", "decision"],
        "properties": {
            "id": {"type": "string"},
            "decision": {"type": "string", "enum": ["confirm", "reject", "choose", "move", "no_place", "merge", "undo"]},
            "place_id": {"type": "string", "description": "the place to choose"},
            "into": {"type": "string", "description": "the event that tells of the same"},
            "lon": {"type": "number", "description": "where to move it: degrees east, WGS 84"},
            "lat": {"type": "number", "description": "where to move it: degrees north, WGS 84"},
            "uncertainty_m": {"type": "integer", "minimum": 1, "description": "its radius in metres there"},
        },
    })
}

fn problem() -> Value {
    let schema = json!({
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": {"type": "string"},
            "value": {"type": "string"},
            "expected": {"type": "string"},
        },
    });
    json!({"description": "what is wrong (RFC 9457)", "content": {"application/problem+json": {"schema": schema}}})
}

fn parameter(path: &str, name: &str) -> Value {
    let in_path = path.contains(&format!("{{{name}}}"));
    let list = matches!(
        (path, name),
        (
            _,
            "bbox"
                | "around"
                | "ids"
                | "properties"
                | "sortby"
                | "event_type"
                | "group"
                | "status"
                | "geo_precision"
        ) | (PLACE_ITEMS, "kind" | "country")
    );
    let mut parameter = json!({
        "name": name,
        "in": if in_path { "path" } else { "query" },
        "required": in_path || is_required(path, name),
        "schema": schema(path, name),
    });
    if let Some(description) = description(path, name) {
        parameter["description"] = description.into();
    }
    if list {
        parameter["style"] = "form".into();
        parameter["explode"] = false.into();
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
fn description(path: &str, name: &str) -> Option<&'static str> {
    Some(match (path, name) {
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
    })
}

fn schema(path: &str, name: &str) -> Value {
    let list =
        |words: Vec<&str>| json!({"type": "array", "items": {"type": "string", "enum": words}});
    match name {
        "bbox" => {
            json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}})
        }
        "limit" => limit(path),
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
        "kind" => list(PlaceKind::ALL.iter().map(|it| it.as_str()).collect()),
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

fn limit(path: &str) -> Value {
    let (max, default) = match path {
        "/geocode" | "/reverse" => (places::LIMIT_MAX, geocode::Query::LIMIT_DEFAULT),
        _ => (collection::LIMIT_MAX, collection::LIMIT_DEFAULT),
    };
    json!({"type": "integer", "minimum": 1, "maximum": max, "default": default})
}
