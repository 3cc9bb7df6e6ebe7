//! One event that a document tells more than once: in its title, its lead and its body.

use std::collections::BTreeSet;

use super::{Extracted, draft::Draft};
use crate::{gazetteer::PlaceIndex, geoparse::Mention, text::Analysed};

/// A document in which events may be told again.
pub(super) struct Retelling<'r> {
    pub(super) text: &'r Analysed<'r>,
    pub(super) mentions: &'r [Mention],
}

impl Retelling<'_> {
    /// The drafts without retellings: each event stands where it is told most fully, with what the other
    /// sentences know of it.
    pub(super) fn once(&self, drafts: Vec<Draft>) -> Vec<Draft> {
        let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match kept.iter_mut().find(|other| self.is_retold(other, &draft)) {
                Some(other) => self.merge(other, draft),
                None => kept.push(draft),
            }
        }
        kept.sort_by_key(|draft| (draft.sentence, draft.event.trigger.start));
        kept
    }

    /// Whether two sentences tell one event: of one type, at one place, and of one day as far as they
    /// tell it.
    fn is_retold(&self, one: &Draft, other: &Draft) -> bool {
        let (a, b) = (&one.event, &other.event);
        let days = a.date == b.date || a.date.is_none() || b.date.is_none();
        let places = self.places(a);
        let alike = a.event_type == b.event_type && a.planned == b.planned;
        one.sentence != other.sentence
            && alike
            && days
            && !places.is_empty()
            && places == self.places(b)
    }

    fn places(&self, event: &Extracted) -> BTreeSet<PlaceIndex> {
        let mentions = event
            .mentions
            .iter()
            .filter_map(|at| self.mentions.get(*at));
        mentions.filter_map(|mention| mention.place).collect()
    }

    /// Keeps the fuller of two tellings, with what either knows.
    fn merge(&self, kept: &mut Draft, other: Draft) {
        let mut rest = other;
        if self.fullness(&rest) > self.fullness(kept) {
            std::mem::swap(kept, &mut rest);
        }
        let (event, told) = (&mut kept.event, rest.event);
        event.date = event.date.or(told.date);
        event.actor1 = event.actor1.take().or(told.actor1);
        event.actor2 = event.actor2.take().or(told.actor2);
        event.fatalities = event.fatalities.or(told.fatalities);
        event.injured = event.injured.or(told.injured);
        event.confidence = event.confidence.max(told.confidence);
    }

    /// How much a sentence tells of its event: when, where, how many.
    fn fullness(&self, draft: &Draft) -> usize {
        let event = &draft.event;
        let quote = event.quote.of(self.text.text());
        let told = [
            event.date.is_some(),
            draft
                .sites
                .iter()
                .any(|site| site.sentence == draft.sentence),
            event.fatalities.is_some() || event.injured.is_some(),
            quote.bytes().any(|byte| byte.is_ascii_digit()),
        ];
        told.into_iter().filter(|told| *told).count()
    }
}
