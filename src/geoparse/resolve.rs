//! Resolution: which place does each name mean, all names of a document weighed together?

mod alone;
mod beside;
mod company;
mod gap;
mod why;

use std::{cmp::Ordering, sync::Arc};

use foldhash::HashMap;

use crate::{
    event::Candidate,
    gazetteer::{Gazetteer, PlaceIndex, PlaceRecord},
    space::Direction,
    text::Analysed,
};

use self::{
    alone::{OWN, own_values},
    beside::{Beside, besides},
    company::{Away, Codes, Company, LEVELS, Told},
    gap::tells_where,
    why::Why,
};
use super::{
    Found,
    linear::{Linear, features, share_out},
    models::{Models, Threshold},
    name::Name,
};
pub(super) use gap::{follows, gap, is_listed};
pub use why::Reason;

features! {
    /// What resolution looks at, candidate by candidate.
    PlaceFeature {
        Population "log10_population",
        Country "country",
        Macroregion "macroregion",
        Admin1 "admin1",
        Admin2 "admin2",
        Capital "capital",
        City "city",
        Town "town",
        Village "village",
        Part "neighbourhood_or_abandoned",
        Airfield "airfield",
        Site "site",
        Nature "nature",
        Region "central_asia",
        Preferred "preferred_name",
        Historic "historic_name",
        Generated "generated_name",
        KindFits "kind_fits",
        KindClashes "kind_clashes",
        InsideNext "inside_next_name",
        AroundBefore "around_name_before",
        CountryCompany "country_company",
        CountryAgain "country_again",
        Admin1Company "admin1_company",
        Admin1Again "admin1_again",
        Admin2Again "admin2_again",
        Nearness "nearness",
        NearAgain "near_again",
        SameName "same_name_elsewhere",
        SameNameInside "same_name_inside_elsewhere",
        Own "own",
        Reference "reference",
        Inflected "inflected",
        KindShared "kind_shared",
        ListAlike "same_sort_in_list",
        Article "nature_after_article",
        Upon "nature_after_preposition",
        TopicNature "nature_in_topic",
        TopicSite "site_in_topic",
        Extent "extent_of_nature",
        Unprompted "nature_unprompted",
    }
}

/// Places this near one another, in metres, are one for the belief that the name means a place there.
const SAME_M: f64 = 20_000.0;
/// More degrees than so many metres can be along a meridian.
const SAME_LATITUDE: f64 = SAME_M / 110_000.0;
/// How often the names of a text are weighed in the company of one another.
const ROUNDS: usize = 2;
/// How many candidates of one name are weighed; the rest, the least likely by themselves, are not.
const WEIGHED_MAX: usize = 40;
/// How many candidates a mention keeps.
const KEPT_MAX: usize = 6;

/// A place that was weighed for a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The place.
    pub place: PlaceIndex,
    /// Its share of the belief, 0 to 1.
    pub share: f64,
    why: Why,
}

impl Weighed {
    /// The only place that a demonym can mean.
    pub(super) fn of_demonym(place: PlaceIndex) -> Self {
        Self {
            place,
            share: 1.0,
            why: Why::Demonym,
        }
    }

    /// The same with a part of its share.
    pub(super) fn scaled(self, part: f64) -> Self {
        Self {
            share: self.share * part,
            ..self
        }
    }

    /// The place whose whole name a text has said before.
    pub(super) fn of_short_name(place: PlaceIndex, share: f64) -> Self {
        Self {
            place,
            share,
            why: Why::ShortName,
        }
    }

    /// The place with its reasons in words.
    #[must_use]
    pub fn candidate(&self, gazetteer: &Gazetteer) -> Candidate {
        let reasons = self.reasons(gazetteer);
        let words = reasons.iter().map(Reason::to_string).collect();
        crate::geocode::candidate(gazetteer, self.place, self.share, words)
    }

    /// What moved its score most, the strongest first.
    #[must_use]
    pub fn reasons<'g>(&self, gazetteer: &'g Gazetteer) -> Vec<Reason<'g>> {
        self.why.reasons(gazetteer, gazetteer.record(self.place))
    }
}

/// The place of a name, if one stands out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    /// The place.
    pub(super) place: Option<PlaceIndex>,
    /// The belief that it is there: the share of the best candidate and of those around it.
    pub(super) probability: f64,
    /// What was weighed, best first.
    pub(super) candidates: Arc<[Weighed]>,
}

/// A name as it is used in a text, with the places that it may mean. All its uses beside words of the
/// same kinds and before the same name mean the same: they are weighed once.
struct Reading<'a> {
    name: &'a Name<'a>,
    /// What words beside the name tell.
    beside: Beside,
    /// The name that stands before, a comma, a bracket or "in" between.
    before: Option<&'a Name<'a>>,
    /// The name that follows behind a comma, a bracket or "in".
    next: Option<&'a Name<'a>>,
    /// How often the text has it.
    uses: f64,
    /// How words beside the name tell which place it is, if they do.
    told: Option<Told>,
    places: Vec<Weight<'a>>,
}

/// One place that a name may mean.
struct Weight<'a> {
    place: PlaceRecord<'a>,
    /// The numbers of its country and regions.
    codes: [u32; LEVELS],
    /// Where it lies, if it is small enough for distances to tell anything.
    direction: Option<Direction>,
    /// How far it is from the places that the text is about.
    away: Vec<Away>,
    /// What the name and its neighbours tell.
    own: [(PlaceFeature, f64); OWN],
    /// What they add to the score.
    own_score: f64,
    /// What the other names of the text tell.
    company: [(PlaceFeature, f64); company::FEATURES],
    /// The nearest of the places that the text is about, and its distance in metres.
    nearest: Option<(PlaceIndex, f64)>,
    /// The place in the same first-level region that the text is most about.
    neighbour: Option<PlaceIndex>,
    score: f64,
    share: f64,
}

impl<'a> Weight<'a> {
    /// A place by what its name and neighbours tell.
    fn alone(
        place: PlaceRecord<'a>,
        codes: [u32; LEVELS],
        own: &[(PlaceFeature, f64); OWN],
        own_score: f64,
    ) -> Self {
        Self {
            place,
            codes,
            direction: company::direction(place),
            away: Vec::new(),
            own: *own,
            own_score,
            score: own_score,
            company: Company::NONE,
            nearest: None,
            neighbour: None,
            share: 0.0,
        }
    }

    fn values(&self) -> impl Iterator<Item = (PlaceFeature, f64)> {
        self.own.into_iter().chain(self.company)
    }
}

/// Resolves every name of a document: first by itself, then in the company of the others and of the
/// countries whose peoples the document speaks of.
pub(super) fn resolve(
    models: &Models,
    text: &Analysed<'_>,
    found: &[Found<'_>],
    peoples: &[&str],
) -> Vec<Resolved> {
    let ranker = Ranker::of(models);
    let (readings, of) = ranker.weighed(text, found, peoples);
    let resolved = readings.iter().map(|reading| ranker.resolved(reading));
    let resolved: Vec<Resolved> = resolved.collect();
    of.into_iter().map(|at| resolved[at].clone()).collect()
}

/// A candidate with what resolution sees of it.
pub(super) type Seen = (PlaceIndex, Vec<(PlaceFeature, f64)>);

/// What resolution sees of every candidate of every name.
pub(super) fn weighed(
    models: &Models,
    text: &Analysed<'_>,
    found: &[Found<'_>],
    peoples: &[&str],
) -> Vec<Vec<Seen>> {
    let (readings, of) = Ranker::of(models).weighed(text, found, peoples);
    let seen = |weight: &Weight<'_>| (weight.place.index(), weight.values().collect());
    of.into_iter()
        .map(|at| readings[at].places.iter().map(seen).collect())
        .collect()
}

/// The readings of a text's names, and which is whose.
fn readings<'a>(text: &Analysed<'_>, found: &'a [Found<'a>]) -> (Vec<Reading<'a>>, Vec<usize>) {
    let mut readings: Vec<Reading<'a>> = Vec::new();
    let mut known = HashMap::default();
    let mut of = Vec::with_capacity(found.len());
    for ((at, one), beside) in found.iter().enumerate().zip(besides(text, found)) {
        let next = found
            .get(at + 1)
            .filter(|next| tells_where(text, one, next));
        let next = next.map(|next| &*next.spot.name);
        let before = at.checked_sub(1).map(|before| &found[before]);
        let before = before.filter(|before| tells_where(text, before, one));
        let before = before.map(|before| &*before.spot.name);
        let name = &*one.spot.name;
        let [last, following] = [before, next].map(|name| name.map(|name| name.number));
        let key = (name.number, beside, last, following);
        let reading = *known.entry(key).or_insert(readings.len());
        if reading == readings.len() {
            readings.push(Reading {
                name,
                beside,
                before,
                next,
                uses: 0.0,
                told: None,
                places: Vec::new(),
            });
        }
        readings[reading].uses += 1.0;
        of.push(reading);
    }
    (readings, of)
}

struct Ranker<'a> {
    model: &'a Linear<PlaceFeature>,
    /// The belief from which on a place is given.
    threshold: f64,
}

impl<'a> Ranker<'a> {
    fn of(models: &'a Models) -> Self {
        Self {
            model: &models.place,
            threshold: models.threshold.weight(Threshold::Place),
        }
    }
}

impl Ranker<'_> {
    /// The readings of a text's names, their candidates weighed in the company of all, and which is whose.
    fn weighed<'f>(
        &self,
        text: &Analysed<'_>,
        found: &'f [Found<'f>],
        peoples: &[&'f str],
    ) -> (Vec<Reading<'f>>, Vec<usize>) {
        let (mut readings, of) = readings(text, found);
        let mut codes = Codes::default();
        for reading in &mut readings {
            self.alone(reading, &mut codes);
        }
        for _ in 0..ROUNDS {
            let mut company = Company::of(&readings, peoples, &codes);
            for reading in &mut readings {
                self.in_company(reading, &mut company);
            }
        }
        (readings, of)
    }

    /// Weighs the candidates of a name by what the name and its neighbours tell.
    fn alone<'f>(&self, reading: &mut Reading<'f>, codes: &mut Codes<'f>) {
        let named = reading.name.places.iter();
        let scored = named.map(|meant| {
            let own = own_values(*meant, reading);
            ((self.model.score(own), meant.place), own)
        });
        // What is known of a place is much to move about: their numbers are sorted in its stead.
        let scored: Vec<_> = scored.collect();
        let mut ranks: Vec<usize> = (0..scored.len()).collect();
        ranks.sort_by(|a, b| best_first(scored[*a].0, scored[*b].0));
        ranks.truncate(WEIGHED_MAX);
        let weighed = ranks.into_iter().map(|at| {
            let ((own_score, place), ref own) = scored[at];
            Weight::alone(place, codes.of(place), own, own_score)
        });
        let mut places: Vec<Weight<'_>> = weighed.collect();
        share(&mut places);
        reading.told = Told::of(&places);
        reading.places = places;
    }

    /// Weighs the candidates of a name again, with what the other names mean.
    fn in_company<'f>(&self, reading: &mut Reading<'f>, company: &mut Company<'f>) {
        company.tell(reading);
        for weight in &mut reading.places {
            weight.score = self.model.add(weight.own_score, weight.company);
        }
        rank(&mut reading.places);
        share(&mut reading.places);
    }

    fn resolved(&self, reading: &Reading<'_>) -> Resolved {
        let best = reading.places.first();
        let probability = best.map_or(0.0, |best| belief_at(best, &reading.places));
        let sure = best.filter(|best| {
            let around = probability.max(belief_in_region(best, &reading.places));
            around >= self.threshold
        });
        let kept = reading.places.iter().take(KEPT_MAX);
        let kept = kept.map(|weight| Weighed {
            place: weight.place.index(),
            share: weight.share,
            why: Why::of(self.model, weight),
        });
        Resolved {
            place: sure.map(|best| best.place.index()),
            probability,
            candidates: kept.collect(),
        }
    }
}

/// The share of a place together with all that lie as good as there: a town and its district.
fn belief_at(best: &Weight<'_>, places: &[Weight<'_>]) -> f64 {
    let at = best.place.position();
    let is_there = |weight: &&Weight<'_>| {
        let position = weight.place.position();
        let may_be = (position.lat() - at.lat()).abs() <= SAME_LATITUDE;
        may_be && position.distance_m(at) <= SAME_M
    };
    let there = places.iter().filter(is_there);
    there.map(|weight| weight.share).sum()
}

/// The share of all that lies in the first-level region of a place, or is that region.
fn belief_in_region(best: &Weight<'_>, places: &[Weight<'_>]) -> f64 {
    let region = company::region_of(best.codes);
    let is_there = |weight: &&Weight<'_>| company::region_of(weight.codes) == region;
    let there = places.iter().filter(is_there).map(|weight| weight.share);
    region.map_or(0.0, |_| there.sum())
}

/// Sorts places by their scores, the best first.
fn rank(places: &mut [Weight<'_>]) {
    places.sort_by(|a, b| best_first((a.score, a.place), (b.score, b.place)));
}

/// The better score first; of equal ones the place with the lower number.
fn best_first(
    (one, place): (f64, PlaceRecord<'_>),
    (other, beside): (f64, PlaceRecord<'_>),
) -> Ordering {
    let by_score = other.total_cmp(&one);
    by_score.then_with(|| place.index().cmp(&beside.index()))
}

/// Gives each place its share of the belief.
fn share(places: &mut [Weight<'_>]) {
    for weight in &mut *places {
        weight.share = weight.score;
    }
    share_out(places, |weight| &mut weight.share);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::{Geoparser, Mention};

    fn mentions(text: &str) -> Vec<Mention> {
        Geoparser::new(Gazetteer::bundled()).parse(&Analysed::new(text, None))
    }

    /// Compares the place of a text's first name.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let place = mentions(text).first().and_then(|mention| mention.place);
        let id = place.map(|place| Gazetteer::bundled().place(place).id);
        assert_eq!(id, expected, "{text}");
    }

    #[test]
    fn the_region_named_next_the_kind_beside_and_the_company_tell_places_apart() {
        check(
            "In Khanabad, Kunduz Province, rain fell.",
            Some("geonames:1137168"),
        );
        check(
            "In Khanabad (Andijan Region) rain fell.",
            Some("geonames:1513578"),
        );
        check(
            "The Khanabad air base was closed.",
            Some("zij:khanabad-air-base"),
        );
        check(
            "In Khanabad rain fell, as in Kunduz and Taloqan.",
            Some("geonames:1137168"),
        );
    }

    #[test]
    fn what_was_told_once_holds_for_the_same_name_elsewhere() {
        let told = mentions("They left the air base at Khanabad. Later Khanabad was quiet.");
        let ids = told.iter().map(|mention| mention.place);
        let base = Gazetteer::bundled().by_id("zij:khanabad-air-base");
        assert_eq!(ids.collect::<Vec<_>>(), [base, base]);
    }

    #[test]
    fn candidates_come_best_first_with_shares_and_reasons() {
        let text = "The town of Khanabad in Andijan Region grew.";
        let candidates = &mentions(text)[0].candidates;
        assert!(candidates.len() <= KEPT_MAX);
        assert!(
            candidates
                .windows(2)
                .all(|pair| pair[0].share >= pair[1].share)
        );
        assert!(
            candidates
                .iter()
                .map(|candidate| candidate.share)
                .sum::<f64>()
                <= 1.0 + 1e-9
        );
        let shown = |weighed: &Weighed| weighed.candidate(Gazetteer::bundled());
        assert!(
            candidates
                .iter()
                .map(shown)
                .all(|place| !place.why.is_empty())
        );
    }
}
