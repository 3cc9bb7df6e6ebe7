//! The request bodies of the operations, as `/api` describes them, each with an example that can be sent.

use serde_json::{Map, Value, json};

use super::{
    BODY_BYTES_MAX,
    answers::EVENT_ITEMS,
    negotiation::{GEOJSON, JSON},
    samples::Samples,
    saved::{self, LAYER},
    transactions::MERGE_PATCH,
};

/// The media type of lines of JSON.
const LINES: &str = "application/x-ndjson";

/// A report in a sentence.
const REPORT: &str = "Protesters gathered in Andijan on 13 May 2005.";

/// A list of one event.
const LIST: &str = "date,place,type\n2005-05-13,Andijan,protest\n";

/// Reports and lists that are no text; they have no example here.
const FILES: [&str; 8] = [
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "message/rfc822",
    "application/geopackage+sqlite3",
    "application/flatgeobuf",
    "application/zip",
    "application/gzip",
    "application/rss+xml",
];

/// The request body of an operation, by media type.
pub(super) fn body(path: &str, method: &str, samples: &Samples) -> Option<Value> {
    let content = match (path, method) {
        (LAYER, "put") => one(JSON, with(&saved::schema(), layer())),
        (EVENT_ITEMS, "post") | (_, "put") => one(GEOJSON, event()),
        (_, "patch") => one(
            MERGE_PATCH,
            with(
                &json!({"type": "object"}),
                json!({"properties": {"notes": "Seen by two."}}),
            ),
        ),
        ("/review", "post") => one(JSON, decision(samples)),
        ("/geoparse", "post") => reports(),
        ("/documents/preview", "post") => table(),
        (_, "post") => {
            let mut all = reports();
            all.extend(lists());
            all
        }
        _ => return None,
    };
    let description = format!("at most {BODY_BYTES_MAX} bytes");
    Some(json!({"required": true, "description": description, "content": content}))
}

fn one(media_type: &str, described: Value) -> Map<String, Value> {
    Map::from_iter([(media_type.to_owned(), described)])
}

fn with(schema: &Value, example: impl Into<Value>) -> Value {
    json!({"schema": schema, "example": example.into()})
}

/// The media types of a report.
fn reports() -> Map<String, Value> {
    let text = json!({"type": "string", "minLength": 1});
    let html = format!("<article><p>{REPORT}</p></article>");
    let mut all = Map::new();
    let told = [
        ("text/plain", with(&text, REPORT)),
        ("text/markdown", with(&text, REPORT)),
        ("text/html", with(&text, html)),
        (
            JSON,
            with(
                &report(),
                json!({"text": REPORT, "published": "2005-05-14"}),
            ),
        ),
    ];
    all.extend(told.map(|(media_type, described)| (media_type.to_owned(), described)));
    let binary = json!({"schema": {"type": "string", "format": "binary"}});
    all.extend(FILES.map(|media_type| (media_type.to_owned(), binary.clone())));
    all
}

fn report() -> Value {
    json!({
        "type": "object",
        "required": ["text"],
        "properties": {
            "text": {"type": "string", "minLength": 1},
            "title": {"type": "string", "nullable": true},
            "published": {"type": "string", "nullable": true, "description": "a day, YYYY-MM-DD"},
            "lang": {"type": "string", "nullable": true},
            "source": {"type": "string", "nullable": true},
            "source_url": {"type": "string", "nullable": true},
        },
    })
}

/// The one media type of a table.
fn table() -> Map<String, Value> {
    one(
        "text/csv",
        with(&json!({"type": "string", "minLength": 1}), LIST),
    )
}

/// An event as a client writes it.
fn event() -> Value {
    let schema = json!({
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "geometry": {"type": "object", "nullable": true, "description": "a point, or null"},
            "properties": {"type": "object"},
        },
    });
    with(&schema, feature())
}

fn feature() -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [72.34, 40.78]},
        "properties": {"event_date": "2005-05-13", "event_type": "protest", "title": "A protest in Andijan"},
    })
}

/// A layer as a client writes it.
fn layer() -> Value {
    json!({
        "title": "Protests",
        "filter": {"event_type": "protest"},
        "style": {"colour": "#b3261e", "icon": "protest"},
    })
}

/// The media types of an event list.
fn lists() -> Map<String, Value> {
    let text = json!({"type": "string", "minLength": 1});
    let feature = feature();
    let collection = json!({"type": "FeatureCollection", "features": [feature]});
    let mut all = table();
    all.extend([
        (GEOJSON.to_owned(), with(&features(), collection)),
        (LINES.to_owned(), with(&text, format!("{feature}\n"))),
    ]);
    all
}

fn features() -> Value {
    json!({
        "type": "object",
        "required": ["features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "minItems": 1, "items": {"type": "object"}},
        },
    })
}

fn decision(samples: &Samples) -> Value {
    let mut described = json!({"schema": {
        "type": "object",
        "required": ["id", "decision"],
        "additionalProperties": false,
        "properties": {
            "id": {"type": "string"},
            "decision": {"type": "string", "enum": ["confirm", "reject", "choose", "move", "no_place", "merge", "undo"]},
            "place_id": {"type": "string", "description": "the place to choose"},
            "into": {"type": "string", "description": "the event that tells of the same"},
            "lon": {"type": "number", "description": "where to move it: degrees east, WGS 84"},
            "lat": {"type": "number", "description": "where to move it: degrees north, WGS 84"},
            "uncertainty_m": {"type": "integer", "minimum": 1, "description": "its radius in metres there"},
        },
    }});
    if let Some(id) = samples.event() {
        described["example"] = json!({"id": id, "decision": "confirm"});
    }
    described
}
