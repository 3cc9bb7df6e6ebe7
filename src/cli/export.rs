//! `zij export`: the filtered events of the store as a file.

use std::{
    error::Error,
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::store::StoreArgs;
use crate::{
    filter::{Filter, Params},
    index::{Live, Snapshot},
    layer::Format,
};

/// What is told to `zij export`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only events in this box: west,south,east,north in degrees
    #[arg(long, allow_hyphen_values = true)]
    bbox: Option<String>,
    /// Only events of this day or interval: 2018-10-12, 2018-01-01/.., ../2012-12-31
    #[arg(long)]
    datetime: Option<String>,
    /// Only events of these types, separated by commas
    #[arg(long, value_name = "TYPES")]
    event_type: Option<String>,
    /// Only events of these groups, separated by commas
    #[arg(long, value_name = "GROUPS")]
    group: Option<String>,
    /// Only events of these states: candidate, confirmed, rejected, merged, deleted
    #[arg(long, value_name = "STATES")]
    status: Option<String>,
    /// Only events whose place is known this precisely: 1, 2, 3
    #[arg(long, value_name = "CODES")]
    geo_precision: Option<String>,
    /// Only events that have a place, true, or have none, false
    #[arg(long, value_name = "BOOL")]
    located: Option<String>,
    /// Only events of this document
    #[arg(long, value_name = "ID")]
    doc_id: Option<String>,
    /// Only events of this list
    #[arg(long, value_name = "NAME")]
    dataset: Option<String>,
    /// Only events whose words begin with these
    #[arg(long, value_name = "WORDS")]
    q: Option<String>,
    /// geojson, geojsonl, geojsons, csv, xlsx, gpkg, fgb, kml or gpx; geojson if neither this nor a profile is given
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// The columns of another list: acled or ucdp (CSV), timemap (JSON), plover (JSON lines)
    #[arg(long, value_name = "LIST")]
    profile: Option<String>,
    /// The file to write; standard output if not given
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    store: StoreArgs,
}

impl Args {
    /// The filter, read as the server reads it.
    fn filter(&self) -> Result<Filter, Box<dyn Error>> {
        let given = [
            ("bbox", &self.bbox),
            ("datetime", &self.datetime),
            ("event_type", &self.event_type),
            ("group", &self.group),
            ("status", &self.status),
            ("geo_precision", &self.geo_precision),
            ("located", &self.located),
            ("doc_id", &self.doc_id),
            ("dataset", &self.dataset),
            ("q", &self.q),
        ];
        let given = given
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let query: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(given)
            .finish();
        Ok(Filter::take(&mut Params::parse(&query)?)?)
    }
}

/// Writes the events in their canonical order.
///
/// # Errors
///
/// When a parameter has no meaning, the store cannot be read or the file not be written.
pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
    let format = Format::of(args.format.as_deref(), args.profile.as_deref())?;
    let filter = args.filter()?;
    let snapshot = Live::of(args.store.open_existing()?)?.snapshot();
    let rows = snapshot.rows(&filter);
    match &args.output {
        Some(path) => write_file(format, &snapshot, &rows, path)?,
        None => format.write_rows(&snapshot, &rows, &mut BufWriter::new(out))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write_file(
    format: Format,
    snapshot: &Snapshot,
    rows: &[u32],
    path: &PathBuf,
) -> Result<(), Box<dyn Error>> {
    let named = |error: io::Error| format!("cannot write {}: {error}", path.display());
    let mut file = BufWriter::new(File::create(path).map_err(named)?);
    format
        .write_rows(snapshot, rows, &mut file)
        .map_err(named)?;
    file.flush().map_err(named)?;
    Ok(())
}
