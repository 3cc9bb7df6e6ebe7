//! The landing page and what stands behind it: OGC API - Features, part 1.
//!
//! Source: OGC 17-069r4, sections 7.2 to 7.14, <https://docs.ogc.org/is/17-069r4/17-069r4.html>.

use axum::{extract::State, http::HeaderMap};
use serde_json::{Value, json};

use super::{
    App, Shared,
    address::Base,
    answer::{self, blocking},
    areas,
    collection::{EVENTS, Items, SCHEMA},
    error::Answer,
    feed::{self, ATOM},
    html,
    negotiation::{self, GEOJSON, HTML, JSON},
    request::{Path, Query},
    saved::{self, Served},
    styles::{MAPLIBRE, QGIS, STYLE},
    tile_sets::TILE_SETS,
    web,
};
use crate::{
    gazetteer::Gazetteer,
    index::Facets,
    layer::{Format, QGIS_LAYER, degrees},
    space::{Bbox, Crs},
};

/// The conformance classes that are kept.
const CONFORMS_TO: [&str; 29] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geojson",
];

/// The media type of an `OpenAPI` 3.0 document.
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// The relation of a collection to what can be asked for in it.
const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

/// The relation of the landing page to the tile matrix sets.
const TILE_MATRIX_SETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";

/// The coordinate reference system of every extent.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// `GET /`: the page for a browser, the landing page of the API for a program.
pub(super) async fn root(Query(mut params): Query, headers: HeaderMap, base: Base) -> Answer {
    let chosen = negotiation::choose(&mut params, &headers, &[JSON, HTML])?;
    if chosen == HTML {
        // The page keeps its own state in the address; its parameters are not ours to refuse.
        return web::page(&headers, web::MAP).map(answer::varying);
    }
    params.finish()?;
    html::document(JSON, &landing(&base), &base)
}

fn landing(base: &Base) -> Value {
    let link = |rel: &str, kind: &str, title: &str, path: &str| json!({"rel": rel, "type": kind, "title": title, "href": base.link(path)});
    json!({
        "title": "Zij",
        "description": "Events in Central Asia, each with its place, time, precision and evidence, and the gazetteer behind them",
        "links": [
            link("self", JSON, "this document", "/?f=json"),
            link("alternate", HTML, "the map", "/"),
            link("service-desc", OPENAPI, "how to ask", "/api"),
            link("service-doc", HTML, "try it", "/api.html"),
            link("conformance", JSON, "the standards that are kept", "/conformance"),
            link("data", JSON, "the collections", "/collections"),
            link("data", HTML, "the collections for people", "/collections?f=html"),
            link("tiles", JSON, "the tiles", "/tiles/events.json"),
            link("alternate", ATOM, "the newest changes", feed::PATH),
            link(TILE_MATRIX_SETS, JSON, "the grids of tiles", "/tileMatrixSets"),
        ],
    })
}

/// `GET /conformance`
pub(super) async fn conformance(Query(params): Query, headers: HeaderMap, base: Base) -> Answer {
    let media_type = negotiation::choose_alone(params, &headers, &[JSON, HTML])?;
    html::document(media_type, &json!({"conformsTo": CONFORMS_TO}), &base)
}

/// `GET /collections`
pub(super) async fn collections(
    State(app): State<Shared>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose_alone(params, &headers, &[JSON, HTML])?;
    let document = move || {
        let here = base.link("/collections");
        let links = json!([
            {"rel": "self", "type": JSON, "title": "this document", "href": here},
            {"rel": "alternate", "type": HTML, "title": "this document for people", "href": format!("{here}?f=html")},
        ]);
        let all = Served::all(&app)?;
        let described: Vec<Value> = all.iter().map(|it| described(&app, it, &base)).collect();
        let document = json!({
            "title": "Collections",
            "links": links,
            "crs": Crs::ALL.map(Crs::uri),
            "collections": described,
        });
        html::document(media_type, &document, &base)
    };
    blocking(document).await
}

/// `GET /collections/{id}`
pub(super) async fn collection(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose_alone(params, &headers, &[JSON, HTML])?;
    let document = move || {
        let served = Served::of(&app, &id)?;
        let document = described(&app, &served, &base);
        match &served.saved {
            Some(saved) => html::versioned(&headers, media_type, &document, saved.version, &base),
            None => html::document(media_type, &document, &base),
        }
    };
    blocking(document).await
}

/// A link to every event in each of our own formats.
fn downloads(base: &Base, id: &str) -> impl Iterator<Item = Value> {
    let own = Format::ALL.into_iter().filter(|it| it.profile().is_none());
    own.map(move |format| {
        let extension = format.extension();
        let title = format!("all events, {extension}");
        let href = base.link(&format!("/layers/{id}.{extension}"));
        json!({"rel": "enclosure", "type": format.media_type(), "title": title, "href": href})
    })
}

/// Links to the styles of the events.
fn styles(base: &Base) -> [Value; 2] {
    let style = |kind: &str, title: &str, path: &str| json!({"rel": "stylesheet", "type": kind, "title": title, "href": base.link(path)});
    [
        style(STYLE, "a style for MapLibre", MAPLIBRE),
        style(QGIS_LAYER, "a layer for QGIS", QGIS),
    ]
}

/// What a collection is, holds, and links to.
pub(super) fn described(app: &App, served: &Served, base: &Base) -> Value {
    let collection = &served.collection;
    let link = |rel: &str, kind: &str, title: &str, under: &str| json!({"rel": rel, "type": kind, "title": title, "href": base.link(&collection.path(under))});
    let mut links = vec![
        link("self", JSON, "this document", ""),
        link("alternate", HTML, "this document for people", "?f=html"),
        link("items", GEOJSON, "the items", "/items"),
        link("items", HTML, "the items for people", "/items?f=html"),
        link(
            "describedby",
            SCHEMA,
            "the properties of an item",
            "/schema",
        ),
        link(QUERYABLES, SCHEMA, "what can be asked for", "/queryables"),
    ];
    let (extent, count) = match collection.of {
        Items::Events => {
            links.push(link(TILE_SETS, JSON, "the tiles", "/tiles"));
            if collection.id == EVENTS.id {
                links.extend(styles(base));
            }
            links.extend(downloads(base, &collection.id));
            let facets = Facets::of(&app.live.snapshot(), &served.within);
            (extent(&facets), facets.total)
        }
        Items::Places => (
            extent_of_places(app.gazetteer()),
            app.gazetteer().places().count(),
        ),
        Items::Areas => areas::extent(collection),
    };
    let mut document = json!({
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": CRS84,
        "extent": extent,
        "itemCount": count,
        "links": links,
    });
    if let Some(saved) = &served.saved {
        saved::describe(saved, &mut document);
    }
    document
}

fn extent_of_places(gazetteer: &Gazetteer) -> Value {
    let positions = gazetteer.places().map(|place| gazetteer.position(place));
    extent_in_space(Bbox::around(positions))
}

/// The extent of a box; nothing of none.
pub(super) fn extent_in_space(bbox: Option<Bbox>) -> Value {
    match bbox {
        Some(bbox) => json!({"spatial": {"bbox": [bbox.edges().map(degrees)], "crs": CRS84}}),
        None => json!({}),
    }
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
