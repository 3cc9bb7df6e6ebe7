use std::ops::Range;

use super::{casualties::fatalities, clauses::Kind, draft::Draft, reading::Reading};
use crate::{
    event::{EventType, Group},
    text::Sentence,
};

/// The belief in a place of a sentence before that goes on, and of one that only stands before.
const GOES_ON_EVIDENCE: f64 = 0.5;
const BEFORE_EVIDENCE: f64 = 0.3;

/// How far, counted in words, a government may stand from what it does, and "there" from what was there.
const ACTING_WORDS: u32 = 8;
const THERE_WORDS: u32 = 8;

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
        let recent: Vec<&Draft> = recent
            .filter(|other| other.sentence < draft.sentence)
            .collect();
        if points_back(reading, &draft) && recent.iter().any(|other| is_alike(other, &draft)) {
            continue;
        }
        let near = |other: &&Draft| is_near(sentences, other, &draft);
        let before: Vec<&Draft> = recent.into_iter().filter(near).collect();
        let told = place_before(&before, reading, &draft);
        let there = draft.sentence.checked_sub(1).and_then(|last| {
            place_there(&readings[last], reading, &draft).map(|place| (place, GOES_ON_EVIDENCE))
        });
        if let Some((place, evidence)) = told.or(there) {
            draft.place_as(&place, evidence);
        }
        kept.push(draft);
    }
    kept.retain(Draft::is_borne_out);
    for (at, reading) in readings.iter().enumerate() {
        count_dead(&mut kept, sentences, at, reading);
    }
    kept
}

/// The place of an event before, where a sentence names none; how surely, 0 to 1.
///
/// Surer where the sentence goes on with the same event or says "there"; not at all where a government
/// acts, whose doings may be anywhere.
fn place_before(
    before: &[&Draft],
    reading: &Reading<'_>,
    draft: &Draft,
) -> Option<(Vec<usize>, f64)> {
    if !reading.places.is_empty() {
        return None;
    }
    let event = &draft.event;
    let there = says_there(reading, draft);
    let goes_on = |other: &Draft| {
        let dates = event.date.is_none() || event.date == other.event.date;
        there || (other.event.event_type == event.event_type && dates)
    };
    let stands_before = (!governs(reading, draft)).then_some(BEFORE_EVIDENCE);
    let evidence = |other: &Draft| {
        let surely = goes_on(other).then_some(GOES_ON_EVIDENCE);
        surely.or(stands_before)
    };
    let mut placed = before
        .iter()
        .filter(|other| !other.event.mentions.is_empty());
    let place = |other: &&Draft| Some((other.event.mentions.clone(), evidence(other)?));
    placed.find_map(place)
}

/// The last place that a sentence names, where the next says "there" of it.
fn place_there(before: &Reading<'_>, reading: &Reading<'_>, draft: &Draft) -> Option<Vec<usize>> {
    let here = draft.event.mentions.is_empty() && reading.places.is_empty();
    let known = before
        .places
        .iter()
        .rev()
        .find(|place| place.place.is_some())?;
    (here && says_there(reading, draft)).then(|| vec![known.mention])
}

/// Whether a government stands before the trigger as the one that acts.
fn governs(reading: &Reading<'_>, draft: &Draft) -> bool {
    let event = &draft.trigger.words;
    let acts = |name: &Range<usize>| {
        name.end <= event.start && reading.clauses.distance(event, name) <= ACTING_WORDS
    };
    reading.governments.iter().any(acts)
}

fn says_there(reading: &Reading<'_>, draft: &Draft) -> bool {
    let event = &draft.trigger.words;
    let near = |at: &usize| reading.clauses.distance(event, &(*at..*at + 1)) <= THERE_WORDS;
    let there = (0..reading.words.len()).filter(|&at| reading.clauses.is(at, Kind::There));
    there.into_iter().any(|at| near(&at))
}

/// Whether two events stand in one paragraph; who arrives may do so in the next: `The minister arrived`.
fn is_near(sentences: &[Sentence], one: &Draft, other: &Draft) -> bool {
    let paragraph = |draft: &Draft| sentences[draft.sentence].paragraph;
    let apart = paragraph(one).abs_diff(paragraph(other));
    apart == 0 || (apart == 1 && other.event.event_type == EventType::OfficialVisit)
}

/// Whether a trigger only points at what was told before: `the talks`, with no time or place of its own.
fn points_back(reading: &Reading<'_>, draft: &Draft) -> bool {
    let first = draft.trigger.words.start;
    let definite = first > 0 && reading.clauses.is(first - 1, Kind::Definite);
    definite && draft.event.date.is_none() && draft.event.mentions.is_empty()
}

fn is_alike(one: &Draft, other: &Draft) -> bool {
    one.event.event_type.group() == other.event.event_type.group()
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
