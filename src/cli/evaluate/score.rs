//! Compares what was found with gold.

use std::collections::BTreeMap;

use crate::{
    event::Group,
    extract::Extracted,
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    geoparse::{Mention, Role},
    text::{Analysed, Span},
};

use crate::cli::gold::{Gold, GoldEvent, GoldPlace};

/// A place within this distance in metres is the right one.
pub(super) const NEAR_M: f64 = 20_000.0;
/// The distance in metres that geoparsing papers count within (100 miles).
pub(super) const FAR_M: f64 = 161_000.0;
/// An event within this distance in metres of its gold place is at it.
pub(super) const EVENT_M: f64 = 50_000.0;
/// How many bins of confidence the calibration error has.
const BINS: usize = 10;

/// Counts over documents, one row a figure; shares come from sums, so that counts of several documents
/// add up.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    counts: BTreeMap<&'static str, f64>,
    /// By bin: mentions, sum of confidences, right ones.
    bins: [[f64; 3]; BINS],
}

impl Counts {
    pub(super) fn add(&mut self, name: &'static str, count: f64) {
        *self.counts.entry(name).or_default() += count;
    }

    pub(super) fn get(&self, name: &'static str) -> f64 {
        self.counts.get(name).copied().unwrap_or(0.0)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other
            .counts
            .iter()
            .for_each(|(name, count)| self.add(name, *count));
        for (bin, other) in self.bins.iter_mut().zip(other.bins) {
            bin.iter_mut()
                .zip(other)
                .for_each(|(sum, count)| *sum += count);
        }
    }

    /// One count as a share of another; NaN when the other is zero.
    pub(super) fn share(&self, of: &'static str, all: &'static str) -> f64 {
        self.get(of) / self.get(all)
    }

    /// The harmonic mean of `matched / found` and `matched / gold`.
    pub(super) fn f1(&self, matched: &'static str, found: &'static str, gold: &'static str) -> f64 {
        2.0 * self.get(matched) / (self.get(found) + self.get(gold))
    }

    /// The mean distance between confidence and share of right ones, bins weighed by their size.
    pub(super) fn calibration_error(&self) -> f64 {
        let total: f64 = self.bins.iter().map(|[mentions, ..]| mentions).sum();
        let apart = self
            .bins
            .iter()
            .map(|[_, confidence, right]| (confidence - right).abs());
        apart.sum::<f64>() / total
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a confidence is 0 to 1 and there are ten bins"
    )]
    fn bin(&mut self, confidence: f64, right: bool) {
        let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
        let [mentions, sum, rights] = &mut self.bins[bin];
        *mentions += 1.0;
        *sum += confidence;
        *rights += f64::from(right);
    }
}

/// What a document's mentions got right, and the errors in words.
pub(super) struct Scorer<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) gold: &'a Gold,
    pub(super) counts: Counts,
    pub(super) errors: Vec<String>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer, gold: &'a Gold) -> Self {
        Self {
            gazetteer,
            gold,
            counts: Counts::default(),
            errors: Vec::new(),
        }
    }

    /// Compares place names; demonyms are counted apart.
    pub(super) fn mentions(&mut self, mentions: &[Mention]) {
        let is_demonym = |mention: &&Mention| mention.role == Role::Demonym;
        self.demonyms(mentions.iter().filter(is_demonym));
        let found: Vec<&Mention> = mentions
            .iter()
            .filter(|mention| !is_demonym(mention))
            .collect();
        self.counts.add("found", count(found.len()));
        let mut free = found.clone();
        for toponym in self
            .gold
            .toponyms
            .iter()
            .filter(|toponym| toponym.role != Role::Demonym)
        {
            self.counts.add("gold", 1.0);
            let exact = free.iter().position(|mention| mention.span == toponym.span);
            let overlapping = || {
                free.iter()
                    .position(|mention| overlap(mention.span, toponym.span))
            };
            let Some(at) = exact.or_else(overlapping) else {
                self.error("missed", toponym.span, "");
                continue;
            };
            let mention = free.remove(at);
            self.counts.add("exact", f64::from(exact.is_some()));
            self.counts.add("overlap", 1.0);
            self.role(mention, toponym.role, toponym.span);
            self.place(mention, &toponym.place, toponym.role, toponym.span);
        }
        for mention in free {
            self.error("false", mention.span, "");
            self.counts.bin(mention.confidence, false);
        }
    }

    fn demonyms<'m>(&mut self, found: impl Iterator<Item = &'m Mention>) {
        let gold = self
            .gold
            .toponyms
            .iter()
            .filter(|toponym| toponym.role == Role::Demonym);
        let gold: Vec<Span> = gold.map(|toponym| toponym.span).collect();
        self.counts.add("demonyms_gold", count(gold.len()));
        for mention in found {
            self.counts.add("demonyms_found", 1.0);
            let right = gold.iter().any(|span| overlap(*span, mention.span));
            self.counts.add("demonyms_matched", f64::from(right));
        }
    }

    fn role(&mut self, mention: &Mention, role: Role, span: Span) {
        let right = mention.role == role;
        self.counts.add("roles_right", f64::from(right));
        if !right {
            self.error("role", span, &format!("{:?}, gold {role:?}", mention.role));
        }
    }

    fn place(&mut self, mention: &Mention, gold: &GoldPlace, role: Role, span: Span) {
        let Some(distance_m) = self.distance_m(mention.place, gold) else {
            return;
        };
        let right = distance_m <= NEAR_M;
        self.counts.bin(mention.confidence, right);
        self.counts
            .add("within_161_all", f64::from(distance_m <= FAR_M));
        self.counts.add("placed_all", 1.0);
        if !right {
            let place = mention.place.map(|place| self.gazetteer.place(place).id);
            self.error(
                "place",
                span,
                &format!(
                    "{place:?} instead of {gold:?}, {:.0} km off",
                    distance_m / 1000.0
                ),
            );
        }
        if role != Role::Literal {
            return;
        }
        self.counts.add("literal", 1.0);
        self.counts.add("within_20", f64::from(right));
        self.counts
            .add("within_161", f64::from(distance_m <= FAR_M));
        let country =
            |place: Option<PlaceIndex>| place.map(|place| self.gazetteer.place(place).country);
        let same =
            country(mention.place).is_some() && country(mention.place) == country(self.index(gold));
        self.counts
            .add("country_right", f64::from(same || distance_m <= NEAR_M));
    }

    /// The distance between the place found and the gold place; infinite when none was found; none
    /// when gold does not know the place.
    fn distance_m(&self, found: Option<PlaceIndex>, gold: &GoldPlace) -> Option<f64> {
        let index = self.index(gold);
        let at = match gold {
            GoldPlace::At(position) => *position,
            _ => self.gazetteer.place(index?).position,
        };
        if found.is_some() && found == index {
            return Some(0.0);
        }
        Some(found.map_or(f64::INFINITY, |found| {
            self.gazetteer.place(found).position.distance_m(at)
        }))
    }

    fn index(&self, gold: &GoldPlace) -> Option<PlaceIndex> {
        let GoldPlace::Id(id) = gold else { return None };
        self.gazetteer
            .by_id(id)
            .or_else(|| self.gazetteer.by_code(id))
    }

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
        let mut free: Vec<&Extracted> = events.iter().collect();
        let gold: &'a Gold = self.gold;
        for event in &gold.events {
            let same = |found: &&&Extracted| {
                let sentence = |span: Span| text.sentence_of(span.start);
                sentence(found.trigger) == sentence(event.trigger)
                    && found.event_type.group() == event.event_type.group()
                    && self.is_placed_alike(mentions, found, event)
            };
            let Some(found) = free.iter().find(same).copied() else {
                let group: Group = event.event_type.group();
                self.error(
                    "event missed",
                    event.trigger,
                    &format!("{group:?} {:?}", event.places),
                );
                continue;
            };
            free.retain(|other| !std::ptr::eq(*other, found));
            self.counts.add("events_matched", 1.0);
            let days =
                |date: Option<crate::time::DateSpan>| date.map(|date| (date.first(), date.last()));
            let dated = days(found.date) == days(event.date);
            self.counts.add("dates_right", f64::from(dated));
            if !dated {
                let words = format!("{:?}, gold {:?}", days(found.date), days(event.date));
                self.error("date", event.trigger, &words);
            }
        }
        for found in free {
            self.counts.add("events_false", 1.0);
            self.error(
                "event false",
                found.trigger,
                &format!("{:?}", found.event_type),
            );
        }
        self.associative(mentions, events);
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
            let country = self.index(gold).map(|index| self.gazetteer.place(index));
            let country = country.filter(|place| place.kind == PlaceKind::Country);
            places().any(|found| match country {
                Some(country) => self.gazetteer.place(found).country == country.country,
                None => self
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
                .find(|toponym| overlap(toponym.span, span));
            let wrong = gold.is_some_and(|toponym| toponym.role != Role::Literal);
            self.counts.add("events_placed", 1.0);
            self.counts.add("events_at_associative", f64::from(wrong));
        }
    }

    fn error(&mut self, kind: &str, span: Span, words: &str) {
        let text = &self.gold.text;
        let from = text[..span.start]
            .char_indices()
            .rev()
            .nth(30)
            .map_or(0, |(at, _)| at);
        let to = text[span.end..]
            .char_indices()
            .nth(30)
            .map_or(text.len(), |(at, _)| span.end + at);
        let [before, after] =
            [&text[from..span.start], &text[span.end..to]].map(|part| part.replace('\n', " "));
        let line = format!(
            "{} {kind}: {before}[{}]{after} {words}",
            self.gold.id,
            span.of(text)
        );
        self.errors.push(line.trim_end().to_owned());
    }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a document has far fewer than 2^52 mentions"
)]
fn count(length: usize) -> f64 {
    length as f64
}
