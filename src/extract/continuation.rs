use std::ops::Range;

use super::{
    casualties::{Harm, toll},
    clauses::Kind,
    draft::Draft,
    reading::Reading,
    themes::Theme,
    trigger::Source,
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
    for (at, reading) in readings.iter().enumerate() {
        for harm in [Harm::Dead, Harm::Injured] {
            count(&mut kept, sentences, at, reading, harm);
        }
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

/// How many words after a number those stand who are counted.
const COUNTED_WORDS: usize = 2;

/// Whether a trigger only tells of the dead or hurt, whom something else has killed or hurt. Who was shot was
/// killed by that: no toll of what was told before.
fn tells_toll(reading: &Reading<'_>, draft: &Draft) -> bool {
    let tolls: Vec<_> = [Harm::Dead, Harm::Injured]
        .into_iter()
        .filter_map(|harm| toll(reading, harm))
        .collect();
    let counted = |at: &usize| {
        let near = |words: &Range<usize>| (words.start..words.end + COUNTED_WORDS).contains(at);
        tolls.iter().any(|(words, _)| near(words))
    };
    let violent = draft.event.event_type == EventType::ViolenceAgainstCivilians;
    let loose = draft.trigger.source != Source::Letters;
    let attacked = |at: &usize| reading.themes.of_word(*at).contains(&Theme::Strike);
    let named = &draft.trigger.named;
    violent && loose && named.iter().all(counted) && !named.iter().any(attacked)
}

fn is_alike(one: &Draft, other: &Draft) -> bool {
    one.event.event_type.group() == other.event.event_type.group()
}

/// Gives the dead or injured of a sentence to its event nearest to the words, or to one of the sentence
/// before.
fn count(
    drafts: &mut [Draft],
    sentences: &[Sentence],
    at: usize,
    reading: &Reading<'_>,
    harm: Harm,
) {
    let Some((words, count)) = toll(reading, harm) else {
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
        let event = &mut draft.event;
        let counted = match harm {
            Harm::Dead => &mut event.fatalities,
            Harm::Injured => &mut event.injured,
        };
        *counted = counted.or(Some(count));
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
