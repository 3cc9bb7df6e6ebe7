//! A run as a file that is read where it lies.
//!
//! First the records, then the columns, each from a multiple of eight bytes on, then a description of them in
//! JSON, and at the end where it begins. Numbers are as the machine has them: the file is no more than a faster
//! way to what the store holds, and is made anew where it does not fit.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    ops::Range,
    path::Path,
    sync::Arc,
};

use bytemuck::Pod;
use crc32fast::Hasher;
use filebuffer::FileBuffer;
use serde::{Deserialize, Serialize};

use super::{
    Index,
    blocks::Blocks,
    column::{Column, Numbers, NumbersView},
    columns::Columns,
    order::{BLOCK_EVENTS, Listed, Order},
    run::{Builder, Run},
    slices::{Key, Slice},
};

/// The name of the file beside the store.
pub const FILE_NAME: &str = "events.index";

/// Who made a file: what another program or machine made is not read.
const MADE_BY: &str = if cfg!(target_endian = "little") {
    concat!("zij ", env!("CARGO_PKG_VERSION"), " index 2 little-endian")
} else {
    concat!("zij ", env!("CARGO_PKG_VERSION"), " index 2 big-endian")
};

/// The last bytes: where the description begins.
const END_BYTES: usize = 8;

/// What each part of the file begins at a multiple of, in bytes.
const ALIGNMENT: usize = 8;

/// How much is read at once to compare checksums, in bytes.
const READ_BYTES: usize = 1 << 20;

/// What a file holds and where.
#[derive(Debug, Serialize, Deserialize)]
struct Description {
    made_by: String,
    revision: i64,
    /// What the store says of that revision.
    stamp: String,
    located: usize,
    standing: usize,
    spans: Vec<[i32; 2]>,
    /// Whether the numbers of spans take two bytes each.
    are_short: bool,
    sources: Vec<String>,
    slices: Vec<SliceLine>,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SliceLine {
    key: Key,
    days: [i32; 2],
    events: usize,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Section {
    start: usize,
    end: usize,
    crc32: u32,
}

/// Writes a run that `fill` makes of records, and opens it. `stamp` tells what the store says of a revision.
///
/// # Errors
///
/// When the file cannot be written, or `fill` or `stamp` fail.
pub(super) fn write(
    path: &Path,
    fill: impl FnOnce(&mut Builder<Writing>) -> io::Result<()>,
    stamp: impl FnOnce(i64) -> io::Result<String>,
) -> io::Result<Run> {
    // Another process may be at work on the same.
    let new = path.with_extension(format!("index.{}", std::process::id()));
    let written = written(&new, fill, stamp).and_then(|()| fs::rename(&new, path));
    if let Err(error) = written {
        // What is left of it may be gone already.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    open(path).map(|(run, _)| run)
}

fn written(
    new: &Path,
    fill: impl FnOnce(&mut Builder<Writing>) -> io::Result<()>,
    stamp: impl FnOnce(i64) -> io::Result<String>,
) -> io::Result<()> {
    let mut builder = Builder::new(Writing::create(new)?);
    fill(&mut builder)?;
    let (run, mut to) = builder.finish()?;
    to.end_section()?;
    to.columns(&run)?;
    let stamp = stamp(run.revision)?;
    to.describe(&run, stamp)?;
    to.to.flush()?;
    to.to.get_ref().sync_all()
}

/// Opens a file: its run, and its stamp.
///
/// # Errors
///
/// When it cannot be read, another program has made it, or it is damaged.
pub(super) fn open(path: &Path) -> io::Result<(Run, String)> {
    let file = Arc::new(FileBuffer::open(path)?);
    let description = description(&file).ok_or_else(|| damaged("description"))?;
    if description.made_by != MADE_BY {
        let message = format!("made by {:?}, expected {MADE_BY:?}", description.made_by);
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    let stamp = description.stamp.clone();
    let run = Reading { file, description }.run();
    run.map(|run| (run, stamp))
        .ok_or_else(|| damaged("columns"))
}

/// Compares every section of a file with its checksum. The bytes are read, not mapped, so that they take no room
/// in memory afterwards.
///
/// # Errors
///
/// When it cannot be read or a section is not what was written.
pub(super) fn verify(path: &Path) -> io::Result<()> {
    let sections = {
        let file = FileBuffer::open(path)?;
        let description = description(&file).ok_or_else(|| damaged("description"))?;
        description.sections
    };
    let mut file = BufReader::with_capacity(READ_BYTES, File::open(path)?);
    let mut at = 0;
    for section in sections {
        io::copy(
            &mut file.by_ref().take((section.start - at) as u64),
            &mut io::sink(),
        )?;
        let mut hasher = Hashing(Hasher::new());
        io::copy(
            &mut file.by_ref().take((section.end - section.start) as u64),
            &mut hasher,
        )?;
        if hasher.0.finalize() != section.crc32 {
            return Err(damaged("checksums"));
        }
        at = section.end;
    }
    Ok(())
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("its {what} are not those that were written"),
    )
}

fn description(file: &[u8]) -> Option<Description> {
    let body = file.len().checked_sub(END_BYTES)?;
    let start = u64::from_le_bytes(file[body..].try_into().ok()?);
    let start = usize::try_from(start).ok()?;
    serde_json::from_slice(file.get(start..body)?).ok()
}

struct Hashing(Hasher);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that is being written, a section at a time.
#[derive(Debug)]
pub(super) struct Writing {
    to: BufWriter<File>,
    written: usize,
    /// Where the section begins that is being written.
    start: usize,
    hasher: Hasher,
    sections: Vec<Section>,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write_all(bytes)?;
        self.hasher.update(bytes);
        self.written += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Writing {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Self {
            to: BufWriter::with_capacity(READ_BYTES, File::create(path)?),
            written: 0,
            start: 0,
            hasher: Hasher::new(),
            sections: Vec::new(),
        })
    }

    fn end_section(&mut self) -> io::Result<()> {
        self.sections.push(Section {
            start: self.start,
            end: self.written,
            crc32: std::mem::take(&mut self.hasher).finalize(),
        });
        let gap = self.written.next_multiple_of(ALIGNMENT) - self.written;
        self.to.write_all(&[0; ALIGNMENT][..gap])?;
        self.written += gap;
        self.start = self.written;
        Ok(())
    }

    fn section<'v, T: Pod>(&mut self, parts: impl Iterator<Item = &'v [T]>) -> io::Result<()> {
        for values in parts {
            self.write_all(bytemuck::cast_slice(values))?;
        }
        self.end_section()
    }

    /// Writes all but the records, in the order in which [`Reading::run`] reads.
    fn columns(&mut self, run: &Run) -> io::Result<()> {
        let columns = run.index.columns.view();
        self.section([run.at.values()].into_iter())?;
        self.section([columns.cell].into_iter())?;
        self.numbers([columns.span].into_iter())?;
        self.section([columns.code].into_iter())?;
        self.section([columns.row].into_iter())?;
        self.section([run.source.values()].into_iter())?;
        self.section([run.by_id.values()].into_iter())?;
        let listed = || run.index.slices.iter().filter_map(|it| it.order.listed());
        self.section(listed().map(|it| it.place.values()))?;
        self.numbers(listed().map(|it| it.span.view()))?;
        let slices = run.index.slices.iter().map(|it| &it.order);
        let orders = [&run.index.all].into_iter().chain(slices);
        self.section(orders.clone().map(|it| it.blocks().edges.values()))?;
        self.section(orders.map(|it| it.blocks().counts.values()))
    }

    fn numbers<'v>(&mut self, parts: impl Iterator<Item = NumbersView<'v>>) -> io::Result<()> {
        for numbers in parts {
            match numbers {
                NumbersView::Short(numbers) => self.write_all(bytemuck::cast_slice(numbers))?,
                NumbersView::Long(numbers) => self.write_all(bytemuck::cast_slice(numbers))?,
            }
        }
        self.end_section()
    }

    fn describe(&mut self, run: &Run, stamp: String) -> io::Result<()> {
        let start = self.written as u64;
        let line = |slice: &Slice| SliceLine {
            key: slice.key,
            days: slice.days,
            events: slice.order.len(),
        };
        let description = Description {
            made_by: MADE_BY.to_owned(),
            revision: run.revision,
            stamp,
            located: run.index.columns.located,
            standing: run.index.columns.standing,
            spans: run.index.columns.spans.clone(),
            are_short: run.index.columns.span.are_short(),
            sources: run.sources.clone(),
            slices: run.index.slices.iter().map(line).collect(),
            sections: std::mem::take(&mut self.sections),
        };
        self.to.write_all(&serde_json::to_vec(&description)?)?;
        self.to.write_all(&start.to_le_bytes())
    }
}

/// A file that is being opened.
struct Reading {
    file: Arc<FileBuffer>,
    description: Description,
}

impl Reading {
    /// The run of the sections; none if they do not fit together.
    fn run(self) -> Option<Run> {
        let description = &self.description;
        let columns = Columns {
            cell: self.column(2)?,
            span: self.numbers(3, None)?,
            code: self.column(4)?,
            row: self.column(5)?,
            spans: description.spans.clone(),
            located: description.located,
            standing: description.standing,
        };
        let (all, slices) = self.orders()?;
        let run = Run {
            records: self.column(0)?,
            at: self.column(1)?,
            source: self.column(6)?,
            by_id: self.column(7)?,
            sources: description.sources.clone(),
            revision: description.revision,
            index: Index {
                columns,
                all,
                slices,
            },
        };
        self.fits(&run).then_some(run)
    }

    /// Whether each column has a value for each event.
    fn fits(&self, run: &Run) -> bool {
        let columns = &run.index.columns;
        let lengths = [
            columns.cell.len(),
            columns.span.len(),
            columns.code.len(),
            columns.row.len(),
            run.source.len(),
            run.by_id.len(),
        ];
        let (located, standing) = (self.description.located, self.description.standing);
        lengths.iter().all(|length| *length == run.len())
            && located <= standing
            && standing <= run.len()
    }

    fn column<T: Pod>(&self, section: usize) -> Option<Column<T>> {
        let section = self.description.sections.get(section)?;
        Column::mapped(&self.file, section.start..section.end)
    }

    /// All numbers of a section, or some of them.
    fn numbers(&self, section: usize, part: Option<Range<usize>>) -> Option<Numbers> {
        let section = self.description.sections.get(section)?;
        let bytes = section.start..section.end;
        Numbers::mapped(&self.file, bytes, self.description.are_short, part)
    }

    /// Some values of a section.
    fn part<T: Pod>(&self, section: usize, values: Range<usize>) -> Option<Column<T>> {
        let section = self.description.sections.get(section)?;
        Column::part(&self.file, section.start, values)
    }

    /// The order of all events and the slices.
    fn orders(&self) -> Option<(Order, Vec<Slice>)> {
        let located = self.description.located;
        let mut blocks = 0;
        let mut next = |events: usize| {
            let end = blocks + events.div_ceil(BLOCK_EVENTS);
            let part = blocks..end;
            blocks = end;
            Some(Blocks::put_up(
                self.part(10, part.clone())?,
                self.part(11, part)?,
            ))
        };
        let all = Order::counted_before(located, None, next(located)?)?;
        let (mut slices, mut from) = (Vec::new(), 0_usize);
        for line in &self.description.slices {
            let listed = self.listed(from..from.checked_add(line.events)?)?;
            slices.push(Slice {
                key: line.key,
                days: line.days,
                order: Order::counted_before(line.events, Some(listed), next(line.events)?)?,
            });
            from += line.events;
        }
        Some((all, slices))
    }

    fn listed(&self, events: Range<usize>) -> Option<Listed> {
        Some(Listed {
            place: self.part(8, events.clone())?,
            span: self.numbers(9, Some(events))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{index::record, store::Stored};

    /// A run of some events in a file of a folder.
    fn written(folder: &Path) -> (std::path::PathBuf, Run) {
        let path = folder.join(FILE_NAME);
        let fill = |to: &mut Builder<Writing>| {
            for stored in events() {
                to.push(&record::encode(&stored));
            }
            Ok(())
        };
        let run = write(&path, fill, |revision| Ok(format!("stamp of {revision}"))).unwrap();
        (path, run)
    }

    fn events() -> Vec<Stored> {
        crate::index::tests::events(1_000)
    }

    #[test]
    fn a_run_in_a_file_is_the_run_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mapped) = written(folder.path());
        let held = Run::of(events().iter());
        assert_eq!(mapped.records.values(), held.records.values());
        assert_eq!(mapped.at.values(), held.at.values());
        assert_eq!(mapped.by_id.values(), held.by_id.values());
        assert_eq!(mapped.source.values(), held.source.values());
        assert_eq!(mapped.sources, held.sources);
        let columns = [&mapped, &held].map(|run| format!("{:?}", run.index.columns.view()));
        assert_eq!(columns[0], columns[1]);
        let slices = [&mapped, &held].map(|run| {
            let slices = run.index.slices.iter().map(|slice| {
                let listed = slice.order.listed().unwrap();
                let places = listed.place.values().to_vec();
                let spans = format!("{:?}", listed.span.view());
                let blocks = slice.order.blocks();
                let counts = blocks.counts.values().to_vec();
                (
                    slice.key,
                    slice.days,
                    places,
                    spans,
                    blocks.edges.values().to_vec(),
                    counts,
                )
            });
            slices.collect::<Vec<_>>()
        });
        assert_eq!(slices[0], slices[1]);
        let (_, stamp) = open(&path).unwrap();
        assert_eq!(stamp, "stamp of 1000");
        verify(&path).unwrap();
    }

    #[test]
    fn a_damaged_file_is_refused_and_never_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        let (path, run) = written(folder.path());
        drop(run);
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 97) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            let other = folder.path().join("flipped");
            fs::write(&other, bytes).unwrap();
            // A gap between two sections belongs to none of them.
            let _ = open(&other).and_then(|_| verify(&other));
            fs::write(&other, &whole[..at]).unwrap();
            assert!(open(&other).is_err(), "{at}");
        }
        let mut bytes = whole.clone();
        bytes[9] ^= 1;
        fs::write(&path, bytes).unwrap();
        let told = verify(&path).unwrap_err().to_string();
        assert_eq!(told, "its checksums are not those that were written");
    }
}
