//! What a place has for itself: its size, its kind, its name, and the words beside the name.

use super::{PlaceFeature, Reading, beside::Sort};
use crate::{
    gazetteer::{NameKind, PlaceKind, PlaceRecord, Standing},
    geoparse::name::{Meant, Name},
};

/// How many features tell of a place by itself.
pub(super) const OWN: usize = 21;

/// What a name and its neighbours tell of a place that it may mean.
pub(super) fn own_values(meant: Meant<'_>, reading: &Reading<'_>) -> [(PlaceFeature, f64); OWN] {
    use PlaceFeature as F;
    let Meant {
        place,
        kind: name,
        is_inflected,
    } = meant;
    let (kind, beside) = (place.kind(), reading.beside);
    let fits = beside.kinds.contains(kind);
    let clashes = !beside.kinds.is_empty() && !fits;
    let inside = reading.next.is_some_and(|next| is_inside(place, next));
    let around = reading
        .before
        .is_some_and(|before| is_around(place, before));
    let (sort, in_topic) = (Sort::of(kind), beside.topic.contains(kind));
    let nature = sort == Sort::Nature;
    let shared = beside.shared.contains(kind);
    let prompted = shared || beside.article || beside.upon || in_topic;
    let is = f64::from;
    [
        (F::Population, log10(place.population())),
        (kind_feature(kind), 1.0),
        (F::Region, is(place.is_central_asian())),
        (F::Preferred, is(name == NameKind::Preferred)),
        (F::Historic, is(name == NameKind::Historic)),
        (F::Generated, is(name == NameKind::Generated)),
        (F::KindFits, is(fits)),
        (F::KindClashes, is(clashes)),
        (F::InsideNext, is(inside)),
        (F::AroundBefore, is(around)),
        (F::Own, is(place.standing() == Standing::Own)),
        (F::Reference, is(place.standing() == Standing::Reference)),
        (F::Inflected, is(is_inflected)),
        (F::KindShared, is(shared)),
        (F::ListAlike, is(beside.list == Some(sort))),
        (F::Article, is(nature && beside.article)),
        (F::Upon, is(nature && beside.upon)),
        (F::TopicNature, is(nature && in_topic)),
        (F::TopicSite, is(sort == Sort::Site && in_topic)),
        (F::Unprompted, is(nature && !fits && !prompted)),
        (F::Extent, if nature { extent(place) } else { 0.0 }),
    ]
}

/// Whether a place lies in one of the regions or countries that a name may mean.
fn is_inside(place: PlaceRecord<'_>, next: &Name<'_>) -> bool {
    let mut regions = next.places.iter();
    regions.any(|region| place.is_inside(region.place))
}

/// Whether one of the places that a name may mean lies in a region or country.
fn is_around(region: PlaceRecord<'_>, before: &Name<'_>) -> bool {
    let mut places = before.places.iter();
    places.any(|meant| meant.place.is_inside(region))
}

/// How far a river or a range reaches, as a power of ten of 10 km; nothing for what is smaller.
fn extent(place: PlaceRecord<'_>) -> f64 {
    (f64::from(place.uncertainty_m()) / 10_000.0)
        .log10()
        .max(0.0)
}

#[expect(clippy::cast_precision_loss, reason = "a population is far below 2^52")]
fn log10(population: u64) -> f64 {
    (population as f64 + 1.0).log10()
}

fn kind_feature(kind: PlaceKind) -> PlaceFeature {
    use PlaceFeature as F;
    use PlaceKind as K;
    match kind {
        K::Country => F::Country,
        K::Macroregion => F::Macroregion,
        K::Admin1 => F::Admin1,
        K::Admin2 => F::Admin2,
        K::Capital => F::Capital,
        K::City => F::City,
        K::Town => F::Town,
        K::Village => F::Village,
        K::Neighbourhood | K::Abandoned => F::Part,
        K::Airport | K::Airfield => F::Airfield,
        kind if kind.is_natural() => F::Nature,
        _ => F::Site,
    }
}
