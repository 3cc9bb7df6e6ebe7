use std::{fs, path::Path, sync::Arc, thread};

use rusqlite::Connection;
use zij::{
    event::{Event, EventType, Status},
    store::{Added, Decision, FILE_NAME, GeoPackage, Stored, StoredDocument},
};

use crate::sample;

fn open(folder: &Path) -> GeoPackage {
    GeoPackage::open(folder, sample::clock).unwrap()
}

fn chain(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

#[test]
fn what_was_added_is_read_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let report = sample::report();
    let unlocated = sample::event("ev-2", EventType::Other, None, None);
    let added = open(folder.path())
        .add(vec![report.clone()], vec![unlocated.clone()], "test")
        .unwrap();
    let ids = ["ev-k2", "ev-2"].map(str::to_owned).to_vec();
    let doc_id = report.document.id.to_string();
    assert_eq!(
        added,
        Added {
            documents: vec![doc_id.clone()],
            events: ids,
            records: 1,
            ..Added::default()
        }
    );

    let store = open(folder.path());
    let now = sample::clock();
    let stored = |revision, event| Stored {
        event,
        created_at: now,
        updated_at: now,
        revision,
    };
    let expected = vec![stored(1, report.events[0].clone()), stored(2, unlocated)];
    assert_eq!(store.events().unwrap(), expected);
    assert_eq!(store.changes_since(1).unwrap(), expected[1..]);
    assert_eq!(store.event("ev-k2").unwrap().as_ref(), expected.first());
    assert_eq!(store.event("ev-3").unwrap(), None);
    let document = StoredDocument {
        document: report.document,
        mentions: report.mentions,
    };
    assert_eq!(store.document(&doc_id).unwrap(), Some(document));
    assert_eq!(store.revision().unwrap(), 2);
}

#[test]
fn what_is_there_already_is_a_duplicate_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.add(vec![sample::report()], vec![], "test").unwrap();
    store.decide("ev-k2", Decision::Confirm, "test").unwrap();
    let again = store
        .add(vec![sample::report()], sample::report().events, "test")
        .unwrap();
    let known = vec![sample::report().document.id.to_string(), "ev-k2".to_owned()];
    assert_eq!(
        again,
        Added {
            duplicates: known,
            ..Added::default()
        }
    );
    assert_eq!(
        store.event("ev-k2").unwrap().unwrap().event.status,
        Status::Confirmed
    );
}

#[test]
fn decisions_are_revisions_and_undo_puts_the_state_before_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.add(vec![sample::report()], vec![], "ingest").unwrap();
    let added = store.event("ev-k2").unwrap().unwrap().event;

    let chosen = Decision::Choose(Box::new(sample::location("Xonobod", 72.97499, 40.8026)));
    let moved = store.decide("ev-k2", chosen, "aziza").unwrap().event;
    assert_eq!(moved.status, Status::Confirmed);
    assert_eq!(
        moved.location,
        Some(sample::location("Xonobod", 72.97499, 40.8026))
    );
    let weighed: Vec<_> = moved.candidates.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(weighed, ["zij:khanabad-air-base", "geonames:1513578"]);

    store.decide("ev-k2", Decision::Reject, "aziza").unwrap();
    let undone = store.decide("ev-k2", Decision::Undo, "aziza").unwrap();
    assert_eq!(undone.event, moved);
    assert_eq!(store.event("ev-k2").unwrap(), Some(undone));
    assert_eq!(
        store
            .decide("ev-k2", Decision::Undo, "aziza")
            .unwrap()
            .event,
        added
    );
    let nothing = store.decide("ev-k2", Decision::Undo, "aziza").unwrap_err();
    assert_eq!(
        nothing.to_string(),
        "event \"ev-k2\" has no decision to undo"
    );

    let history = store.revisions("ev-k2").unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|it| format!("{} {} {}", it.revision, it.who, it.change))
        .collect();
    let expected = [
        "1 ingest added",
        "2 aziza place chosen",
        "3 aziza rejected",
        "4 aziza undone",
        "5 aziza undone",
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_geopackage_tells_when_it_was_last_changed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.add(vec![sample::report()], vec![], "ingest").unwrap();
    let last_change = || {
        let file = Connection::open(folder.path().join(FILE_NAME)).unwrap();
        let sql = "SELECT last_change FROM gpkg_contents WHERE table_name = 'events'";
        file.query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!(last_change(), "2018-10-12T09:00:00.000Z");
    let later = || "2018-10-12T10:30:00Z".parse().unwrap();
    let store = GeoPackage::open(folder.path(), later).unwrap();
    store.decide("ev-k2", Decision::Reject, "aziza").unwrap();
    assert_eq!(last_change(), "2018-10-12T10:30:00.000Z");
}

#[test]
fn a_decision_on_no_event_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = open(folder.path())
        .decide("ev-9", Decision::Confirm, "test")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "event is \"ev-9\", expected the id of an event in the store"
    );
}

#[test]
fn writers_and_readers_at_the_same_time_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(open(folder.path()));
    let write = |writer: usize| {
        let store = Arc::clone(&store);
        thread::spawn(move || {
            for number in 0..10 {
                let event = sample::event(
                    &format!("ev-{writer}-{number}"),
                    EventType::Protest,
                    None,
                    None,
                );
                assert_eq!(
                    store.add(vec![], vec![event], "test").unwrap().events.len(),
                    1
                );
                assert!(store.revision().unwrap() > 0);
            }
        })
    };
    for writer in (0..4).map(write).collect::<Vec<_>>() {
        writer.join().unwrap();
    }
    assert_eq!(store.events().unwrap().len(), 40);
    assert_eq!(store.revision().unwrap(), 40);
}

#[test]
fn what_is_remembered_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    assert_eq!(store.remembered("examples").unwrap(), None);
    store.remember("examples", "loading").unwrap();
    store.remember("examples", "loaded").unwrap();
    drop(store);
    assert_eq!(
        open(folder.path())
            .remembered("examples")
            .unwrap()
            .as_deref(),
        Some("loaded")
    );
}

#[track_caller]
fn check_refused(make: impl FnOnce(&Path), expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE_NAME);
    make(&file);
    let before = fs::read(&file).unwrap();
    let message = chain(&GeoPackage::open(folder.path(), sample::clock).unwrap_err());
    assert_eq!(
        message.replace(&file.display().to_string(), "FILE"),
        expected
    );
    assert_eq!(
        fs::read(&file).unwrap(),
        before,
        "a file that is refused is not changed"
    );
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_left_alone() {
    let sql = |sql: &'static str| {
        move |file: &Path| Connection::open(file).unwrap().execute_batch(sql).unwrap()
    };
    check_refused(
        |file| fs::write(file, "event_date,title\n2018-10-12,Andijan\n".repeat(40)).unwrap(),
        "FILE is no SQLite file, expected a GeoPackage made by zij",
    );
    check_refused(
        sql("CREATE TABLE notes (text TEXT)"),
        "FILE is an SQLite file but no GeoPackage, expected a GeoPackage made by zij",
    );
    check_refused(
        sql("PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (table_name TEXT)"),
        "FILE is a GeoPackage of another program, expected a GeoPackage made by zij",
    );
}

#[test]
fn a_store_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let file = folder.path().join(FILE_NAME);
    let newer = "INSERT INTO migrations VALUES (99, '2031-01-01T00:00:00Z')";
    Connection::open(&file)
        .unwrap()
        .execute_batch(newer)
        .unwrap();
    let message = GeoPackage::open(folder.path(), sample::clock)
        .unwrap_err()
        .to_string();
    assert_eq!(
        message.replace(&file.display().to_string(), "FILE"),
        "FILE has schema 99, expected 4 or older: a newer zij has written it"
    );
}

#[test]
fn a_store_of_an_older_program_gets_the_columns_that_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let older = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    older
        .execute_batch(include_str!("../../src/store/schema_1.sql"))
        .unwrap();
    let mark = "INSERT INTO migrations VALUES (1, '2018-01-01T00:00:00Z');
        PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;";
    older.execute_batch(mark).unwrap();
    drop(older);
    let hurt = Event {
        injured: Some(17),
        ..sample::event("ev-2", EventType::Accident, None, None)
    };
    open(folder.path())
        .add(vec![], vec![hurt.clone()], "test")
        .unwrap();
    let read = open(folder.path()).events().unwrap();
    let events: Vec<_> = read.into_iter().map(|stored| stored.event).collect();
    assert_eq!(events, [hurt]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "").unwrap();
    let error = GeoPackage::open(&file.join("store"), sample::clock).unwrap_err();
    let expected = format!(
        "cannot make the folder {}: Not a directory (os error 20)",
        file.join("store").display()
    );
    assert_eq!(chain(&error), expected);
}

#[test]
fn a_cell_changed_by_another_program_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.add(vec![sample::report()], vec![], "test").unwrap();
    let change = "UPDATE events SET event_type = 'war'";
    Connection::open(store.path())
        .unwrap()
        .execute_batch(change)
        .unwrap();
    let message = chain(&store.events().unwrap_err());
    assert!(
        message.contains("event_type is \"war\", expected an event type"),
        "{message}"
    );
}

#[test]
fn a_writer_gives_up_while_another_process_writes_for_too_long() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let other = Connection::open(store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store
        .add(vec![sample::report()], vec![], "test")
        .unwrap_err();
    assert!(error.is_busy(), "{error}");
    assert_eq!(store.events().unwrap(), [], "readers do not wait");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(
        store
            .add(vec![sample::report()], vec![], "test")
            .unwrap()
            .events,
        ["ev-k2"]
    );
}

#[test]
fn an_edit_is_undone_to_what_an_older_version_had_kept_of_the_event() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let osh = sample::osh();
    store.add(vec![], vec![osh.clone()], "test").unwrap();
    store.decide("osh", Decision::Confirm, "test").unwrap();
    store.decide("osh", Decision::Undo, "test").unwrap();
    let file = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let sql = "UPDATE revisions SET state = json_remove(state, '$.said')";
    assert_eq!(file.execute(sql, []).unwrap(), 3);

    let edited = Event {
        event_type: EventType::Riot,
        title: "Ош".to_owned(),
        date: None,
        fatalities: Some(3),
        ..osh.clone()
    };
    let edit = Decision::Edit(Box::new(edited.clone()));
    assert_eq!(store.decide("osh", edit, "test").unwrap().event, edited);
    assert_eq!(store.event("osh").unwrap().unwrap().event, edited);
    let undone = store.decide("osh", Decision::Undo, "test").unwrap();
    assert_eq!(undone.event, osh);
    let error = store.decide_at("osh", Some(1), Decision::Delete, "test");
    let told = "\"osh\" is at revision 5, expected 1: it has been changed since";
    assert_eq!(error.unwrap_err().to_string(), told);
}
