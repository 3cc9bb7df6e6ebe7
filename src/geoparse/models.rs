//! The three models and their table.

use std::{collections::HashMap, fmt::Write, sync::LazyLock};

use super::{
    accept::NameFeature,
    linear::{Features, Linear, features},
    resolve::PlaceFeature,
    role::RoleFeature,
};

features! {
    /// How much belief it takes to say something at all; below, the geoparser abstains.
    Threshold {
        Name "name",
        Place "place",
    }
}

/// The weights of recognition, role and resolution, and the beliefs that they take.
#[derive(Debug, Clone)]
pub struct Models {
    /// Whether a run of words names a place.
    pub(super) name: Linear<NameFeature>,
    /// Whether a place is meant as a place.
    pub(super) role: Linear<RoleFeature>,
    /// Which place is meant.
    pub(super) place: Linear<PlaceFeature>,
    /// From which belief on a name is one and a place is given.
    pub(super) threshold: Linear<Threshold>,
}

/// Weights to begin with, and how firmly each is held: the inverse of the variance of a Gaussian around it.
#[derive(Debug, Clone)]
pub struct Prior {
    /// What the weights are without any gold.
    pub(super) weights: Models,
    /// How firmly each is held.
    pub(super) holds: Models,
}

/// The bundled table: `model`, `feature`, `hand`, `world`, `hold`, `weight`.
const TABLE: &str = include_str!("../../geodata/geoparse.tsv");
const HEAD: &str = "model\tfeature\thand\tworld\thold\tweight\n";

static BUNDLED: LazyLock<Models> = LazyLock::new(|| Models::of(TABLE, Column::Weight));

/// A column of numbers of the table.
#[derive(Debug, Clone, Copy)]
enum Column {
    /// What the weight was before any gold: set by hand.
    Hand = 2,
    /// What it is for world news.
    World = 3,
    /// How firmly world news holds it.
    Hold = 4,
    /// What gold of the region made of it.
    Weight = 5,
}

impl Prior {
    /// The weights set by hand, each held with a variance of one.
    #[must_use]
    pub fn by_hand() -> Self {
        Self {
            weights: Models::of(TABLE, Column::Hand),
            holds: Models::of(TABLE, Column::Hand).map(|_| 1.0),
        }
    }

    /// What world news made of them; it comes with the program, of `geodata/geoparse.tsv`.
    #[must_use]
    pub fn of_world_news() -> Self {
        Self {
            weights: Models::of(TABLE, Column::World),
            holds: Models::of(TABLE, Column::Hold),
        }
    }

    /// The same, in the digits of the table.
    pub(super) fn rounded(self) -> Self {
        Self {
            weights: self
                .weights
                .map(|weight| (weight * 1000.0).round() / 1000.0),
            holds: self.holds.map(|hold| (hold * 10.0).round() / 10.0),
        }
    }
}

impl Models {
    /// The models that come with the program, of `geodata/geoparse.tsv`.
    #[must_use]
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// The table of `geodata/geoparse.tsv` with these weights, and the prior that they were fitted from.
    #[must_use]
    pub fn table(&self, prior: &Prior) -> String {
        let hand = Self::of(TABLE, Column::Hand);
        let columns = [&hand, &prior.weights, &prior.holds, self];
        let mut table = HEAD.to_owned();
        rows(&mut table, "name", columns.map(|models| &models.name));
        rows(&mut table, "place", columns.map(|models| &models.place));
        rows(&mut table, "role", columns.map(|models| &models.role));
        rows(
            &mut table,
            "threshold",
            columns.map(|models| &models.threshold),
        );
        table
    }

    fn of(table: &str, column: Column) -> Self {
        let rows = table.lines().skip(1).filter_map(|line| row(line, column));
        let weights: HashMap<(&str, &str), f64> = rows.collect();
        Self {
            name: Linear::of(&weights, "name"),
            role: Linear::of(&weights, "role"),
            place: Linear::of(&weights, "place"),
            threshold: Linear::of(&weights, "threshold"),
        }
    }

    /// The models with every number changed.
    fn map(&self, change: impl Fn(f64) -> f64 + Copy) -> Self {
        Self {
            name: self.name.map(change),
            role: self.role.map(change),
            place: self.place.map(change),
            threshold: self.threshold.map(change),
        }
    }
}

fn row(line: &str, column: Column) -> Option<((&str, &str), f64)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [model, feature, ..] = cells[..] else {
        return None;
    };
    Some(((model, feature), cells.get(column as usize)?.parse().ok()?))
}

fn rows<F: Features>(table: &mut String, model: &str, columns: [&Linear<F>; 4]) {
    let mut names: Vec<(usize, &str)> = F::NAMES.iter().copied().enumerate().collect();
    names.sort_by_key(|(_, name)| *name);
    for (at, name) in names {
        let [hand, world, hold, weight] = columns.map(|column| column.weights()[at]);
        let _ = writeln!(
            table,
            "{model}\t{name}\t{hand}\t{world:.3}\t{hold:.1}\t{weight:.3}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_a_weight_of_a_feature_and_every_feature_has_one() {
        let table = include_str!("../../geodata/geoparse.tsv");
        let named = |model: &'static str, names: &'static [&str]| {
            names.iter().map(move |name| format!("{model}\t{name}"))
        };
        let mut expected: Vec<String> = named("name", NameFeature::NAMES)
            .chain(named("place", PlaceFeature::NAMES))
            .chain(named("role", RoleFeature::NAMES))
            .chain(named("threshold", Threshold::NAMES))
            .collect();
        let row = |line: &str| {
            let ((model, name), _) = row(line, Column::Weight).unwrap_or_else(|| panic!("{line}"));
            format!("{model}\t{name}")
        };
        let mut rows: Vec<String> = table.lines().skip(1).map(row).collect();
        expected.sort();
        rows.sort();
        assert_eq!(rows, expected);
    }
}
