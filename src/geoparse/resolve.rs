//! Resolution: which place does each name mean, all names of a document weighed together?

mod company;
mod why;

use crate::{
    event::Candidate,
    gazetteer::{Gazetteer, NameKind, PlaceIndex, PlaceKind},
    text::Analysed,
};

use self::company::Company;
use super::{
    Found,
    linear::{Linear, features, shares},
};

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
        CountryCompany "country_company",
        Admin1Company "admin1_company",
        Nearness "nearness",
        SameName "same_name_elsewhere",
    }
}

/// The share below which the best candidate is not taken: a place less likely than all others together is
/// no place to show.
const SHARE_MIN: f64 = 0.5;
/// How many candidates of one name are weighed; the rest, the least likely by themselves, are not.
const WEIGHED_MAX: usize = 40;
/// How many candidates a mention keeps.
const KEPT_MAX: usize = 6;

/// The place of a name, if one stands out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    /// The place.
    pub(super) place: Option<PlaceIndex>,
    /// The share of the best candidate.
    pub(super) probability: f64,
    /// What was weighed, best first.
    pub(super) candidates: Vec<Candidate>,
}

/// A name with the places that it may mean.
struct Weighed<'f, 'g> {
    found: &'f Found<'g>,
    places: Vec<Weight>,
}

/// One place that a name may mean.
struct Weight {
    place: PlaceIndex,
    values: Vec<(PlaceFeature, f64)>,
    score: f64,
    share: f64,
}

/// Resolves every name of a document: first by itself, then in the company of the others.
pub(super) fn resolve(
    gazetteer: &Gazetteer,
    model: &Linear<PlaceFeature>,
    text: &Analysed<'_>,
    found: &[Found<'_>],
) -> Vec<Resolved> {
    let ranker = Ranker { gazetteer, model };
    let (names, company) = ranker.weighed(text, found);
    names
        .iter()
        .map(|name| ranker.resolved(name, &company))
        .collect()
}

/// A candidate with what resolution sees of it.
pub(super) type Seen = (PlaceIndex, Vec<(PlaceFeature, f64)>);

/// What resolution sees of every candidate of every name.
pub(super) fn weighed(
    gazetteer: &Gazetteer,
    model: &Linear<PlaceFeature>,
    text: &Analysed<'_>,
    found: &[Found<'_>],
) -> Vec<Vec<Seen>> {
    let (names, _) = Ranker { gazetteer, model }.weighed(text, found);
    let values = |weight: Weight| (weight.place, weight.values);
    names
        .into_iter()
        .map(|name| name.places.into_iter().map(values).collect())
        .collect()
}

/// Whether only a comma or a bracket parts two names: "Vorukh, Isfara".
pub(super) fn follows(text: &Analysed<'_>, first: &Found<'_>, second: &Found<'_>) -> bool {
    let gap = text.text().get(first.spot.span.end..second.spot.span.start);
    gap.is_some_and(|gap| matches!(gap.trim(), "," | "(" | "/"))
}

struct Ranker<'a, 'g> {
    gazetteer: &'g Gazetteer,
    model: &'a Linear<PlaceFeature>,
}

impl<'g> Ranker<'_, 'g> {
    /// Every name with its candidates weighed in the company of all.
    fn weighed<'f, 'n>(
        &self,
        text: &Analysed<'_>,
        found: &'f [Found<'n>],
    ) -> (Vec<Weighed<'f, 'n>>, Company<'g>) {
        let next = |at: usize| {
            found
                .get(at + 1)
                .filter(|next| follows(text, &found[at], next))
        };
        let alone = |at: usize| self.alone(&found[at], next(at));
        let mut names: Vec<Weighed<'f, 'n>> = (0..found.len()).map(alone).collect();
        let company = Company::of(self.gazetteer, &names);
        for name in &mut names {
            self.in_company(name, &company);
        }
        (names, company)
    }

    /// The candidates of a name by what the name and its neighbours tell.
    fn alone<'f, 'n>(&self, found: &'f Found<'n>, next: Option<&Found<'_>>) -> Weighed<'f, 'n> {
        let mut named: Vec<(PlaceIndex, NameKind)> = found
            .spot
            .names
            .iter()
            .map(|name| (name.place, name.kind))
            .collect();
        named.sort_unstable();
        named.dedup_by_key(|(place, _)| *place);
        let weigh = |(place, kind)| self.weigh(place, kind, found, next);
        let mut places: Vec<Weight> = named.into_iter().map(weigh).collect();
        places.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        places.truncate(WEIGHED_MAX);
        share_out(&mut places);
        Weighed { found, places }
    }

    fn weigh(
        &self,
        index: PlaceIndex,
        name: NameKind,
        found: &Found<'_>,
        next: Option<&Found<'_>>,
    ) -> Weight {
        use PlaceFeature as F;
        let place = self.gazetteer.place(index);
        let kinds = &found.context.kinds;
        let fits = kinds.contains(&place.kind);
        let inside = next.is_some_and(|next| self.is_inside(index, next));
        let values = vec![
            (F::Population, log10(place.population)),
            (kind_feature(place.kind), 1.0),
            (F::Region, f64::from(place.is_central_asian())),
            (F::Preferred, f64::from(name == NameKind::Preferred)),
            (F::Historic, f64::from(name == NameKind::Historic)),
            (F::Generated, f64::from(name == NameKind::Generated)),
            (F::KindFits, f64::from(fits)),
            (F::KindClashes, f64::from(!kinds.is_empty() && !fits)),
            (F::InsideNext, f64::from(inside)),
        ];
        let score = self.model.score(values.iter().copied());
        Weight {
            place: index,
            values,
            score,
            share: 0.0,
        }
    }

    /// Whether a place lies in one of the regions or countries that a name may mean.
    fn is_inside(&self, place: PlaceIndex, next: &Found<'_>) -> bool {
        let chain = self.gazetteer.chain(place);
        next.spot
            .names
            .iter()
            .any(|name| chain.contains(&name.place) && name.place != place)
    }

    /// Weighs the candidates of a name again, with what the other names mean.
    fn in_company(&self, name: &mut Weighed<'_, '_>, company: &Company<'_>) {
        let around = company.without(name);
        for weight in &mut name.places {
            let values = around.values(weight.place);
            weight.score += self.model.score(values.iter().copied());
            weight.values.extend(values);
        }
        name.places
            .sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        share_out(&mut name.places);
    }

    fn resolved(&self, name: &Weighed<'_, '_>, company: &Company<'_>) -> Resolved {
        let best = name.places.first();
        let probability = best.map_or(0.0, |best| best.share);
        let place = best
            .filter(|best| best.share >= SHARE_MIN)
            .map(|best| best.place);
        let kept = name.places.iter().take(KEPT_MAX);
        let candidates = kept.map(|weight| self.candidate(weight, company)).collect();
        Resolved {
            place,
            probability,
            candidates,
        }
    }

    fn candidate(&self, weight: &Weight, company: &Company<'_>) -> Candidate {
        let why = why::reasons(self.gazetteer, self.model, weight, company);
        crate::geocode::candidate(self.gazetteer, weight.place, weight.share, why)
    }
}

fn share_out(places: &mut [Weight]) {
    let scores: Vec<f64> = places.iter().map(|weight| weight.score).collect();
    for (weight, share) in places.iter_mut().zip(shares(&scores)) {
        weight.share = share;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a population is far below 2^52")]
fn log10(population: u64) -> f64 {
    (population as f64 + 1.0).log10()
}

fn kind_feature(kind: PlaceKind) -> PlaceFeature {
    use PlaceFeature as F;
    use PlaceKind as K;
    match kind {
        K::Country => F::Country,
        K::Macroregion => F::Macroregion,
        K::Admin1 => F::Admin1,
        K::Admin2 => F::Admin2,
        K::Capital => F::Capital,
        K::City => F::City,
        K::Town => F::Town,
        K::Village => F::Village,
        K::Neighbourhood | K::Abandoned => F::Part,
        K::Airport | K::Airfield => F::Airfield,
        K::River | K::Lake | K::Sea | K::Mountain | K::Pass | K::Valley | K::Desert | K::Island => {
            F::Nature
        }
        _ => F::Site,
    }
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
                .all(|pair| pair[0].score >= pair[1].score)
        );
        assert!(
            candidates
                .iter()
                .map(|candidate| candidate.score)
                .sum::<f64>()
                <= 1.0 + 1e-9
        );
        assert!(candidates.iter().all(|candidate| !candidate.why.is_empty()));
    }
}
