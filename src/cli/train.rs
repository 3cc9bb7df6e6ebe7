//! `zij train`: fits weights to gold and prints their table: `geodata/geoparse.tsv`, or with `--events`
//! `geodata/extract.tsv`.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::{
    gold::{self, Gold},
    lesson,
};
use crate::{
    extract,
    gazetteer::Gazetteer,
    geoparse::{self, Prior},
};

/// Fits the weights of the geoparser, or of the events, to gold documents.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold files, or folders of them: `.txt` as in `tests/gold`, `.jsonl` of world news
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Fit the weights by which events are found and placed
    #[arg(long)]
    events: bool,
    #[command(flatten)]
    world: World,
}

/// What the geoparser's weights are before fitting.
#[derive(Debug, clap::Args)]
pub(super) struct World {
    /// Begin with what this gold of world news makes of the weights set by hand, instead of the bundled
    /// `world` column; may be given again
    #[arg(long = "world", value_name = "GOLD")]
    paths: Vec<PathBuf>,
}

impl World {
    /// The prior of this gold, or that which is bundled.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is no gold.
    pub(super) fn prior(&self, gazetteer: &Gazetteer) -> io::Result<Prior> {
        let gold = gold::read_all(&self.paths)?;
        if gold.is_empty() {
            return Ok(Prior::of_world_news());
        }
        let lessons = gold.iter().map(|gold| lesson::of_names(gazetteer, gold));
        Ok(geoparse::prior(gazetteer, &lessons.collect::<Vec<_>>()))
    }

    /// Whether any is given.
    pub(super) fn is_given(&self) -> bool {
        !self.paths.is_empty()
    }
}

/// Prints the table of weights.
///
/// # Errors
///
/// When a file cannot be read or is no gold.
pub(super) fn run(args: &Args, out: &mut impl Write) -> io::Result<ExitCode> {
    let gold = gold::read_all(&args.gold)?;
    let gold: Vec<&Gold> = gold.iter().collect();
    let gazetteer = Gazetteer::bundled();
    let table = if args.events {
        events(gazetteer, &gold).table()
    } else {
        let prior = args.world.prior(gazetteer)?;
        names(gazetteer, &gold, &prior).table(&prior)
    };
    out.write_all(table.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The models of the geoparser that gold documents make.
pub(super) fn names(gazetteer: &Gazetteer, gold: &[&Gold], prior: &Prior) -> geoparse::Models {
    let lessons: Vec<_> = gold
        .iter()
        .map(|gold| lesson::of_names(gazetteer, gold))
        .collect();
    geoparse::train(gazetteer, &lessons, prior)
}

/// The models of event extraction that those gold documents make that tell events.
pub(super) fn events(gazetteer: &Gazetteer, gold: &[&Gold]) -> extract::Models {
    let told = gold.iter().filter(|gold| gold.has_events);
    let lessons: Vec<_> = told
        .map(|gold| lesson::of_events(gazetteer, gold))
        .collect();
    extract::train(gazetteer, &lessons)
}
