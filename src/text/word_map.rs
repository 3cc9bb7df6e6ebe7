use std::{borrow::Borrow, hash::Hash};

use foldhash::HashMap;

use super::Analysed;

/// The bits of a sieve, as a power of two.
const BITS_LOG2: u32 = 15;

/// The bits of one word of a sieve, as a power of two.
const WORD_LOG2: u32 = u64::BITS.ilog2();

/// How many slots a table has at least for each of its words.
const SLOTS_A_WORD: usize = 2;

/// A table by word that most other words are refused by at once: before the table is asked, a sieve is.
///
/// A word's number, see [`spread`], chooses its bit of the sieve and the slot where it stands, or behind which
/// it stands in the first that is free.
#[derive(Debug, Clone)]
pub(crate) struct WordMap<K, V> {
    words: Vec<(K, V)>,
    sieve: Vec<u64>,
    /// A power of two of them, some of them empty.
    slots: Vec<Slot>,
}

/// The number of a word, and its index in the table.
#[derive(Debug, Clone, Copy)]
struct Slot {
    number: u32,
    word: u32,
}

impl Slot {
    const EMPTY: Self = Self {
        number: 0,
        word: u32::MAX,
    };

    fn is_empty(self) -> bool {
        self.word == u32::MAX
    }
}

impl<K: Borrow<str>, V> WordMap<K, V> {
    /// What the table has for a word.
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        let number = spread(word.as_bytes());
        self.may_have(number).then(|| self.look_up(number, word))?
    }

    /// What the table has for the folded form of a token: cheaper than [`Self::get`].
    pub(crate) fn of_token(&self, text: &Analysed<'_>, token: usize) -> Option<&V> {
        let number = text.number(token);
        let look_up = || self.look_up(number, text.folded(token));
        self.may_have(number).then(look_up)?
    }

    fn may_have(&self, number: u32) -> bool {
        let (at, bit) = sieved(number);
        self.sieve[at] & bit != 0
    }

    fn look_up(&self, number: u32, word: &str) -> Option<&V> {
        let mask = self.slots.len() - 1;
        let mut at = number as usize & mask;
        while !self.slots[at].is_empty() {
            let slot = self.slots[at];
            if slot.number == number {
                let (known, value) = &self.words[slot.word as usize];
                if known.borrow() == word {
                    return Some(value);
                }
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Every word with what the table has for it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.words.iter().map(|(word, value)| (word, value))
    }
}

impl<K: Borrow<str> + Hash + Eq, V> From<HashMap<K, V>> for WordMap<K, V> {
    fn from(values: HashMap<K, V>) -> Self {
        let words: Vec<(K, V)> = values.into_iter().collect();
        let mut sieve = vec![0; 1 << (BITS_LOG2 - WORD_LOG2)];
        let mut slots = vec![Slot::EMPTY; (SLOTS_A_WORD * words.len() + 1).next_power_of_two()];
        let mask = slots.len() - 1;
        for (word, (known, _)) in (0..).zip(&words) {
            let number = spread(known.borrow().as_bytes());
            let (place, bit) = sieved(number);
            sieve[place] |= bit;
            let mut at = number as usize & mask;
            while !slots[at].is_empty() {
                at = (at + 1) & mask;
            }
            slots[at] = Slot { number, word };
        }
        Self {
            words,
            sieve,
            slots,
        }
    }
}

impl<K: Borrow<str> + Hash + Eq, V> FromIterator<(K, V)> for WordMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(words: I) -> Self {
        words.into_iter().collect::<HashMap<K, V>>().into()
    }
}

/// Where the bit of a word is in a sieve.
fn sieved(number: u32) -> (usize, u64) {
    let bit = number >> (u32::BITS - BITS_LOG2);
    ((bit >> WORD_LOG2) as usize, 1 << (bit % u64::BITS))
}

/// The bytes of a number.
const NUMBER_BYTES: usize = size_of::<u64>();

/// A number that other words seldom have, in which the length of a word and its first and last eight bytes
/// count.
pub(super) fn spread(word: &[u8]) -> u32 {
    let first = match (word.first_chunk(), word.len()) {
        (Some(first), _) => u64::from_le_bytes(*first),
        (None, 4..) => {
            let half = |bytes: Option<&[u8; 4]>| bytes.map_or(0, |half| u32::from_le_bytes(*half));
            let [first, last] = [word.first_chunk(), word.last_chunk()]
                .map(half)
                .map(u64::from);
            first | (last << (8 * (word.len() - 4)))
        }
        _ => {
            let bytes = word.iter().rev();
            bytes.fold(0, |number, byte| (number << 8) | u64::from(*byte))
        }
    };
    let last = word
        .last_chunk()
        .map_or(0, |last| u64::from_le_bytes(*last));
    mixed(first, last, word.len())
}

/// The same of some bytes of a longer text, without a look at how long the word is where bytes follow it.
pub(super) fn spread_within(text: &[u8], start: usize, end: usize) -> u32 {
    let Some(first) = text.get(start..).and_then(<[u8]>::first_chunk) else {
        return spread(text.get(start..end).unwrap_or_default());
    };
    let len = end.saturating_sub(start);
    let outside = NUMBER_BYTES.saturating_sub(len);
    // A word of no bytes has none of the eight: two shifts, since one of all bits is none.
    let kept = u64::MAX >> (4 * outside) >> (4 * outside);
    let first = u64::from_le_bytes(*first);
    let last = text
        .get(end.saturating_sub(NUMBER_BYTES)..)
        .and_then(<[u8]>::first_chunk);
    let last = last.map_or(0, |last| u64::from_le_bytes(*last));
    let last = if len < NUMBER_BYTES { 0 } else { last };
    mixed(first & kept, last, len)
}

fn mixed(first: u64, last: u64, len: usize) -> u32 {
    // The golden ratio in 64 bits: Knuth, "The Art of Computer Programming", volume 3, 6.4.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let both = first ^ last.rotate_left(u32::BITS) ^ len as u64;
    (both.wrapping_mul(SPREAD) >> u32::BITS) as u32
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

    #[test]
    fn words_with_the_same_ends_are_told_apart() {
        let words = [
            "karakalpakstan and khorezm",
            "karakalpakhtan and khorezm",
            "a",
            "aa",
            "aaa",
            "",
        ];
        let table: WordMap<&str, usize> = (0..5).map(|at| (words[at], at)).collect();
        let known = words.map(|word| table.get(word).copied());
        assert_eq!(known, [Some(0), Some(1), Some(2), Some(3), Some(4), None]);
    }

    proptest! {
        #[test]
        fn a_word_has_the_same_number_within_a_text(
            before in "[a-zа-я]{0,9}", word in "[a-zа-я]{0,20}", after in "[a-zа-я]{0,9}",
        ) {
            let text = format!("{before}{word}{after}");
            let end = before.len() + word.len();
            let within = spread_within(text.as_bytes(), before.len(), end);
            prop_assert_eq!(within, spread(word.as_bytes()));
        }

        #[test]
        fn a_table_answers_as_a_map_does(
            words in prop::collection::hash_map("[a-zа-я ]{0,3}|[ab]{14,20}", 0..9_u8, 0..40),
            others in prop::collection::vec("[a-zа-я ]{0,3}|[ab]{14,20}", 0..40),
        ) {
            let table: WordMap<String, u8> = words.clone().into_iter().collect();
            for word in words.keys().chain(&others) {
                prop_assert_eq!(table.get(word), words.get(word));
            }
        }
    }
}
