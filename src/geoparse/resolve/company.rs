//! The places of a document together: which countries and regions it is about, and where.

use foldhash::HashMap;

use crate::{
    gazetteer::{PlaceIndex, PlaceKind, PlaceRecord},
    space::Direction,
};

use super::{PlaceFeature, Reading, Weight};

/// How many of a document's places distances are measured to.
const ANCHORS_MAX: usize = 16;
/// The distance in metres at which nearness has fallen to 1/e.
const NEARNESS_M: f64 = 150_000.0;

/// What the names of a document, each weighed alone, say about it as a whole.
pub(super) struct Company<'a> {
    countries: HashMap<&'a str, f64>,
    admin1s: HashMap<&'a str, f64>,
    names: f64,
    anchors: Vec<(PlaceIndex, Direction)>,
    told: HashMap<&'a str, HashMap<PlaceIndex, f64>>,
}

impl<'a> Company<'a> {
    /// What no company tells.
    pub(super) const NONE: [(PlaceFeature, f64); 4] = [
        (PlaceFeature::CountryCompany, 0.0),
        (PlaceFeature::Admin1Company, 0.0),
        (PlaceFeature::Nearness, 0.0),
        (PlaceFeature::SameName, 0.0),
    ];

    /// The company of all names.
    pub(super) fn of(readings: &[Reading<'a>]) -> Self {
        let mut company = Self {
            countries: HashMap::default(),
            admin1s: HashMap::default(),
            names: 0.0,
            anchors: anchors(readings),
            told: HashMap::default(),
        };
        for reading in readings {
            company.add(reading);
        }
        company
    }

    fn add(&mut self, reading: &Reading<'a>) {
        self.names += reading.uses;
        for Weight { place, share, .. } in &reading.places {
            let share = share * reading.uses;
            *self.countries.entry(place.country()).or_default() += share;
            *self.admin1s.entry(place.admin1()).or_default() += share;
        }
        if is_told(reading) {
            let places = self.told.entry(reading.name.folded).or_default();
            for weight in &reading.places {
                let share = places.entry(weight.place.index()).or_default();
                *share = share.max(weight.share);
            }
        }
    }

    /// Tells the candidates of a name what the company without that name knows of them.
    pub(super) fn tell(&self, reading: &mut Reading<'a>) {
        let told = self.told.get(reading.name.folded);
        let told = told.filter(|_| !is_told(reading));
        for at in 0..reading.places.len() {
            let country = self.others(&self.countries, &reading.places, at, PlaceRecord::country);
            let admin1 = self.others(&self.admin1s, &reading.places, at, PlaceRecord::admin1);
            let weight = &mut reading.places[at];
            weight.nearest = self.nearest(weight.place);
            let nearness = |(_, distance_m): (PlaceIndex, f64)| (-distance_m / NEARNESS_M).exp();
            let told = told.and_then(|told| told.get(&weight.place.index()));
            weight.company = [
                (PlaceFeature::CountryCompany, country),
                (PlaceFeature::Admin1Company, admin1),
                (PlaceFeature::Nearness, weight.nearest.map_or(0.0, nearness)),
                (PlaceFeature::SameName, told.copied().unwrap_or(0.0)),
            ];
        }
    }

    /// How much of the other names' belief lies in the country or region of a candidate, 0 to 1; nothing
    /// for a candidate in none.
    fn others(
        &self,
        all: &HashMap<&str, f64>,
        places: &[Weight<'a>],
        at: usize,
        code: fn(PlaceRecord<'a>) -> &'a str,
    ) -> f64 {
        let own_code = code(places[at].place);
        if own_code.is_empty() {
            return 0.0;
        }
        let own = places
            .iter()
            .filter(|weight| code(weight.place) == own_code);
        let own: f64 = own.map(|weight| weight.share).sum();
        let all = all.get(own_code).copied().unwrap_or(0.0);
        ((all - own) / (self.names - 1.0).max(1.0)).max(0.0)
    }

    /// The nearest anchor to a place that could be one itself, and its distance in metres.
    fn nearest(&self, place: PlaceRecord<'_>) -> Option<(PlaceIndex, f64)> {
        if !is_anchor(place.kind()) {
            return None;
        }
        let (own, from) = (place.index(), Direction::of(place.position()));
        let others = self.anchors.iter().filter(|(index, _)| *index != own);
        let nearest = others.min_by(|(_, a), (_, b)| from.cmp_distance(*a, *b))?;
        Some((nearest.0, from.distance_m(nearest.1)))
    }
}

/// Whether words beside a name tell which place it is.
fn is_told(reading: &Reading<'_>) -> bool {
    let told = |feature| matches!(feature, PlaceFeature::KindFits | PlaceFeature::InsideNext);
    let mut values = reading.places.iter().flat_map(|weight| weight.own);
    values.any(|(feature, value)| told(feature) && value > 0.0)
}

/// The places below the first level that the document is most likely about.
fn anchors(readings: &[Reading<'_>]) -> Vec<(PlaceIndex, Direction)> {
    let mut masses: HashMap<PlaceIndex, (f64, PlaceRecord<'_>)> = HashMap::default();
    for reading in readings {
        let best = reading.places.first();
        if let Some(best) = best.filter(|best| is_anchor(best.place.kind())) {
            let entry = masses.entry(best.place.index());
            entry.or_insert((0.0, best.place)).0 += best.share * reading.uses;
        }
    }
    let mut anchors: Vec<_> = masses.into_iter().collect();
    anchors.sort_by(|(a, (more, _)), (b, (less, _))| less.total_cmp(more).then(a.cmp(b)));
    let anchors = anchors.into_iter().take(ANCHORS_MAX);
    let measured =
        |(index, (_, place)): (_, (_, PlaceRecord<'_>))| (index, Direction::of(place.position()));
    anchors.map(measured).collect()
}

fn is_anchor(kind: PlaceKind) -> bool {
    !matches!(
        kind,
        PlaceKind::Country | PlaceKind::Macroregion | PlaceKind::Capital
    )
}
