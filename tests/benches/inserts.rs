//! Events that are added while others read: runs of a snapshot beside a tree under a lock.

use std::{
    sync::{
        RwLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use arc_swap::ArcSwap;
use rstar::{AABB, RTree, primitives::GeomWithData};
use zij::{
    event::{Event, Location, Provenance, WherePrecision},
    filter::Filter,
    index::{Attributes, Snapshot},
    store::Stored,
    time::Timestamp,
};

use crate::{Plain, core_time, micros, point, read};

/// How many events are there before, how many are added, and how many at once.
const BEFORE: usize = 200_000;
const ADDED: usize = 100_000;
const BATCH: usize = 1_000;

/// The box that readers ask for.
const ASKED: [[f64; 2]; 2] = [[69.0, 41.1], [69.4, 41.5]];

/// The first of the events as a store holds them.
pub(crate) fn stored(events: &[Attributes]) -> Vec<Stored> {
    let events = events.iter().take(BEFORE + ADDED);
    (1..)
        .zip(events)
        .map(|(number, event)| one(number, event))
        .collect()
}

fn one(number: i64, attributes: &Attributes) -> Stored {
    let place = |position| Location {
        name: "Somewhere".to_owned(),
        raw: None,
        position,
        uncertainty_m: 1_000,
        where_prec: WherePrecision::Exact,
        score: 1.0,
        place_id: None,
        kind: None,
        country: None,
        admin1: None,
        admin2: None,
    };
    let event = Event {
        id: format!("ev-{number:08}"),
        event_id: format!("ev-{number:08}"),
        dataset: "bench".to_owned(),
        event_type: attributes.event_type,
        sub_event_type: None,
        title: format!("Event {number}"),
        notes: None,
        date: attributes.date,
        planned: false,
        actor1: None,
        actor2: None,
        fatalities: None,
        injured: None,
        location: attributes.position.map(place),
        candidates: Vec::new(),
        status: attributes.status,
        confidence: 1.0,
        evidence: None,
        provenance: Provenance::default(),
        extra: serde_json::Map::new(),
    };
    Stored {
        event,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        revision: number,
    }
}

/// Adds the same events in the same batches to both, while a reader asks for the same box.
pub(crate) fn compare(mut before: Vec<Stored>) {
    let added = before.split_off(BEFORE.min(before.len() / 2));
    let leaf = |stored: &Stored| GeomWithData::new(point(&Attributes::of(&stored.event)), 0);
    let tree: Plain = RTree::bulk_load(before.iter().map(leaf).collect());
    let tree = RwLock::new(tree);
    let count = || {
        let area = AABB::from_corners(ASKED[0], ASKED[1]);
        tree.read()
            .expect("no panic")
            .locate_in_envelope(area)
            .count()
    };
    let insert = |batch: &[Stored]| {
        let mut tree = tree.write().expect("no panic");
        for stored in batch {
            tree.insert(leaf(stored));
        }
    };
    let theirs = Measured::of(&added, count, insert);
    let live = ArcSwap::from_pointee(Snapshot::of(before));
    let filter = box_asked();
    let count = || live.load().count(&filter);
    let insert = |batch: &[Stored]| {
        let next = live.load().with(batch.to_vec());
        live.store(next.into());
    };
    let ours = Measured::of(&added, count, insert);
    println!(
        "\n| {} inserts, {BATCH} at once | a writer-second | reader idle, us | reader while writing, us | times |\n|---|---|---|---|---|",
        added.len()
    );
    theirs.print("RwLock<RTree>");
    ours.print("snapshot, records and all");
}

fn box_asked() -> Filter {
    let [low, high] = ASKED;
    read(&format!(
        "bbox={},{},{},{}",
        low[0], low[1], high[0], high[1]
    ))
}

struct Measured {
    /// Inserts a second of the writer's core.
    rate: f64,
    idle: Duration,
    busy: Duration,
}

impl Measured {
    fn of(
        added: &[Stored],
        count: impl Fn() -> usize + Sync,
        mut insert: impl FnMut(&[Stored]),
    ) -> Self {
        let done = AtomicBool::new(true);
        let idle = median(&count, &done);
        done.store(false, Ordering::Relaxed);
        thread::scope(|scope| {
            let reader = scope.spawn(|| median(&count, &done));
            let start = core_time();
            added.chunks(BATCH).for_each(&mut insert);
            let writer = core_time().saturating_sub(start);
            done.store(true, Ordering::Relaxed);
            #[expect(clippy::cast_precision_loss, reason = "a rate wants few digits")]
            Self {
                rate: added.len() as f64 / writer.as_secs_f64(),
                idle,
                busy: reader.join().expect("no panic"),
            }
        })
    }

    fn print(&self, name: &str) {
        let times = self.busy.as_secs_f64() / self.idle.as_secs_f64();
        println!(
            "| {name} | {:.0} | {} | {} | {times:.2} |",
            self.rate,
            micros(self.idle),
            micros(self.busy)
        );
    }
}

/// The median time of an answer, waiting included, until it is done, and of a thousand answers at least.
fn median(count: &impl Fn() -> usize, done: &AtomicBool) -> Duration {
    let mut times = Vec::new();
    while times.len() < 1_000 || !done.load(Ordering::Relaxed) {
        let start = std::time::Instant::now();
        std::hint::black_box(count());
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}
