//! Where an event happened: at one of the literal mentions of its sentence or of those before it, or at
//! none of them. A linear model weighs them; its features stand in `feature.rs`.

mod belonging;
mod earlier;
mod feature;
mod governor;
mod here;
mod nest;

pub(super) use feature::PlaceFeature;

use std::collections::HashMap;

use super::{reading::Reading, trigger::Trigger};
use crate::{
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    geoparse::linear::{Linear, shares},
    text::Sentence,
};

/// How many sentences with places before its own an event may take its place from, besides the first.
const BACK_SENTENCES: usize = 3;

/// How many sentences are looked through for them.
const BACK_SENTENCES_MAX: usize = 12;

/// The literal mentions that place an event, and how surely they do, 0 to 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Placement {
    pub(super) mentions: Vec<usize>,
    pub(super) evidence: f64,
}

/// A literal mention of a sentence, by their positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Site {
    pub(super) sentence: usize,
    pub(super) at: usize,
}

/// How often a document's literal mentions mean each place.
#[derive(Debug, Default)]
pub(super) struct Focus {
    counts: HashMap<PlaceIndex, u32>,
    most: u32,
}

impl Focus {
    pub(super) fn of(readings: &[Reading<'_>]) -> Self {
        let mut counts = HashMap::new();
        let places = readings.iter().flat_map(|reading| &reading.places);
        for place in places.filter_map(|place| place.place) {
            *counts.entry(place).or_default() += 1;
        }
        let most = counts.values().copied().max().unwrap_or(0);
        Self { counts, most }
    }

    /// How often a place is meant as a share of the place meant most; none that is meant once counts.
    fn share(&self, place: PlaceIndex) -> f64 {
        match self.counts.get(&place) {
            Some(&count) if count > 1 => f64::from(count) / f64::from(self.most),
            _ => 0.0,
        }
    }
}

/// A mention that may be the place of an event, or none, with what speaks for it.
pub(super) struct Weighed {
    pub(super) site: Option<Site>,
    pub(super) values: Vec<(PlaceFeature, f64)>,
}

/// What an event is placed in: its sentence among those of the document, and the event told before it.
pub(super) struct Scene<'s, 't> {
    pub(super) gazetteer: &'s Gazetteer,
    pub(super) sentences: &'s [Sentence],
    pub(super) readings: &'s [Reading<'t>],
    pub(super) focus: &'s Focus,
    /// The sentence.
    pub(super) at: usize,
    /// The mentions that place the last event.
    pub(super) last: &'s [Site],
}

impl<'t> Scene<'_, 't> {
    fn reading(&self) -> &Reading<'t> {
        &self.readings[self.at]
    }

    fn place(&self, site: Site) -> Option<PlaceIndex> {
        self.readings[site.sentence].places[site.at].place
    }

    /// The mentions of the sentence, of the last ones before it that have any, of those that it refers to, and
    /// of the first.
    fn sites(&self) -> Vec<Site> {
        let has_places = |at: &usize| !self.readings[*at].places.is_empty();
        let least = self.at.saturating_sub(BACK_SENTENCES_MAX);
        let back = (least..self.at).rev().filter(has_places);
        let referred = |at: &usize| {
            let places = self.readings[*at].places.iter();
            let referred = &self.reading().referred;
            let mut mentions = places.map(|place| place.mention);
            mentions.any(|mention| referred.contains(&mention))
        };
        let back = back.enumerate();
        let told_of = back.filter(|(nth, at)| *nth < BACK_SENTENCES || referred(at));
        let mut sentences: Vec<usize> = [self.at]
            .into_iter()
            .chain(told_of.map(|(_, at)| at))
            .collect();
        if !sentences.contains(&0) {
            sentences.push(0);
        }
        let sites = |sentence: usize| {
            let places = 0..self.readings[sentence].places.len();
            places.map(move |at| Site { sentence, at })
        };
        sentences.into_iter().flat_map(sites).collect()
    }

    fn is_of_last_event(&self, site: Site) -> bool {
        let same = |other: &Site| {
            *other == site || (self.place(site).is_some() && self.place(*other) == self.place(site))
        };
        self.last.iter().any(same)
    }

    fn focus(&self, site: Site) -> f64 {
        self.place(site)
            .map_or(0.0, |place| self.focus.share(place))
    }

    /// What is weighed: no place, and every mention that may be the place.
    pub(super) fn weighed(&self, trigger: &Trigger) -> Vec<Weighed> {
        let none = Weighed {
            site: None,
            values: feature::of_none(self, trigger),
        };
        let weighed = self.sites().into_iter().map(|site| Weighed {
            site: Some(site),
            values: feature::of_site(self, trigger, site),
        });
        [none].into_iter().chain(weighed).collect()
    }

    /// The places of an event; none where the likeliest mention is one that cannot be told.
    pub(super) fn placement(
        &self,
        model: &Linear<PlaceFeature>,
        trigger: &Trigger,
    ) -> (Placement, Vec<Site>) {
        let weighed = self.weighed(trigger);
        let scores: Vec<f64> = weighed
            .iter()
            .map(|one| model.score(one.values.iter().copied()))
            .collect();
        let shares = shares(&scores);
        let told = |at: &usize| self.told_with(&weighed, &shares, *at);
        let best = (0..weighed.len()).max_by(|a, b| {
            let places = told(a).total_cmp(&told(b));
            places.then_with(|| shares[*a].total_cmp(&shares[*b]))
        });
        let evidence = best.as_ref().map_or(0.0, told);
        let Some(site) = best.and_then(|best| weighed[best].site) else {
            return (
                Placement {
                    mentions: Vec::new(),
                    evidence,
                },
                Vec::new(),
            );
        };
        let sites = self.around(site);
        let mentions = sites
            .iter()
            .map(|site| self.readings[site.sentence].places[site.at].mention);
        (
            Placement {
                mentions: mentions.collect(),
                evidence,
            },
            sites,
        )
    }

    /// The share of all mentions that mean the same place as one.
    fn told_with(&self, weighed: &[Weighed], shares: &[f64], at: usize) -> f64 {
        let place = |at: usize| weighed[at].site.and_then(|site| self.place(site));
        let same =
            |other: &usize| *other == at || (place(at).is_some() && place(*other) == place(at));
        let all = (0..weighed.len()).filter(same);
        all.map(|other| shares[other]).sum()
    }

    /// A chosen mention as exact as the words beside it tell, with those told side by side with it.
    fn around(&self, site: Site) -> Vec<Site> {
        let reading = &self.readings[site.sentence];
        let Some(known) = self.known(site) else {
            return Vec::new();
        };
        let finest = nest::finest(reading, known, self.gazetteer);
        let chosen = nest::side_by_side(reading, finest, self.gazetteer).into_iter();
        chosen.map(|at| Site { at, ..site }).collect()
    }

    /// The place itself if it is known, or the region that follows it: `in Nura, Osh Region`.
    fn known(&self, site: Site) -> Option<usize> {
        use PlaceKind::{Admin1, Admin2, Country, Macroregion};
        let region = |at: &usize| {
            let place = self.place(Site { at: *at, ..site });
            place.is_some_and(|place| {
                let kind = self.gazetteer.place(place).kind;
                matches!(kind, Country | Admin1 | Admin2 | Macroregion)
            })
        };
        if self.place(site).is_some() {
            return Some(site.at);
        }
        let run = nest::run(&self.readings[site.sentence], site.at, &|_, _| true);
        run.into_iter().filter(|at| *at > site.at).find(region)
    }
}
