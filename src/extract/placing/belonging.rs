//! What the words beside a place make of it.

use super::{
    feature::{PlaceFeature, Values, truth},
    governor::governor,
    here::is_uzbek,
};
use crate::{
    event::EventType,
    extract::{
        clauses::Kind,
        reading::{Located, Reading},
        themes::Theme,
        trigger::Trigger,
        words::Joint,
    },
};

/// How many words from a place the noun may stand that it belongs to.
const HEAD_WORDS: usize = 3;

/// What lies at a place, and who comes from there.
const THINGS: [Theme; 7] = [
    Theme::Works,
    Theme::Path,
    Theme::Building,
    Theme::Water,
    Theme::Border,
    Theme::Name,
    Theme::Disaster,
];
const PERSONS: [Theme; 7] = [
    Theme::Civil,
    Theme::Crowd,
    Theme::People,
    Theme::Official,
    Theme::Office,
    Theme::Force,
    Theme::Armed,
];

/// What the words beside a place make of it: where somebody comes from, what lies there, what a treaty is
/// about, or the heading of what follows.
pub(super) fn told_of(reading: &Reading<'_>, trigger: &Trigger, place: &Located) -> Values {
    use PlaceFeature as F;
    let after = place.words.start >= trigger.words.end;
    let governor = governor(reading, place);
    let (thing, person) = head(reading, place);
    let of = matches!(governor, None | Some(Kind::Of | Kind::Office));
    let from = governor == Some(Kind::From);
    let last = &reading.words[place.words.end - 1].folded;
    let origin = is_uzbek(reading) && (last.ends_with("lik") || last.ends_with("liklar"));
    vec![
        (F::OfThing, truth(of && thing)),
        (F::OfPerson, truth(of && person)),
        (F::FromPerson, truth(from && person)),
        (F::Origin, truth(origin)),
        (F::Heading, truth(is_heading(reading, place))),
        (
            F::AfterTalks,
            truth(after && trigger.event_type == EventType::Agreement),
        ),
        (
            F::AfterPolicy,
            truth(after && trigger.event_type == EventType::StrategicDevelopment),
        ),
        (
            F::AfterLaw,
            truth(after && trigger.event_type == EventType::ArrestOrTrial),
        ),
    ]
}

/// Whether the noun that a place belongs to is a thing that lies there or people that come from there: the
/// nearest word before it, or in Uzbek after it, that is about either.
fn head(reading: &Reading<'_>, place: &Located) -> (bool, bool) {
    let near: Vec<usize> = if is_uzbek(reading) {
        (place.words.end..(place.words.end + HEAD_WORDS).min(reading.words.len())).collect()
    } else {
        (place.words.start.saturating_sub(HEAD_WORDS)..place.words.start)
            .rev()
            .collect()
    };
    for at in near {
        let themes = reading.themes.of_word(at);
        let thing = themes.iter().any(|theme| THINGS.contains(theme));
        let person = themes.iter().any(|theme| PERSONS.contains(theme));
        if thing || person {
            return (thing && !person, person);
        }
    }
    (false, false)
}

/// Whether a place opens its sentence and a colon, a dash or the sentence's end follows: `Osh: a court`.
pub(super) fn is_heading(reading: &Reading<'_>, place: &Located) -> bool {
    let next = reading.words.get(place.words.end);
    place.words.start <= 1
        && next.is_none_or(|next| matches!(next.joint, Joint::Break | Joint::Dash))
}
