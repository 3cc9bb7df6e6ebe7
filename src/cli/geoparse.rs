//! `zij geoparse`: the place names and events of texts, one JSON line a document, nothing stored.

use std::{error::Error, io::Write, path::PathBuf, process::ExitCode};

use super::{
    exit_code,
    input::{About, named, read_input},
    store::StoreArgs,
};
use crate::{
    document::{Record, Refusal},
    ingest::Pipeline,
};

/// What is told to `zij geoparse`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of plain text, Markdown, HTML or JSON lines; `-` is standard input
    #[arg(value_name = "FILE")]
    inputs: Vec<PathBuf>,
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
    let pipeline = Pipeline::new(args.store.gazetteer()?);
    let (mut parsed, mut refused) = (0, 0);
    for path in named(&args.inputs) {
        let batch = read_input(&path, &args.about);
        for document in &batch.documents {
            serde_json::to_writer(&mut *out, &pipeline.line(document))?;
            writeln!(out)?;
        }
        let rows = batch.records.into_iter().map(row_refused);
        let refusals: Vec<Refusal> = batch.refused.into_iter().chain(rows).collect();
        refusals
            .iter()
            .try_for_each(|refusal| writeln!(words, "{refusal}"))?;
        parsed += batch.documents.len();
        refused += refusals.len();
    }
    out.flush()?;
    Ok(exit_code(parsed, refused))
}

fn row_refused(record: Record) -> Refusal {
    Refusal {
        origin: record.origin,
        value: None,
        reason: "a row of an event list, expected a document; see zij ingest".to_owned(),
    }
}
