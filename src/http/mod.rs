//! The server: routes, requests and responses. The only module that knows `axum` and status codes.
//!
//! Every handler reads its parameters from one [`Params`](crate::filter::Params) list, asks a snapshot
//! of the index, and answers; what goes wrong becomes problem details (RFC 9457) in `error`.

mod address;
mod allow;
mod answer;
mod answers;
mod api;
mod areas;
mod basemap;
mod bodies;
mod coding;
mod collection;
mod cors;
mod counts;
mod documents;
mod error;
mod events;
mod feed;
mod health;
mod html;
mod items;
mod landing;
mod layers;
mod negotiation;
mod operations;
mod paging;
mod parameters;
mod place_items;
mod places;
mod preview;
mod public;
mod request;
mod review;
mod samples;
mod saved;
mod schema;
mod serve;
mod shapes;
mod shell;
mod stream;
mod styles;
mod tile_cache;
mod tile_sets;
mod tiles;
mod transactions;
mod web;

pub use cors::{Origin, OriginError};
pub use public::{Proxies, PublicUrl, PublicUrlError};
pub use serve::{GRACE_S, ServeError, Server};
pub use shell::{BODY_BYTES_MAX, REQUEST_TIMEOUT_S};
pub use stream::{LISTENERS_MAX, Listeners};
pub use tile_cache::{TILE_CACHE_BYTES_MAX, TileCache};

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{get, post},
};

use crate::{
    gazetteer::Gazetteer,
    index::Live,
    ingest::Pipeline,
    store::{Clock, Followed},
};

/// What every handler works with.
#[derive(Debug)]
pub struct App {
    /// The store and the snapshot of its events.
    pub live: Live,
    /// The places that names may mean, own ones too.
    pub places: Followed,
    /// Tells the present time.
    pub clock: Clock,
    /// Whether requests may name any host, and not only this machine's own names.
    pub any_host: bool,
    /// The address for links, and the proxies that may tell it.
    pub proxies: Proxies,
    /// Tiles that were asked for already.
    pub tiles: TileCache,
    /// Sites whose pages may ask.
    pub cors: Vec<Origin>,
    /// Clients that are told of changes.
    pub listeners: Listeners,
}

impl App {
    /// The places that names may mean at present.
    fn gazetteer(&self) -> &'static Gazetteer {
        self.places.gazetteer()
    }

    /// Takes over what others have done to the user's places. Where a list cannot be used they stay as they
    /// were, and the log says why.
    fn follow_places(&self) {
        if let Err(error) = self.places.refresh() {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the user's places stay as they were"
            );
        }
    }

    /// Turns what is sent into events.
    fn pipeline(&self) -> Pipeline<'static> {
        Pipeline::new(self.gazetteer())
    }
}

/// An [`App`] that all requests share.
pub type Shared = Arc<App>;

/// The server's routes over an [`App`], with limits, compression and security headers around them.
pub fn router(app: Shared) -> Router {
    let routes = Router::new()
        .route("/", get(landing::root))
        .route("/conformance", get(landing::conformance))
        .route("/api", get(api::api))
        .route("/collections", get(landing::collections))
        .route(
            saved::LAYER,
            get(landing::collection)
                .put(saved::keep)
                .delete(saved::remove),
        )
        .route("/collections/{id}/schema", get(schema::schema))
        .route("/collections/{id}/queryables", get(schema::queryables))
        .route(
            "/collections/events/items",
            get(items::items).post(transactions::create),
        )
        .route(
            transactions::ITEM,
            get(items::item)
                .put(transactions::replace)
                .patch(transactions::update)
                .delete(transactions::delete),
        )
        .route("/collections/{id}/items", get(saved::items))
        .route("/collections/{id}/items/{item}", get(saved::item))
        .route("/collections/{id}/tiles", get(tile_sets::tile_sets))
        .route("/collections/{id}/tiles/{set}", get(tile_sets::tile_set))
        .route(
            "/collections/{id}/tiles/{set}/{zoom}/{row}/{column}",
            get(tile_sets::tile),
        )
        .route("/tileMatrixSets", get(tile_sets::matrix_sets))
        .route("/tileMatrixSets/{id}", get(tile_sets::matrix_set))
        .route("/page.css", get(html::style))
        .route("/collections/places/items", get(place_items::items))
        .route("/collections/places/items/{id}", get(place_items::item))
        .route("/events/{id}", get(events::event))
        .route("/documents", post(documents::take))
        .route("/documents/preview", post(preview::preview))
        .route("/documents/{id}", get(events::document))
        .route("/geoparse", post(documents::geoparse))
        .route("/tiles/{file}", get(tiles::describe))
        .route("/tiles/{layer}/{z}/{x}/{y}", get(tiles::tile))
        .route(styles::MAPLIBRE, get(styles::maplibre))
        .route(styles::QGIS, get(styles::qgis))
        .route("/layers/{file}", get(layers::download))
        .route("/stream", get(stream::stream))
        .route("/feed.atom", get(feed::feed))
        .route("/facets", get(counts::facets))
        .route("/histogram", get(counts::histogram))
        .route("/basemap/{file}", get(basemap::layer))
        .route("/geocode", get(places::candidates))
        .route("/reverse", get(places::nearest))
        .route("/review", get(review::queue).merge(post(review::decide)))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .merge(web::routes())
        .layer(middleware::from_fn(allow::options))
        .with_state(Arc::clone(&app));
    shell::around(routes, app)
}
