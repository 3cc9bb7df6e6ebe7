//! Vector tiles: the features of the `GeoJSON` tiles, their points on a grid of the tile.
//!
//! Source: Mapbox Vector Tile Specification 2.1,
//! <https://github.com/mapbox/vector-tile-spec/tree/master/2.1>.

use std::io;

use fast_mvt::{MvtError, MvtGeomType, MvtLayerBuilder, MvtValueRef};

use crate::space::{LonLat, Tile, grid_of};

/// The layer that holds every feature of a tile.
pub(super) const LAYER: &str = "events";

/// How many bits a coordinate within the tile has: the grid is 4,096 wide, the usual extent.
const EXTENT_BITS: u32 = 12;

/// What a feature tells beside its point; a property that is null is left out of a vector tile.
pub(super) trait Properties<const N: usize> {
    fn tags(&self) -> [(&'static str, MvtValueRef<'_>); N];
}

pub(super) fn text(value: Option<&str>) -> MvtValueRef<'_> {
    value.map_or(MvtValueRef::Null, MvtValueRef::String)
}

pub(super) fn unsigned(value: Option<impl Into<u64>>) -> MvtValueRef<'static> {
    value.map_or(MvtValueRef::Null, |value| MvtValueRef::UInt(value.into()))
}

/// A vector tile that features are added to.
pub(super) struct VectorTile {
    tile: Tile,
    layer: MvtLayerBuilder,
}

impl VectorTile {
    /// # Errors
    ///
    /// When the library refuses the layer's name, which it does not.
    pub(super) fn new(tile: Tile) -> io::Result<Self> {
        let layer = MvtLayerBuilder::new(LAYER).map_err(refused)?;
        Ok(Self { tile, layer })
    }

    /// The tile with one more feature.
    ///
    /// # Errors
    ///
    /// When the tile has more different values than the format can number.
    pub(super) fn with<const N: usize>(
        self,
        at: LonLat,
        properties: &impl Properties<N>,
    ) -> io::Result<Self> {
        let mut feature = self.layer.feature_of(MvtGeomType::Point);
        let [x, y] = within(self.tile, at);
        feature.points([(x, y).into()]).map_err(refused)?;
        for (name, value) in properties.tags() {
            feature.tag_ref(name, value).map_err(refused)?;
        }
        Ok(Self {
            tile: self.tile,
            layer: feature.end(),
        })
    }

    /// The tile's bytes; none of a tile without features, which has no layer either.
    pub(super) fn encode(self) -> Vec<u8> {
        if self.layer.num_features() == 0 {
            return Vec::new();
        }
        self.layer.encode()
    }
}

/// Column and row of the cell that holds a position, in a grid of 4,096 cells a side over the tile.
fn within(tile: Tile, at: LonLat) -> [i32; 2] {
    grid_of(at).map(|part| {
        let in_tile = part << tile.zoom() >> (u32::BITS - EXTENT_BITS);
        in_tile.cast_signed()
    })
}

fn refused(error: MvtError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lon: f64, lat: f64, zoom: u8, expected: [i32; 2]) {
        let at = LonLat::new(lon, lat).unwrap();
        let tile = Tile::at(at, zoom).unwrap();
        assert_eq!(within(tile, at), expected, "{lon} {lat} {zoom}");
    }

    #[test]
    fn a_point_is_in_a_cell_of_its_tile() {
        check(0.0, 0.0, 0, [2048, 2048]);
        check(0.0, 0.0, 1, [0, 0]);
        check(-180.0, 90.0, 5, [0, 0]);
        check(180.0, -90.0, 5, [4095, 4095]);
        check(69.2163, 41.2646, 8, [903, 2995]);
        check(180.0, -90.0, 22, [4092, 4092]);
    }
}
