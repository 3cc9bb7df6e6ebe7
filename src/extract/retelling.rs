//! One event that a document tells more than once: in its title, its lead and its body.

use std::collections::{BTreeSet, HashMap};

use super::{Extracted, draft::Draft};
use crate::{
    event::EventType,
    gazetteer::PlaceIndex,
    geoparse::Mention,
    text::{Analysed, Span},
};

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
        let mut alike: HashMap<_, Vec<usize>> = HashMap::new();
        for draft in drafts {
            let alike = alike.entry(self.told(&draft.event)).or_default();
            let same_day = alike.iter().copied();
            let mut same_day = same_day.filter(|at| is_retold(&kept[*at], &draft));
            if let Some(at) = same_day.next() {
                self.merge(&mut kept[at], draft);
            } else {
                alike.push(kept.len());
                kept.push(draft);
            }
        }
        kept.sort_by_key(|draft| (draft.sentence, draft.event.trigger.start));
        kept
    }

    /// What is the same wherever one event is told: its type and its places. Without a place it is of its
    /// sentence alone.
    fn told(&self, event: &Extracted) -> (EventType, bool, BTreeSet<PlaceIndex>, Option<Span>) {
        let places = self.places(event);
        let alone = places.is_empty().then_some(event.trigger);
        (event.event_type, event.planned, places, alone)
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

/// Whether two sentences that tell the same of the same places tell one event: of one day, as far as they tell
/// it.
fn is_retold(one: &Draft, other: &Draft) -> bool {
    let (a, b) = (one.event.date, other.event.date);
    let days = a == b || a.is_none() || b.is_none();
    one.sentence != other.sentence && days
}
