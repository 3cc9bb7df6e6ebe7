//! The three models and their table.

use std::{collections::HashMap, fmt::Write, sync::LazyLock};

use super::{
    accept::NameFeature,
    linear::{Features, Linear},
    resolve::PlaceFeature,
    role::RoleFeature,
};

/// The weights of recognition, role and resolution.
#[derive(Debug, Clone)]
pub struct Models {
    /// Whether a run of words names a place.
    pub(super) name: Linear<NameFeature>,
    /// Whether a place is meant as a place.
    pub(super) role: Linear<RoleFeature>,
    /// Which place is meant.
    pub(super) place: Linear<PlaceFeature>,
}

/// The bundled table: `model`, `feature`, `prior`, `weight`.
const TABLE: &str = include_str!("../../geodata/geoparse.tsv");

static BUNDLED: LazyLock<Models> = LazyLock::new(|| Models::of(TABLE, Column::Weight));

/// A column of numbers of the table.
#[derive(Debug, Clone, Copy)]
enum Column {
    /// What the weight was before any gold: set by hand.
    Prior = 2,
    /// What fitting made of it.
    Weight = 3,
}

impl Models {
    /// The models that come with the program, of `geodata/geoparse.tsv`.
    #[must_use]
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// The weights from which fitting starts.
    pub(super) fn priors() -> Self {
        Self::of(TABLE, Column::Prior)
    }

    /// The table of `geodata/geoparse.tsv` with these weights.
    #[must_use]
    pub fn table(&self) -> String {
        let priors = Self::priors();
        let mut table = "model\tfeature\tprior\tweight\n".to_owned();
        rows(&mut table, "name", &priors.name, &self.name);
        rows(&mut table, "place", &priors.place, &self.place);
        rows(&mut table, "role", &priors.role, &self.role);
        table
    }

    fn of(table: &str, column: Column) -> Self {
        let rows = table.lines().skip(1).filter_map(|line| row(line, column));
        let weights: HashMap<(&str, &str), f64> = rows.collect();
        Self {
            name: Linear::of(&weights, "name"),
            role: Linear::of(&weights, "role"),
            place: Linear::of(&weights, "place"),
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

fn rows<F: Features>(table: &mut String, model: &str, priors: &Linear<F>, fitted: &Linear<F>) {
    let numbers = priors.weights().iter().zip(fitted.weights());
    let mut rows: Vec<_> = F::NAMES.iter().zip(numbers).collect();
    rows.sort_by_key(|(name, _)| **name);
    for (name, (prior, weight)) in rows {
        let _ = writeln!(table, "{model}\t{name}\t{prior}\t{weight:.3}");
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
