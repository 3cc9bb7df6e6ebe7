use std::{error::Error, io::Write, path::PathBuf, process::ExitCode};

use super::{
    add::kind,
    input::{Input, inputs},
    report::Report,
    standing,
};
use crate::{
    cli::{exit_code, notice::while_doing, store::StoreArgs},
    document::Refusal,
    gazetteer::{Gazetteer, PlaceKind, Standing},
    ingest::{ListDefaults, PlaceFormat, PlaceItem, read_places},
    store::{Intake, OwnPlaces},
};

/// What is told to `zij gazetteer import`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Country dumps of `GeoNames` (`UZ.txt`), `alternateNamesV2.txt`, CSV with a header, `GeoJSON`, ZIP archives
    /// of them as `GeoNames` delivers them (`UZ.zip`); `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// own places win over the bundled ones; reference places only cover more. CSV and `GeoJSON` are own if
    /// not given, dumps of `GeoNames` reference
    #[arg(long = "as", value_name = "own|reference", value_parser = standing)]
    standing: Option<Standing>,
    /// The list that they go to; the file's name if not given
    #[arg(long, value_name = "LIST")]
    name: Option<String>,
    /// What the places are whose rows do not say; a town if not given
    #[arg(long, value_parser = kind)]
    kind: Option<PlaceKind>,
    /// Where the places are known from; the file's name if not given
    #[arg(long)]
    source: Option<String>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

pub(super) fn run(
    args: &Args,
    out: &mut impl Write,
    words: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    let places = args.store.own_places();
    let (mut done, mut refused) = (0, 0);
    for input in inputs(&args.files)? {
        let report = while_doing("reading places", || take(args, &places, input))?;
        done += usize::from(!report.is_nothing());
        refused += report.refused.len();
        if args.json {
            serde_json::to_writer(&mut *out, &report)?;
            writeln!(out)?;
        } else {
            writeln!(words, "{report}")?;
        }
    }
    Ok(exit_code(done, refused))
}

fn take(args: &Args, places: &OwnPlaces, input: Input) -> Result<Report, Box<dyn Error>> {
    let is_dump = matches!(
        input.format,
        PlaceFormat::GeoNames | PlaceFormat::AlternateNames
    );
    let default = if is_dump {
        Standing::Reference
    } else {
        Standing::Own
    };
    let standing = args.standing.unwrap_or(default);
    let label = args.name.clone().unwrap_or_else(|| label(&input.name));
    let known = places.open()?;
    let mut intake = places.intake(standing, &label)?;
    let mut report = Report::new(&input.name, &label, standing);
    let (name, format) = (input.name.clone(), input.format);
    let defaults = ListDefaults {
        label: &label,
        source: args.source.as_deref().unwrap_or(&name),
        kind: args.kind,
    };
    let mut each = |item| take_item(item, &mut intake, known, &mut report);
    // What came before the place where reading stopped has been counted, but is not kept.
    input.read(|lines| {
        let read = read_places(lines, &name, format, &defaults, known, &mut each);
        read.map_err(Box::from)
    })?;
    intake.finish(places)?;
    Ok(report)
}

fn take_item(item: PlaceItem, intake: &mut Intake, known: &Gazetteer, report: &mut Report) {
    let (outcome, origin) = match item {
        PlaceItem::Columns(columns) => {
            report.columns = columns;
            return;
        }
        PlaceItem::LeftOut(what) => return report.leave_out(what),
        PlaceItem::Refused(refusal) => return report.refuse(refusal),
        PlaceItem::Place(origin, place) => (intake.place(&place), origin),
        PlaceItem::Name(origin, id, name) => (intake.name(&id, &name, known), origin),
    };
    match outcome {
        Ok(outcome) => report.count(outcome),
        Err(reason) => report.refuse(Refusal {
            origin,
            value: None,
            reason,
        }),
    }
}

/// A list's name made of a file's.
fn label(file_name: &str) -> String {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let fit = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    stem.chars().map(fit).take(64).collect()
}
