//! How fast the index answers, beside a plain `rstar` tree over the same events: `cargo bench --bench index`.
//!
//! Both hold the same events of ten years, around places of the gazetteer, and answer the same questions
//! in turn, in one run; a figure is the least time of a core that an answer took. An argument is the
//! number of events: `cargo bench --bench index -- 10000000`. `--points points.bin` writes the positions for
//! `supercluster.mjs`.

#![expect(clippy::print_stdout, reason = "its figures are its output")]

use std::{env, fs, hint::black_box, time::Duration};

use rstar::{AABB, RTree, primitives::GeomWithData};
use rustix::time::{ClockId, clock_gettime};
use zij::{
    event::{EventType, Status},
    filter::{Filter, Params},
    gazetteer::Gazetteer,
    index::{Attributes, Index, Query},
    space::{LonLat, Tile},
    time::{Date, DateSpan, Shift},
};

#[path = "inserts.rs"]
mod inserts;

/// How often each question is asked; the least time counts.
const ROUNDS: usize = 15;

const MONTH: &str = "datetime=2018-06-10/2018-07-09";
const YEAR: &str = "datetime=2018-03-10/2019-03-09";

/// A plain tree as its users build one: a leaf for each event, with its row.
type Plain = RTree<GeomWithData<[f64; 2], usize>>;

fn main() {
    let count = env::args().find_map(|argument| argument.parse().ok());
    let events = events(count.unwrap_or(1_000_000));
    if let Some(path) = env::args()
        .skip_while(|argument| argument != "--points")
        .nth(1)
    {
        let numbers = events.iter().flat_map(point).flat_map(f64::to_le_bytes);
        fs::write(path, numbers.collect::<Vec<u8>>()).expect("the file can be written");
    }
    let bench = Bench::of(events);
    println!("\n| box | hits | rstar, us | index, us | rstar / index |\n|---|---|---|---|---|");
    for hits in [10, bench.events.len() / 100, bench.events.len() * 93 / 1000] {
        bench.compare(hits, "");
    }
    bench.compare(bench.events.len() / 100, MONTH);
    println!("\n| tile | filter | cells | events | index, us |\n|---|---|---|---|---|");
    for zoom in [0, 2, 4] {
        for filter in ["", MONTH, YEAR, "event_type=protest"] {
            bench.tile(zoom, filter);
        }
    }
    let stored = inserts::stored(&bench.events);
    drop(bench);
    inserts::compare(stored);
}

/// The same events in both structures.
struct Bench {
    events: Vec<Attributes>,
    plain: Plain,
    index: Index,
}

impl Bench {
    fn of(events: Vec<Attributes>) -> Self {
        let leaf = |(row, event): (usize, &Attributes)| GeomWithData::new(point(event), row);
        let start = resident_mb();
        let plain = RTree::bulk_load(events.iter().enumerate().map(leaf).collect());
        let with_plain = resident_mb();
        let build = || Index::of(events.iter().copied());
        let index = build();
        let (theirs, ours) = (with_plain - start, resident_mb() - with_plain);
        println!(
            "{} events: rstar {theirs} MB, index {ours} MB, built in {} core-ms",
            events.len(),
            timed(build).as_millis()
        );
        Self {
            events,
            plain,
            index,
        }
    }

    /// Asks both for the events in a box around Tashkent that holds about as many, and for those of
    /// them that meet a filter.
    fn compare(&self, hits: usize, filter: &str) {
        let [low, high] = self.square(hits);
        let bbox = format!("bbox={},{},{},{}", low[0], low[1], high[0], high[1]);
        let filter = read(&format!("{bbox}&{filter}"));
        let area = AABB::from_corners(low, high);
        let meets = |row: usize| {
            filter
                .datetime
                .is_none_or(|when| self.events[row].date.is_some_and(|date| when.meets(date)))
        };
        let ask_plain = || {
            let found = self.plain.locate_in_envelope(area);
            found.filter(|leaf| meets(leaf.data)).count()
        };
        let ask_index = || self.ask(&filter, |query| self.index.count(&query));
        assert_eq!(ask_plain(), ask_index());
        let (mut theirs, mut ours) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            theirs = theirs.min(timed(ask_plain));
            ours = ours.min(timed(ask_index));
        }
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        let label = if filter.datetime.is_some() {
            "and 30 days"
        } else {
            ""
        };
        println!(
            "| {label} | {} | {} | {} | {ratio:.1} |",
            ask_index(),
            micros(theirs),
            micros(ours)
        );
    }

    /// The corners of a square around Tashkent that holds about as many events.
    fn square(&self, hits: usize) -> [[f64; 2]; 2] {
        let square = |half: f64| [[69.24 - half, 41.3 - half], [69.24 + half, 41.3 + half]];
        let count = |half: f64| {
            let [low, high] = square(half);
            self.plain
                .locate_in_envelope(AABB::from_corners(low, high))
                .count()
        };
        let (mut low, mut high) = (0.0, 30.0);
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if count(middle) < hits {
                low = middle;
            } else {
                high = middle;
            }
        }
        square(high)
    }

    /// Asks the index for the tile that holds Tashkent, counted by cells; the counts must be those of a
    /// plain scan.
    fn tile(&self, zoom: u8, filter: &str) {
        let words = filter;
        let filter = read(filter);
        let tile = Tile::at(LonLat::new(69.24, 41.3).expect("a position"), zoom).expect("a zoom");
        let ask = || self.ask(&filter, |query| self.index.cells(query, tile, 4));
        let cells = ask();
        let counted: usize = cells.iter().map(|cell| cell.count).sum();
        let scanned = self.events.iter().filter(|event| {
            event.position.is_some_and(|at| tile.contains(at))
                && filter
                    .types
                    .is_none_or(|types| types.contains(event.event_type as u8))
                && filter
                    .datetime
                    .is_none_or(|when| event.date.is_some_and(|date| when.meets(date)))
        });
        assert_eq!(counted, scanned.count());
        let least = (0..ROUNDS).map(|_| timed(ask)).min().unwrap_or_default();
        println!(
            "| z{zoom} | {words} | {} | {counted} | {} |",
            cells.len(),
            micros(least)
        );
    }

    fn ask<T>(&self, filter: &Filter, answer: impl FnOnce(Query<'_>) -> T) -> T {
        let position = |row: u32| self.events[row as usize].position.expect("all are located");
        answer(Query::new(filter, &position, &|_| true))
    }
}

/// Events of ten years around places of Central Asia: a few of them hold most, and a few types are
/// frequent. The same at every run.
fn events(count: u32) -> Vec<Attributes> {
    let gazetteer = Gazetteer::bundled();
    let places = gazetteer
        .places()
        .map(|place| gazetteer.place(place).position);
    let places: Vec<LonLat> = places
        .filter(|at| (46.0..88.0).contains(&at.lon()) && (34.0..56.0).contains(&at.lat()))
        .collect();
    let start = Date::new(2012, 1, 1).expect("a day");
    let days: Vec<DateSpan> = (0..3_650)
        .map(|days| DateSpan::day(start.saturating_add(Shift::new().days(days))))
        .collect();
    let mut random = Random(1);
    let event = |_| {
        let places_skewed = random.below(places.len());
        let place = places[random.below(places_skewed + 1)];
        let mut jitter =
            || f64::from(u32::try_from(random.below(200_001)).expect("small")) / 1e6 - 0.1;
        let position = LonLat::new(place.lon() + jitter(), place.lat() + jitter());
        let kind = random.below(EventType::ALL.len());
        Attributes {
            position: position.ok(),
            date: Some(days[random.below(days.len())]),
            event_type: EventType::ALL[random.below(kind + 1)],
            geo_precision: 1,
            status: Status::Candidate,
        }
    };
    (0..count).map(event).collect()
}

/// Numbers that look random: a linear congruential generator (Knuth, MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}

fn point(event: &Attributes) -> [f64; 2] {
    let at = event.position.expect("all are located");
    [at.lon(), at.lat()]
}

fn read(filter: &str) -> Filter {
    let mut params = Params::parse(filter.trim_matches('&')).expect("parameters");
    Filter::take(&mut params).expect("a filter")
}

fn timed<T>(ask: impl FnOnce() -> T) -> Duration {
    let start = core_time();
    black_box(ask());
    core_time().saturating_sub(start)
}

fn core_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.cast_unsigned(),
        u32::try_from(time.tv_nsec).expect("below 10^9"),
    )
}

fn micros(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e6)
}

fn resident_mb() -> i64 {
    let status = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = status
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<i64>().ok());
    pages.unwrap_or(0) * 4096 / 1_000_000
}
