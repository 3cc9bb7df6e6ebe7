//! Compares what was found with gold.

use crate::{
    cli::gold::{Gold, GoldEvent, GoldPlace, GoldToponym},
    extract::Extracted,
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    geoparse::{Mention, Role},
    text::{Analysed, Span},
    time::{Date, DateSpan},
};

use super::counts::{Counts, count};

/// A place within this distance in metres is the right one.
const NEAR_M: f64 = 20_000.0;
/// The distance in metres that geoparsing papers count within (100 miles).
const FAR_M: f64 = 161_000.0;
/// An event within this distance in metres of its gold place is at it.
const EVENT_M: f64 = 50_000.0;

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
        let names = mentions.iter().filter(|mention| !is_demonym(mention));
        let mut free: Vec<&Mention> = names.collect();
        self.counts.add("found", count(free.len()));
        let gold: &'a Gold = self.gold;
        let is_name = |toponym: &&GoldToponym| toponym.role != Role::Demonym;
        for toponym in gold.toponyms.iter().filter(is_name) {
            self.counts.add("gold", 1.0);
            match best(&free, toponym.span) {
                Some(at) => self.mention(free.remove(at), toponym),
                None => self.error("missed", toponym.span, ""),
            }
        }
        for mention in free {
            self.error("false", mention.span, "");
            self.counts.bin(mention.confidence, false);
        }
    }

    fn mention(&mut self, mention: &Mention, toponym: &GoldToponym) {
        let exact = mention.span == toponym.span;
        self.counts.add("exact", f64::from(exact));
        self.counts.add("overlap", 1.0);
        self.role(mention, toponym.role, toponym.span);
        self.place(mention, &toponym.place, toponym.role, toponym.span);
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
        if role == Role::Literal {
            self.literal(mention.place, gold, distance_m);
        }
    }

    fn literal(&mut self, found: Option<PlaceIndex>, gold: &GoldPlace, distance_m: f64) {
        let country = |place: Option<PlaceIndex>| place.map(|at| self.gazetteer.place(at).country);
        let same = country(found).is_some() && country(found) == country(self.index(gold));
        let [near, far] = [NEAR_M, FAR_M].map(|limit_m| distance_m <= limit_m);
        self.counts.add("literal", 1.0);
        self.counts.add("within_20", f64::from(near));
        self.counts.add("within_161", f64::from(far));
        self.counts.add("country_right", f64::from(same || near));
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
            let alike = |found: &&Extracted| self.is_alike(text, mentions, found, event);
            match free.iter().position(alike) {
                Some(at) => self.event(free.remove(at), event),
                None => self.missed(event),
            }
        }
        for found in free {
            let words = format!("{:?}", found.event_type);
            self.error("event false", found.trigger, &words);
        }
        self.associative(mentions, events);
    }

    fn is_alike(
        &self,
        text: &Analysed<'_>,
        mentions: &[Mention],
        found: &Extracted,
        event: &GoldEvent,
    ) -> bool {
        let sentence = |span: Span| text.sentence_of(span.start);
        sentence(found.trigger) == sentence(event.trigger)
            && found.event_type.group() == event.event_type.group()
            && self.is_placed_alike(mentions, found, event)
    }

    fn missed(&mut self, event: &GoldEvent) {
        let words = format!("{:?} {:?}", event.event_type.group(), event.places);
        self.error("event missed", event.trigger, &words);
    }

    fn event(&mut self, found: &Extracted, event: &GoldEvent) {
        let [told, gold] = [found.date, event.date].map(|date| date.map(days));
        self.counts.add("events_matched", 1.0);
        self.counts.add("dates_right", f64::from(told == gold));
        if told != gold {
            let words = format!("{told:?}, gold {gold:?}");
            self.error("date", event.trigger, &words);
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
        let before = text.get(..span.start).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1);
        let to = after.char_indices().nth(CONTEXT_CHARS);
        let [before, after] = [
            &before[from.map_or(0, |(at, _)| at)..],
            &after[..to.map_or(after.len(), |(at, _)| at)],
        ]
        .map(|part| part.replace('\n', " "));
        let id = &self.gold.id;
        let line = format!("{id} {kind}: {before}[{}]{after} {words}", span.of(text));
        self.errors.push(line.trim_end().to_owned());
    }
}

/// How many characters of the text an error shows on either side.
const CONTEXT_CHARS: usize = 30;

fn days(date: DateSpan) -> (Date, Date) {
    (date.first(), date.last())
}

/// The mention of exactly these words, or else the first that shares some of them.
fn best(mentions: &[&Mention], span: Span) -> Option<usize> {
    let exact = mentions.iter().position(|mention| mention.span == span);
    let shares = |mention: &&Mention| overlap(mention.span, span);
    exact.or_else(|| mentions.iter().position(shares))
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::gold, extract::extract, geoparse::Geoparser, text::Lang};

    /// Compares what Zij finds in a gold file with its answers: some counts, and the errors in words.
    #[track_caller]
    fn check(body: &str, counted: &[(&'static str, f64)], errors: &[&str]) {
        let file = format!("id: a\nlang: en\npublished: 2018-10-12\ntitle: t\n\n{body}");
        let gold = gold::read(&file).unwrap();
        let gazetteer = Gazetteer::bundled();
        let text = Analysed::new(&gold.text, Some(Lang::En));
        let mentions = Geoparser::new(gazetteer).parse(&text);
        let events = extract(&text, &mentions, gazetteer, gold.published);
        let mut scorer = Scorer::new(gazetteer, &gold);
        scorer.mentions(&mentions);
        scorer.events(&text, &mentions, &events);
        let actual: Vec<(&str, f64)> = counted
            .iter()
            .map(|(name, _)| (*name, scorer.counts.get(name)))
            .collect();
        assert_eq!(actual, counted, "{body}");
        assert_eq!(scorer.errors, errors, "{body}");
    }

    #[test]
    fn what_is_right_counts_and_is_no_error() {
        check(
            "{{1:Protesters}} gathered in [[Osh|literal|geonames:1527534]] on 5 May 2018.\n\nevents:\n\
             1 | protest | geonames:1527534 | 2018-05-05 | happened\n",
            &[
                ("gold", 1.0),
                ("exact", 1.0),
                ("within_20", 1.0),
                ("roles_right", 1.0),
                ("events_matched", 1.0),
                ("dates_right", 1.0),
                ("events_at_associative", 0.0),
            ],
            &[],
        );
    }

    #[test]
    fn what_is_wrong_is_shown_in_its_words() {
        check(
            "Rain fell in Osh and in the [[upper villages|literal|-]].\n\nevents:\n",
            &[("gold", 1.0), ("found", 1.0), ("overlap", 0.0)],
            &[
                "a missed: Rain fell in Osh and in the [upper villages].",
                "a false: Rain fell in [Osh] and in the upper villages.",
            ],
        );
    }
}
