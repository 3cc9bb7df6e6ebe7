//! GDAL, as QGIS uses it, on what we store and serve. `tests/run` installs it.

use std::{path::Path, process::Command};

use serde_json::Value;
use zij::{
    document::{Defaults, Format, Record, read},
    event::{Event, EventType},
    gazetteer::Gazetteer,
    ingest::Pipeline,
    store::GeoPackage,
};

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

/// The items of a site and what is left of a download by GDAL, as pairs of an id and a value of a property.
fn pairs(features: &[Value], names: [&str; 2]) -> Vec<[String; 2]> {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let pair = |it: &Value| names.map(|name| text(&it["properties"][name]));
    let mut pairs: Vec<_> = features.iter().map(pair).collect();
    pairs.sort();
    pairs
}

/// Where the features are, by their ids.
fn points(features: &[Value]) -> Vec<(String, Value)> {
    let point = |it: &Value| {
        let id = it["properties"]["id"].as_str().unwrap_or_default();
        // KML's points have a height, which is none.
        let at = it["geometry"]["coordinates"].as_array();
        (
            id.to_owned(),
            at.map_or(Value::Null, |at| at[..2].to_vec().into()),
        )
    };
    let mut points: Vec<_> = features.iter().map(point).collect();
    points.sort_by(|a, b| a.0.cmp(&b.0));
    points
}

/// Events that are hard to write: markup, control characters, capitals alone apart, a long text, beyond 180 degrees, before 1900.
fn hard() -> Vec<Event> {
    let at = |name, lon, lat| Some((name, lon, lat));
    let mut markup = sample::event(
        "markup",
        EventType::Riot,
        at("Levuka & <Ovalau>", 178.8333, -17.6833),
        Some("1874-10-10"),
    );
    "Ўш & <b>\"Ош\"</b> ]]> 'x'".clone_into(&mut markup.title);
    markup.notes = Some("=1+1".to_owned());
    for (name, value) in [("Title", "Қўқон"), ("fid", "7"), ("a \"b\" <c>", "=2+2")] {
        markup.extra.insert(name.to_owned(), value.into());
    }
    markup.extra.insert("жертвы".to_owned(), 5.into());
    let mut long = sample::event(
        "long",
        EventType::Accident,
        at("Apia", -171.7667, -13.8333),
        Some("2018-10"),
    );
    long.notes = Some("ўзун ".repeat(20_000));
    let west = at("Taveuni", 180.0, -16.8);
    let edge = sample::event("edge", EventType::Other, west, None);
    vec![markup, long, edge]
}

/// What GDAL makes of the download with an extension, as features of `GeoJSON`.
fn downloaded(server: &Running, folder: &Path, extension: &str, query: &str) -> Vec<Value> {
    let path = folder.join(format!("download.{extension}"));
    let path = path.to_str().unwrap();
    let address = format!("http://{}/layers/events.{extension}{query}", server.address);
    gdal("curl", &["-sf", "-o", path, &address]);
    let mut all = vec!["-f", "GeoJSON", "/vsistdout/", path];
    // A GPX file has layers for routes and tracks too.
    all.extend((extension == "gpx").then_some("waypoints"));
    features(&gdal("ogr2ogr", &all))
}

#[test]
fn gdal_reads_the_rows_of_the_items_from_every_download() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.add(vec![], hard(), "test").unwrap();
    drop(store);
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let (_, items) = server.send("GET /collections/events/items?limit=100", "", "");
    let items = features(&items);
    let located: Vec<_> = items
        .iter()
        .filter(|it| !it["geometry"].is_null())
        .cloned()
        .collect();
    assert_eq!((items.len(), located.len()), (7, 6));
    for (extension, names, expected) in [
        ("geojsons", ["id", "title"], &items),
        ("gpkg", ["id", "title"], &items),
        ("fgb", ["id", "title"], &located),
        ("kml", ["id", "title"], &located),
        ("gpx", ["zij_id", "name"], &located),
        ("xlsx", ["id", "title"], &items),
    ] {
        let read = downloaded(&server, folder.path(), extension, "");
        let title = pairs(expected, ["id", "title"]);
        assert_eq!(pairs(&read, names), title, "{extension}");
        if !["xlsx", "gpx"].contains(&extension) {
            assert_eq!(points(&read), points(expected), "{extension}");
        }
    }
}

#[test]
fn typed_downloads_have_the_values_of_the_items() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.add(vec![], hard(), "test").unwrap();
    drop(store);
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let sequence = downloaded(&server, folder.path(), "geojsons", "?located=true");
    for extension in ["gpkg", "fgb", "xlsx"] {
        let read = downloaded(&server, folder.path(), extension, "?located=true");
        for name in [
            "confidence",
            "fatalities",
            "actor2",
            "location",
            "Региoн",
            "жертвы",
        ] {
            let expected = pairs(&sequence, ["id", name]);
            assert_eq!(pairs(&read, ["id", name]), expected, "{extension} {name}");
        }
        let expected = pairs(&sequence, ["id", "Title"]);
        assert_eq!(
            pairs(&read, ["id", "source_column_Title"]),
            expected,
            "{extension}"
        );
    }
    let rows = downloaded(&server, folder.path(), "gpkg", "?event_type=accident");
    assert_eq!(
        rows[0]["properties"]["notes"]
            .as_str()
            .unwrap()
            .chars()
            .count(),
        100_000
    );
}

#[test]
fn the_index_of_a_download_finds_what_a_box_holds() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.add(vec![], hard(), "test").unwrap();
    drop(store);
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    for extension in ["gpkg", "fgb"] {
        downloaded(&server, folder.path(), extension, "");
        let path = folder.path().join(format!("download.{extension}"));
        let valley = ["-spat", "70", "40", "74", "42", path.to_str().unwrap()];
        let args = [
            &["-f", "GeoJSON", "-select", "id"],
            &valley[..5],
            &["/vsistdout/"],
            &valley[5..],
        ];
        let found = features(&gdal("ogr2ogr", &args.concat()));
        let ids = pairs(&found, ["id", "id"]);
        assert_eq!(
            ids,
            ["andijan", "osh"].map(|id| [id.to_owned(), id.to_owned()]),
            "{extension}"
        );
    }
    let path = folder.path().join("download.gpkg");
    let sql = "SELECT HasSpatialIndex('events', 'geom')";
    let told = gdal("ogrinfo", &["-q", path.to_str().unwrap(), "-sql", sql]);
    assert!(told.contains("HasSpatialIndex (Integer) = 1"), "{told}");
}

#[test]
fn a_download_of_nothing_is_a_file_of_no_rows() {
    let folder = tempfile::tempdir().unwrap();
    drop(store(folder.path()));
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    for extension in ["gpkg", "fgb", "gpx"] {
        let read = downloaded(&server, folder.path(), extension, "?event_type=riot");
        assert_eq!(read, Vec::<Value>::new(), "{extension}");
    }
    // GDAL takes the names of the columns for a row where none follows.
    let sheet = downloaded(&server, folder.path(), "xlsx", "?event_type=riot");
    let names: Vec<_> = sheet
        .iter()
        .map(|row| &row["properties"]["Field1"])
        .collect();
    assert_eq!(names, ["id"]);
    let (_, kml) = server.send("GET /layers/events.kml?event_type=riot", "", "");
    let path = folder.path().join("download.kml");
    std::fs::write(&path, kml).unwrap();
    // A document without placemarks has no layer either.
    gdal("ogrinfo", &["-al", path.to_str().unwrap()]);
}

/// The properties of features without null ones, as both kinds of tile tell them, in the order of their ids.
fn told(features: &[Value]) -> Vec<String> {
    let properties = |feature: &Value| {
        let properties = feature["properties"].as_object().unwrap();
        let told = properties
            .iter()
            .filter(|(name, value)| !value.is_null() && *name != "mvt_id");
        let told: std::collections::BTreeMap<_, _> = told.collect();
        serde_json::to_string(&told).unwrap()
    };
    let mut all: Vec<_> = features.iter().map(properties).collect();
    all.sort();
    all
}

/// Where each feature is, by its properties.
fn positions(features: &[Value]) -> Vec<[f64; 2]> {
    let mut all: Vec<_> = features
        .iter()
        .map(|it| {
            (
                told(std::slice::from_ref(it)),
                &it["geometry"]["coordinates"],
            )
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let number = |value: &Value| value.as_f64().unwrap();
    let both = |at: &Value| [number(&at[0]), number(&at[1])];
    all.into_iter().map(|(_, at)| both(at)).collect()
}

#[test]
fn gdal_reads_the_same_rows_from_both_kinds_of_tile() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let crowd = (0..1_600).map(|number| {
        let (lon, lat) = (f64::from(number % 40) / 8.0, f64::from(number / 40) / 16.0);
        let at = Some(("Near Qarshi", 64.0 + lon, 37.0 + lat));
        sample::event(
            &format!("ev-{number}"),
            EventType::Riot,
            at,
            Some("2018-10"),
        )
    });
    store.add(vec![], crowd.collect(), "test").unwrap();
    drop(store);
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    for (tile, rows, shift) in [
        ("0/0/0", 2, 0.1),
        ("5/21/12", 20, 0.003),
        ("8/174/98", 1, 0.001),
    ] {
        let (_, geojson) = server.send(&format!("GET /tiles/events/{tile}.geojson"), "", "");
        let plain = features(&geojson);
        let [zoom, column, row] = tile.split('/').collect::<Vec<_>>()[..] else {
            panic!("three parts");
        };
        let address = format!(
            "MVT:/vsicurl/http://{}/tiles/events/{tile}.mvt",
            server.address
        );
        let options = [
            ("X", column),
            ("Y", row),
            ("Z", zoom),
            ("CLIP", "NO"),
            ("METADATA_FILE", ""),
        ];
        let options: Vec<String> = options
            .map(|(name, value)| format!("{name}={value}"))
            .into();
        let mut args = vec![
            "-f",
            "GeoJSON",
            "-t_srs",
            "EPSG:4326",
            "/vsistdout/",
            &address,
        ];
        args.extend(options.iter().flat_map(|option| ["-oo", option]));
        let vector = features(&gdal("ogr2ogr", &args));
        assert_eq!(told(&vector), told(&plain), "{tile}");
        assert!(vector.len() >= rows, "{tile}: {}", vector.len());
        for (a, b) in positions(&vector).iter().zip(positions(&plain)) {
            let off = (a[0] - b[0]).abs().max((a[1] - b[1]).abs());
            assert!(off < shift, "{tile}: {a:?} {b:?}");
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

const POINTS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"Point","coordinates":[59.61,42.46]},
     "properties":{"title":"Нукус","event_date":"2022-07-01","type":"protest","killed":18,"score":0.5}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[178.83,-17.68]},
     "properties":{"title":"Levuka","event_date":"2018-10-12","type":"accident","killed":null,"score":1.5}}]}"#;

/// What the file of GDAL's, in a format and a coordinate reference system, is read as.
fn converted(driver: &str, name: &str, crs: &str) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from.geojson"), folder.path().join(name));
    std::fs::write(&from, POINTS).unwrap();
    let (from, to) = (from.to_str().unwrap(), to.to_str().unwrap());
    gdal("ogr2ogr", &["-f", driver, "-t_srs", crs, to, from]);
    let bytes = std::fs::read(to).unwrap();
    let format = Format::of(name, None, &bytes[..Format::HEAD_BYTES.min(bytes.len())]).unwrap();
    let batch =
        read(&bytes[..], name, format, &Defaults::default()).map_err(|error| error.to_string())?;
    let row = |row: &Record| {
        let at = row.position.map(|at| (at.lon(), at.lat()));
        let day = row.date.map(|date| date.first().to_string());
        format!(
            "{:?} {at:?} {day:?} {:?} {}",
            row.title, row.fatalities, row.extra["score"]
        )
    };
    let refused = batch.refused.iter().map(ToString::to_string);
    let mut told: Vec<String> = batch.records.iter().map(row).chain(refused).collect();
    told.sort();
    Ok(told)
}

#[test]
fn geopackages_and_flatgeobufs_of_gdal_are_read() {
    let expected = [
        "Some(\"Levuka\") Some((178.83, -17.68)) Some(\"2018-10-12\") None 1.5",
        "Some(\"Нукус\") Some((59.61, 42.46)) Some(\"2022-07-01\") Some(18) 0.5",
    ];
    for (driver, name) in [("GPKG", "a.gpkg"), ("FlatGeobuf", "a.fgb")] {
        let told = converted(driver, name, "EPSG:4326");
        assert_eq!(told, Ok(expected.map(str::to_owned).to_vec()), "{driver}");
    }
}

#[test]
fn coordinates_of_another_system_are_refused_and_not_taken_for_degrees() {
    let metres = converted("FlatGeobuf", "a.fgb", "EPSG:3857").unwrap_err();
    let expected =
        "a damaged FlatGeobuf file: its coordinates are in EPSG 3857, expected WGS 84 (EPSG 4326)";
    assert_eq!(metres, expected);
    let refused = converted("GPKG", "a.gpkg", "EPSG:3857").unwrap();
    let expected = "a.gpkg/from: coordinates \"3857\": expected points in WGS 84 (EPSG 4326)";
    assert_eq!(refused, [expected]);
}

#[test]
fn the_file_of_one_store_gives_another_the_same_events() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let report = sample::report();
    let event = Event {
        id: "ev-00000000000000a1-50".to_owned(),
        ..report.events[0].clone()
    };
    let first = GeoPackage::open(folders[0].path(), sample::clock).unwrap();
    first.add(vec![], vec![event.clone()], "test").unwrap();
    drop(first);
    let bytes = std::fs::read(folders[0].path().join(zij::store::FILE_NAME)).unwrap();
    let batch = read(
        &bytes[..],
        "events.gpkg",
        Format::GeoPackage,
        &Defaults::default(),
    )
    .unwrap();
    let second = GeoPackage::open(folders[1].path(), sample::clock).unwrap();
    let pipeline = Pipeline::new(Gazetteer::bundled());
    second.take(&pipeline, batch, "list", "test").unwrap();
    let back = second.event(&event.id).unwrap().unwrap().event;
    assert_eq!(back, event);
}
