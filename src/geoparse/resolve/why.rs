//! The reasons of a candidate's score, in words.

use crate::gazetteer::{Gazetteer, Place, PlaceIndex};

use super::{PlaceFeature, Weight};
use crate::geoparse::linear::Linear;

/// How many reasons a candidate keeps.
const REASONS_MAX: usize = 4;
/// A feature that moves the score by less is no reason.
const MOVES_MIN: f64 = 0.2;

/// Why a place was weighed as it was; put into words when somebody asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Why {
    /// The word is a demonym of it.
    Demonym,
    /// The word is short for its name, which the text has said before.
    ShortName,
    /// What moved the score.
    Moved {
        /// The features that moved it most, the strongest first.
        by: [Option<PlaceFeature>; REASONS_MAX],
        /// The nearest of the places that the text is about, and its distance in metres.
        nearest: Option<(PlaceIndex, f64)>,
        /// The place in the same first-level region that the text is most about.
        neighbour: Option<PlaceIndex>,
    },
}

impl Why {
    /// The features that moved a score most.
    pub(super) fn of(model: &Linear<PlaceFeature>, weight: &Weight<'_>) -> Self {
        let mut by = [None; REASONS_MAX];
        let mut by_how_much = [MOVES_MIN; REASONS_MAX];
        for (feature, value) in weight.values() {
            let moved = (model.weight(feature) * value).abs();
            let weaker = |at: &usize| {
                by[*at].is_none() && moved >= by_how_much[*at] || moved > by_how_much[*at]
            };
            if let Some(at) = (0..REASONS_MAX).find(weaker) {
                by[at..].rotate_right(1);
                by_how_much[at..].rotate_right(1);
                (by[at], by_how_much[at]) = (Some(feature), moved);
            }
        }
        Self::Moved {
            by,
            nearest: weight.nearest,
            neighbour: weight.neighbour,
        }
    }

    /// The reasons in words.
    pub(super) fn words(&self, gazetteer: &Gazetteer, place: &Place<'_>) -> Vec<String> {
        match self {
            Self::Demonym => vec!["demonym".to_owned()],
            Self::ShortName => vec![format!("short for {}, named before", place.name)],
            Self::Moved {
                by,
                nearest,
                neighbour,
            } => {
                let of = |feature: &PlaceFeature| match feature {
                    PlaceFeature::Nearness | PlaceFeature::NearAgain => near(gazetteer, *nearest),
                    PlaceFeature::Admin1Company | PlaceFeature::Admin1Again => {
                        same_region(gazetteer, place, *neighbour)
                    }
                    feature => words(gazetteer, *feature, place),
                };
                let mut said: Vec<String> = Vec::new();
                for words in by.iter().flatten().map(of) {
                    if !said.contains(&words) {
                        said.push(words);
                    }
                }
                said
            }
        }
    }
}

fn words(gazetteer: &Gazetteer, feature: PlaceFeature, place: &Place<'_>) -> String {
    use PlaceFeature as F;
    let kind = place.kind.as_str().replace('_', " ");
    match feature {
        F::Population => format!("population {}", grouped(place.population)),
        F::Region => "in Central Asia or Afghanistan".to_owned(),
        F::Preferred => "its usual name".to_owned(),
        F::Historic => "a historic name".to_owned(),
        F::Generated => "a derived spelling".to_owned(),
        F::KindFits => format!("the text speaks of a place of this kind: {kind}"),
        F::KindClashes => format!("the text speaks of another kind of place than {kind}"),
        F::InsideNext => "in the region or country named next".to_owned(),
        F::AroundBefore => "the place named before lies in it".to_owned(),
        F::CountryCompany | F::CountryAgain => format!(
            "other places of this text are in {}",
            country(gazetteer, place)
        ),
        F::Admin2Again => "other places of this text are in the same district".to_owned(),
        F::Own => "your own place".to_owned(),
        F::Reference => "known only from an imported list".to_owned(),
        F::SameName | F::SameNameInside => "so called elsewhere in this text".to_owned(),
        _ => kind,
    }
}

fn country<'g>(gazetteer: &'g Gazetteer, place: &Place<'g>) -> &'g str {
    let country = gazetteer.by_code(place.country);
    country.map_or(place.country, |country| gazetteer.place(country).name)
}

fn same_region(gazetteer: &Gazetteer, place: &Place<'_>, neighbour: Option<PlaceIndex>) -> String {
    let region = || {
        gazetteer
            .by_code(place.admin1)
            .map(|region| gazetteer.place(region).name)
    };
    match neighbour {
        Some(neighbour) => format!(
            "same region as {} in this text",
            gazetteer.place(neighbour).name
        ),
        None => format!(
            "other places of this text are in {}",
            region().unwrap_or(place.name)
        ),
    }
}

fn near(gazetteer: &Gazetteer, nearest: Option<(PlaceIndex, f64)>) -> String {
    let Some((anchor, distance_m)) = nearest else {
        return "near other places of this text".to_owned();
    };
    format!(
        "{:.0} km from {} in this text",
        distance_m / 1000.0,
        gazetteer.place(anchor).name
    )
}

/// A number with a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [0, 999, 1000, 2_571_668].map(grouped),
            ["0", "999", "1,000", "2,571,668"]
        );
    }
}
