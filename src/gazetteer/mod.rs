//! The gazetteer: places, their names in every script, the regions that they lie in.
//!
//! The bundled tables of `geodata` are compiled by the build script; nothing is parsed at start-up.

mod blob;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the build script compiles what the library reads")
)]
mod compile;
mod kind;
mod search;
mod walk;

use std::{borrow::Cow, sync::LazyLock};

pub use kind::PlaceKind;
pub use walk::Walk;

use crate::space::LonLat;
use blob::Blob;

/// The number of a place in its gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceIndex(u32);

/// Places and their names.
///
/// ```
/// use zij::gazetteer::Gazetteer;
/// let gazetteer = Gazetteer::bundled();
/// let khanabads = gazetteer.lookup("Khanabad");
/// let base = gazetteer.by_id("zij:khanabad-air-base").expect("the base is bundled");
/// assert!(khanabads.iter().any(|name| name.place == base));
/// ```
#[derive(Debug)]
pub struct Gazetteer {
    blob: Blob,
}

/// A place as the gazetteer has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// `geonames:1512569`, `icao:UZSL` or `zij:khanabad-air-base`.
    pub id: &'g str,
    /// The main name.
    pub name: &'g str,
    /// What sort of place.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2; empty for what belongs to none.
    pub country: &'g str,
    /// The place's own code: of a country, a region or an airfield.
    pub code: &'g str,
    /// The code of its first-level region; empty if there is none.
    pub admin1: &'g str,
    /// The code of its second-level region; empty if it is not known.
    pub admin2: &'g str,
    /// Its point, WGS 84.
    pub position: LonLat,
    /// The radius in metres of the circle around the point that holds the place.
    pub uncertainty_m: u32,
    /// Inhabitants; 0 is not known.
    pub population: u64,
    /// Where the position comes from.
    pub source: &'g str,
}

/// What a name is to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The usual name in its language.
    Preferred,
    /// Another name or spelling.
    Alias,
    /// A name of former times.
    Historic,
    /// A spelling derived by rule.
    Generated,
}

/// A name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameEntry<'g> {
    /// The place.
    pub place: PlaceIndex,
    /// The name as written in its language.
    pub text: &'g str,
    /// BCP 47; `und` if it is not known.
    pub lang: &'g str,
    /// What it is to the place.
    pub kind: NameKind,
}

static BUNDLED: LazyLock<Gazetteer> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));
    let blob =
        Blob::of(Cow::Borrowed(bytes)).expect("the build script wrote the blob that it tested");
    Gazetteer { blob }
});

impl Gazetteer {
    /// The gazetteer that comes with the program.
    #[must_use]
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.blob.places()
    }

    /// Whether there is no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every place, in the order of the table.
    pub fn places(&self) -> impl Iterator<Item = PlaceIndex> + use<> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(PlaceIndex)
    }

    /// A place.
    #[must_use]
    pub fn place(&self, index: PlaceIndex) -> Place<'_> {
        self.blob.place(index)
    }

    /// The names of a place.
    pub fn names(&self, index: PlaceIndex) -> impl Iterator<Item = NameEntry<'_>> {
        self.blob.names_of(index).map(|name| self.blob.name(name))
    }

    /// The place of an id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<PlaceIndex> {
        self.blob.ids().get(id).and_then(index)
    }

    /// The country, region or airfield of a code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<PlaceIndex> {
        self.blob.codes().get(code).and_then(index)
    }

    /// The second-level region, the first-level region and the country that a place lies in, as far as
    /// they are known.
    #[must_use]
    pub fn chain(&self, index: PlaceIndex) -> Vec<PlaceIndex> {
        let place = self.place(index);
        let regions = [place.admin2, place.admin1, place.country].map(|code| self.by_code(code));
        regions
            .into_iter()
            .flatten()
            .filter(|region| *region != index)
            .collect()
    }

    /// A walk over the folded names, word by word.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(&self.blob, self.blob.folded())
    }

    /// A walk over the names in Cyrillic script, each word by its [stem](crate::text::stem).
    #[must_use]
    pub fn walk_stems(&self) -> Walk<'_> {
        Walk::new(&self.blob, self.blob.stemmed())
    }
}

fn index(number: u64) -> Option<PlaceIndex> {
    u32::try_from(number).ok().map(PlaceIndex)
}
