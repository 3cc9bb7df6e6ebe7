//! Compares the place names that were found with those of gold.

use std::collections::BTreeMap;

use crate::{
    cli::gold::{Gold, GoldToponym, PlaceClass},
    gazetteer::{Gazetteer, PlaceIndex},
    geoparse::{Mention, Role},
    text::Span,
};

use super::{
    counts::{Counts, count},
    links::{links, shared},
    mistakes::Mistake,
    truth::Truth,
};

/// A place within this distance in metres is the right one.
const NEAR_M: f64 = 20_000.0;
/// The distance in metres that geoparsing papers count within (100 miles).
const FAR_M: f64 = 161_000.0;

/// What a document's mentions and events got right, and the mistakes.
pub(super) struct Scorer<'a> {
    pub(super) truth: Truth<'a>,
    pub(super) gold: &'a Gold,
    pub(super) counts: Counts,
    pub(super) by_class: BTreeMap<PlaceClass, Counts>,
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer, gold: &'a Gold) -> Self {
        Self {
            truth: Truth { gazetteer },
            gold,
            counts: Counts::default(),
            by_class: BTreeMap::new(),
            mistakes: Vec::new(),
        }
    }

    /// Compares place names. Where gold tells roles, demonyms are counted apart.
    pub(super) fn mentions(&mut self, mentions: &[Mention]) {
        let apart = self.gold.has_demonyms_apart;
        let is_demonym = |mention: &&Mention| apart && mention.role == Role::Demonym;
        self.demonyms(mentions.iter().filter(is_demonym));
        let found: Vec<&Mention> = mentions
            .iter()
            .filter(|mention| !is_demonym(mention))
            .collect();
        let gold: &'a Gold = self.gold;
        let names = gold.toponyms.iter().filter(|toponym| !toponym.is_demonym());
        let names: Vec<&GoldToponym> = names.collect();
        let spans = |spans: &mut dyn Iterator<Item = Span>| spans.collect::<Vec<Span>>();
        let linked = links(
            &spans(&mut names.iter().map(|name| name.span)),
            &spans(&mut found.iter().map(|mention| mention.span)),
        );
        for (name, link) in names.iter().zip(&linked) {
            self.name(name, link.map(|at| found[at]));
        }
        for (at, mention) in found.iter().enumerate() {
            let answered = linked.iter().position(|link| *link == Some(at));
            self.found(mention, answered.map(|answered| names[answered]));
        }
    }

    fn add(&mut self, class: PlaceClass, name: &'static str, number: f64) {
        self.counts.add(name, number);
        self.by_class.entry(class).or_default().add(name, number);
    }

    /// Counts what was found by the sort of place that it was taken for.
    fn found(&mut self, mention: &Mention, answered: Option<&GoldToponym>) {
        let class = mention
            .place
            .map_or(PlaceClass::Other, |place| self.truth.class_of(place));
        let exact = answered.is_some_and(|name| name.span == mention.span);
        self.add(class, "found", 1.0);
        self.add(class, "found_exact", f64::from(exact));
        self.add(class, "found_overlap", f64::from(answered.is_some()));
        if answered.is_none() {
            self.mistake(
                "false",
                mention.span,
                mention.confidence,
                &self.truth.found(mention.place),
            );
            self.bin(class, mention.confidence, false);
        }
    }

    /// Counts a name of gold by its sort of place, and what was found for it.
    fn name(&mut self, name: &GoldToponym, found: Option<&Mention>) {
        let class = self.truth.class(&name.place);
        let located = self.truth.position(&name.place).is_some();
        self.add(class, "gold", 1.0);
        self.add(class, "located", f64::from(located));
        let Some(mention) = found else {
            let told = self.truth.told(&name.place);
            self.mistake("missed", name.span, 0.0, &told);
            return;
        };
        self.add(class, "exact", f64::from(mention.span == name.span));
        self.add(class, "overlap", 1.0);
        if let Some(role) = name.role {
            self.role(class, mention, name, role);
        }
        self.place(class, mention, name);
    }

    fn demonyms<'m>(&mut self, found: impl Iterator<Item = &'m Mention>) {
        let gold = self
            .gold
            .toponyms
            .iter()
            .filter(|toponym| toponym.is_demonym());
        let gold: Vec<Span> = gold.map(|toponym| toponym.span).collect();
        self.counts.add("demonyms_gold", count(gold.len()));
        for mention in found {
            self.counts.add("demonyms_found", 1.0);
            let right = gold.iter().any(|span| shared(*span, mention.span) > 0);
            self.counts.add("demonyms_matched", f64::from(right));
        }
    }

    fn role(&mut self, class: PlaceClass, mention: &Mention, name: &GoldToponym, role: Role) {
        let right = mention.role == role;
        self.add(class, "roles", 1.0);
        self.add(class, "roles_right", f64::from(right));
        if !right {
            let words = format!("{:?} instead of {role:?}", mention.role);
            self.mistake("role", name.span, mention.confidence, &words);
        }
    }

    fn place(&mut self, class: PlaceClass, mention: &Mention, name: &GoldToponym) {
        let Some(distance_m) = self.truth.distance_m(mention.place, &name.place) else {
            return;
        };
        let [near, far] = [NEAR_M, FAR_M].map(|limit_m| distance_m <= limit_m);
        self.add(class, "placed", 1.0);
        self.add(class, "told", f64::from(mention.place.is_some()));
        self.add(class, "all_within_20", f64::from(near));
        self.add(class, "all_within_161", f64::from(far));
        self.bin(class, mention.confidence, near);
        if !near {
            let [found, told] = [
                self.truth.found(mention.place),
                self.truth.told(&name.place),
            ];
            let off_km = distance_m / 1000.0;
            let words = format!("{found} instead of {told}, {off_km:.0} km off");
            self.mistake("place", name.span, mention.confidence, &words);
        }
        if name.role.is_none_or(|role| role == Role::Literal) {
            let same = near || self.same_country(mention.place, name);
            self.add(class, "literal", 1.0);
            self.add(class, "within_20", f64::from(near));
            self.add(class, "within_161", f64::from(far));
            self.add(class, "country_right", f64::from(same));
        }
    }

    fn same_country(&self, found: Option<PlaceIndex>, name: &GoldToponym) -> bool {
        let found = found.map(|place| self.truth.gazetteer.place(place).country);
        found.is_some() && found == self.truth.country(&name.place)
    }

    fn bin(&mut self, class: PlaceClass, confidence: f64, right: bool) {
        self.counts.bin(confidence, right);
        self.by_class
            .entry(class)
            .or_default()
            .bin(confidence, right);
    }

    pub(super) fn mistake(&mut self, kind: &str, span: Span, confidence: f64, words: &str) {
        let document = (self.gold.id.as_str(), self.gold.text.as_str());
        self.mistakes
            .push(Mistake::at(document, span, kind, confidence, words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::gold, extract::extract, geoparse::Geoparser};

    /// Compares what Zij finds in a gold file with its answers: some counts, and the mistakes less how sure
    /// it was of them.
    #[track_caller]
    fn check(body: &str, counted: &[(&'static str, f64)], errors: &[&str]) {
        let file = format!("id: a\nlang: en\npublished: 2018-10-12\ntitle: t\n\n{body}");
        let gold = gold::read(&file).unwrap();
        let gazetteer = Gazetteer::bundled();
        let text = gold.analysed();
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
        let shown: Vec<&str> = scorer
            .mistakes
            .iter()
            .map(|mistake| mistake.words.split_once(' ').unwrap().1)
            .collect();
        assert_eq!(shown, errors, "{body}");
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
                ("country_right", 1.0),
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
            "It is quiet in Osh and in the [[upper villages|literal|-]].\n\nevents:\n",
            &[("gold", 1.0), ("found", 1.0), ("overlap", 0.0)],
            &[
                "a missed: It is quiet in Osh and in the [upper villages]. a place not known",
                "a false: It is quiet in [Osh] and in the upper villages. Osh KG geonames:1527534",
            ],
        );
    }
}
