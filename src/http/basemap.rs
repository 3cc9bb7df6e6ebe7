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

/// `GET /basemap/{layer}.geojson`
pub(super) async fn layer(Path([file]): Path<1>, headers: HeaderMap, _: NoQuery) -> Answer {
    let layer = Layers::get(&file).ok_or_else(|| Problem::not_found("base map layer", &file))?;
    let digest = layer.metadata.sha256_hash();
    let tag = u64::from_be_bytes(std::array::from_fn(|at| digest[at]));
    Ok(answer::tagged(&headers, format_args!("{tag:016x}"), GEOJSON, layer.data))
}
