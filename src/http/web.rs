//! The pages that the binary carries: their HTML, and the files beside it that are named by their content.

use axum::{
    Router,
    http::{HeaderMap, HeaderValue, header},
    routing::get,
};
use rust_embed::RustEmbed;

use super::{
    answer,
    error::{Answer, Problem},
    request::{NoQuery, Path},
};

/// What `web/build.rs` has built.
#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Dist;

/// An asset's name changes with its content, so that a copy of it is good for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The page of the map.
pub(super) const MAP: &str = "index.html";

/// The page on which the API can be tried.
pub(super) const API: &str = "api.html";

/// The routes of the pages' files; `/` itself is shared with the API and calls [`page`].
pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/api.html", get(api))
        .route("/assets/{name}", get(asset))
}

async fn api(headers: HeaderMap, _: NoQuery) -> Answer {
    page(&headers, API)
}

/// A page's HTML, or 304 for a client that holds it.
pub(super) fn page(headers: &HeaderMap, name: &str) -> Answer {
    let html = Dist::get(name).ok_or_else(|| Problem::not_found("page", name))?;
    let tag = answer::digest(&html.metadata.sha256_hash());
    Ok(answer::tagged(
        headers,
        tag,
        "text/html; charset=utf-8",
        html.data,
    ))
}

async fn asset(Path([name]): Path<1>, _: NoQuery) -> Answer {
    let file = Dist::get(&format!("assets/{name}"));
    let file = file.ok_or_else(|| Problem::not_found("asset", &name))?;
    let mut response = answer::body(content_type(&name), file.data);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, FOR_EVER);
    Ok(response)
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
    use axum::{
        body::Body,
        http::{Request, Response, StatusCode},
    };
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
        let first = page(&HeaderMap::new(), MAP).unwrap();
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(header(&first, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&first, "cache-control"), "no-cache");
        let etag = header(&first, "etag");
        assert_eq!(
            page(&holding(etag), MAP).unwrap().status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(
            page(&holding(&format!("\"other\", {etag}")), MAP)
                .unwrap()
                .status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(
            page(&holding("\"other\""), MAP).unwrap().status(),
            StatusCode::OK
        );
    }

    #[tokio::test]
    async fn every_file_that_a_page_names_is_there_for_good() {
        for name in [MAP, API] {
            check_files(name).await;
        }
    }

    async fn check_files(page_name: &str) {
        let html = page(&HeaderMap::new(), page_name)
            .unwrap()
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes();
        let html = String::from_utf8(html.to_vec()).unwrap();
        let names: Vec<&str> = html
            .split('"')
            .filter_map(|part| part.strip_prefix('.'))
            .filter(|part| part.starts_with("/assets/"))
            .collect();
        for kind in [".js", ".css", ".svg"] {
            assert!(names.iter().any(|name| name.ends_with(kind)), "{names:?}");
        }
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
