use serde_json::json;

use super::{Site, check_problem};

#[tokio::test]
async fn a_name_is_answered_with_the_places_it_may_mean() {
    let site = Site::sample();
    let found = site
        .get("/geocode?q=Khanabad&country=AF&limit=1")
        .await
        .json();
    assert_eq!(found["query"], "Khanabad");
    let candidates = found["candidates"].as_array().unwrap();
    assert_eq!(candidates.len(), 1);
    assert_eq!(candidates[0]["id"], "geonames:1137168");
    let nothing = site.get("/geocode?q=%D0%AB%D1%8A%D1%8B%D1%8A").await.json();
    assert_eq!(nothing, json!({"query": "Ыъыъ", "candidates": []}));
}

#[tokio::test]
async fn a_position_is_answered_with_the_nearest_places_and_their_regions() {
    let site = Site::sample();
    let found = site
        .get("/reverse?lon=67.28&lat=37.23&limit=1")
        .await
        .json();
    let expected = json!({"lon": 67.28, "lat": 37.23, "places": [{
        "id": "geonames:1215957", "name": "Termiz", "kind": "city", "lon": 67.27833, "lat": 37.22417,
        "uncertainty_m": 4500, "distance_m": 665.0, "regions": ["Surxondaryo Region", "Uzbekistan"],
    }]});
    assert_eq!(found, expected);
    let detail = "parameter lon is \"\": expected degrees east";
    check_problem(&site.get("/reverse").await, 400, detail);
}

#[tokio::test]
async fn as_many_places_are_given_as_are_asked_for_up_to_the_limit() {
    let site = Site::sample();
    for limit in [1, 100] {
        let near = site
            .get(&format!("/reverse?lon=72.3442&lat=40.7821&limit={limit}"))
            .await;
        assert_eq!(near.json()["places"].as_array().map(Vec::len), Some(limit));
    }
}

#[tokio::test]
async fn geocode_says_what_is_wrong_with_a_parameter() {
    let site = Site::sample();
    let cases = [
        ("", "parameter q is \"\": expected a name"),
        (
            "?q=Osh&limit=101",
            "parameter limit is \"101\": expected a whole number from 1 to 100",
        ),
        (
            "?q=Osh&limit=-1",
            "parameter limit is \"-1\": expected a whole number from 1 to 100",
        ),
        (
            "?q=Osh&country=Narnia",
            "parameter country is \"Narnia\": expected a code or name of the gazetteer",
        ),
        (
            "?q=Osh&admin1=",
            "parameter admin1 is \"\": expected a code or name of the gazetteer",
        ),
        (
            "?q=Osh&lon=72",
            "parameter lat is \"\": expected degrees north beside lon",
        ),
        (
            "?q=Osh&lon=72&lat=95",
            "parameter lon,lat is \"72,95\": latitude 95 is outside -90..=90 degrees",
        ),
        (
            "?q=Osh&lon=east&lat=40",
            "parameter lon is \"east\": expected degrees east, -180 to 180",
        ),
    ];
    for (query, detail) in cases {
        check_problem(&site.get(&format!("/geocode{query}")).await, 400, detail);
    }
}
