//! How much the server answers in a second of a core, beside a bare `axum`: `cargo bench --bench http`.
//!
//! Each server is a process of its own, so that the client's work does not count; both are asked the same
//! way in turn. An argument is the number of events: `cargo bench --bench http -- 1000000`.

#![expect(clippy::print_stdout, reason = "its figures are its output")]

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use zij::{
    event::{Event, EventType, Location, Provenance, Status, WherePrecision},
    space::LonLat,
    store::GeoPackage,
    time::{Date, DateSpan, Shift, Timestamp},
};

/// How long each server is asked at a time, and how often.
const ROUND: Duration = Duration::from_millis(700);
const ROUNDS: usize = 5;

/// How many boxes of a size are asked for in turn.
const BOXES: u32 = 97;

/// What the bare server answers.
const HELLO: &str = "Hello, World!";

/// Clock ticks of a second in `/proc` (`USER_HZ`, 100 on Linux).
const TICKS: f64 = 100.0;

type Done<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Done<()> {
    if env::args().any(|argument| argument == "hello") {
        return hello();
    }
    let count = env::args().find_map(|argument| argument.parse().ok());
    let count = count.unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    fill(folder.path(), count)?;
    let start = Instant::now();
    let mut map = Server::start(Command::new(env!("CARGO_BIN_EXE_zij")).args([
        "serve",
        "--no-examples",
        "--port",
        "0",
        "--store",
        &folder.path().to_string_lossy(),
    ]))?;
    let first = start.elapsed();
    drop(map);
    let start = Instant::now();
    map = Server::start(Command::new(env!("CARGO_BIN_EXE_zij")).args([
        "serve",
        "--no-examples",
        "--port",
        "0",
        "--store",
        &folder.path().to_string_lossy(),
    ]))?;
    let tile = map.ask("/tiles/events/5/22/11.geojson?event_type=protest", "gzip")?;
    println!(
        "first start {} ms; start with its index and first tile of {} bytes {} ms; resident {} MB, of them not in files {} MB",
        first.as_millis(),
        tile,
        start.elapsed().as_millis(),
        map.status("VmRSS")? / 1000,
        map.status("RssAnon")? / 1000,
    );
    let mut bare = Server::start(Command::new(env::current_exe()?).arg("hello"))?;
    println!("\n| request | bytes | a core-second | axum hello | ratio |\n|---|---|---|---|---|");
    let large = |limit: usize| vec![boxed([69.24, 41.3], 0.5, limit)];
    let requests = [
        (
            "cached compressed tile",
            vec!["/tiles/events/5/22/11.geojson".to_owned()],
            "gzip",
        ),
        ("boxes of 1 feature", boxes(count, 1), ""),
        ("boxes of 100", boxes(count, 100), ""),
        ("boxes of 1,000", boxes(count, 1_000), ""),
        ("1 of a quarter of all", large(1), ""),
        ("100 of a quarter of all", large(100), ""),
        ("1,000 of a quarter of all", large(1_000), ""),
    ];
    for (name, paths, coding) in requests {
        compare(name, &paths, coding, &mut map, &mut bare)?;
    }
    layer(&mut map)
}

/// The address of the items in a box.
fn boxed([lon, lat]: [f64; 2], half: f64, limit: usize) -> String {
    let edges = [lon - half, lat - half, lon + half, lat + half];
    let edges = edges.map(|edge| format!("{edge:.6}")).join(",");
    format!("/collections/events/items?bbox={edges}&limit={limit}")
}

/// Addresses of different boxes, each of which holds about so many of the events.
fn boxes(count: u32, features: u16) -> Vec<String> {
    // The events are spread evenly over two degrees by two.
    let half = (f64::from(features) / f64::from(count)).sqrt();
    let offset = |number: u32| f64::from(number.wrapping_mul(2_654_435_761) >> 16) / 65_536.0 - 0.5;
    let center = |number| [69.24 + offset(number), 41.3 + offset(number + 500)];
    let numbers = 0..BOXES;
    numbers
        .map(|number| boxed(center(number), half, 10_000))
        .collect()
}

fn compare(
    name: &str,
    paths: &[String],
    coding: &str,
    map: &mut Server,
    bare: &mut Server,
) -> Done<()> {
    let (mut ours, mut theirs, mut bytes) = (0.0_f64, 0.0_f64, 0);
    for path in paths {
        bytes += map.ask(path, coding)?;
    }
    bytes /= paths.len();
    for _ in 0..ROUNDS {
        ours = ours.max(map.rate(paths, coding)?);
        theirs = theirs.max(bare.rate(&["/".to_owned()], "")?);
    }
    println!(
        "| {name} | {bytes} | {ours:.0} | {theirs:.0} | {:.2} |",
        ours / theirs
    );
    Ok(())
}

/// A download of every event, packed on its way.
fn layer(map: &mut Server) -> Done<()> {
    let (before, peak) = (map.cpu_s()?, map.status("VmRSS")?);
    let bytes = map.ask("/layers/events.geojson", "gzip")?;
    println!(
        "\nlayer, gzip: {} MB in {:.2} core-seconds; not in files, {} MB more at the end than before",
        bytes / 1_000_000,
        map.cpu_s()? - before,
        (map.status("VmRSS")? - peak) / 1000
    );
    Ok(())
}

/// A server in a process of its own, with a connection that is kept.
struct Server {
    process: Child,
    address: String,
    connection: BufReader<TcpStream>,
}

impl Server {
    /// Starts it, and waits for the address that it prints.
    fn start(command: &mut Command) -> Done<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        let output = process.stdout.take().ok_or("no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let address = line.split("http://").nth(1).ok_or(line.clone())?;
        let address = address.trim().trim_end_matches('/').to_owned();
        let connection = TcpStream::connect(&address)?;
        connection.set_nodelay(true)?;
        Ok(Self {
            process,
            connection: BufReader::new(connection),
            address,
        })
    }

    /// Asks, and reads the whole answer; its bytes.
    fn ask(&mut self, path: &str, coding: &str) -> Done<usize> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept-encoding: {coding}\r\n\r\n",
            self.address
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.connection.read_line(&mut head)? == 0 {
                return Err("the server has hung up".into());
            }
        }
        if !head.starts_with("HTTP/1.1 200") {
            return Err(head.into());
        }
        let head = head.to_lowercase();
        match head.split("content-length: ").nth(1) {
            Some(rest) => {
                let length = rest.split("\r\n").next().unwrap_or_default().parse()?;
                self.skip(length)?;
                Ok(length)
            }
            None => self.chunks(),
        }
    }

    /// Reads chunks up to the empty one; their bytes.
    fn chunks(&mut self) -> Done<usize> {
        let mut bytes = 0;
        loop {
            let mut line = String::new();
            self.connection.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16)?;
            self.skip(length + 2)?;
            bytes += length;
            if length == 0 {
                return Ok(bytes);
            }
        }
    }

    fn skip(&mut self, bytes: usize) -> io::Result<()> {
        let mut body = self.connection.by_ref().take(bytes as u64);
        io::copy(&mut body, &mut io::sink()).map(drop)
    }

    /// How many answers a second of a core gives.
    fn rate(&mut self, paths: &[String], coding: &str) -> Done<f64> {
        let (start, before) = (Instant::now(), self.cpu_s()?);
        let (mut answers, mut paths) = (0.0, paths.iter().cycle());
        while start.elapsed() < ROUND || self.cpu_s()? - before < 0.1 {
            for path in paths.by_ref().take(20) {
                self.ask(path, coding)?;
                answers += 1.0;
            }
        }
        Ok(answers / (self.cpu_s()? - before))
    }

    /// The time of cores that the process has taken, in seconds.
    fn cpu_s(&self) -> Done<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let rest = stat.rsplit(')').next().ok_or("no name")?;
        let ticks = rest.split(' ').skip(12).take(2).map(str::parse::<f64>);
        Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
    }

    /// A line of the process's status, in kB.
    fn status(&self, name: &str) -> Done<i64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find(|line| line.starts_with(name));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        Ok(number.ok_or("no such line")?.parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The bare server.
#[tokio::main]
async fn hello() -> Done<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, Router::new().route("/", get(|| async { HELLO }))).await?;
    Ok(())
}

/// Fills a store with so many events around Tashkent.
fn fill(folder: &Path, count: u32) -> Done<()> {
    let store = GeoPackage::open(folder, Timestamp::now)?;
    for start in (0..count).step_by(20_000) {
        let numbers = start..count.min(start + 20_000);
        store.add(
            vec![],
            numbers.map(event).collect::<Option<_>>().ok_or("a place")?,
            "bench",
        )?;
    }
    Ok(())
}

fn event(number: u32) -> Option<Event> {
    let mixed = number.wrapping_mul(2_654_435_761);
    let offset = |bits: u32| f64::from(bits % 20_000) / 10_000.0 - 1.0;
    let at = LonLat::new(69.24 + offset(mixed), 41.3 + offset(mixed >> 12));
    let start = Date::new(2012, 1, 1).ok()?;
    let day = start.saturating_add(Shift::new().days(i64::from(mixed >> 8) % 3_650));
    let location = Location {
        name: "Tashkent".to_owned(),
        raw: Some("Toshkent".to_owned()),
        position: at.ok()?,
        uncertainty_m: 6_000,
        where_prec: WherePrecision::Exact,
        score: 0.97,
        place_id: Some("geonames:1512569".to_owned()),
        kind: Some("capital".to_owned()),
        country: Some("UZ".to_owned()),
        admin1: Some("Tashkent".to_owned()),
        admin2: None,
    };
    Some(Event {
        id: format!("ev-{number:07}"),
        event_id: format!("ev-{number:07}"),
        dataset: "bench".to_owned(),
        event_type: EventType::ALL[mixed as usize % EventType::ALL.len()],
        sub_event_type: None,
        title: format!("People met on square {} in the morning", mixed % 97),
        notes: Some("They stayed until noon and went home, as the police said later.".to_owned()),
        date: Some(DateSpan::day(day)),
        planned: false,
        actor1: Some("Residents".to_owned()),
        actor2: None,
        fatalities: None,
        injured: None,
        location: Some(location),
        candidates: Vec::new(),
        status: Status::Candidate,
        confidence: 0.8,
        evidence: None,
        provenance: Provenance {
            source: Some("Gazeta".to_owned()),
            number_of_sources: 1,
            ..Provenance::default()
        },
        extra: serde_json::Map::new(),
    })
}
