use std::{fs, net::TcpListener};

use zij::{event::Status, store::GeoPackage};

use crate::{
    process::{Running, refused, zij},
    sample,
};

#[test]
fn the_server_says_where_it_is_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let server = Running::start(&folder.path().join("store"));
        assert_eq!(server.send("GET /healthz", "", "").0, 200);
        assert_eq!(server.end(signal), Some(0));
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    store.add(vec![sample::report()], vec![], "test").unwrap();
    drop(store);
    let server = Running::start(folder.path());
    let confirm = "{\"id\": \"ev-k2\", \"decision\": \"confirm\"}";
    assert_eq!(
        server.send("POST /review", "application/json", confirm).0,
        200
    );
    server.kill();
    let store = GeoPackage::open(folder.path(), sample::clock).unwrap();
    assert_eq!(
        store.event("ev-k2").unwrap().unwrap().event.status,
        Status::Confirmed
    );
    assert_eq!(store.revisions("ev-k2").unwrap().len(), 2);
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
