//! The user's places over those of the layers below: which of them are the same place, what each side adds.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Gazetteer, NameKind, Place, PlaceIndex, PlaceKind, Standing,
    compile::{Rows, compile_rows},
    own::{OwnRow, OwnTable},
    radius::uncertainty_m,
    regions::Regions,
    same::Sought,
    tables::{NameRow, PlaceRow, TableError},
};
use crate::text::fold;

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
pub fn compile_own<'t>(
    base: &'t Gazetteer,
    standing: Standing,
    tables: &[OwnTable<'t>],
    stamp: &str,
) -> Result<Vec<u8>, TableError> {
    let mut rows = vec![];
    for table in tables {
        rows.append(&mut OwnRow::all(table)?);
    }
    rows.sort_by_key(|row| (row.id, row.kind.is_none()));
    let layer = Overlay::of(base, standing, &rows).rows(stamp);
    // A long list takes as much memory once more while it is compiled.
    drop(rows);
    compile_rows(layer)
}

/// The user's places sorted out: those that stand for a place below, and those that are new.
struct Overlay<'r, 't> {
    base: &'t Gazetteer,
    standing: Standing,
    merged: BTreeMap<PlaceIndex, Vec<&'r [OwnRow<'t>]>>,
    new: Vec<&'r [OwnRow<'t>]>,
    regions: Regions<'t>,
}

impl<'r, 't> Overlay<'r, 't> {
    fn of(base: &'t Gazetteer, standing: Standing, rows: &'r [OwnRow<'t>]) -> Self {
        let mut overlay = Self {
            base,
            standing,
            merged: BTreeMap::new(),
            new: vec![],
            regions: Regions::of(base),
        };
        for group in rows.chunk_by(|one, other| one.id == other.id) {
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

    fn merge(&mut self, place: PlaceIndex, group: &'r [OwnRow<'t>]) {
        for row in group {
            self.regions.learn(row, &self.base.place(place));
        }
        self.merged.entry(place).or_default().push(group);
    }

    fn rows(&self, stamp: &str) -> Rows<'t> {
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

    fn add_merged(&self, index: PlaceIndex, groups: &[&'r [OwnRow<'t>]], layer: &mut Rows<'t>) {
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
            let row_names = [("und", NameKind::Alias, row.name)].into_iter();
            names.extend(
                row_names
                    .chain(row.other_names())
                    .map(|(lang, kind, name)| {
                        let is_listed = self.standing == Standing::Reference
                            && below.standing == Standing::Bundled;
                        (lang, if is_listed { NameKind::Listed } else { kind }, name)
                    }),
            );
        }
        add_names(row.id, names, layer);
        layer.places.push(row);
    }

    /// A place below as the user's row has it; what the row does not give stays.
    fn own_over(&self, own: &OwnRow<'t>, below: &Place<'t>) -> PlaceRow<'t> {
        let or = |given: &'t str, known: &'t str| if given.is_empty() { known } else { given };
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

    fn add_new(&self, group: &'r [OwnRow<'t>], codes: &mut HashSet<&'t str>, layer: &mut Rows<'t>) {
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
    fn code(&self, row: &OwnRow<'t>, kind: PlaceKind) -> Option<&'t str> {
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

#[cfg(test)]
mod tests;
