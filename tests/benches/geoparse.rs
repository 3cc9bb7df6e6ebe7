//! How fast the geoparser reads, in megabytes a second of one core's time: `cargo bench --bench geoparse`.
//!
//! It reads the English documents of `tests/gold`, or those of a file named behind `--`: a document a
//! line, each a JSON object with its `text`. What grows with a document grows in steps of ten, and the
//! table says how much more time a megabyte or a mention of the larger one takes.

#[path = "plain.rs"]
mod plain;

use std::{
    env, fs,
    hint::black_box,
    io::{self, Write},
    time::Duration,
};

use rustix::time::{ClockId, clock_gettime};
use zij::{extract::extract, gazetteer::Gazetteer, geoparse::Geoparser, text::Analysed};

/// How much time of the core one measurement takes at least.
const MEASURED_S: f64 = 2.0;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut arguments = env::args().skip(1);
    let file = arguments.find(|argument| !argument.starts_with("--"));
    let documents = file.map_or_else(plain::english, |path| texts(&path))?;
    let gazetteer = Gazetteer::bundled();
    let geoparser = Geoparser::new(gazetteer);
    let geoparse = |text: &str| geoparser.parse(&Analysed::new(text, None)).len();
    let with_events = |text: &str| {
        let text = Analysed::new(text, None);
        let mentions = geoparser.parse(&text);
        extract(&text, &mentions, gazetteer, None).len()
    };
    let analyse = |text: &str| Analysed::new(text, None).tokens().len();
    speed(&mut out, "words and sentences", &documents, analyse)?;
    speed(&mut out, "geoparse", &documents, geoparse)?;
    speed(&mut out, "geoparse and events", &documents, with_events)?;
    memory(&mut out, "after these documents")?;
    let long = [1_000_000, 10_000_000].map(|bytes| repeated(&documents, bytes));
    growth(&mut out, "a document of megabytes", &long, geoparse)?;
    let dense = [10_000, 100_000, 1_000_000].map(|mentions| list(gazetteer, mentions));
    growth(&mut out, "a document of mentions", &dense, geoparse)?;
    memory(&mut out, "after a million mentions")
}

fn texts(path: &str) -> io::Result<Vec<String>> {
    let text = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line)?;
        let text = object["text"].as_str();
        text.map(str::to_owned)
            .ok_or_else(|| io::Error::other(format!("{path}: a line without a text")))
    };
    fs::read_to_string(path)?.lines().map(text).collect()
}

/// One document made of others, of so many bytes or a little more.
fn repeated(documents: &[String], bytes: usize) -> String {
    let mut long = String::with_capacity(bytes + bytes / 10);
    for text in documents.iter().cycle() {
        if long.len() >= bytes {
            break;
        }
        long.push_str(text);
        long.push_str("\n\n");
    }
    long
}

/// A document that names so many towns of the gazetteer, one after the other.
fn list(gazetteer: &Gazetteer, mentions: usize) -> String {
    let places = gazetteer.places().map(|index| gazetteer.place(index));
    let towns: Vec<_> = places.filter(|place| place.population >= 100_000).collect();
    let named = towns.iter().cycle().take(mentions);
    let sentences = named.map(|place| format!("The fair was held in {}.", place.name));
    sentences.collect::<Vec<_>>().join(" ")
}

/// Reads documents again and again, and writes the megabytes a second of the best round.
fn speed(
    out: &mut impl Write,
    what: &str,
    documents: &[String],
    read: impl Fn(&str) -> usize,
) -> io::Result<()> {
    let megabytes: f64 = documents.iter().map(|text| megabytes(text)).sum();
    let round = || documents.iter().map(|text| read(text)).sum();
    let speed = megabytes / best_s(round);
    writeln!(out, "{what:28} {speed:8.2} MB/s")
}

/// Reads documents of one kind from the shortest on, and writes how the time of each grows with its length.
fn growth(
    out: &mut impl Write,
    what: &str,
    documents: &[String],
    read: impl Fn(&str) -> usize,
) -> io::Result<()> {
    let mut first = None;
    for text in documents {
        let found = read(text);
        let megabyte_s = best_s(|| read(text)) / megabytes(text);
        let ratio = megabyte_s / *first.get_or_insert(megabyte_s);
        let (length, speed) = (megabytes(text), megabyte_s.recip());
        writeln!(
            out,
            "{what:28} {speed:8.2} MB/s, {length:5.1} MB, {found:7} mentions, {ratio:.2} of linear"
        )?;
    }
    Ok(())
}

/// The most memory that the process has taken so far.
fn memory(out: &mut impl Write, when: &str) -> io::Result<()> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.unwrap_or("not told by this system").trim();
    writeln!(out, "{:28} {peak}", format!("memory {when}"))
}

/// The seconds of the best round.
fn best_s(round: impl Fn() -> usize) -> f64 {
    let start = cpu_s();
    let mut best = f64::INFINITY;
    while cpu_s() - start < MEASURED_S {
        let began = cpu_s();
        black_box(round());
        best = best.min(cpu_s() - began);
    }
    best
}

/// The seconds that the process has spent on a core.
fn cpu_s() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let whole = Duration::from_secs(time.tv_sec.unsigned_abs()).as_secs_f64();
    whole + Duration::from_nanos(time.tv_nsec.unsigned_abs()).as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a text is far below 2^52 bytes")]
fn megabytes(text: &str) -> f64 {
    text.len() as f64 / 1e6
}
