//! The main job: an article of defence talks, and reports of our own with the same difficulties.

use std::{fs, io::Write, path::Path};

use zij::{
    document::{Defaults, Format, read},
    event::Event,
    gazetteer::Gazetteer,
    ingest::{Pipeline, examples},
    time::DateSpan,
};

/// Events as `type | date | planned | place | precision`, sorted.
fn lines(events: &[Event]) -> Vec<String> {
    let line = |event: &Event| {
        let date = event.date.map_or_else(|| "-".to_owned(), edtf);
        let planned = if event.planned { "planned" } else { "-" };
        let place = event.location.as_ref();
        let id = place
            .and_then(|place| place.place_id.clone())
            .unwrap_or_else(|| "-".to_owned());
        let precision = place.map_or(0, |place| u8::from(place.where_prec));
        format!(
            "{} | {date} | {planned} | {id} | {precision}",
            event.event_type.as_str()
        )
    };
    let mut lines: Vec<String> = events.iter().map(line).collect();
    lines.sort();
    lines
}

fn edtf(date: DateSpan) -> String {
    let (first, last) = date.edtf();
    last.map_or(first.clone(), |last| format!("{first}/{last}"))
}

#[track_caller]
fn check(events: &[Event], expected: &[&str]) {
    let lines = lines(events);
    for line in expected {
        assert!(
            lines.iter().any(|found| found == line),
            "no {line:?} among {lines:#?}"
        );
    }
}

/// Says on the terminal that the article is not tested; what a passing test prints is shown to nobody.
fn tell_untested(path: &Path) {
    let name = path.display();
    let words = format!(
        "\nNOT TESTED: the article of defence talks is not at {name}; only our own reports are.\n"
    );
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}

const UZBEKISTAN: &str = "geonames:1512440";

#[test]
fn the_article_of_defence_talks_becomes_its_events() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds/defence-talks.txt");
    let Ok(text) = fs::read(&path) else {
        return tell_untested(&path);
    };
    let published = DateSpan::parse_edtf("2018-10-12").unwrap().first();
    let defaults = Defaults {
        published: Some(published),
        ..Defaults::default()
    };
    let batch = read(
        text.as_slice(),
        "defence-talks.txt",
        Format::Text,
        &defaults,
    )
    .unwrap();
    let pipeline = Pipeline::new(Gazetteer::bundled());
    let events = pipeline.parse(batch.documents[0].clone()).events;
    check(
        &events,
        &[
            "military_exercise | 2017-10 | - | zij:forish-range | 2",
            "military_deployment_or_base | - | - | zij:khanabad-air-base | 1",
            "riot | - | - | geonames:1514588 | 1",
            "official_visit | 2018-05 | - | geonames:6252001 | 6",
            "official_visit | 2018-10-15/2018-10-21 | planned | geonames:1512440 | 6",
            "strategic_development | 1999 | - | - | 0",
            "strategic_development | 2012 | - | - | 0",
            "military_deployment_or_base | - | - | geonames:1220409 | 6",
            "military_deployment_or_base | - | - | geonames:1527747 | 6",
        ],
    );
    let helicopters = lines(&events)
        .into_iter()
        .find(|line| line.starts_with("arms_transfer | 2018-03"));
    let place = helicopters
        .as_deref()
        .and_then(|line| line.split(" | ").nth(3));
    assert!(
        place.is_some_and(|place| [UZBEKISTAN, "-"].contains(&place)),
        "{place:?}"
    );
    no_event_is_at_a_government(&events);
}

/// Moscow, Washington and Tashkent stand for their governments all through the article.
fn no_event_is_at_a_government(events: &[Event]) {
    for id in ["geonames:524901", "geonames:4140963", "geonames:1512569"] {
        let at: Vec<&Event> = events
            .iter()
            .filter(|event| {
                event
                    .location
                    .as_ref()
                    .is_some_and(|place| place.place_id.as_deref() == Some(id))
            })
            .collect();
        assert!(at.is_empty(), "{at:#?}");
    }
}

/// The events of the bundled example report with a title.
fn example(title: &str) -> Vec<Event> {
    let found = examples()
        .into_iter()
        .find(|document| document.title.as_deref() == Some(title));
    let document = found.unwrap_or_else(|| panic!("no example report is called {title:?}"));
    Pipeline::new(Gazetteer::bundled()).parse(document).events
}

#[test]
fn our_report_of_the_exercises_is_placed_at_the_range() {
    check(
        &example("Uzbek and Russian soldiers train in the mountains of Jizzakh"),
        &[
            "military_exercise | 2017-10-03/2017-10-07 | - | zij:forish-range | 2",
            "strategic_development | 2012 | - | - | 0",
            "official_visit | 2017-04 | - | geonames:524901 | 1",
        ],
    );
}

#[test]
fn our_report_of_the_base_keeps_the_three_khanabads_apart() {
    let events = example("The last aircraft leave Khanabad");
    check(
        &events,
        &[
            "violence_against_civilians | 2005-05-13 | - | geonames:1514588 | 1",
            "agreement | 2005-11-14 | - | geonames:524901 | 1",
        ],
    );
    let ids = events
        .iter()
        .filter_map(|event| event.location.as_ref()?.place_id.as_deref());
    let others = ["geonames:1513578", "geonames:1137168", "geonames:7053316"];
    assert_eq!(ids.filter(|id| others.contains(id)).count(), 0);
}

#[test]
fn our_russian_report_of_january_is_placed_in_its_cities() {
    check(
        &example("Январские события в Казахстане"),
        &[
            "protest | 2022-01-02 | - | geonames:607610 | 1",
            "riot | 2022-01-05 | - | geonames:1526384 | 1",
        ],
    );
}

#[test]
fn our_uzbek_report_of_july_is_placed_in_nukus() {
    check(
        &example("Nukusda favqulodda holat"),
        &["protest | 2022-07-01 | - | geonames:601294 | 1"],
    );
}
