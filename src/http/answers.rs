//! What the operations answer, as `/api` describes it: status and media types.

use serde_json::{Map, Value, json};

use super::{
    collection::SCHEMA,
    error::PROBLEM_TYPE,
    landing::OPENAPI,
    negotiation::{GEOJSON, JSON},
    operations::Operation,
    saved::LAYER,
    shapes::{answered, object, open, text, whole},
    styles::STYLE,
    transactions::ITEM,
};

/// The address of the events.
pub(super) const EVENT_ITEMS: &str = "/collections/events/items";

/// The answers of an operation by status.
pub(super) fn responses(operation: &Operation) -> Value {
    let mut all = Map::from_iter([("default".to_owned(), problem("what is wrong"))]);
    for status in done_by(operation) {
        let done = if *status == "204" {
            json!({"description": operation.summary})
        } else {
            json!({"description": operation.summary, "content": content(operation)})
        };
        all.insert((*status).to_owned(), done);
    }
    let refusals = refusals(operation).into_iter();
    all.extend(refusals.map(|(status, words)| (status.to_owned(), problem(words))));
    all.into()
}

/// The statuses of an operation that is done.
fn done_by(operation: &Operation) -> &'static [&'static str] {
    match (operation.path, operation.method) {
        (EVENT_ITEMS, "post") => &["201"],
        ("/documents", "post") | (LAYER, "put") => &["200", "201"],
        (_, "delete") => &["204"],
        _ => &["200"],
    }
}

/// The refusals that an operation's client should expect.
fn refusals(operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![(
        "400",
        "a parameter is not known here, given twice, or not what is expected",
    )];
    if operation.path.contains('{') {
        all.push(("404", "nothing has this id, name or number"));
    }
    if operation.answers.len() > 1 {
        all.push(("406", "the Accept header names none of the media types"));
    }
    if [ITEM, LAYER].contains(&operation.path) && operation.method != "get" {
        all.push(("412", "what is there is not as If-Match says"));
    }
    if operation.path == LAYER && operation.method != "get" {
        all.push(("409", "the name is that of a collection that is no layer"));
    }
    if ["post", "put", "patch"].contains(&operation.method) {
        all.extend([
            ("413", "the body is too large"),
            ("415", "the body is of a media type that cannot be read"),
            ("422", "the body can be read but not be taken"),
        ]);
    }
    if (operation.path, operation.method) == ("/review", "post") {
        all.extend([
            ("404", "no event has this id"),
            ("409", "the event is in no state for this decision"),
        ]);
    }
    all
}

fn content(operation: &Operation) -> Map<String, Value> {
    let described = |media_type: &&str| {
        let schema = match *media_type {
            JSON | GEOJSON | SCHEMA | OPENAPI | STYLE => answered(operation),
            told if told.starts_with("text/")
                || told.ends_with("xml")
                || told.ends_with("json") =>
            {
                text()
            }
            _ => json!({"type": "string", "format": "binary"}),
        };
        ((*media_type).to_owned(), json!({"schema": schema}))
    };
    operation.answers.iter().map(described).collect()
}

fn problem(description: &str) -> Value {
    let members = json!({
        "type": text(), "title": text(), "status": whole(), "detail": text(), "parameter": text(), "value": text(),
        "expected": text(), "report": open(),
    });
    let schema = object(&["type", "title", "status", "detail"], members);
    json!({"description": format!("{description} (RFC 9457)"), "content": {PROBLEM_TYPE.to_str().unwrap_or_default(): {"schema": schema}}})
}
