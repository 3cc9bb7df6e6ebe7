//! Places that stand side by side, and places within places.

use std::ops::Range;

use crate::{
    extract::{clauses::Kind, reading::Reading, words::Joint},
    gazetteer::{Gazetteer, PlaceKind},
};

/// The finest of the places that hold one another around a mention: `Vorukh, Isfara District`.
pub(super) fn finest(reading: &Reading<'_>, best: usize, gazetteer: &Gazetteer) -> usize {
    let run = run(reading, best, &|_, _| true);
    run.into_iter().fold(best, |finest, at| {
        if holds(gazetteer, reading, finest, at) {
            at
        } else {
            finest
        }
    })
}

/// The places told side by side with one: `in Tajikistan and Kyrgyzstan`.
pub(super) fn side_by_side(reading: &Reading<'_>, one: usize, gazetteer: &Gazetteer) -> Vec<usize> {
    let apart = |a: usize, b: usize| {
        let between = reading.places[a].words.end..reading.places[b].words.start;
        between
            .into_iter()
            .any(|at| reading.clauses.is(at, Kind::And))
            || reading.words[reading.places[b].words.start].joint == Joint::Comma
    };
    let run = run(reading, one, &apart);
    let holds_another = |at: usize| {
        run.iter()
            .any(|&other| holds(gazetteer, reading, at, other))
    };
    let mut seen = Vec::new();
    let mut chosen = Vec::new();
    let told = |at: &usize| reading.places[*at].place.is_some() && !holds_another(*at);
    for at in run.iter().copied().filter(told) {
        if !seen.contains(&reading.places[at].place) {
            seen.push(reading.places[at].place);
            chosen.push(at);
        }
    }
    chosen
}

/// The places around one that only small words part from it, as far as neighbours fit.
pub(super) fn run(
    reading: &Reading<'_>,
    one: usize,
    fits: &dyn Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let linked = |a: usize, b: usize| {
        let between = reading.places[a].words.end..reading.places[b].words.start;
        links(reading, between) && fits(a, b)
    };
    let first = (0..one)
        .rev()
        .take_while(|&at| linked(at, at + 1))
        .last()
        .unwrap_or(one);
    let last = (one + 1..reading.places.len())
        .take_while(|&at| linked(at - 1, at))
        .last()
        .unwrap_or(one);
    (first..=last).collect()
}

fn links(reading: &Reading<'_>, between: Range<usize>) -> bool {
    const SMALL: [Kind; 3] = [Kind::And, Kind::Link, Kind::At];
    let small = |at: usize| SMALL.iter().any(|&kind| reading.clauses.is(at, kind));
    let near = reading.words[between.end].joint <= Joint::Comma;
    near && between.len() <= 4
        && between
            .into_iter()
            .all(|at| small(at) && reading.words[at].joint <= Joint::Comma)
}

/// Whether one place lies in another: by the regions that the gazetteer gives, or in a district of its
/// own region, which the gazetteer does not give for every place.
pub(super) fn holds(
    gazetteer: &Gazetteer,
    reading: &Reading<'_>,
    outer: usize,
    inner: usize,
) -> bool {
    let (Some(outer), Some(inner)) = (reading.places[outer].place, reading.places[inner].place)
    else {
        return false;
    };
    if outer == inner {
        return false;
    }
    let (around, within) = (gazetteer.place(outer), gazetteer.place(inner));
    let district = around.kind == PlaceKind::Admin2 && !is_region(within.kind);
    gazetteer.chain(inner).contains(&outer) || (district && around.admin1 == within.admin1)
}

fn is_region(kind: PlaceKind) -> bool {
    use PlaceKind::{Admin1, Admin2, Country, Macroregion};
    matches!(kind, Country | Admin1 | Admin2 | Macroregion)
}
