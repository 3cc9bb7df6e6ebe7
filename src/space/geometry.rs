//! Points as `GeoPackage` writes them: a header of eight bytes, then ISO well-known binary.
//!
//! Source: OGC `GeoPackage` 1.3, clause 2.1.3, <https://www.geopackage.org/spec130/#gpb_spec>.

use super::LonLat;

/// `GP`, version 0, little-endian without an envelope, the id of EPSG:4326, then a little-endian WKB
/// point's byte order and type.
const POINT_HEAD: [u8; 13] = [b'G', b'P', 0, 1, 0xE6, 0x10, 0, 0, 1, 1, 0, 0, 0];

/// The flags: bit 0 the byte order of the header, bits 1 to 3 the size of the envelope.
const FLAGS_AT: usize = 3;

/// Bytes of the envelope for each of its codes; codes above 4 are invalid.
const ENVELOPE_BYTES: [usize; 5] = [0, 32, 48, 48, 64];

/// The point as a `GeoPackage` geometry.
#[must_use]
pub fn encode_point(at: LonLat) -> Vec<u8> {
    let numbers = [at.lon(), at.lat()].into_iter().flat_map(f64::to_le_bytes);
    POINT_HEAD.into_iter().chain(numbers).collect()
}

/// The point of a `GeoPackage` geometry, written by us or by another program; none if it is no point on
/// the globe.
#[must_use]
pub fn decode_point(bytes: &[u8]) -> Option<LonLat> {
    let flags = *bytes.get(FLAGS_AT).filter(|_| bytes.starts_with(b"GP"))?;
    let envelope = *ENVELOPE_BYTES.get(usize::from(flags >> 1 & 7))?;
    let point = bytes.get(8 + envelope..)?;
    let little = *point.first()? == 1;
    let kind: [u8; 4] = point.get(1..5)?.try_into().ok()?;
    let kind = if little {
        u32::from_le_bytes(kind)
    } else {
        u32::from_be_bytes(kind)
    };
    // A point with heights or measures is a thousand or more above one without.
    if kind % 1_000 != 1 {
        return None;
    }
    let number = |at: usize| {
        let eight: [u8; 8] = point.get(at..at + 8)?.try_into().ok()?;
        Some(if little {
            f64::from_le_bytes(eight)
        } else {
            f64::from_be_bytes(eight)
        })
    };
    LonLat::new(number(5)?, number(13)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_point_is_written_as_the_standard_says() {
        let tashkent = encode_point(LonLat::new(69.25, 41.5).unwrap());
        let head = b"GP\0\x01\xE6\x10\0\0\x01\x01\0\0\0";
        let numbers = b"\0\0\0\0\0\x50\x51\x40\0\0\0\0\0\xC0\x44\x40";
        assert_eq!(tashkent, [&head[..], &numbers[..]].concat());
    }

    #[test]
    fn a_point_with_an_envelope_or_in_the_other_byte_order_is_read() {
        let mut bytes = b"GP\0\x02".to_vec();
        bytes.extend([0, 0, 0x10, 0xE6]);
        bytes.extend([0; 32]);
        bytes.extend([0, 0, 0, 0, 1]);
        bytes.extend([69.25_f64, 41.5].into_iter().flat_map(f64::to_be_bytes));
        assert_eq!(decode_point(&bytes), LonLat::new(69.25, 41.5).ok());
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(lon in -180.0..=180.0_f64, lat in -90.0..=90.0_f64) {
            let at = LonLat::new(lon, lat).unwrap();
            prop_assert_eq!(decode_point(&encode_point(at)), Some(at));
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode_point(&bytes);
        }
    }
}
