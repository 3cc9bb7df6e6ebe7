//! Whatever a list holds, what was taken, was there already and was refused add up to what was read.

use proptest::prelude::*;
use serde_json::{Value, json};
use zij::{
    document::{Defaults, Format, read},
    gazetteer::Gazetteer,
    ingest::{Pipeline, Report},
    store::GeoPackage,
};

use crate::sample;

/// What stands in a row; a number tells rows apart.
#[derive(Debug, Clone, Copy)]
enum Row {
    Good(u8),
    /// Only the name of its place.
    Named(u8),
    /// A name that nothing is called by.
    Nowhere(u8),
    /// A latitude that no place has.
    Beyond(u8),
    /// A day that no calendar has.
    Undated(u8),
    Empty,
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![
        4 => (0..9_u8).prop_map(Row::Good),
        2 => (0..9_u8).prop_map(Row::Named),
        1 => (0..9_u8).prop_map(Row::Nowhere),
        1 => any::<u8>().prop_map(Row::Beyond),
        1 => any::<u8>().prop_map(Row::Undated),
        1 => Just(Row::Empty),
    ]
}

/// A row's id, day, place, latitude and longitude.
fn cells(row: Row) -> [String; 5] {
    let cells = |id: &str, number: u8, day: u8, place: &str, lat: &str, lon: &str| {
        let day = format!("2022-07-{:02}", day % 40);
        [
            format!("{id}{number}"),
            day,
            place.to_owned(),
            lat.to_owned(),
            lon.to_owned(),
        ]
    };
    match row {
        Row::Good(n) => cells("g", n, n + 1, "Nukus", "42.46", "59.61"),
        Row::Named(n) => cells("n", n, n + 1, "Oʻsh; Ош", "", ""),
        Row::Nowhere(n) => cells("w", n, n + 1, "Qwxyzzy", "", ""),
        Row::Beyond(n) => cells("b", n, 1, "Nukus", "95", "59.61"),
        Row::Undated(n) => cells("u", n, 39, "Nukus", "42.46", "59.61"),
        Row::Empty => Default::default(),
    }
}

/// A table with a header, its cells put into columns by the template: `{0}` is the id.
fn table(header: &str, template: &str, rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| {
        let cells = cells(*row);
        let is_empty = cells[0].is_empty();
        let filled = (0..5).fold(template.to_owned(), |line, at| {
            line.replace(&format!("{{{at}}}"), &cells[at])
        });
        if is_empty {
            let between = if header.contains('\t') { "\t" } else { "," };
            between.repeat(header.matches(between).count())
        } else {
            filled
        }
    });
    format!("{header}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

fn number(text: &str) -> Value {
    text.parse::<f64>().map_or(Value::Null, Value::from)
}

fn feature(row: Row) -> Value {
    let [id, date, place, lat, lon] = cells(row);
    if id.is_empty() {
        return json!({"type": "Feature", "geometry": null, "properties": {}});
    }
    let at = [number(&lon), number(&lat)];
    let geometry = if lat.is_empty() {
        Value::Null
    } else {
        json!({"type": "Point", "coordinates": at})
    };
    json!({"type": "Feature", "id": id, "geometry": geometry, "properties": {"date": date, "place": place}})
}

fn timemap(row: Row) -> Value {
    let [id, date, location, latitude, longitude] = cells(row);
    json!({"id": id, "civId": "", "date": date, "location": location, "latitude": latitude,
        "longitude": longitude, "associations": [], "sources": []})
}

fn plover(row: Row) -> Value {
    let [id, date, place, lat, lon] = cells(row);
    json!({"id": id, "has_event": true, "event": ["PROTEST"], "date": date,
        "event_loc": {"extracted_place": place, "lat": number(&lat), "lon": number(&lon)}})
}

fn lines(of: impl Fn(Row) -> Value, rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| of(*row).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

/// A list in every format, with its name.
fn lists(rows: &[Row]) -> Vec<(&'static str, Format, String)> {
    let features: Vec<Value> = rows.iter().copied().map(feature).collect();
    let events: Vec<Value> = rows.iter().copied().map(timemap).collect();
    let polecat =
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tQuad Code\tPlacename\tLatitude\tLongitude";
    vec![
        (
            "own.csv",
            Format::Csv,
            table("id,date,place,lat,lon", "{0},{1},{2},{3},{4}", rows),
        ),
        (
            "acled.csv",
            Format::Csv,
            table(
                "event_id_cnty,event_date,event_type,location,latitude,longitude",
                "{0},{1},Riots,{2},{3},{4}",
                rows,
            ),
        ),
        (
            "ucdp.csv",
            Format::Csv,
            table(
                "id,date_start,type_of_violence,best,where_coordinates,latitude,longitude",
                "{0},{1},1,0,{2},{3},{4}",
                rows,
            ),
        ),
        (
            "polecat.txt",
            Format::Csv,
            table(polecat, "{0}\t{1}\tPROTEST\tdemo\tQ4\t{2}\t{3}\t{4}", rows),
        ),
        (
            "list.geojson",
            Format::GeoJson,
            json!({"type": "FeatureCollection", "features": features}).to_string(),
        ),
        ("list.geojsonl", Format::JsonLines, lines(feature, rows)),
        ("timemap.json", Format::GeoJson, json!(events).to_string()),
        ("plover.jsonl", Format::JsonLines, lines(plover, rows)),
    ]
}

fn taken(store: &GeoPackage, pipeline: &Pipeline<'_>, list: &(&str, Format, String)) -> Report {
    let (name, format, text) = list;
    let batch = read(text.as_bytes(), name, *format, &Defaults::default()).unwrap();
    store.take(pipeline, batch, name, "test").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_was_taken_known_and_refused_adds_up_and_a_second_time_adds_nothing(
        rows in prop::collection::vec(row(), 1..24)
    ) {
        let pipeline = Pipeline::new(Gazetteer::bundled());
        for list in lists(&rows) {
            let folder = tempfile::tempdir().unwrap();
            let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
            let first = taken(&store, &pipeline, &list);
            let sum = first.taken.records + first.taken.duplicates + first.refused.len();
            prop_assert_eq!(sum, rows.len(), "{}: {:?}", list.0, first);
            prop_assert_eq!(store.events().unwrap().len(), first.taken.records);
            let again = taken(&store, &pipeline, &list);
            let known = first.taken.records + first.taken.duplicates;
            prop_assert_eq!((again.taken.records, again.taken.duplicates), (0, known), "{}", list.0);
            prop_assert_eq!(again.refused.len(), first.refused.len());
        }
    }
}
