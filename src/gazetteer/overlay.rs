//! The user's places over those of the layers below: which of them are the same place, what each side adds.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Gazetteer, NameKind, Place, PlaceIndex, PlaceKind, Standing,
    compile::{Rows, compile_rows},
    own::{OwnRow, OwnTable},
    regions::Regions,
    tables::{NameRow, PlaceRow, TableError},
};
use crate::{space::LonLat, text::fold};

/// A place of the same name and sort within this many metres is the same place, and also within its own
/// radius up to [`RADIUS_M_MAX`].
const SAME_M_MIN: f64 = 5_000.0;

/// See [`SAME_M_MIN`].
const RADIUS_M_MAX: f64 = 50_000.0;

/// Compiles places of the user into a layer over a gazetteer; `stamp` is for the caller to know it by.
///
/// A place with the id of one below, or with its name and sort and nearly its position, is that place: it
/// keeps the id and all names below, and takes from the user's row what a [`Standing::Own`] row gives, or
/// only the names of a [`Standing::Reference`] row. Rows of one id are one place: the first that says what it
/// is, with the names of all.
///
/// # Errors
///
/// When a line of a table is not as its columns say.
pub fn compile_own(
    base: &Gazetteer,
    standing: Standing,
    tables: &[OwnTable<'_>],
    stamp: &str,
) -> Result<Vec<u8>, TableError> {
    let mut rows = vec![];
    for table in tables {
        rows.append(&mut OwnRow::all(table)?);
    }
    rows.sort_by_key(|row| (row.id, row.kind.is_none()));
    let groups: Vec<&[OwnRow<'_>]> = rows.chunk_by(|one, other| one.id == other.id).collect();
    let overlay = Overlay::of(base, standing, &groups);
    compile_rows(overlay.rows(stamp))
}

/// What is known of a place when it is looked for below.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'s> {
    /// Its id.
    pub id: &'s str,
    /// Its name to show.
    pub name: &'s str,
    /// What it is, if that is known.
    pub kind: Option<PlaceKind>,
    /// Where it is.
    pub position: LonLat,
}

impl Gazetteer {
    /// The place that is the same as one of the user's, if there is one here.
    #[must_use]
    pub fn same_place(&self, sought: &Sought<'_>, standing: Standing) -> Option<PlaceIndex> {
        self.by_id(sought.id)
            .or_else(|| self.namesake(sought, standing))
    }

    /// The nearest place of the name and sort that is near enough to be the same. Of a reference list's rows
    /// only those places that have no id of the list can be the same.
    fn namesake(&self, sought: &Sought<'_>, standing: Standing) -> Option<PlaceIndex> {
        let scheme = sought.id.split_once(':').map(|(scheme, _)| scheme);
        let is_same = |place: &Place<'_>, away_m: f64| {
            let foreign = standing == Standing::Own
                || place.id.split_once(':').map(|(scheme, _)| scheme) != scheme;
            let radius_m = f64::from(place.uncertainty_m).min(RADIUS_M_MAX);
            foreign && is_of_sort(sought.kind, place.kind) && away_m <= radius_m.max(SAME_M_MIN)
        };
        let named = self.lookup(sought.name).into_iter().filter_map(|entry| {
            let place = self.place(entry.place);
            let away_m = place.position.distance_m(sought.position);
            is_same(&place, away_m).then_some((away_m, entry.place))
        });
        let nearest =
            named.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        nearest.map(|(_, place)| place)
    }
}

/// Whether a place of one kind may be called one of the other: a town a village, an airfield an air base.
fn is_of_sort(kind: Option<PlaceKind>, other: PlaceKind) -> bool {
    use PlaceKind as K;
    let sort = |kind| match kind {
        K::Capital
        | K::City
        | K::Town
        | K::Village
        | K::Neighbourhood
        | K::Abandoned
        | K::Exclave => K::Town,
        K::Airport
        | K::Airfield
        | K::AirBase
        | K::TrainingRange
        | K::TestSite
        | K::Cosmodrome
        | K::MilitarySite => K::AirBase,
        K::Lake | K::Reservoir => K::Lake,
        kind => kind,
    };
    kind.is_none_or(|kind| sort(kind) == sort(other))
}

/// The user's places sorted out: those that stand for a place below, and those that are new.
struct Overlay<'a, 't> {
    base: &'a Gazetteer,
    standing: Standing,
    merged: BTreeMap<PlaceIndex, Vec<&'a [OwnRow<'t>]>>,
    new: Vec<&'a [OwnRow<'t>]>,
    regions: Regions<'a>,
}

impl<'a, 't: 'a> Overlay<'a, 't> {
    fn of(base: &'a Gazetteer, standing: Standing, groups: &[&'a [OwnRow<'t>]]) -> Self {
        let mut overlay = Self {
            base,
            standing,
            merged: BTreeMap::new(),
            new: vec![],
            regions: Regions::of(base),
        };
        for group in groups {
            let same = group
                .first()
                .and_then(|row| base.same_place(&row.sought(), standing));
            match same {
                Some(place) => overlay.merge(place, group),
                None => overlay.new.push(group),
            }
        }
        overlay
    }

    fn merge(&mut self, place: PlaceIndex, group: &'a [OwnRow<'t>]) {
        for row in group {
            self.regions.learn(row, &self.base.place(place));
        }
        self.merged.entry(place).or_default().push(group);
    }

    fn rows(&self, stamp: &str) -> Rows<'a> {
        let mut layer = Rows {
            places: vec![],
            names: vec![],
            ambiguous: vec![],
            hidden: self.hidden(),
            stamp: stamp.to_owned(),
        };
        let mut codes = HashSet::new();
        for (place, groups) in &self.merged {
            self.add_merged(*place, groups, &mut layer);
        }
        for group in &self.new {
            self.add_new(group, &mut codes, &mut layer);
        }
        layer
    }

    /// A bit for each place that a merged one stands for.
    fn hidden(&self) -> Vec<u8> {
        let count = usize::try_from(self.base.end()).unwrap_or(0);
        let mut hidden = vec![0_u8; count.div_ceil(8)];
        for place in self.merged.keys() {
            let byte = usize::try_from(place.0 / 8).unwrap_or(usize::MAX);
            if let Some(byte) = hidden.get_mut(byte) {
                *byte |= 1 << (place.0 % 8);
            }
        }
        hidden
    }

    fn add_merged(&self, index: PlaceIndex, groups: &[&'a [OwnRow<'t>]], layer: &mut Rows<'a>) {
        let below = self.base.place(index);
        let first = groups.first().and_then(|group| group.first());
        let row = match first.filter(|_| self.standing == Standing::Own) {
            Some(own) => self.own_over(own, &below),
            None => row_of(&below),
        };
        let names = self
            .base
            .names(index)
            .map(|name| (name.lang, name.kind, name.text));
        let mut names: Vec<_> = names.collect();
        for row in groups.iter().copied().flatten() {
            names.push(("und", NameKind::Alias, row.name));
            names.extend(row.other_names());
        }
        add_names(row.id, names, layer);
        layer.places.push(row);
    }

    /// A place below as the user's row has it; what the row does not give stays.
    fn own_over(&self, own: &OwnRow<'a>, below: &Place<'a>) -> PlaceRow<'a> {
        let or = |given: &'a str, known: &'a str| if given.is_empty() { known } else { given };
        let kind = own.kind.unwrap_or(below.kind);
        let population = if own.population > 0 {
            own.population
        } else {
            below.population
        };
        let uncertainty_m = own
            .uncertainty_m
            .unwrap_or_else(|| uncertainty_m(kind, population));
        PlaceRow {
            line: own.line,
            name: own.name,
            kind,
            country: or(own.country, below.country),
            admin1: or(self.regions.admin1(own), below.admin1),
            admin2: or(own.admin2, below.admin2),
            lon: own.position.lon(),
            lat: own.position.lat(),
            uncertainty_m,
            population,
            source: own.source,
            standing: Standing::Own,
            ..row_of(below)
        }
    }

    fn add_new(&self, group: &'a [OwnRow<'t>], codes: &mut HashSet<&'a str>, layer: &mut Rows<'a>) {
        let Some(row) = group.first() else {
            return;
        };
        let kind = row.kind.unwrap_or(PlaceKind::Town);
        let around = self.regions.around(row);
        let code = self.code(row, kind).filter(|code| codes.insert(code));
        layer.places.push(PlaceRow {
            line: row.line,
            id: row.id,
            kind,
            name: row.name,
            country: around.country,
            code: code.unwrap_or_default(),
            admin1: around.admin1,
            admin2: row.admin2,
            lon: row.position.lon(),
            lat: row.position.lat(),
            uncertainty_m: row
                .uncertainty_m
                .unwrap_or_else(|| uncertainty_m(kind, row.population)),
            population: row.population,
            source: row.source,
            standing: self.standing,
        });
        let others = group
            .iter()
            .skip(1)
            .map(|row| ("und", NameKind::Alias, row.name));
        let names = group.iter().flat_map(OwnRow::other_names).chain(others);
        add_names(row.id, names.collect(), layer);
    }

    /// The code of a region of a reference list that nothing below has: its towns name it by that.
    fn code(&self, row: &OwnRow<'a>, kind: PlaceKind) -> Option<&'a str> {
        let code = match kind {
            PlaceKind::Admin1 => self.regions.admin1(row),
            PlaceKind::Admin2 => row.admin2,
            _ => "",
        };
        let free = !code.is_empty() && self.base.by_code(code).is_none();
        (free && self.standing == Standing::Reference).then_some(code)
    }
}

impl<'t> OwnRow<'t> {
    fn sought(&self) -> Sought<'t> {
        Sought {
            id: self.id,
            name: self.name,
            kind: self.kind,
            position: self.position,
        }
    }
}

fn row_of<'a>(place: &Place<'a>) -> PlaceRow<'a> {
    PlaceRow {
        line: 0,
        id: place.id,
        kind: place.kind,
        name: place.name,
        country: place.country,
        code: place.code,
        admin1: place.admin1,
        admin2: place.admin2,
        lon: place.position.lon(),
        lat: place.position.lat(),
        uncertainty_m: place.uncertainty_m,
        population: place.population,
        source: place.source,
        standing: place.standing,
    }
}

/// Adds names to a layer, each text once a language, the first as it stands.
fn add_names<'a>(
    place_id: &'a str,
    names: Vec<(&'a str, NameKind, &'a str)>,
    layer: &mut Rows<'a>,
) {
    let mut seen = BTreeSet::new();
    for (lang, kind, name) in names {
        if seen.insert((lang, name)) && !fold(name).is_empty() {
            layer.names.push(NameRow {
                line: 0,
                place_id,
                lang,
                kind,
                name,
            });
        }
    }
}

/// The radius in metres of a place whose user gave none: a town's from its inhabitants, 3,000 of them on a
/// square kilometre, at least 1 km, 2 km if they are unknown, as the bundled towns have it; of the other kinds
/// what most bundled places of that kind lie within.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the root of a population is small and positive"
)]
fn uncertainty_m(kind: PlaceKind, population: u64) -> u32 {
    use PlaceKind as K;
    match kind {
        K::Capital | K::City | K::Town | K::Village if population > 0 => {
            let square_km = population as f64 / 3_000.0;
            ((square_km / std::f64::consts::PI).sqrt() * 1_000.0).max(1_000.0) as u32
        }
        K::Country | K::Macroregion | K::Sea => 500_000,
        K::Admin1 => 150_000,
        K::Admin2 | K::Desert => 50_000,
        K::River | K::Valley | K::Canal | K::Mountain | K::Lake | K::Reservoir => 20_000,
        K::Island | K::TrainingRange | K::TestSite | K::Cosmodrome | K::BorderIncidentSite => {
            10_000
        }
        _ => 2_000,
    }
}

#[cfg(test)]
mod tests;
