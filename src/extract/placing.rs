use std::ops::Range;

use super::{
    clauses::Kind,
    reading::{Located, Reading},
    trigger::Trigger,
    words::Joint,
};
use crate::{
    event::{EventType, Group},
    gazetteer::{Gazetteer, PlaceKind},
    text::Lang,
};

/// The literal mentions that place an event, and how surely they do, 0 to 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Placement {
    pub(super) mentions: Vec<usize>,
    pub(super) evidence: f64,
}

/// How far, counted in words, a place may stand from its event.
const REACH_WORDS: i64 = 22;

/// How many words nearer the small word before a place brings it, or, below zero, how many farther.
const AT_WORDS: i64 = 7;
const TO_WORDS: i64 = 7;
const TO_OTHERS_WORDS: i64 = -6;
const FROM_WORDS: i64 = -REACH_WORDS - 1;
const BESIDE_WORDS: i64 = 8;

/// How many words farther than it stands a dateline counts.
const DATELINE_WORDS: i64 = 12;

/// The share of belief in a place that only heads the report.
const DATELINE_EVIDENCE: f64 = 0.4;

/// The places of an event among the literal mentions of its sentence; none where the nearest is one that
/// cannot be told.
pub(super) fn placement(
    reading: &Reading<'_>,
    trigger: &Trigger,
    gazetteer: &Gazetteer,
) -> Placement {
    let costs = reading
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| (cost(reading, trigger, place, gazetteer), at));
    let Some((cost, best)) = costs.filter(|(cost, _)| *cost <= REACH_WORDS).min() else {
        return Placement::default();
    };
    let Some(best) = known(reading, best, gazetteer) else {
        return Placement::default();
    };
    let chosen = side_by_side(reading, finest(reading, best, gazetteer), gazetteer);
    Placement {
        mentions: chosen
            .into_iter()
            .map(|at| reading.places[at].mention)
            .collect(),
        evidence: evidence(reading, &reading.places[best], cost),
    }
}

/// The place itself if it is known, or the region that follows it: `in Nura, Osh Region`.
fn known(reading: &Reading<'_>, best: usize, gazetteer: &Gazetteer) -> Option<usize> {
    let region = |place| is_region(gazetteer.place(place).kind);
    let around = |at: &usize| reading.places[*at].place.is_some_and(region);
    if reading.places[best].place.is_some() {
        return Some(best);
    }
    run(reading, best, &|_, _| true)
        .into_iter()
        .filter(|at| *at > best)
        .find(around)
}

fn evidence(reading: &Reading<'_>, place: &Located, cost: i64) -> f64 {
    if is_dateline(reading, place) {
        return DATELINE_EVIDENCE;
    }
    let away = i32::try_from(cost.clamp(0, REACH_WORDS)).unwrap_or(i32::MAX);
    1.0 - 0.5 * f64::from(away) / 22.0
}

fn cost(reading: &Reading<'_>, trigger: &Trigger, place: &Located, gazetteer: &Gazetteer) -> i64 {
    let away = i64::from(reading.clauses.distance(&trigger.words, &place.words));
    let dateline = if is_dateline(reading, place) {
        DATELINE_WORDS
    } else {
        0
    };
    let other = if taken(reading, trigger, place) {
        REACH_WORDS
    } else {
        0
    };
    away + dateline + other - nearness(reading, trigger, place, gazetteer)
}

fn nearness(
    reading: &Reading<'_>,
    trigger: &Trigger,
    place: &Located,
    gazetteer: &Gazetteer,
) -> i64 {
    match governor(reading, trigger, place) {
        Some(Kind::At) => AT_WORDS,
        Some(Kind::To) if goes(trigger.event_type) => TO_WORDS,
        Some(Kind::To) => TO_OTHERS_WORDS,
        Some(Kind::From) => FROM_WORDS,
        _ if modifies(reading, place, trigger, gazetteer) => BESIDE_WORDS,
        _ => 0,
    }
}

/// Whether a place stands right before an event's noun: `the Andijan unrest`, but not `the Central Asia
/// summit`. In Russian what stands
/// there is a verb's subject: `акимы Ошской области встретились`.
fn modifies(
    reading: &Reading<'_>,
    place: &Located,
    trigger: &Trigger,
    gazetteer: &Gazetteer,
) -> bool {
    use PlaceKind::{Country, Macroregion};
    let wide = place
        .place
        .is_some_and(|place| matches!(gazetteer.place(place).kind, Country | Macroregion));
    let close = reading.words[trigger.words.start].joint <= Joint::Hyphen;
    close && !wide && place.words.end == trigger.words.start && reading.lang != Lang::Ru
}

/// Whether an event of the type goes somewhere.
fn goes(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::OfficialVisit | EventType::ArmsTransfer | EventType::MilitaryDeploymentOrBase
    )
}

/// Whether another event of the sentence stands between an event and a place that follows it: the
/// place is that one's, unless the two are told side by side.
fn taken(reading: &Reading<'_>, trigger: &Trigger, place: &Located) -> bool {
    let event = &trigger.words;
    reading.triggers.iter().any(|other| {
        let between = event.end <= other.words.start && other.words.end <= place.words.start;
        between
            && other.event_type != trigger.event_type
            && !listed(reading, event.end, other.words.start)
    })
}

/// Whether two events are told by one subject: `signed and opened`, not `signed, and Tashkent opened`.
fn listed(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to)
        .any(|at| reading.clauses.is(at, Kind::And) && reading.words[at].joint <= Joint::Hyphen)
}

/// Whether a place stands in the dateline: `OSH, May 3 -`.
fn is_dateline(reading: &Reading<'_>, place: &Located) -> bool {
    place.words.start < reading.dateline
}

/// What governs a place: a preposition up to four words before it, in Uzbek the ending of its last word
/// or of the two after it.
fn governor(reading: &Reading<'_>, trigger: &Trigger, place: &Located) -> Option<Kind> {
    const GOVERNING: [Kind; 3] = [Kind::From, Kind::To, Kind::At];
    let after = |at: usize, kind: Kind| at > 0 && reading.clauses.is(at - 1, kind);
    // What states talk and sign about is not where they do.
    let talk = trigger.event_type.group() == Group::Diplomacy;
    let governing = |at: usize| {
        GOVERNING
            .into_iter()
            .find(|&kind| reading.clauses.is(at, kind))
    };
    let kind = |at: usize| match governing(at) {
        _ if talk && reading.clauses.is(at, Kind::Topic) => Some(Kind::From),
        // "20 km from a place" is near it.
        Some(Kind::From) if after(at, Kind::Away) => Some(Kind::At),
        Some(Kind::At) if after(at, Kind::Office) => Some(Kind::Office),
        kind => kind,
    };
    let open = |at: &usize| reading.words[*at + 1].joint <= Joint::Hyphen;
    let before = (place.words.start.saturating_sub(4)..place.words.start)
        .rev()
        .take_while(open);
    let after = place.words.end - 1..reading.words.len().min(place.words.end + 2);
    let endings =
        after.take_while(|&at| at < place.words.end || reading.words[at].joint <= Joint::Hyphen);
    match reading.lang {
        Lang::Uz | Lang::UzCyrl => endings.map(kind).find(Option::is_some).flatten(),
        _ => before.map(kind).find(Option::is_some).flatten(),
    }
}

/// The finest of the places that hold one another around a mention: `Vorukh, Isfara District`.
fn finest(reading: &Reading<'_>, best: usize, gazetteer: &Gazetteer) -> usize {
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
fn side_by_side(reading: &Reading<'_>, one: usize, gazetteer: &Gazetteer) -> Vec<usize> {
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
fn run(reading: &Reading<'_>, one: usize, fits: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
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
fn holds(gazetteer: &Gazetteer, reading: &Reading<'_>, outer: usize, inner: usize) -> bool {
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
