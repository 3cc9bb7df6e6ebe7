//! OGC API - Tiles: the event tiles as a tile set of the collection.
//!
//! Source: OGC 20-057, <https://docs.ogc.org/is/20-057/20-057.html>; the tile matrix set is that of OGC 17-083r4,
//! annex D.1.

use std::f64::consts::PI;

use axum::{extract::State, http::HeaderMap};
use serde_json::{Value, json};

use super::{
    Shared,
    address::Base,
    answer,
    collection::Collection,
    error::{Answer, Problem},
    negotiation::{self, GEOJSON, JSON},
    request::{Path, Query},
    saved::Served,
    tiles::{self, Asked},
};
use crate::{
    filter::Filter,
    space::{Crs, TILE_ZOOM_MAX},
    tile::Encoding,
};

/// The one tile matrix set.
const QUAD: &str = "WebMercatorQuad";

/// Its address in the OGC's register.
const QUAD_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";

/// The side of a tile in pixels, as the tile matrix set counts.
const TILE_PIXELS: u32 = 256;

/// The size of a pixel in metres that scales are told for.
const PIXEL_M: f64 = 0.000_28;

/// Half the side of the square in metres.
const HALF_M: f64 = PI * 6_378_137.0;

/// The media type of a tile matrix set, and of the description of a tile set.
const TILED: &str = "application/json";

/// The relation of a collection to its tile sets.
pub(super) const TILE_SETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// The relation of a tile set to its tile matrix set.
const SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// `GET /tileMatrixSets`
pub(super) async fn matrix_sets(Query(params): Query, headers: HeaderMap, base: Base) -> Answer {
    negotiation::choose_alone(params, &headers, &[JSON])?;
    let link =
        json!({"rel": "self", "type": TILED, "title": QUAD, "href": base.link(&matrix_path())});
    answer::json(&json!({"tileMatrixSets": [{
        "id": QUAD,
        "title": "Web Mercator square",
        "uri": QUAD_URI,
        "crs": Crs::Epsg3857.uri(),
        "links": [link],
    }]}))
}

fn matrix_path() -> String {
    format!("/tileMatrixSets/{QUAD}")
}

/// `GET /tileMatrixSets/WebMercatorQuad`
pub(super) async fn matrix_set(
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
) -> Answer {
    negotiation::choose_alone(params, &headers, &[JSON])?;
    check_set(&id)?;
    answer::json(&json!({
        "id": QUAD,
        "title": "Web Mercator square",
        "uri": QUAD_URI,
        "crs": Crs::Epsg3857.uri(),
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": (0..=TILE_ZOOM_MAX).map(matrix).collect::<Vec<_>>(),
    }))
}

fn check_set(id: &str) -> Result<(), Problem> {
    if id == QUAD {
        return Ok(());
    }
    Err(Problem::not_found("tile matrix set", id))
}

/// The grid of tiles of a zoom.
fn matrix(zoom: u8) -> Value {
    let tiles = 1_u32 << zoom;
    let cell_m = 2.0 * HALF_M / (f64::from(tiles) * f64::from(TILE_PIXELS));
    json!({
        "id": zoom.to_string(),
        "scaleDenominator": cell_m / PIXEL_M,
        "cellSize": cell_m,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF_M, HALF_M],
        "tileWidth": TILE_PIXELS,
        "tileHeight": TILE_PIXELS,
        "matrixWidth": tiles,
        "matrixHeight": tiles,
    })
}

/// `GET /collections/{id}/tiles`
pub(super) async fn tile_sets(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    negotiation::choose_alone(params, &headers, &[JSON])?;
    let collection = Served::of_events(&app, &id)?.collection;
    let here = base.link(&collection.path("/tiles"));
    answer::json(&json!({
        "links": [{"rel": "self", "type": JSON, "title": "this document", "href": here}],
        "tilesets": [described(&collection, &base)],
    }))
}

/// `GET /collections/{id}/tiles/WebMercatorQuad`
pub(super) async fn tile_set(
    State(app): State<Shared>,
    Path([id, set]): Path<2>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    negotiation::choose_alone(params, &headers, &[JSON])?;
    check_set(&set)?;
    let served = Served::of_events(&app, &id)?;
    answer::json(&described(&served.collection, &base))
}

fn described(collection: &Collection, base: &Base) -> Value {
    let here = collection.path(&format!("/tiles/{QUAD}"));
    let tiles = |encoding: Encoding| {
        let extension = encoding.extension();
        let href = format!("{here}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?f={extension}");
        json!({"rel": "item", "type": encoding.media_type(), "title": extension, "templated": true, "href": base.link(&href)})
    };
    let mut links = vec![
        json!({"rel": "self", "type": TILED, "title": "this tile set", "href": base.link(&here)}),
        json!({"rel": SCHEME, "type": TILED, "title": QUAD, "href": base.link(&matrix_path())}),
        json!({"rel": "alternate", "type": JSON, "title": "TileJSON", "href": base.link(&format!("/tiles/{}.json", collection.id))}),
    ];
    links.extend(Encoding::ALL.map(tiles));
    json!({
        "title": collection.title,
        "dataType": "vector",
        "crs": Crs::Epsg3857.uri(),
        "tileMatrixSetURI": QUAD_URI,
        "links": links,
    })
}

/// `GET /collections/{id}/tiles/WebMercatorQuad/{zoom}/{row}/{column}`
pub(super) async fn tile(
    State(app): State<Shared>,
    Path([id, set, zoom, row, column]): Path<5>,
    Query(mut params): Query,
    headers: HeaderMap,
) -> Answer {
    check_set(&set)?;
    let encoding = match params.take("f")? {
        Some(word) => tiles::encoding(&word)?,
        None => accepted(&headers)?,
    };
    let tile = tiles::tile_at(&zoom, &column, &row)?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let filter = filter.and(Served::of_events(&app, &id)?.within);
    let asked = Asked {
        tile,
        encoding,
        filter,
    };
    tiles::answer(app, asked, &headers).await
}

/// The encoding that the client likes best.
fn accepted(headers: &HeaderMap) -> Result<Encoding, Problem> {
    let vector = Encoding::Vector.media_type();
    let chosen = negotiation::accepted(headers, &[vector, GEOJSON, JSON])?;
    Ok(if chosen == vector {
        Encoding::Vector
    } else {
        Encoding::GeoJson
    })
}
