use axum::{extract::State, http::HeaderMap};

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    error::{Answer, Problem},
    negotiation::{GEOJSON, JSON},
    request::{Path, Query, RawQuery},
};
use crate::{
    filter::Filter,
    index::Facets,
    space::{Bbox, Tile},
    tile::{self, Content},
};

/// `GET /tiles/events/{z}/{x}/{y}.geojson`
pub(super) async fn tile(
    State(app): State<Shared>,
    Path([zoom, column, row]): Path<3>,
    Query(mut params): Query,
    headers: HeaderMap,
) -> Answer {
    let tile = address(&zoom, &column, &row)?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    let body = blocking(move || {
        let mut body = Vec::new();
        Content::of(&snapshot, tile, &filter).write(&mut body)?;
        Ok(body)
    });
    let body = body.await?;
    Ok(answer::tagged(
        &headers,
        answer::digest(&body),
        GEOJSON,
        body,
    ))
}

/// The tile of an address whose last part ends in `.geojson`.
fn address(zoom: &str, column: &str, row: &str) -> Result<Tile, Problem> {
    let row = row.strip_suffix(".geojson").ok_or_else(|| {
        Problem::no_such_address(format!("tile is {row:?}, expected a row and .geojson"))
    })?;
    let [zoom, column, row] = [
        number("zoom", zoom)?,
        number("column", column)?,
        number("row", row)?,
    ];
    Tile::new(zoom, column, row).map_err(|error| Problem::no_such_address(error.to_string()))
}

fn number(axis: &str, text: &str) -> Result<u32, Problem> {
    let wrong = || format!("tile {axis} is {text:?}, expected a whole number");
    text.parse()
        .ok()
        .ok_or_else(|| Problem::no_such_address(wrong()))
}

/// `GET /tiles/events.json`: `TileJSON` of the tiles with the same filter.
pub(super) async fn describe(
    State(app): State<Shared>,
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    let facets = blocking(move || Ok(Facets::of(&snapshot, &filter))).await?;
    let extent = facets
        .extent
        .and_then(|[west, south, east, north]| Bbox::new(west, south, east, north).ok());
    let tiles = base.link_with("/tiles/events/{z}/{x}/{y}.geojson", &query, "", None);
    let body = serde_json::to_vec(&tile::describe(&tiles, extent))?;
    Ok(answer::tagged(&headers, answer::digest(&body), JSON, body))
}
