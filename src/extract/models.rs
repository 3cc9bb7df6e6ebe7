//! The models of event extraction and their table.

use std::{collections::HashMap, fmt::Write, sync::LazyLock};

use super::{judging::EventFeature, placing::PlaceFeature};
use crate::geoparse::linear::{Features, Linear};

/// The weights by which triggers become events and events get their places: `geodata/extract.tsv`.
#[derive(Debug, Clone)]
pub struct Models {
    pub(super) event: Linear<EventFeature>,
    pub(super) place: Linear<PlaceFeature>,
}

/// The bundled table: `model`, `feature`, `prior`, `weight`.
const TABLE: &str = include_str!("../../geodata/extract.tsv");

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
    /// The weights that come with the program.
    #[must_use]
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// The weights from which fitting starts.
    pub(super) fn priors() -> Self {
        Self::of(TABLE, Column::Prior)
    }

    /// The table of `geodata/extract.tsv` with these weights.
    #[must_use]
    pub fn table(&self) -> String {
        let priors = Self::priors();
        let mut table = "model\tfeature\tprior\tweight\n".to_owned();
        rows(&mut table, "event", &priors.event, &self.event);
        rows(&mut table, "place", &priors.place, &self.place);
        table
    }

    fn of(table: &str, column: Column) -> Self {
        let rows = table.lines().skip(1).filter_map(|line| row(line, column));
        let weights: HashMap<(&str, &str), f64> = rows.collect();
        Self {
            event: Linear::of(&weights, "event"),
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
        let named = |model: &'static str, names: &'static [&str]| {
            names.iter().map(move |name| format!("{model}\t{name}"))
        };
        let mut expected: Vec<String> = named("event", EventFeature::NAMES)
            .chain(named("place", PlaceFeature::NAMES))
            .collect();
        let row = |line: &str| {
            let ((model, name), _) = row(line, Column::Weight).unwrap_or_else(|| panic!("{line}"));
            format!("{model}\t{name}")
        };
        let mut rows: Vec<String> = TABLE.lines().skip(1).map(row).collect();
        expected.sort();
        rows.sort();
        assert_eq!(rows, expected);
    }
}
