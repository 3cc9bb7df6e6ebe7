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

/// How many features tell of the company.
pub(super) const FEATURES: usize = 9;

/// What the names of a document, each weighed alone, say about it as a whole.
pub(super) struct Company<'a> {
    countries: HashMap<&'a str, f64>,
    regions: HashMap<&'a str, f64>,
    districts: HashMap<&'a str, f64>,
    names: f64,
    anchors: Vec<Anchor<'a>>,
    told: HashMap<(&'a str, Told), HashMap<PlaceIndex, f64>>,
}

/// A place that the text is about.
struct Anchor<'a> {
    place: PlaceRecord<'a>,
    direction: Direction,
    /// Which name means it.
    name: usize,
    /// How much belief it has over all uses of the name.
    mass: f64,
}

/// How words beside a name tell which place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Told {
    /// By its kind.
    Kind,
    /// By its region, or by a place in it.
    Inside,
}

impl<'a> Company<'a> {
    /// What no company tells.
    pub(super) const NONE: [(PlaceFeature, f64); FEATURES] = [
        (PlaceFeature::CountryCompany, 0.0),
        (PlaceFeature::CountryAgain, 0.0),
        (PlaceFeature::Admin1Company, 0.0),
        (PlaceFeature::Admin1Again, 0.0),
        (PlaceFeature::Admin2Again, 0.0),
        (PlaceFeature::Nearness, 0.0),
        (PlaceFeature::NearAgain, 0.0),
        (PlaceFeature::SameName, 0.0),
        (PlaceFeature::SameNameInside, 0.0),
    ];

    /// The company of all names, and of the countries whose peoples are spoken of.
    pub(super) fn of(readings: &[Reading<'a>], peoples: &[&'a str]) -> Self {
        let mut company = Self {
            countries: HashMap::default(),
            regions: HashMap::default(),
            districts: HashMap::default(),
            names: 0.0,
            anchors: anchors(readings),
            told: HashMap::default(),
        };
        for reading in readings {
            company.add(reading);
        }
        for people in peoples {
            company.names += 1.0;
            *company.countries.entry(people).or_default() += 1.0;
        }
        company
    }

    fn add(&mut self, reading: &Reading<'a>) {
        self.names += reading.uses;
        for Weight { place, share, .. } in &reading.places {
            let share = share * reading.uses;
            *self.countries.entry(place.country()).or_default() += share;
            *self.regions.entry(region(*place)).or_default() += share;
            *self.districts.entry(district(*place)).or_default() += share;
        }
        if let Some(told) = told(reading) {
            let places = self.told.entry((reading.name.folded, told)).or_default();
            for weight in &reading.places {
                let share = places.entry(weight.place.index()).or_default();
                *share = share.max(weight.share);
            }
        }
    }

    /// Tells the candidates of a name what the company without that name knows of them.
    pub(super) fn tell(&self, reading: &mut Reading<'a>) {
        let is_told = told(reading).is_some();
        let told = [Told::Kind, Told::Inside].map(|told| {
            let told = self.told.get(&(reading.name.folded, told));
            told.filter(|_| !is_told)
        });
        for at in 0..reading.places.len() {
            let own = reading.places[at].place.index();
            let elsewhere = told.map(|told| told.and_then(|told| told.get(&own)).copied());
            let near = self.near(reading, at);
            let regions = self.regions(reading, at);
            let weight = &mut reading.places[at];
            weight.nearest = near.nearest;
            weight.neighbour = near.neighbour;
            let nearness = |(_, distance_m): (PlaceIndex, f64)| (-distance_m / NEARNESS_M).exp();
            let [kind, inside] = elsewhere.map(Option::unwrap_or_default);
            let [country, country_again, region, region_again, district_again] = regions;
            weight.company = [
                (PlaceFeature::CountryCompany, country),
                (PlaceFeature::CountryAgain, country_again),
                (PlaceFeature::Admin1Company, region),
                (PlaceFeature::Admin1Again, region_again),
                (PlaceFeature::Admin2Again, district_again),
                (PlaceFeature::Nearness, near.nearest.map_or(0.0, nearness)),
                (PlaceFeature::NearAgain, saturated(near.mass)),
                (PlaceFeature::SameName, kind),
                (PlaceFeature::SameNameInside, inside),
            ];
        }
    }

    /// How much belief of other names lies in the country, region and district of a candidate: as shares
    /// of them, and whether it is any at all.
    fn regions(&self, reading: &Reading<'a>, at: usize) -> [f64; 5] {
        let others = (self.names - reading.uses).max(1.0);
        let country = others_in(&self.countries, reading, at, PlaceRecord::country);
        let region = others_in(&self.regions, reading, at, region);
        let district = others_in(&self.districts, reading, at, district);
        [
            country / others,
            saturated(country),
            region / others,
            saturated(region),
            saturated(district),
        ]
    }

    /// What lies near a candidate that could be an anchor itself.
    fn near(&self, reading: &Reading<'_>, at: usize) -> Near {
        let place = reading.places[at].place;
        let mut near = Near::default();
        if !is_anchor(place.kind()) {
            return near;
        }
        let (from, code) = (Direction::of(place.position()), region(place));
        let own = reading.name.number;
        for anchor in self.anchors.iter().filter(|anchor| anchor.name != own) {
            let distance_m = from.distance_m(anchor.direction);
            near.mass += anchor.mass * (-distance_m / NEARNESS_M).exp();
            let index = anchor.place.index();
            if index == place.index() {
                continue;
            }
            if near.nearest.is_none_or(|(_, least_m)| distance_m < least_m) {
                near.nearest = Some((index, distance_m));
            }
            let same = !code.is_empty() && region(anchor.place) == code;
            near.neighbour = near.neighbour.or(same.then_some(index));
        }
        near
    }
}

/// What other names mean near a place.
#[derive(Default)]
struct Near {
    /// The nearest place, and its distance in metres.
    nearest: Option<(PlaceIndex, f64)>,
    /// The place in the same first-level region that the text is most about.
    neighbour: Option<PlaceIndex>,
    /// How much belief lies near, the less the farther.
    mass: f64,
}

/// The code of the first-level region that a place is or lies in.
fn region(place: PlaceRecord<'_>) -> &str {
    match place.kind() {
        PlaceKind::Admin1 => place.code(),
        _ => place.admin1(),
    }
}

/// The code of the second-level region that a place is or lies in.
fn district(place: PlaceRecord<'_>) -> &str {
    match place.kind() {
        PlaceKind::Admin2 => place.code(),
        _ => place.admin2(),
    }
}

/// How much an amount of belief that has no upper bound tells, 0 to 1.
fn saturated(mass: f64) -> f64 {
    mass / (mass + 1.0)
}

/// How much of the other names' belief lies in the country or region of a candidate, in uses of names;
/// nothing for a candidate in none.
fn others_in<'a>(
    all: &HashMap<&str, f64>,
    reading: &Reading<'a>,
    at: usize,
    code: fn(PlaceRecord<'a>) -> &'a str,
) -> f64 {
    let own_code = code(reading.places[at].place);
    if own_code.is_empty() {
        return 0.0;
    }
    let own = reading
        .places
        .iter()
        .filter(|weight| code(weight.place) == own_code);
    let own: f64 = own.map(|weight| weight.share).sum();
    let all = all.get(own_code).copied().unwrap_or(0.0);
    (all - own * reading.uses).max(0.0)
}

/// How words beside a name tell which place it is, if they do: by a kind that one place alone is of, or by
/// a region.
fn told(reading: &Reading<'_>) -> Option<Told> {
    let fitting = |features: &[PlaceFeature]| {
        let values = reading.places.iter().flat_map(|weight| weight.own);
        let fitting = values.filter(|(feature, value)| features.contains(feature) && *value > 0.0);
        fitting.count()
    };
    if fitting(&[PlaceFeature::InsideNext, PlaceFeature::AroundBefore]) > 0 {
        Some(Told::Inside)
    } else {
        (fitting(&[PlaceFeature::KindFits]) == 1).then_some(Told::Kind)
    }
}

/// The places below the first level that the document is most likely about, each as one name means it.
fn anchors<'a>(readings: &[Reading<'a>]) -> Vec<Anchor<'a>> {
    let mut masses: HashMap<(usize, PlaceIndex), (f64, PlaceRecord<'a>)> = HashMap::default();
    for reading in readings {
        let best = reading.places.first();
        if let Some(best) = best.filter(|best| is_anchor(best.place.kind())) {
            let entry = masses.entry((reading.name.number, best.place.index()));
            entry.or_insert((0.0, best.place)).0 += best.share * reading.uses;
        }
    }
    let mut anchors: Vec<_> = masses.into_iter().collect();
    anchors.sort_by(|(a, (more, _)), (b, (less, _))| less.total_cmp(more).then(a.cmp(b)));
    let anchors = anchors.into_iter().take(ANCHORS_MAX);
    let anchor = |((name, _), (mass, place)): ((usize, _), (f64, PlaceRecord<'a>))| Anchor {
        place,
        direction: Direction::of(place.position()),
        name,
        mass,
    };
    anchors.map(anchor).collect()
}

fn is_anchor(kind: PlaceKind) -> bool {
    !matches!(
        kind,
        PlaceKind::Country | PlaceKind::Macroregion | PlaceKind::Capital
    )
}
