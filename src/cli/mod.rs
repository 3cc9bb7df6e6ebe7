//! The command line: what is printed is data, words go to standard error.
//!
//! Exit codes: 0 all done, 1 some refused, 2 nothing done.

mod evaluate;
mod geocode;
mod gold;
mod train;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// An event map server: reports and event lists in, an evidenced map of Central Asia out
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
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
    run(&cli).unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "zij: {error}");
        ExitCode::from(2)
    })
}

fn run(cli: &Cli) -> io::Result<ExitCode> {
    match &cli.command {
        Command::Geocode(args) => geocode::run(
            args,
            io::stdin().lock(),
            &mut io::stdout().lock(),
            &mut io::stderr(),
        ),
        Command::Evaluate(args) => evaluate::run(args, &mut io::stdout().lock()),
        Command::Train(args) => train::run(args, &mut io::stdout().lock()),
    }
}
