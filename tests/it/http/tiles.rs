use std::{collections::BTreeSet, io::Read};

use serde_json::{Value, json};
use zij::event::EventType;

use super::{Site, check_problem, ids};
use crate::sample;

#[tokio::test]
async fn a_tile_holds_what_the_map_draws() {
    let site = Site::sample();
    let tile = site.get("/tiles/events/6/43/24.geojson").await;
    assert_eq!(tile.header("content-type"), "application/geo+json");
    assert_eq!(
        tile.json(),
        json!({"type": "FeatureCollection", "features": [{
            "type": "Feature", "id": "ev-k2",
            "geometry": {"type": "Point", "coordinates": [65.9215, 38.8336]},
            "properties": {
                "id": "ev-k2", "event_type": "military_deployment_or_base", "event_group": "military_posture",
                "where_prec": 1, "geo_precision": 1, "uncertainty_m": 5000, "status": "candidate",
                "title": "The base at Khanabad was closed", "event_date": "2005-01-01", "event_date_edtf": "2005",
                "planned": false, "location": "Karshi-Khanabad Air Base",
            },
        }]})
    );
    assert_eq!(
        site.ids("/tiles/events/0/0/0.geojson?group=conflict,contention")
            .await,
        ["osh", "andijan"]
    );
    assert_eq!(
        site.get("/tiles/events/6/0/0.geojson").await.text(),
        "{\"type\":\"FeatureCollection\",\"features\":[]}"
    );
    let again = site
        .get_with(
            "/tiles/events/6/43/24.geojson",
            ("if-none-match", tile.header("etag")),
        )
        .await;
    assert_eq!(again.status.as_u16(), 304);
}

#[tokio::test]
async fn an_address_that_is_no_tile_is_refused() {
    let site = Site::sample();
    check_problem(
        &site.get("/tiles/events/3/8/0.geojson").await,
        404,
        "tile column 8 is beyond 7 at zoom 3",
    );
    check_problem(
        &site.get("/tiles/events/23/0/0.geojson").await,
        404,
        "tile zoom 23 is beyond 22",
    );
    check_problem(
        &site.get("/tiles/events/a/0/0.geojson").await,
        404,
        "tile zoom is \"a\", expected a whole number",
    );
    check_problem(
        &site.get("/tiles/events/-1/0/0.geojson").await,
        404,
        "tile zoom is \"-1\", expected a whole number",
    );
    check_problem(
        &site.get("/tiles/events/0/0/0.png").await,
        404,
        "tile is \"0.png\", expected a row and .geojson or .mvt",
    );
}

#[tokio::test]
async fn every_event_is_in_exactly_one_tile_of_a_zoom() {
    let edges = [-180.0, -90.0, -0.000_000_01, 0.0, 45.0, 90.0, 180.0];
    let lats = [
        -90.0,
        -85.06,
        -66.513_260_443_111_86,
        0.0,
        40.979_898_069_620_13,
        85.051_128_779_806_59,
        90.0,
    ];
    let at = edges
        .iter()
        .flat_map(|lon| lats.iter().map(move |lat| (*lon, *lat)));
    let events: Vec<_> = at
        .enumerate()
        .map(|(number, (lon, lat))| {
            sample::event(
                &format!("ev-{number:02}"),
                EventType::Other,
                Some(("Edge", lon, lat)),
                None,
            )
        })
        .collect();
    let mut expected: Vec<String> = events.iter().map(|event| event.id.clone()).collect();
    let site = Site::with(events);
    let mut seen = Vec::new();
    for (column, row) in (0..8).flat_map(|column| (0..8).map(move |row| (column, row))) {
        seen.extend(
            site.ids(&format!(
                "/tiles/events/3/{column}/{row}.geojson?dataset=sample&event_type=other"
            ))
            .await,
        );
    }
    seen.sort();
    expected.sort();
    assert_eq!(seen, expected);
}

/// 1,501 events around Tashkent, the first without a date: one more than a tile shows one by one.
fn crowd() -> Site {
    let types = [EventType::Protest, EventType::Battle, EventType::Protest];
    let event = |number: u32| {
        let (lon, lat) = (
            69.0 + f64::from(number % 40) / 100.0,
            41.0 + f64::from(number / 40) / 100.0,
        );
        let kind = types[number as usize % 3];
        sample::event(
            &format!("ev-{number:04}"),
            kind,
            Some(("Tashkent", lon, lat)),
            (number > 0).then_some("2018-10-12"),
        )
    };
    Site::with((0..1_501).map(event).collect())
}

fn point_count(feature: &Value) -> u64 {
    feature["properties"]["point_count"].as_u64().unwrap_or(1)
}

#[tokio::test]
async fn a_full_tile_counts_by_cells_and_loses_nothing() {
    let site = crowd();
    let tile = site
        .get("/tiles/events/4/11/5.geojson?dataset=sample&event_type=protest,battle")
        .await
        .json();
    let cells = tile["features"].as_array().unwrap();
    assert_eq!(cells.iter().map(point_count).sum::<u64>(), 1_501);
    assert!(cells.len() < 10, "{}", cells.len());
    assert_eq!(
        cells[0]["properties"],
        json!({
            "cluster": true, "point_count": 1501, "types": "battle:500;protest:1001",
            "west": 69.0, "south": 41.0, "east": 69.39, "north": 41.37,
        })
    );
}

#[tokio::test]
async fn a_tile_shows_as_many_events_one_by_one_as_the_limit_and_no_more() {
    let site = crowd();
    for (filter, one_by_one) in [("event_type=battle", 500), ("datetime=2018-10-12", 1_500)] {
        let path = format!("/tiles/events/4/11/5.geojson?dataset=sample&{filter}");
        let seen: BTreeSet<_> = site.ids(&path).await.into_iter().collect();
        assert_eq!(seen.len(), one_by_one, "{filter}");
        assert!(!seen.contains("-"), "{filter}");
    }
}

#[tokio::test]
async fn every_event_of_a_crowd_is_reached_by_zooming_in() {
    let site = crowd();
    let mut open = vec![(4, 11, 5)];
    let mut seen = BTreeSet::new();
    while let Some((zoom, column, row)) = open.pop() {
        let path = format!("/tiles/events/{zoom}/{column}/{row}.geojson?event_type=protest,battle");
        let tile = site.get(&path).await.json();
        if tile["features"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["properties"]["cluster"] == true)
        {
            let parts = [(0, 0), (1, 0), (0, 1), (1, 1)];
            open.extend(parts.map(|(right, down)| (zoom + 1, column * 2 + right, row * 2 + down)));
        } else {
            seen.extend(ids(&tile));
        }
    }
    assert_eq!(seen.len(), 1_501);
}

#[tokio::test]
async fn tilejson_tells_where_the_tiles_are_and_keeps_the_filter() {
    let site = Site::sample();
    let tiles = site
        .get_with(
            "/tiles/events.json?bbox=56,37,73,46&f=geojson",
            ("host", "localhost:8080"),
        )
        .await
        .json();
    assert_eq!(tiles["tilejson"], "3.0.0");
    assert_eq!(
        tiles["tiles"],
        json!(["http://localhost:8080/tiles/events/{z}/{x}/{y}.geojson?bbox=56%2C37%2C73%2C46"])
    );
    assert_eq!(tiles["bounds"], json!([65.9215, 38.8336, 72.7985, 40.7821]));
    assert_eq!(
        (&tiles["minzoom"], &tiles["maxzoom"]),
        (&json!(0), &json!(22))
    );
    assert_eq!(tiles["vector_layers"], Value::Null);
    let tiles = site
        .get_with("/tiles/events.json", ("host", "localhost:8080"))
        .await
        .json();
    let address = "http://localhost:8080/tiles/events/{z}/{x}/{y}.mvt";
    assert_eq!(tiles["tiles"], json!([address]));
    assert_eq!(tiles["vector_layers"][0]["id"], "events");
    check_problem(
        &site.get("/tiles/events.json?f=png").await,
        400,
        "parameter f is \"png\": expected geojson or mvt",
    );
}

#[tokio::test]
async fn a_tile_is_sent_in_the_coding_that_the_client_likes_best_and_means_the_same() {
    let site = crowd();
    let path = "/tiles/events/4/11/5.geojson?event_type=battle";
    let plain = site.get(path).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.header("vary"), "accept-encoding");
    for coding in ["gzip", "br", "zstd"] {
        // The second answer comes out of the cache.
        for _ in 0..2 {
            let coded = site.get_with(path, ("accept-encoding", coding)).await;
            assert_eq!(coded.header("content-encoding"), coding);
            assert_eq!(coded.header("etag"), plain.header("etag"));
            assert!(coded.body.len() * 5 < plain.body.len(), "{coding}");
        }
    }
    let coded = site.get_with(path, ("accept-encoding", "gzip")).await;
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&coded.body[..])
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, plain.body);
}

#[tokio::test]
async fn a_kept_tile_is_not_shown_once_the_store_has_changed() {
    let site = Site::sample();
    let path = "/tiles/events/0/0/0.geojson?event_type=protest";
    let before = site.ids(path).await;
    let row = "date,place,type\n2024-01-01,Kabul,protest\n";
    let added = site.post("/documents?name=new.csv", "text/csv", row).await;
    assert_eq!(added.status.as_u16(), 201, "{}", added.text());
    assert_eq!(site.ids(path).await.len(), before.len() + 1);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let site = Site::sample();
    let paths = [
        "/tiles/events.json?group=contention",
        "/collections/events/items?limit=2",
        "/collections/places/items?country=KG&limit=2",
    ];
    for (day, path) in (1..).zip(paths) {
        let first = site.get(path).await;
        let held = ("if-none-match", first.header("etag"));
        let again = site.get_with(path, held).await;
        assert_eq!(
            (again.status.as_u16(), again.body.len()),
            (304, 0),
            "{path}"
        );
        assert_eq!(again.header("etag"), first.header("etag"));
        let row = format!("date,place,type\n2024-01-0{day},Kabul,protest\n");
        let added = site.post("/documents?name=new.csv", "text/csv", row).await;
        assert_eq!(added.status.as_u16(), 201, "{}", added.text());
        let after = site.get_with(path, held).await;
        let expected = if path.contains("places") { 304 } else { 200 };
        assert_eq!(after.status.as_u16(), expected, "{path}");
    }
}
