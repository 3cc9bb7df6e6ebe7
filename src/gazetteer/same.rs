//! Which place is meant by a place of the user's.

use super::{Gazetteer, Place, PlaceIndex, PlaceKind, Standing};
use crate::space::LonLat;

/// A place of the same name and sort within this many metres is the same place, and also within its own
/// radius up to [`RADIUS_M_MAX`].
const SAME_M_MIN: f64 = 5_000.0;

/// See [`SAME_M_MIN`].
const RADIUS_M_MAX: f64 = 50_000.0;

/// What is known of a place when it is looked for below.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'s> {
    /// Its id.
    pub id: &'s str,
    /// Its name to show.
    pub name: &'s str,
    /// What it is, if that is known.
    pub kind: Option<PlaceKind>,
    /// Where it is.
    pub position: LonLat,
}

impl Gazetteer {
    /// The place that is the same as one of the user's, if there is one here.
    #[must_use]
    pub fn same_place(&self, sought: &Sought<'_>, standing: Standing) -> Option<PlaceIndex> {
        self.by_id(sought.id)
            .or_else(|| self.namesake(sought, standing))
    }

    /// The nearest place of the name and sort that is near enough to be the same. Of a reference list's rows
    /// only those places that have no id of the list can be the same.
    fn namesake(&self, sought: &Sought<'_>, standing: Standing) -> Option<PlaceIndex> {
        let scheme = sought.id.split_once(':').map(|(scheme, _)| scheme);
        let is_same = |place: &Place<'_>, away_m: f64| {
            let foreign = standing == Standing::Own
                || place.id.split_once(':').map(|(scheme, _)| scheme) != scheme;
            let radius_m = f64::from(place.uncertainty_m).min(RADIUS_M_MAX);
            foreign && is_of_sort(sought.kind, place.kind) && away_m <= radius_m.max(SAME_M_MIN)
        };
        let named = self.lookup(sought.name).into_iter().filter_map(|entry| {
            let place = self.place(entry.place);
            let away_m = place.position.distance_m(sought.position);
            is_same(&place, away_m).then_some((away_m, entry.place))
        });
        let nearest =
            named.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        nearest.map(|(_, place)| place)
    }
}

/// Whether a place of one kind may be called one of the other: a town a village, an airfield an air base.
fn is_of_sort(kind: Option<PlaceKind>, other: PlaceKind) -> bool {
    use PlaceKind as K;
    let sort = |kind| match kind {
        K::Capital
        | K::City
        | K::Town
        | K::Village
        | K::Neighbourhood
        | K::Abandoned
        | K::Exclave => K::Town,
        K::Airport
        | K::Airfield
        | K::AirBase
        | K::TrainingRange
        | K::TestSite
        | K::Cosmodrome
        | K::MilitarySite => K::AirBase,
        K::Lake | K::Reservoir => K::Lake,
        K::OilField | K::GasField => K::OilField,
        kind => kind,
    };
    kind.is_none_or(|kind| sort(kind) == sort(other))
}
