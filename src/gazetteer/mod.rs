//! Places: their names in every script, what they are, where they are, and in which region.
//!
//! The bundled gazetteer is compiled from `geodata/*.tsv` when the program is built, and searched where it
//! lies in the program: there is nothing to load. Names are looked up folded, see [`crate::text::fold`].
//! Over it lie up to two layers of the user: lists that cover more, and places of their own.

mod alike;
mod blob;
mod borders;
mod compile;
mod keys;
mod kind;
mod kind_set;
mod layer;
mod near;
mod overlay;
mod own;
mod radius;
mod record;
mod regions;
mod same;
mod search;
mod tables;
mod walk;

pub use blob::{BlobError, check, stamp};
pub use compile::compile;
pub use kind::{NameKind, PlaceKind, Standing};
pub use kind_set::KindSet;
pub use overlay::compile_own;
pub use own::{OWN_HEADER, OwnName, OwnPlace, OwnTable, add_own_name};
pub use record::PlaceRecord;
pub use same::Sought;
pub use tables::{TableError, Tables};
pub use walk::Walk;

use std::{borrow::Cow, sync::LazyLock};

use crate::{
    space::LonLat,
    text::{fold, stem},
};

use blob::Blob;
use compile::UNITS_PER_DEGREE;
use layer::Layer;
use walk::Keys;

/// Compiled from `geodata/` by the build script.
static BUNDLED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// Places by name, code, id and position.
///
/// ```
/// use zij::gazetteer::Gazetteer;
/// let gazetteer = Gazetteer::bundled();
/// let osh = gazetteer.lookup("Ош")[0].place;
/// assert_eq!(gazetteer.place(osh).name, "Osh");
/// ```
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// The bundled layer, and above it those of the user.
    layers: Vec<Layer>,
}

/// The number of a place in its gazetteer: small, and only valid there. Those of a layer follow those of
/// the layers below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceIndex(u32);

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// Stable, `geonames:1512569`.
    pub id: &'g str,
    /// The usual name in English.
    pub name: &'g str,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2; empty for what belongs to none.
    pub country: &'g str,
    /// Its own code: ISO 3166 of a country or region, ICAO of an air field; else empty.
    pub code: &'g str,
    /// The code of its first-level region (ISO 3166-2, else of `GeoNames`), or empty.
    pub admin1: &'g str,
    /// The code of its second-level region (of `GeoNames`), or empty.
    pub admin2: &'g str,
    /// Its central point, WGS 84.
    pub position: LonLat,
    /// The radius in metres around the point that holds it, errors of the source included.
    pub uncertainty_m: u32,
    /// Inhabitants; 0 is unknown or none.
    pub population: u64,
    /// Where the record comes from.
    pub source: &'g str,
    /// Whose place it is.
    pub standing: Standing,
}

/// A name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameEntry<'g> {
    /// Whose name it is.
    pub place: PlaceIndex,
    /// The name as written in its language.
    pub text: &'g str,
    /// BCP 47; `und` if unknown.
    pub lang: &'g str,
    /// Where it comes from.
    pub kind: NameKind,
}

impl Gazetteer {
    /// The gazetteer that the program carries.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
            let blob = Blob::new(&Cow::Borrowed(BUNDLED));
            let blob = blob.expect("the build script has just compiled it");
            Gazetteer {
                layers: vec![Layer { blob, first: 0 }],
            }
        });
        &GAZETTEER
    }

    /// A gazetteer of its own, from what [`compile`] made.
    ///
    /// # Errors
    ///
    /// When the bytes are none, of another version, cut off, or damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, BlobError> {
        let blob = Blob::checked(bytes)?;
        Ok(Self {
            layers: vec![Layer { blob, first: 0 }],
        })
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let counts = self.layers.iter().map(|layer| &layer.blob);
        counts.map(|blob| blob.places() - blob.hidden()).sum()
    }

    /// Whether there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every place, by id within its layer.
    pub fn places(&self) -> impl Iterator<Item = PlaceIndex> {
        let levels = self.layers.iter().enumerate();
        let places = levels.flat_map(|(level, layer)| layer.places().map(move |at| (level, at)));
        places
            .filter(|(level, place)| self.is_shown(*level, *place))
            .map(|(_, place)| place)
    }

    /// A place.
    #[must_use]
    pub fn place(&self, index: PlaceIndex) -> Place<'_> {
        self.record(index).place()
    }

    /// A place, to be read field by field.
    #[must_use]
    pub fn record(&self, index: PlaceIndex) -> PlaceRecord<'_> {
        let (layer, local) = self.layer_of(index);
        PlaceRecord::new(layer, local)
    }

    /// Where a place is: cheaper than the whole place.
    #[must_use]
    pub fn position(&self, index: PlaceIndex) -> LonLat {
        let (layer, local) = self.layer_of(index);
        layer.position(local)
    }

    /// The place of an id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<PlaceIndex> {
        self.layers.iter().rev().find_map(|layer| layer.by_id(id))
    }

    /// The country, region or air field of a code: `UZ`, `UZ-QA`, `UZTT`.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<PlaceIndex> {
        let mut layers = self.layers.iter().rev();
        layers.find_map(|layer| {
            let place = u32::try_from(layer.blob.codes.get(code)?).ok()?;
            Some(layer.index(place))
        })
    }

    /// Every name of a place.
    pub fn names(&self, index: PlaceIndex) -> impl Iterator<Item = NameEntry<'_>> {
        let (layer, local) = self.layer_of(index);
        let first = layer.blob.place_word(local, 13);
        let count = layer.blob.place_word(local, 14);
        (first..first.saturating_add(count)).map(|name| layer.name(name))
    }

    /// Starts a walk over the folded names.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self, Keys::Folded)
    }

    /// Starts a walk over the names in Cyrillic with every word stemmed, see [`crate::text::stem`].
    #[must_use]
    pub fn walk_stems(&self) -> Walk<'_> {
        Walk::new(self, Keys::Stems)
    }

    /// Why a folded name needs more than its letters to be a place: it is a word, a person or an
    /// organisation too; none for an ordinary name.
    #[must_use]
    pub fn ambiguous(&self, folded: &str) -> Option<&str> {
        self.layers.iter().find_map(|layer| {
            let reason = layer.blob.ambiguous.get(folded)?;
            Some(layer.blob.text(u32::try_from(reason).ok()?))
        })
    }
}

impl Place<'_> {
    /// Whether it lies in one of the six countries whose places the bundled gazetteer has down to the
    /// village: the five of Central Asia, and Afghanistan.
    #[must_use]
    pub fn is_central_asian(&self) -> bool {
        is_central_asian(self.country)
    }
}

/// See [`Place::is_central_asian`].
fn is_central_asian(country: &str) -> bool {
    matches!(country, "AF" | "KG" | "KZ" | "TJ" | "TM" | "UZ")
}

impl PlaceKind {
    /// Whether people live there and are counted: a country, a region or a settlement.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(
            self,
            Self::Country
                | Self::Admin1
                | Self::Admin2
                | Self::Capital
                | Self::City
                | Self::Town
                | Self::Village
                | Self::Neighbourhood
                | Self::Abandoned
        )
    }

    /// Whether nature made it: a river, a lake, a range and the like.
    #[must_use]
    pub fn is_natural(self) -> bool {
        matches!(
            self,
            Self::River
                | Self::Lake
                | Self::Sea
                | Self::Mountain
                | Self::Pass
                | Self::Valley
                | Self::Desert
                | Self::Island
        )
    }
}

/// The kind of a number; another for a number that only a damaged blob holds.
fn kind_of<K: Copy>(all: &[K], other: K, number: u32) -> K {
    let kind = usize::try_from(number)
        .ok()
        .and_then(|number| all.get(number));
    kind.copied().unwrap_or(other)
}

#[cfg(test)]
mod tests;
