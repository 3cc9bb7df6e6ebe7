//! `/stream` of the program as it runs: what comes while a client listens, and after it comes back.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;

use crate::process::Running;

/// No message takes so long that a test would have to wait for more.
const WAIT_S: u64 = 60;

/// A client that listens.
struct Listener {
    lines: BufReader<TcpStream>,
}

/// A message: its number, its kind, and what it says.
#[derive(Debug, PartialEq)]
struct Message {
    id: i64,
    kind: String,
    data: String,
}

impl Listener {
    fn open(server: &Running, query: &str, last: Option<i64>) -> Self {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(WAIT_S)))
            .unwrap();
        let seen = last.map_or_else(String::new, |id| format!("last-event-id: {id}\r\n"));
        let host = &server.address;
        // HTTP/1.0 has no chunks between the lines.
        let request = format!("GET /stream{query} HTTP/1.0\r\nhost: {host}\r\n{seen}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut listener = Self {
            lines: BufReader::new(stream),
        };
        let head = listener.block().unwrap();
        assert!(head[0].ends_with("200 OK"), "{head:?}");
        assert!(
            head.iter()
                .any(|it| it == "content-type: text/event-stream"),
            "{head:?}"
        );
        listener
    }

    /// The lines up to the next empty one; none at the end.
    fn block(&mut self) -> Option<Vec<String>> {
        let mut block = Vec::new();
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            match line.trim_end() {
                "" => return Some(block),
                line => block.push(line.to_owned()),
            }
        }
    }

    /// The next message; none at the end.
    fn next(&mut self) -> Option<Message> {
        loop {
            let block = self.block()?;
            let field = |name: &str| {
                let found = block.iter().find_map(|line| line.strip_prefix(name));
                found.map(str::to_owned)
            };
            if let Some(data) = field("data: ") {
                return Some(Message {
                    id: field("id: ")?.parse().ok()?,
                    kind: field("event: ").unwrap_or_default(),
                    data,
                });
            }
        }
    }

    /// The next change: its number, and the event's id and status.
    fn change(&mut self) -> (i64, String, String) {
        let message = self.next().unwrap();
        let event: Value = serde_json::from_str(&message.data).unwrap();
        let word = |name: &str| event["properties"][name].as_str().unwrap().to_owned();
        assert_eq!(
            (message.kind.as_str(), &event["type"]),
            ("", &Value::from("Feature"))
        );
        (message.id, word("id"), word("status"))
    }
}

/// Adds an event by a report; its id.
fn add(server: &Running, text: &str) -> String {
    let (status, body) = server.send("POST /documents", "text/plain", text);
    assert_eq!(status, 201, "{body}");
    let report: Value = serde_json::from_str(&body).unwrap();
    report["events"][0].as_str().unwrap().to_owned()
}

fn confirm(server: &Running, id: &str) {
    let body = format!("{{\"id\": \"{id}\", \"decision\": \"confirm\"}}");
    assert_eq!(
        server.send("POST /review", "application/json", &body).0,
        200
    );
}

const ANDIJAN: &str = "Protesters gathered in Andijan on 13 May 2005.";
const OSH: &str = "Protesters gathered in Osh on 14 June 2010.";

#[test]
fn who_listens_is_told_of_each_new_and_changed_event() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let mut all = Listener::open(&server, "", None);
    let mut south = Listener::open(&server, "?bbox=72.5,40,73,41", None);
    for listener in [&mut all, &mut south] {
        let first = listener.next().unwrap();
        assert_eq!((first.id, first.kind.as_str()), (0, "listening"));
    }
    let andijan = add(&server, ANDIJAN);
    let candidate = "candidate".to_owned();
    assert_eq!(all.change(), (1, andijan.clone(), candidate.clone()));
    confirm(&server, &andijan);
    assert_eq!(all.change(), (2, andijan, "confirmed".to_owned()));
    let osh = add(&server, OSH);
    assert_eq!(all.change(), (3, osh.clone(), candidate.clone()));
    assert_eq!(
        south.change(),
        (3, osh, candidate),
        "only what the filter holds"
    );
}

#[test]
fn who_comes_back_is_told_what_was_missed_and_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let andijan = add(&server, ANDIJAN);
    let osh = add(&server, OSH);
    confirm(&server, &andijan);
    let kinds = |listener: &mut Listener| listener.next().unwrap().kind;
    let mut back = Listener::open(&server, "", Some(1));
    assert_eq!(kinds(&mut back), "listening");
    assert_eq!(back.change(), (2, osh.clone(), "candidate".to_owned()));
    assert_eq!(back.change(), (3, andijan, "confirmed".to_owned()));
    let mut by_address = Listener::open(&server, "?after=1&event_type=protest", None);
    assert_eq!(kinds(&mut by_address), "listening");
    assert_eq!(by_address.change().1, osh);
    // A number that this store has not come to yet is as good as the present.
    let mut ahead = Listener::open(&server, "", Some(1_000_000));
    assert_eq!(ahead.next().unwrap().id, 3);
}

#[test]
fn streams_end_when_the_server_does() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let mut listener = Listener::open(&server, "", None);
    assert_eq!(listener.next().unwrap().kind, "listening");
    assert_eq!(server.end("-TERM"), Some(0));
    assert_eq!(listener.next(), None);
}

#[test]
fn what_another_process_adds_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start_with(folder.path(), &["--no-examples"]);
    let mut listener = Listener::open(&server, "", None);
    assert_eq!(listener.next().unwrap().kind, "listening");
    let store = zij::store::GeoPackage::open(folder.path(), crate::sample::clock).unwrap();
    store
        .add(vec![], vec![crate::sample::osh()], "another process")
        .unwrap();
    assert_eq!(
        listener.change(),
        (1, "osh".to_owned(), "candidate".to_owned())
    );
}
