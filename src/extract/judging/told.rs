//! What a document has told so far.

use std::collections::HashMap;

use crate::event::EventType;

/// The events that a document has told so far.
#[derive(Debug, Default)]
pub(in crate::extract) struct Told {
    /// The sentence and type of each, in the order of the text.
    events: Vec<(usize, EventType)>,
    /// How many there are of each type: to count them anew for every candidate would take the longer the
    /// longer the document is.
    counts: HashMap<EventType, u32>,
}

impl Told {
    /// Adds an event of a sentence, which is none before the last.
    pub(in crate::extract) fn add(&mut self, sentence: usize, event_type: EventType) {
        self.events.push((sentence, event_type));
        let count = self.counts.entry(event_type).or_default();
        *count = count.saturating_add(1);
    }

    /// How many are of a type.
    pub(super) fn count(&self, event_type: EventType) -> u32 {
        self.counts.get(&event_type).copied().unwrap_or(0)
    }

    /// The types of those told in a sentence or behind it, the last first.
    pub(super) fn since(&self, sentence: usize) -> impl Iterator<Item = EventType> {
        let events = self.events.iter().rev();
        let events = events.take_while(move |(at, _)| *at >= sentence);
        events.map(|(_, event_type)| *event_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_counted_by_type_and_the_last_come_first() {
        let mut told = Told::default();
        for (at, event_type) in [
            (0, EventType::Riot),
            (3, EventType::Protest),
            (4, EventType::Riot),
        ] {
            told.add(at, event_type);
        }
        let counts = [EventType::Riot, EventType::Protest, EventType::Election];
        assert_eq!(counts.map(|of| told.count(of)), [2, 1, 0]);
        let since: Vec<_> = told.since(1).collect();
        assert_eq!(since, [EventType::Riot, EventType::Protest]);
        assert_eq!(told.since(5).count(), 0);
    }
}
