//! What speaks for a place of the event's own sentence.

use std::ops::Range;

use super::{
    Scene, Site,
    belonging::told_of,
    earlier::is_container,
    feature::{PlaceFeature, Values, log, truth},
    governor::governor,
};
use crate::{
    event::{EventType, Group},
    extract::{
        clauses::Kind,
        reading::{Located, Reading},
        trigger::Trigger,
        words::Joint,
    },
    gazetteer::PlaceKind,
    text::Lang,
};

/// Within how many words of a sentence's start a place sets its scene.
const OPENING_WORDS: usize = 3;

/// How far after or before a place a word of saying may stand: `an official in Osh said`.
const SAYING_WORDS: usize = 2;

pub(super) fn here(scene: &Scene<'_, '_>, trigger: &Trigger, site: Site) -> Values {
    use PlaceFeature as F;
    let reading = scene.reading();
    let place = &reading.places[site.at];
    let distance = |place: &Located| reading.clauses.distance(&trigger.words, &place.words);
    let away = distance(place);
    let nearest = reading.places.iter().all(|other| distance(other) >= away);
    let dateline = place.words.start < reading.dateline;
    let after = place.words.start >= trigger.words.end;
    let mut values = vec![
        (F::Here, 1.0),
        (
            F::Distance,
            log(words_between(&trigger.words, &place.words)),
        ),
        (F::Cost, log(away)),
        (F::Breaks, f64::from(breaks(reading, trigger, place))),
        (
            F::InnerClause,
            truth(
                !reading
                    .clauses
                    .shares(trigger.words.start, place.words.start),
            ),
        ),
        (F::Nearest, truth(nearest)),
        (F::Only, truth(reading.places.len() == 1)),
        (F::After, truth(after)),
        (F::Beside, truth(is_beside(reading, place, trigger))),
        (
            F::OtherClause,
            truth(
                !reading
                    .clauses
                    .shares(place.words.start, trigger.words.start),
            ),
        ),
        (F::Taken, truth(is_taken(reading, trigger, place))),
        (F::Container, truth(is_container(scene, site))),
        (F::Dateline, truth(dateline)),
        (F::Saying, truth(is_of_saying(reading, place))),
        (F::Route, truth(is_on_route(reading, site.at))),
        (
            F::OpeningAt,
            truth(place.words.start <= OPENING_WORDS && governor(reading, place) == Some(Kind::At)),
        ),
        (F::AfterRussian, truth(after && reading.lang == Lang::Ru)),
        (
            F::DistanceUzbek,
            if is_uzbek(reading) { log(away) } else { 0.0 },
        ),
    ];
    let governed = governed(reading, trigger, place);
    values.extend(with_group(&governed, trigger));
    values.extend(governed);
    values.extend(kind(scene, trigger, place));
    values.extend(told_of(reading, trigger, place));
    values
}

/// What governs a place says more of some groups of events than of others.
fn with_group(governed: &Values, trigger: &Trigger) -> Values {
    use PlaceFeature as F;
    let is = |feature: F| governed.iter().any(|(one, _)| *one == feature);
    let group = trigger.event_type.group();
    let together = [
        (F::At, Group::Diplomacy, F::AtDiplomacy),
        (F::At, Group::MilitaryPosture, F::AtPosture),
        (F::At, Group::HazardAndCivil, F::AtHazard),
        (F::At, Group::Contention, F::AtContention),
        (F::Bare, Group::Diplomacy, F::BareDiplomacy),
        (F::Bare, Group::HazardAndCivil, F::BareHazard),
        (F::Of, Group::Diplomacy, F::OfDiplomacy),
        (F::From, Group::Conflict, F::FromConflict),
    ];
    let fitting = together
        .into_iter()
        .filter(|(feature, of, _)| is(*feature) && *of == group);
    fitting.map(|(_, _, both)| (both, 1.0)).collect()
}

fn governed(reading: &Reading<'_>, trigger: &Trigger, place: &Located) -> Values {
    use PlaceFeature as F;
    let moving = moves(trigger.event_type);
    let uzbek = is_uzbek(reading);
    let russian = reading.lang == Lang::Ru;
    match governor(reading, place) {
        Some(Kind::At) => vec![
            (F::At, 1.0),
            (F::AtUzbek, truth(uzbek)),
            (F::AtRussian, truth(russian)),
        ],
        Some(Kind::To) => vec![(F::To, 1.0), (F::ToMoving, truth(moving))],
        Some(Kind::From) => vec![(F::From, 1.0), (F::FromMoving, truth(moving))],
        Some(Kind::Office) => vec![(F::Office, 1.0)],
        Some(Kind::Topic) => vec![(F::Topic, 1.0)],
        Some(Kind::Of) => vec![(F::Of, 1.0)],
        _ => vec![
            (F::Bare, 1.0),
            (F::BareUzbek, truth(uzbek)),
            (F::BareRussian, truth(russian)),
        ],
    }
}

fn kind(scene: &Scene<'_, '_>, trigger: &Trigger, place: &Located) -> Values {
    use PlaceFeature as F;
    use PlaceKind::{Admin1, Admin2, Country, Macroregion};
    let Some(kind) = place.place.map(|place| scene.gazetteer.place(place).kind) else {
        return Vec::new();
    };
    let talks = truth(trigger.event_type.group() == Group::Diplomacy);
    match kind {
        Macroregion => vec![(F::Wide, 1.0), (F::WideDiplomacy, talks)],
        Country => vec![(F::Country, 1.0), (F::CountryDiplomacy, talks)],
        Admin1 | Admin2 => vec![(F::Region, 1.0)],
        kind => vec![(F::Site, truth(!kind.is_settled()))],
    }
}

/// How many words stand between two runs of them.
fn words_between(one: &Range<usize>, other: &Range<usize>) -> u32 {
    let between = one
        .start
        .max(other.start)
        .saturating_sub(one.end.min(other.end));
    u32::try_from(between).unwrap_or(u32::MAX)
}

/// How many commas, dashes and harder marks stand between an event and a place.
fn breaks(reading: &Reading<'_>, trigger: &Trigger, place: &Located) -> u32 {
    let (from, to) = if place.words.start >= trigger.words.end {
        (trigger.words.end, place.words.start)
    } else {
        (place.words.end, trigger.words.start)
    };
    let hard = (from..=to).filter(|at| reading.words[*at].joint >= Joint::Dash);
    u32::try_from(hard.count()).unwrap_or(u32::MAX)
}

/// Whether an event of the type goes somewhere.
fn moves(event_type: EventType) -> bool {
    use EventType::{ArmsTransfer, MilitaryDeploymentOrBase, OfficialVisit, Other};
    matches!(
        event_type,
        OfficialVisit | ArmsTransfer | MilitaryDeploymentOrBase | Other
    )
}

/// Whether a place stands right before an event's noun: `the Andijan unrest`. In Russian what stands
/// there is a verb's subject: `акимы Ошской области встретились`.
fn is_beside(reading: &Reading<'_>, place: &Located, trigger: &Trigger) -> bool {
    let close = reading.words[trigger.words.start].joint <= Joint::Hyphen;
    close && place.words.end == trigger.words.start && reading.lang != Lang::Ru
}

/// Whether another event of the sentence stands between an event and a place that follows it: the
/// place is that one's, unless the two are told side by side.
fn is_taken(reading: &Reading<'_>, trigger: &Trigger, place: &Located) -> bool {
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

/// Whether a place only tells where somebody said it: `an official in Osh said`, `сообщил в Оше`.
fn is_of_saying(reading: &Reading<'_>, place: &Located) -> bool {
    let before = place.words.start.saturating_sub(SAYING_WORDS)..place.words.start;
    let after = place.words.end..(place.words.end + SAYING_WORDS).min(reading.words.len());
    before
        .chain(after)
        .any(|at| reading.clauses.is(at, Kind::Saying))
}

/// Whether a dash joins a place to another: `the Osh - Sary-Tash road`.
fn is_on_route(reading: &Reading<'_>, at: usize) -> bool {
    let joined = |at: usize| {
        let pair = reading.places.get(at).zip(reading.places.get(at + 1));
        pair.is_some_and(|(one, other)| {
            let joint = reading.words[other.words.start].joint;
            one.words.end == other.words.start && matches!(joint, Joint::Dash | Joint::Hyphen)
        })
    };
    joined(at) || at.checked_sub(1).is_some_and(joined)
}

pub(super) fn is_uzbek(reading: &Reading<'_>) -> bool {
    matches!(reading.lang, Lang::Uz | Lang::UzCyrl)
}
