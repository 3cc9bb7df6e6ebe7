use axum::http::Method;
use serde_json::{Value, json};

use super::{Reply, Site, check_problem, ids};

const ITEMS: &str = "/collections/events/items";

const FEATURE: (&str, &str) = ("content-type", "application/geo+json");
const PATCH: (&str, &str) = ("content-type", "application/merge-patch+json");

async fn post(site: &Site, body: &Value) -> Reply {
    site.send_json(Method::POST, ITEMS, &[FEATURE], body).await
}

fn feature(geometry: &Value, properties: &Value) -> Value {
    json!({"type": "Feature", "geometry": geometry, "properties": properties})
}

fn bazar_korgon() -> Value {
    feature(
        &json!({"type": "Point", "coordinates": [72.7486, 41.0376]}),
        &json!({
            "event_type": "protest", "title": "Митинг у мечети", "event_date": "2010-06-13", "location": "Bazar-Korgon",
            "country": "Kyrgyzstan", "fatalities": 0, "tally": 7,
        }),
    )
}

async fn history(site: &Site, id: &str) -> Vec<String> {
    let detail = site.get(&format!("/events/{id}")).await.json();
    let history = detail["history"].as_array().unwrap();
    history
        .iter()
        .map(|it| {
            format!(
                "{} {}",
                it["who"].as_str().unwrap(),
                it["change"].as_str().unwrap()
            )
        })
        .collect()
}

#[tokio::test]
async fn a_posted_feature_becomes_an_event_with_an_address() {
    let site = Site::sample();
    let reply = post(&site, &bazar_korgon()).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    let event = reply.json();
    let id = event["id"].as_str().unwrap();
    assert!(zij::document::is_event_id(id), "{id}");
    assert_eq!(reply.header("location"), format!("{ITEMS}/{id}"));
    let own = &event["properties"];
    let told = [
        "title",
        "event_date_edtf",
        "location",
        "iso",
        "status",
        "dataset",
        "tally",
        "event_id",
    ];
    assert_eq!(
        told.map(|name| &own[name]),
        [
            "Митинг у мечети",
            "2010-06-13",
            "Bazar-Korgon",
            "KGZ",
            "confirmed",
            "manual",
            "7",
            id
        ]
        .map(|word| word
            .parse()
            .map_or(json!(word), |number: u32| json!(number)))
        .each_ref()
    );
    let item = site.get(&format!("{ITEMS}/{id}")).await;
    assert_eq!(
        (item.json(), item.header("etag")),
        (event.clone(), reply.header("etag"))
    );
    assert_eq!(history(&site, id).await, ["editor added"]);
    let again = post(&site, &bazar_korgon()).await.json();
    assert_ne!(again["id"], event["id"]);
}

#[tokio::test]
async fn a_name_alone_is_found_on_the_map_and_one_that_may_be_several_goes_to_review() {
    let site = Site::sample();
    let named = |name: &str, country: Value| {
        let properties =
            json!({"event_type": "accident", "title": "x", "location": name, "country": country});
        feature(&Value::Null, &properties)
    };
    let found = post(&site, &named("Chkalovsk", json!("Tajikistan")))
        .await
        .json();
    let own = &found["properties"];
    assert_eq!(
        (&own["iso"], &own["status"]),
        (&json!("TJK"), &json!("confirmed"))
    );
    assert_ne!(found["geometry"], Value::Null);
    let open = post(&site, &named("Khanabad", Value::Null)).await.json();
    assert_eq!(
        (&open["geometry"], &open["properties"]["status"]),
        (&Value::Null, &json!("candidate"))
    );
    let id = open["id"].as_str().unwrap();
    let detail = site.get(&format!("/events/{id}")).await.json();
    let kinds = detail["candidates"].as_array().unwrap().iter();
    assert!(kinds.map(|it| &it["kind"]).any(|it| it == "air_base"));
    assert!(ids(&site.get("/review").await.json()).contains(&id.to_owned()));
    let unknown = post(&site, &named("Qwxyzzy", Value::Null)).await.json();
    assert_eq!(unknown["properties"]["status"], "candidate");
}

#[tokio::test]
async fn a_position_alone_takes_the_name_of_the_nearest_place() {
    let point = json!({"type": "Point", "coordinates": [71.7864, 40.3842]});
    let event = post(
        &Site::sample(),
        &feature(&point, &json!({"event_type": "riot"})),
    )
    .await
    .json();
    let own = &event["properties"];
    assert_eq!(
        [
            &own["location"],
            &own["admin1"],
            &own["iso"],
            &own["uncertainty_m"],
            &own["place_id"]
        ],
        [
            &json!("Fergana"),
            &json!("Fergana Region"),
            &json!("UZB"),
            &json!(1000),
            &Value::Null
        ]
    );
}

#[tokio::test]
async fn coordinates_may_be_of_another_reference_system() {
    let site = Site::sample();
    let metres = json!({"type": "Point", "coordinates": [7_708_874.737, 5_056_692.809]});
    let body = feature(
        &metres,
        &json!({"event_type": "riot", "location": "Тошкент"}),
    );
    let crs = (
        "content-crs",
        "<http://www.opengis.net/def/crs/EPSG/0/3857>",
    );
    let event = site
        .send_json(Method::POST, ITEMS, &[FEATURE, crs], &body)
        .await
        .json();
    assert_eq!(event["geometry"]["coordinates"], json!([69.25, 41.3]));
    let reply = site
        .send_json(
            Method::POST,
            ITEMS,
            &[FEATURE, ("content-crs", "EPSG:3857")],
            &body,
        )
        .await;
    check_problem(
        &reply,
        400,
        "Content-Crs is \"EPSG:3857\": crs is \"EPSG:3857\", expected http://www.opengis.net/def/crs/OGC/1.3/CRS84, \
         http://www.opengis.net/def/crs/EPSG/0/4326 or http://www.opengis.net/def/crs/EPSG/0/3857",
    );
}

#[tokio::test]
async fn an_item_that_comes_back_as_it_was_is_no_change() {
    let site = Site::sample();
    for id in ["ev-k2", "osh", "talks", "levuka"] {
        let path = format!("{ITEMS}/{id}");
        let item = site.get(&path).await;
        let detail = site.get(&format!("/events/{id}")).await.json();
        let reply = site
            .send_json(Method::PUT, &path, &[FEATURE], &item.json())
            .await;
        assert_eq!((reply.status.as_u16(), reply.json()), (200, item.json()));
        assert_eq!(reply.header("etag"), item.header("etag"));
        let reply = site
            .send_json(Method::PATCH, &path, &[PATCH], &json!({}))
            .await;
        assert_eq!(
            reply.header("etag"),
            item.header("etag"),
            "{}",
            reply.text()
        );
        assert_eq!(site.get(&format!("/events/{id}")).await.json(), detail);
    }
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_an_undo_brings_it_back() {
    let site = Site::sample();
    let path = format!("{ITEMS}/ev-k2");
    let before = site.get("/events/ev-k2").await.json();
    let change = json!({"properties": {"title": "База закрыта", "injured": 2, "notes": null}});
    let reply = site
        .send_json(Method::PATCH, &path, &[PATCH], &change)
        .await;
    let own = reply.json()["properties"].clone();
    assert_eq!(
        (&own["title"], &own["injured"]),
        (&json!("База закрыта"), &json!(2))
    );
    let after = site.get("/events/ev-k2").await.json();
    let same = ["evidence", "candidates", "document"];
    assert_eq!(same.map(|it| &after[it]), same.map(|it| &before[it]));
    assert_eq!(after["event"]["geometry"], before["event"]["geometry"]);
    assert_eq!(
        history(&site, "ev-k2").await,
        ["test added", "editor edited"]
    );

    let undo = json!({"id": "ev-k2", "decision": "undo"}).to_string();
    let undone = site.post("/review", "application/json", undo).await.json();
    let known = |feature: &Value| {
        let mut own = feature["properties"].clone();
        own["updated_at"] = Value::Null;
        own
    };
    assert_eq!(known(&undone), known(&before["event"]));
}

#[tokio::test]
async fn an_event_that_is_moved_stands_at_a_pin_and_not_at_its_old_name() {
    let site = Site::sample();
    let path = format!("{ITEMS}/osh");
    let change = json!({"geometry": {"coordinates": [71.7864, 40.3842]}});
    let moved = site
        .send_json(Method::PATCH, &path, &[PATCH], &change)
        .await
        .json();
    let own = &moved["properties"];
    assert_eq!(
        [
            &own["location"],
            &own["place_id"],
            &own["geocode_score"],
            &own["uncertainty_m"]
        ],
        [&json!("Fergana"), &Value::Null, &json!(1.0), &json!(5000)]
    );
    let change =
        json!({"geometry": null, "properties": {"location": "Chkalovsk", "country": "Tajikistan"}});
    let renamed = site
        .send_json(Method::PATCH, &path, &[PATCH], &change)
        .await
        .json();
    let own = &renamed["properties"];
    assert_eq!(
        (&own["iso"], &own["location_raw"]),
        (&json!("TJK"), &json!("Chkalovsk")),
        "{renamed}"
    );
    let left = site
        .send_json(Method::PATCH, &path, &[PATCH], &json!({"geometry": null}))
        .await
        .json();
    assert_eq!(
        (&left["geometry"], &left["properties"]["location"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn a_replaced_event_says_nothing_that_the_feature_leaves_out() {
    let site = Site::sample();
    let path = format!("{ITEMS}/osh");
    let body = feature(
        &Value::Null,
        &json!({"event_type": "riot", "title": "Беспорядки"}),
    );
    let replaced = site
        .send_json(Method::PUT, &path, &[FEATURE], &body)
        .await
        .json();
    let own = &replaced["properties"];
    assert_eq!(
        [
            &own["event_type"],
            &own["event_date"],
            &own["location"],
            &own["event_id"],
            &own["dataset"]
        ],
        [
            &json!("riot"),
            &Value::Null,
            &Value::Null,
            &json!("osh"),
            &json!("sample")
        ]
    );
    assert!(
        site.ids(&format!("{ITEMS}?event_type=riot"))
            .await
            .contains(&"osh".to_owned())
    );
    assert!(
        !site
            .ids(&format!("{ITEMS}?event_type=battle"))
            .await
            .contains(&"osh".to_owned())
    );
}

#[tokio::test]
async fn only_what_the_client_has_seen_is_changed_if_it_asks_for_that() {
    let site = Site::sample();
    let path = format!("{ITEMS}/osh");
    let seen = site.get(&path).await.header("etag").to_owned();
    let metres = format!("{path}?crs=http://www.opengis.net/def/crs/EPSG/0/3857");
    let weak = format!("W/{}", site.get(&metres).await.header("etag"));
    assert_ne!(weak, format!("W/{seen}"));
    let held = site
        .get_with(&path, ("if-none-match", &weak.replace("W/", "")))
        .await;
    assert_eq!(held.status, 200);
    assert_eq!(
        site.get_with(&path, ("if-none-match", &seen)).await.status,
        304
    );
    let title = |title: &str| json!({"properties": {"title": title}});
    let first = site
        .send_json(
            Method::PATCH,
            &path,
            &[PATCH, ("if-match", &weak)],
            &title("a"),
        )
        .await;
    assert_eq!(first.status, 200, "{}", first.text());
    let late = [PATCH, ("if-match", seen.as_str())];
    let reply = site
        .send_json(Method::PATCH, &path, &late, &title("b"))
        .await;
    let now = first
        .header("etag")
        .trim_matches('"')
        .split('-')
        .next()
        .unwrap();
    check_problem(
        &reply,
        412,
        &format!(
            "If-Match is {seen}, and the present state is revision {now}: it has been changed since; ask for it again"
        ),
    );
    let late = [FEATURE, ("if-match", seen.as_str())];
    let reply = site
        .send_json(Method::PUT, &path, &late, &bazar_korgon())
        .await;
    assert_eq!(reply.status, 412);
    assert_eq!(
        site.send_json(Method::DELETE, &path, &late, &Value::Null)
            .await
            .status,
        412
    );
    let any = [("if-match", "*")];
    assert_eq!(
        site.send_json(Method::DELETE, &path, &any, &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        site.send_json(Method::DELETE, &path, &any, &Value::Null)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_deleted_event_is_seen_nowhere_until_that_is_undone() {
    let site = Site::sample();
    let path = format!("{ITEMS}/osh");
    let before = site.ids(ITEMS).await;
    let reply = site
        .send_json(Method::DELETE, &path, &[], &Value::Null)
        .await;
    assert_eq!((reply.status.as_u16(), reply.text()), (204, ""));
    check_problem(&site.get(&path).await, 404, "event \"osh\" is not here");
    for method in [Method::PUT, Method::PATCH] {
        let reply = site
            .send_json(
                method,
                &path,
                &[("content-type", "application/json")],
                &bazar_korgon(),
            )
            .await;
        assert_eq!(reply.status, 404, "{}", reply.text());
    }
    let left: Vec<&String> = before.iter().filter(|id| *id != "osh").collect();
    assert_eq!(site.ids(ITEMS).await.iter().collect::<Vec<_>>(), left);
    assert_eq!(site.ids(&format!("{ITEMS}?status=deleted")).await, ["osh"]);
    assert!(
        !site
            .get("/layers/events.csv")
            .await
            .text()
            .contains("Event osh")
    );
    assert_eq!(
        history(&site, "osh").await,
        ["test added", "editor deleted"]
    );
    let undo = json!({"id": "osh", "decision": "undo"}).to_string();
    assert_eq!(
        site.post("/review", "application/json", undo).await.status,
        200
    );
    assert_eq!(site.ids(ITEMS).await, before);
}

async fn refused(body: &Value, status: u16, detail: &str) {
    check_problem(&post(&Site::sample(), body).await, status, detail);
}

#[tokio::test]
async fn what_is_wrong_with_a_feature_is_named() {
    let none = Value::Null;
    let with = |properties: Value| feature(&none, &properties);
    refused(
        &json!([]),
        422,
        "the body is [], expected a Feature of GeoJSON",
    )
    .await;
    refused(&json!({}), 422, "type is null, expected \"Feature\"").await;
    refused(
        &json!({"type": "Feature", "properties": {"event_type": "riot"}}),
        422,
        "geometry is null, expected the member, a Point or null",
    )
    .await;
    refused(
        &json!({"type": "Feature", "geometry": null, "properties": {}, "colour": 1}),
        422,
        "colour is 1, expected only type, id, geometry, properties, links, bbox",
    )
    .await;
    refused(
        &with(json!({"event_type": "riot", "fatalities": -1})),
        422,
        "properties.fatalities is -1, expected a whole number, 0 or more",
    )
    .await;
    refused(
        &with(json!({"event_type": "riot", "title": "x", "status": "deleted"})),
        422,
        "properties.status is \"deleted\", expected candidate, confirmed or rejected; POST /review merges, and \
         DELETE takes an event out",
    )
    .await;
    refused(
        &with(json!({"event_type": "riot", "event_date": "2018-10-12", "event_date_end": "2018-10-11", "time_precision": 1})),
        422,
        "the feature: the last day 2018-10-11 is before the first day 2018-10-12",
    )
    .await;
    refused(
        &with(json!({"event_type": "riot", "event_date_edtf": "2018"})),
        422,
        "properties.event_date_edtf is \"2018\", expected event_date, event_date_end and time_precision instead, \
         from which it follows",
    )
    .await;
    refused(
        &with(json!({"event_type": "riot", "country": "Kyrgyzstan"})),
        422,
        "properties.country is \"Kyrgyzstan\", expected nothing without a position in geometry or the name of a \
         place in location",
    )
    .await;
    let line = json!({"type": "LineString", "coordinates": [[1, 2], [3, 4]]});
    refused(
        &feature(&line, &json!({"event_type": "riot"})),
        422,
        "geometry.type is \"LineString\", expected a Point or null; an event happens at a place, and no point of \
         a line or an area is chosen for it",
    )
    .await;
    let north = json!({"type": "Point", "coordinates": [41.3, 91]});
    refused(
        &feature(&north, &json!({"event_type": "riot"})),
        422,
        "geometry.coordinates is [41.3,91], expected latitude 91 is outside -90..=90 degrees",
    )
    .await;
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_by_its_kind_or_size() {
    let site = Site::sample();
    let body = bazar_korgon();
    let reply = site
        .send_json(
            Method::POST,
            ITEMS,
            &[("content-type", "text/plain")],
            &body,
        )
        .await;
    check_problem(
        &reply,
        415,
        "Content-Type is \"text/plain\", expected application/geo+json or application/json",
    );
    let path = format!("{ITEMS}/osh");
    let reply = site
        .send_json(Method::PATCH, &path, &[FEATURE], &body)
        .await;
    check_problem(
        &reply,
        415,
        "Content-Type is \"application/geo+json\", expected application/merge-patch+json or application/json",
    );
    let reply = site.post(ITEMS, "application/geo+json", "{\"type\":").await;
    check_problem(
        &reply,
        400,
        "the body is no JSON: EOF while parsing a value at line 1 column 8",
    );
    let reply = site
        .post(ITEMS, "application/geo+json", " ".repeat((1 << 20) + 1))
        .await;
    check_problem(&reply, 413, "the body is larger than 1048576 bytes");
    let reply = site
        .send_json(
            Method::PUT,
            &format!("{ITEMS}/osh"),
            &[FEATURE],
            &json!({"id": "b"}),
        )
        .await;
    check_problem(
        &reply,
        422,
        "id is \"b\", expected \"osh\", the id in the address",
    );
    let change = json!({"properties": {"iso": "KAZ"}});
    let reply = site
        .send_json(Method::PATCH, &path, &[PATCH], &change)
        .await;
    check_problem(
        &reply,
        422,
        "properties.iso is \"KAZ\", expected nothing: it follows from other properties, or the server gives it",
    );
    assert_eq!(
        site.send_json(Method::POST, &format!("{ITEMS}?f=json"), &[FEATURE], &body)
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn options_tell_the_methods_of_an_address() {
    let site = Site::sample();
    for (path, allow, patched) in [
        (ITEMS, "GET,HEAD,POST", ""),
        (
            "/collections/events/items/osh",
            "GET,HEAD,PUT,PATCH,DELETE",
            "application/merge-patch+json",
        ),
        ("/collections/places/items", "GET,HEAD", ""),
    ] {
        let reply = site
            .send_json(Method::OPTIONS, path, &[], &Value::Null)
            .await;
        let told = (
            reply.status.as_u16(),
            reply.header("allow"),
            reply.header("accept-patch"),
        );
        assert_eq!(told, (204, allow, patched), "{path}");
    }
    let reply = site
        .send_json(
            Method::POST,
            "/collections/places/items",
            &[FEATURE],
            &bazar_korgon(),
        )
        .await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("allow")),
        (405, "GET,HEAD")
    );
}
