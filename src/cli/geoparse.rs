//! `zij geoparse`: the place names and events of texts, one JSON line a document, nothing stored.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::input::{About, named, read_input};
use crate::{gazetteer::Gazetteer, ingest::Pipeline};

/// What is told to `zij geoparse`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of plain text, Markdown, HTML or JSON lines; `-` is standard input
    #[arg(value_name = "FILE")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    about: About,
}

/// Writes the lines. Exit code 0 if nothing was refused, 1 if some was, 2 if nothing was parsed.
///
/// # Errors
///
/// When the lines cannot be written.
pub(super) fn run(
    args: &Args,
    out: &mut impl Write,
    words: &mut impl Write,
) -> io::Result<ExitCode> {
    let pipeline = Pipeline::new(Gazetteer::bundled());
    let (mut parsed, mut refused) = (0, 0);
    for path in named(&args.inputs) {
        let batch = read_input(&path, &args.about);
        for document in &batch.documents {
            serde_json::to_writer(&mut *out, &pipeline.line(document))?;
            writeln!(out)?;
            parsed += 1;
        }
        for refusal in &batch.refused {
            writeln!(words, "{refusal}")?;
            refused += 1;
        }
        for record in &batch.records {
            let origin = record.origin.clone();
            let reason = "a row of an event list, expected a document; see zij ingest".to_owned();
            writeln!(
                words,
                "{}",
                crate::document::Refusal {
                    origin,
                    value: None,
                    reason
                }
            )?;
            refused += 1;
        }
    }
    out.flush()?;
    Ok(match (parsed, refused) {
        (_, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    })
}
