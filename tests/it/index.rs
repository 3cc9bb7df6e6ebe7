use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use proptest::prelude::*;
use zij::{
    event::{Event, EventType, Status, WherePrecision},
    filter::{Filter, Params},
    index::{Bound, Cell, FILE_NAME, Facets, Live, Page, Snapshot, Stop},
    space::{Bbox, LonLat, Tile},
    store::{Decision, GeoPackage, Stored},
    time::DateSpan,
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

/// So many that the R-tree holds several runs of blocks.
const MANY: i32 = 20_000;

#[test]
fn boxes_of_many_events_hold_what_a_plain_scan_finds() {
    let at = |number: i32| {
        let (lon, lat) = (
            number * 7919 % 36_000 - 18_000,
            number * 104_729 % 17_000 - 8_500,
        );
        (f64::from(lon) / 100.0, f64::from(lat) / 100.0)
    };
    let event = |number| {
        let (lon, lat) = at(number);
        let id = number.to_string();
        sample::event(&id, EventType::Protest, Some(("somewhere", lon, lat)), None)
    };
    let snapshot = Snapshot::of((0..MANY).map(|number| stored(1, event(number))).collect());
    for bbox in [
        "60,37,75,45",
        "170,-60,-170,60",
        "-180,-90,180,90",
        "-1,-1,1,1",
        "72.3,40.7,72.4,40.8",
    ] {
        let filter = filter(&format!("bbox={bbox}"));
        let holds = |number: &i32| filter.matches(&event(*number));
        let expected = (0..MANY).filter(holds).count();
        assert_eq!(snapshot.count(&filter), expected, "{bbox}");
        assert_eq!(snapshot.rows(&filter).len(), expected, "{bbox}");
    }
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
    assert_eq!(snapshot.by_id("a").map(|it| it.event), Some(changed));
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

/// Every event of a snapshot is counted by each of its ways, and they come by the hundred.
fn check_whole(snapshot: &Snapshot) {
    let everything = filter("");
    let whole = Tile::new(0, 0, 0).unwrap();
    let cells = snapshot.tile_cells(&everything, whole, 4);
    let counts = [
        snapshot.count(&everything),
        snapshot.rows(&everything).len(),
        cells.iter().map(|cell| cell.count).sum(),
        snapshot.count(&filter("event_type=riot")),
        Facets::of(snapshot, &everything).total,
        snapshot.len(),
    ];
    assert_eq!(counts, [snapshot.len(); 6]);
    assert_eq!(snapshot.len() % 100, 0);
}

#[test]
fn readers_see_a_snapshot_whole_while_others_write_and_runs_are_merged() {
    let folder = tempfile::tempdir().unwrap();
    let live = Live::of(GeoPackage::open(folder.path(), sample::clock).unwrap()).unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    check_whole(&live.snapshot());
                }
            });
        }
        for batch in 0..50 {
            let event = |number: u32| {
                let (lon, lat) = (
                    60.0 + f64::from(number) / 10.0,
                    38.0 + f64::from(batch) / 10.0,
                );
                let id = format!("ev-{batch}-{number}");
                sample::event(
                    &id,
                    EventType::Riot,
                    Some(("Town", lon, lat)),
                    Some("2018-10"),
                )
            };
            let events = (0..100).map(event).collect();
            live.store().add(vec![], events, "test").unwrap();
            live.refresh().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(live.snapshot().len(), 5_000);
    check_whole(&live.snapshot());
}

#[test]
fn the_next_start_takes_the_index_from_its_file_and_makes_it_anew_where_it_does_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    let open = || GeoPackage::open(folder.path(), sample::clock).unwrap();
    open().add(vec![], decade(), "test").unwrap();
    let file = folder.path().join(FILE_NAME);
    let start = || {
        let live = Live::of(open()).unwrap();
        let written = std::fs::metadata(&file).unwrap().modified().unwrap();
        (ids(&live.snapshot(), ""), written)
    };
    let first = start();
    assert_eq!(first.0.len(), 30_000);
    assert_eq!(start(), first);
    open().decide("ev-00007", Decision::Reject, "test").unwrap();
    let live = Live::of(open()).unwrap();
    assert_eq!(ids(&live.snapshot(), "status=rejected"), ["ev-00007"]);
    assert_eq!(live.snapshot().len(), 30_000);
    drop(live);
    let other = tempfile::tempdir().unwrap();
    let elsewhere = GeoPackage::open(other.path(), sample::clock).unwrap();
    let event = sample::event("alone", EventType::Riot, None, None);
    elsewhere.add(vec![], vec![event], "test").unwrap();
    std::fs::copy(&file, other.path().join(FILE_NAME)).unwrap();
    let live = Live::of(elsewhere).unwrap();
    assert_eq!(ids(&live.snapshot(), ""), ["alone"]);
    std::fs::write(&file, "broken").unwrap();
    assert_eq!(start().0, first.0);
}

#[test]
fn a_question_is_given_up_when_nobody_waits_for_the_answer() {
    let stored = decade().into_iter().map(|event| stored(1, event)).collect();
    let snapshot = Snapshot::of(stored);
    let stop = Stop::default();
    let asked = snapshot.until(stop.clone());
    let protests = filter("event_type=protest");
    assert!(asked.count(&protests) > 1_000);
    assert_eq!(asked.count(&protests), snapshot.count(&protests));
    stop.now();
    assert!(asked.is_given_up());
    assert_eq!(asked.count(&protests), 0);
    assert!(snapshot.count(&protests) > 1_000);
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

/// Every event is counted once, in its type, and lies in the box of a cell.
fn check_cells(cells: &[Cell], events: &[&Event]) -> Result<(), TestCaseError> {
    let count = |kind| {
        cells
            .iter()
            .flat_map(move |cell| cell.types.iter().filter(move |it| it.0 == kind))
    };
    for kind in EventType::ALL {
        let expected = events
            .iter()
            .filter(|event| event.event_type == *kind)
            .count();
        prop_assert_eq!(count(*kind).map(|it| it.1).sum::<usize>(), expected);
    }
    prop_assert_eq!(
        cells.iter().map(|cell| cell.count).sum::<usize>(),
        events.len()
    );
    for event in events {
        let at = event.location.as_ref().unwrap().position;
        prop_assert!(
            cells.iter().any(|cell| cell.extent.contains(at)),
            "{:?}",
            at
        );
    }
    Ok(())
}

fn check_facets(facets: &Facets, events: &[&Event]) -> Result<(), TestCaseError> {
    let positions = || {
        events
            .iter()
            .filter_map(|event| event.location.as_ref())
            .map(|place| place.position)
    };
    let dates = || events.iter().filter_map(|event| event.date);
    prop_assert_eq!(facets.total, events.len());
    prop_assert_eq!(facets.located, positions().count());
    prop_assert_eq!(facets.undated, events.len() - dates().count());
    prop_assert_eq!(facets.extent, Bbox::around(positions()).map(Bbox::edges));
    let days = dates()
        .map(DateSpan::first)
        .min()
        .zip(dates().map(DateSpan::last).max());
    prop_assert_eq!(facets.dates, days.map(Into::into));
    let counted = |counts: &serde_json::Map<String, serde_json::Value>| {
        counts
            .values()
            .filter_map(serde_json::Value::as_u64)
            .sum::<u64>()
    };
    for counts in [&facets.event_type, &facets.group, &facets.status] {
        prop_assert_eq!(counted(counts), events.len() as u64);
    }
    let protests = events
        .iter()
        .filter(|event| event.event_type == EventType::Protest)
        .count();
    prop_assert_eq!(
        facets
            .event_type
            .get("protest")
            .map_or(0, |it| it.as_u64().unwrap()),
        protests as u64
    );
    Ok(())
}

/// Pages hold the rows on either side of a row, and the counts of all others.
fn check_pages(snapshot: &Snapshot, filter: &Filter) -> Result<(), TestCaseError> {
    let rows = snapshot.rows(filter);
    for (limit, at) in [
        (1, 0),
        (7, rows.len() / 2),
        (500, rows.len() / 3),
        (40, rows.len()),
    ] {
        let beyond = rows.last().map_or(0, |last| last + 1);
        let row = rows.get(at).copied().unwrap_or(beyond);
        let (from, to) = (at.saturating_sub(limit), rows.len().min(at + limit));
        let page = |range: Range<usize>| Page {
            before: range.start,
            behind: rows.len() - range.end,
            rows: rows[range].to_vec(),
        };
        prop_assert_eq!(snapshot.page(filter, Bound::From(row), limit), page(at..to));
        prop_assert_eq!(
            snapshot.page(filter, Bound::Before(row), limit),
            page(from..at)
        );
        prop_assert_eq!(page(at..to).matched(), rows.len());
    }
    Ok(())
}

/// 30,000 events of ten years around the towns of a region, as many in one town as in all others.
fn decade() -> Vec<Event> {
    let towns = [
        (69.2163, 41.2646),
        (72.3442, 40.7821),
        (72.7985, 40.5283),
        (65.9215, 38.8336),
    ];
    let event = |number: u32| {
        let mixed = number.wrapping_mul(2_654_435_761);
        let (lon, lat) = towns[(mixed >> 29) as usize % 4];
        let offset = |bits: u32| f64::from(bits % 1_000) / 2_000.0;
        let (year, month, day) = (
            2010 + mixed % 10,
            1 + (mixed >> 8) % 12,
            1 + (mixed >> 12) % 28,
        );
        let date = match mixed % 7 {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let kind = EventType::ALL[(mixed >> 16) as usize % EventType::ALL.len()];
        let at = Some(("Town", lon + offset(mixed >> 4), lat + offset(mixed >> 14)));
        sample::event(&format!("ev-{number:05}"), kind, at, Some(&date))
    };
    (0..30_000).map(event).collect()
}

#[test]
fn an_index_of_many_blocks_and_months_answers_what_a_plain_scan_answers() {
    let stored = decade().into_iter().map(|event| stored(1, event)).collect();
    let snapshot = Snapshot::of(stored);
    let queries = [
        "datetime=2012-03-01/2012-03-30",
        "datetime=2012-06-15/2013-06-14",
        "datetime=2019-12-31/..&event_type=battle",
        "bbox=69,41,69.4,41.6&datetime=2011-02-10/2011-03-10",
        "bbox=65,38,73,42&datetime=2015-01-01/2015-12-31",
        "event_type=protest,riot",
        "bbox=72.5,40,73,41",
    ];
    let all: Vec<Event> = snapshot.events().map(|it| it.event).collect();
    for query in queries {
        let filter = filter(query);
        let met: Vec<&Event> = all.iter().filter(|event| filter.matches(event)).collect();
        check_pages(&snapshot, &filter).unwrap();
        let found = ids(&snapshot, query);
        assert_eq!(
            found,
            met.iter()
                .map(|event| event.id.as_str())
                .collect::<Vec<_>>(),
            "{query}"
        );
        for zoom in [0, 3, 6, 9] {
            let tile = Tile::at(LonLat::new(69.3, 41.3).unwrap(), zoom).unwrap();
            let inside = |event: &&&Event| tile.contains(event.location.as_ref().unwrap().position);
            let expected: Vec<&Event> = met.iter().filter(inside).copied().collect();
            check_cells(&snapshot.tile_cells(&filter, tile, 4), &expected).unwrap();
        }
    }
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
            prop_assert_eq!(snapshot.by_id(&event.id).map(|it| it.event), Some(event.clone()));
        }
        for query in queries {
            let filter = filter(&query);
            let mut expected: Vec<&Event> = events.iter().filter(|event| filter.matches(event)).collect();
            expected.sort_by_key(|event| (std::cmp::Reverse(event.date.map(DateSpan::first)), &event.id));
            let expected: Vec<&str> = expected.iter().map(|event| event.id.as_str()).collect();
            prop_assert_eq!(ids(&snapshot, &query), expected, "{}", query);
        }
    }

    #[test]
    fn tiles_and_counts_answer_what_a_plain_scan_answers(
        events in prop::collection::vec((any_event(), 0..500_u32), 0..700),
        runs in 1..9_usize,
        queries in prop::collection::vec((any_query(), position(), 0..=22_u8), 8),
    ) {
        // Many ids come more than once, each time in another state: the last one counts.
        let named = |(event, number): (Event, u32)| Event { id: format!("ev-{number}"), ..event };
        let events = events.into_iter().map(named);
        let stored: Vec<_> = events.map(|event| stored(1, event)).collect();
        let last: BTreeMap<&str, &Event> = stored.iter().map(|it| (it.event.id.as_str(), &it.event)).collect();
        let mut snapshot = Snapshot::default();
        for run in stored.chunks(stored.len() / runs + 1) {
            snapshot = snapshot.with(run.to_vec());
        }
        let all: Vec<Event> = snapshot.events().map(|it| it.event).collect();
        prop_assert_eq!(all.len(), snapshot.len());
        let held: BTreeMap<&str, &Event> = all.iter().map(|event| (event.id.as_str(), event)).collect();
        prop_assert_eq!(held, last);
        for (query, at, zoom) in queries {
            let filter = filter(&query);
            let met: Vec<&Event> = all.iter().filter(|event| filter.matches(event)).collect();
            check_facets(&Facets::of(&snapshot, &filter), &met)?;
            check_pages(&snapshot, &filter)?;
            let tile = Tile::at(at.unwrap_or(LonLat::ORIGIN), zoom).unwrap();
            let within = |event: &&&Event| event.location.as_ref().is_some_and(|place| tile.contains(place.position));
            let expected: Vec<&Event> = met.iter().filter(within).copied().collect();
            let rows = snapshot.tile_rows(&filter, tile);
            let found: Vec<Event> = rows.iter().map(|row| snapshot.entry(*row).event).collect();
            prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected.clone(), "{} {:?}", query, tile);
            check_cells(&snapshot.tile_cells(&filter, tile, 4), &expected)?;
        }
    }
}
