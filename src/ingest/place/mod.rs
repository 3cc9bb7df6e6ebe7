//! Lists of places: the user's own tables and `GeoJSON`, and the dumps of `GeoNames`.

mod alternate;
mod columns;
mod feature;
mod geonames;
mod lines;
mod row;
mod table;

pub use row::{other_name, own_id};

use std::io::{self, BufRead};

use crate::{
    document::{Origin, Refusal},
    gazetteer::{Gazetteer, OwnName, OwnPlace, PlaceKind},
};

/// What a list of places is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceFormat {
    /// A country file, `allCountries.txt` or `cities500.txt` of `GeoNames`: 19 columns without a header.
    GeoNames,
    /// `alternateNamesV2.txt` of `GeoNames`: names with their languages, by the number of the place.
    AlternateNames,
    /// A table whose first row names the columns.
    Table,
    /// Points and areas (RFC 7946).
    GeoJson,
}

/// A piece of a list of places.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceItem {
    /// A table's columns, each with what it was read as.
    Columns(Vec<(String, Option<&'static str>)>),
    /// A place, and where it stands.
    Place(Origin, OwnPlace),
    /// One more name of the place of an id, and where it stands.
    Name(Origin, String, OwnName),
    /// Something sound that is no place or name here, as what it is left out.
    LeftOut(String),
    /// What could not be taken.
    Refused(Refusal),
}

/// What a list does not say itself.
#[derive(Debug, Clone, Copy)]
pub struct ListDefaults<'d> {
    /// The list's name: a part of the ids of its places.
    pub label: &'d str,
    /// Where its records come from.
    pub source: &'d str,
    /// What its places are.
    pub kind: Option<PlaceKind>,
}

/// Why a list of places cannot be read on; what came before has been given.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// Neither of the formats.
    #[error(
        "{0} is no list of places, expected a GeoNames dump of 19 columns, alternateNamesV2.txt, a table \
         with a header (name, lon, lat), GeoJSON, or a file that is a ZIP archive of them"
    )]
    Format(String),
    /// A table without what every place needs.
    #[error("{source_name}: the columns are {found:?}, expected a name, lon and lat among them")]
    Columns {
        /// The list.
        source_name: String,
        /// Its header.
        found: Vec<String>,
    },
    /// Broken JSON, or not a collection of features.
    #[error("{source_name}: {reason}, expected a GeoJSON FeatureCollection")]
    Json {
        /// The list.
        source_name: String,
        /// What is wrong.
        reason: String,
    },
    /// The bytes cannot be read.
    #[error("cannot read {source_name}")]
    Read {
        /// The list.
        source_name: String,
        /// Why not.
        source: io::Error,
    },
}

impl PlaceFormat {
    /// How many of a list's first bytes tell its format.
    pub const HEAD_BYTES: usize = 64 << 10;

    /// Tells the format from the first bytes: `GeoNames` by the shape of its first line. None for what is no
    /// text, a ZIP archive for instance.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.contains(&0) {
            return None;
        }
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        if first.trim_start().starts_with('{') {
            return Some(Self::GeoJson);
        }
        let fields: Vec<&str> = first.split('\t').collect();
        let is_number = |at: usize| {
            fields
                .get(at)
                .is_some_and(|field| field.parse::<u64>().is_ok())
        };
        match fields.len() {
            geonames::COLUMNS if is_number(0) => Some(Self::GeoNames),
            8 | alternate::COLUMNS if is_number(0) && is_number(1) => Some(Self::AlternateNames),
            _ => first.contains([',', ';', '\t']).then_some(Self::Table),
        }
    }
}

/// Reads a list of places and gives it piece by piece, holding no more than a line of a dump, or the whole
/// of a table or `GeoJSON`: one whose longitudes and latitudes stand in each other's columns is refused as
/// a whole. Countries and regions are looked up in the gazetteer.
///
/// # Errors
///
/// When the list cannot be read on. Single places that cannot be taken are given as refused.
pub fn read_places(
    input: impl BufRead,
    source_name: &str,
    format: PlaceFormat,
    defaults: &ListDefaults<'_>,
    gazetteer: &Gazetteer,
    take: &mut dyn FnMut(PlaceItem),
) -> Result<(), PlacesError> {
    match format {
        PlaceFormat::GeoNames => geonames::read(input, source_name, defaults, take),
        PlaceFormat::AlternateNames => alternate::read(input, source_name, take),
        PlaceFormat::Table => table::read(input, source_name, defaults, gazetteer, take),
        PlaceFormat::GeoJson => feature::read(input, source_name, defaults, gazetteer, take),
    }
}

/// A place with where it stands.
type Placed = (Origin, OwnPlace);

/// Gives the places of a list, or refuses all of them if their longitudes and latitudes are exchanged.
fn give(places: Vec<Placed>, gazetteer: &Gazetteer, take: &mut dyn FnMut(PlaceItem)) {
    let meant = |(_, place): &Placed| gazetteer.meant_if_swapped(place.position);
    let swapped = !places.is_empty() && places.iter().all(|place| meant(place).is_some());
    for placed in places {
        let item = match meant(&placed).filter(|_| swapped) {
            Some(near) => PlaceItem::Refused(exchanged(&placed, gazetteer.place(near).name)),
            None => PlaceItem::Place(placed.0, placed.1),
        };
        take(item);
    }
}

fn exchanged((origin, place): &Placed, near: &str) -> Refusal {
    let (lon, lat) = (place.position.lon(), place.position.lat());
    Refusal {
        origin: origin.clone(),
        value: Some(format!("{lon}, {lat}")),
        reason: format!(
            "longitude {lon} and latitude {lat} look swapped: every place lies far from any town, and with \
             the two exchanged this one is near {near}"
        ),
    }
}

fn refusal(origin: &Origin, field: &str, value: &str, reason: impl Into<String>) -> Refusal {
    Refusal {
        origin: Origin {
            field: Some(field.to_owned()),
            ..origin.clone()
        },
        value: Some(value.chars().take(VALUE_CHARS_MAX).collect()),
        reason: reason.into(),
    }
}

/// The most characters of a value that a refusal repeats.
const VALUE_CHARS_MAX: usize = 80;

#[cfg(test)]
mod tests;
