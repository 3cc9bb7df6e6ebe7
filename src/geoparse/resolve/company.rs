//! The places of a document together: which countries and regions it is about, and where.

use std::collections::HashMap;

use crate::{
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    text::Analysed,
};

use super::{PlaceFeature, Weighed};
use crate::geoparse::accept::folded;

/// How many of a document's places distances are measured to.
const ANCHORS_MAX: usize = 16;
/// The distance in metres at which nearness has fallen to 1/e.
const NEARNESS_M: f64 = 150_000.0;

/// What the names of a document, each weighed alone, say about it as a whole.
pub(super) struct Company<'g> {
    gazetteer: &'g Gazetteer,
    countries: HashMap<&'g str, f64>,
    admin1s: HashMap<&'g str, f64>,
    names: f64,
    anchors: Vec<PlaceIndex>,
    told: HashMap<String, HashMap<PlaceIndex, f64>>,
}

impl<'g> Company<'g> {
    /// The company of all names.
    pub(super) fn of(
        gazetteer: &'g Gazetteer,
        text: &Analysed<'_>,
        names: &[Weighed<'_, '_>],
    ) -> Self {
        let mut company = Self {
            gazetteer,
            countries: HashMap::new(),
            admin1s: HashMap::new(),
            names: 0.0,
            anchors: anchors(gazetteer, names),
            told: HashMap::new(),
        };
        for name in names {
            company.add(name, 1.0);
            if is_told(name) {
                let places = company
                    .told
                    .entry(folded(text, &name.found.spot))
                    .or_default();
                for weight in &name.places {
                    let share = places.entry(weight.place).or_default();
                    *share = share.max(weight.share);
                }
            }
        }
        company
    }

    fn add(&mut self, name: &Weighed<'_, '_>, sign: f64) {
        self.names += sign;
        for weight in &name.places {
            let place = self.gazetteer.place(weight.place);
            *self.countries.entry(place.country).or_default() += sign * weight.share;
            if !place.admin1.is_empty() {
                *self.admin1s.entry(place.admin1).or_default() += sign * weight.share;
            }
        }
    }

    /// The company of a name without itself.
    pub(super) fn without(&self, name: &Weighed<'_, '_>, text: &Analysed<'_>) -> Around<'_, 'g> {
        let own = |of: fn(&crate::gazetteer::Place<'g>) -> &'g str| {
            let mut shares: HashMap<&'g str, f64> = HashMap::new();
            for weight in &name.places {
                *shares
                    .entry(of(&self.gazetteer.place(weight.place)))
                    .or_default() += weight.share;
            }
            shares
        };
        Around {
            company: self,
            own_countries: own(|place| place.country),
            own_admin1s: own(|place| place.admin1),
            told: (!is_told(name))
                .then(|| self.told.get(&folded(text, &name.found.spot)))
                .flatten(),
        }
    }

    /// The nearest anchor to a place, and its distance in metres.
    pub(super) fn nearest(&self, index: PlaceIndex) -> Option<(PlaceIndex, f64)> {
        let at = self.gazetteer.place(index).position;
        let others = self
            .anchors
            .iter()
            .copied()
            .filter(|anchor| *anchor != index);
        let measured = others.map(|anchor| {
            let distance_m = self.gazetteer.place(anchor).position.distance_m(at);
            (anchor, distance_m)
        });
        measured.min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Whether words beside a name tell which place it is.
fn is_told(name: &Weighed<'_, '_>) -> bool {
    let told = |feature| matches!(feature, PlaceFeature::KindFits | PlaceFeature::InsideNext);
    name.places.iter().any(|weight| {
        weight
            .values
            .iter()
            .any(|(feature, value)| told(*feature) && *value > 0.0)
    })
}

/// The places below the first level that the document is most likely about.
fn anchors(gazetteer: &Gazetteer, names: &[Weighed<'_, '_>]) -> Vec<PlaceIndex> {
    let mut masses: HashMap<PlaceIndex, f64> = HashMap::new();
    let best = names.iter().filter_map(|name| name.places.first());
    for weight in best.filter(|weight| is_anchor(gazetteer.place(weight.place).kind)) {
        *masses.entry(weight.place).or_default() += weight.share;
    }
    let mut anchors: Vec<(PlaceIndex, f64)> = masses.into_iter().collect();
    anchors.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    anchors
        .into_iter()
        .take(ANCHORS_MAX)
        .map(|(place, _)| place)
        .collect()
}

fn is_anchor(kind: PlaceKind) -> bool {
    !matches!(
        kind,
        PlaceKind::Country | PlaceKind::Macroregion | PlaceKind::Capital
    )
}

/// The company of one name.
pub(super) struct Around<'c, 'g> {
    company: &'c Company<'g>,
    own_countries: HashMap<&'g str, f64>,
    own_admin1s: HashMap<&'g str, f64>,
    told: Option<&'c HashMap<PlaceIndex, f64>>,
}

impl Around<'_, '_> {
    /// What the company tells about one candidate.
    pub(super) fn values(&self, index: PlaceIndex) -> [(PlaceFeature, f64); 4] {
        use PlaceFeature as F;
        let place = self.company.gazetteer.place(index);
        let others = (self.company.names - 1.0).max(1.0);
        let share = |all: &HashMap<&str, f64>, own: &HashMap<&str, f64>, key: &str| {
            let of = |shares: &HashMap<&str, f64>| shares.get(key).copied().unwrap_or(0.0);
            if key.is_empty() {
                0.0
            } else {
                ((of(all) - of(own)) / others).max(0.0)
            }
        };
        let country = share(&self.company.countries, &self.own_countries, place.country);
        let admin1 = share(&self.company.admin1s, &self.own_admin1s, place.admin1);
        let nearest = self
            .company
            .nearest(index)
            .filter(|_| is_anchor(place.kind));
        let told = self
            .told
            .and_then(|told| told.get(&index))
            .copied()
            .unwrap_or(0.0);
        [
            (F::CountryCompany, country),
            (F::Admin1Company, admin1),
            (
                F::Nearness,
                nearest.map_or(0.0, |(_, distance_m)| (-distance_m / NEARNESS_M).exp()),
            ),
            (F::SameName, told),
        ]
    }
}
