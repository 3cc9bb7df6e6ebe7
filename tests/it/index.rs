use std::sync::Arc;

use proptest::prelude::*;
use zij::{
    event::{Event, EventType, Status, WherePrecision},
    filter::{Filter, Params},
    index::{Live, Snapshot},
    space::LonLat,
    store::{Decision, GeoPackage, Stored},
};

use crate::sample;

fn filter(query: &str) -> Filter {
    let mut params = Params::parse(query).unwrap();
    let filter = Filter::take(&mut params).unwrap();
    params.finish().unwrap();
    filter
}

fn stored(revision: i64, event: Event) -> Stored {
    let now = sample::clock();
    Stored {
        event,
        created_at: now,
        updated_at: now,
        revision,
    }
}

fn ids(snapshot: &Snapshot, query: &str) -> Vec<String> {
    let filter = filter(query);
    let rows = snapshot.rows(&filter);
    assert_eq!(snapshot.count(&filter), rows.len(), "{query}");
    rows.into_iter()
        .map(|row| snapshot.entry(row).event.id.clone())
        .collect()
}

fn towns() -> Snapshot {
    let at = |name, lon, lat| Some((name, lon, lat));
    let events = [
        sample::event(
            "a",
            EventType::Protest,
            at("Andijan", 72.3442, 40.7821),
            Some("2005-05-13"),
        ),
        sample::event(
            "b",
            EventType::Battle,
            at("Osh", 72.7985, 40.5283),
            Some("2010-06"),
        ),
        sample::event("c", EventType::Agreement, None, Some("2018-10-12")),
        sample::event(
            "d",
            EventType::Other,
            at("Levuka", 178.8333, -17.6833),
            None,
        ),
        sample::event(
            "e",
            EventType::Other,
            at("Apia", -171.7667, -13.8333),
            Some("2018-10-12"),
        ),
    ];
    Snapshot::of(
        (1..)
            .zip(events)
            .map(|(revision, event)| stored(revision, event))
            .collect(),
    )
}

#[track_caller]
fn check(query: &str, expected: &[&str]) {
    assert_eq!(ids(&towns(), query), expected, "{query}");
}

#[test]
fn filters_select_events_latest_first_and_undated_last() {
    check("", &["c", "e", "b", "a", "d"]);
    check("bbox=72,40,73,41", &["b", "a"]);
    check("bbox=170,-20,-170,0", &["e", "d"]);
    check("bbox=72.3442,40.7821,72.3442,40.7821", &["a"]);
    check("datetime=2010-06-15", &["b"]);
    check("datetime=2010-07-01/..", &["c", "e"]);
    check("datetime=../2010-06-01", &["b", "a"]);
    check("event_type=battle,protest", &["b", "a"]);
    check("group=hazard_and_civil", &["e", "d"]);
    check("located=false", &["c"]);
    check("located=true&group=diplomacy", &[]);
    check("geo_precision=1&datetime=2018-10-12", &["e"]);
    check("q=LEV", &["d"]);
    check("q=event+apia", &["e"]);
    check("dataset=sample&event_type=agreement", &["c"]);
    check("dataset=other", &[]);
    check("doc_id=doc-1", &[]);
}

#[test]
fn an_empty_snapshot_answers_with_nothing() {
    let empty = Snapshot::of(Vec::new());
    assert_eq!(ids(&empty, "bbox=-180,-90,180,90"), Vec::<String>::new());
    assert_eq!(ids(&empty, "located=false"), Vec::<String>::new());
    assert!(empty.is_empty());
}

#[test]
fn a_changed_event_takes_the_place_of_its_earlier_state() {
    let mut changed = sample::event("a", EventType::Riot, None, Some("2019-01-01"));
    changed.status = Status::Confirmed;
    let snapshot = towns().with(vec![stored(9, changed.clone())]);
    assert_eq!(ids(&snapshot, ""), ["a", "c", "e", "b", "d"]);
    assert_eq!(ids(&snapshot, "status=confirmed&located=false"), ["a"]);
    assert_eq!(snapshot.by_id("a").map(|it| &it.event), Some(&changed));
    assert_eq!((snapshot.revision(), snapshot.len()), (9, 5));
}

#[test]
fn a_reader_keeps_its_snapshot_while_the_store_changes() {
    let folder = tempfile::tempdir().unwrap();
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    store.add(vec![sample::report()], vec![], "test").unwrap();
    let live = Live::of(store).unwrap();
    let before = live.snapshot();
    let other = GeoPackage::open(folder.path(), sample::clock).unwrap();
    other
        .decide("ev-k2", Decision::Reject, "another process")
        .unwrap();
    assert!(Arc::ptr_eq(&before, &live.snapshot()));
    let after = live.refresh().unwrap();
    assert_eq!(ids(&before, "status=rejected"), Vec::<String>::new());
    assert_eq!(ids(&after, "status=rejected"), ["ev-k2"]);
    assert!(Arc::ptr_eq(&after, &live.refresh().unwrap()));
}

/// Longitudes and latitudes that meet often, and some that differ by less than the index's unit.
fn position() -> impl Strategy<Value = Option<LonLat>> {
    let edges = |all: &'static [f64]| prop::sample::select(all);
    let lon = prop_oneof![
        edges(&[
            -180.0,
            -179.999_999_96,
            -90.0,
            0.0,
            0.000_000_04,
            67.5,
            90.0,
            180.0
        ]),
        -180.0..=180.0_f64,
        60.0..=75.0_f64,
    ];
    let lat = prop_oneof![
        edges(&[
            -90.0,
            -85.051_128_78,
            0.0,
            -0.000_000_04,
            40.979_898_07,
            85.051_128_78,
            90.0
        ]),
        -90.0..=90.0_f64,
        36.0..=45.0_f64,
    ];
    prop::option::weighted(
        0.9,
        (lon, lat).prop_map(|(lon, lat)| LonLat::new(lon, lat).unwrap()),
    )
}

prop_compose! {
    fn any_event()(
        at in position(),
        event_type in prop::sample::select(EventType::ALL),
        precision in 1..=7_u8,
        status in prop::sample::select(&[Status::Candidate, Status::Confirmed, Status::Rejected]),
        day in prop::option::weighted(0.8, prop::sample::select(&["2017", "2017-10", "2017-10-03", "2018-01-01"])),
        dataset in prop::sample::select(&["reports", "acled"]),
    ) -> Event {
        let mut event = sample::event("", event_type, at.map(|at| ("Somewhere", at.lon(), at.lat())), day);
        if let Some(place) = &mut event.location {
            place.where_prec = WherePrecision::try_from(precision).unwrap();
        }
        event.status = status;
        dataset.clone_into(&mut event.dataset);
        event
    }
}

fn any_query() -> impl Strategy<Value = String> {
    let bbox = (position(), position()).prop_map(|(a, b)| {
        let (a, b) = a.zip(b)?;
        let (south, north) = (a.lat().min(b.lat()), a.lat().max(b.lat()));
        Some(format!("bbox={},{south},{},{north}", a.lon(), b.lon()))
    });
    let rest = prop::sample::subsequence(
        vec![
            "datetime=2017-10-02/2017-12-31",
            "group=conflict,diplomacy",
            "status=candidate",
            "geo_precision=1,3",
            "dataset=acled",
            "located=true",
        ],
        0..=3,
    );
    (bbox, rest).prop_map(|(bbox, rest)| {
        let rest = rest.into_iter().map(str::to_owned);
        bbox.into_iter().chain(rest).collect::<Vec<_>>().join("&")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_index_answers_what_a_plain_scan_answers(
        events in prop::collection::vec(any_event(), 0..700),
        queries in prop::collection::vec(any_query(), 8),
    ) {
        let named = |(number, event): (usize, Event)| Event { id: format!("ev-{number:04}"), ..event };
        let events: Vec<Event> = events.into_iter().enumerate().map(named).collect();
        let stored: Vec<_> = events.iter().cloned().map(|event| stored(1, event)).collect();
        let (before, after) = stored.split_at(stored.len() / 2);
        let snapshot = Snapshot::of(before.to_vec()).with(after.to_vec());
        for event in &events {
            prop_assert_eq!(snapshot.by_id(&event.id).map(|it| &it.event), Some(event));
        }
        for query in queries {
            let filter = filter(&query);
            let mut expected: Vec<&Event> = events.iter().filter(|event| filter.matches(event)).collect();
            expected.sort_by_key(|event| (std::cmp::Reverse(event.date.map(zij::time::DateSpan::first)), &event.id));
            let expected: Vec<&str> = expected.iter().map(|event| event.id.as_str()).collect();
            prop_assert_eq!(ids(&snapshot, &query), expected, "{}", query);
        }
    }
}
