//! `zij ingest`: documents and event lists into the store.

use std::{error::Error, io::Write, path::PathBuf, process::ExitCode};

use super::{
    exit_code,
    import::Import,
    input::{About, Input, named},
    store::StoreArgs,
};

/// Who stands in the revisions of what the command line adds.
const WHO: &str = "zij ingest";

/// What is told to `zij ingest`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Reports and event lists; `-` is standard input
    #[arg(value_name = "FILE")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    store: StoreArgs,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Take nothing; write how the columns of tables are read, as --columns reads it
    #[arg(long)]
    show_columns: bool,
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
    if args.show_columns {
        return show_columns(args, out);
    }
    let store = args.store.open()?;
    let mut import = Import::into(&store, args.store.gazetteer()?, WHO, words);
    import.keeps_ids = args.json;
    for path in named(&args.inputs) {
        import.take_file(&path, &args.about)?;
    }
    let (report, refused) = import.outcome();
    if args.json {
        serde_json::to_writer(&mut *out, &report)?;
        writeln!(out)?;
    } else {
        let counts = report.taken.with_refused(refused);
        writeln!(words, "{counts}")?;
    }
    Ok(exit_code(usize::from(!report.is_nothing()), refused))
}

/// Writes the columns of tables as lines that can be corrected and read again.
fn show_columns(args: &Args, out: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
    for path in named(&args.inputs) {
        let name = path.display();
        let input =
            Input::open(&path, &args.about, None).map_err(|error| format!("{name}: {error}"))?;
        match &input.columns {
            Some(columns) => {
                writeln!(out, "# {name}\n{}", columns.mapping)?;
                for column in &columns.beside {
                    writeln!(out, "# kept beside: {column}")?;
                }
            }
            None => writeln!(out, "# {name} is no table with a header")?,
        }
    }
    Ok(ExitCode::SUCCESS)
}
