use std::{fs, net::TcpListener, process::Command};

use rusqlite::Connection;
use serde_json::json;
use zij::{
    event::Status,
    store::{FILE_NAME, GeoPackage},
};

use crate::{
    process::{Running, refused, zij},
    sample,
};

#[test]
fn the_server_says_where_it_is_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let server = Running::start_with(&folder.path().join("store"), &["--no-examples"]);
        assert_eq!(server.send("GET /healthz", "", "").0, 200);
        assert_eq!(server.end(signal), Some(0));
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let text = "Protesters gathered in Andijan on 13 May 2005.";
    let (status, body) = server.send("POST /documents", "text/plain", text);
    assert_eq!(status, 201, "{body}");
    let report: serde_json::Value = serde_json::from_str(&body).unwrap();
    let id = report["events"][0].as_str().unwrap();
    let confirm = format!("{{\"id\": \"{id}\", \"decision\": \"confirm\"}}");
    assert_eq!(
        server.send("POST /review", "application/json", &confirm).0,
        200
    );
    server.kill();
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    let events = store.events().unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].event.id.as_str(), events[0].event.status),
        (id, Status::Confirmed)
    );
    assert_eq!(store.revisions(id).unwrap().len(), 2);
    let document = store
        .document(report["documents"][0].as_str().unwrap())
        .unwrap();
    assert_eq!(document.unwrap().document.text, text);
}

#[test]
fn a_write_that_the_disk_refuses_is_not_acknowledged_and_leaves_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let limited =
        "trap '' XFSZ; ulimit -f 512; exec \"$0\" serve --port 0 --no-examples --store \"$1\"";
    let mut command = Command::new("sh");
    command
        .args(["-c", limited, env!("CARGO_BIN_EXE_zij")])
        .arg(folder.path());
    let server = Running::of(command);
    let text = |number: u32| {
        format!("Protesters gathered in Andijan on 13 May 2005, again {number}. ").repeat(40)
    };
    let send = |number| {
        server
            .send("POST /documents", "text/plain", &text(number))
            .0
    };
    let taken = (0..400).take_while(|number| send(*number) == 201).count();
    assert!((1..400).contains(&taken), "{taken}");
    assert_eq!(
        server.send("GET /facets", "", "").0,
        200,
        "what is there can still be read"
    );
    server.kill();
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    assert_eq!(documents(&store), taken);
}

fn documents(store: &GeoPackage) -> usize {
    let file = Connection::open(store.path()).unwrap();
    let count = file.query_row("SELECT count(*) FROM documents", [], |row| {
        row.get::<_, i64>(0)
    });
    usize::try_from(count.unwrap()).unwrap()
}

fn events_of(server: &Running) -> u64 {
    let (status, body) = server.send("GET /facets", "", "");
    assert_eq!(status, 200);
    serde_json::from_str::<serde_json::Value>(&body).unwrap()["total"]
        .as_u64()
        .unwrap()
}

#[test]
fn the_example_reports_are_loaded_on_the_first_start_only() {
    let folder = tempfile::tempdir().unwrap();
    let first = Running::start(folder.path());
    let loaded = events_of(&first);
    assert!(loaded > 0);
    assert_eq!(first.end("-TERM"), Some(0));
    assert_eq!(events_of(&Running::start(folder.path())), loaded);

    let file = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let sql = "SELECT group_concat(lang) FROM (SELECT DISTINCT lang FROM documents ORDER BY lang)";
    let languages: String = file.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(languages, "en,ru,uz,uz-Cyrl");
    file.execute_batch("DELETE FROM mentions; DELETE FROM documents; DELETE FROM events")
        .unwrap();
    drop(file);
    assert_eq!(events_of(&Running::start(folder.path())), 0);
}

#[test]
fn example_reports_are_not_mixed_into_a_store_that_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    store.add(vec![sample::report()], vec![], "test").unwrap();
    drop(store);
    assert_eq!(events_of(&Running::start(folder.path())), 1);
}

#[test]
fn the_server_shows_what_another_process_adds() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    store
        .add(vec![sample::report()], vec![], "another process")
        .unwrap();
    assert_eq!(server.send("GET /readyz", "", "").0, 200);
    assert_eq!(events_of(&server), 1);
}

/// The best place that a running server knows of a name.
fn best(server: &Running, name: &str) -> serde_json::Value {
    assert_eq!(server.send("GET /readyz", "", "").0, 200);
    let (status, body) = server.send(&format!("GET /geocode?complete=false&q={name}"), "", "");
    assert_eq!(status, 200, "{body}");
    let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
    answer["candidates"][0]["id"].clone()
}

#[test]
fn a_running_server_knows_own_places_as_they_come_change_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let gazetteer = |args: &[&str]| {
        let mut command = zij(&["gazetteer"]);
        command.args(args).arg("--store").arg(folder.path());
        assert!(command.output().unwrap().status.success(), "{args:?}");
    };
    assert_eq!(best(&server, "Yangilagerqo'rg'on"), json!(null));
    gazetteer(&["add", "Yangilagerqo'rg'on", "--at", "69.24,41.35"]);
    let id = "own:yangilagerqorgon@69.2400,41.3500";
    assert_eq!(best(&server, "Yangilagerqo'rg'on"), json!(id));
    let text = "A fire broke out in Yangilagerqo'rg'on on 12 October 2018.";
    let (_, line) = server.send("POST /geoparse", "text/plain", text);
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["mentions"][0]["place"]["id"], json!(id));
    let list = folder.path().join("more.csv");
    fs::write(&list, "name,lon,lat\nOqtepasoy,66,40\n").unwrap();
    gazetteer(&["import", list.to_str().unwrap()]);
    assert_eq!(
        best(&server, "Oqtepasoy"),
        json!("own:oqtepasoy@66.0000,40.0000")
    );
    gazetteer(&["remove", "more"]);
    assert_eq!(best(&server, "Oqtepasoy"), json!(null));
    assert_eq!(best(&server, "Yangilagerqo'rg'on"), json!(id));
}

#[track_caller]
fn check_refused(args: &[&str], expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let output = zij(args)
        .arg("--store")
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(refused(&output), (Some(2), expected.to_owned()));
}

#[test]
fn an_address_that_cannot_be_used_is_refused() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    check_refused(
        &["serve", "--port", &port.to_string()],
        &format!(
            "zij: cannot listen on 127.0.0.1:{port}, which another program uses: stop it, or choose another --port: Address already in use (os error 98)"
        ),
    );
    check_refused(
        &["--host", "0.0.0.0", "--port", "0"],
        "zij: host is 0.0.0.0, expected a loopback address: anyone who reaches it could read and change everything; say --allow-public if they may",
    );
}

#[test]
fn a_store_that_cannot_be_used_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events.gpkg");
    fs::write(&file, "title,date\nAndijan,2005\n".repeat(100)).unwrap();
    let output = zij(&["serve", "--port", "0", "--store"])
        .arg(folder.path())
        .output()
        .unwrap();
    let expected = format!(
        "zij: {} is no SQLite file, expected a GeoPackage made by zij",
        file.display()
    );
    assert_eq!(refused(&output), (Some(2), expected));
}
