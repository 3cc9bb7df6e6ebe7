//! What speaks for a mention as the place of an event.

use super::{Scene, Site, earlier::earlier, here::here};
use crate::{
    event::{EventType, Group},
    extract::{clauses::Kind, reading::Reading, trigger::Trigger},
    geoparse::linear::features,
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
        OfThing "of_thing",
        OfPerson "of_person",
        FromPerson "from_person",
        Origin "origin",
        Heading "heading",
        AfterTalks "after_talks",
        AfterPolicy "after_policy",
        AfterLaw "after_law",
        AtDiplomacy "at_diplomacy",
        AtPosture "at_posture",
        AtHazard "at_hazard",
        AtContention "at_contention",
        BareDiplomacy "bare_diplomacy",
        BareHazard "bare_hazard",
        OfDiplomacy "of_diplomacy",
        FromConflict "from_conflict",
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
        EarlierHeading "earlier_heading",
        EarlierAlone "earlier_alone",
        EarlierConflict "earlier_conflict",
        EarlierContention "earlier_contention",
        EarlierDiplomacy "earlier_diplomacy",
        EarlierPosture "earlier_posture",
        EarlierFinest "earlier_finest",
        EarlierNext "earlier_next",
        EarlierNextInParagraph "earlier_next_in_paragraph",
        EarlierTwo "earlier_two",
        EarlierThree "earlier_three",
        EarlierNearest "earlier_nearest",
        EarlierFirst "earlier_first",
        EarlierStart "earlier_start",
        EarlierPronoun "earlier_pronoun",
        EarlierDefinite "earlier_definite",
        EarlierShort "earlier_short",
        EarlierParagraph "earlier_paragraph",
        EarlierAfterPlaces "earlier_after_places",
        LastEvent "last_event",
        Focus "focus",
        None "none",
        NoneDiplomacy "none_diplomacy",
        NoneContention "none_contention",
        NoneAgreement "none_agreement",
        NonePolicy "none_policy",
        NoneGoverned "none_governed",
        NoneOpening "none_opening",
        NoneOwnPlaces "none_own_places",
        NoneArrest "none_arrest",
        NoneElection "none_election",
        NoneOther "none_other",
        NoneInfrastructure "none_infrastructure",
        NoneAccident "none_accident",
        NoneMeeting "none_meeting",
        NoneArms "none_arms",
        NonePosture "none_posture",
        NoneConflict "none_conflict",
        NonePronoun "none_pronoun",
        NoneDefinite "none_definite",
        NoneShort "none_short",
        NoneParagraph "none_paragraph",
        NoneAfterPlaces "none_after_places",
    }
}

pub(super) type Values = Vec<(PlaceFeature, f64)>;

/// How far, counted in words, a government may stand from what it does.
const ACTING_WORDS: u32 = 8;

/// In how many first words something known may stand, and how many words a short sentence has at most.
const OPENING_WORDS: usize = 3;
const SHORT_WORDS: usize = 6;

/// What speaks for no place at all.
pub(super) fn of_none(scene: &Scene<'_, '_>, trigger: &Trigger) -> Values {
    use PlaceFeature as F;
    let group = trigger.event_type.group();
    let opening = opening(scene).map(|(none, _, value)| (none, value));
    [
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
        (F::NoneOwnPlaces, truth(!scene.reading().places.is_empty())),
        (F::NonePosture, truth(group == Group::MilitaryPosture)),
        (F::NoneConflict, truth(group == Group::Conflict)),
    ]
    .into_iter()
    .chain(none_of_type(trigger.event_type).map(|feature| (feature, 1.0)))
    .chain(opening)
    .collect()
}

/// Whether an event's sentence goes on with what was told before, as its beginning shows: what speaks for no
/// place, and what for one told of before.
pub(super) fn opening(scene: &Scene<'_, '_>) -> [(PlaceFeature, PlaceFeature, f64); 5] {
    use PlaceFeature as F;
    let reading = scene.reading();
    let paragraph = |at: usize| scene.sentences[at].paragraph;
    let before = scene.at.checked_sub(1);
    let pronoun = reading.clauses.is(0, Kind::Pronoun);
    let definite = (0..OPENING_WORDS).any(|at| reading.clauses.is(at, Kind::Definite));
    let short = reading.words.len() <= SHORT_WORDS;
    let begins = before.is_none_or(|before| paragraph(before) != paragraph(scene.at));
    let after_places = before.is_some_and(|before| !scene.readings[before].places.is_empty());
    [
        (F::NonePronoun, F::EarlierPronoun, truth(pronoun)),
        (F::NoneDefinite, F::EarlierDefinite, truth(definite)),
        (F::NoneShort, F::EarlierShort, truth(short)),
        (F::NoneParagraph, F::EarlierParagraph, truth(begins)),
        (
            F::NoneAfterPlaces,
            F::EarlierAfterPlaces,
            truth(after_places),
        ),
    ]
}

/// The types that happen nowhere more or less often than others of their groups.
fn none_of_type(event_type: EventType) -> Option<PlaceFeature> {
    use PlaceFeature as F;
    match event_type {
        EventType::ArrestOrTrial => Some(F::NoneArrest),
        EventType::Election => Some(F::NoneElection),
        EventType::Other => Some(F::NoneOther),
        EventType::Infrastructure => Some(F::NoneInfrastructure),
        EventType::Accident => Some(F::NoneAccident),
        EventType::DiplomaticMeeting => Some(F::NoneMeeting),
        EventType::ArmsTransfer => Some(F::NoneArms),
        _ => None,
    }
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

/// Whether a government stands before the trigger as the one that acts.
pub(super) fn governs(reading: &Reading<'_>, trigger: &Trigger) -> bool {
    let event = &trigger.words;
    reading.governments.iter().any(|name| {
        name.end <= event.start && reading.clauses.distance(event, name) <= ACTING_WORDS
    })
}

pub(super) fn log(count: u32) -> f64 {
    f64::from(count.saturating_add(1)).log2()
}

pub(super) fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}
