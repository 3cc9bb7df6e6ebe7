use axum::http::Method;
use serde_json::{Value, json};

use super::{Reply, Site, check_problem};

const PATH: &str = "/collections/unrest";

const JSON: (&str, &str) = ("content-type", "application/json");

async fn send(
    site: &Site,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Reply {
    let headers = [&[JSON], headers].concat();
    site.send_json(method, path, &headers, body).await
}

async fn put(site: &Site, path: &str, body: &Value) -> Reply {
    send(site, Method::PUT, path, &[], body).await
}

fn unrest() -> Value {
    json!({
        "title": "Беспорядки", "description": "Protests and battles in the valley",
        "filter": {"event_type": ["protest", "battle"], "bbox": "70,40,74,42", "located": true},
        "style": {"colour": "#d55e00", "icon": "triangle"},
    })
}

#[tokio::test]
async fn a_layer_is_a_collection_of_its_own() {
    let site = Site::sample();
    let reply = put(&site, PATH, &unrest()).await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("location")),
        (201, PATH),
        "{}",
        reply.text()
    );
    let layer = site.get(PATH).await;
    assert_eq!(
        (layer.json(), layer.header("etag")),
        (reply.json(), reply.header("etag"))
    );
    let told = layer.json();
    assert_eq!(
        [
            "id",
            "title",
            "description",
            "filter",
            "style",
            "itemCount",
            "created_at"
        ]
        .map(|name| &told[name]),
        [
            &json!("unrest"),
            &json!("Беспорядки"),
            &json!("Protests and battles in the valley"),
            &json!({"event_type": "protest,battle", "bbox": "70,40,74,42", "located": "true"}),
            &json!({"colour": "#d55e00", "icon": "triangle"}),
            &json!(2),
            &json!("2018-10-12T09:00:00Z"),
        ]
    );
    assert_eq!(
        told["extent"]["spatial"]["bbox"],
        json!([[72.3442, 40.5283, 72.7985, 40.7821]])
    );
    let all = site.get("/collections").await.json();
    let ids: Vec<&Value> = all["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(
        ids,
        [
            "events",
            "places",
            "countries",
            "regions",
            "lakes",
            "unrest"
        ]
    );
    for under in [
        "/schema",
        "/queryables",
        "/tiles",
        "?f=html",
        "/items?f=html",
    ] {
        assert_eq!(
            site.get(&format!("{PATH}{under}")).await.status,
            200,
            "{under}"
        );
    }
}

#[tokio::test]
async fn a_layer_narrows_everything_that_is_asked_of_it() {
    let site = Site::sample();
    put(&site, PATH, &unrest()).await;
    let items = |query: &str| format!("{PATH}/items{query}");
    assert_eq!(site.ids(&items("")).await, ["osh", "andijan"]);
    assert_eq!(
        site.ids(&items("?event_type=battle,agreement")).await,
        ["osh"]
    );
    assert_eq!(site.ids(&items("?bbox=72.7,40,80,41")).await, ["osh"]);
    assert_eq!(site.ids(&items("?located=false")).await, [""; 0]);
    assert_eq!(site.ids(&items("?filter=fatalities%3E1")).await, [""; 0]);
    assert_eq!(
        site.ids(&items("?sortby=event_date")).await,
        ["andijan", "osh"]
    );
    let page = site.get(&items("?limit=1")).await.json();
    let links = page["links"].as_array().unwrap();
    let next = links.iter().find(|it| it["rel"] == "next").unwrap()["href"]
        .as_str()
        .unwrap();
    assert!(next.starts_with(PATH), "{next}");
    assert_eq!(site.ids(next).await, ["andijan"]);
    assert_eq!(site.get(&items("/osh")).await.json()["id"], "osh");
    check_problem(
        &site.get(&items("/apia")).await,
        404,
        "event \"apia\" is not here",
    );

    let download = site.get("/layers/unrest.geojson").await;
    assert_eq!(super::ids(&download.json()), ["osh", "andijan"]);
    let tile = site.get("/tiles/unrest/5/22/12.geojson").await.json();
    let all = site.get("/tiles/events/5/22/12.geojson").await.json();
    assert_eq!(tile["features"].as_array().map(Vec::len), Some(2), "{all}");
    let same = site
        .get(&format!("{PATH}/tiles/WebMercatorQuad/5/12/22?f=geojson"))
        .await
        .json();
    assert_eq!(same, tile);
    let described = site.get("/tiles/unrest.json").await.json();
    assert_eq!(described["tiles"][0], "/tiles/unrest/{z}/{x}/{y}.mvt");
    assert_eq!(site.get("/tiles/nothing.json").await.status, 404);
    assert_eq!(site.get("/layers/nothing.csv").await.status, 404);
}

#[tokio::test]
async fn a_tile_of_a_layer_shows_what_the_layer_is_now() {
    let site = Site::sample();
    let tile = "/tiles/unrest/0/0/0.geojson";
    put(&site, PATH, &unrest()).await;
    let held = [site.ids(tile).await, site.ids(tile).await];
    assert_eq!(held[0].len(), 2, "{held:?}");
    assert_eq!(held[0], held[1]);
    let narrower = json!({"title": "x", "filter": {"ids": "osh"}});
    put(&site, PATH, &narrower).await;
    assert_eq!(site.ids(tile).await, ["osh"]);
    send(&site, Method::DELETE, PATH, &[], &Value::Null).await;
    assert_eq!(site.get(tile).await.status, 404);
}

#[tokio::test]
async fn two_times_and_two_states_are_both_asked() {
    let site = Site::sample();
    let filter = json!({"title": "x", "filter": {"datetime": "2010-06-01/2010-06-10", "status": "candidate,confirmed"}});
    put(&site, PATH, &filter).await;
    let items = |query: &str| format!("{PATH}/items{query}");
    // The battle is known to the month, so it meets both spans, which do not meet each other.
    assert_eq!(site.ids(&items("?datetime=2010-06-20/..")).await, ["osh"]);
    assert_eq!(site.ids(&items("?datetime=2011-01-01/..")).await, [""; 0]);
    assert_eq!(site.ids(&items("?status=rejected")).await, [""; 0]);
}

#[tokio::test]
async fn a_layer_is_replaced_and_taken_out_as_the_client_has_seen_it() {
    let site = Site::sample();
    let first = put(&site, PATH, &unrest()).await;
    let seen = first.header("etag").to_owned();
    let mut other = site.get(PATH).await.json();
    other["title"] = "Other".into();
    let if_match = [("if-match", seen.as_str())];
    let second = send(&site, Method::PUT, PATH, &if_match, &other).await;
    assert_eq!(
        (second.status.as_u16(), &second.json()["title"]),
        (200, &json!("Other")),
        "{}",
        second.text()
    );
    assert_eq!(second.json()["filter"], first.json()["filter"]);
    for method in [Method::PUT, Method::DELETE] {
        let late = send(&site, method, PATH, &if_match, &unrest()).await;
        check_problem(
            &late,
            412,
            &format!(
                "If-Match is {seen}, and the present state is revision 2: it has been changed since; ask for it again"
            ),
        );
    }
    let new = [("if-none-match", "*")];
    assert_eq!(
        send(&site, Method::PUT, PATH, &new, &unrest()).await.status,
        412
    );
    assert_eq!(
        send(&site, Method::PUT, "/collections/b", &new, &unrest())
            .await
            .status,
        201
    );
    assert_eq!(
        send(&site, Method::PUT, "/collections/c", &if_match, &unrest())
            .await
            .status,
        412
    );
    assert_eq!(
        send(&site, Method::DELETE, PATH, &[], &Value::Null)
            .await
            .status,
        204
    );
    check_problem(
        &site.get(PATH).await,
        404,
        "collection \"unrest\" is not here",
    );
    assert_eq!(
        send(&site, Method::DELETE, PATH, &[], &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(site.get(&format!("{PATH}/items")).await.status, 404);
    let back = put(&site, PATH, &unrest()).await;
    assert!(
        back.header("etag").starts_with("\"4-"),
        "{}",
        back.header("etag")
    );
}

async fn refused(path: &str, body: &Value, status: u16, detail: &str) {
    check_problem(&put(&Site::sample(), path, body).await, status, detail);
}

#[tokio::test]
async fn what_is_wrong_with_a_layer_is_named() {
    let own = "is a collection of the server, expected";
    refused(
        "/collections/lakes",
        &unrest(),
        409,
        &format!("\"lakes\" {own} another id"),
    )
    .await;
    let reply = send(
        &Site::sample(),
        Method::DELETE,
        "/collections/events",
        &[],
        &Value::Null,
    )
    .await;
    check_problem(&reply, 409, &format!("\"events\" {own} a layer"));
    refused(
        "/collections/%D0%9E%D1%88",
        &unrest(),
        422,
        "id is \"Ош\", expected a to z, 0 to 9, - and _, at most 64 of them, the first a letter or a digit",
    )
    .await;
    refused(
        PATH,
        &json!([]),
        422,
        "the body is [], expected an object, a layer",
    )
    .await;
    refused(
        PATH,
        &json!({}),
        422,
        "the body is no layer: missing field `title`",
    )
    .await;
    refused(
        PATH,
        &json!({"title": " "}),
        422,
        "title is \"\", expected 1 to 200 characters",
    )
    .await;
    refused(
        PATH,
        &json!({"title": "x", "colour": "red"}),
        422,
        "the body is no layer: unknown field `colour`, expected one of `title`, `description`, `filter`, `style`",
    )
    .await;
    refused(
        PATH,
        &json!({"title": "x", "style": {"colour": "red"}}),
        422,
        "style.colour is \"red\", expected six hexadecimal digits behind #",
    )
    .await;
    refused(
        PATH,
        &json!({"title": "x", "filter": {"located": {"a": 1}}}),
        422,
        "filter.located is {\"a\":1}, expected a text, a number, true or false, or a list of these",
    )
    .await;
    refused(
        PATH,
        &json!({"title": "x", "filter": {"located": "maybe"}}),
        422,
        "filter.located is \"maybe\": expected true or false",
    )
    .await;
    let reply = Site::sample().get(PATH).await;
    assert_eq!(reply.status, 404);
}
