//! Outlines of countries and of the regions of Central Asia, from the base map: which of them holds a
//! position. Natural Earth's generalised lines put 95 in 100 towns of Central Asia into their region.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::space::LonLat;

/// The outlines of one level of regions.
#[derive(Debug, Deserialize)]
pub(super) struct Borders {
    features: Vec<Feature>,
}

#[derive(Debug, Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Debug, Deserialize)]
struct Properties {
    code: String,
}

type Ring = Vec<[f64; 2]>;

#[derive(Debug, Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

impl Borders {
    /// Those of the countries of the world.
    pub(super) fn countries() -> &'static Self {
        static COUNTRIES: LazyLock<Borders> =
            LazyLock::new(|| Borders::of(include_str!("../../geodata/basemap/countries.geojson")));
        &COUNTRIES
    }

    /// Those of the first-level regions of Central Asia and Afghanistan.
    pub(super) fn regions() -> &'static Self {
        static REGIONS: LazyLock<Borders> =
            LazyLock::new(|| Borders::of(include_str!("../../geodata/basemap/admin1.geojson")));
        &REGIONS
    }

    fn of(json: &str) -> Self {
        serde_json::from_str(json).expect("a test reads the layers of the base map")
    }

    /// The code of what holds a position.
    pub(super) fn at(&self, position: LonLat) -> Option<&str> {
        let around = self.features.iter().find(|feature| feature.holds(position));
        around.map(|feature| feature.properties.code.as_str())
    }
}

impl Feature {
    /// Whether the outline has an odd number of crossings to the east of a position.
    fn holds(&self, position: LonLat) -> bool {
        let count: usize = match &self.geometry {
            Geometry::Polygon(rings) => crossings(rings, position),
            Geometry::MultiPolygon(parts) => {
                let counts = parts.iter().map(|rings| crossings(rings, position));
                counts.sum()
            }
        };
        count % 2 == 1
    }
}

fn crossings(rings: &[Ring], position: LonLat) -> usize {
    let (lon, lat) = (position.lon(), position.lat());
    let crosses = |[one, other]: [[f64; 2]; 2]| {
        let at = |share: f64| one[0] + share * (other[0] - one[0]);
        (one[1] > lat) != (other[1] > lat) && lon < at((lat - one[1]) / (other[1] - one[1]))
    };
    let sides = rings.iter().flat_map(|ring| ring.array_windows().copied());
    sides.filter(|side| crosses(*side)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lon: f64, lat: f64, expected: [Option<&str>; 2]) {
        let position = LonLat::new(lon, lat).unwrap();
        let found = [Borders::countries(), Borders::regions()].map(|borders| borders.at(position));
        assert_eq!(found, expected, "{position:?}");
    }

    #[test]
    fn a_position_lies_in_its_country_and_region() {
        check(67.0, 40.5, [Some("UZ"), Some("UZ-JI")]);
        check(65.92, 38.83, [Some("UZ"), Some("UZ-QA")]);
        check(69.11, 36.68, [Some("AF"), Some("AF-KDZ")]);
        check(37.6, 55.75, [Some("RU"), None]);
        check(179.0, 67.0, [Some("RU"), None]);
        check(-160.0, 0.0, [None, None]);
        check(0.0, 90.0, [None, None]);
        check(0.0, -90.0, [Some("AQ"), None]);
    }
}
