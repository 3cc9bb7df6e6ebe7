//! Letters and digits of ASCII, found eight at a time.

/// How many ASCII letters and digits a text begins with, eight bytes at a time.
pub(super) fn plain_len(text: &[u8]) -> usize {
    let (eights, rest) = text.as_chunks::<8>();
    let mut len = 0;
    for eight in eights {
        let others = !plain_bytes(u64::from_le_bytes(*eight)) & HIGH_BITS;
        if others != 0 {
            return len + (others.trailing_zeros() / u8::BITS) as usize;
        }
        len += eight.len();
    }
    let run = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
    len + run.unwrap_or(rest.len())
}

/// The highest bit of each of eight bytes, and the lowest.
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
const LOW_BITS: u64 = HIGH_BITS >> 7;

/// The highest bit of those of eight bytes that are ASCII letters or digits; other bits mean nothing.
fn plain_bytes(eight: u64) -> u64 {
    let seven_bits = eight & !HIGH_BITS;
    // With this added, a byte of seven bits has its highest bit set if it is no less than the letter.
    let from = |bytes: u64, letter: u8| bytes + LOW_BITS * u64::from(0x80 - letter);
    let small = seven_bits | (LOW_BITS * 0x20);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(seven_bits, b'0') & !from(seven_bits, b'9' + 1);
    (letters | digits) & !eight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_told_eight_at_a_time() {
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                let mut text = *b"aZ09mMzA5x7Yq8Bb2cdE";
                text[at] = byte;
                let expected = if byte.is_ascii_alphanumeric() {
                    text.len()
                } else {
                    at
                };
                assert_eq!(plain_len(&text), expected, "{byte} at {at}");
            }
        }
        assert_eq!(plain_len(b""), 0);
    }
}
