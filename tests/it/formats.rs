//! The event lists that users have, in the exact shape of each: in, and out again as they were.
//! The rows in `tests/lists` are made up, at real places.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};
use tempfile::TempDir;
use zij::{
    document::{Defaults, Format as Input, read},
    event::Event,
    gazetteer::Gazetteer,
    ingest::Pipeline,
    layer::Format,
    store::{GeoPackage, Stored},
};

use crate::sample;

/// A store with an input in it.
struct Shelf {
    store: GeoPackage,
    _folder: TempDir,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            store: GeoPackage::open(folder.path(), sample::clock).unwrap(),
            _folder: folder,
        }
    }

    /// Takes an input whose format nobody tells; the report in words.
    fn take(&self, name: &str, bytes: &[u8]) -> String {
        let head = &bytes[..bytes.len().min(Input::HEAD_BYTES)];
        let format = Input::of(name, None, head).unwrap();
        let batch = read(bytes, name, format, &Defaults::default()).unwrap();
        let pipeline = Pipeline::new(Gazetteer::bundled());
        let report = self.store.take(&pipeline, batch, "list", "test").unwrap();
        assert_eq!(report.refused, []);
        report.to_string()
    }

    fn stored(&self) -> Vec<Stored> {
        self.store.events().unwrap()
    }

    /// The events by their ids.
    fn events(&self) -> BTreeMap<String, Event> {
        let events = self.stored().into_iter().map(|stored| stored.event);
        events.map(|event| (event.id.clone(), event)).collect()
    }

    fn written(&self, format: Format) -> Vec<u8> {
        let mut bytes = Vec::new();
        format.write(self.stored().iter(), &mut bytes).unwrap();
        bytes
    }
}

fn list(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/lists/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read(path).unwrap()
}

fn shelf(name: &str) -> Shelf {
    let shelf = Shelf::new();
    shelf.take(name, &list(name));
    shelf
}

#[test]
fn every_list_is_known_by_itself_and_adds_nothing_when_it_comes_again() {
    for (name, rows) in [
        ("acled.csv", 3),
        ("ucdp.csv", 3),
        ("gdelt.export.CSV", 3),
        ("timemap.json", 2),
        ("plover.jsonl", 2),
        ("polecat.txt", 2),
    ] {
        let shelf = Shelf::new();
        let first = format!("0 documents, {rows} rows: {rows} events; 0 there already, 0 refused");
        assert_eq!(shelf.take(name, &list(name)), first, "{name}");
        let again = format!("0 documents, 0 rows: 0 events; {rows} there already, 0 refused");
        assert_eq!(shelf.take(name, &list(name)), again, "{name}");
    }
}

/// What the list's event with the number says: type, title, day, place and precision, deaths, dataset.
#[track_caller]
fn check(name: &str, at: usize, expected: &Value) {
    let event = &shelf(name).stored()[at].event;
    let place = event.location.as_ref();
    let told = json!({
        "type": event.event_type.as_str(),
        "finer": event.sub_event_type,
        "title": event.title,
        "date": event.date.map(|date| format!("{}/{} {}", date.first(), date.last(), u8::from(date.precision()))),
        "place": place.map(|place| json!([place.name, place.position.lon(), place.position.lat()])),
        "country": place.and_then(|place| place.country.as_deref()),
        "where_prec": place.map(|place| u8::from(place.where_prec)),
        "actors": [event.actor1, event.actor2],
        "deaths": event.fatalities,
        "sources": [event.provenance.source, event.provenance.number_of_sources],
        "dataset": event.dataset,
        "status": event.status.as_str(),
    });
    assert_eq!(told, *expected, "{name} {at}");
}

#[test]
fn acleds_codes_and_precisions_are_read_as_acled_means_them() {
    check(
        "acled.csv",
        1,
        &json!({
            "type": "riot", "finer": "Violent demonstration", "title": "A crowd threw stones in Nukus.",
            "date": "2022-06-27/2022-07-03 3", "place": ["Nukus", 59.61, 42.46], "country": "UZ",
            "where_prec": 1, "actors": ["Rioters (Uzbekistan)", null], "deaths": 0,
            "sources": ["Invented Herald", 1], "dataset": "acled", "status": "confirmed",
        }),
    );
}

#[test]
fn ucdps_codes_and_precisions_are_read_as_ucdp_means_them() {
    check(
        "ucdp.csv",
        0,
        &json!({
            "type": "battle", "finer": "state-based",
            "title": "Government of Tajikistan - Invented Front",
            "date": "1999-08-18/1999-08-21 2", "place": ["Gharm district", 70.37, 39.0], "country": "TJ",
            "where_prec": 3, "actors": ["Government of Tajikistan", "Invented Front"], "deaths": 8,
            "sources": ["Made-up Wire", 1], "dataset": "ucdp_ged", "status": "confirmed",
        }),
    );
}

#[test]
fn gdelts_rows_have_no_header_and_their_codes_of_countries_are_not_isos() {
    check(
        "gdelt.export.CSV",
        1,
        &json!({
            "type": "arrest_or_trial", "finer": "173", "title": "POLICE: coercion, Turkmenistan",
            "date": "2024-05-01/2024-05-01 1", "place": ["Turkmenistan", 60.0, 40.0], "country": "TM",
            "where_prec": 6, "actors": ["POLICE", null], "deaths": null,
            "sources": ["example.org", 1], "dataset": "gdelt", "status": "candidate",
        }),
    );
    check(
        "gdelt.export.CSV",
        2,
        &json!({
            "type": "riot", "finer": "145", "title": "RESIDENTS: protest",
            "date": "2024-05-01/2024-05-01 1", "place": null, "country": null, "where_prec": null,
            "actors": [null, "RESIDENTS"], "deaths": null, "sources": ["example.org", 1],
            "dataset": "gdelt", "status": "candidate",
        }),
    );
}

#[test]
fn timemaps_dates_have_the_month_first_and_its_degrees_are_words() {
    check(
        "timemap.json",
        1,
        &json!({
            "type": "explosion_remote_violence", "finer": "photo",
            "title": "Smoke over the depot near Termez.",
            "date": "2021-12-05/2021-12-05 1", "place": ["Termez", 67.2783, 37.2242], "country": null,
            "where_prec": 1, "actors": [null, null], "deaths": null,
            "sources": ["s3", 1], "dataset": "list", "status": "confirmed",
        }),
    );
}

#[test]
fn plovers_objects_within_objects_are_read() {
    check(
        "plover.jsonl",
        0,
        &json!({
            "type": "riot", "finer": "riot", "title": "set fire",
            "date": "2022-07-01/2022-07-01 1", "place": ["Nukus", 59.61, 42.46], "country": "UZ",
            "where_prec": 1, "actors": ["residents of Nukus", "the government"], "deaths": 18,
            "sources": ["Made-up Wire", 1], "dataset": "invented", "status": "confirmed",
        }),
    );
    check(
        "plover.jsonl",
        1,
        &json!({
            "type": "battle", "finer": "firearms", "title": "firearms, Batken Region",
            "date": "2021-04-29/2021-05-01 1", "place": ["Batken Region", 70.8, 39.9], "country": "KG",
            "where_prec": 4, "actors": ["border guards", null], "deaths": null,
            "sources": [null, 1], "dataset": "invented", "status": "confirmed",
        }),
    );
}

#[test]
fn polecats_rows_are_machine_coded_candidates() {
    check(
        "polecat.txt",
        1,
        &json!({
            "type": "strategic_development", "finer": "curfew", "title": "curfew, Karakalpakstan",
            "date": "2022-07-02/2022-07-02 1", "place": ["Karakalpakstan", 58.76, 43.17],
            "country": "UZ", "where_prec": 4, "actors": ["Uzbekistan", null], "deaths": null,
            "sources": ["Made-up Wire", 1], "dataset": "polecat", "status": "candidate",
        }),
    );
}

/// The rows of a table as maps from column to cell, numbers without the zeros at their ends.
fn rows(bytes: &[u8]) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let mut table = csv::Reader::from_reader(bytes);
    let names: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    let cell = |name: &str, cell: &str| {
        let degrees = cell.parse::<f64>().ok().filter(|_| name.ends_with("tude"));
        degrees.map_or_else(|| cell.to_owned(), |degrees| degrees.to_string())
    };
    let row = |row: csv::StringRecord| {
        let cells = names.iter().zip(&row);
        cells
            .map(|(name, text)| (name.clone(), cell(name, text)))
            .collect()
    };
    let rows = table.records().map(|found| row(found.unwrap())).collect();
    (names, rows)
}

#[test]
fn acleds_and_ucdps_tables_come_out_as_they_went_in_cell_for_cell() {
    for (name, format) in [("acled.csv", Format::Acled), ("ucdp.csv", Format::Ucdp)] {
        let written = shelf(name).written(format);
        assert_eq!(rows(&written), rows(&list(name)), "{name}");
    }
}

fn without_own(mut event: Value) -> Value {
    event.as_object_mut().unwrap().remove("zij");
    event
}

#[test]
fn timemaps_and_plovers_events_come_out_as_they_went_in_value_for_value() {
    let written: Vec<Value> =
        serde_json::from_slice(&shelf("timemap.json").written(Format::TimeMap)).unwrap();
    let written: Vec<Value> = written.into_iter().map(without_own).collect();
    let expected: Vec<Value> = serde_json::from_slice(&list("timemap.json")).unwrap();
    assert_eq!(without_empty(written), without_empty(expected));

    let lines = |bytes: &[u8]| -> Vec<Value> {
        let lines = bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty());
        lines
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect()
    };
    let expected = lines(&list("plover.jsonl"));
    for (written, expected) in lines(&shelf("plover.jsonl").written(Format::Plover))
        .into_iter()
        .map(without_own)
        .zip(expected)
    {
        for (name, value) in expected.as_object().unwrap() {
            contains(name, &written[name], value);
        }
    }
}

/// Whether every member of an object is in the other; what PLOVER knows nothing of may be added.
#[track_caller]
fn contains(name: &str, actual: &Value, expected: &Value) {
    match expected {
        Value::Object(members) => {
            for (member, value) in members {
                contains(&format!("{name}.{member}"), &actual[member], value);
            }
        }
        expected => assert_eq!(actual, expected, "{name}"),
    }
}

fn without_empty(events: Vec<Value>) -> Vec<Value> {
    let kept = |mut event: Value| {
        let members = event.as_object_mut().unwrap();
        members.retain(|_, value| value != "" && value != &json!([]));
        event
    };
    events.into_iter().map(kept).collect()
}

/// Events of every kind: of a report, of a list without a place, of each list that users have.
fn everything() -> Shelf {
    let shelf = Shelf::new();
    let mut report = sample::report();
    report.events[0] = Event {
        id: "ev-00000000000000a1-50".to_owned(),
        event_id: "ev-00000000000000a1".to_owned(),
        ..report.events[0].clone()
    };
    shelf.store.add(vec![report], vec![], "test").unwrap();
    let table = "date,place,type,iso,note\n2010-06,Khanabad,riot,860,\"a;b \"\"c\"\"\"\n\
                 12.10.2018,Osh,Bake sale,417,\n";
    shelf.take("own.csv", table.as_bytes());
    let features = r#"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[178.83,-17.68]},
        "properties":{"title":"Levuka","tags":["a"],"n":5,"yes":true,"source_columns":"x"}}"#;
    shelf.take("own.geojson", features.as_bytes());
    for name in [
        "acled.csv",
        "ucdp.csv",
        "gdelt.export.CSV",
        "plover.jsonl",
        "polecat.txt",
    ] {
        shelf.take(name, &list(name));
    }
    shelf
}

#[test]
fn what_was_exported_in_our_own_formats_is_the_same_in_another_store() {
    let shelf = everything();
    for (format, name) in [
        (Format::GeoJson, "back.geojson"),
        (Format::GeoJsonLines, "back.geojsonl"),
        (Format::GeoJsonSeq, "back.geojsons"),
        (Format::Csv, "back.csv"),
        (Format::GeoPackage, "back.gpkg"),
        (Format::TimeMap, "back.json"),
        (Format::Plover, "back.jsonl"),
    ] {
        let other = Shelf::new();
        other.take(name, &shelf.written(format));
        for (id, event) in shelf.events() {
            assert_eq!(other.events().get(&id), Some(&event), "{format:?}");
        }
        assert_eq!(other.events().len(), shelf.events().len(), "{format:?}");
    }
}

#[test]
fn what_was_exported_whole_is_there_already_when_it_comes_back() {
    let shelf = everything();
    let count = shelf.events().len();
    let unread = [Format::Xlsx, Format::FlatGeobuf, Format::Kml, Format::Gpx];
    for format in Format::ALL.into_iter().filter(|it| !unread.contains(it)) {
        let name = format!("back.{}", format.extension());
        let said = shelf.take(&name, &shelf.written(format));
        let expected = format!("0 documents, 0 rows: 0 events; {count} there already, 0 refused");
        assert_eq!(said, expected, "{format:?}");
    }
}

#[test]
fn an_event_goes_through_acleds_columns_with_its_type_list_status_and_place() {
    let shelf = everything();
    let other = Shelf::new();
    other.take("back.csv", &shelf.written(Format::Acled));
    let told = |event: &Event| {
        let place = event
            .location
            .as_ref()
            .map(|place| (place.name.clone(), place.position));
        let text = (
            event.dataset.clone(),
            event.title.clone(),
            event.sub_event_type.clone(),
        );
        (
            event.event_type,
            event.status,
            event.fatalities,
            place,
            text,
        )
    };
    for (id, event) in shelf.events() {
        let back = other.events().get(&id).map(told);
        assert_eq!(back, Some(told(&event)), "{id}");
    }
}
