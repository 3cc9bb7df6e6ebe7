//! The example reports, from the files of the project through the command line.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use super::Desk;

const TASHKENT: &str = "geonames:1512569";
const WASHINGTON: &str = "geonames:4140963";

fn events(name: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/examples");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let said = Desk::new().run(&["geoparse", "--format", "markdown"], text);
    assert_eq!((said.code, said.words.as_str()), (0, ""));
    let line: Value = serde_json::from_str(&said.out).unwrap();
    line["events"].as_array().unwrap().clone()
}

/// Whether an example holds an event of the type at the place on the date.
#[track_caller]
fn tells(name: &str, event_type: &str, place: &str, date: &str) {
    let events = events(name);
    let found = events.iter().any(|event| {
        event["event_type"] == event_type
            && event["place"]["id"] == place
            && event["event_date"] == date
    });
    assert!(found, "{event_type} {place} {date} is not in {events:#?}");
}

#[test]
fn the_examples_tell_what_where_and_when() {
    tells(
        "2005-11-khanabad.md",
        "violence_against_civilians",
        "geonames:1514588",
        "2005-05-13",
    );
    tells(
        "2011-12-zhanaozen.md",
        "protest",
        "geonames:610612",
        "2011-12-18",
    );
    tells(
        "2017-10-forish.md",
        "military_exercise",
        "zij:forish-range",
        "2017-10-03",
    );
    tells(
        "2022-01-almaty.md",
        "riot",
        "geonames:1526384",
        "2022-01-05",
    );
    tells(
        "2022-07-nukus.md",
        "protest",
        "geonames:601294",
        "2022-07-01",
    );
    tells(
        "2022-09-isfara.md",
        "agreement",
        "geonames:1216265",
        "2022-09-16",
    );
}

#[test]
fn a_capital_that_stands_for_its_government_places_nothing() {
    for name in [
        "2005-11-khanabad.md",
        "2014-06-manas.md",
        "2017-10-forish.md",
        "2021-05-batken.md",
    ] {
        let events = events(name);
        let places: BTreeSet<_> = events
            .iter()
            .filter_map(|event| event["place"]["id"].as_str())
            .collect();
        for capital in [TASHKENT, WASHINGTON] {
            assert!(
                !places.contains(capital),
                "{name} has an event at {capital}"
            );
        }
    }
}
