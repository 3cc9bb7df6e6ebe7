//! The description of the API in `OpenAPI` 3.0, with every schema inlined.
//!
//! Source: <https://spec.openapis.org/oas/v3.0.3>.

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use super::{
    address::Base,
    answer,
    error::Answer,
    landing::OPENAPI,
    negotiation::{self, GEOJSON, JSON},
    request::Query,
};
use crate::event::{EventType, Group, Status};

/// `GET /api`
pub(super) async fn api(Query(mut params): Query, headers: HeaderMap, base: Base) -> Answer {
    negotiation::choose(&mut params, &headers, &[OPENAPI, JSON])?;
    params.finish()?;
    Ok(answer::body(OPENAPI, document(&base).to_string()))
}

/// An operation: its path, method and purpose, its own parameters, whether it takes the filter's, and
/// the media type of its answer.
type Operation = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    bool,
    &'static str,
);

const OPERATIONS: &[Operation] = &[
    ("/", "get", "landing page", &["f"], false, JSON),
    (
        "/conformance",
        "get",
        "standards that are kept",
        &["f"],
        false,
        JSON,
    ),
    ("/api", "get", "this description", &["f"], false, OPENAPI),
    ("/collections", "get", "collections", &["f"], false, JSON),
    (
        "/collections/events",
        "get",
        "the collection of events",
        &["f"],
        false,
        JSON,
    ),
    (
        "/collections/events/items",
        "get",
        "events, the latest first",
        &["limit", "cursor", "f"],
        true,
        GEOJSON,
    ),
    (
        "/collections/events/items/{id}",
        "get",
        "one event",
        &["id", "f"],
        false,
        GEOJSON,
    ),
    (
        "/events/{id}",
        "get",
        "one event with its evidence and history",
        &["id"],
        false,
        JSON,
    ),
    (
        "/documents",
        "post",
        "take a report or an event list",
        &ABOUT,
        false,
        JSON,
    ),
    (
        "/documents/{id}",
        "get",
        "one document with its mentions and events",
        &["id"],
        false,
        JSON,
    ),
    (
        "/tiles/events.json",
        "get",
        "where the tiles are (TileJSON 3)",
        &[],
        true,
        JSON,
    ),
    (
        "/tiles/events/{z}/{x}/{y}.geojson",
        "get",
        "the events of one tile",
        &["z", "x", "y"],
        true,
        GEOJSON,
    ),
    (
        "/layers/events.geojson",
        "get",
        "download as GeoJSON",
        &[],
        true,
        GEOJSON,
    ),
    (
        "/layers/events.geojsonl",
        "get",
        "download as lines of GeoJSON",
        &[],
        true,
        "application/x-ndjson",
    ),
    (
        "/layers/events.csv",
        "get",
        "download as a table",
        &[],
        true,
        "text/csv",
    ),
    (
        "/facets",
        "get",
        "counts by type, precision, status and source",
        &[],
        true,
        JSON,
    ),
    ("/histogram", "get", "counts by time", &["by"], true, JSON),
    (
        "/basemap/{layer}.geojson",
        "get",
        "one layer of the base map",
        &["layer"],
        false,
        GEOJSON,
    ),
    (
        "/geocode",
        "get",
        "the places that a name may mean, best first",
        &["q", "limit", "country", "admin1", "lon", "lat"],
        false,
        JSON,
    ),
    (
        "/reverse",
        "get",
        "the places nearest to a position",
        &["lon", "lat", "limit"],
        false,
        JSON,
    ),
    (
        "/geoparse",
        "post",
        "the mentions and events of a text, without storing it",
        &ABOUT,
        false,
        JSON,
    ),
    (
        "/review",
        "get",
        "what needs a person, the most doubtful first",
        &[],
        true,
        GEOJSON,
    ),
    (
        "/review",
        "post",
        "confirm, reject, choose another place, undo",
        &[],
        false,
        GEOJSON,
    ),
    (
        "/healthz",
        "get",
        "whether the process answers",
        &[],
        false,
        JSON,
    ),
    (
        "/readyz",
        "get",
        "whether the store can be read",
        &[],
        false,
        JSON,
    ),
];

/// What a client says of an input.
const ABOUT: [&str; 5] = ["name", "published", "lang", "source", "source_url"];

const FILTER: [&str; 10] = [
    "bbox",
    "datetime",
    "event_type",
    "group",
    "status",
    "geo_precision",
    "located",
    "doc_id",
    "dataset",
    "q",
];

fn document(base: &Base) -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let (path, method, ..) = *operation;
        paths.entry(path).or_insert_with(|| json!({}))[method] = described(operation);
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

fn described(&(path, method, summary, own, filtered, media_type): &Operation) -> Value {
    let filter = FILTER.iter().filter(|_| filtered);
    let parameters: Vec<Value> = own
        .iter()
        .chain(filter)
        .map(|name| parameter(path, name))
        .collect();
    let mut operation = json!({
        "summary": summary,
        "operationId": format!("{method} {path}"),
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {media_type: {"schema": {"type": "object"}}}},
            "default": problem(),
        },
    });
    if let Some(body) = body(path, method) {
        operation["requestBody"] = body;
    }
    operation
}

/// The request body of an operation, by media type.
fn body(path: &str, method: &str) -> Option<Value> {
    let schema = |schema: Value| json!({"schema": schema});
    let content = match (path, method) {
        ("/review", "post") => json!({JSON: schema(decision())}),
        (_, "post") => INPUTS
            .iter()
            .map(|it| ((*it).to_owned(), schema(json!({"type": "string"}))))
            .collect(),
        _ => return None,
    };
    Some(json!({"required": true, "content": content}))
}

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
            "decision": {"type": "string", "enum": ["confirm", "reject", "choose", "undo"]},
            "place_id": {"type": "string", "description": "the place to choose"},
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
        name,
        "bbox" | "event_type" | "group" | "status" | "geo_precision"
    );
    let mut parameter = json!({
        "name": name,
        "in": if in_path { "path" } else { "query" },
        "required": in_path,
        "schema": schema(name),
    });
    if list {
        parameter["style"] = "form".into();
        parameter["explode"] = false.into();
    }
    parameter
}

fn schema(name: &str) -> Value {
    let list =
        |words: Vec<&str>| json!({"type": "array", "items": {"type": "string", "enum": words}});
    match name {
        "bbox" => {
            json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}})
        }
        "limit" => json!({"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}),
        "published" => json!({"type": "string", "format": "date"}),
        "z" | "x" | "y" => json!({"type": "integer", "minimum": 0}),
        "lon" => json!({"type": "number", "minimum": -180, "maximum": 180}),
        "lat" => json!({"type": "number", "minimum": -90, "maximum": 90}),
        "located" => json!({"type": "boolean"}),
        "event_type" => list(EventType::ALL.iter().map(|it| it.as_str()).collect()),
        "group" => list(Group::ALL.iter().map(|it| it.as_str()).collect()),
        "status" => list(Status::ALL.iter().map(|it| it.as_str()).collect()),
        "geo_precision" => list(vec!["1", "2", "3"]),
        "by" => {
            json!({"type": "string", "enum": ["day", "week", "month", "year", "auto"], "default": "auto"})
        }
        _ => json!({"type": "string"}),
    }
}
