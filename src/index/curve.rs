use std::ops::RangeInclusive;

use crate::space::Tile;

/// How far along the Z-order curve a cell of the grid stands. A tile is one stretch of the curve.
pub(super) fn curve([x, y]: [u32; 2]) -> u64 {
    spread(x) | spread(y) << 1
}

/// The stretch of the curve that is a tile.
pub(super) fn stretch(tile: Tile) -> RangeInclusive<u64> {
    let order = curve([tile.column(), tile.row()]);
    let last = u64::MAX >> (2 * u32::from(tile.zoom()));
    let first = order.checked_mul(last.wrapping_add(1)).unwrap_or(0);
    first..=first + last
}

/// The bits of a number, each followed by a zero.
///
/// Source: S. E. Anderson, "Interleave bits by Binary Magic Numbers",
/// <https://graphics.stanford.edu/~seander/bithacks.html#InterleaveBMN>.
fn spread(number: u32) -> u64 {
    let steps = [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ];
    steps.iter().fold(u64::from(number), |bits, (shift, mask)| {
        (bits | bits << shift) & mask
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::{LonLat, grid_of};

    #[test]
    fn bits_are_spread_without_loss() {
        assert_eq!(spread(0b1011), 0b0100_0101);
        assert_eq!(spread(u32::MAX), 0x5555_5555_5555_5555);
    }

    #[test]
    fn a_tile_is_a_stretch_of_the_curve() {
        assert_eq!(stretch(Tile::new(0, 0, 0).unwrap()), 0..=u64::MAX);
        let khanabad = LonLat::new(65.9215, 38.8336).unwrap();
        for zoom in 0..=crate::space::TILE_ZOOM_MAX {
            let tile = Tile::at(khanabad, zoom).unwrap();
            assert!(stretch(tile).contains(&curve(grid_of(khanabad))), "{zoom}");
        }
        let quarters: Vec<_> = [(0, 0), (1, 0), (0, 1), (1, 1)]
            .map(|(column, row)| stretch(Tile::new(1, column, row).unwrap()))
            .into();
        assert_eq!(*quarters[0].start(), 0);
        assert_eq!(*quarters[3].end(), u64::MAX);
        let gapless = |pair: &[RangeInclusive<u64>]| pair[0].end() + 1 == *pair[1].start();
        assert!(quarters.windows(2).all(gapless));
    }
}
