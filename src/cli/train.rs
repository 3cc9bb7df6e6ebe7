//! `zij train`: fits the geoparser's weights to gold and prints the table for `geodata/geoparse.tsv`.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use crate::{
    gazetteer::{Gazetteer, PlaceIndex},
    geoparse::{Answer, Lesson, Role, train},
    space::LonLat,
    text::{Analysed, Lang},
};

use super::gold::{self, Gold, GoldPlace, GoldToponym};

/// A place of the gazetteer this near, in metres, to a position of gold is the same.
const SAME_M: f64 = 20_000.0;
/// How many of the nearest places of a position may be the same.
const SAME_MAX: usize = 8;

/// Fits the weights of the geoparser to gold documents.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold files, or folders of them.
    #[arg(required = true)]
    gold: Vec<PathBuf>,
}

/// Prints the table of weights.
///
/// # Errors
///
/// When a file cannot be read or is no gold document.
pub(super) fn run(args: &Args, out: &mut impl Write) -> io::Result<ExitCode> {
    let gazetteer = Gazetteer::bundled();
    let read: Vec<Vec<Gold>> = args
        .gold
        .iter()
        .map(|path| gold::read_all(path))
        .collect::<io::Result<_>>()?;
    let lessons: Vec<Lesson<'_>> = read
        .iter()
        .flatten()
        .map(|gold| lesson(gazetteer, gold))
        .collect();
    out.write_all(train(gazetteer, &lessons).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn lesson<'g>(gazetteer: &Gazetteer, gold: &'g Gold) -> Lesson<'g> {
    let names = gold
        .toponyms
        .iter()
        .filter(|toponym| toponym.role != Role::Demonym);
    Lesson {
        text: Analysed::new(&gold.text, Some(Lang::of_tag(&gold.lang))),
        answers: names.map(|toponym| answer(gazetteer, toponym)).collect(),
    }
}

fn answer(gazetteer: &Gazetteer, toponym: &GoldToponym) -> Answer {
    let places = match &toponym.place {
        GoldPlace::Id(id) => gazetteer.by_id(id).into_iter().collect(),
        GoldPlace::At(position) => places_at(gazetteer, *position),
        GoldPlace::Unknown => Vec::new(),
    };
    Answer {
        span: toponym.span,
        role: toponym.role,
        places,
    }
}

fn places_at(gazetteer: &Gazetteer, position: LonLat) -> Vec<PlaceIndex> {
    let nearest = gazetteer.nearest(position, SAME_MAX, |_| true);
    nearest
        .into_iter()
        .filter(|(_, distance_m)| *distance_m <= SAME_M)
        .map(|(place, _)| place)
        .collect()
}
