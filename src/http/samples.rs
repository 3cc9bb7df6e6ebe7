//! Examples for `/api` that can be asked as they stand: what names an event or a document names one that is there.

use serde_json::{Value, json};

use super::{operations::Operation, saved::LAYER};
use crate::index::Snapshot;

/// What the examples are about.
#[derive(Debug, Default)]
pub(super) struct Samples {
    event: Option<String>,
    document: Option<String>,
}

/// Among how many events one that comes from a report is looked for.
const EVENTS_MAX: usize = 1_000;

/// Examples that any server can answer, also all of them at once, as a page to try the API fills them in: by path (`""` for all others) and parameter.
const FIXED: [(&str, &str, &str); 14] = [
    ("/collections/{collection}/items", "collection", "events"),
    (
        "/collections/{collection}/items/{item}",
        "collection",
        "countries",
    ),
    ("/collections/{collection}/items/{item}", "item", "UZ"),
    ("/collections/places/items/{id}", "id", "geonames:1527534"),
    ("/collections/places/items", "q", "Osh"),
    ("/geocode", "q", "Khanabad"),
    ("/geocode", "lang", "uz"),
    ("/histogram", "by", "month"),
    ("", "set", "WebMercatorQuad"),
    ("", "layer", "land"),
    ("", "datetime", "2005-01-01/.."),
    ("", "filter", "confidence > 0.3 OR event_type = 'protest'"),
    ("", "published", "2018-10-12"),
    ("", "lang", "en"),
];

impl Samples {
    /// Examples from the first events of a snapshot.
    pub(super) fn of_snapshot(snapshot: &Snapshot) -> Self {
        let first = snapshot.events().take(EVENTS_MAX).map(|it| it.event);
        let mut read = first.filter(|event| event.evidence.is_some());
        let Some(event) = read.next() else {
            return Self::default();
        };
        Self {
            document: event.evidence.map(|it| it.doc_id.as_str().to_owned()),
            event: Some(event.id),
        }
    }

    /// The event that examples are about.
    pub(super) fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// The example of a parameter.
    pub(super) fn of(&self, operation: &Operation, name: &str) -> Option<Value> {
        let path = operation.path;
        match (path, name) {
            (LAYER, "id") if operation.method == "get" => Some(json!("countries")),
            (LAYER, "id") => Some(json!("protests")),
            ("/documents/{id}", "id") => self.document.clone().map(Value::from),
            ("/collections/events/items/{id}" | "/events/{id}", "id") => {
                self.event.clone().map(Value::from)
            }
            (_, "z") => Some(json!(5)),
            (_, "x") => Some(json!(22)),
            (_, "y") => Some(json!(11)),
            ("/geocode" | "/reverse", "lon") => Some(json!(72.8)),
            ("/geocode" | "/reverse", "lat") => Some(json!(40.5)),
            (_, "bbox") => Some(json!([56, 37, 73, 46])),
            (_, "limit") => Some(json!(10)),
            _ => fixed(path, name),
        }
    }
}

fn fixed(path: &str, name: &str) -> Option<Value> {
    let known = FIXED.iter();
    let mut found =
        known.filter(|(at, parameter, _)| *parameter == name && (*at == path || at.is_empty()));
    found.next().map(|(_, _, example)| (*example).into())
}
