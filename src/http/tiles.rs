use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, uri::PathAndQuery},
    middleware::Next,
    response::Response,
};

use super::{
    Shared,
    address::Base,
    answer::{self, Client, asking, blocking},
    coding::Coding,
    error::{Answer, Problem},
    negotiation::JSON,
    request::{Path, Query, RawQuery},
    saved::Served,
    tile_cache::{Kept, Key},
};
use crate::{
    filter::{Filter, ParamError},
    index::{Facets, Snapshot},
    space::{Bbox, Tile},
    tile::{self, Content, Encoding},
};

/// A tile that is asked for, whatever its address looks like.
pub(super) struct Asked {
    pub(super) tile: Tile,
    pub(super) encoding: Encoding,
    pub(super) filter: Filter,
}

/// `GET /tiles/{layer}/{z}/{x}/{y}.geojson` and `.mvt`
pub(super) async fn tile(
    State(app): State<Shared>,
    Path([layer, zoom, column, row]): Path<4>,
    Query(mut params): Query,
    uri: Uri,
    headers: HeaderMap,
) -> Answer {
    let (tile, encoding) = address(&zoom, &column, &row)?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let served = Served::of_events(&app, &layer)?;
    let asked = Asked {
        tile,
        encoding,
        filter: filter.and(served.within),
    };
    let (key, kept) = kept(&app, asked, &headers).await?;
    // What a layer holds may change while the events stay as they are.
    if served.saved.is_none() {
        app.tiles.remember(written(&uri), &key, kept.clone());
    }
    Ok(kept.response(&headers, encoding, key.coding))
}

/// The tile in the coding that the client likes best.
pub(super) async fn answer(app: Shared, asked: Asked, headers: &HeaderMap) -> Answer {
    let encoding = asked.encoding;
    let (key, kept) = kept(&app, asked, headers).await?;
    Ok(kept.response(headers, encoding, key.coding))
}

/// An address as the client has written it.
fn written(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", PathAndQuery::as_str)
}

/// Answers at once where the same address was answered before and the store has not changed since.
pub(super) async fn answer_again(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let again = || {
        let revision = app.live.revision();
        app.tiles
            .at(written(request.uri()), request.headers(), revision)
    };
    let is_tile = request.method() == Method::GET && request.uri().path().starts_with("/tiles/");
    match is_tile.then(again).flatten() {
        Some(response) => response,
        None => next.run(request).await,
    }
}

/// The tile in the coding that the client likes best, from the cache if it is there.
async fn kept(app: &Shared, asked: Asked, headers: &HeaderMap) -> Result<(Key, Kept), Problem> {
    let client = Client::default();
    let snapshot = client.snapshot(app);
    let key = Key {
        revision: snapshot.revision(),
        tile: asked.tile,
        encoding: asked.encoding,
        filter: format!("{:?}", asked.filter).into(),
        coding: Coding::chosen(headers),
    };
    let kept = match app.tiles.get(&key) {
        Some(kept) => kept,
        None => made(Arc::clone(app), snapshot, asked, key.clone()).await?,
    };
    Ok((key, kept))
}

async fn made(app: Shared, snapshot: Snapshot, asked: Asked, key: Key) -> Result<Kept, Problem> {
    let make = move || {
        let mut body = Vec::new();
        let content = Content::of(&snapshot, asked.tile, &asked.filter);
        content.write(asked.tile, asked.encoding, &mut body)?;
        if snapshot.is_given_up() {
            // A part of the tile must not be kept for others.
            return Err(Problem::of_status(StatusCode::SERVICE_UNAVAILABLE));
        }
        Ok::<_, Problem>(body)
    };
    blocking(move || app.tiles.made(key, make)).await
}

/// The tile of an address whose last part ends in `.geojson` or `.mvt`.
fn address(zoom: &str, column: &str, row: &str) -> Result<(Tile, Encoding), Problem> {
    let known = |(row, extension)| Some((row, Encoding::of_extension(extension)?));
    let (row, encoding) = row.split_once('.').and_then(known).ok_or_else(|| {
        Problem::no_such_address(format!(
            "tile is {row:?}, expected a row and .geojson or .mvt"
        ))
    })?;
    Ok((tile_at(zoom, column, row)?, encoding))
}

/// The tile of a zoom, a column and a row.
pub(super) fn tile_at(zoom: &str, column: &str, row: &str) -> Result<Tile, Problem> {
    let [zoom, column, row] = [
        number("zoom", zoom)?,
        number("column", column)?,
        number("row", row)?,
    ];
    let tile = Tile::new(zoom, column, row);
    tile.map_err(|error| Problem::no_such_address(error.to_string()))
}

fn number(axis: &str, text: &str) -> Result<u32, Problem> {
    let wrong = || format!("tile {axis} is {text:?}, expected a whole number");
    text.parse()
        .ok()
        .ok_or_else(|| Problem::no_such_address(wrong()))
}

/// `GET /tiles/{layer}.json`: `TileJSON` of the tiles with the same filter, of vector tiles if `f` says nothing else.
pub(super) async fn describe(
    State(app): State<Shared>,
    Path([file]): Path<1>,
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let encoding = match params.take("f")? {
        Some(word) => encoding(&word)?,
        None => Encoding::Vector,
    };
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let layer = file.strip_suffix(".json");
    let layer = layer.ok_or_else(|| Problem::not_found("tile set", &file))?;
    let filter = filter.and(Served::of_events(&app, layer)?.within);
    let facets = asking(&app, move |snapshot| Ok(Facets::of(snapshot, &filter))).await?;
    let extent = facets
        .extent
        .and_then(|[west, south, east, north]| Bbox::new(west, south, east, north).ok());
    let path = format!("/tiles/{layer}/{{z}}/{{x}}/{{y}}.{}", encoding.extension());
    let tiles = base.link_with(&path, &query, "f", None);
    let body = serde_json::to_vec(&tile::describe(&tiles, encoding, extent))?;
    Ok(answer::tagged(&headers, answer::digest(&body), JSON, body))
}

/// How tiles are written that a word asks for.
pub(super) fn encoding(word: &str) -> Result<Encoding, ParamError> {
    Encoding::of_extension(word)
        .ok_or_else(|| ParamError::new("f", word, "expected geojson or mvt"))
}
