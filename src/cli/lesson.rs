//! Gold documents as lessons for the models.

use super::gold::{Gold, GoldPlace, GoldToponym};
use crate::{
    extract,
    gazetteer::{Gazetteer, PlaceIndex},
    geoparse::{self, Mention, Role},
    space::LonLat,
};

/// A place of the gazetteer this near, in metres, to a position of gold is the same.
const SAME_M: f64 = 20_000.0;
/// How many of the nearest places of a position may be the same.
const SAME_MAX: usize = 8;

/// What the geoparser learns from a document.
pub(super) fn of_names<'g>(gazetteer: &Gazetteer, gold: &'g Gold) -> geoparse::Lesson<'g> {
    let names = gold.toponyms.iter().filter(|toponym| !toponym.is_demonym());
    geoparse::Lesson {
        text: gold.analysed(),
        answers: names.map(|toponym| answer(gazetteer, toponym)).collect(),
    }
}

/// What the extraction of events learns from a document: its names are those of gold, so that the
/// weights do not hang on the geoparser's.
pub(super) fn of_events<'g>(gazetteer: &Gazetteer, gold: &'g Gold) -> extract::Lesson<'g> {
    let mentions = gold
        .toponyms
        .iter()
        .map(|toponym| mention(gazetteer, toponym));
    let at = |places: &[GoldPlace]| {
        let named = gold.toponyms.iter().enumerate();
        let there = named.filter(|(_, toponym)| {
            toponym.role == Some(Role::Literal) && places.contains(&toponym.place)
        });
        there.map(|(at, _)| at).collect()
    };
    let answers = gold.events.iter().map(|event| extract::Answer {
        trigger: event.trigger,
        event_type: event.event_type,
        is_placed: !event.places.is_empty(),
        mentions: at(&event.places),
    });
    extract::Lesson {
        text: gold.analysed(),
        mentions: mentions.collect(),
        answers: answers.collect(),
    }
}

fn mention(gazetteer: &Gazetteer, toponym: &GoldToponym) -> Mention {
    let place = match &toponym.place {
        GoldPlace::Id(id) => gazetteer.by_id(id).or_else(|| gazetteer.by_code(id)),
        _ => None,
    };
    Mention {
        span: toponym.span,
        role: toponym.role.unwrap_or(Role::Literal),
        confidence: 1.0,
        place,
        candidates: Vec::new().into(),
    }
}

fn answer(gazetteer: &Gazetteer, toponym: &GoldToponym) -> geoparse::Answer {
    let by_id = |id: &str| gazetteer.by_id(id).into_iter().collect::<Vec<_>>();
    let places = match &toponym.place {
        GoldPlace::Id(id) => by_id(id),
        GoldPlace::At(position) => places_at(gazetteer, *position),
        GoldPlace::Both(known) => {
            let known_by_id = by_id(&known.id);
            if known_by_id.is_empty() {
                places_at(gazetteer, known.position)
            } else {
                known_by_id
            }
        }
        GoldPlace::Unknown => vec![],
    };
    geoparse::Answer {
        span: toponym.span,
        role: toponym.role,
        places,
    }
}

fn places_at(gazetteer: &Gazetteer, position: LonLat) -> Vec<PlaceIndex> {
    let nearest = gazetteer.nearest(position, SAME_MAX, |_| true);
    nearest
        .into_iter()
        .filter(|(_, distance_m)| *distance_m <= SAME_M)
        .map(|(place, _)| place)
        .collect()
}
