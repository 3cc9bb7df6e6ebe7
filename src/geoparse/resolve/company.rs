//! The places of a document together: which countries and regions it is about, and where.

use std::collections::HashMap;

use crate::gazetteer::{Gazetteer, PlaceIndex, PlaceKind};

use super::{PlaceFeature, Weighed};

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
    pub(super) fn of(gazetteer: &'g Gazetteer, names: &[Weighed<'_, '_>]) -> Self {
        let mut company = Self {
            gazetteer,
            countries: HashMap::new(),
            admin1s: HashMap::new(),
            names: 0.0,
            anchors: anchors(gazetteer, names),
            told: HashMap::new(),
        };
        for name in names {
            company.add(name);
            if is_told(name) {
                let folded = name.found.spot.folded.clone();
                let places = company.told.entry(folded).or_default();
                for weight in &name.places {
                    let share = places.entry(weight.place).or_default();
                    *share = share.max(weight.share);
                }
            }
        }
        company
    }

    fn add(&mut self, name: &Weighed<'_, '_>) {
        self.names += 1.0;
        for weight in &name.places {
            let place = self.gazetteer.place(weight.place);
            *self.countries.entry(place.country).or_default() += weight.share;
            if !place.admin1.is_empty() {
                *self.admin1s.entry(place.admin1).or_default() += weight.share;
            }
        }
    }

    /// The company of a name without itself.
    pub(super) fn without(&self, name: &Weighed<'_, '_>) -> Around<'_, 'g> {
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
            told: self
                .told
                .get(&name.found.spot.folded)
                .filter(|_| !is_told(name)),
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
        let Self {
            company,
            own_countries,
            own_admin1s,
            ..
        } = self;
        let place = company.gazetteer.place(index);
        let country = self.others(&company.countries, own_countries, place.country);
        let admin1 = self.others(&company.admin1s, own_admin1s, place.admin1);
        let nearest = is_anchor(place.kind).then(|| company.nearest(index));
        let nearness = |(_, distance_m): (PlaceIndex, f64)| (-distance_m / NEARNESS_M).exp();
        let told = self.told.and_then(|told| told.get(&index)).copied();
        [
            (F::CountryCompany, country),
            (F::Admin1Company, admin1),
            (F::Nearness, nearest.flatten().map_or(0.0, nearness)),
            (F::SameName, told.unwrap_or(0.0)),
        ]
    }

    /// How much of the other names' belief lies in a country or region, 0 to 1; nothing without a code.
    fn others(&self, all: &HashMap<&str, f64>, own: &HashMap<&str, f64>, code: &str) -> f64 {
        let of = |shares: &HashMap<&str, f64>| shares.get(code).copied().unwrap_or(0.0);
        let others = (self.company.names - 1.0).max(1.0);
        if code.is_empty() {
            0.0
        } else {
            ((of(all) - of(own)) / others).max(0.0)
        }
    }
}
