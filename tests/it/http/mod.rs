//! The routes, called without a socket.

mod areas;
mod collections;
mod cors;
mod counts;
mod documents;
mod feed;
mod gazetteer;
mod layers;
mod merging;
mod places;
mod preview;
mod review;
mod saved;
mod shell;
mod tiles;
mod transactions;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, Response, StatusCode},
};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use zij::{
    event::{Event, EventType},
    http::{App, Listeners, Origin, Proxies, TileCache, router},
    index::Live,
    store::{Followed, GeoPackage},
};

use crate::sample;

/// A server over a store of its own.
pub(crate) struct Site {
    router: Router,
    _folder: TempDir,
}

/// What was answered.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    /// A server that holds these events, the report, and nothing else.
    pub(crate) fn with(events: Vec<Event>) -> Self {
        Self::behind(Proxies::default(), events)
    }

    /// The same behind proxies.
    pub(crate) fn behind(proxies: Proxies, events: Vec<Event>) -> Self {
        Self::of(proxies, vec![], events)
    }

    /// The same, that pages of some sites may ask.
    pub(crate) fn shared(cors: &[&str]) -> Self {
        let origins = cors.iter().map(|it| it.parse().unwrap());
        Self::of(Proxies::default(), origins.collect(), vec![sample::osh()])
    }

    fn of(proxies: Proxies, cors: Vec<Origin>, events: Vec<Event>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
        store.add(vec![sample::report()], events, "test").unwrap();
        let app = App {
            live: Live::of(store).unwrap(),
            places: Followed::fixed(zij::gazetteer::Gazetteer::bundled()),
            clock: sample::clock,
            any_host: false,
            proxies,
            tiles: TileCache::default(),
            cors,
            listeners: Listeners::default(),
        };
        Self {
            router: router(Arc::new(app)),
            _folder: folder,
        }
    }

    /// A server with the report and some events at real places.
    pub(crate) fn sample() -> Self {
        let at = |name, lon, lat| Some((name, lon, lat));
        Self::with(vec![
            sample::andijan(),
            sample::osh(),
            sample::event(
                "levuka",
                EventType::Other,
                at("Levuka", 178.8333, -17.6833),
                None,
            ),
            sample::event(
                "apia",
                EventType::Other,
                at("Apia", -171.7667, -13.8333),
                Some("2018-10-12"),
            ),
            sample::event("talks", EventType::Agreement, None, Some("2018-10-12")),
        ])
    }

    /// An answer whose body is not read yet.
    pub(crate) async fn open(&self, path: &str) -> Response<Body> {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn get_with(&self, path: &str, header: (&str, &str)) -> Reply {
        self.send(
            Request::get(path)
                .header(header.0, header.1)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        content_type: &str,
        body: impl Into<Body>,
    ) -> Reply {
        let request = Request::post(path).header("content-type", content_type);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Sends JSON by a method, with some headers.
    pub(crate) async fn send_json(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// The ids of the features at an address, in their order.
    pub(crate) async fn ids(&self, path: &str) -> Vec<String> {
        ids(&self.get(path).await.json())
    }
}

/// The ids of a collection's features, in their order.
pub(crate) fn ids(collection: &Value) -> Vec<String> {
    let features = collection["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap_or("-").to_owned())
        .collect()
}

/// Checks a refusal: its status, media type, and detail.
#[track_caller]
pub(crate) fn check_problem(reply: &Reply, status: u16, detail: &str) {
    assert_eq!(
        reply.header("content-type"),
        "application/problem+json",
        "{}",
        reply.text()
    );
    let problem = reply.json();
    assert_eq!(
        (problem["status"].as_u64(), problem["detail"].as_str()),
        (Some(status.into()), Some(detail))
    );
    assert_eq!(reply.status.as_u16(), status);
}
