//! How many rows of a list are taken a second of each thread's time: `cargo bench --bench ingest [-- ROWS]`.
//!
//! The rows have plain coordinates, in a table of its own columns and in ACLED's 31. One thread reads while the
//! other writes, so that the slower of the two says how many rows are taken a second on a machine with two idle
//! cores; the time that a shared machine takes says little.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::{
    env,
    error::Error,
    fs::File,
    io::{BufReader, BufWriter, Write},
    ops::ControlFlow,
    path::Path,
    time::Instant,
};

use rustix::time::{ClockId, Timespec, clock_gettime};
use zij::{
    document::{Defaults, Format, read_in_batches},
    gazetteer::Gazetteer,
    ingest::Pipeline,
    store::{GeoPackage, StoreError},
    time::Timestamp,
};

/// How many rows are read if nobody says.
const ROWS: usize = 1_000_000;

/// How many rows share one batch, as `zij ingest` has it.
const BATCH_ROWS: usize = 10_000;

/// Towns with their latitudes and longitudes, and their countries.
const TOWNS: [(&str, f64, f64, &str); 4] = [
    ("Osh", 40.5283, 72.7985, "Kyrgyzstan"),
    ("Termez", 37.2242, 67.2783, "Uzbekistan"),
    ("Khujand", 40.2826, 69.6222, "Tajikistan"),
    ("Mary", 37.5938, 61.8303, "Turkmenistan"),
];

const OWN: &str = "id,date,type,lat,lon,location,country,fatalities,notes";

const ACLED: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
    assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,\
    admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

fn main() -> Result<(), Box<dyn Error>> {
    let rows = env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(ROWS);
    let folder = tempfile::tempdir()?;
    for (name, header, row) in [
        ("own", OWN, own as fn(usize) -> String),
        ("acled", ACLED, acled),
    ] {
        let list = folder.path().join(format!("{name}.csv"));
        write(&list, header, rows, row)?;
        measure(name, &list, &folder.path().join(name))?;
    }
    Ok(())
}

fn write(list: &Path, header: &str, rows: usize, row: fn(usize) -> String) -> std::io::Result<()> {
    let mut list = BufWriter::new(File::create(list)?);
    writeln!(list, "{header}")?;
    (0..rows).try_for_each(|number| writeln!(list, "{}", row(number)))?;
    list.flush()
}

/// A town and a position in it, by the row's number.
fn town(number: usize) -> (&'static str, f64, f64, &'static str) {
    let (name, lat, lon, country) = TOWNS[number % TOWNS.len()];
    let off = f64::from(u32::try_from(number % 997).unwrap_or(0)) * 1e-4;
    (name, lat + off, lon - off, country)
}

/// The row's day in parts: twelve years of months of 28 days.
fn day(number: usize) -> (usize, usize, usize) {
    (
        2012 + number / 336 % 12,
        1 + number / 28 % 12,
        1 + number % 28,
    )
}

fn own(number: usize) -> String {
    let (name, lat, lon, country) = town(number);
    let (year, month, day) = day(number);
    format!(
        "m{number},{year}-{month:02}-{day:02},protest,{lat:.4},{lon:.4},{name},{country},0,Row {number} of an invented list."
    )
}

fn acled(number: usize) -> String {
    let (name, lat, lon, country) = town(number);
    let (year, month, day) = day(number);
    format!(
        "XXX{number},{year}-{month:02}-{day:02},{year},1,Demonstrations,Protests,Peaceful protest,Protesters,,Protesters,\
         ,,,Protesters only,,417,Caucasus and Central Asia,{country},{name},{name},,{name},{lat:.4},{lon:.4},1,\
         Invented Herald,National,\"Row {number} of an invented list, where people rally.\",0,crowd size=no report,1700000000"
    )
}

/// Takes a list into a store of its own and prints how long that took.
fn measure(name: &str, list: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let store = GeoPackage::open(folder, Timestamp::now)?;
    let pipeline = Pipeline::new(Gazetteer::bundled());
    let (mut rows, mut writing, mut failed) = (0, None, None::<StoreError>);
    let (wall, reader, both) = (
        Instant::now(),
        seconds(ClockId::ThreadCPUTime),
        seconds(ClockId::ProcessCPUTime),
    );
    let mut pass = |batch| {
        let next = store.begin_take(&pipeline, batch, name, "bench");
        match next.and_then(|next| writing.replace(next).map_or(Ok(0), taken)) {
            Ok(taken) => rows += taken,
            Err(error) => failed = Some(error),
        }
        failed
            .as_ref()
            .map_or(ControlFlow::Continue(()), |_| ControlFlow::Break(()))
    };
    let input = BufReader::new(File::open(list)?);
    read_in_batches(
        input,
        name,
        Format::Csv,
        &Defaults::default(),
        BATCH_ROWS,
        &mut pass,
    )?;
    rows += writing.map_or(Ok(0), taken)?;
    let reader = seconds(ClockId::ThreadCPUTime) - reader;
    let writer = seconds(ClockId::ProcessCPUTime) - both - reader;
    let per = |seconds: f64| f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) / seconds;
    println!(
        "{name}: {rows} rows; reader {:.0}, writer {:.0} rows a CPU second; {:.0} a second of the clock",
        per(reader),
        per(writer),
        per(wall.elapsed().as_secs_f64())
    );
    Ok(())
}

fn taken(writing: zij::store::Taking) -> Result<usize, StoreError> {
    Ok(writing.finish()?.taken.records)
}

fn seconds(clock: ClockId) -> f64 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(clock);
    let parts =
        [u32::try_from(tv_sec), u32::try_from(tv_nsec)].map(|part| part.map_or(0.0, f64::from));
    parts[0] + parts[1] * 1e-9
}
