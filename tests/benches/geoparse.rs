//! How fast the geoparser reads, in megabytes a second of one core's time: `cargo bench --bench geoparse`.
//!
//! Without arguments it reads the English documents of `tests/gold`; a file named as an argument is read
//! instead, a document a line, each a JSON object with its `text`.

use std::{env, fs, hint::black_box, path::Path, time::Duration};

use rustix::time::{ClockId, clock_gettime};
use zij::{
    extract::extract,
    gazetteer::Gazetteer,
    geoparse::Geoparser,
    text::{Analysed, Lang},
};

/// How much time of the core one measurement takes at least.
const MEASURED: Duration = Duration::from_secs(3);

fn main() {
    let files = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let documents = files.map_or_else(english_gold, |path| texts(&path));
    speed("analyse", &documents, |text| {
        black_box(Analysed::new(text, None));
    });
    let gazetteer = Gazetteer::bundled();
    let geoparser = Geoparser::new(gazetteer);
    speed("geoparse", &documents, |text| {
        black_box(geoparser.parse(&Analysed::new(text, None)));
    });
    speed("geoparse, events", &documents, |text| {
        let text = Analysed::new(text, Some(Lang::En));
        let mentions = geoparser.parse(&text);
        black_box(extract(&text, &mentions, gazetteer, None));
    });
}

fn texts(path: &str) -> Vec<String> {
    let lines = fs::read_to_string(path).expect("a file of JSON lines");
    let text = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
        object["text"].as_str().expect("a text").to_owned()
    };
    lines.lines().map(text).collect()
}

fn english_gold() -> Vec<String> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut paths: Vec<_> = ["tune/en", "test/en"]
        .iter()
        .flat_map(|part| fs::read_dir(gold.join(part)).expect("gold"))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let texts = paths
        .iter()
        .map(|path| unmarked(&fs::read_to_string(path).expect("gold")));
    texts.collect()
}

/// The text of a gold document: without its head, its marks and its events.
fn unmarked(gold: &str) -> String {
    let (_, rest) = gold.split_once("\n\n").expect("a head");
    let (body, _) = rest.split_once("\nevents:\n").expect("events");
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(['[', '{', '|', '}', ']']) {
        text.push_str(&rest[..at]);
        let mark = &rest[at..];
        rest = match &mark[..2] {
            "[[" | "}}" | "]]" => &mark[2..],
            "{{" => &mark[mark.find(':').expect("an event's number") + 1..],
            _ if mark.starts_with('|') => &mark[mark.find("]]").expect("a mark's end")..],
            other => {
                text.push_str(&other[..1]);
                &mark[1..]
            }
        };
    }
    text + rest
}

/// Reads documents again and again, and prints the megabytes a second of the best round.
fn speed(what: &str, documents: &[String], read: impl Fn(&str)) {
    let bytes: usize = documents.iter().map(String::len).sum();
    let start = cpu_time();
    let mut best = Duration::MAX;
    while cpu_time() - start < MEASURED {
        let round = cpu_time();
        documents.iter().for_each(|text| read(text));
        best = best.min(cpu_time() - round);
    }
    let megabytes = bytes as f64 / 1e6;
    println!("{what:20} {:8.2} MB/s", megabytes / best.as_secs_f64());
}

/// The time that the process has spent on a core.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32)
}
