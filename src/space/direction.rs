use std::cmp::Ordering;

use super::LonLat;

/// The mean radius of the Earth in metres, as [`LonLat::distance_m`] has it: R1 of the IUGG's 1980
/// geodetic reference system.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Where a position lies as seen from the Earth's centre: a unit vector. To measure from one position to
/// many, it saves the sines and cosines of every pair.
///
/// ```
/// use zij::space::{Direction, LonLat};
/// let [osh, andijan] = [LonLat::new(72.79, 40.52)?, LonLat::new(72.34, 40.78)?];
/// let distance_m = Direction::of(osh).distance_m(Direction::of(andijan));
/// assert!((distance_m - osh.distance_m(andijan)).abs() < 1e-3);
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction([f64; 3]);

impl Direction {
    /// The direction of a position.
    #[must_use]
    pub fn of(position: LonLat) -> Self {
        let (lon_sin, lon_cos) = position.lon().to_radians().sin_cos();
        let (lat_sin, lat_cos) = position.lat().to_radians().sin_cos();
        Self([lat_cos * lon_cos, lat_cos * lon_sin, lat_sin])
    }

    /// Great-circle distance in metres, on the sphere of the Earth's mean radius.
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let half_chord = self.chord_squared(other).sqrt() / 2.0;
        2.0 * EARTH_RADIUS_M * half_chord.min(1.0).asin()
    }

    /// Which of two others is nearer: cheaper than their distances.
    #[must_use]
    pub fn cmp_distance(self, one: Self, other: Self) -> Ordering {
        self.chord_squared(one)
            .total_cmp(&self.chord_squared(other))
    }

    fn chord_squared(self, other: Self) -> f64 {
        let parts = self.0.iter().zip(other.0);
        parts
            .map(|(one, other)| (one - other) * (one - other))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nearer_is_less() {
        let at = |lon, lat| Direction::of(LonLat::new(lon, lat).unwrap());
        let (fiji, samoa, osh) = (at(179.9, -17.0), at(-172.0, -13.8), at(72.79, 40.52));
        assert_eq!(fiji.cmp_distance(samoa, osh), Ordering::Less);
        assert_eq!(osh.cmp_distance(osh, osh), Ordering::Equal);
        assert!(osh.distance_m(osh) < 1e-9);
    }

    proptest! {
        #[test]
        fn distances_are_those_of_positions(
            (a, b) in (-180.0..=180.0, -90.0..=90.0),
            (c, d) in (-180.0..=180.0, -90.0..=90.0),
        ) {
            let [one, other] = [LonLat::new(a, b).unwrap(), LonLat::new(c, d).unwrap()];
            let distance_m = Direction::of(one).distance_m(Direction::of(other));
            prop_assert!((distance_m - one.distance_m(other)).abs() < 0.5);
        }
    }
}
