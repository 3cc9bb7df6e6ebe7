//! The order of the places that one name may mean.

use std::collections::BTreeMap;

use crate::{
    gazetteer::{Gazetteer, NameKind, Place, PlaceIndex, PlaceKind},
    text,
};

use super::{
    Query,
    spelling::{Named, Spelling},
};

/// The distance in metres at which nearness counts half.
const NEAR_M: f64 = 200_000.0;

/// A place with its share of the belief.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranked {
    pub(super) place: PlaceIndex,
    pub(super) share: f64,
    pub(super) why: Vec<String>,
}

/// The log-odds that a reason adds, set by hand, and the reason in words.
type Reason = (f64, String);

/// Ranks places by the sum of their reasons; `around` names regions that they should lie in. Equal sums
/// stand in the order of the gazetteer.
pub(super) fn rank(
    gazetteer: &Gazetteer,
    query: &Query<'_>,
    around: &[&str],
    named: Vec<Named<'_>>,
) -> Vec<Ranked> {
    let mut places: BTreeMap<PlaceIndex, Named<'_>> = BTreeMap::new();
    for (entry, spelling) in named {
        let held = places.entry(entry.place).or_insert((entry, spelling));
        if (spelling, entry.kind) < (held.1, held.0.kind) {
            *held = (entry, spelling);
        }
    }
    let scored: Vec<(PlaceIndex, Vec<Reason>)> = places
        .into_values()
        .map(|named| (named.0.place, reasons(gazetteer, query, around, &named)))
        .collect();
    shared(scored)
}

fn shared(scored: Vec<(PlaceIndex, Vec<Reason>)>) -> Vec<Ranked> {
    let sum = |reasons: &[Reason]| reasons.iter().map(|(moves, _)| moves).sum::<f64>();
    let highest = scored
        .iter()
        .map(|(_, reasons)| sum(reasons))
        .fold(f64::MIN, f64::max);
    let total: f64 = scored
        .iter()
        .map(|(_, reasons)| (sum(reasons) - highest).exp())
        .sum();
    let ranked = |(place, reasons): (PlaceIndex, Vec<Reason>)| {
        let share = (sum(&reasons) - highest).exp() / total;
        Ranked {
            place,
            share,
            why: reasons.into_iter().map(|(_, words)| words).collect(),
        }
    };
    let mut ranked: Vec<Ranked> = scored.into_iter().map(ranked).collect();
    ranked.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.place.cmp(&b.place)));
    ranked
}

fn reasons(
    gazetteer: &Gazetteer,
    query: &Query<'_>,
    around: &[&str],
    (entry, spelling): &Named<'_>,
) -> Vec<Reason> {
    let place = gazetteer.place(entry.place);
    let mut reasons = vec![of_kind(place.kind), of_name(entry.kind)];
    reasons.extend(of_spelling(*spelling));
    reasons.extend(of_population(&place));
    reasons.extend(of_region(&place));
    reasons.extend(
        query
            .near
            .map(|near| of_distance(place.position.distance_m(near))),
    );
    let chain = gazetteer.chain(entry.place);
    let given = [(query.country, "country"), (query.admin1, "region")];
    let given = given
        .into_iter()
        .filter_map(|(asked, level)| Some((asked?, level)));
    for (asked, level) in given.chain(around.iter().map(|part| (*part, "region"))) {
        reasons.push(within(gazetteer, &chain, asked, level));
    }
    reasons
}

fn of_kind(kind: PlaceKind) -> Reason {
    use PlaceKind as K;
    let moves = match kind {
        K::Country => 5.0,
        K::Capital => 3.0,
        K::Macroregion | K::City => 1.5,
        K::Admin1 => 1.2,
        K::Admin2 | K::AirBase => 0.3,
        K::Village => -0.5,
        K::Neighbourhood | K::Abandoned => -1.5,
        _ => 0.0,
    };
    (moves, kind.as_str().replace('_', " "))
}

fn of_name(kind: NameKind) -> Reason {
    match kind {
        NameKind::Preferred => (0.8, "its usual name".to_owned()),
        NameKind::Alias => (0.0, "another name of it".to_owned()),
        NameKind::Historic => (-0.5, "a historic name".to_owned()),
        NameKind::Generated => (-0.5, "a derived spelling".to_owned()),
    }
}

fn of_spelling(spelling: Spelling) -> Option<Reason> {
    match spelling {
        Spelling::Same => None,
        Spelling::Inflected => Some((-0.3, "inflected".to_owned())),
        Spelling::Transliterated => Some((-0.3, "in another script".to_owned())),
        Spelling::GoesOn => Some((-0.5, "its name goes on".to_owned())),
        Spelling::Differs(1) => Some((-1.0, "one letter differs".to_owned())),
        Spelling::Differs(letters) => {
            Some((-f64::from(letters), format!("{letters} letters differ")))
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a population is far below 2^52")]
fn of_population(place: &Place<'_>) -> Option<Reason> {
    let counts = place.population > 0 && place.kind != PlaceKind::Country;
    counts.then(|| {
        (
            0.4 * (place.population as f64).log10(),
            format!("population {}", place.population),
        )
    })
}

/// The gazetteer is of Central Asia and Afghanistan, and so are most questions.
fn of_region(place: &Place<'_>) -> Option<Reason> {
    place
        .is_central_asian()
        .then(|| (1.2, "in Central Asia or Afghanistan".to_owned()))
}

fn of_distance(distance_m: f64) -> Reason {
    let words = format!("{:.0} km away", distance_m / 1000.0);
    (2.0 / (1.0 + distance_m / NEAR_M), words)
}

/// Whether a place lies in a region called by its code or any name.
fn within(gazetteer: &Gazetteer, chain: &[PlaceIndex], asked: &str, level: &str) -> Reason {
    let folded = text::fold(asked);
    let is_asked = |region: &PlaceIndex| {
        let coded = gazetteer.place(*region).code.eq_ignore_ascii_case(asked);
        coded
            || gazetteer
                .names(*region)
                .any(|name| text::fold(name.text) == folded)
    };
    if chain.iter().any(is_asked) {
        (4.0, format!("in the {level} given"))
    } else {
        (-4.0, format!("not in the {level} given"))
    }
}
