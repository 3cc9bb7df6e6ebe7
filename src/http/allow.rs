//! What a client may do at an address: `OPTIONS` of every route.
//!
//! Source: RFC 9110, section 9.3.7, <https://www.rfc-editor.org/rfc/rfc9110#name-options>; `Accept-Patch` is that
//! of RFC 5789, section 3.1.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::transactions::{ITEM, MERGE_PATCH};

const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");

/// Answers `OPTIONS` where the route itself does not; the router adds the methods that the route knows, as it
/// does where it refuses one.
pub(super) async fn options(request: Request, next: Next) -> Response {
    let is_asked = request.method() == Method::OPTIONS;
    let path = request.extensions().get::<MatchedPath>();
    let is_item = path.is_some_and(|path| path.as_str() == ITEM);
    let answer = next.run(request).await;
    if !is_asked || answer.status() != StatusCode::METHOD_NOT_ALLOWED {
        return answer;
    }
    let mut answer = StatusCode::NO_CONTENT.into_response();
    if is_item {
        let taken = HeaderValue::from_static(MERGE_PATCH);
        answer.headers_mut().insert(ACCEPT_PATCH, taken);
    }
    answer
}
