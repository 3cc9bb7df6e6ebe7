//! The command line: what is printed is data, words go to standard error.
//!
//! Exit codes: 0 all done, 1 some refused, 2 nothing done.

mod evaluate;
mod export;
mod fetch;
mod gazetteer;
mod geocode;
mod geoparse;
mod gold;
mod import;
mod ingest;
mod input;
mod lesson;
mod notice;
mod position;
mod serve;
mod store;
mod train;
mod watch;

use std::{
    error::Error,
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// An event map server: reports and event lists in, an evidenced map of Central Asia out
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the map and the API, as `zij` alone does
    Serve(serve::Args),
    /// Take reports and event lists into the store
    Ingest(ingest::Args),
    /// Write the place names and events of texts as JSON lines, storing nothing
    Geoparse(geoparse::Args),
    /// Take what is new at web addresses and in folders, again and again
    Watch(watch::Args),
    /// Write the filtered events of the store as a file
    Export(export::Args),
    /// Take and list places of your own
    Gazetteer(gazetteer::Args),
    /// List the places that a name may mean
    Geocode(geocode::Args),
    /// Compare what Zij finds with gold documents
    Evaluate(evaluate::Args),
    /// Fit the weights of the geoparser to gold documents
    Train(train::Args),
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    log_to_standard_error();
    run(cli).or_else(unless_unread).unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "zij: {}", chain(&*error));
        ExitCode::from(2)
    })
}

fn run(cli: Cli) -> Result<ExitCode, Box<dyn Error>> {
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => serve::run(&args),
        Command::Ingest(args) => ingest::run(&args, &mut io::stdout().lock(), &mut io::stderr()),
        Command::Watch(args) => watch::run(&args, &mut io::stderr()),
        Command::Geoparse(args) => {
            geoparse::run(&args, &mut io::stdout().lock(), &mut io::stderr())
        }
        Command::Export(args) => export::run(&args, &mut io::stdout().lock()),
        Command::Gazetteer(args) => {
            gazetteer::run(&args, &mut io::stdout().lock(), &mut io::stderr())
        }
        Command::Geocode(args) => geocode::run(
            &args,
            io::stdin().lock(),
            &mut io::stdout().lock(),
            &mut io::stderr(),
        ),
        Command::Evaluate(args) => Ok(evaluate::run(&args, &mut io::stdout().lock())?),
        Command::Train(args) => Ok(train::run(&args, &mut io::stdout().lock())?),
    }
}

/// Whoever reads the output may have enough of it: `zij geocode - | head` is no failure.
fn unless_unread(error: Box<dyn Error>) -> Result<ExitCode, Box<dyn Error>> {
    let kind = error.downcast_ref().map(io::Error::kind);
    if kind == Some(io::ErrorKind::BrokenPipe) {
        return Ok(ExitCode::SUCCESS);
    }
    Err(error)
}

/// 0 if nothing was refused, 1 if something was, 2 if nothing was done.
fn exit_code(done: usize, refused: usize) -> ExitCode {
    match (done, refused) {
        (_, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    }
}

/// An error with the errors that caused it.
fn chain(error: &dyn Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

/// `ZIJ_LOG` chooses what is logged, `zij=debug` for instance; without it only warnings are.
fn log_to_standard_error() {
    let filter = EnvFilter::try_from_env("ZIJ_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    // Another logger is there only if somebody calls this twice; the first one stays.
    let _ = log.try_init();
}
