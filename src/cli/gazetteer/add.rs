use std::{error::Error, io::Write, process::ExitCode};

use crate::{
    cli::{notice::while_doing, position::position, store::StoreArgs},
    gazetteer::{OwnPlace, PlaceKind, Standing},
    ingest::{other_name, own_id},
    space::LonLat,
    store::Outcome,
};

/// What is told to `zij gazetteer add`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The name to show
    name: String,
    /// Where it is, in degrees
    #[arg(long, value_name = "LON,LAT", value_parser = position, allow_hyphen_values = true)]
    at: LonLat,
    /// What it is: town, village, `air_base`, `military_site`, dam and so on
    #[arg(long, value_parser = kind)]
    kind: Option<PlaceKind>,
    /// Another name, with its language if you like: `ru:Форишский полигон`
    #[arg(long, value_name = "NAME")]
    also: Vec<String>,
    /// The radius around the position that holds it, in metres
    #[arg(long, value_name = "METRES")]
    uncertainty: Option<u32>,
    /// Where you know it from
    #[arg(long, default_value = "added by hand")]
    source: String,
    /// The list that it goes to
    #[arg(long = "list", value_name = "NAME", default_value = "added")]
    label: String,
    #[command(flatten)]
    store: StoreArgs,
}

pub(super) fn run(
    args: &Args,
    out: &mut impl Write,
    words: &mut impl Write,
) -> Result<ExitCode, Box<dyn Error>> {
    let places = args.store.own_places();
    let known = places.below(Standing::Own)?;
    if let Some(near) = known.meant_if_swapped(args.at) {
        let (lon, lat, near) = (args.at.lon(), args.at.lat(), known.place(near).name);
        let said = format!(
            "longitude {lon} and latitude {lat} look swapped: exchanged they are near {near}"
        );
        return Err(said.into());
    }
    let place = args.place();
    let mut intake = places.intake(Standing::Own, &args.label)?;
    let outcome = intake.place(&place)?;
    while_doing("compiling places", || intake.finish(&places))?;
    let gazetteer = places.open()?;
    let lookup = gazetteer
        .lookup(&place.name)
        .into_iter()
        .map(|entry| entry.place);
    let taken = gazetteer.by_id(&place.id).or_else(|| {
        lookup
            .into_iter()
            .find(|found| gazetteer.position(*found).distance_m(args.at) < 1.0)
    });
    let id = taken.map_or(place.id.as_str(), |taken| gazetteer.place(taken).id);
    writeln!(out, "{id}")?;
    let said = match outcome {
        Outcome::Known => "known already: nothing has changed",
        Outcome::Changed => "changed",
        Outcome::Merged => "taken as the place of this name that is known there",
        Outcome::New | Outcome::Elsewhere => "added",
    };
    writeln!(words, "{said}")?;
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn place(&self) -> OwnPlace {
        OwnPlace {
            id: own_id(&self.name, self.at),
            kind: self.kind,
            name: self.name.trim().to_owned(),
            country: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            position: self.at,
            uncertainty_m: self.uncertainty,
            population: 0,
            names: self.also.iter().map(|name| other_name(name)).collect(),
            source: self.source.clone(),
        }
    }
}

/// The kind of a word.
pub(super) fn kind(word: &str) -> Result<PlaceKind, String> {
    let kinds: Vec<&str> = PlaceKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let known = PlaceKind::of(&word.replace([' ', '-'], "_"));
    known.ok_or_else(|| format!("kind is {word:?}, expected one of {}", kinds.join(", ")))
}
