
use super::{casualties::fatalities, clauses::Kind, draft::Draft, reading::Reading};
use crate::{
    event::{EventType, Group},
    text::Sentence,
};

/// The belief in a place of a sentence before that goes on, and of one that only stands before.

/// How far, counted in words, a government may stand from what it does, and "there" from what was there.

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
    for draft in drafts {
        let reading = &readings[draft.sentence];
        let spoken_of = |other: &&Draft| other.sentence + BACK_SENTENCES >= draft.sentence;
        let recent = kept.iter().rev().take_while(spoken_of);
        let recent: Vec<&Draft> = recent
            .filter(|other| other.sentence < draft.sentence)
            .collect();
        if points_back(reading, &draft) && recent.iter().any(|other| is_alike(other, &draft)) {
            continue;
        }
        kept.push(draft);
    }
    kept.retain(Draft::is_borne_out);
    for (at, reading) in readings.iter().enumerate() {
        count_dead(&mut kept, sentences, at, reading);
    }
    kept
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
