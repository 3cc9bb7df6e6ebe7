/// Bytes between two counted positions: a conversion reads at most so many.
const BLOCK_BYTES: usize = 128;

/// Converts between byte offsets and code point offsets of one text, in logarithmic time or better.
///
/// ```
/// use zij::text::CodePoints;
/// let offsets = CodePoints::new("Ош: мир");
/// assert_eq!(offsets.of_byte("Ош: ".len()), 4);
/// assert_eq!(offsets.to_byte(4), "Ош: ".len());
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Counts the code points of a text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let counts = text.as_bytes().chunks(BLOCK_BYTES).map(count);
        let before = counts.scan(0, |total, count| {
            *total += count;
            Some(*total - count)
        });
        Self {
            text,
            before: before.collect(),
        }
    }

    /// How many code points begin before a byte offset. An offset inside a code point counts as the one
    /// after it, an offset beyond the end as the end.
    #[must_use]
    pub fn of_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = (byte / BLOCK_BYTES).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        before
            + count(
                self.text
                    .as_bytes()
                    .get(block * BLOCK_BYTES..byte)
                    .unwrap_or_default(),
            )
    }

    /// The byte at which a code point begins; the length of the text for an offset at or beyond the end.
    #[must_use]
    pub fn to_byte(&self, code_point: usize) -> usize {
        let block = self
            .before
            .partition_point(|before| *before <= code_point)
            .saturating_sub(1);
        let from = block * BLOCK_BYTES;
        let skip = code_point - self.before.get(block).copied().unwrap_or(0).min(code_point);
        let bytes = self.text.as_bytes().get(from..).unwrap_or_default();
        let starts = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| is_start(**byte));
        starts
            .map(|(at, _)| from + at)
            .nth(skip)
            .unwrap_or(self.text.len())
    }
}

/// How many code points begin in no more than a block of bytes.
fn count(bytes: &[u8]) -> usize {
    const { assert!(BLOCK_BYTES <= u8::MAX as usize) };
    let starts = bytes.iter().map(|byte| u8::from(is_start(*byte)));
    usize::from(starts.fold(0, u8::wrapping_add))
}

/// Whether a code point begins with this byte of UTF-8.
fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn offsets_beyond_or_within_a_code_point_are_held_to_the_text() {
        let offsets = CodePoints::new("Ош");
        assert_eq!(
            [0, 1, 2, 3, 4, 99].map(|byte| offsets.of_byte(byte)),
            [0, 1, 1, 2, 2, 2]
        );
        assert_eq!([0, 1, 2, 99].map(|at| offsets.to_byte(at)), [0, 2, 4, 4]);
        let empty = CodePoints::new("");
        assert_eq!((empty.of_byte(7), empty.to_byte(7)), (0, 0));
    }

    proptest! {
        #[test]
        fn every_code_point_is_found_from_its_byte_and_back(text in "[a-zа-я🌍ўم ]{0,400}") {
            let offsets = CodePoints::new(&text);
            for (code_point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.of_byte(byte), code_point);
                prop_assert_eq!(offsets.to_byte(code_point), byte);
            }
        }
    }
}
