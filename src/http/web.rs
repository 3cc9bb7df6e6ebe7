//! The page that the binary carries: its HTML, and the files beside it that are named by their content.

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    routing::get,
};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `web/build.rs` has built.
#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Dist;

/// An asset's name changes with its content, so that a copy of it is good for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The HTML names the assets, so that a copy of it has to be checked each time.
const CHECKED: HeaderValue = HeaderValue::from_static("no-cache");

/// The routes of the page's files; `/` itself is shared with the API and calls [`page`].
pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(asset))
}

/// The page's HTML, or 304 for a client that holds it.
pub(super) fn page(headers: &HeaderMap) -> Response<Body> {
    let Some(html) = Dist::get("index.html") else {
        return missing();
    };
    let etag = etag(&html);
    let held = headers.get_all(header::IF_NONE_MATCH).iter();
    if held
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains(&etag))
    {
        return with(
            StatusCode::NOT_MODIFIED,
            CHECKED,
            Some(&etag),
            Body::empty(),
        );
    }
    let mut response = with(StatusCode::OK, CHECKED, Some(&etag), Body::from(html.data));
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

async fn asset(Path(name): Path<String>) -> Response<Body> {
    let Some(file) = Dist::get(&format!("assets/{name}")) else {
        return missing();
    };
    let mut response = with(StatusCode::OK, FOR_EVER, None, Body::from(file.data));
    let kind = HeaderValue::from_static(content_type(&name));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn with(
    status: StatusCode,
    caching: HeaderValue,
    etag: Option<&str>,
    body: Body,
) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, caching);
    if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

fn missing() -> Response<Body> {
    with(
        StatusCode::NOT_FOUND,
        CHECKED,
        None,
        Body::from("no such file"),
    )
}

/// The first half of the content's SHA-256 digest, as a weak tag, because a proxy may compress it.
fn etag(file: &EmbeddedFile) -> String {
    use std::fmt::Write;
    let mut tag = String::from("W/\"");
    for byte in &file.metadata.sha256_hash()[..16] {
        // Writing to a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag + "\""
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    fn holding(etag: &str) -> HeaderMap {
        let value = HeaderValue::from_str(etag).unwrap();
        HeaderMap::from_iter([(header::IF_NONE_MATCH, value)])
    }

    fn header<'r>(response: &'r Response<Body>, name: &str) -> &'r str {
        response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn the_page_is_sent_once_and_then_only_checked() {
        let first = page(&HeaderMap::new());
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(header(&first, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&first, "cache-control"), "no-cache");
        let etag = header(&first, "etag");
        assert_eq!(page(&holding(etag)).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(
            page(&holding(&format!("\"other\", {etag}"))).status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(page(&holding("\"other\"")).status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn every_file_that_the_page_names_is_there_for_good() {
        let html = page(&HeaderMap::new())
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes();
        let html = String::from_utf8(html.to_vec()).unwrap();
        let names: Vec<&str> = html
            .split('"')
            .filter(|part| part.starts_with("/assets/"))
            .collect();
        assert_eq!(
            names.len(),
            3,
            "a script, a style sheet and an icon: {names:?}"
        );
        for name in names {
            let request = Request::get(name).body(Body::empty()).unwrap();
            let response = routes::<()>().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{name}");
            assert_eq!(
                header(&response, "cache-control"),
                "public, max-age=31536000, immutable"
            );
            assert_ne!(
                header(&response, "content-type"),
                "application/octet-stream",
                "{name}"
            );
        }
    }

    #[tokio::test]
    async fn no_other_path_leads_to_a_file() {
        for path in [
            "/assets/none.js",
            "/assets/..%2Findex.html",
            "/assets/..%2Fsources.digest",
        ] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = routes::<()>().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
