//! Pages of other sites that may ask this server: none, unless it is started so.
//!
//! Source: the Fetch standard, section 3.3, <https://fetch.spec.whatwg.org/#http-cors-protocol>.

use std::{fmt, str::FromStr};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::csrf::CsrfLayer;

use super::Shared;

/// How long a browser may remember what is allowed, in seconds.
const MAX_AGE_S: HeaderValue = HeaderValue::from_static("3600");

/// What a page may read of an answer beside its body.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "etag, link, location, allow, accept-patch, content-crs, content-disposition, zij-left-out",
);

/// What a page may send.
const HEADERS: HeaderValue = HeaderValue::from_static(
    "accept, content-type, content-crs, if-match, if-none-match, last-event-id",
);

/// A site whose pages may ask: `https://example.org`, or `*` for every one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Every site, which may read and not write: the server knows no accounts.
    Any,
    /// One site, as a browser writes it.
    One(String),
}

/// A text that names no site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "origin is {0:?}, expected * or https://example.org, without a path and the scheme's own port"
)]
pub struct OriginError(String);

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if text == "*" {
            return Ok(Self::Any);
        }
        let wrong = || OriginError(text.to_owned());
        let uri: Uri = text.parse().ok().ok_or_else(wrong)?;
        let scheme = uri.scheme_str().filter(|it| ["http", "https"].contains(it));
        let (scheme, authority) = scheme.zip(uri.authority()).ok_or_else(wrong)?;
        let own_port = if scheme == "http" { 80 } else { 443 };
        let written = format!("{scheme}://{}", authority.as_str().to_lowercase());
        if written != text || uri.port_u16() == Some(own_port) || text.contains('@') {
            return Err(wrong());
        }
        Ok(Self::One(written))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::One(origin) => f.write_str(origin),
        }
    }
}

/// Refuses what pages of sites write that may not.
pub(super) fn guard(origins: &[Origin]) -> CsrfLayer {
    let named = origins.iter().filter(|it| **it != Origin::Any);
    named.fold(CsrfLayer::new(), |layer, origin| {
        let with = layer.clone().add_trusted_origin(origin.to_string());
        with.unwrap_or(layer)
    })
}

/// The sites as a request's own may ask: its name, and whether it may write too.
fn allowed(origins: &[Origin], headers: &HeaderMap) -> Option<(HeaderValue, bool)> {
    let asking = headers.get(header::ORIGIN)?;
    let is_named = |it: &Origin| matches!(it, Origin::One(known) if asking == known.as_str());
    if origins.iter().any(is_named) {
        return Some((asking.clone(), true));
    }
    let any = origins.contains(&Origin::Any);
    any.then(|| (HeaderValue::from_static("*"), false))
}

/// Answers what a browser asks before a request of a page, and tells it who may read the answers.
pub(super) async fn share(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if app.cors.is_empty() {
        return next.run(request).await;
    }
    let allowed = allowed(&app.cors, request.headers());
    let is_first = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if is_first {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some((origin, may_write)) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.extend(told(is_first, may_write));
    }
    response
}

fn told(is_first: bool, may_write: bool) -> Vec<(HeaderName, HeaderValue)> {
    if !is_first {
        return vec![(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)];
    }
    let methods = if may_write {
        "GET, HEAD, POST, PUT, PATCH, DELETE"
    } else {
        "GET, HEAD"
    };
    vec![
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static(methods),
        ),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS),
        (header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_S),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_origin: bool) {
        let read = text.parse::<Origin>().map(|it| it.to_string());
        let expected = if is_origin {
            Ok(text.to_owned())
        } else {
            Err(OriginError(text.to_owned()))
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        check("*", true);
        check("https://example.org", true);
        check("http://127.0.0.1:3000", true);
        check("http://[::1]:3000", true);
        check("https://example.org/", false);
        check("https://example.org:443", false);
        check("https://Example.org", false);
        check("https://a@example.org", false);
        check("example.org", false);
        check("ftp://example.org", false);
        check("null", false);
        check("", false);
    }
}
