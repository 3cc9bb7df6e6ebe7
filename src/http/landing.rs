//! The landing page and what stands behind it: OGC API - Features, part 1.
//!
//! Source: OGC 17-069r4, sections 7.2 to 7.14, <https://docs.ogc.org/is/17-069r4/17-069r4.html>.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
};
use serde_json::{Value, json};

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    error::Answer,
    negotiation::{self, GEOJSON, HTML, JSON},
    request::Query,
    web,
};
use crate::{
    filter::Filter,
    index::{Facets, Snapshot},
    layer::degrees,
};

/// The conformance classes that are kept.
const CONFORMS_TO: [&str; 4] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];

/// The media type of an `OpenAPI` 3.0 document.
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// The coordinate reference system of every position.
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// `GET /`: the page for a browser, the landing page of the API for a program.
pub(super) async fn root(Query(mut params): Query, headers: HeaderMap, base: Base) -> Answer {
    let chosen = negotiation::choose(&mut params, &headers, &[HTML, JSON])?;
    if chosen == HTML {
        // The page keeps its own state in the address; its parameters are not ours to refuse.
        return web::page(&headers).map(vary);
    }
    params.finish()?;
    answer::json(&landing(&base)).map(vary)
}

/// Tells caches that the answer depends on what the client takes.
fn vary(mut response: axum::response::Response) -> axum::response::Response {
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept"));
    response
}

fn landing(base: &Base) -> Value {
    let link = |rel: &str, kind: &str, title: &str, path: &str| json!({"rel": rel, "type": kind, "title": title, "href": base.link(path)});
    json!({
        "title": "Zij",
        "description": "Events in Central Asia, each with its place, time, precision and evidence",
        "links": [
            link("self", JSON, "this document", "/?f=json"),
            link("alternate", HTML, "the map", "/"),
            link("service-desc", OPENAPI, "how to ask", "/api"),
            link("conformance", JSON, "the standards that are kept", "/conformance"),
            link("data", JSON, "the collections", "/collections"),
            link("tiles", JSON, "the tiles", "/tiles/events.json"),
        ],
    })
}

/// `GET /conformance`
pub(super) async fn conformance(Query(mut params): Query, headers: HeaderMap) -> Answer {
    negotiation::choose(&mut params, &headers, &[JSON])?;
    params.finish()?;
    answer::json(&json!({"conformsTo": CONFORMS_TO}))
}

/// `GET /collections`
pub(super) async fn collections(
    State(app): State<Shared>,
    Query(mut params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    negotiation::choose(&mut params, &headers, &[JSON])?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    let links = json!([{"rel": "self", "type": JSON, "title": "this document", "href": base.link("/collections")}]);
    let collection = blocking(move || Ok(collection(&snapshot, &base))).await?;
    answer::json(&json!({"links": links, "collections": [collection]}))
}

/// `GET /collections/events`
pub(super) async fn events(
    State(app): State<Shared>,
    Query(mut params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    negotiation::choose(&mut params, &headers, &[JSON])?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    answer::json(&blocking(move || Ok(collection(&snapshot, &base))).await?)
}

fn collection(snapshot: &Snapshot, base: &Base) -> Value {
    let link = |rel: &str, kind: &str, title: &str, path: &str| json!({"rel": rel, "type": kind, "title": title, "href": base.link(path)});
    json!({
        "id": "events",
        "title": "Events",
        "description": "One event at one place a feature; an event without a place has no geometry",
        "itemType": "feature",
        "crs": [CRS84],
        "extent": extent(&Facets::of(snapshot, &Filter::default())),
        "links": [
            link("self", JSON, "this document", "/collections/events"),
            link("items", GEOJSON, "the events", "/collections/events/items"),
            link("enclosure", GEOJSON, "all events", "/layers/events.geojson"),
        ],
    })
}

/// The box and the time of all events; what is not known is left out.
fn extent(facets: &Facets) -> Value {
    let mut extent = json!({});
    if let Some(edges) = facets.extent {
        extent["spatial"] = json!({"bbox": [edges.map(degrees)], "crs": CRS84});
    }
    if let Some([first, last]) = facets.dates {
        let interval = [format!("{first}T00:00:00Z"), format!("{last}T23:59:59Z")];
        extent["temporal"] = json!({
            "interval": [interval],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        });
    }
    extent
}
