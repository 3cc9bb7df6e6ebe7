use std::{borrow::Borrow, hash::Hash};

use foldhash::HashMap;

/// The bits of a sieve, as a power of two.
const BITS_LOG2: u32 = 15;

/// The bits of one word of a sieve, as a power of two.
const WORD_LOG2: u32 = u64::BITS.ilog2();

/// A table by word that most other words are refused by at once: before the table is asked, a sieve is.
///
/// Each word of the table sets one bit of the sieve, which its length, its first two bytes and its last
/// choose.
#[derive(Debug, Clone)]
pub(crate) struct WordMap<K, V> {
    values: HashMap<K, V>,
    sieve: Vec<u64>,
}

impl<K: Borrow<str> + Hash + Eq, V> WordMap<K, V> {
    /// What the table has for a word.
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        let (at, bit) = place(word);
        if self.sieve[at] & bit == 0 {
            return None;
        }
        self.values.get(word)
    }

    /// Every word with what the table has for it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.values.iter()
    }
}

impl<K: Borrow<str> + Hash + Eq, V> From<HashMap<K, V>> for WordMap<K, V> {
    fn from(values: HashMap<K, V>) -> Self {
        let mut sieve = vec![0; 1 << (BITS_LOG2 - WORD_LOG2)];
        for (at, bit) in values.keys().map(|word| place(word.borrow())) {
            sieve[at] |= bit;
        }
        Self { values, sieve }
    }
}

impl<K: Borrow<str> + Hash + Eq, V> FromIterator<(K, V)> for WordMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(words: I) -> Self {
        words.into_iter().collect::<HashMap<K, V>>().into()
    }
}

/// Where the bit of a word is.
fn place(word: &str) -> (usize, u64) {
    // The golden ratio in 32 bits: Knuth, "The Art of Computer Programming", volume 3, 6.4.
    const SPREAD: u32 = 0x9e37_79b9;
    let bytes = word.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let [length, ..] = bytes.len().to_le_bytes();
    let last = bytes.last().copied().unwrap_or(0);
    let key = u32::from_le_bytes([byte(0), byte(1), last, length]);
    let bit = key.wrapping_mul(SPREAD) >> (u32::BITS - BITS_LOG2);
    ((bit >> WORD_LOG2) as usize, 1 << (bit % u64::BITS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_table_without_words_has_nothing() {
        let none: WordMap<&str, u8> = WordMap::from_iter([]);
        let words = ["", "a", "osh", "ош"];
        assert_eq!(words.map(|word| none.get(word)), [None; 4]);
    }

    proptest! {
        #[test]
        fn a_table_answers_as_a_map_does(
            words in prop::collection::hash_map("[a-zа-я ]{0,3}", 0..9_u8, 0..40),
            others in prop::collection::vec("[a-zа-я ]{0,3}", 0..40),
        ) {
            let table: WordMap<String, u8> = words.clone().into_iter().collect();
            for word in words.keys().chain(&others) {
                prop_assert_eq!(table.get(word), words.get(word));
            }
        }
    }
}
