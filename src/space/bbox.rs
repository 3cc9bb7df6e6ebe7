use std::str::FromStr;

use super::{Crs, LonLat, SpaceError};

/// The mean radius of the Earth in metres, as distances are measured with.
///
/// Source: Moritz, Geodetic Reference System 1980, Journal of Geodesy 74 (2000), R1.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A box between two parallels and two meridians, in WGS 84 degrees; all four edges belong to it.
///
/// A west edge east of the east edge means that the box crosses the antimeridian (RFC 7946, section
/// 5.2).
///
/// ```
/// use zij::space::{Bbox, LonLat};
/// let across: Bbox = "170,-50,-170,-30".parse()?;
/// assert!(across.contains(LonLat::new(-175.0, -40.0)?));
/// assert_eq!(across.parts().count(), 2);
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    south_west: LonLat,
    north_east: LonLat,
}

impl Bbox {
    /// The whole globe.
    pub const WORLD: Self = Self {
        south_west: LonLat {
            lon: -180.0,
            lat: -90.0,
        },
        north_east: LonLat {
            lon: 180.0,
            lat: 90.0,
        },
    };

    /// A box from its edges in degrees.
    ///
    /// # Errors
    ///
    /// When an edge is out of range or the south is north of the north.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Result<Self, SpaceError> {
        Self::between(LonLat::new(west, south)?, LonLat::new(east, north)?)
    }

    /// A box from its south-western and its north-eastern corner.
    ///
    /// # Errors
    ///
    /// When the first lies north of the second.
    pub fn between(south_west: LonLat, north_east: LonLat) -> Result<Self, SpaceError> {
        let (south, north) = (south_west.lat, north_east.lat);
        if south > north {
            return Err(SpaceError::BboxUpsideDown { south, north });
        }
        Ok(Self {
            south_west,
            north_east,
        })
    }

    /// A box of four numbers, or six with heights, separated by commas, in the order and unit of a
    /// reference system: its lower corner, then its upper.
    ///
    /// # Errors
    ///
    /// When it has another count of numbers, or they are not on the globe or upside down.
    pub fn read(text: &str, crs: Crs) -> Result<Self, SpaceError> {
        let numbers = text.split(',').enumerate().map(number);
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        match numbers[..] {
            [a, b, c, d] | [a, b, _, c, d, _] => {
                Self::between(crs.position([a, b])?, crs.position([c, d])?)
            }
            _ => Err(SpaceError::BboxLength(numbers.len())),
        }
    }

    /// A box that holds every position within so many metres of a center, and few others.
    ///
    /// Source: Bronshtein, Handbook of Mathematics, section 3.4.1: the meridian that touches a circle of
    /// radius r around latitude b is asin(sin r / cos b) away.
    #[must_use]
    pub fn of_circle(center: LonLat, radius_m: f64) -> Self {
        // A breath more than the radius, so that rounding loses no position on the edge.
        let radius = radius_m / EARTH_RADIUS_M + 1e-9;
        let lat = center.lat.to_radians();
        let [south, north] =
            [lat - radius, lat + radius].map(|lat| lat.to_degrees().clamp(-90.0, 90.0));
        let holds_pole = south <= -90.0 || north >= 90.0;
        let reach = (radius.sin() / lat.cos()).asin().to_degrees();
        let (west, east) = (center.lon - reach, center.lon + reach);
        let turned = |lon: f64| match lon {
            lon if lon < -180.0 => lon + 360.0,
            lon if lon > 180.0 => lon - 360.0,
            lon => lon,
        };
        let [west, east] = if holds_pole || reach.is_nan() {
            [-180.0, 180.0]
        } else {
            [turned(west), turned(east)]
        };
        Self {
            south_west: LonLat {
                lon: west,
                lat: south,
            },
            north_east: LonLat {
                lon: east,
                lat: north,
            },
        }
    }

    /// The smallest box around all positions that does not cross the antimeridian; none around none.
    pub fn around(positions: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        positions.into_iter().fold(None, |around, at| match around {
            None => Some(Self {
                south_west: at,
                north_east: at,
            }),
            Some(bbox) => Some(bbox.extended_to(at)),
        })
    }

    /// The smallest box around this one and the position.
    #[must_use]
    pub fn extended_to(self, at: LonLat) -> Self {
        let (low, high) = (self.south_west, self.north_east);
        Self {
            south_west: LonLat {
                lon: low.lon.min(at.lon),
                lat: low.lat.min(at.lat),
            },
            north_east: LonLat {
                lon: high.lon.max(at.lon),
                lat: high.lat.max(at.lat),
            },
        }
    }

    /// West, south, east and north in degrees, as `GeoJSON` writes a box.
    #[must_use]
    pub fn edges(self) -> [f64; 4] {
        [
            self.south_west.lon,
            self.south_west.lat,
            self.north_east.lon,
            self.north_east.lat,
        ]
    }

    /// Whether the position lies in the box or on its edge.
    #[must_use]
    pub fn contains(self, at: LonLat) -> bool {
        self.parts().any(|[west, south, east, north]| {
            west <= at.lon && at.lon <= east && south <= at.lat && at.lat <= north
        })
    }

    /// How far a position lies outside the box, in metres; 0 inside and on its edge. It is measured to the
    /// point of the box that is nearest in degrees, which at high latitudes may not be the nearest in metres.
    #[must_use]
    pub fn distance_m(self, at: LonLat) -> f64 {
        let to_part = |[west, south, east, north]: [f64; 4]| {
            let lat = at.lat.clamp(south, north);
            let edge = |lon| at.distance_m(LonLat { lon, lat });
            if (west..=east).contains(&at.lon) {
                edge(at.lon)
            } else {
                edge(west).min(edge(east))
            }
        };
        self.parts().map(to_part).fold(f64::INFINITY, f64::min)
    }

    /// The box as at most two boxes that do not cross the antimeridian.
    pub fn parts(self) -> impl Iterator<Item = [f64; 4]> {
        let edges = |[low, high]: [LonLat; 2]| [low.lon, low.lat, high.lon, high.lat];
        self.corners().map(edges)
    }

    /// The south-western and the north-eastern corner of each of the [`Bbox::parts`].
    pub fn corners(self) -> impl Iterator<Item = [LonLat; 2]> {
        let (low, high) = (self.south_west, self.north_east);
        let parts = if low.lon <= high.lon {
            [Some([low, high]), None]
        } else {
            [
                Some([low, LonLat { lon: 180.0, ..high }]),
                Some([LonLat { lon: -180.0, ..low }, high]),
            ]
        };
        parts.into_iter().flatten()
    }
}

/// Reads the `bbox` parameter of OGC API - Features: four numbers, or six with heights, which are
/// passed over because events have none.
impl FromStr for Bbox {
    type Err = SpaceError;

    fn from_str(text: &str) -> Result<Self, SpaceError> {
        Self::read(text, Crs::Crs84)
    }
}

fn number((at, text): (usize, &str)) -> Result<f64, SpaceError> {
    let wrong = |_| SpaceError::BboxNumber {
        part: at + 1,
        value: text.to_owned(),
    };
    text.trim().parse().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let actual = match input.parse::<Bbox>() {
            Ok(bbox) => format!("{:?}", bbox.parts().collect::<Vec<_>>()),
            Err(error) => format!("error: {error}"),
        };
        assert_eq!(actual, expected, "{input}");
    }

    #[test]
    fn parses_boxes_and_names_what_is_wrong() {
        check("56,37,73,46", "[[56.0, 37.0, 73.0, 46.0]]");
        check(" 56, 37,73 ,46", "[[56.0, 37.0, 73.0, 46.0]]");
        check("56,37,0,73,46,9000", "[[56.0, 37.0, 73.0, 46.0]]");
        check(
            "170,-50,-170,-30",
            "[[170.0, -50.0, 180.0, -30.0], [-180.0, -50.0, -170.0, -30.0]]",
        );
        check("0,0,0,0", "[[0.0, 0.0, 0.0, 0.0]]");
        check(
            "56,46,73,37",
            "error: bbox has its south (46) north of its north (37)",
        );
        check(
            "NaN,0,0,0",
            "error: longitude NaN is outside -180..=180 degrees",
        );
        check(
            "0,0,inf,0",
            "error: longitude inf is outside -180..=180 degrees",
        );
        check(
            "0,0,1",
            "error: bbox has 3 numbers, expected 4 (west,south,east,north) or 6 (with heights)",
        );
        check(
            "",
            "error: bbox part 1 is \"\", expected a number of degrees",
        );
        check(
            "56,x,73,46",
            "error: bbox part 2 is \"x\", expected a number of degrees",
        );
    }

    #[test]
    fn a_box_holds_its_edges_and_reaches_over_the_antimeridian() {
        let across: Bbox = "170,-50,-170,-30".parse().unwrap();
        let holds = |lon, lat| across.contains(LonLat::new(lon, lat).unwrap());
        assert!(holds(180.0, -40.0) && holds(-180.0, -40.0) && holds(170.0, -50.0));
        assert!(!holds(0.0, -40.0) && !holds(175.0, -29.0));
    }

    proptest! {
        #[test]
        fn a_circle_lies_in_its_box(
            lon in -180.0..=180.0_f64, lat in -90.0..=90.0_f64,
            other_lon in -180.0..=180.0_f64, other_lat in -90.0..=90.0_f64,
        ) {
            let center = LonLat::new(lon, lat).unwrap();
            let other = LonLat::new(other_lon, other_lat).unwrap();
            let near = LonLat::new((lon + other_lon * 1e-3).clamp(-180.0, 180.0), (lat + other_lat * 1e-3).clamp(-90.0, 90.0));
            for edge in [other, near.unwrap()] {
                prop_assert!(Bbox::of_circle(center, center.distance_m(edge)).contains(edge));
            }
        }
    }

    #[test]
    fn a_box_around_positions_touches_the_outermost() {
        let positions = [(69.2, 41.3), (72.3, 40.8), (65.9, 38.8)];
        let around = Bbox::around(positions.map(|(lon, lat)| LonLat::new(lon, lat).unwrap()));
        assert_eq!(around.map(Bbox::edges), Some([65.9, 38.8, 72.3, 41.3]));
        assert_eq!(Bbox::around([]), None);
    }
}
