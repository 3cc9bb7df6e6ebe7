//! `zij gazetteer`: the user's own places.

mod add;
mod import;
mod input;
mod report;

use std::{error::Error, io::Write, process::ExitCode};

use clap::Subcommand;
use serde_json::json;

use super::{notice::while_doing, store::StoreArgs};
use crate::gazetteer::Standing;

/// What is told to `zij gazetteer`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take lists of places: CSV and `GeoJSON` of your own, and dumps of `GeoNames`
    Import(import::Args),
    /// Take one place
    Add(add::Args),
    /// Show the lists, and check what is compiled of them
    List(ListArgs),
    /// Remove a list, or one place by its id
    Remove(RemoveArgs),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Write one line of JSON a list
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// The name of a list or the id of a place, as `zij gazetteer list` and `zij geocode` show them
    #[arg(value_name = "LIST|ID")]
    name: String,
    #[command(flatten)]
    store: StoreArgs,
}

/// Does what is told; data on `out`, words on `words`.
///
/// # Errors
///
/// When a list cannot be read or written at all.
pub(super) fn run(
    args: &Args,
    out: &mut impl Write,
    words: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    match &args.command {
        Command::Import(args) => import::run(args, out, words),
        Command::Add(args) => add::run(args, out, words),
        Command::List(args) => list(args, out, words),
        Command::Remove(args) => remove(args, words),
    }
}

fn list(
    args: &ListArgs,
    out: &mut impl Write,
    words: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    let places = args.store.own_places();
    for standing in places.check()? {
        let standing = standing.as_str();
        writeln!(
            words,
            "zij: the compiled {standing} places were damaged and are made anew"
        )?;
    }
    while_doing("compiling places", || places.open())?;
    for list in places.lists()? {
        let (standing, count) = (list.standing.as_str(), list.lines()?.len());
        let (label, path) = (&list.label, list.path.display().to_string());
        if args.json {
            let line = json!({"name": label, "as": standing, "places": count, "file": path});
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{label}  {standing}  {}  {path}", counted(count))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn remove(args: &RemoveArgs, words: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
    let places = args.store.own_places();
    let count = places.remove(&args.name)?;
    while_doing("compiling places", || places.open())?;
    writeln!(words, "{} removed", counted(count))?;
    Ok(ExitCode::SUCCESS)
}

fn counted(places: usize) -> String {
    match places {
        1 => "1 place".to_owned(),
        _ => format!("{places} places"),
    }
}

/// Standing as the command line names it.
fn standing(word: &str) -> Result<Standing, String> {
    let known = Standing::of(word).filter(|standing| *standing != Standing::Bundled);
    known.ok_or_else(|| format!("as is {word:?}, expected own or reference"))
}
