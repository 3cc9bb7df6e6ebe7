use serde_json::json;
use zij::event::EventType;

use super::{Site, check_problem, ids};
use crate::sample;

const ITEMS: &str = "/collections/events/items";

#[tokio::test]
async fn the_root_is_a_page_for_browsers_and_a_landing_page_for_programs() {
    let site = Site::sample();
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let page = site.get_with("/", ("accept", browser)).await;
    assert_eq!(
        (page.status.as_u16(), page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    let landing = site
        .get_with("/?f=json", ("host", "127.0.0.1:8080"))
        .await
        .json();
    assert_eq!(
        landing["links"][4],
        json!({
            "rel": "data", "type": "application/json", "title": "the collections", "href": "http://127.0.0.1:8080/collections"
        })
    );
    assert_eq!(
        site.get_with("/?f=json", ("accept", browser))
            .await
            .header("content-type"),
        "application/json"
    );
    check_problem(
        &site.get_with("/", ("accept", "image/png")).await,
        406,
        "Accept names none of text/html, application/json",
    );
}

#[tokio::test]
async fn the_collection_tells_its_extent_in_space_and_time() {
    let collection = Site::sample().get("/collections/events").await.json();
    assert_eq!(
        collection["extent"],
        json!({
            "spatial": {"bbox": [[-171.7667, -17.6833, 178.8333, 40.7821]], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
            "temporal": {
                "interval": [["2005-01-01T00:00:00Z", "2018-10-12T23:59:59Z"]],
                "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
            },
        })
    );
    let empty = Site::sample().get("/collections").await.json();
    assert_eq!(empty["collections"][0]["id"], "events");
}

#[tokio::test]
async fn items_are_the_filtered_events_latest_first() {
    let site = Site::sample();
    assert_eq!(
        site.ids(ITEMS).await,
        ["apia", "talks", "osh", "andijan", "ev-k2", "levuka"]
    );
    assert_eq!(
        site.ids("/collections/events/items?bbox=56,37,73,46").await,
        ["osh", "andijan", "ev-k2"]
    );
    assert_eq!(
        site.ids("/collections/events/items?bbox=170,-20,-170,0")
            .await,
        ["apia", "levuka"]
    );
    assert_eq!(
        site.ids("/collections/events/items?datetime=2010-06-02/..&located=true")
            .await,
        ["apia", "osh"]
    );
    assert_eq!(
        site.ids("/collections/events/items?event_type=battle,protest")
            .await,
        ["osh", "andijan"]
    );
    assert_eq!(
        site.ids("/collections/events/items?q=khanabad").await,
        ["ev-k2"]
    );
}

#[tokio::test]
async fn an_event_is_a_feature_with_flat_properties() {
    let site = Site::sample();
    let item = site.get("/collections/events/items/ev-k2").await;
    assert_eq!(item.header("content-type"), "application/geo+json");
    let doc_id = sample::report().document.id.to_string();
    assert_eq!(
        item.json(),
        json!({
            "type": "Feature",
            "id": "ev-k2",
            "geometry": {"type": "Point", "coordinates": [65.9215, 38.8336]},
            "properties": {
                "id": "ev-k2", "event_id": "ev-k2", "dataset": "sample",
                "event_date": "2005-01-01", "event_date_end": "2005-12-31", "event_date_edtf": "2005",
                "time_precision": 5, "planned": false,
                "event_type": "military_deployment_or_base", "event_group": "military_posture",
                "sub_event_type": "base closed", "title": "The base at Khanabad was closed",
                "notes": "Line one,\nline \"two\"", "actor1": "United States", "actor2": "Oʻzbekiston", "fatalities": 0, "injured": null,
                "location": "Karshi-Khanabad Air Base", "location_raw": "Khanabad", "kind": "air_base",
                "admin2": null, "admin1": "Qashqadaryo", "country": "Uzbekistan", "iso": "UZB",
                "place_id": "zij:khanabad-air-base", "where_prec": 1, "geo_precision": 1, "uncertainty_m": 5000,
                "geocode_score": 0.9, "confidence": 0.8, "status": "candidate",
                "source": "Toshkent xabarlari", "source_url": "https://example.org/k2?a=1&b=2",
                "source_date": "2018-10-12", "source_headline": "Base \"K2\"", "source_lang": "en",
                "number_of_sources": 2, "quote": "The base at Khanabad was closed in 2005.", "doc_id": doc_id,
                "quote_start": 38, "quote_end": 78,
                "created_at": "2018-10-12T09:00:00Z", "updated_at": "2018-10-12T09:00:00Z",
                "Региoн": "Қашқадарё",
            },
            "links": [
                {"rel": "self", "type": "application/geo+json", "title": "this event", "href": "/collections/events/items/ev-k2"},
                {"rel": "collection", "type": "application/json", "title": "events", "href": "/collections/events"},
                {"rel": "alternate", "type": "application/json", "title": "with evidence", "href": "/events/ev-k2"},
            ],
        })
    );
    check_problem(
        &site.get("/collections/events/items/nobody").await,
        404,
        "event \"nobody\" is not here",
    );
}

#[tokio::test]
async fn following_next_links_sees_every_feature_once_and_keeps_the_filter() {
    let site = Site::sample();
    let mut next = Some("/collections/events/items?limit=2&located=true".to_owned());
    let mut seen = Vec::new();
    while let Some(path) = next {
        let page = site.get(&path).await.json();
        assert_eq!(page["numberMatched"], 5);
        seen.extend(ids(&page));
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen, ["apia", "osh", "andijan", "ev-k2", "levuka"]);
}

#[tokio::test]
async fn items_say_what_is_wrong_with_a_parameter() {
    let site = Site::sample();
    let cases = [
        (
            "bbox=1,2,3",
            "bbox",
            "1,2,3",
            "bbox has 3 numbers, expected 4 (west,south,east,north) or 6 (with heights)",
        ),
        (
            "bbox=56,46,73,37",
            "bbox",
            "56,46,73,37",
            "bbox has its south (46) north of its north (37)",
        ),
        (
            "limit=0",
            "limit",
            "0",
            "expected a whole number from 1 to 10000",
        ),
        (
            "limit=-1",
            "limit",
            "-1",
            "expected a whole number from 1 to 10000",
        ),
        (
            "limit=ten",
            "limit",
            "ten",
            "expected a whole number from 1 to 10000",
        ),
        (
            "cursor=x",
            "cursor",
            "x",
            "expected the cursor of a next link",
        ),
        (
            "cursor=2018-02-30~x",
            "cursor",
            "2018-02-30~x",
            "expected the cursor of a next link",
        ),
        ("f=kml", "f", "kml", "expected json"),
        ("q=a&q=b", "q", "b", "given twice, expected once"),
        (
            "colour=red",
            "colour",
            "red",
            "not known here, expected one of actor1, actor2, admin1, admin2, around, bbox, bbox-crs, confidence, \
             confidence_min, country, cursor, dataset, datetime, doc_id, event_date, event_date_end, event_group, event_id, \
             event_type, f, fatalities, filter, filter-crs, filter-lang, geo_precision, geocode_score, group, id, ids, \
             injured, iso, kind, limit, located, location, location_raw, notes, number_of_sources, place_id, planned, q, \
             quote, source, source_date, source_headline, source_lang, source_url, status, sub_event_type, \
             time_precision, title, uncertainty_m, where_prec",
        ),
    ];
    for (query, parameter, value, expected) in cases {
        let reply = site.get(&format!("{ITEMS}?{query}")).await;
        check_problem(
            &reply,
            400,
            &format!("parameter {parameter} is {value:?}: {expected}"),
        );
        let problem = reply.json();
        assert_eq!(
            (
                &problem["parameter"],
                &problem["value"],
                &problem["expected"]
            ),
            (&json!(parameter), &json!(value), &json!(expected))
        );
    }
}

#[tokio::test]
async fn a_limit_beyond_the_greatest_is_lowered_to_it() {
    let reply = Site::sample()
        .get("/collections/events/items?limit=99999999999")
        .await;
    assert_eq!(reply.json()["numberReturned"], 6);
}

#[tokio::test]
async fn a_page_holds_as_many_as_the_greatest_limit_and_no_more() {
    let event =
        |number: u32| sample::event(&format!("ev-{number:05}"), EventType::Other, None, None);
    let site = Site::with((0..10_000).map(event).collect());
    for (limit, returned) in [(9_999, 9_999), (10_000, 10_000), (10_001, 10_000)] {
        let page = site.get(&format!("{ITEMS}?limit={limit}")).await.json();
        let told = (&page["numberMatched"], &page["numberReturned"]);
        assert_eq!(told, (&json!(10_001), &json!(returned)), "{limit}");
        assert_eq!(page["links"][2]["rel"], "next", "{limit}");
    }
}

#[tokio::test]
async fn the_description_of_the_api_names_every_parameter_and_no_other() {
    let site = Site::sample();
    let api = site.get("/api").await.json();
    for (path, operations) in api["paths"].as_object().unwrap() {
        let Some(parameters) = operations["get"]["parameters"].as_array() else {
            continue;
        };
        let query = parameters.iter().filter(|it| it["in"] == "query");
        let mut names: Vec<&str> = query.map(|it| it["name"].as_str().unwrap()).collect();
        names.sort_unstable();
        let known = match &names[..] {
            [] => "no parameter is known here".to_owned(),
            names => format!("not known here, expected one of {}", names.join(", ")),
        };
        let required = match path.as_str() {
            "/geocode" => "q=Osh&",
            "/reverse" => "lon=72&lat=40&",
            "/" => "f=json&",
            _ => "",
        };
        let asked = format!("{}?{required}colour=red", filled(path));
        let detail = format!("parameter colour is \"red\": {known}");
        check_problem(&site.get(&asked).await, 400, &detail);
    }
}

/// The path with something that is there in the place of its variables.
fn filled(path: &str) -> String {
    let values = [
        ("{id}", "ev-k2"),
        ("{z}", "0"),
        ("{x}", "0"),
        ("{y}", "0"),
        ("{layer}", "land"),
    ];
    let path = path.replace("places/items/{id}", "places/items/geonames%3A1527534");
    values
        .iter()
        .fold(path, |path, (name, value)| path.replace(name, value))
}

#[tokio::test]
async fn the_description_of_the_api_names_only_routes_that_are_there() {
    let site = Site::sample();
    let api = site.get("/api").await;
    assert_eq!(
        api.header("content-type"),
        "application/vnd.oai.openapi+json;version=3.0"
    );
    let api = api.json();
    for (path, operations) in api["paths"].as_object().unwrap() {
        // A stream of changes has no end to wait for.
        let status = site.open(&filled(path)).await.status().as_u16();
        let expected: &[u16] = match path.as_str() {
            "/documents/{id}" => &[404],
            "/geocode" | "/reverse" => &[400],
            _ if operations.get("get").is_none() => &[405],
            _ => &[200],
        };
        assert!(expected.contains(&status), "{path}: {status}");
    }
}

#[tokio::test]
async fn paging_sees_what_was_there_exactly_once_while_others_write() {
    let site = Site::sample();
    let before = site.ids(ITEMS).await;
    let mut next = Some("/collections/events/items?limit=1".to_owned());
    let mut seen = Vec::new();
    while let Some(path) = next {
        let page = site.get(&path).await.json();
        seen.extend(ids(&page));
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().to_owned());
        let row = format!("date,place\n20{:02}-01-01,Osh\n", seen.len());
        site.post("/documents?name=new.csv", "text/csv", row).await;
    }
    seen.retain(|id| before.contains(id));
    assert_eq!(seen, before);
}
