use std::borrow::Cow;

use axum::http::HeaderMap;
use rust_embed::RustEmbed;

use super::{
    answer,
    error::{Answer, Problem},
    negotiation::GEOJSON,
    request::{NoQuery, Path},
};

/// The layers of the base map that ship with the binary.
#[derive(RustEmbed)]
#[folder = "geodata/basemap"]
struct Layers;

/// The content of a layer's file; nothing if there is none.
pub(super) fn bytes(file: &str) -> Cow<'static, [u8]> {
    Layers::get(file).map_or(Cow::Borrowed(b""), |it| it.data)
}

/// `GET /basemap/{layer}.geojson`
pub(super) async fn layer(Path([file]): Path<1>, headers: HeaderMap, _: NoQuery) -> Answer {
    let layer = Layers::get(&file).ok_or_else(|| Problem::not_found("base map layer", &file))?;
    let tag = answer::digest(&layer.metadata.sha256_hash());
    Ok(answer::tagged(&headers, tag, GEOJSON, layer.data))
}
