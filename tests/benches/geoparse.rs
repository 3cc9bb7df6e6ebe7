//! How fast the geoparser reads, in megabytes a second of one core's time: `cargo bench --bench geoparse`.
//!
//! It reads the English documents of `tests/gold`, or those of a file named behind `--`: a document a
//! line, each a JSON object with its `text`. What grows with a document grows step by step, and the
//! table says how much more time a megabyte or a mention of the larger one takes than of the first. Where
//! `ZIJ_SPACY` names a folder with spaCy, `tests/benches/spacy.py` runs at the end.

#![expect(clippy::print_stdout, reason = "its figures are its output")]

#[path = "plain.rs"]
mod plain;

use std::{
    env, fs,
    hint::black_box,
    io::{self, BufRead, BufReader, Write},
    process::{Command, Stdio},
    time::Duration,
};

use rustix::time::{ClockId, clock_gettime};
use zij::{
    extract::extract,
    gazetteer::{Gazetteer, OWN_HEADER, OwnTable, Place, Standing, compile_own},
    geoparse::{Geoparser, references},
    text::Analysed,
};

/// How much time of the core one measurement takes at least.
const MEASURED_S: f64 = 1.0;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let file = arguments.find(|argument| !argument.starts_with("--"));
    let documents = match &file {
        Some(path) => texts(path)?,
        None => plain::english()?,
    };
    let bench = Bench::new();
    bench.speed(&documents);
    bench.growth(&documents);
    process(&documents)?;
    bench.completion();
    spacy(file.as_deref())
}

/// What is measured: from a text to the number of things found in it.
type Reads<'b> = Box<dyn Fn(&str) -> usize + 'b>;

struct Bench {
    gazetteer: &'static Gazetteer,
    geoparser: Geoparser<'static>,
}

impl Bench {
    fn new() -> Self {
        let gazetteer = Gazetteer::bundled();
        Self {
            gazetteer,
            geoparser: Geoparser::new(gazetteer),
        }
    }

    /// The steps of the way from a text to its events, each with all before it.
    fn steps(&self) -> [(&'static str, Reads<'_>); 4] {
        let Self {
            gazetteer,
            geoparser,
        } = self;
        let analyse = |text: &str| Analysed::new(text, None).tokens().len();
        let names = |text: &str| geoparser.parse(&Analysed::new(text, None)).len();
        let nouns = |text: &str| {
            let text = Analysed::new(text, None);
            let mentions = geoparser.parse(&text);
            mentions.len() + references(gazetteer, &text, &mentions).len()
        };
        let events = |text: &str| {
            let text = Analysed::new(text, None);
            let mentions = geoparser.parse(&text);
            extract(&text, &mentions, gazetteer, None).len()
        };
        [
            ("words and sentences", Box::new(analyse)),
            ("names alone", Box::new(names)),
            ("names, and nouns that refer to them", Box::new(nouns)),
            ("names and events", Box::new(events)),
        ]
    }

    fn speed(&self, documents: &[String]) {
        let total: f64 = documents.iter().map(|text| megabytes(text)).sum();
        println!("\n{} documents, {total:.2} MB\n", documents.len());
        println!("| from a text to | MB a CPU-second |\n|---|---|");
        for (what, read) in self.steps() {
            let round = || documents.iter().map(|text| read(text)).sum();
            println!("| {what} | {:.2} |", total / best_s(round));
        }
    }

    /// Reads documents that hold ever more, and tells how the time of each grows with its length.
    fn growth(&self, documents: &[String]) {
        let long = [1, 2, 5, 10].map(|megabytes| repeated(documents, megabytes * 1_000_000));
        let dense = [10_000, 100_000, 1_000_000].map(|mentions| list(self.gazetteer, mentions));
        println!(
            "\n| document | step | MB | MB a CPU-second | of linear time |\n|---|---|---|---|---|"
        );
        for (what, texts) in [("news", &long[..]), ("a list of names", &dense[..])] {
            for (step, read) in self.steps() {
                let mut first = None;
                for text in texts {
                    let megabyte_s = best_s(|| read(text)) / megabytes(text);
                    let ratio = megabyte_s / *first.get_or_insert(megabyte_s);
                    let (length, speed) = (megabytes(text), megabyte_s.recip());
                    println!("| {what} | {step} | {length:.1} | {speed:.2} | {ratio:.2} |");
                }
            }
        }
    }

    /// How long the names that begin so take to be found, over the bundled places and over a million more.
    fn completion(&self) {
        let own = self.gazetteer.with_layer(million(self.gazetteer)).ok();
        println!("\n| typed | places | ms |\n|---|---|---|");
        let layers = [Some(self.gazetteer), own.as_ref()];
        for (gazetteer, typed) in layers.into_iter().flatten().flat_map(|gazetteer| {
            ["a", "ta", "samar", "Samrak", "Tshakent"].map(|typed| (gazetteer, typed))
        }) {
            let plain = || gazetteer.complete(typed, 10).len();
            let alike = || gazetteer.complete_alike(typed, 10).len();
            let taken_s = if typed.starts_with(char::is_uppercase) {
                best_s(alike)
            } else {
                best_s(plain)
            };
            println!("| {typed} | {} | {:.2} |", gazetteer.len(), taken_s * 1e3);
        }
    }
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

/// A compiled layer of a million places: the bundled ones under other names, over and over.
fn million(gazetteer: &Gazetteer) -> &'static [u8] {
    let places: Vec<_> = gazetteer.places().map(|at| gazetteer.place(at)).collect();
    let row = |(at, place): (usize, &Place<'_>)| {
        let (name, country, position) = (place.name, place.country, place.position);
        let (lon, lat) = (position.lon(), position.lat());
        format!("own:{at}\ttown\t{name} {at}\t{country}\t\t\t{lon}\t{lat}\t1000\t0\t\tbench\n")
    };
    let rows = places.iter().cycle().take(1_000_000).enumerate();
    let table: String = std::iter::once(format!("{OWN_HEADER}\n"))
        .chain(rows.map(row))
        .collect();
    let tables = [OwnTable {
        name: "million.tsv",
        text: &table,
    }];
    let layer = compile_own(gazetteer, Standing::Reference, &tables, "bench");
    layer.map_or(&[], |layer| layer.leak())
}

/// The time of a core and the memory that `zij geoparse` has taken when it has answered one document, and when
/// it has answered all.
fn process(documents: &[String]) -> io::Result<()> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zij"))
        .args(["geoparse", "--no-events", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let pipes = child.stdin.take().zip(child.stdout.take());
    let (mut input, output) = pipes.ok_or_else(|| io::Error::other("no pipes"))?;
    let mut answers = BufReader::new(output);
    println!("\n| `zij geoparse` after | CPU ms | memory |\n|---|---|---|");
    let mut answer = String::new();
    let first = documents.get(..1).unwrap_or_default();
    for (when, texts) in [("the first", first), ("all", documents)] {
        for text in texts {
            writeln!(input, "{}", serde_json::json!({ "text": text }))?;
            answers.read_line(&mut answer)?;
        }
        let of = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id()));
        let spent = of("schedstat")?;
        let spent = spent
            .split(' ')
            .next()
            .and_then(|ns| ns.parse::<f64>().ok());
        let peak = of("status")?;
        let peak = peak.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        println!(
            "| {when} of {} documents | {:.1} | {} |",
            documents.len(),
            spent.unwrap_or(f64::NAN) / 1e6,
            peak.unwrap_or_default().trim()
        );
    }
    drop(input);
    child.wait()?;
    Ok(())
}

/// Compares with spaCy in one run, where it is.
fn spacy(file: Option<&str>) -> io::Result<()> {
    println!();
    if env::var_os("ZIJ_SPACY").is_none() {
        println!("spaCy is not compared: ZIJ_SPACY names no folder that has it");
        return Ok(());
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/benches/spacy.py");
    Command::new("python3").arg(script).args(file).status()?;
    Ok(())
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
