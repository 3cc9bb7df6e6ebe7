//! Whether the words of a candidate tell of an event, and of which type. A linear model weighs them; its
//! features stand in `feature.rs`.

mod feature;

pub(super) use feature::EventFeature;

use super::{
    inflection::{Tense, tense},
    reading::Reading,
    trigger::{Candidate, Source, Trigger},
    words::Joint,
};
use crate::{
    event::{EventType, Group},
    geoparse::linear::{Linear, shares},
    text::Lang,
};

/// How likely, at least, words tell of an event that are taken for one.
const LIKELY: f64 = 0.35;

/// A sentence in which candidates are judged, with what was told before it.
pub(super) struct Bench<'b, 't> {
    pub(super) reading: &'b Reading<'t>,
    /// Which sentence of the document.
    pub(super) at: usize,
    /// The sentence and type of every event told before.
    pub(super) told: &'b [(usize, EventType)],
}

impl Bench<'_, '_> {
    /// The candidates that tell of events.
    pub(super) fn triggers(&self, model: &Linear<EventFeature>) -> Vec<Trigger> {
        let candidates = self.reading.candidates.iter();
        candidates
            .filter_map(|candidate| self.judged(model, candidate))
            .collect()
    }

    fn judged(&self, model: &Linear<EventFeature>, candidate: &Candidate) -> Option<Trigger> {
        let values = candidate
            .options
            .iter()
            .map(|option| self.values(candidate, option));
        let scores: Vec<f64> = [0.0]
            .into_iter()
            .chain(values.map(|values| model.score(values)))
            .collect();
        let shares = shares(&scores);
        let best =
            (0..candidate.options.len()).max_by(|a, b| scores[a + 1].total_cmp(&scores[b + 1]))?;
        let known = self.is_called_by_place(&candidate.options[best]);
        let likely = (1.0 - shares[0]).max(if known { LIKELY } else { 0.0 });
        (likely >= LIKELY).then(|| Trigger {
            weight: likely,
            ..candidate.options[best].clone()
        })
    }

    /// Whether a noun of violence or unrest is called by the place before it ("the Andijan unrest"): what has
    /// such a name has happened there, whoever speaks of it and in whatever clause.
    fn is_called_by_place(&self, option: &Trigger) -> bool {
        let at = option.words.start;
        let violent = matches!(
            option.event_type.group(),
            Group::Conflict | Group::Contention
        );
        let mut places = self.reading.places.iter();
        violent
            && self.reading.lang == Lang::En
            && option.source != Source::Unknown
            && self.reading.words[at].joint <= Joint::Hyphen
            && tense(self.reading.lang, &self.reading.words[at]) == Tense::Nominal
            && places.any(|place| place.words.end == at)
    }
}
