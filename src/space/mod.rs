//! Where: positions, boxes, and the tiles of the Web Mercator square.
//!
//! Everything here is WGS 84 in degrees with the longitude first (OGC CRS84), unless a name says Web
//! Mercator. A number that has become a [`LonLat`], [`Bbox`] or [`Tile`] needs no further check.

mod bbox;
mod crs;
mod direction;
mod geometry;
mod mercator;
mod shape;
mod tile;

pub use bbox::Bbox;
pub use crs::Crs;
pub use direction::Direction;
pub use geometry::{decode_point, encode_point};
pub use mercator::{GRID_CELLS, LATITUDE_MAX, Unit, grid_of};
pub use shape::{Relation, Shape};
pub use tile::{TILE_ZOOM_MAX, Tile};

use geo::{Distance, Haversine, Point};

/// What is wrong with a number, a box or a tile address.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SpaceError {
    /// A longitude out of range or not a number.
    #[error("longitude {0} is outside -180..=180 degrees")]
    Longitude(f64),
    /// A latitude out of range or not a number.
    #[error("latitude {0} is outside -90..=90 degrees")]
    Latitude(f64),
    /// A box given with a count of numbers that is neither four nor six.
    #[error("bbox has {0} numbers, expected 4 (west,south,east,north) or 6 (with heights)")]
    BboxLength(usize),
    /// A part of a box that is no number.
    #[error("bbox part {part} is {value:?}, expected a number of degrees")]
    BboxNumber {
        /// Which part, counted from 1.
        part: usize,
        /// The part as written.
        value: String,
    },
    /// A coordinate reference system that is not spoken.
    #[error(
        "crs is {0:?}, expected {crs84}, {latlon} or {mercator}",
        crs84 = Crs::Crs84, latlon = Crs::Epsg4326, mercator = Crs::Epsg3857
    )]
    Crs(String),
    /// A box upside down.
    #[error("bbox has its south ({south}) north of its north ({north})")]
    BboxUpsideDown {
        /// The southern edge as given, in degrees.
        south: f64,
        /// The northern edge as given, in degrees.
        north: f64,
    },
    /// A zoom beyond the deepest served.
    #[error("tile zoom {zoom} is beyond {TILE_ZOOM_MAX}")]
    TileZoom {
        /// The zoom as given.
        zoom: u32,
    },
    /// A column or row beyond the edge of its zoom.
    #[error("tile {axis} {value} is beyond {max} at zoom {zoom}")]
    TileIndex {
        /// `column` or `row`.
        axis: &'static str,
        /// The index as given.
        value: u32,
        /// The last index of that zoom.
        max: u32,
        /// The zoom.
        zoom: u8,
    },
}

/// A position on the WGS 84 ellipsoid (OGC CRS84): longitude first, both in degrees.
///
/// Every value has been checked: `-180 <= lon <= 180`, `-90 <= lat <= 90`, and neither is NaN.
///
/// ```
/// use zij::space::LonLat;
/// let tashkent = LonLat::new(69.2163, 41.2646)?;
/// let andijan = LonLat::new(72.3442, 40.7821)?;
/// assert_eq!((tashkent.distance_m(andijan) / 1000.0).round(), 268.0);
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

impl LonLat {
    /// Where the equator meets the meridian of Greenwich.
    pub const ORIGIN: Self = Self { lon: 0.0, lat: 0.0 };

    /// A checked position.
    ///
    /// # Errors
    ///
    /// When either number is out of range or NaN. Out-of-range longitudes are not wrapped: they are
    /// swapped columns far more often than a second lap around the globe.
    pub fn new(lon: f64, lat: f64) -> Result<Self, SpaceError> {
        if !(-180.0..=180.0).contains(&lon) {
            return Err(SpaceError::Longitude(lon));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(SpaceError::Latitude(lat));
        }
        Ok(Self { lon, lat })
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Great-circle distance in metres, on the sphere of the Earth's mean radius (haversine).
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        Haversine.distance(
            Point::new(self.lon, self.lat),
            Point::new(other.lon, other.lat),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lon: f64, lat: f64, expected: &str) {
        let actual = match LonLat::new(lon, lat) {
            Ok(position) => format!("{} {}", position.lon(), position.lat()),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn positions_are_checked_and_never_wrapped() {
        check(69.2163, 41.2646, "69.2163 41.2646");
        check(-180.0, 90.0, "-180 90");
        check(180.1, 0.0, "longitude 180.1 is outside -180..=180 degrees");
        check(41.2, 95.0, "latitude 95 is outside -90..=90 degrees");
        check(f64::NAN, 0.0, "longitude NaN is outside -180..=180 degrees");
    }
}
