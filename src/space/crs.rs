use std::{f64::consts::PI, fmt, str::FromStr};

use super::{LonLat, SpaceError, Unit, mercator};

/// Half the side of the Web Mercator square in metres: pi times the major axis of WGS 84.
const MERCATOR_HALF_M: f64 = PI * 6_378_137.0;

/// A coordinate reference system in which positions are asked for and answered.
///
/// ```
/// use zij::space::{Crs, LonLat};
/// let latitude_first: Crs = "http://www.opengis.net/def/crs/EPSG/0/4326".parse()?;
/// assert_eq!(latitude_first.position([41.3, 69.25])?, LonLat::new(69.25, 41.3)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Crs {
    /// OGC CRS84: WGS 84 degrees, longitude first. What everything inside Zij is in.
    #[default]
    Crs84,
    /// EPSG:4326: WGS 84 degrees, latitude first.
    Epsg4326,
    /// EPSG:3857: Web Mercator metres, easting first.
    Epsg3857,
}

impl Crs {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Crs84, Self::Epsg4326, Self::Epsg3857];

    /// Its address, by which OGC API names it.
    #[must_use]
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// Its short name, between square brackets.
    fn curie(self) -> &'static str {
        match self {
            Self::Crs84 => "[OGC:CRS84]",
            Self::Epsg4326 => "[EPSG:4326]",
            Self::Epsg3857 => "[EPSG:3857]",
        }
    }

    /// The position of two coordinates in their order.
    ///
    /// # Errors
    ///
    /// When they are not on the globe.
    pub fn position(self, [first, second]: [f64; 2]) -> Result<LonLat, SpaceError> {
        match self {
            Self::Crs84 => LonLat::new(first, second),
            Self::Epsg4326 => LonLat::new(second, first),
            Self::Epsg3857 => {
                let unit = |metres: f64| metres / (2.0 * MERCATOR_HALF_M);
                let lon = mercator::lon_of(unit(first) + 0.5);
                // A coordinate of the very edge may land beyond it by the rounding of a double.
                let lon = if lon.abs() < 180.0 + 1e-9 {
                    lon.clamp(-180.0, 180.0)
                } else {
                    lon
                };
                LonLat::new(lon, mercator::lat_of(0.5 - unit(second)))
            }
        }
    }

    /// The coordinates of a position in their order; beyond the Web Mercator square those of its edge.
    #[must_use]
    pub fn coordinates(self, at: LonLat) -> [f64; 2] {
        match self {
            Self::Crs84 => [at.lon(), at.lat()],
            Self::Epsg4326 => [at.lat(), at.lon()],
            Self::Epsg3857 => {
                let Unit { x, y } = mercator::unit_of(at);
                [x - 0.5, 0.5 - y].map(|part| part * 2.0 * MERCATOR_HALF_M)
            }
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.uri())
    }
}

impl FromStr for Crs {
    type Err = SpaceError;

    fn from_str(text: &str) -> Result<Self, SpaceError> {
        let named = |crs: &Self| text == crs.uri() || text.eq_ignore_ascii_case(crs.curie());
        let found = Self::ALL.into_iter().find(named);
        found.ok_or_else(|| SpaceError::Crs(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(crs: &str, given: [f64; 2], expected: &str) {
        let read = crs.parse::<Crs>().and_then(|crs| crs.position(given));
        let actual = match read {
            Ok(at) => format!("{:.4} {:.4}", at.lon(), at.lat()),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected, "{crs} {given:?}");
    }

    #[test]
    fn each_system_has_its_own_order_and_unit() {
        let [lonlat, latlon, metres] = Crs::ALL.map(Crs::uri);
        check(lonlat, [69.25, 41.3], "69.2500 41.3000");
        check(latlon, [41.3, 69.25], "69.2500 41.3000");
        check("[epsg:4326]", [41.3, 69.25], "69.2500 41.3000");
        // echo "69.25 41.3" | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:3857
        check(metres, [7_708_874.737, 5_056_692.809], "69.2500 41.3000");
        check(metres, [0.0, 0.0], "0.0000 0.0000");
        check(latlon, [69.25, 141.3], "141.3000 69.2500");
        check(
            latlon,
            [141.3, 69.25],
            "latitude 141.3 is outside -90..=90 degrees",
        );
        check(
            metres,
            [2.1e7, 0.0],
            "longitude 188.6462096650995 is outside -180..=180 degrees",
        );
        check(
            "EPSG:4326",
            [0.0, 0.0],
            "crs is \"EPSG:4326\", expected http://www.opengis.net/def/crs/OGC/1.3/CRS84, \
             http://www.opengis.net/def/crs/EPSG/0/4326 or http://www.opengis.net/def/crs/EPSG/0/3857",
        );
    }

    proptest! {
        #[test]
        fn a_position_comes_back(lon in -180.0..=180.0_f64, lat in -85.0..=85.0_f64) {
            let at = LonLat::new(lon, lat).unwrap();
            for crs in Crs::ALL {
                let back = crs.position(crs.coordinates(at)).unwrap();
                prop_assert!((back.lon() - lon).abs() < 1e-9 && (back.lat() - lat).abs() < 1e-9);
            }
        }
    }
}
