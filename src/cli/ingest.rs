//! `zij ingest`: documents and event lists into the store.

use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::{
    input::{About, dataset, named, read_input},
    notice::while_doing,
};
use crate::{
    gazetteer::Gazetteer,
    ingest::{Pipeline, Report},
    store::GeoPackage,
    time::Timestamp,
};

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
    /// The folder of the store, made if it is not there
    #[arg(
        long,
        env = "ZIJ_STORE",
        value_name = "FOLDER",
        default_value = "zij-data"
    )]
    store: PathBuf,
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
    let store = GeoPackage::open(&args.store, Timestamp::now)?;
    let pipeline = Pipeline::new(Gazetteer::bundled());
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
    Ok(exit_code(&report))
}

fn say(report: &Report, words: &mut impl Write) -> io::Result<()> {
    report
        .refused
        .iter()
        .try_for_each(|refusal| writeln!(words, "{refusal}"))
}

fn exit_code(report: &Report) -> ExitCode {
    match (report.is_nothing(), report.refused.is_empty()) {
        (true, false) => ExitCode::from(2),
        (false, false) => ExitCode::from(1),
        (_, true) => ExitCode::SUCCESS,
    }
}
