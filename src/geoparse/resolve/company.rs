//! The places of a document together: which countries and regions it is about, and where.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

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

/// The levels of the regions that a place is or lies in: its country, the first below it, and the second.
pub(super) const LEVELS: usize = 3;
const REGION: usize = 1;

/// The number of the first-level region among the codes of a place, if it has one.
pub(super) fn region_of(codes: [u32; LEVELS]) -> Option<u32> {
    Some(codes[REGION]).filter(|code| *code != 0)
}

/// The codes of countries and regions as numbers, which are compared and added to faster; 0 is no code.
#[derive(Default)]
pub(super) struct Codes<'a>(HashMap<&'a str, u32>);

impl<'a> Codes<'a> {
    /// The numbers of a place's country and regions.
    pub(super) fn of(&mut self, place: PlaceRecord<'a>) -> [u32; LEVELS] {
        [place.country(), region(place), district(place)].map(|code| self.number(code))
    }

    fn number(&mut self, code: &'a str) -> u32 {
        if code.is_empty() {
            return 0;
        }
        let next = u32::try_from(self.count()).unwrap_or(0);
        *self.0.entry(code).or_insert(next)
    }

    /// One more than the highest number.
    fn count(&self) -> usize {
        self.0.len() + 1
    }
}

/// Belief by the number of a country or region, level by level.
struct Belief([Vec<f64>; LEVELS]);

impl Belief {
    fn none(codes: &Codes<'_>) -> Self {
        Self(std::array::from_fn(|_| vec![0.0; codes.count()]))
    }

    fn add(&mut self, codes: [u32; LEVELS], belief: f64) {
        for (level, code) in self.0.iter_mut().zip(codes) {
            level[code as usize] += belief;
        }
    }

    /// How much lies where a place does; nothing at a level where the place has no code.
    fn at(&self, codes: [u32; LEVELS]) -> [f64; LEVELS] {
        std::array::from_fn(|level| match codes[level] {
            0 => 0.0,
            code => self.0[level][code as usize],
        })
    }

    fn clear(&mut self, codes: [u32; LEVELS]) {
        for (level, code) in self.0.iter_mut().zip(codes) {
            level[code as usize] = 0.0;
        }
    }
}

/// What the names of a document, each weighed alone, say about it as a whole.
pub(super) struct Company<'a> {
    /// The belief of all names.
    all: Belief,
    /// That of the name which is told of the others, while it is told.
    own: Belief,
    /// That of each name which is read in several ways.
    several: HashMap<usize, Own>,
    names: f64,
    anchors: Vec<Anchor<'a>>,
    told: HashMap<(&'a str, Told), HashMap<PlaceIndex, f64>>,
}

/// The uses of a name that is read in several ways, and the belief in its places.
#[derive(Default)]
struct Own {
    uses: f64,
    /// In a fixed order, so that the sums are the same every time.
    places: BTreeMap<[u32; LEVELS], f64>,
}

/// A place that the text is about.
struct Anchor<'a> {
    place: PlaceRecord<'a>,
    /// The number of its first-level region.
    region: u32,
    direction: Direction,
    /// Which name means it.
    name: usize,
    /// How much belief it has over all uses of the name.
    mass: f64,
}

/// How words beside a name tell which place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Told {
    /// By its kind, which one place alone is of.
    Kind,
    /// By its region, or by a place in it.
    Inside,
}

impl Told {
    /// How words beside a name tell which of its places it is, if they do.
    pub(super) fn of(places: &[Weight<'_>]) -> Option<Self> {
        let fitting = |features: &[PlaceFeature]| {
            let values = places.iter().flat_map(|weight| &weight.own);
            let fitting =
                values.filter(|(feature, value)| *value > 0.0 && features.contains(feature));
            fitting.count()
        };
        if fitting(&[PlaceFeature::InsideNext, PlaceFeature::AroundBefore]) > 0 {
            Some(Self::Inside)
        } else {
            (fitting(&[PlaceFeature::KindFits]) == 1).then_some(Self::Kind)
        }
    }
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
    pub(super) fn of(readings: &[Reading<'a>], peoples: &[&str], codes: &Codes<'a>) -> Self {
        let mut company = Self {
            all: Belief::none(codes),
            own: Belief::none(codes),
            several: several_readings(readings),
            names: 0.0,
            anchors: anchors(readings),
            told: HashMap::default(),
        };
        for reading in readings {
            company.add(reading);
        }
        for people in peoples {
            company.names += 1.0;
            let country = codes.0.get(people).copied().unwrap_or(0);
            company.all.add([country, 0, 0], 1.0);
        }
        company
    }

    fn add(&mut self, reading: &Reading<'a>) {
        self.names += reading.uses;
        for Weight { codes, share, .. } in &reading.places {
            self.all.add(*codes, share * reading.uses);
        }
        if let Some(own) = self.several.get_mut(&reading.name.number) {
            own.uses += reading.uses;
            for Weight { codes, share, .. } in &reading.places {
                *own.places.entry(*codes).or_default() += share * reading.uses;
            }
        }
        if let Some(told) = reading.told {
            let places = self.told.entry((reading.name.folded, told)).or_default();
            for weight in &reading.places {
                let share = places.entry(weight.place.index()).or_default();
                *share = share.max(weight.share);
            }
        }
    }

    /// Tells the candidates of a name what the company without that name knows of them.
    pub(super) fn tell(&mut self, reading: &mut Reading<'a>) {
        let uses = self.set_apart(reading);
        let told = [Told::Kind, Told::Inside].map(|told| self.told_of(reading, told));
        let name = reading.name.number;
        for weight in &mut reading.places {
            let index = weight.place.index();
            let elsewhere = told.map(|told| told.and_then(|told| told.get(&index)).copied());
            let near = self.near(weight, name);
            weight.nearest = near.nearest.map(|away| (away.from, away.distance_m));
            weight.neighbour = near.neighbour;
            let [kind, inside] = elsewhere.map(Option::unwrap_or_default);
            let [country, country_again, region, region_again, district_again] =
                self.regions(weight.codes, uses);
            weight.company = [
                (PlaceFeature::CountryCompany, country),
                (PlaceFeature::CountryAgain, country_again),
                (PlaceFeature::Admin1Company, region),
                (PlaceFeature::Admin1Again, region_again),
                (PlaceFeature::Admin2Again, district_again),
                (
                    PlaceFeature::Nearness,
                    near.nearest.map_or(0.0, |away| away.nearness),
                ),
                (PlaceFeature::NearAgain, saturated(near.mass)),
                (PlaceFeature::SameName, kind),
                (PlaceFeature::SameNameInside, inside),
            ];
        }
        self.take_back(reading);
    }

    /// Sets the belief in a name's own places apart, those of its other readings too; gives the uses of the name.
    fn set_apart(&mut self, reading: &Reading<'_>) -> f64 {
        if let Some(own) = self.several.get(&reading.name.number) {
            for (codes, belief) in &own.places {
                self.own.add(*codes, *belief);
            }
            return own.uses;
        }
        for weight in &reading.places {
            self.own.add(weight.codes, weight.share * reading.uses);
        }
        reading.uses
    }

    fn take_back(&mut self, reading: &Reading<'_>) {
        if let Some(own) = self.several.get(&reading.name.number) {
            for codes in own.places.keys() {
                self.own.clear(*codes);
            }
        }
        for weight in &reading.places {
            self.own.clear(weight.codes);
        }
    }

    /// The belief in the places of a name where words beside it tell so much, unless they do so here.
    fn told_of(&self, reading: &Reading<'a>, told: Told) -> Option<&HashMap<PlaceIndex, f64>> {
        let sought = !self.told.is_empty() && reading.told.is_none();
        sought.then(|| self.told.get(&(reading.name.folded, told)))?
    }

    /// How much belief of other names lies in the country, region and district of a candidate: as shares
    /// of them, and whether it is any at all.
    fn regions(&self, codes: [u32; LEVELS], uses: f64) -> [f64; 5] {
        let others = (self.names - uses).max(1.0);
        let (all, own) = (self.all.at(codes), self.own.at(codes));
        let [country, region, district] =
            std::array::from_fn(|level| (all[level] - own[level]).max(0.0));
        [
            country / others,
            saturated(country),
            region / others,
            saturated(region),
            saturated(district),
        ]
    }

    /// What lies near a candidate of a name that could be an anchor itself.
    fn near(&self, weight: &mut Weight<'_>, name: usize) -> Near {
        let mut near = Near::default();
        let Some(from) = weight.direction else {
            return near;
        };
        let (own, code) = (weight.place.index(), weight.codes[REGION]);
        for anchor in self.anchors.iter().filter(|anchor| anchor.name != name) {
            let index = anchor.place.index();
            let known = weight.away.iter().find(|away| away.from == index);
            let away = known.copied().unwrap_or_else(|| {
                let away = Away::of(anchor, from);
                weight.away.push(away);
                away
            });
            near.mass += anchor.mass * away.nearness;
            if index == own {
                continue;
            }
            let least = |nearest: Away| away.distance_m < nearest.distance_m;
            if near.nearest.is_none_or(least) {
                near.nearest = Some(away);
            }
            let same = code != 0 && anchor.region == code;
            near.neighbour = near.neighbour.or(same.then_some(index));
        }
        near
    }
}

/// How far a place is from one that the text is about: measured once for all rounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Away {
    from: PlaceIndex,
    distance_m: f64,
    /// 1 at the place itself, 1/e at [`NEARNESS_M`].
    nearness: f64,
}

impl Away {
    fn of(anchor: &Anchor<'_>, place: Direction) -> Self {
        let distance_m = place.distance_m(anchor.direction);
        Self {
            from: anchor.place.index(),
            distance_m,
            nearness: (-distance_m / NEARNESS_M).exp(),
        }
    }
}

/// What other names mean near a place.
#[derive(Default)]
struct Near {
    /// The nearest place.
    nearest: Option<Away>,
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

/// The names that are read in more than one way.
fn several_readings(readings: &[Reading<'_>]) -> HashMap<usize, Own> {
    let mut known = HashSet::default();
    let numbers = readings.iter().map(|reading| reading.name.number);
    let again = numbers.filter(|number| !known.insert(*number));
    again.map(|number| (number, Own::default())).collect()
}

/// The places below the first level that the document is most likely about, each as one name means it.
fn anchors<'a>(readings: &[Reading<'a>]) -> Vec<Anchor<'a>> {
    let mut known: HashMap<(usize, PlaceIndex), Anchor<'a>> = HashMap::default();
    for reading in readings {
        let best = reading.places.first();
        let placed = best.and_then(|best| Some((best, best.direction?)));
        if let Some((best, direction)) = placed {
            let name = reading.name.number;
            let anchor = known.entry((name, best.place.index()));
            let anchor = anchor.or_insert(Anchor {
                place: best.place,
                region: best.codes[REGION],
                direction,
                name,
                mass: 0.0,
            });
            anchor.mass += best.share * reading.uses;
        }
    }
    let mut anchors: Vec<_> = known.into_values().collect();
    let place = |anchor: &Anchor<'_>| (anchor.name, anchor.place.index());
    anchors.sort_by(|a, b| b.mass.total_cmp(&a.mass).then(place(a).cmp(&place(b))));
    anchors.truncate(ANCHORS_MAX);
    anchors
}

/// Where a place lies that could be an anchor; none for a country or what stands for one.
pub(super) fn direction(place: PlaceRecord<'_>) -> Option<Direction> {
    let wide = matches!(
        place.kind(),
        PlaceKind::Country | PlaceKind::Macroregion | PlaceKind::Capital
    );
    (!wide).then(|| Direction::of(place.position()))
}
