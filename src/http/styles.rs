//! Styles of the events for programs that draw them: `MapLibre`'s, and a layer definition of QGIS.

use axum::http::HeaderMap;

use super::{
    address::Base,
    answer,
    error::Answer,
    request::{NoQuery, Query, RawQuery},
};
use crate::{
    filter::Filter,
    layer::{QGIS_LAYER, write_qgis_layer},
    tile::style,
};

/// The media type of a style document of `MapLibre`, which took it over.
pub(super) const STYLE: &str = "application/vnd.mapbox.style+json";

/// The address of the style document.
pub(super) const MAPLIBRE: &str = "/styles/events.json";

/// The address of the layer definition.
pub(super) const QGIS: &str = "/styles/events.qlr";

/// `GET /styles/events.json`: the style of the vector tiles with the same filter.
pub(super) async fn maplibre(
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    Filter::take(&mut params)?;
    params.finish()?;
    let tile_json = base.link_with("/tiles/events.json", &query, "f", None);
    let style = style(&tile_json, |layer| {
        base.link(&format!("/basemap/{layer}.geojson"))
    });
    let body = serde_json::to_vec(&style)?;
    Ok(answer::tagged(&headers, answer::digest(&body), STYLE, body))
}

/// `GET /styles/events.qlr`
pub(super) async fn qgis(headers: HeaderMap, base: Base, _: NoQuery) -> Answer {
    let mut body = Vec::new();
    write_qgis_layer(&base.link("/"), &mut body)?;
    Ok(answer::tagged(
        &headers,
        answer::digest(&body),
        QGIS_LAYER,
        body,
    ))
}
