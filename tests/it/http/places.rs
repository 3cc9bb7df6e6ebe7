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
    let nothing = site.get("/geocode?q=%D0%AA%D1%8A%D1%8A").await.json();
    assert_eq!(nothing, json!({"query": "Ъъъ", "candidates": []}));
}

#[tokio::test]
async fn a_name_is_completed_while_it_is_typed_and_told_in_the_language_asked_for() {
    let site = Site::sample();
    let found = site
        .get("/geocode?q=%D0%A2%D0%B5%D1%80%D0%BC&lang=ru&limit=1&bbox=65,36,70,39")
        .await
        .json();
    let [score, population] = ["score", "population"].map(|it| &found["candidates"][0][it]);
    let populated = format!("population {population}");
    let expected = json!({"query": "Терм", "candidates": [{
        "id": "geonames:1215957", "name": "Термез", "kind": "city", "country": "UZ", "admin1": "UZ-SU",
        "lon": 67.27833, "lat": 37.22417, "uncertainty_m": 4500, "score": score,
        "why": ["city", "its usual name", "begins so", populated, "in Central Asia or Afghanistan", "in the map's view"],
        "matched": "Термез", "regions": ["Сурхандарьинская область", "Узбекистан"], "population": population,
    }]});
    assert_eq!(found, expected);
    let best = async |query: &str| {
        let found = site.get(&format!("/geocode?{query}")).await.json();
        let id = found["candidates"][0]["id"].as_str();
        id.unwrap_or("none").to_owned()
    };
    assert_eq!(
        best("q=Khanabad&bbox=70.5,40,73.2,41.3").await,
        "geonames:1513578"
    );
    assert_eq!(
        best("q=Khanabad&lon=69.1&lat=36.7").await,
        "geonames:1137168"
    );
    assert_eq!(best("q=Taskhe").await, "geonames:1512569");
    assert_eq!(best("q=Taskhe&complete=false").await, "none");
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
        ("?q=%20", "parameter q is \"\": expected a name"),
        (
            "?q=Osh&complete=yes",
            "parameter complete is \"yes\": expected true or false",
        ),
        (
            "?q=Osh&lang=%D1%80%D1%83",
            "parameter lang is \"ру\": expected a language tag such as en, ru, uz or uz-Cyrl",
        ),
        (
            "?q=Osh&bbox=70,40,73",
            "parameter bbox is \"70,40,73\": bbox has 3 numbers, expected 4 (west,south,east,north) or 6 (with heights)",
        ),
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

#[tokio::test]
async fn a_name_at_the_longest_is_looked_for_and_one_letter_more_is_refused() {
    let site = Site::sample();
    let at = site.get(&format!("/geocode?q={}", "a".repeat(300))).await;
    assert_eq!(at.status.as_u16(), 200, "{}", at.text());
    let past = site.get(&format!("/geocode?q={}", "a".repeat(301))).await;
    let detail = format!(
        "parameter q is \"{}\": expected a name of at most 300 characters",
        "a".repeat(80)
    );
    check_problem(&past, 400, &detail);
}
