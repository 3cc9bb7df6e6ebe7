//! Which words of a sentence tell of an event, and of which type. A linear model weighs them by the
//! features of `feature.rs`.

mod feature;
mod surroundings;
mod telling;
mod told;

pub(super) use feature::EventFeature;
pub(super) use told::Told;

use std::ops::Range;

use super::{
    candidates::Candidate,
    clauses::Kind,
    modality::Modality,
    reading::Reading,
    trigger::{Source, Trigger},
    words::Joint,
};
use crate::{
    event::{EventType, Group},
    geoparse::linear::{Linear, shares},
};

/// How likely, at least, a sentence tells of an event that is weighed as one, with its place, and how likely
/// what is left of it tells of another.
const LIKELY: f64 = 0.3;
const LIKELY_MORE: f64 = 0.9;

/// How likely what is called by its place has happened, at least.
const CALLED: f64 = 0.5;

/// A sentence in which candidates are judged, with what was told before it.
pub(super) struct Bench<'b, 't> {
    pub(super) reading: &'b Reading<'t>,
    /// Which sentence of the document.
    pub(super) at: usize,
    /// Every event told before.
    pub(super) told: &'b Told,
}

/// What one candidate of a sentence may tell of, with its score.
struct Scored<'c> {
    candidate: usize,
    option: &'c Trigger,
    score: f64,
}

impl Bench<'_, '_> {
    /// The candidates that tell of events: of all that a sentence may tell the likeliest, and of what else the
    /// table knows only what is all but sure.
    pub(super) fn triggers(&self, model: &Linear<EventFeature>) -> Vec<Trigger> {
        let mut left = self.scored(model);
        let mut told = Vec::new();
        let mut least = LIKELY;
        while let Some((candidate, trigger)) = likeliest(&left, least) {
            left.retain(|other| {
                other.candidate != candidate
                    && other.option.source != Source::Unknown
                    && self.is_apart(&trigger.words, &other.option.words)
            });
            told.push(trigger);
            least = LIKELY_MORE;
        }
        told.extend(self.called(&left));
        told.sort_by_key(|trigger| trigger.words.start);
        told
    }

    /// What is called by the place before it: that has happened there, whoever speaks of it and in whatever
    /// clause, so that it does not vie with the rest of its sentence.
    fn called(&self, left: &[Scored<'_>]) -> Vec<Trigger> {
        let called: Vec<&Scored<'_>> = left
            .iter()
            .filter(|one| self.is_called_by_place(one.option))
            .collect();
        let best = |one: &&&Scored<'_>| {
            let same = called
                .iter()
                .filter(|other| other.candidate == one.candidate);
            same.into_iter().all(|other| other.score <= one.score)
        };
        let trigger = |one: &&Scored<'_>| Trigger {
            weight: CALLED,
            ..one.option.clone()
        };
        called.iter().filter(best).map(trigger).collect()
    }

    fn scored(&self, model: &Linear<EventFeature>) -> Vec<Scored<'_>> {
        let candidates = self.reading.candidates.iter().enumerate();
        let open = candidates.filter(|(_, candidate)| self.may_have_happened(candidate));
        open.flat_map(|(at, candidate)| {
            candidate.options.iter().map(move |option| Scored {
                candidate: at,
                option,
                score: model.score(self.values(candidate, option)),
            })
        })
        .collect()
    }

    /// Whether a comma or a word that opens a clause parts two events.
    fn is_apart(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        const PARTING: [Kind; 4] = [Kind::And, Kind::Clause, Kind::Relative, Kind::Background];
        let (first, last) = if one.start <= other.start {
            (one, other)
        } else {
            (other, one)
        };
        (first.end..=last.start).any(|at| {
            let joint = self.reading.words.get(at).map(|word| word.joint);
            joint.is_some_and(|joint| joint >= Joint::Dash)
                || PARTING
                    .iter()
                    .any(|kind| self.reading.clauses.is(at, *kind))
        })
    }

    /// Whether the sentence neither denies nor only supposes what a candidate may tell.
    pub(super) fn may_have_happened(&self, candidate: &Candidate) -> bool {
        let reading = self.reading;
        let modality =
            reading
                .cues
                .modality(&reading.words, &reading.clauses, &candidate.options[0]);
        modality <= Modality::Planned
    }
}

/// The likeliest of what a sentence may tell, if it is likely enough that it tells anything: of the
/// likeliest group of types the likeliest type, told by the words with the highest score.
fn likeliest(left: &[Scored<'_>], least: f64) -> Option<(usize, Trigger)> {
    let scores: Vec<f64> = [0.0]
        .into_iter()
        .chain(left.iter().map(|one| one.score))
        .collect();
    let shares = shares(&scores);
    let likely = 1.0 - shares[0];
    if likely < least {
        return None;
    }
    let share = |fits: &dyn Fn(EventType) -> bool| {
        let of = left.iter().zip(&shares[1..]);
        of.filter(|(one, _)| fits(one.option.event_type))
            .map(|(_, share)| share)
            .sum::<f64>()
    };
    let of_group = |group: Group| share(&|event_type| event_type.group() == group);
    let of_type = |event_type: EventType| share(&|other| other == event_type);
    let groups = Group::ALL.iter().copied();
    let group = groups.max_by(|a, b| of_group(*a).total_cmp(&of_group(*b)))?;
    let types = EventType::ALL.iter().copied();
    let event_type = types
        .filter(|event_type| event_type.group() == group)
        .max_by(|a, b| of_type(*a).total_cmp(&of_type(*b)))?;
    let best = left
        .iter()
        .filter(|one| one.option.event_type == event_type)
        .max_by(|a, b| a.score.total_cmp(&b.score))?;
    let trigger = Trigger {
        weight: of_group(group),
        ..best.option.clone()
    };
    Some((best.candidate, trigger))
}
