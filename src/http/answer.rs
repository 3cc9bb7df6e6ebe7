use std::{fmt::Display, hash::BuildHasher};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use foldhash::quality::FixedState;
use serde::Serialize;

use super::{
    Shared,
    error::{Answer, Problem},
};
use crate::{
    index::{Snapshot, Stop},
    space::Crs,
};

/// A response of a media type. Clients ask again each time, because events change.
pub(super) fn body(media_type: &'static str, body: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, body.into()).into_response()
}

/// A response that the client need not be sent again while it holds the copy with this tag. The tag is
/// weak, because the body may be compressed on its way.
pub(super) fn tagged(
    headers: &HeaderMap,
    tag: impl Display,
    media_type: &'static str,
    bytes: impl Into<Body>,
) -> Response {
    let tag = format!("W/\"{tag}\"");
    let held = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|it| it.to_str().ok());
    let mut response = if held.flat_map(|it| it.split(',')).any(|it| it.trim() == tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(media_type, bytes)
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Says that something has been made, and where it is.
pub(super) fn created(mut response: Response, href: &str) -> Response {
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(href) = HeaderValue::from_str(href) {
        response.headers_mut().insert(header::LOCATION, href);
    }
    response
}

/// Tells caches that the answer depends on what the client takes.
pub(super) fn varying(mut response: Response) -> Response {
    let accept = HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, accept);
    response
}

/// Says which coordinate reference system the answer's coordinates are in.
///
/// Source: OGC 18-058r1, section 6.4, <https://docs.ogc.org/is/18-058r1/18-058r1.html>.
pub(super) fn in_crs(mut response: Response, crs: Crs) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("<{crs}>")) {
        let name = HeaderName::from_static("content-crs");
        response.headers_mut().insert(name, value);
    }
    response
}

/// A tag that changes with the content.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:016x}", FixedState::default().hash_one(bytes))
}

/// A JSON response.
pub(super) fn json(value: &impl Serialize) -> Answer {
    Ok(body(super::negotiation::JSON, serde_json::to_vec(value)?))
}

/// Does work that takes the processor or the disk for long, beside the threads that serve.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a request's work ended early"
        );
        Err(Problem::internal())
    })
}

/// Puts a question to the present snapshot, beside the threads that serve. It is given up soon after nobody waits for
/// the answer any more: the client has left, or the deadline has passed.
pub(super) async fn asking<T: Send + 'static>(
    app: &Shared,
    ask: impl FnOnce(&Snapshot) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let client = Client::default();
    let snapshot = client.snapshot(app);
    blocking(move || ask(&snapshot)).await
}

/// Whoever waits for an answer; what it has asked is given up when it goes.
#[derive(Debug, Default)]
pub(super) struct Client(Stop);

impl Client {
    /// The present snapshot, asked for this one.
    pub(super) fn snapshot(&self, app: &Shared) -> Snapshot {
        app.live.snapshot().until(self.0.clone())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.0.now();
    }
}
