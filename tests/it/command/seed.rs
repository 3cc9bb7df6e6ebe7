//! The example reports, from the files of the project through the command line.

use std::{fs, path::Path};

use serde_json::Value;

use super::Desk;

fn parsed(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/examples");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let said = Desk::new().run(&["geoparse", "--format", "markdown"], text);
    assert_eq!((said.code, said.words.as_str()), (0, ""));
    serde_json::from_str(&said.out).unwrap()
}

/// Whether an example holds an event of the type at the place on the date.
#[track_caller]
fn tells(name: &str, event_type: &str, place: &str, date: &str) {
    let line = parsed(name);
    let events = line["events"].as_array().unwrap();
    let found = events.iter().any(|event| {
        event["event_type"] == event_type
            && event["place"]["id"] == place
            && event["event_date"] == date
    });
    assert!(found, "{event_type} {place} {date} is not in {events:#?}");
}

#[test]
fn the_examples_tell_where_and_when() {
    tells(
        "2022-07-nukus.md",
        "protest",
        "geonames:601294",
        "2022-07-01",
    );
}
