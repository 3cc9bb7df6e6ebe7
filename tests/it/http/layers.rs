use zij::{
    event::EventType,
    layer::{Feature, PROPERTIES},
    store::Stored,
};

use super::{Site, check_problem, ids};
use crate::sample;

#[tokio::test]
async fn a_download_holds_exactly_the_filtered_events() {
    let site = Site::sample();
    let file = site.get("/layers/events.geojson?bbox=56,37,73,46").await;
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"events.geojson\""
    );
    assert_eq!(file.header("content-type"), "application/geo+json");
    assert_eq!(ids(&file.json()), ["osh", "andijan", "ev-k2"]);
    let empty = site.get("/layers/events.geojson?event_type=riot").await;
    assert_eq!(
        empty.text(),
        "{\"type\":\"FeatureCollection\",\"features\":[\n\n]}\n"
    );
}

#[tokio::test]
async fn lines_hold_one_feature_each() {
    let file = Site::sample()
        .get("/layers/events.geojsonl?event_type=battle,protest")
        .await;
    assert_eq!(file.header("content-type"), "application/x-ndjson");
    let lines: Vec<serde_json::Value> = file
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<_> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["osh", "andijan"]);
}

#[tokio::test]
async fn a_table_has_the_same_columns_and_the_position() {
    let site = Site::sample();
    let file = site.get("/layers/events.csv?located=true").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let mut table = csv::Reader::from_reader(file.text().as_bytes());
    let names: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(names[..3], ["id", "event_id", "dataset"]);
    let detail = [
        "trigger_start",
        "trigger_end",
        "place_start",
        "place_end",
        "candidates",
    ];
    assert_eq!(names[43..48], detail);
    assert_eq!(names[48..], ["Региoн", "longitude", "latitude"]);
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[names.iter().position(|it| it == name).unwrap()].to_owned()
    };
    let base = rows.iter().find(|row| cell(row, "id") == "ev-k2").unwrap();
    let told = [
        "notes",
        "actor2",
        "fatalities",
        "planned",
        "Региoн",
        "longitude",
        "latitude",
    ]
    .map(|name| cell(base, name));
    assert_eq!(
        told,
        [
            "Line one,\nline \"two\"",
            "Oʻzbekiston",
            "0",
            "false",
            "Қашқадарё",
            "65.9215",
            "38.8336"
        ]
    );
    let undated = rows.iter().find(|row| cell(row, "id") == "levuka").unwrap();
    assert_eq!(
        [cell(undated, "event_date"), cell(undated, "Региoн")],
        ["", ""]
    );
    let unlocated = site.get("/layers/events.csv?located=false").await;
    assert!(
        unlocated.text().lines().nth(1).unwrap().ends_with(",,"),
        "{}",
        unlocated.text()
    );
}

#[tokio::test]
async fn a_compressed_layer_comes_to_its_end() {
    let site = Site::sample();
    for encoding in ["gzip", "br"] {
        let reply = site
            .get_with("/layers/events.geojson", ("accept-encoding", encoding))
            .await;
        assert_eq!(reply.header("content-encoding"), encoding);
        assert!(!reply.body.is_empty(), "{encoding}");
    }
}

#[tokio::test]
async fn a_file_that_holds_no_unlocated_event_says_how_many_it_leaves_out() {
    let site = Site::sample();
    for (extension, expected) in [
        ("kml", "1"),
        ("gpx", "1"),
        ("fgb", "1"),
        ("gpkg", ""),
        ("xlsx", ""),
    ] {
        let file = site.get(&format!("/layers/events.{extension}")).await;
        assert_eq!(file.header("zij-left-out"), expected, "{extension}");
    }
    for (query, expected) in [
        ("located=true", "0"),
        ("located=false", "1"),
        ("event_type=riot", "0"),
    ] {
        let file = site.get(&format!("/layers/events.kml?{query}")).await;
        assert_eq!(file.header("zij-left-out"), expected, "{query}");
    }
    let kml = site.get("/layers/events.kml?located=false").await;
    let told = "<description>1 event without a place is left out.</description>";
    assert!(kml.text().contains(told), "{}", kml.text());
    assert!(!kml.text().contains("<Placemark>"), "{}", kml.text());
}

#[tokio::test]
async fn a_waypoint_has_its_time_its_words_and_its_source() {
    let gpx = Site::sample().get("/layers/events.gpx?q=khanabad").await;
    assert_eq!(gpx.header("content-type"), "application/gpx+xml");
    let told = "<wpt lat=\"38.8336\" lon=\"65.9215\"><time>2005-01-01T00:00:00Z</time>\
        <name>The base at Khanabad was closed</name><cmt>Karshi-Khanabad Air Base</cmt>\
        <desc>Line one,\nline &quot;two&quot;</desc><src>Toshkent xabarlari</src>\
        <link href=\"https://example.org/k2?a=1&amp;b=2\"/><type>military_deployment_or_base</type>\
        <extensions><zij:id>ev-k2</zij:id><zij:status>candidate</zij:status>\
        <zij:geo_precision>1</zij:geo_precision><zij:uncertainty_m>5000</zij:uncertainty_m>\
        <zij:event_date_edtf>2005</zij:event_date_edtf></extensions></wpt>";
    assert!(gpx.text().contains(told), "{}", gpx.text());
}

#[tokio::test]
async fn a_placemark_has_its_time_its_style_and_its_sentence() {
    let kml = Site::sample().get("/layers/events.kml?q=khanabad").await;
    assert_eq!(
        kml.header("content-type"),
        "application/vnd.google-earth.kml+xml"
    );
    for told in [
        "<Placemark><name>The base at Khanabad was closed</name><description>&lt;p&gt;Line one,\nline &amp;quot;two&amp;quot;&lt;/p&gt;&lt;blockquote&gt;The base at Khanabad was closed in 2005.&lt;/blockquote&gt;",
        "<TimeSpan><begin>2005-01-01</begin><end>2005-12-31</end></TimeSpan><styleUrl>#military_posture</styleUrl>",
        "<SimpleData name=\"Региoн\">Қашқадарё</SimpleData>",
        "<Point><coordinates>65.9215,38.8336</coordinates></Point></Placemark>",
    ] {
        assert!(kml.text().contains(told), "{told} is not in {}", kml.text());
    }
}

#[tokio::test]
async fn every_format_is_linked_from_the_collection_and_described() {
    let site = Site::sample();
    let collection = site.get("/collections/events").await.json();
    let api = site.get("/api").await.json();
    let links = collection["links"].as_array().unwrap();
    let files: Vec<_> = links
        .iter()
        .filter(|link| link["rel"] == "enclosure")
        .collect();
    assert_eq!(files.len(), 9);
    for file in files {
        let path = file["href"].as_str().unwrap();
        let reply = site.get(path).await;
        let told = file["type"].as_str().unwrap();
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (200, told)
        );
        let answer = &api["paths"][path]["get"]["responses"]["200"]["content"];
        let described = told.split(';').next().unwrap();
        assert!(answer[described].is_object(), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_layer_or_format_that_is_not_there_is_named() {
    let site = Site::sample();
    check_problem(
        &site.get("/layers/roads.geojson").await,
        404,
        "layer \"roads\" is not here",
    );
    check_problem(
        &site.get("/layers/events.dbf").await,
        404,
        "format is \"dbf\", expected geojson, geojsonl, geojsons, csv, xlsx, gpkg, fgb, kml, gpx, json or jsonl",
    );
    check_problem(
        &site.get("/layers/events").await,
        404,
        "format is \"\", expected geojson, geojsonl, geojsons, csv, xlsx, gpkg, fgb, kml, gpx, json or jsonl",
    );
    check_problem(
        &site.get("/basemap/moon.geojson").await,
        404,
        "base map layer \"moon.geojson\" is not here",
    );
}

#[tokio::test]
async fn the_base_map_is_sent_once() {
    let site = Site::sample();
    let land = site.get("/basemap/land.geojson").await;
    assert_eq!(land.json()["type"], "FeatureCollection");
    let again = site
        .get_with(
            "/basemap/land.geojson",
            ("if-none-match", land.header("etag")),
        )
        .await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn a_column_of_the_source_never_hides_a_property() {
    let mut event = sample::event(
        "acled-1",
        EventType::Protest,
        Some(("Osh", 72.7985, 40.5283)),
        None,
    );
    for (name, value) in [("title", "theirs"), ("latitude", "40.5"), ("inter1", "5")] {
        event.extra.insert(name.to_owned(), value.into());
    }
    let site = Site::with(vec![event]);
    let told = site.get("/collections/events/items/acled-1").await.json();
    let property = |name: &str| told["properties"][name].clone();
    let names = [
        "title",
        "source_column_title",
        "source_column_latitude",
        "inter1",
    ];
    assert_eq!(
        names.map(property),
        ["Event acled-1", "theirs", "40.5", "5"]
    );
    let file = site.get("/layers/events.csv?q=acled").await;
    let mut table = csv::Reader::from_reader(file.text().as_bytes());
    let row: std::collections::HashMap<String, String> =
        table.deserialize().next().unwrap().unwrap();
    assert_eq!(
        names.map(|name| row[name].as_str()),
        ["Event acled-1", "theirs", "40.5", "5"]
    );
    assert_eq!(row["latitude"], "40.5283");
}

#[test]
fn the_properties_stand_in_the_order_that_is_promised() {
    let stored = Stored {
        event: sample::event("ev", EventType::Other, None, None),
        created_at: sample::clock(),
        updated_at: sample::clock(),
        revision: 1,
    };
    let properties = serde_json::to_value(Feature::of(&stored).properties()).unwrap();
    let names: Vec<&String> = properties.as_object().unwrap().keys().collect();
    assert_eq!(names, PROPERTIES);
}
