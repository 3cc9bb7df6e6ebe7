use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request},
};
use zij::http::Proxies;

use super::{Site, check_problem};
use crate::sample;

fn request(method: Method, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn an_address_without_anything_and_a_method_that_is_not_taken_have_problem_details() {
    let site = Site::sample();
    check_problem(
        &site.get("/nowhere").await,
        404,
        "nothing is at this address",
    );
    let reply = site.send(request(Method::DELETE, "/facets", &[])).await;
    check_problem(
        &reply,
        405,
        "the method is not one of those in the Allow header",
    );
    assert_eq!(reply.header("allow"), "GET,HEAD");
    check_problem(
        &site.get("/healthz?x=1").await,
        400,
        "parameter x is \"1\": no parameter is known here",
    );
    check_problem(
        &site.get("/documents/%FF").await,
        404,
        "the path is not UTF-8 once its percent signs are decoded",
    );
}

#[tokio::test]
async fn head_answers_like_get_without_the_body() {
    let site = Site::sample();
    let reply = site
        .send(request(Method::HEAD, "/collections/events/items", &[]))
        .await;
    assert_eq!((reply.status.as_u16(), reply.body.len()), (200, 0));
    assert_eq!(reply.header("content-type"), "application/geo+json");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = Site::sample();
    for path in [
        "/",
        "/facets",
        "/nowhere",
        "/collections/events/items?limit=0",
    ] {
        let reply = site.get(path).await;
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"),
            "{path}: {policy}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[tokio::test]
async fn answers_are_compressed_for_clients_that_say_so() {
    let site = Site::sample();
    for encoding in ["gzip", "br"] {
        let reply = site
            .get_with("/collections/events/items", ("accept-encoding", encoding))
            .await;
        assert_eq!(reply.header("content-encoding"), encoding);
    }
}

#[tokio::test]
async fn a_page_of_another_site_can_neither_write_nor_read() {
    let site = Site::sample();
    let other = [
        ("host", "127.0.0.1:8080"),
        ("origin", "https://example.org"),
        ("content-type", "application/json"),
    ];
    let reply = site.send(request(Method::POST, "/review", &other)).await;
    check_problem(
        &reply,
        403,
        "a page of another site may not change anything here",
    );
    let reply = site
        .get_with("/facets", ("host", "rebound.example.org"))
        .await;
    check_problem(
        &reply,
        421,
        "Host is \"rebound.example.org\", expected localhost or a loopback address; tell the server its --public-url, or start with --allow-public to answer to any name",
    );
}

#[tokio::test]
async fn a_body_at_the_limit_is_read_and_one_past_it_is_refused() {
    let site = Site::sample();
    let at = site
        .post(
            "/review",
            "application/json",
            vec![b' '; zij::http::BODY_BYTES_MAX],
        )
        .await;
    assert_eq!(at.status.as_u16(), 400, "{}", at.text());
    let past = site
        .post(
            "/review",
            "application/json",
            vec![b' '; zij::http::BODY_BYTES_MAX + 1],
        )
        .await;
    check_problem(&past, 413, "the body is larger than 33554432 bytes");
}

#[tokio::test]
async fn the_server_says_whether_it_lives_and_is_ready() {
    let site = Site::sample();
    assert_eq!(site.get("/healthz").await.text(), "{\"status\":\"alive\"}");
    assert_eq!(
        site.get("/readyz").await.text(),
        "{\"status\":\"ready\",\"revision\":6,\"events\":6}"
    );
}

/// The address of the next page, as a client of this host and these headers is told.
async fn next_link(proxies: Proxies, headers: &[(&str, &str)]) -> String {
    let site = Site::behind(proxies, vec![sample::osh(), sample::andijan()]);
    let mut request = request(Method::GET, "/collections/events/items?limit=1", headers);
    let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
    request.extensions_mut().insert(ConnectInfo(peer));
    let page = site.send(request).await.json();
    page["links"][3]["href"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn links_carry_the_public_address_or_that_of_a_trusted_proxy() {
    let rest = "/collections/events/items?limit=1&cursor=2010-06-01%7Eosh";
    let forwarded = [
        ("host", "127.0.0.1:8080"),
        ("forwarded", "proto=https;host=example.org"),
        ("x-forwarded-prefix", "/zij"),
    ];
    let stranger = next_link(Proxies::default(), &forwarded).await;
    assert_eq!(stranger, format!("http://127.0.0.1:8080{rest}"));
    let trusting = || Proxies {
        public: None,
        trusted: vec![[127, 0, 0, 1].into()],
    };
    assert_eq!(
        next_link(trusting(), &forwarded).await,
        format!("https://example.org/zij{rest}")
    );
    let public = Proxies {
        public: Some("https://maps.example.org".parse().unwrap()),
        ..trusting()
    };
    assert_eq!(
        next_link(public.clone(), &forwarded).await,
        format!("https://maps.example.org{rest}")
    );
    let by_name = [("host", "maps.example.org")];
    assert_eq!(
        next_link(public, &by_name).await,
        format!("https://maps.example.org{rest}")
    );
}
