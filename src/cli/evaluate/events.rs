//! Compares the events that were found with those of gold.

use crate::{
    cli::gold::{Gold, GoldEvent},
    extract::Extracted,
    gazetteer::PlaceKind,
    geoparse::{Mention, Role},
    text::{Analysed, Span},
    time::{Date, DateSpan},
};

use super::{counts::count, links::shared, score::Scorer};

/// An event within this distance in metres of its gold place is at it.
const EVENT_M: f64 = 50_000.0;

impl<'a> Scorer<'a> {
    /// Compares events: the same sentence, type group and place.
    pub(super) fn events(
        &mut self,
        text: &Analysed<'_>,
        mentions: &[Mention],
        events: &[Extracted],
    ) {
        self.counts.add("events_found", count(events.len()));
        self.counts
            .add("events_gold", count(self.gold.events.len()));
        let gold: &'a Gold = self.gold;
        let told = told_alike(text, &gold.events, events);
        self.counts.add("events_told", count(told));
        let mut free: Vec<&Extracted> = events.iter().collect();
        let mut unmatched = Vec::new();
        for event in &gold.events {
            let alike = |found: &&Extracted| {
                is_told_alike(text, found, event) && self.is_placed_alike(mentions, found, event)
            };
            match free.iter().position(alike) {
                Some(at) => self.event(free.remove(at), event),
                None => unmatched.push(event),
            }
        }
        for event in unmatched {
            let alike = |found: &&Extracted| is_told_alike(text, found, event);
            match free.iter().position(alike) {
                Some(at) => self.misplaced(mentions, free.remove(at), event),
                None => self.missed(event),
            }
        }
        for found in free {
            let words = format!("{:?}", found.event_type);
            self.mistake("event false", found.trigger, found.confidence, &words);
        }
        self.associative(mentions, events);
    }

    /// An event that was found, at another place than it happened.
    fn misplaced(&mut self, mentions: &[Mention], found: &Extracted, event: &GoldEvent) {
        let at = found.mentions.iter().filter_map(|at| mentions.get(*at));
        let at: Vec<String> = at.map(|mention| self.truth.found(mention.place)).collect();
        let told = event.places.iter().map(|place| self.truth.told(place));
        let told: Vec<String> = told.collect();
        let words = format!("{}, gold {}", places(&at), places(&told));
        self.mistake("event place", event.trigger, found.confidence, &words);
    }

    fn missed(&mut self, event: &GoldEvent) {
        let words = format!("{:?} {:?}", event.event_type.group(), event.places);
        self.mistake("event missed", event.trigger, 0.0, &words);
    }

    fn event(&mut self, found: &Extracted, event: &GoldEvent) {
        let [told, gold] = [found.date, event.date].map(|date| date.map(days));
        self.counts.add("events_matched", 1.0);
        self.counts.add("dates_right", f64::from(told == gold));
        if told != gold {
            let words = format!("{told:?}, gold {gold:?}");
            self.mistake("date", event.trigger, found.confidence, &words);
        }
    }

    fn is_placed_alike(&self, mentions: &[Mention], found: &Extracted, gold: &GoldEvent) -> bool {
        let places = || {
            found
                .mentions
                .iter()
                .filter_map(|at| mentions.get(*at)?.place)
        };
        if gold.places.is_empty() {
            return places().next().is_none();
        }
        gold.places.iter().any(|gold| {
            let country = self
                .truth
                .index(gold)
                .map(|index| self.truth.gazetteer.place(index));
            let country = country.filter(|place| place.kind == PlaceKind::Country);
            places().any(|found| match country {
                Some(country) => self.truth.gazetteer.place(found).country == country.country,
                None => self
                    .truth
                    .distance_m(Some(found), gold)
                    .is_some_and(|distance| distance <= EVENT_M),
            })
        })
    }

    /// Counts the events that stand at a name which gold calls associative or a demonym.
    fn associative(&mut self, mentions: &[Mention], events: &[Extracted]) {
        let spans = events.iter().flat_map(|event| &event.mentions);
        for span in spans
            .filter_map(|at| mentions.get(*at))
            .map(|mention| mention.span)
        {
            let gold = self
                .gold
                .toponyms
                .iter()
                .find(|toponym| shared(toponym.span, span) > 0);
            let wrong = gold.is_some_and(|toponym| toponym.role != Some(Role::Literal));
            self.counts.add("events_placed", 1.0);
            self.counts.add("events_at_associative", f64::from(wrong));
        }
    }
}

/// Whether two tell of the same kind of event in the same sentence, wherever they place it.
fn is_told_alike(text: &Analysed<'_>, found: &Extracted, event: &GoldEvent) -> bool {
    let sentence = |span: Span| text.sentence_of(span.start);
    sentence(found.trigger) == sentence(event.trigger)
        && found.event_type.group() == event.event_type.group()
}

/// How many events are found if their places do not count.
fn told_alike(text: &Analysed<'_>, gold: &[GoldEvent], events: &[Extracted]) -> usize {
    let mut free: Vec<&Extracted> = events.iter().collect();
    let mut is_found = |event: &&GoldEvent| {
        let alike = |found: &&Extracted| is_told_alike(text, found, event);
        let at = free.iter().position(alike);
        at.map(|at| free.remove(at)).is_some()
    };
    gold.iter().filter(|event| is_found(event)).count()
}

/// Places in words, or that there is none.
fn places(told: &[String]) -> String {
    if told.is_empty() {
        "nowhere".to_owned()
    } else {
        told.join(" and ")
    }
}

fn days(date: DateSpan) -> (Date, Date) {
    (date.first(), date.last())
}
