//! The shapes of what is answered as JSON, as schemas of `OpenAPI` 3.0.

use serde_json::{Map, Value, json};

use super::{
    collection::{EVENTS, PLACES},
    operations::Operation,
    preview,
    saved::LAYER,
    schema,
    styles::MAPLIBRE,
};
use crate::layer::{PLACE_PROPERTIES, PROPERTIES};

/// The schema of an operation's JSON.
pub(super) fn answered(operation: &Operation) -> Value {
    match operation.path {
        path if path.starts_with("/collections") || path == "/review" => of_collections(operation),
        path if path.contains("ile") => of_tiles(path),
        "/" => object(
            &["title", "links"],
            json!({"title": text(), "description": text(), "links": links()}),
        ),
        "/conformance" => object(&["conformsTo"], json!({"conformsTo": list(text())})),
        "/api" => object(
            &["openapi", "info", "paths"],
            json!({"openapi": text(), "info": open(), "paths": open()}),
        ),
        "/layers/events.geojson" => feature_collection(&event()),
        "/layers/events.json" => list(open()),
        "/basemap/{layer}.geojson" => feature_collection(&any_feature()),
        "/healthz" | "/readyz" => object(
            &["status"],
            json!({"status": text(), "revision": whole(), "events": whole()}),
        ),
        MAPLIBRE => object(
            &["version", "sources", "layers"],
            json!({"version": whole(), "name": text(), "sources": open(), "layers": list(open())}),
        ),
        path => of_questions(path),
    }
}

fn of_collections(operation: &Operation) -> Value {
    let collection = || {
        let members = json!({
            "id": text(), "title": text(), "description": text(), "itemType": text(), "crs": list(text()),
            "storageCrs": text(), "extent": open(), "itemCount": whole(), "filter": open(), "style": open(), "links": links(),
        });
        object(&["id", "links", "itemType", "crs"], members)
    };
    let path = operation.path;
    let feature = match path {
        _ if path.contains("places") => place(),
        _ if path.contains("{collection}") || path.contains("countries") => any_feature(),
        _ => event(),
    };
    match path {
        "/collections" => object(
            &["links", "collections"],
            json!({"title": text(), "crs": list(text()), "links": links(), "collections": list(collection())}),
        ),
        _ if path.ends_with("/schema") || path.ends_with("/queryables") => object(
            &["$schema", "$id", "type", "properties"],
            json!({"$schema": text(), "$id": text(), "type": text(), "title": text(), "properties": open(), "additionalProperties": {"type": "boolean"}}),
        ),
        _ if path.ends_with("/items") && operation.method == "get" => feature_collection(&feature),
        "/review" if operation.method == "get" => feature_collection(&feature),
        _ if path.contains("/tiles") => of_tiles(path),
        "/collections/events" | "/collections/places" | LAYER => collection(),
        _ => feature,
    }
}

/// Tiles, the sets and the grids of them.
fn of_tiles(path: &str) -> Value {
    let set = || {
        let members = json!({"title": text(), "dataType": text(), "crs": text(), "tileMatrixSetURI": text(), "links": links()});
        object(&["dataType", "crs", "links"], members)
    };
    match path {
        "/tiles/events.json" => object(
            &["tilejson", "tiles"],
            json!({
                "tilejson": text(), "name": text(), "description": text(), "version": text(), "scheme": text(),
                "tiles": list(text()), "minzoom": whole(), "maxzoom": whole(), "bounds": list(number()),
                "vector_layers": list(open()),
            }),
        ),
        "/tileMatrixSets" => object(&["tileMatrixSets"], json!({"tileMatrixSets": list(open())})),
        "/tileMatrixSets/{set}" => object(
            &["id", "crs", "tileMatrices"],
            json!({"id": text(), "crs": text(), "tileMatrices": list(open())}),
        ),
        "/collections/events/tiles" => object(
            &["tilesets"],
            json!({"links": links(), "tilesets": list(set())}),
        ),
        "/collections/events/tiles/{set}" => set(),
        _ => feature_collection(&any_feature()),
    }
}

/// Counts, and places of names and texts.
fn of_questions(path: &str) -> Value {
    match path {
        "/facets" => object(
            &[
                "total",
                "located",
                "undated",
                "event_type",
                "group",
                "status",
            ],
            json!({
                "total": whole(), "located": whole(), "undated": whole(), "event_type": counts(), "group": counts(),
                "status": counts(), "geo_precision": counts(), "source": counts(), "extent": optional(list(number())),
                "dates": optional(list(day())),
            }),
        ),
        "/histogram" => {
            let bin = json!({"start": day(), "end": day(), "count": whole(), "groups": counts()});
            let bins = list(object(&["start", "end", "count"], bin));
            object(
                &["by", "bins", "undated"],
                json!({"by": text(), "bins": bins, "undated": whole()}),
            )
        }
        "/geocode" => object(
            &["query", "candidates"],
            json!({"query": text(), "candidates": list(candidate())}),
        ),
        "/reverse" => object(
            &["lon", "lat", "places"],
            json!({"lon": number(), "lat": number(), "places": list(candidate())}),
        ),
        "/geoparse" => object(
            &["mentions", "events"],
            json!({"doc_id": text(), "lang": text(), "published": optional(text()), "mentions": list(mention()), "events": list(open())}),
        ),
        path => of_documents(path),
    }
}

/// Documents, what became of them, and events with their evidence.
fn of_documents(path: &str) -> Value {
    match path {
        "/documents/preview" => preview::schema(),
        "/documents" => {
            let names = [
                "documents",
                "records",
                "events",
                "duplicates",
                "merged",
                "may_be",
            ];
            let taken = object(
                &names,
                names
                    .map(|name| (name.to_owned(), whole()))
                    .into_iter()
                    .collect::<Map<_, _>>()
                    .into(),
            );
            let members = json!({"taken": taken, "refused": list(open()), "documents": list(text()), "events": list(text())});
            object(&["taken", "refused", "documents", "events"], members)
        }
        "/documents/{id}" => object(
            &["id", "text", "mentions", "events"],
            json!({
                "id": text(), "title": optional(text()), "published": optional(text()), "lang": optional(text()),
                "source": optional(text()), "source_url": optional(text()), "text": text(), "mentions": list(mention()),
                "events": list(event()),
            }),
        ),
        "/events/{id}" => object(
            &["event", "evidence", "candidates", "history"],
            json!({
                "event": event(), "evidence": optional(open()), "candidates": list(candidate()), "document": optional(open()),
                "siblings": list(event()), "merged_into": optional(open()), "merged": list(open()), "may_be": list(open()),
                "history": list(open()),
            }),
        ),
        _ => open(),
    }
}

fn mention() -> Value {
    let members = json!({
        "start": whole(), "end": whole(), "text": text(), "role": text(), "confidence": share(),
        "place": optional(open()), "candidates": list(candidate()),
    });
    object(&["start", "end", "text", "role", "confidence"], members)
}

/// A place, with the score of a name's or the distance of a position's.
fn candidate() -> Value {
    let members = json!({
        "id": text(), "name": text(), "kind": text(), "country": optional(text()), "admin1": optional(text()),
        "lon": number(), "lat": number(), "uncertainty_m": whole(), "score": number(), "distance_m": number(),
        "why": list(text()),
    });
    object(&["id", "name"], members)
}

fn event() -> Value {
    feature(schema::properties(&EVENTS, &PROPERTIES))
}

fn place() -> Value {
    feature(schema::properties(&PLACES, &PLACE_PROPERTIES))
}

/// A feature at a point or nowhere.
fn feature(mut properties: Map<String, Value>) -> Value {
    for described in properties.values_mut() {
        described["nullable"] = true.into();
        // A list of values must hold null too where null is one.
        if let Some(values) = described.get_mut("enum").and_then(Value::as_array_mut) {
            values.push(Value::Null);
        }
    }
    let coordinates = json!({"type": "array", "minItems": 2, "maxItems": 2, "items": number()});
    let point = object(
        &["type", "coordinates"],
        json!({"type": {"type": "string", "enum": ["Point"]}, "coordinates": coordinates}),
    );
    let mut feature = any_feature();
    feature["properties"]["geometry"] = optional(point);
    feature["properties"]["properties"] = json!({"type": "object", "properties": properties});
    feature["properties"]["links"] = links();
    feature
}

/// A feature of any geometry and properties.
fn any_feature() -> Value {
    let members = json!({
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {},
        "geometry": optional(object(&["type", "coordinates"], json!({"type": text(), "coordinates": {"type": "array", "items": {}}}))),
        "properties": optional(open()),
    });
    object(&["type", "geometry", "properties"], members)
}

fn feature_collection(feature: &Value) -> Value {
    let members = json!({
        "type": {"type": "string", "enum": ["FeatureCollection"]}, "features": list(feature.clone()),
        "numberMatched": whole(), "numberReturned": whole(), "links": links(),
        "timeStamp": {"type": "string", "format": "date-time"},
    });
    object(&["type", "features"], members)
}

fn links() -> Value {
    list(object(
        &["href", "rel"],
        json!({"href": text(), "rel": text(), "type": text(), "title": text(), "templated": {"type": "boolean"}}),
    ))
}

/// An object with these members, some of which it always has.
#[expect(
    clippy::needless_pass_by_value,
    reason = "callers write the members in place"
)]
pub(super) fn object(required: &[&str], members: Value) -> Value {
    json!({"type": "object", "required": required, "properties": members})
}

fn list(of: Value) -> Value {
    Map::from_iter([
        ("type".to_owned(), "array".into()),
        ("items".to_owned(), of),
    ])
    .into()
}

fn optional(mut schema: Value) -> Value {
    schema["nullable"] = true.into();
    schema
}

/// Counts by what is counted.
fn counts() -> Value {
    json!({"type": "object", "additionalProperties": whole()})
}

/// An object whose members are not told here.
pub(super) fn open() -> Value {
    json!({"type": "object"})
}

/// A text.
pub(super) fn text() -> Value {
    json!({"type": "string"})
}

fn day() -> Value {
    json!({"type": "string", "format": "date"})
}

/// A whole number.
pub(super) fn whole() -> Value {
    json!({"type": "integer"})
}

fn number() -> Value {
    json!({"type": "number"})
}

fn share() -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}
