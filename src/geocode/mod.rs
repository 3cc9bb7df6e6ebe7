//! One name to the places that it may mean, ranked, each with its score and its reasons.

mod completion;
mod nearby;
mod pin;
mod ranking;
mod spelling;

pub use completion::{Completion, complete, name_in, whole};
pub use nearby::{Nearby, reverse};
pub use pin::pinned;

use crate::{
    event::{Candidate, Location, WherePrecision},
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    space::{Bbox, LonLat},
};
use ranking::{Ranked, Region};
use spelling::Named;

/// A name to be placed, with what is known beside it.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geocode::{Query, geocode}};
/// let candidates = geocode(Gazetteer::bundled(), &Query { country: Some("AF"), ..Query::of("Khanabad") });
/// assert_eq!((candidates[0].id.as_str(), candidates[0].country.as_str()), ("geonames:1137168", "AF"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Query<'q> {
    /// The name, in any script.
    pub name: &'q str,
    /// The country it lies in: ISO 3166-1 alpha-2, or any name of it.
    pub country: Option<&'q str>,
    /// The first-level region it lies in: its code, or any name of it.
    pub admin1: Option<&'q str>,
    /// A position that it is probably near.
    pub near: Option<LonLat>,
    /// What the map shows: places in it, or not far out of it, are likelier.
    pub view: Option<Bbox>,
    /// How many candidates are wanted.
    pub limit: usize,
}

/// The longest name in characters that is looked for, its regions included. The longest of the gazetteer
/// has 134; what is longer is a text, see [`crate::geoparse`].
pub const NAME_CHARS_MAX: usize = 300;

impl<'q> Query<'q> {
    /// How many candidates are given when nobody says.
    pub const LIMIT_DEFAULT: usize = 10;

    /// A query that knows only the name.
    #[must_use]
    pub fn of(name: &'q str) -> Self {
        Self {
            name,
            country: None,
            admin1: None,
            near: None,
            view: None,
            limit: Self::LIMIT_DEFAULT,
        }
    }
}

/// The places that a name may mean, best first; none if nothing is called so, nor nearly so, or if it is
/// longer than [`NAME_CHARS_MAX`].
///
/// `Khanabad, Kunduz` is Khanabad in Kunduz, unless something is called so as a whole. The scores are shares
/// of the belief over everything so called, also over what the limit cuts off.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geocode::{Query, geocode}};
/// let candidates = geocode(Gazetteer::bundled(), &Query::of("Ошской области"));
/// assert_eq!((candidates[0].name.as_str(), candidates[0].kind.as_str()), ("Osh Region", "admin1"));
/// ```
#[must_use]
pub fn geocode(gazetteer: &Gazetteer, query: &Query<'_>) -> Vec<Candidate> {
    let ranked = ranked(gazetteer, query).into_iter();
    ranked
        .map(|it| candidate(gazetteer, it.place, it.share, it.why))
        .collect()
}

fn ranked<'g>(gazetteer: &'g Gazetteer, query: &Query<'_>) -> Vec<Ranked<'g>> {
    if query.name.chars().nth(NAME_CHARS_MAX).is_some() {
        return vec![];
    }
    let (named, around) = named(gazetteer, query.name);
    let mut ranked = ranking::rank(gazetteer, query, &around, named);
    ranked.truncate(query.limit);
    ranked
}

/// Whether something is known by a code or name that is to narrow a query; if nothing is, every place lies
/// outside it.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geocode::is_known};
/// assert!(is_known(Gazetteer::bundled(), "uz") && is_known(Gazetteer::bundled(), "Андижан"));
/// assert!(!is_known(Gazetteer::bundled(), "Narnia"));
/// ```
#[must_use]
pub fn is_known(gazetteer: &Gazetteer, region: &str) -> bool {
    gazetteer.by_code(&region.to_uppercase()).is_some() || !gazetteer.lookup(region).is_empty()
}

/// What is called so as a whole; if nothing is, what is called as the words before the first comma, and
/// the regions that stand after it.
fn named<'g, 'n>(gazetteer: &'g Gazetteer, name: &'n str) -> (Vec<Named<'g>>, Vec<Region<'n>>) {
    let whole = spelling::named(gazetteer, name);
    match name.split_once([',', ';']).filter(|_| whole.is_empty()) {
        None => (whole, vec![]),
        Some((name, around)) => (spelling::named(gazetteer, name), regions(around)),
    }
}

/// The regions that stand after a name, separated by commas.
fn regions(around: &str) -> Vec<Region<'_>> {
    let parts = around.split([',', ';']).map(str::trim);
    let region = |asked| Region {
        asked,
        level: "region",
        is_begun: false,
    };
    parts.filter(|part| !part.is_empty()).map(region).collect()
}

/// A place of the gazetteer as a candidate.
#[must_use]
pub fn candidate(
    gazetteer: &Gazetteer,
    index: PlaceIndex,
    score: f64,
    why: Vec<String>,
) -> Candidate {
    let place = gazetteer.place(index);
    Candidate {
        id: place.id.to_owned(),
        name: place.name.to_owned(),
        kind: place.kind.as_str().to_owned(),
        country: place.country.to_owned(),
        admin1: place.admin1.to_owned(),
        lon: place.position.lon(),
        lat: place.position.lat(),
        uncertainty_m: place.uncertainty_m,
        score,
        why,
    }
}

/// A place of the gazetteer as an event's location, with the words that named it.
#[must_use]
pub fn location(
    gazetteer: &Gazetteer,
    index: PlaceIndex,
    raw: Option<&str>,
    score: f64,
) -> Location {
    let place = gazetteer.place(index);
    let named = |code: &str| {
        gazetteer
            .by_code(code)
            .map(|region| gazetteer.place(region).name)
    };
    let region = |code: &str| named(code).map(str::to_owned);
    Location {
        name: place.name.to_owned(),
        raw: raw.map(str::to_owned),
        position: place.position,
        uncertainty_m: place.uncertainty_m,
        where_prec: where_prec(place.kind, place.uncertainty_m),
        score,
        place_id: Some(place.id.to_owned()),
        kind: Some(place.kind.as_str().to_owned()),
        country: (!place.country.is_empty()).then(|| place.country.to_owned()),
        admin1: region(place.admin1),
        admin2: region(place.admin2),
    }
}

/// A place known less exactly than this, in metres, is a limited area around its point: UCDP's
/// precision 2 counts to about 25 km, and ours begins where a point no longer stands for one town.
pub const EXACT_M_MAX: u32 = 7_500;

/// What a position stands for, from the kind of place and its radius in metres.
#[must_use]
pub fn where_prec(kind: PlaceKind, uncertainty_m: u32) -> WherePrecision {
    use PlaceKind as K;
    match kind {
        K::Country => WherePrecision::Country,
        K::Admin1 => WherePrecision::Admin1,
        K::Admin2 => WherePrecision::Admin2,
        K::Macroregion | K::River | K::Mountain | K::Desert | K::Valley => WherePrecision::Part,
        K::Sea => WherePrecision::Waters,
        K::Capital | K::City | K::Town => WherePrecision::Exact,
        _ if uncertainty_m > EXACT_M_MAX => WherePrecision::Near,
        _ => WherePrecision::Exact,
    }
}

#[cfg(test)]
mod tests;
