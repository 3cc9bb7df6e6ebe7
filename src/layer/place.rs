use serde::Serialize;

use super::Feature;
use crate::gazetteer::{Gazetteer, NameEntry, NameKind, Place, PlaceIndex};

/// The names of the properties that every place has, in the order in which they are written.
pub const PLACE_PROPERTIES: [&str; 15] = [
    "id",
    "name",
    "name_ru",
    "name_uz",
    "kind",
    "country",
    "admin1",
    "admin1_code",
    "admin2",
    "admin2_code",
    "code",
    "population",
    "uncertainty_m",
    "names",
    "source",
];

/// A place's properties, in the order of [`PLACE_PROPERTIES`]. What is not known is null.
#[derive(Debug, Serialize)]
pub struct PlaceProperties<'g> {
    id: &'g str,
    name: &'g str,
    name_ru: Option<&'g str>,
    name_uz: Option<&'g str>,
    kind: &'static str,
    country: Option<&'g str>,
    admin1: Option<&'g str>,
    admin1_code: Option<&'g str>,
    admin2: Option<&'g str>,
    admin2_code: Option<&'g str>,
    code: Option<&'g str>,
    population: Option<u64>,
    uncertainty_m: u32,
    names: String,
    source: &'g str,
}

impl<'g> Feature<'g, PlaceProperties<'g>> {
    /// A place of the gazetteer as a feature at its central point.
    ///
    /// ```
    /// use zij::{gazetteer::Gazetteer, layer::Feature};
    /// let gazetteer = Gazetteer::bundled();
    /// let osh = gazetteer.by_id("geonames:1527534").expect("Osh is bundled");
    /// let osh = Feature::of_place(gazetteer, osh);
    /// assert_eq!(osh.coordinates(), Some([72.7985, 40.52828]));
    /// ```
    #[must_use]
    pub fn of_place(gazetteer: &'g Gazetteer, index: PlaceIndex) -> Self {
        let place = gazetteer.place(index);
        let properties = PlaceProperties::of(gazetteer, index, &place);
        Self::new(Some(place.id), Some(place.position), properties)
    }
}

impl<'g> PlaceProperties<'g> {
    fn of(gazetteer: &'g Gazetteer, index: PlaceIndex, place: &Place<'g>) -> Self {
        let region = |code: &str| {
            let region = gazetteer.by_code(code)?;
            Some(gazetteer.place(region).name)
        };
        let usual = |lang| {
            let is_usual =
                |name: &NameEntry<'_>| name.lang == lang && name.kind == NameKind::Preferred;
            gazetteer.names(index).find(is_usual).map(|name| name.text)
        };
        Self {
            id: place.id,
            name: place.name,
            name_ru: usual("ru"),
            name_uz: usual("uz"),
            kind: place.kind.as_str(),
            country: known(place.country),
            admin1: region(place.admin1),
            admin1_code: known(place.admin1),
            admin2: region(place.admin2),
            admin2_code: known(place.admin2),
            code: known(place.code),
            population: (place.population > 0).then_some(place.population),
            uncertainty_m: place.uncertainty_m,
            names: all_names(gazetteer, index),
            source: place.source,
        }
    }
}

fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Every name once, separated by `; `.
fn all_names(gazetteer: &Gazetteer, index: PlaceIndex) -> String {
    let mut names: Vec<&str> = vec![];
    for name in gazetteer.names(index) {
        if !names.contains(&name.text) {
            names.push(name.text);
        }
    }
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_properties_are_written_in_their_order_and_what_is_unknown_is_null() {
        let gazetteer = Gazetteer::bundled();
        let base = gazetteer.by_id("zij:khanabad-air-base").unwrap();
        let feature = serde_json::to_value(Feature::of_place(gazetteer, base)).unwrap();
        let properties = feature["properties"].as_object().unwrap();
        assert!(properties.keys().eq(PLACE_PROPERTIES));
        assert_eq!(
            feature["geometry"]["coordinates"],
            json!([65.9215, 38.8336])
        );
        let told = [
            "kind",
            "country",
            "admin1",
            "admin1_code",
            "admin2",
            "population",
        ];
        assert_eq!(
            told.map(|name| properties[name].clone()),
            [
                json!("air_base"),
                json!("UZ"),
                json!("Qashqadaryo Region"),
                json!("UZ-QA"),
                json!(null),
                json!(null)
            ]
        );
    }

    #[test]
    fn a_name_that_two_languages_share_is_told_once() {
        let gazetteer = Gazetteer::bundled();
        for index in gazetteer.places().step_by(97) {
            let names = all_names(gazetteer, index);
            let mut told: Vec<_> = names.split("; ").collect();
            told.sort_unstable();
            assert!(told.windows(2).all(|pair| pair[0] != pair[1]), "{names}");
        }
    }
}
