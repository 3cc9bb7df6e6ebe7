use super::{
    casualties::fatalities, clauses::Kind, draft::Draft, reading::Reading, trigger::Source,
};
use crate::{
    event::{EventType, Group},
    text::Sentence,
};

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
        let told_before = !recent.is_empty();
        if tells_toll(reading, &draft) && add_toll(&mut kept, &draft, told_before) {
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

/// Leaves a toll to the event of its sentence that it is of, with its day, or to one told before.
fn add_toll(kept: &mut [Draft], toll: &Draft, told_before: bool) -> bool {
    match kept
        .last_mut()
        .filter(|other| other.sentence == toll.sentence)
    {
        Some(other) => {
            other.event.date = other.event.date.or(toll.event.date);
            true
        }
        None => told_before,
    }
}

/// Whether a trigger only tells of the dead, whom something else has killed.
fn tells_toll(reading: &Reading<'_>, draft: &Draft) -> bool {
    let toll = fatalities(reading).map(|(words, _)| words);
    let is_counting = |at: &usize| toll.as_ref().is_some_and(|words| words.contains(at));
    let loose = draft.trigger.source != Source::Letters;
    loose
        && draft.event.event_type == EventType::ViolenceAgainstCivilians
        && draft.trigger.named.iter().all(is_counting)
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
