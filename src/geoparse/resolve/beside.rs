//! What the words beside a name tell of the place that it means.

use super::{gap, is_listed};
use crate::{
    gazetteer::{KindSet, PlaceKind},
    geoparse::{
        Found,
        cues::{Cue, Cues},
        name::Name,
        spot::Form,
    },
    text::Analysed,
};

/// What stands beside a name and tells its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Beside {
    /// The kinds of place that words beside the name speak of.
    pub(super) kinds: KindSet,
    /// The kinds that the name shares with the others of its list: "Osh and Batken regions".
    pub(super) shared: KindSet,
    /// The kinds that the words around speak of.
    pub(super) topic: KindSet,
    /// The name that "and" joins it to can only mean places of this sort.
    pub(super) list: Option<Sort>,
    /// "the" stands before the bare name.
    pub(super) article: bool,
    /// A preposition that goes with rivers and ranges stands before.
    pub(super) upon: bool,
}

/// Kinds of places as lists of names keep them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// A country.
    Country,
    /// A region or district.
    Region,
    /// A town, village or part of one.
    Settlement,
    /// A river, a range and the like.
    Nature,
    /// Anything else.
    Site,
}

impl Sort {
    pub(super) fn of(kind: PlaceKind) -> Self {
        use PlaceKind as K;
        match kind {
            K::Country => Self::Country,
            K::Admin1 | K::Admin2 | K::Macroregion => Self::Region,
            K::Capital | K::City | K::Town | K::Village | K::Neighbourhood | K::Abandoned => {
                Self::Settlement
            }
            kind if kind.is_natural() => Self::Nature,
            _ => Self::Site,
        }
    }

    /// The sort of all places of a name, if they are of one.
    fn of_name(name: &Name<'_>) -> Option<Self> {
        let mut sorts = name.kinds.iter().map(Self::of);
        let first = sorts.next()?;
        sorts.all(|sort| sort == first).then_some(first)
    }
}

/// What stands beside each of a text's names.
pub(super) fn besides(text: &Analysed<'_>, found: &[Found<'_>]) -> Vec<Beside> {
    let mut besides: Vec<Beside> = found.iter().map(Beside::of).collect();
    let pairs = found.windows(2);
    let joined: Vec<bool> = pairs
        .map(|pair| is_listed(text, &pair[0], &pair[1]))
        .collect();
    for at in (0..joined.len()).rev().filter(|at| joined[*at]) {
        let told = told_behind(text, &found[at], &found[at + 1]);
        let told = if told.is_empty() {
            besides[at + 1].shared
        } else {
            told
        };
        share(&mut besides[at], told);
    }
    for at in (0..joined.len()).filter(|at| joined[*at]) {
        let told = found[at].context.plural_before;
        let told = if told.is_empty() {
            besides[at].shared
        } else {
            told
        };
        share(&mut besides[at + 1], told);
        // "Khanabad, Kunduz Province" is no list.
        if gap(text, &found[at], &found[at + 1]) != "," {
            let [one, other] = [at, at + 1].map(|at| Sort::of_name(&found[at].spot.name));
            besides[at].list = besides[at].list.or(other);
            besides[at + 1].list = one;
        }
    }
    besides
}

impl Beside {
    fn of(found: &Found<'_>) -> Self {
        let context = &found.context;
        Self {
            kinds: context.kinds,
            topic: context.topic,
            article: context.article && !context.capital_after && context.kinds.is_empty(),
            upon: context.upon,
            ..Self::default()
        }
    }
}

/// Gives a name of a list its kinds, unless words of its own tell them.
fn share(beside: &mut Beside, told: KindSet) {
    if beside.kinds.is_empty() && beside.shared.is_empty() {
        beside.shared = told;
    }
}

/// The kinds that the words behind the second of two names give to the first too: those of a plural, and of
/// any word where the first is an adjective.
fn told_behind(text: &Analysed<'_>, first: &Found<'_>, second: &Found<'_>) -> KindSet {
    let own = second.spot.name.tells_own_kind;
    let last = Cues::bundled().of_word(text.folded(second.spot.tokens.end - 1));
    if own && (last.has(Cue::Plural) || first.spot.name.form == Form::Adjective) {
        last.kinds
    } else if first.spot.name.form == Form::Adjective {
        second.context.kinds
    } else {
        second.context.plural_after
    }
}
