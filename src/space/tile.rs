use super::{Bbox, LonLat, SpaceError, grid_of, mercator};

/// The deepest zoom served: at the equator a pixel of a 256-pixel tile is then 4 cm.
pub const TILE_ZOOM_MAX: u8 = 22;

/// The address of a tile in `WebMercatorQuad`: row 0 is the northernmost, column 0 the westernmost.
///
/// Source: OGC Two Dimensional Tile Matrix Set 2.0, annex D.1,
/// <https://docs.ogc.org/is/17-083r4/17-083r4.html>.
///
/// ```
/// use zij::space::{LonLat, Tile};
/// let tile = Tile::at(LonLat::new(69.2163, 41.2646)?, 8)?;
/// assert_eq!((tile.column(), tile.row()), (177, 95));
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    zoom: u8,
    column: u32,
    row: u32,
}

impl Tile {
    /// A checked address.
    ///
    /// # Errors
    ///
    /// When the zoom is beyond [`TILE_ZOOM_MAX`], or the column or row beyond the zoom's edge.
    pub fn new(zoom: u32, column: u32, row: u32) -> Result<Self, SpaceError> {
        let checked = u8::try_from(zoom)
            .ok()
            .filter(|zoom| *zoom <= TILE_ZOOM_MAX);
        let zoom = checked.ok_or(SpaceError::TileZoom { zoom })?;
        let max = (1 << zoom) - 1;
        for (axis, value) in [("column", column), ("row", row)] {
            if value > max {
                return Err(SpaceError::TileIndex {
                    axis,
                    value,
                    max,
                    zoom,
                });
            }
        }
        Ok(Self { zoom, column, row })
    }

    /// The tile of a zoom that holds the position.
    ///
    /// # Errors
    ///
    /// When the zoom is beyond [`TILE_ZOOM_MAX`].
    pub fn at(position: LonLat, zoom: u8) -> Result<Self, SpaceError> {
        let [column, row] = cell(grid_of(position), zoom);
        Self::new(u32::from(zoom), column, row)
    }

    /// The zoom, 0 for the one tile that is the whole square.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// The column, counted eastwards from the antimeridian.
    #[must_use]
    pub fn column(self) -> u32 {
        self.column
    }

    /// The row, counted southwards from the northern edge.
    #[must_use]
    pub fn row(self) -> u32 {
        self.row
    }

    /// Whether the position belongs to the tile. Western and northern edges belong to it, eastern and
    /// southern ones to the neighbour, so that every position is in exactly one tile of a zoom; the
    /// edges of the square itself belong to its outermost tiles.
    #[must_use]
    pub fn contains(self, position: LonLat) -> bool {
        cell(grid_of(position), self.zoom) == [self.column, self.row]
    }

    /// The tile's box in degrees, its eastern and southern edges included.
    #[must_use]
    pub fn bbox(self) -> Bbox {
        let tiles = f64::from(1_u32 << self.zoom);
        let lon = |column: u32| mercator::lon_of(f64::from(column) / tiles);
        let lat = |row: u32| mercator::lat_of(f64::from(row) / tiles);
        Bbox::new(
            lon(self.column),
            lat(self.row + 1),
            lon(self.column + 1),
            lat(self.row),
        )
        .unwrap_or(Bbox::WORLD)
    }
}

/// Column and row of the tile that a cell of the grid lies in.
fn cell(grid: [u32; 2], zoom: u8) -> [u32; 2] {
    grid.map(|part| {
        part.checked_shr(u32::BITS - u32::from(zoom.min(TILE_ZOOM_MAX)))
            .unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(zoom: u32, column: u32, row: u32, expected: &str) {
        let actual = match Tile::new(zoom, column, row) {
            Ok(tile) => format!("{:.4?}", tile.bbox().edges()),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn addresses_are_checked_and_have_boxes() {
        check(0, 0, 0, "[-180.0000, -85.0511, 180.0000, 85.0511]");
        check(8, 177, 95, "[68.9062, 40.9799, 70.3125, 42.0330]");
        check(
            22,
            0,
            4_194_303,
            "[-180.0000, -85.0511, -179.9999, -85.0511]",
        );
        check(23, 0, 0, "tile zoom 23 is beyond 22");
        check(3, 8, 0, "tile column 8 is beyond 7 at zoom 3");
        check(3, 0, 8, "tile row 8 is beyond 7 at zoom 3");
    }

    #[test]
    fn every_position_is_in_exactly_one_tile_of_a_zoom() {
        let edges = [
            (0.0, 0.0),
            (180.0, 0.0),
            (-180.0, 90.0),
            (180.0, -90.0),
            (90.0, 0.0),
        ];
        for (lon, lat) in edges {
            let position = LonLat::new(lon, lat).unwrap();
            let tiles = (0..4).flat_map(|row| (0..4).map(move |column| (column, row)));
            let holding = tiles
                .filter(|(column, row)| Tile::new(2, *column, *row).unwrap().contains(position));
            assert_eq!(holding.count(), 1, "{lon} {lat}");
        }
    }
}
