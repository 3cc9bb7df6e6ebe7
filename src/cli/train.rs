//! `zij train`: fits the geoparser's weights to gold and prints the table for `geodata/geoparse.tsv`.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use crate::{
    gazetteer::{Gazetteer, PlaceIndex},
    geoparse::{Answer, Lesson, Models, train},
    space::LonLat,
};

use super::gold::{self, Gold, GoldPlace, GoldToponym};

/// A place of the gazetteer this near, in metres, to a position of gold is the same.
const SAME_M: f64 = 20_000.0;
/// How many of the nearest places of a position may be the same.
const SAME_MAX: usize = 8;

/// Fits the weights of the geoparser to gold documents.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold files, or folders of them: `.txt` as in `tests/gold`, `.jsonl` of world news
    #[arg(required = true)]
    gold: Vec<PathBuf>,
}

/// Prints the table of weights.
///
/// # Errors
///
/// When a file cannot be read or is no gold.
pub(super) fn run(args: &Args, out: &mut impl Write) -> io::Result<ExitCode> {
    let gold = gold::read_all(&args.gold)?;
    let models = fitted(Gazetteer::bundled(), &gold.iter().collect::<Vec<_>>());
    out.write_all(models.table().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The models that gold documents make.
pub(super) fn fitted(gazetteer: &Gazetteer, gold: &[&Gold]) -> Models {
    let lessons: Vec<Lesson<'_>> = gold.iter().map(|gold| lesson(gazetteer, gold)).collect();
    train(gazetteer, &lessons)
}

fn lesson<'g>(gazetteer: &Gazetteer, gold: &'g Gold) -> Lesson<'g> {
    let names = gold.toponyms.iter().filter(|toponym| !toponym.is_demonym());
    Lesson {
        text: gold.analysed(),
        answers: names.map(|toponym| answer(gazetteer, toponym)).collect(),
    }
}

fn answer(gazetteer: &Gazetteer, toponym: &GoldToponym) -> Answer {
    let by_id = |id: &str| gazetteer.by_id(id).into_iter().collect::<Vec<_>>();
    let places = match &toponym.place {
        GoldPlace::Id(id) => by_id(id),
        GoldPlace::At(position) => places_at(gazetteer, *position),
        GoldPlace::Both(known) => {
            let known_by_id = by_id(&known.id);
            if known_by_id.is_empty() {
                places_at(gazetteer, known.position)
            } else {
                known_by_id
            }
        }
        GoldPlace::Unknown => vec![],
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
