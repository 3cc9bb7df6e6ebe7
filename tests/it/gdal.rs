//! GDAL, as QGIS uses it, on what we store and serve. `tests/run` installs it.

use std::{path::Path, process::Command};

use serde_json::Value;
use zij::{event::EventType, store::GeoPackage};

use crate::{process::Running, sample};

/// What a GDAL command writes on standard output; it must succeed and have no complaint.
#[track_caller]
fn gdal(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let output = output
        .unwrap_or_else(|error| panic!("{program} of GDAL is missing ({error}): run tests/run"));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && words.trim().is_empty(),
        "{program} {args:?}: {words}"
    );
    String::from_utf8(output.stdout).unwrap()
}

fn store(folder: &Path) -> GeoPackage {
    let store = GeoPackage::open(folder, sample::clock).unwrap();
    let events = vec![
        sample::andijan(),
        sample::osh(),
        sample::event("talks", EventType::Agreement, None, Some("2018-10-12")),
    ];
    store.add(vec![sample::report()], events, "test").unwrap();
    store
}

fn features(geojson: &str) -> Vec<Value> {
    let collection: Value = serde_json::from_str(geojson).unwrap();
    collection["features"].as_array().unwrap().clone()
}

#[test]
fn the_store_is_a_geopackage_that_gdal_reads_without_complaint() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let file = store.path().to_str().unwrap();
    let told = gdal("ogrinfo", &["-so", file, "events"]);
    for line in [
        "Geometry: Point",
        "Feature Count: 4",
        "Extent: (65.921500, 38.833600) - (72.798500, 40.782100)",
        "    ID[\"EPSG\",4326]]",
        "event_date: Date (0.0)",
        "planned: Integer(Boolean) (0.0)",
        "created_at: DateTime (0.0)",
    ] {
        assert!(
            told.lines().any(|it| it.starts_with(line)),
            "{line:?} is not in {told}"
        );
    }
    let selected = gdal("ogrinfo", &["-q", file, "events", "-where", "id = 'ev-k2'"]);
    for line in [
        "  event_date (Date) = 2005/01/01",
        "  POINT (65.9215 38.8336)",
        "  actor2 (String) = Oʻzbekiston",
    ] {
        assert!(
            selected.lines().any(|it| it == line),
            "{line:?} is not in {selected}"
        );
    }
    let tables = gdal("ogrinfo", &[file]);
    for table in [
        "1: events (Point)",
        "2: documents (None)",
        "3: mentions (None)",
        "4: revisions (None)",
    ] {
        assert!(tables.contains(table), "{tables}");
    }
}

#[test]
fn gdal_pages_through_the_items_as_an_ogc_api_client() {
    let folder = tempfile::tempdir().unwrap();
    drop(store(folder.path()));
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let api = format!("OAPIF:http://{}/", server.address);
    let layers = gdal("ogrinfo", &["-ro", &api]);
    assert!(layers.contains("1: events"), "{layers}");
    let box_of_the_valley = ["-spat", "70", "40", "74", "42"];
    let paged = [
        "-f",
        "GeoJSON",
        "/vsistdout/",
        &api,
        "events",
        "-oo",
        "PAGE_SIZE=1",
    ];
    let read = features(&gdal("ogr2ogr", &[&paged[..], &box_of_the_valley].concat()));
    let ids: Vec<_> = read
        .iter()
        .map(|it| it["properties"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["osh", "andijan"]);
    assert_eq!(features(&gdal("ogr2ogr", &paged)).len(), 4);
}

#[test]
fn gdal_reads_every_download() {
    let folder = tempfile::tempdir().unwrap();
    drop(store(folder.path()));
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let position = [
        "-oo",
        "X_POSSIBLE_NAMES=longitude",
        "-oo",
        "Y_POSSIBLE_NAMES=latitude",
    ];
    for (extension, options) in [("geojson", &[][..]), ("geojsonl", &[]), ("csv", &position)] {
        let (_, file) = server.send(&format!("GET /layers/events.{extension}"), "", "");
        let path = folder.path().join(format!("events.{extension}"));
        std::fs::write(&path, file).unwrap();
        let path = path.to_str().unwrap();
        let told = gdal("ogrinfo", &[&["-so", "-al", path], options].concat());
        for words in [
            "Feature Count: 4",
            "Geometry: Point",
            "Extent: (65.921500, 38.833600) - (72.798500, 40.782100)",
        ] {
            assert!(told.contains(words), "{extension}: {told}");
        }
    }
}

#[test]
fn gdal_reads_the_gazetteer_as_an_ogc_api_client() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let api = format!("OAPIF:http://{}/", server.address);
    let layers = gdal("ogrinfo", &["-ro", &api]);
    assert!(layers.contains("2: places"), "{layers}");
    let told = gdal("ogrinfo", &["-ro", "-so", &api, "places"]);
    for line in [
        "Geometry: Point",
        "name: String",
        "population: Integer",
        "uncertainty_m: Integer",
    ] {
        assert!(
            told.lines().any(|it| it.starts_with(line)),
            "{line:?} is not in {told}"
        );
    }
    let (_, page) = server.send("GET /collections/places/items?limit=1", "", "");
    let page: Value = serde_json::from_str(&page).unwrap();
    let count = format!("Feature Count: {}", page["numberMatched"]);
    assert!(told.contains(&count), "{count:?} is not in {told}");
    let read = |options: &[&str]| {
        let args = [
            "-f",
            "GeoJSON",
            "/vsistdout/",
            &api,
            "places",
            "-oo",
            "PAGE_SIZE=3",
        ];
        let read = features(&gdal("ogr2ogr", &[&args[..], options].concat()));
        let ids = read
            .iter()
            .map(|it| it["properties"]["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let capitals = [
        "geonames:1138958",
        "geonames:1221874",
        "geonames:1512569",
        "geonames:1528675",
    ];
    let south = [
        "-spat",
        "60",
        "34",
        "75",
        "43",
        "-where",
        "kind = 'capital'",
    ];
    assert_eq!(read(&south), capitals);
    assert_eq!(
        read(&["-where", "country = 'KG' AND kind = 'capital'"]),
        ["geonames:1528675"]
    );
}
