use serde_json::{Value, json};

use super::Desk;
use crate::process::Running;

const EVENTS: &str = "id,date,title,lat,lon,type,iso,жертвы\n\
    n1,2022-07-01,Нукус,42.46,59.61,protest,860,да\n\
    o1,2010-06-11,Osh,40.53,72.80,riot,417,\n\
    l1,2018-10-12,Levuka,-17.68,178.83,accident,242,\n\
    a1,2018-10-13,Apia,-13.83,-171.77,accident,882,\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("events.csv", EVENTS);
    assert_eq!(desk.run(&["ingest", "events.csv"], "").code, 0);
    desk
}

/// The titles that an export with these filters holds, in its order.
#[track_caller]
fn check(args: &[&str], expected: &[&str]) {
    let said = desk().run(&[&["export"], args].concat(), "");
    let collection: Value = serde_json::from_str(&said.out).unwrap();
    let features = collection["features"].as_array().unwrap();
    let titles: Vec<_> = features
        .iter()
        .map(|feature| &feature["properties"]["title"])
        .collect();
    assert_eq!(titles, expected, "{args:?}");
}

#[test]
fn an_export_holds_exactly_what_the_filters_leave() {
    check(&["--bbox", "56,37,73,46"], &["Нукус", "Osh"]);
    check(&["--bbox", "170,-20,-170,-10"], &["Apia", "Levuka"]);
    check(
        &["--datetime", "2018-01-01/.."],
        &["Нукус", "Apia", "Levuka"],
    );
    check(&["--event-type", "riot"], &["Osh"]);
    check(&["--event-type", "riot", "--datetime", "2011-01-01"], &[]);
}

#[test]
fn an_export_is_the_servers_download_to_the_byte() {
    let desk = desk();
    desk.run(
        &["ingest", "-"],
        "Protesters gathered in Andijan on 13 May 2005.",
    );
    let server = Running::start_with(&desk.path().join("zij-data"), &["--no-examples"]);
    let filters = [
        ("", ""),
        ("bbox", "56,37,73,46"),
        ("bbox", "170,-20,-170,-10"),
        ("datetime", "2018-01-01/.."),
        ("event_type", "riot,protest"),
        ("group", "contention"),
        ("status", "candidate"),
        ("geo_precision", "1"),
        ("located", "false"),
        ("doc_id", "doc-0"),
        ("dataset", "reports"),
        ("q", "Нукус"),
    ];
    for format in ["geojson", "geojsonl", "csv"] {
        for (name, value) in filters {
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value)
                .finish();
            let query = if name.is_empty() { "" } else { &query };
            let (_, layer) = server.send(&format!("GET /layers/events.{format}?{query}"), "", "");
            let option = format!("--{}={value}", name.replace('_', "-"));
            let options = [option.as_str()];
            let options = if name.is_empty() { &[][..] } else { &options };
            let said = desk.run(&[&["export", "--format", format], options].concat(), "");
            assert_eq!((said.code, said.out), (0, layer), "{format} {query}");
        }
    }
}

#[test]
fn a_filter_without_a_meaning_is_refused() {
    let said = desk().run(&["export", "--bbox", "56,46,73,37"], "");
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(
        said.words
            .contains("bbox has its south (46) north of its north (37)"),
        "{}",
        said.words
    );
}

#[test]
fn an_export_without_a_store_makes_none() {
    let desk = Desk::new();
    let said = desk.run(&["export"], "");
    let words = "zij: there is no store at zij-data; see zij ingest\n";
    assert_eq!((said.code, said.words.as_str()), (2, words));
    assert!(!desk.path().join("zij-data").exists());
}

#[test]
fn an_exported_list_is_there_already_when_it_comes_back() {
    for (format, name) in [
        ("csv", "back.csv"),
        ("geojson", "back.geojson"),
        ("geojsonl", "back.jsonl"),
        ("gpkg", "back.gpkg"),
        ("fgb", "back.fgb"),
    ] {
        let desk = desk();
        let out = desk.run(&["export", "--format", format, "-o", name], "");
        assert_eq!(
            (out.code, out.out.as_str(), out.words.as_str()),
            (0, "", "")
        );
        let said = desk.run(&["ingest", name], "");
        let words = "0 documents, 0 rows: 0 events; 4 there already, 0 refused\n";
        assert_eq!(said.words, words, "{format}");
    }
}

#[test]
fn an_export_is_the_same_to_the_byte_each_time() {
    let desk = desk();
    for format in ["gpkg", "fgb", "xlsx", "kml", "gpx", "geojsons"] {
        let names = [format!("a.{format}"), format!("b.{format}")];
        for name in &names {
            let out = desk.run(&["export", "--format", format, "-o", name], "");
            assert_eq!((out.code, out.words.as_str()), (0, ""));
        }
        let [first, second] = names.map(|name| std::fs::read(desk.path().join(name)).unwrap());
        assert!(!first.is_empty() && first == second, "{format}");
    }
}

#[test]
fn unknown_columns_come_out_as_they_went_in() {
    let out = desk()
        .run(
            &["export", "--event-type", "protest", "--format", "geojsonl"],
            "",
        )
        .out;
    let feature: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(feature["properties"]["жертвы"], json!("да"));
}
