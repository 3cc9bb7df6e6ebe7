//! The order of the places that one name may mean.

use std::collections::BTreeMap;

use crate::{
    gazetteer::{Gazetteer, NameEntry, NameKind, Place, PlaceIndex, PlaceKind, Standing},
    space::{Bbox, LonLat},
    text,
};

use super::{
    Query,
    spelling::{Named, Spelling},
};

/// The distance in metres at which nearness counts half.
const NEAR_M: f64 = 200_000.0;

/// The diagonal in metres of the smallest view that is told from a point.
const VIEW_M_MIN: f64 = 1_000.0;

/// A place with its share of the belief.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranked<'g> {
    pub(super) place: PlaceIndex,
    /// The name that met the one asked for.
    pub(super) matched: &'g str,
    pub(super) share: f64,
    pub(super) why: Vec<String>,
}

/// A region that a place should lie in, called by its code or any name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region<'q> {
    pub(super) asked: &'q str,
    /// `country` or `region`.
    pub(super) level: &'static str,
    /// Whether its name may go on.
    pub(super) is_begun: bool,
}

/// The log-odds that a reason adds, set by hand, and the reason in words.
type Reason = (f64, String);

/// Ranks places by the sum of their reasons; `around` are regions that they should lie in beside those of
/// the query. Equal sums stand in the order of the gazetteer.
pub(super) fn rank<'g>(
    gazetteer: &'g Gazetteer,
    query: &Query<'_>,
    around: &[Region<'_>],
    named: Vec<Named<'g>>,
) -> Vec<Ranked<'g>> {
    let mut places: BTreeMap<PlaceIndex, Named<'_>> = BTreeMap::new();
    for (entry, spelling) in named {
        let held = places.entry(entry.place).or_insert((entry, spelling));
        if (spelling, entry.kind) < (held.1, held.0.kind) {
            *held = (entry, spelling);
        }
    }
    let scored = places
        .into_values()
        .map(|named| (named.0, reasons(gazetteer, query, around, &named)))
        .collect();
    shared(scored)
}

fn shared(scored: Vec<(NameEntry<'_>, Vec<Reason>)>) -> Vec<Ranked<'_>> {
    let sum = |reasons: &[Reason]| reasons.iter().map(|(moves, _)| moves).sum::<f64>();
    let highest = scored
        .iter()
        .map(|(_, reasons)| sum(reasons))
        .fold(f64::MIN, f64::max);
    let total: f64 = scored
        .iter()
        .map(|(_, reasons)| (sum(reasons) - highest).exp())
        .sum();
    let ranked = scored.into_iter().map(|(entry, reasons)| Ranked {
        place: entry.place,
        matched: entry.text,
        share: (sum(&reasons) - highest).exp() / total,
        why: reasons.into_iter().map(|(_, words)| words).collect(),
    });
    let mut ranked: Vec<Ranked<'_>> = ranked.collect();
    ranked.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.place.cmp(&b.place)));
    ranked
}

fn reasons(
    gazetteer: &Gazetteer,
    query: &Query<'_>,
    around: &[Region<'_>],
    (entry, spelling): &Named<'_>,
) -> Vec<Reason> {
    let place = gazetteer.place(entry.place);
    let mut reasons = vec![of_kind(place.kind), of_name(entry.kind, *spelling)];
    reasons.extend(of_spelling(*spelling));
    reasons.extend(of_population(&place));
    reasons.extend(of_region(&place));
    reasons.extend(of_standing(place.standing));
    let near = query.near;
    reasons.extend(near.map(|near| of_distance(place.position.distance_m(near))));
    let view = query.view;
    reasons.extend(view.map(|view| of_view(view, place.position)));
    let chain = gazetteer.chain(entry.place);
    for region in given(query).chain(around.iter().copied()) {
        reasons.push(within(gazetteer, &chain, region));
    }
    reasons
}

/// The regions of the query itself.
fn given<'q>(query: &Query<'q>) -> impl Iterator<Item = Region<'q>> {
    let given = [(query.country, "country"), (query.admin1, "region")].into_iter();
    given.filter_map(|(asked, level)| {
        Some(Region {
            asked: asked?,
            level,
            is_begun: false,
        })
    })
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

fn of_name(kind: NameKind, spelling: Spelling) -> Reason {
    let is_begun = matches!(spelling, Spelling::Begun | Spelling::BegunDiffers(_));
    match kind {
        NameKind::Preferred => (0.8, "its usual name".to_owned()),
        // Few type the rarer name of a place, and many rare names begin like a usual one.
        NameKind::Alias if is_begun => (-1.0, "another name of it".to_owned()),
        NameKind::Alias => (0.0, "another name of it".to_owned()),
        NameKind::Historic => (-0.5, "a historic name".to_owned()),
        NameKind::Generated => (-0.5, "a derived spelling".to_owned()),
        NameKind::Abbreviation => (-0.5, "an abbreviation of it".to_owned()),
        NameKind::Listed => (-1.0, "so called only in an imported list".to_owned()),
    }
}

fn of_spelling(spelling: Spelling) -> Option<Reason> {
    match spelling {
        Spelling::Same => None,
        Spelling::Inflected => Some((-0.3, "inflected".to_owned())),
        Spelling::Transliterated => Some((-0.3, "in another script".to_owned())),
        Spelling::GoesOn => Some((-0.5, "its name goes on".to_owned())),
        Spelling::Begun => Some((-3.0, "begins so".to_owned())),
        Spelling::Differs(1) => Some((-1.0, "one letter differs".to_owned())),
        Spelling::Differs(letters) => {
            Some((-f64::from(letters), format!("{letters} letters differ")))
        }
        Spelling::BegunDiffers(letters) => Some((
            -3.0 - 3.0 * f64::from(letters),
            format!(
                "begins so but for {letters} letter{}",
                if letters == 1 { "" } else { "s" }
            ),
        )),
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

/// A place of the user's own comes before all others, unless it lies elsewhere than asked for; one of a list
/// that only covers more gives way.
fn of_standing(standing: Standing) -> Option<Reason> {
    match standing {
        Standing::Bundled => None,
        Standing::Reference => Some((-1.0, "known only from an imported list".to_owned())),
        Standing::Own => Some((6.0, "your own place".to_owned())),
    }
}

fn of_distance(distance_m: f64) -> Reason {
    let words = format!("{:.0} km away", distance_m / 1000.0);
    (2.0 / (1.0 + distance_m / NEAR_M), words)
}

/// Whether the place is seen; if not, how far out of sight it is, in diagonals of the view.
fn of_view(view: Bbox, at: LonLat) -> Reason {
    let away_m = view.distance_m(at);
    if away_m == 0.0 {
        return (4.0, "in the map's view".to_owned());
    }
    let [west, south, east, north] = view.edges();
    let corners = [LonLat::new(west, south), LonLat::new(east, north)];
    let size_m = match corners {
        [Ok(south_west), Ok(north_east)] => south_west.distance_m(north_east),
        _ => 0.0,
    };
    let words = format!("{:.0} km outside the map's view", away_m / 1000.0);
    (2.0 / (1.0 + away_m / size_m.max(VIEW_M_MIN)), words)
}

fn within(gazetteer: &Gazetteer, chain: &[PlaceIndex], region: Region<'_>) -> Reason {
    let Region {
        asked,
        level,
        is_begun,
    } = region;
    let folded = text::fold(asked);
    let is_called = |name: &str| {
        let name = text::fold(name);
        name == folded || (is_begun && name.starts_with(&folded))
    };
    let is_asked = |index: &PlaceIndex| {
        let coded = gazetteer.place(*index).code.eq_ignore_ascii_case(asked);
        coded || gazetteer.names(*index).any(|name| is_called(name.text))
    };
    if chain.iter().any(is_asked) {
        (4.0, format!("in the {level} given"))
    } else {
        (-4.0, format!("not in the {level} given"))
    }
}
