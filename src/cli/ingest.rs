//! `zij ingest`: documents and event lists into the store.

use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::{
    exit_code,
    input::{About, dataset, named, read_input},
    notice::while_doing,
    store::StoreArgs,
};
use crate::ingest::{Pipeline, Report};

/// Who stands in the revisions of what the command line adds.
const WHO: &str = "zij ingest";

/// What is told to `zij ingest`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of plain text, Markdown, HTML, CSV, `GeoJSON` or JSON lines; `-` is standard input
    #[arg(value_name = "FILE")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    store: StoreArgs,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Takes the inputs, one after the other, and says what was taken and what was refused. Exit code 0 if
/// nothing was refused, 1 if some was, 2 if nothing was taken.
///
/// # Errors
///
/// When the store cannot be opened or written.
pub(super) fn run(
    args: &Args,
    out: &mut impl Write,
    words: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    let store = args.store.open()?;
    let pipeline = Pipeline::new(args.store.gazetteer()?);
    let mut report = Report::default();
    for path in named(&args.inputs) {
        let taken = while_doing("reading reports and event lists", || {
            store.take(
                &pipeline,
                read_input(&path, &args.about),
                &dataset(&path),
                WHO,
            )
        })?;
        say(&taken, words)?;
        report.add(taken);
    }
    if args.json {
        serde_json::to_writer(&mut *out, &report)?;
        writeln!(out)?;
    } else {
        writeln!(words, "{report}")?;
    }
    let done = usize::from(!report.is_nothing());
    Ok(exit_code(done, report.refused.len()))
}

fn say(report: &Report, words: &mut impl Write) -> io::Result<()> {
    report
        .refused
        .iter()
        .try_for_each(|refusal| writeln!(words, "{refusal}"))
}
