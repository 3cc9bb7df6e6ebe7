use serde::Serialize;

use crate::{
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    space::LonLat,
};

/// A place near a position.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nearby {
    /// The gazetteer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The gazetteer's kind of place.
    pub kind: String,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Its radius in metres.
    pub uncertainty_m: u32,
    /// How far away its central point is, in metres.
    pub distance_m: f64,
    /// The names of the regions that it lies in, the smallest first, the country last.
    pub regions: Vec<String>,
}

/// The places nearest to a position, the nearest first: settlements, sites, crossings, dams and passes, but
/// not what is too large for its central point to be near anything.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geocode::reverse, space::LonLat};
/// let nearest = &reverse(Gazetteer::bundled(), LonLat::new(67.28, 37.23)?, 1)[0];
/// assert_eq!((nearest.name.as_str(), nearest.regions.join(", ").as_str()), ("Termiz", "Surxondaryo Region, Uzbekistan"));
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[must_use]
pub fn reverse(gazetteer: &Gazetteer, position: LonLat, limit: usize) -> Vec<Nearby> {
    let is_near = |index| is_pointlike(gazetteer.place(index).kind);
    let nearest = gazetteer.nearest(position, limit, is_near).into_iter();
    nearest
        .map(|(index, distance_m)| nearby(gazetteer, index, distance_m))
        .collect()
}

/// Whether a kind of place is small enough to be near something.
pub(super) fn is_pointlike(kind: PlaceKind) -> bool {
    use PlaceKind as K;
    !matches!(
        kind,
        K::Country
            | K::Admin1
            | K::Admin2
            | K::Macroregion
            | K::River
            | K::Sea
            | K::Mountain
            | K::Desert
            | K::Valley
            | K::Canal
    )
}

fn nearby(gazetteer: &Gazetteer, index: PlaceIndex, distance_m: f64) -> Nearby {
    let place = gazetteer.place(index);
    let chain = gazetteer.chain(index).into_iter();
    Nearby {
        id: place.id.to_owned(),
        name: place.name.to_owned(),
        kind: place.kind.as_str().to_owned(),
        lon: place.position.lon(),
        lat: place.position.lat(),
        uncertainty_m: place.uncertainty_m,
        distance_m: distance_m.round(),
        regions: chain
            .map(|region| gazetteer.place(region).name.to_owned())
            .collect(),
    }
}
