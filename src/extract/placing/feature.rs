//! What speaks for a mention as the place of an event.

use std::ops::Range;

use super::{Scene, Site, governor::governor, nest::holds};
use crate::{
    event::{EventType, Group},
    extract::{
        clauses::Kind,
        reading::{Located, Reading},
        trigger::Trigger,
        words::Joint,
    },
    gazetteer::PlaceKind,
    geoparse::linear::features,
    text::Lang,
};

features! {
    /// What speaks for a literal mention, or for none, as the place of an event.
    PlaceFeature {
        Here "here",
        Distance "distance",
        Cost "cost",
        Breaks "breaks",
        InnerClause "inner_clause",
        Nearest "nearest",
        Only "only",
        After "after",
        Beside "beside",
        OtherClause "other_clause",
        Taken "taken",
        At "at",
        AtRussian "at_russian",
        AtUzbek "at_uzbek",
        To "to",
        ToMoving "to_moving",
        From "from",
        FromMoving "from_moving",
        Bare "bare",
        BareUzbek "bare_uzbek",
        BareRussian "bare_russian",
        Office "office",
        Topic "topic",
        Of "of",
        Saying "saying",
        Route "route",
        OpeningAt "opening_at",
        AfterRussian "after_russian",
        DistanceUzbek "distance_uzbek",
        Container "container",
        Dateline "dateline",
        Wide "wide",
        WideDiplomacy "wide_diplomacy",
        Country "country",
        CountryDiplomacy "country_diplomacy",
        Region "region",
        Site "site",
        Earlier "earlier",
        SentencesBack "sentences_back",
        OtherParagraph "other_paragraph",
        EarlierLast "earlier_last",
        EarlierAt "earlier_at",
        EarlierDateline "earlier_dateline",
        EarlierOpening "earlier_opening",
        EarlierContainer "earlier_container",
        EarlierWide "earlier_wide",
        EarlierOwnPlaces "earlier_own_places",
        EarlierGoverned "earlier_governed",
        EarlierThere "earlier_there",
        EarlierReferred "earlier_referred",
        LastEvent "last_event",
        Focus "focus",
        None "none",
        NoneDiplomacy "none_diplomacy",
        NoneContention "none_contention",
        NoneAgreement "none_agreement",
        NonePolicy "none_policy",
        NoneGoverned "none_governed",
        NoneOpening "none_opening",
    }
}

type Values = Vec<(PlaceFeature, f64)>;

/// How far, counted in words, a government may stand from what it does, and "there" from what was there.
const ACTING_WORDS: u32 = 8;

/// Within how many words of a sentence's start a place sets its scene.
const OPENING_WORDS: usize = 3;

/// How far after or before a place a word of saying may stand: `an official in Osh said`.
const SAYING_WORDS: usize = 2;

/// What speaks for no place at all.
pub(super) fn of_none(scene: &Scene<'_, '_>, trigger: &Trigger) -> Values {
    use PlaceFeature as F;
    let group = trigger.event_type.group();
    vec![
        (F::None, 1.0),
        (F::NoneDiplomacy, truth(group == Group::Diplomacy)),
        (F::NoneContention, truth(group == Group::Contention)),
        (
            F::NoneAgreement,
            truth(trigger.event_type == EventType::Agreement),
        ),
        (
            F::NonePolicy,
            truth(trigger.event_type == EventType::StrategicDevelopment),
        ),
        (F::NoneGoverned, truth(governs(scene.reading(), trigger))),
        (F::NoneOpening, truth(scene.at == 0)),
    ]
}

/// What speaks for a mention.
pub(super) fn of_site(scene: &Scene<'_, '_>, trigger: &Trigger, site: Site) -> Values {
    let mut values = if site.sentence == scene.at {
        here(scene, trigger, site)
    } else {
        earlier(scene, trigger, site)
    };
    values.push((PlaceFeature::LastEvent, truth(scene.is_of_last_event(site))));
    values.push((PlaceFeature::Focus, scene.focus(site)));
    values.retain(|(_, value)| *value != 0.0);
    values
}

fn here(scene: &Scene<'_, '_>, trigger: &Trigger, site: Site) -> Values {
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
    values.extend(governed(reading, trigger, place));
    values.extend(kind(scene, trigger, place));
    values
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

fn earlier(scene: &Scene<'_, '_>, trigger: &Trigger, site: Site) -> Values {
    use PlaceFeature as F;
    let reading = &scene.readings[site.sentence];
    let place = &reading.places[site.at];
    let back = u32::try_from(scene.at - site.sentence).unwrap_or(u32::MAX - 1);
    let paragraph = |at: usize| scene.sentences[at].paragraph;
    let wide = place.place.is_some_and(|place| {
        let kind = scene.gazetteer.place(place).kind;
        matches!(kind, PlaceKind::Country | PlaceKind::Macroregion)
    });
    vec![
        (F::Earlier, 1.0),
        (F::SentencesBack, log(back)),
        (
            F::OtherParagraph,
            truth(paragraph(site.sentence) != paragraph(scene.at)),
        ),
        (F::EarlierLast, truth(site.at + 1 == reading.places.len())),
        (
            F::EarlierAt,
            truth(governor(reading, place) == Some(Kind::At)),
        ),
        (
            F::EarlierDateline,
            truth(place.words.start < reading.dateline),
        ),
        (F::EarlierOpening, truth(site.sentence == 0)),
        (F::EarlierContainer, truth(is_container(scene, site))),
        (F::EarlierWide, truth(wide)),
        (
            F::EarlierOwnPlaces,
            truth(!scene.reading().places.is_empty()),
        ),
        (F::EarlierGoverned, truth(governs(scene.reading(), trigger))),
        (F::EarlierThere, truth(says_there(scene.reading(), trigger))),
        (
            F::EarlierReferred,
            truth(scene.reading().referred.contains(&place.mention)),
        ),
    ]
}

fn log(count: u32) -> f64 {
    f64::from(count.saturating_add(1)).log2()
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

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
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

/// Whether a place only says in which region a finer one beside it lies.
fn is_container(scene: &Scene<'_, '_>, site: Site) -> bool {
    let reading = &scene.readings[site.sentence];
    let beside = [site.at.checked_sub(1), Some(site.at + 1)];
    let others = beside
        .into_iter()
        .flatten()
        .filter(|at| *at < reading.places.len());
    others
        .into_iter()
        .any(|other| holds(scene.gazetteer, reading, site.at, other))
}

/// Whether a government stands before the trigger as the one that acts.
fn governs(reading: &Reading<'_>, trigger: &Trigger) -> bool {
    let event = &trigger.words;
    reading.governments.iter().any(|name| {
        name.end <= event.start && reading.clauses.distance(event, name) <= ACTING_WORDS
    })
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

fn is_uzbek(reading: &Reading<'_>) -> bool {
    matches!(reading.lang, Lang::Uz | Lang::UzCyrl)
}

fn says_there(reading: &Reading<'_>, trigger: &Trigger) -> bool {
    let near = |at: usize| reading.clauses.distance(&trigger.words, &(at..at + 1)) <= ACTING_WORDS;
    (0..reading.words.len()).any(|at| reading.clauses.is(at, Kind::There) && near(at))
}
