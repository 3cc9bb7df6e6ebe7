use axum::{
    body::Body,
    http::{Method, Request},
};

use super::{Reply, Site, check_problem};

const SITE: &str = "https://example.org";

async fn ask(site: &Site, method: Method, path: &str, origin: &str, wanted: Option<&str>) -> Reply {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("origin", origin)
        .header("sec-fetch-site", "cross-site");
    if let Some(wanted) = wanted {
        request = request.header("access-control-request-method", wanted);
    }
    site.send(request.body(Body::empty()).unwrap()).await
}

fn told(reply: &Reply) -> [&str; 4] {
    ["origin", "methods", "headers"]
        .map(|name| reply.header(&format!("access-control-allow-{name}")))
        .into_iter()
        .chain([reply.header("access-control-expose-headers")])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

const SENT: &str = "accept, content-type, content-crs, if-match, if-none-match, last-event-id";
const READ: &str =
    "etag, link, location, allow, accept-patch, content-crs, content-disposition, zij-left-out";
const ITEM: &str = "/collections/events/items/osh";

#[tokio::test]
async fn nobody_elses_page_may_ask_unless_the_server_is_started_so() {
    let site = Site::shared(&[]);
    let reply = ask(&site, Method::GET, "/facets", SITE, None).await;
    assert_eq!((reply.status.as_u16(), told(&reply)), (200, [""; 4]));
    let reply = ask(&site, Method::OPTIONS, ITEM, SITE, Some("DELETE")).await;
    assert_eq!((reply.status.as_u16(), told(&reply)), (204, [""; 4]));
    let reply = ask(&site, Method::DELETE, ITEM, SITE, None).await;
    check_problem(
        &reply,
        403,
        "a page of another site may not change anything here",
    );
}

#[tokio::test]
async fn every_page_may_read_and_only_named_ones_write() {
    let site = Site::shared(&["*", "http://127.0.0.1:3000"]);
    let reply = ask(&site, Method::GET, "/facets", SITE, None).await;
    assert_eq!(told(&reply), ["*", "", "", READ]);
    assert!(
        reply
            .headers
            .get_all("vary")
            .iter()
            .any(|it| it == "origin")
    );
    let reply = ask(&site, Method::OPTIONS, ITEM, SITE, Some("DELETE")).await;
    assert_eq!(told(&reply), ["*", "GET, HEAD", SENT, ""]);
    let reply = ask(&site, Method::DELETE, ITEM, SITE, None).await;
    assert_eq!(reply.status, 403);

    let named = "http://127.0.0.1:3000";
    let reply = ask(&site, Method::OPTIONS, ITEM, named, Some("DELETE")).await;
    let methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
    assert_eq!(told(&reply), [named, methods, SENT, ""]);
    let reply = ask(&site, Method::OPTIONS, ITEM, named, None).await;
    assert_eq!(reply.header("allow"), "GET,HEAD,PUT,PATCH,DELETE");
    let reply = ask(&site, Method::DELETE, ITEM, named, None).await;
    assert_eq!(
        (reply.status.as_u16(), told(&reply)),
        (204, [named, "", "", READ])
    );
}
