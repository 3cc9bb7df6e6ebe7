//! `zij geoparse`: the place names and events of texts, one JSON line a document, nothing stored.

use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::{
    exit_code,
    input::{About, Input, named, refused},
    store::StoreArgs,
};
use crate::{
    document::{Batch, Document, Record, Refusal},
    ingest::{Line, Pipeline},
};

/// What is told to `zij geoparse`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of plain text, Markdown, HTML or JSON lines; `-` is standard input
    #[arg(value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Write the place names alone, which takes a small part of the time
    #[arg(long)]
    no_events: bool,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    store: StoreArgs,
}

/// Writes the lines. Exit code 0 if nothing was refused, 1 if some was, 2 if nothing was parsed.
///
/// # Errors
///
/// When the lines cannot be written, or the user's places not be opened.
pub(super) fn run(
    args: &Args,
    out: &mut impl Write,
    words: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    let mut desk = Desk {
        pipeline: Pipeline::new(args.store.gazetteer()?),
        args,
        out,
        words,
        written: Vec::new(),
        parsed: 0,
        refused: 0,
    };
    for path in named(&args.inputs) {
        // One by one, so that each line is written as soon as its document has been read.
        match Input::open(&path, &args.about, None) {
            Ok(input) => input.each_batch(1, |batch| desk.take(batch))?,
            Err(error) => desk.take(refused(error, &path.display().to_string()))?,
        }
    }
    desk.out.flush()?;
    Ok(exit_code(desk.parsed, desk.refused))
}

/// Takes documents and writes their lines as they come.
struct Desk<'a, O, W> {
    pipeline: Pipeline<'a>,
    args: &'a Args,
    out: &'a mut O,
    words: &'a mut W,
    /// The last line, whose memory the next one takes.
    written: Vec<u8>,
    parsed: usize,
    refused: usize,
}

impl<'a, O: Write, W: Write> Desk<'a, O, W> {
    fn take(&mut self, batch: Batch) -> io::Result<()> {
        for document in &batch.documents {
            let mut written = std::mem::take(&mut self.written);
            written.clear();
            self.line(document).write_to(&mut written)?;
            written.push(b'\n');
            self.out.write_all(&written)?;
            self.written = written;
            self.parsed += 1;
        }
        let rows = batch.records.into_iter().map(row_refused);
        for refusal in batch.refused.into_iter().chain(rows) {
            writeln!(self.words, "{refusal}")?;
            self.refused += 1;
        }
        Ok(())
    }

    fn line<'d>(&self, document: &'d Document) -> Line<'d>
    where
        'a: 'd,
    {
        if self.args.no_events {
            self.pipeline.line_of_places(document)
        } else {
            self.pipeline.line(document)
        }
    }
}

fn row_refused(record: Record) -> Refusal {
    Refusal {
        origin: record.origin,
        value: None,
        reason: "a row of an event list, expected a document; see zij ingest".to_owned(),
    }
}
