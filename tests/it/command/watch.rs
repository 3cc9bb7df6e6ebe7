use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use super::Desk;

const FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Made-up Wire</title>\
    <link>https://example.org/</link><description>x</description><item><title>Nukus</title>\
    <link>https://example.org/1</link><pubDate>Sat, 02 Jul 2022 18:00:00 +0500</pubDate>\
    <description>Protesters gathered in Nukus on 1 July 2022.</description></item></channel></rss>";

/// A server that answers requests one after the other and keeps the heads of all.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/feed.rss", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = asked.clone();
        thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let head = lines
                    .map(Result::unwrap)
                    .take_while(|line| !line.is_empty());
                seen.lock()
                    .unwrap()
                    .push(head.collect::<Vec<_>>().join("\n"));
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(status: &str, head: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

#[test]
fn a_feed_is_fetched_again_only_when_it_has_changed() {
    let head = "Content-Type: application/rss+xml; charset=utf-8\r\nETag: \"v1\"\r\n";
    let answers = vec![
        answer("200 OK", head, FEED),
        answer("304 Not Modified", "", ""),
    ];
    let (server, desk) = (Server::start(answers), Desk::new());
    let said = desk.run(&["watch", "--once", &server.address], "");
    let taken = "1 document, 0 rows: 1 event; 0 there already, 0 refused";
    assert_eq!(
        (said.code, said.words),
        (0, format!("{}: {taken}\n", server.address))
    );
    let said = desk.run(&["watch", "--once", &server.address], "");
    assert_eq!((said.code, said.words.as_str()), (0, ""));
    let asked = server.asked();
    assert!(!asked[0].contains("if-none-match"), "{}", asked[0]);
    assert!(
        asked[1].to_lowercase().contains("if-none-match: \"v1\""),
        "{}",
        asked[1]
    );
    assert!(
        asked[1].to_lowercase().contains("user-agent: zij/"),
        "{}",
        asked[1]
    );
}

#[test]
fn a_source_that_fails_does_not_keep_the_others_from_being_taken() {
    let down = answer("503 Service Unavailable", "Retry-After: 7200\r\n", "");
    let (server, desk) = (Server::start(vec![down]), Desk::new());
    fs::create_dir(desk.path().join("in")).unwrap();
    desk.file("in/osh.txt", "Protesters gathered in Osh on 1 July 2022.");
    desk.file("in/.partial.txt", "Protesters gathered in Jizzakh.");
    let said = desk.run(&["watch", "--once", &server.address, "missing", "in"], "");
    let address = &server.address;
    let expected = format!(
        "{address}: the server answered 503, expected 200 or 304; the next look is in 7200 seconds\n\
         missing: cannot be read: No such file or directory (os error 2); the next look is in 1800 seconds\n\
         in/osh.txt: 1 document, 0 rows: 1 event; 0 there already, 0 refused\n"
    );
    assert_eq!((said.code, said.words), (1, expected));
}

#[test]
fn a_file_that_is_still_being_written_is_left_for_the_next_look() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join("reports")).unwrap();
    desk.file("reports/list.csv", "date,place\n2022-07-01,Nukus\n");
    let path = desk.path().join("reports/list.csv");
    let writer = thread::spawn(move || {
        let mut file = fs::File::options().append(true).open(path).unwrap();
        for day in 1..=25 {
            writeln!(file, "2022-08-{day:02},Nukus").unwrap();
            thread::sleep(Duration::from_millis(100));
        }
    });
    let said = desk.run(&["watch", "--once", "reports"], "");
    writer.join().unwrap();
    let words = "reports/list.csv: is still being written; it is left for the next look\n";
    assert_eq!(said.words, words);
    let said = desk.run(&["watch", "--once", "reports"], "");
    assert!(said.words.contains("26 rows"), "{}", said.words);
}
