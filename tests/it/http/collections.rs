use axum::{body::Body, http::Request};
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
        landing["links"][5],
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
        "Accept names none of application/json, text/html",
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
                {"rel": "alternate", "type": "text/html", "title": "this event for people", "href": "/collections/events/items/ev-k2?f=html"},
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
            "expected the cursor of a next or prev link",
        ),
        (
            "cursor=2018-02-30~x",
            "cursor",
            "2018-02-30~x",
            "expected the cursor of a next or prev link",
        ),
        ("f=kml", "f", "kml", "expected json or html"),
        ("q=a&q=b", "q", "b", "given twice, expected once"),
        (
            "colour=red",
            "colour",
            "red",
            "not known here, expected one of actor1, actor2, admin1, admin2, around, bbox, bbox-crs, confidence, \
             confidence_min, country, crs, cursor, dataset, datetime, doc_id, event_date, event_date_end, event_group, event_id, \
             event_type, f, fatalities, filter, filter-crs, filter-lang, geo_precision, geocode_score, group, id, ids, \
             injured, iso, kind, limit, located, location, location_raw, notes, number_of_sources, place_id, planned, properties, q, \
             quote, sortby, source, source_date, source_headline, source_lang, source_url, status, sub_event_type, \
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
        assert_eq!(page["links"][3]["rel"], "next", "{limit}");
    }
}

#[tokio::test]
async fn the_description_of_the_api_names_every_parameter_and_no_other() {
    let site = with_layer().await;
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

/// A server with a layer of every event.
async fn with_layer() -> Site {
    let site = Site::sample();
    let layer = Request::put("/collections/all")
        .header("content-type", "application/json")
        .body(Body::from(r#"{"title": "All"}"#));
    assert_eq!(site.send(layer.unwrap()).await.status, 201);
    site
}

/// The path with something that is there in the place of its variables.
fn filled(path: &str) -> String {
    let values = [
        ("/collections/{id}", "/collections/all"),
        ("{collection}", "all"),
        ("{item}", "ev-k2"),
        ("{id}", "ev-k2"),
        ("{z}", "0"),
        ("{x}", "0"),
        ("{y}", "0"),
        ("{layer}", "land"),
        ("{set}", "WebMercatorQuad"),
    ];
    let path = path.replace("places/items/{id}", "places/items/geonames%3A1527534");
    values
        .iter()
        .fold(path, |path, (name, value)| path.replace(name, value))
}

#[tokio::test]
async fn the_description_of_the_api_names_only_routes_that_are_there() {
    let site = with_layer().await;
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

#[tokio::test]
async fn previous_links_lead_back_to_the_page_before() {
    let site = Site::sample();
    let linked = |page: &serde_json::Value, rel: &str| {
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == rel);
        link.map(|link| link["href"].as_str().unwrap().to_owned())
    };
    for start in ["", "&sortby=-fatalities,location"] {
        let first = site.get(&format!("{ITEMS}?limit=2{start}")).await.json();
        assert_eq!(linked(&first, "prev"), None, "{start}");
        let second = site.get(&linked(&first, "next").unwrap()).await.json();
        let third = site.get(&linked(&second, "next").unwrap()).await.json();
        assert_eq!(linked(&third, "next"), None, "{start}");
        let back = site.get(&linked(&third, "prev").unwrap()).await.json();
        assert_eq!(ids(&back), ids(&second), "{start}");
        let back = site.get(&linked(&back, "prev").unwrap()).await.json();
        assert_eq!(ids(&back), ids(&first), "{start}");
    }
}

#[tokio::test]
async fn items_are_sorted_by_any_queryable_the_unknown_last() {
    let site = Site::sample();
    let sorted = async |by: &str| site.ids(&format!("{ITEMS}?sortby={by}")).await;
    assert_eq!(
        sorted("location").await,
        ["andijan", "apia", "ev-k2", "levuka", "osh", "talks"]
    );
    assert_eq!(
        sorted("-event_date,id").await,
        ["apia", "talks", "osh", "andijan", "ev-k2", "levuka"]
    );
    assert_eq!(
        sorted("+located,-id").await,
        ["talks", "osh", "levuka", "ev-k2", "apia", "andijan"]
    );
    check_problem(
        &site.get(&format!("{ITEMS}?sortby=colour")).await,
        400,
        "parameter sortby is \"colour\": expected names of queryables separated by commas, each perhaps after + or -",
    );
    let foreign = site
        .get(&format!("{ITEMS}?sortby=location&cursor=2018-10-12~apia"))
        .await;
    check_problem(
        &foreign,
        400,
        "parameter cursor is \"2018-10-12~apia\": expected the cursor of a next or prev link",
    );
}

#[tokio::test]
async fn only_the_properties_asked_for_are_shown() {
    let site = Site::sample();
    let page = site
        .get(&format!("{ITEMS}?ids=osh&properties=title,event_type"))
        .await
        .json();
    assert_eq!(
        page["features"][0]["properties"],
        json!({"event_type": "battle", "title": "Event osh"})
    );
    let item = site
        .get(&format!("{ITEMS}/osh?properties=title"))
        .await
        .json();
    assert_eq!(item["properties"], json!({"title": "Event osh"}));
    let wrong = site.get(&format!("{ITEMS}?properties=colour")).await.json();
    let told = wrong["expected"].as_str().unwrap();
    assert!(
        told.starts_with("\"colour\" is not known, expected some of id, event_id, "),
        "{told}"
    );
}

#[tokio::test]
async fn coordinates_come_in_the_reference_system_asked_for() {
    let site = Site::sample();
    for (crs, expected) in [
        (
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            json!([72.7985, 40.5283]),
        ),
        (
            "http://www.opengis.net/def/crs/EPSG/0/4326",
            json!([40.5283, 72.7985]),
        ),
        (
            "http://www.opengis.net/def/crs/EPSG/0/3857",
            json!([8_103_891.95, 4_943_013.02]),
        ),
    ] {
        let page = site.get(&format!("{ITEMS}?ids=osh&crs={crs}")).await;
        assert_eq!(page.header("content-crs"), format!("<{crs}>"));
        assert_eq!(
            page.json()["features"][0]["geometry"]["coordinates"],
            expected
        );
        let item = site.get(&format!("{ITEMS}/osh?crs={crs}")).await;
        assert_eq!(item.header("content-crs"), format!("<{crs}>"));
        assert_eq!(item.json()["geometry"]["coordinates"], expected);
    }
    let collection = site.get("/collections/events").await.json();
    assert_eq!(collection["crs"].as_array().unwrap().len(), 3);
    check_problem(
        &site.get(&format!("{ITEMS}?crs=EPSG:2056")).await,
        400,
        "parameter crs is \"EPSG:2056\": crs is \"EPSG:2056\", expected http://www.opengis.net/def/crs/OGC/1.3/CRS84, \
         http://www.opengis.net/def/crs/EPSG/0/4326 or http://www.opengis.net/def/crs/EPSG/0/3857",
    );
}

#[tokio::test]
async fn a_browser_sees_a_page_for_every_resource() {
    let mut event = sample::osh();
    "<script>alert(1)</script> & \"more\"".clone_into(&mut event.title);
    let site = Site::with(vec![event]);
    let browser = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    for path in [
        "/conformance",
        "/collections",
        "/collections/events",
        "/collections/events/schema",
        "/collections/events/queryables",
        "/collections/events/items",
        "/collections/events/items/osh",
        "/collections/places",
        "/collections/places/items?limit=2",
    ] {
        let page = site.get_with(path, browser).await;
        assert_eq!(page.status.as_u16(), 200, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.header("vary").contains("accept"), "{path}");
        assert!(
            page.text().contains("<h1>") && !page.text().contains("<script"),
            "{path}"
        );
    }
    let item = site.get("/collections/events/items/osh?f=html").await;
    assert!(
        item.text()
            .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;")
    );
    let style = site.get("/page.css").await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn events_are_a_set_of_tiles_of_the_collection() {
    let site = Site::sample();
    let sets = site.get("/collections/events/tiles").await.json();
    let links = sets["tilesets"][0]["links"].as_array().unwrap();
    let templates: Vec<_> = links.iter().filter(|it| it["templated"] == true).collect();
    assert_eq!(templates.len(), 2);
    for template in templates {
        let href = template["href"].as_str().unwrap();
        let href = href.replace("{tileMatrix}", "6").replace("{tileRow}", "24");
        let tile = site.get(&href.replace("{tileCol}", "43")).await;
        assert_eq!(
            tile.header("content-type"),
            template["type"].as_str().unwrap()
        );
    }
    let path = "/collections/events/tiles/WebMercatorQuad";
    let accept = ("accept", "application/geo+json");
    let tile = site.get_with(&format!("{path}/6/24/43"), accept).await;
    assert_eq!(ids(&tile.json()), ["ev-k2"]);
    let set = site.get("/tileMatrixSets/WebMercatorQuad").await.json();
    assert_eq!(set["tileMatrices"].as_array().unwrap().len(), 23);
    assert_eq!(
        set["tileMatrices"][0]["scaleDenominator"],
        json!(559_082_264.028_717_8)
    );
    check_problem(
        &site
            .get("/collections/events/tiles/LINZAntarctica/0/0/0")
            .await,
        404,
        "tile matrix set \"LINZAntarctica\" is not here",
    );
}
