//! The description of the API in `OpenAPI` 3.0, with every schema inlined.
//!
//! Source: <https://spec.openapis.org/oas/v3.0.3>.

use axum::{extract::State, http::HeaderMap};
use serde_json::{Map, Value, json};

use super::{
    Shared,
    address::Base,
    answer, answers, bodies,
    error::Answer,
    landing::OPENAPI,
    negotiation::{self, HTML, JSON},
    operations::{OPERATIONS, Operation},
    parameters,
    request::Query,
    samples::Samples,
    web,
};

/// `GET /api`
pub(super) async fn api(
    State(app): State<Shared>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose_alone(params, &headers, &[OPENAPI, JSON, HTML])?;
    if media_type == HTML {
        return web::page(&headers, web::API).map(answer::varying);
    }
    let samples = Samples::of_snapshot(&app.live.snapshot());
    let document = document(&base, &samples).to_string();
    Ok(answer::varying(answer::body(media_type, document)))
}

fn document(base: &Base, samples: &Samples) -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(operation, samples);
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

fn described(operation: &Operation, samples: &Samples) -> Value {
    let Operation {
        path,
        method,
        summary,
        ..
    } = *operation;
    let parameters = operation
        .parameters()
        .map(|name| parameters::parameter(operation, name, samples));
    let mut described = json!({
        "summary": summary,
        "operationId": format!("{method} {path}"),
        "tags": [tag(path)],
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": answers::responses(operation),
    });
    if let Some(body) = bodies::body(path, method, samples) {
        described["requestBody"] = body;
    }
    described
}

/// What a reader looks for an operation under.
fn tag(path: &str) -> &'static str {
    match path.split('/').nth(1).unwrap_or_default() {
        "" | "api" | "conformance" => "about",
        "collections" if path.contains("/tiles") => "tiles",
        "collections" | "events" => "features",
        "tiles" | "tileMatrixSets" | "basemap" | "styles" => "tiles",
        "layers" | "feed.atom" | "stream" => "downloads and changes",
        "facets" | "histogram" => "counts",
        "geocode" | "reverse" | "geoparse" => "places of names and texts",
        "documents" => "reports and lists",
        "review" => "review",
        _ => "health",
    }
}
