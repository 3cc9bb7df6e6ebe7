use super::{casualties::fatalities, clauses::Kind, draft::Draft, reading::Reading};
use crate::{
    event::{EventType, Group},
    text::Sentence,
};

/// The belief in a place that the sentence before gives.
const BEFORE_EVIDENCE: f64 = 0.5;

/// How many sentences back an event is still spoken of.
const BACK_SENTENCES: usize = 2;

/// The events of a document after each was read with the sentences before it: who goes on telling of the
/// same event tells no other, a place told before still holds, and the dead belong to what killed them.
pub(super) fn continued(
    drafts: Vec<Draft>,
    sentences: &[Sentence],
    readings: &[Reading<'_>],
) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        let reading = &readings[draft.sentence];
        let spoken_of = |other: &&Draft| other.sentence + BACK_SENTENCES >= draft.sentence;
        let recent = kept.iter().rev().take_while(spoken_of);
        let before: Vec<&Draft> = recent
            .filter(|other| is_near(sentences, other, &draft))
            .collect();
        let told =
            |other: &&Draft| other.event.event_type.group() == draft.event.event_type.group();
        if points_back(reading, &draft) && before.iter().copied().any(|other| told(&other)) {
            continue;
        }
        if let Some(place) = place_before(&before, reading, &draft) {
            draft.place_as(&place, BEFORE_EVIDENCE);
        }
        kept.push(draft);
    }
    for (at, reading) in readings.iter().enumerate() {
        count_dead(&mut kept, sentences, at, reading);
    }
    kept
}

/// The place of an event before, where a sentence without a place goes on with it or says "there".
fn place_before(before: &[&Draft], reading: &Reading<'_>, draft: &Draft) -> Option<Vec<usize>> {
    let event = &draft.event;
    let same = |other: &Draft| {
        other.event.event_type == event.event_type
            && (event.date.is_none() || event.date == other.event.date)
    };
    let goes_on = |other: &&&Draft| opens_there(reading) || same(other);
    let place = before
        .iter()
        .find(goes_on)
        .map(|other| other.event.mentions.clone());
    place.filter(|place| !place.is_empty() && reading.places.is_empty())
}

/// Whether an event stands in one of the sentences before another's, in its paragraph.
fn is_near(sentences: &[Sentence], one: &Draft, other: &Draft) -> bool {
    let paragraph = |draft: &Draft| sentences[draft.sentence].paragraph;
    let back = other.sentence - one.sentence;
    (1..=BACK_SENTENCES).contains(&back) && paragraph(one) == paragraph(other)
}

/// Whether a trigger only points at what was told before: `the talks`, with no time or place of its own.
fn points_back(reading: &Reading<'_>, draft: &Draft) -> bool {
    let first = draft.trigger.words.start;
    let definite = first > 0 && reading.clauses.is(first - 1, Kind::Definite);
    definite && draft.event.date.is_none() && draft.event.mentions.is_empty()
}

fn opens_there(reading: &Reading<'_>) -> bool {
    (0..2).any(|at| reading.clauses.is(at, Kind::There))
}

/// Gives the deaths of a sentence to its event nearest to the words, or to one of the sentence before.
fn count_dead(drafts: &mut [Draft], sentences: &[Sentence], at: usize, reading: &Reading<'_>) {
    let Some((words, count)) = fatalities(reading) else {
        return;
    };
    let from = drafts.partition_point(|draft| draft.sentence + 1 < at);
    let to = drafts.partition_point(|draft| draft.sentence <= at);
    let near = drafts[from..to].iter_mut().filter(|draft| {
        sentences[draft.sentence].paragraph == sentences[at].paragraph
            && kills(draft.event.event_type)
    });
    // Of the events of the sentence before, the last stands nearest.
    let away = |draft: &Draft| {
        if draft.sentence == at {
            (0, reading.clauses.distance(&draft.trigger.words, &words))
        } else {
            let start = u32::try_from(draft.trigger.words.start).unwrap_or(u32::MAX);
            (1, u32::MAX - start)
        }
    };
    let told = near.min_by_key(|draft| away(draft));
    if let Some(draft) = told {
        draft.event.fatalities = draft.event.fatalities.or(Some(count));
    }
}

fn kills(event_type: EventType) -> bool {
    let hazard = matches!(event_type, EventType::Accident | EventType::NaturalDisaster);
    let contention = matches!(event_type, EventType::Protest | EventType::Riot);
    event_type.group() == Group::Conflict
        || hazard
        || contention
        || event_type == EventType::Infrastructure
}
