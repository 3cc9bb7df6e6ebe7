//! What speaks for a place of a sentence before the event's own.

use super::{
    Scene, Site,
    belonging::is_heading,
    feature::{PlaceFeature, Values, governs, log, opening, truth},
    governor::governor,
    nest::holds,
};
use crate::{
    event::Group,
    extract::{clauses::Kind, reading::Reading, trigger::Trigger},
    gazetteer::PlaceKind,
};

/// How far, counted in words, "there" may stand from what was there.
const THERE_WORDS: u32 = 8;

/// A sentence of no more words than these that names a place is a heading.
const HEADING_WORDS: usize = 3;

/// Within how many words of its sentence a place opens it.
const START_WORDS: usize = 2;

pub(super) fn earlier(scene: &Scene<'_, '_>, trigger: &Trigger, site: Site) -> Values {
    let mut values = named_before(scene, trigger, site);
    values.extend(stands_before(scene, site));
    values
}

/// Where the place stands among what was told before, and how the event's sentence goes on with it.
fn stands_before(scene: &Scene<'_, '_>, site: Site) -> Values {
    use PlaceFeature as F;
    let back = scene.at - site.sentence;
    let paragraph = |at: usize| scene.sentences[at].paragraph;
    let same = paragraph(site.sentence) == paragraph(scene.at);
    let mut between = site.sentence + 1..scene.at;
    let nearest = !between.any(|at| !scene.readings[at].places.is_empty());
    let start = scene.readings[site.sentence].places[site.at].words.start;
    let opening = opening(scene).map(|(_, earlier, value)| (earlier, value));
    let stands = [
        (F::EarlierNext, truth(back == 1)),
        (F::EarlierNextInParagraph, truth(back == 1 && same)),
        (F::EarlierTwo, truth(back == 2)),
        (F::EarlierThree, truth(back == 3)),
        (F::EarlierNearest, truth(nearest)),
        (F::EarlierFirst, truth(site.at == 0)),
        (F::EarlierStart, truth(start <= START_WORDS)),
    ];
    stands.into_iter().chain(opening).collect()
}

/// What the place is and how its own sentence names it.
fn named_before(scene: &Scene<'_, '_>, trigger: &Trigger, site: Site) -> Values {
    use PlaceFeature as F;
    let reading = &scene.readings[site.sentence];
    let place = &reading.places[site.at];
    let back = u32::try_from(scene.at - site.sentence).unwrap_or(u32::MAX - 1);
    let paragraph = |at: usize| scene.sentences[at].paragraph;
    let group = trigger.event_type.group();
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
        (
            F::EarlierHeading,
            truth(reading.words.len() <= HEADING_WORDS || is_heading(reading, place)),
        ),
        (F::EarlierAlone, truth(reading.places.len() == 1)),
        (F::EarlierFinest, truth(!wide && place.place.is_some())),
        (F::EarlierConflict, truth(group == Group::Conflict)),
        (F::EarlierContention, truth(group == Group::Contention)),
        (F::EarlierDiplomacy, truth(group == Group::Diplomacy)),
        (F::EarlierPosture, truth(group == Group::MilitaryPosture)),
    ]
}

/// Whether a place only says in which region a finer one beside it lies.
pub(super) fn is_container(scene: &Scene<'_, '_>, site: Site) -> bool {
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

fn says_there(reading: &Reading<'_>, trigger: &Trigger) -> bool {
    let near = |at: usize| reading.clauses.distance(&trigger.words, &(at..at + 1)) <= THERE_WORDS;
    (0..reading.words.len()).any(|at| reading.clauses.is(at, Kind::There) && near(at))
}
