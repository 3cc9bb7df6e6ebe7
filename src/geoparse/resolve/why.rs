//! The reasons of a candidate's score, in words.

use crate::gazetteer::{Gazetteer, Place};

use super::{PlaceFeature, Weight, company::Company};
use crate::geoparse::linear::Linear;

/// How many reasons a candidate keeps.
const REASONS_MAX: usize = 4;
/// A feature that moves the score by less is no reason.
const MOVES_MIN: f64 = 0.2;

/// The features that moved the score most, in words, the strongest first.
pub(super) fn reasons(
    gazetteer: &Gazetteer,
    model: &Linear<PlaceFeature>,
    weight: &Weight,
    company: &Company<'_>,
) -> Vec<String> {
    let place = gazetteer.place(weight.place);
    let moves = |(feature, value): &(PlaceFeature, f64)| model.weight(*feature) * value;
    let mut values: Vec<&(PlaceFeature, f64)> = weight
        .values
        .iter()
        .filter(|value| moves(value).abs() >= MOVES_MIN)
        .collect();
    values.sort_by(|a, b| moves(b).abs().total_cmp(&moves(a).abs()));
    let words = values
        .into_iter()
        .map(|(feature, _)| words(gazetteer, *feature, &place, weight, company));
    words.take(REASONS_MAX).collect()
}

fn words(
    gazetteer: &Gazetteer,
    feature: PlaceFeature,
    place: &Place<'_>,
    weight: &Weight,
    company: &Company<'_>,
) -> String {
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
        F::CountryCompany => format!(
            "other places of this text are in {}",
            country(gazetteer, place)
        ),
        F::Admin1Company => format!(
            "other places of this text are in {}",
            admin1(gazetteer, place)
        ),
        F::Nearness => near(gazetteer, weight, company),
        F::SameName => "so called elsewhere in this text".to_owned(),
        _ => kind,
    }
}

fn country<'g>(gazetteer: &'g Gazetteer, place: &Place<'g>) -> &'g str {
    let country = gazetteer.by_code(place.country);
    country.map_or(place.country, |country| gazetteer.place(country).name)
}

fn admin1<'g>(gazetteer: &'g Gazetteer, place: &Place<'g>) -> &'g str {
    gazetteer
        .by_code(place.admin1)
        .map_or(place.admin1, |admin1| gazetteer.place(admin1).name)
}

fn near(gazetteer: &Gazetteer, weight: &Weight, company: &Company<'_>) -> String {
    let Some((anchor, distance_m)) = company.nearest(weight.place) else {
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
