use std::f64::consts::PI;

use super::LonLat;

/// The latitude in degrees at which the Web Mercator square ends: `atan(sinh(pi))`.
///
/// Source: OGC Two Dimensional Tile Matrix Set 2.0, annex D.1 (`WebMercatorQuad`),
/// <https://docs.ogc.org/is/17-083r4/17-083r4.html>.
pub const LATITUDE_MAX: f64 = 85.051_128_779_806_59;

/// A position in the Web Mercator square, scaled to 0..1: x grows eastwards, y grows southwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// 0 at the antimeridian's east side, 1 at its west side.
    pub x: f64,
    /// 0 at the northern edge of the square, 1 at the southern.
    pub y: f64,
}

/// Projects a position into the unit square (EPSG:3857, scaled and turned). Positions beyond
/// [`LATITUDE_MAX`] land on the edge, so that the poles stay reachable on the map.
pub(super) fn unit_of(at: LonLat) -> Unit {
    let lat = at.lat().clamp(-LATITUDE_MAX, LATITUDE_MAX).to_radians();
    let y = 0.5 - lat.tan().asinh() / (2.0 * PI);
    Unit {
        x: at.lon() / 360.0 + 0.5,
        y: y.clamp(0.0, 1.0),
    }
}

/// The cell of a position in a grid of 2^32 columns and rows over the Web Mercator square, at most 1 cm
/// wide: the column counted eastwards, the row southwards. Its leading bits are the column and row of
/// the tile that holds the position, at any zoom.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a unit position is in 0..=1; a cast beyond the last cell ends in the last cell"
)]
pub fn grid_of(at: LonLat) -> [u32; 2] {
    let unit = unit_of(at);
    [unit.x, unit.y].map(|part| (part * GRID_CELLS) as u32)
}

/// The number of columns, and of rows, of the grid of [`grid_of`].
pub const GRID_CELLS: f64 = 4_294_967_296.0;

impl Unit {
    /// The position in degrees; numbers beyond the square are taken to its edge.
    #[must_use]
    pub fn position(self) -> LonLat {
        let [x, y] = [self.x, self.y].map(|part| part.clamp(0.0, 1.0));
        LonLat::new(lon_of(x), lat_of(y)).unwrap_or(LonLat::ORIGIN)
    }
}

/// The longitude in degrees of an x in the unit square.
pub(super) fn lon_of(x: f64) -> f64 {
    (x - 0.5) * 360.0
}

/// The latitude in degrees of a y in the unit square.
pub(super) fn lat_of(y: f64) -> f64 {
    (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_known_positions() {
        let unit = |lon, lat| unit_of(LonLat::new(lon, lat).unwrap());
        assert_eq!(unit(0.0, 0.0), Unit { x: 0.5, y: 0.5 });
        let corners = [unit(-180.0, 90.0), unit(180.0, -90.0)];
        let apart = |a: f64, b: f64| (a - b).abs() > 1e-12;
        let off = |unit: Unit, edge: f64| apart(unit.x, edge) || apart(unit.y, edge);
        assert!(!off(corners[0], 0.0) && !off(corners[1], 1.0));
    }

    #[test]
    fn unprojects_what_it_projected() {
        for lat in [-85.0, -41.3, 0.0, 38.8336, 85.0] {
            let unit = unit_of(LonLat::new(65.9215, lat).unwrap());
            assert!((lat_of(unit.y) - lat).abs() < 1e-9, "{lat}");
            assert!((lon_of(unit.x) - 65.9215).abs() < 1e-9);
        }
    }
}
