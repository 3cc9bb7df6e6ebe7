//! What the properties of a collection's items are, and which of them can be asked for.
//!
//! Source: OGC 19-079r2, section 6.2 (queryables), <https://docs.ogc.org/is/19-079r2/19-079r2.html>; the roles
//! are those of OGC API - Features, part 5.

use axum::{extract::State, http::HeaderMap};
use serde_json::{Map, Value, json};

use super::{
    Shared,
    address::Base,
    areas,
    collection::{Collection, Items, SCHEMA},
    error::Answer,
    html,
    negotiation::{self, HTML, JSON},
    request::{Path, Query},
    saved::Served,
    transactions::READ_ONLY,
};
use crate::{
    event::{EventType, Group, Status},
    filter::PROPERTIES,
    gazetteer::PlaceKind,
    layer::{self, PLACE_PROPERTIES},
};

/// `GET /collections/{id}/schema`
pub(super) async fn schema(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose_alone(params, &headers, &[SCHEMA, JSON, HTML])?;
    let collection = &Served::of(&app, &id)?.collection;
    let names: &[&str] = match collection.of {
        Items::Events => &layer::PROPERTIES,
        Items::Places => &PLACE_PROPERTIES,
        Items::Areas => &areas::PROPERTIES,
    };
    // The columns of somebody's own list stay with its events.
    let open = collection.of == Items::Events;
    let schema = object(collection, &base, "/schema", names, open);
    html::document(media_type, &schema, &base)
}

/// `GET /collections/{id}/queryables`
pub(super) async fn queryables(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose_alone(params, &headers, &[SCHEMA, JSON, HTML])?;
    let collection = &Served::of(&app, &id)?.collection;
    let names: Vec<&str> = match collection.of {
        Items::Events => PROPERTIES.iter().map(|property| property.name).collect(),
        Items::Places => vec!["kind", "country"],
        Items::Areas => vec![],
    };
    let schema = object(collection, &base, "/queryables", &names, false);
    html::document(media_type, &schema, &base)
}

/// The schema of an object with the named properties; an open one may have others too.
fn object(collection: &Collection, base: &Base, under: &str, names: &[&str], open: bool) -> Value {
    let geometry = match collection.of {
        Items::Areas => {
            json!({"format": "geometry-polygon-or-multipolygon", "x-ogc-role": "primary-geometry", "title": "outline"})
        }
        _ => {
            json!({"format": "geometry-point", "x-ogc-role": "primary-geometry", "title": "central point"})
        }
    };
    let mut all = Map::from_iter([("geometry".to_owned(), geometry)]);
    all.extend(properties(collection, names));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": base.link(&collection.path(under)),
        "type": "object",
        "title": collection.title,
        "properties": all,
        "additionalProperties": open,
    })
}

/// The schemas of the named properties of a collection's items.
pub(super) fn properties(collection: &Collection, names: &[&str]) -> Map<String, Value> {
    let described = |name: &&str| ((*name).to_owned(), described(collection, name));
    names.iter().map(described).collect()
}

/// The schema of a property.
pub(super) fn described(collection: &Collection, name: &str) -> Value {
    let mut schema = kind(collection, name);
    if collection.of == Items::Events && READ_ONLY.contains(&name) {
        schema["readOnly"] = true.into();
    }
    schema
}

fn kind(collection: &Collection, name: &str) -> Value {
    let words = |words: Vec<&str>| json!({"type": "string", "enum": words});
    match name {
        "id" => json!({"type": "string", "x-ogc-role": "id"}),
        "event_date" | "event_date_end" | "source_date" => {
            json!({"type": "string", "format": "date"})
        }
        "created_at" | "updated_at" => json!({"type": "string", "format": "date-time"}),
        "planned" | "located" => json!({"type": "boolean"}),
        "geocode_score" | "confidence" => json!({"type": "number", "minimum": 0, "maximum": 1}),
        "geo_precision" => json!({"type": "integer", "enum": [1, 2, 3]}),
        "where_prec" => json!({"type": "integer", "minimum": 1, "maximum": 7}),
        "time_precision" => json!({"type": "integer", "minimum": 1, "maximum": 5}),
        "fatalities" | "injured" | "uncertainty_m" | "number_of_sources" | "quote_start"
        | "quote_end" | "population" => json!({"type": "integer", "minimum": 0}),
        "event_type" => words(EventType::ALL.iter().map(|it| it.as_str()).collect()),
        "group" | "event_group" => words(Group::ALL.iter().map(|it| it.as_str()).collect()),
        "status" => words(Status::ALL.iter().map(|it| it.as_str()).collect()),
        "kind" if collection.of != Items::Events => {
            words(PlaceKind::ALL.iter().map(|it| it.as_str()).collect())
        }
        _ => json!({"type": "string"}),
    }
}
