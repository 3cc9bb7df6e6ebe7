use super::{Analysed, word_map::spread};

/// What was looked up for words, of each kind of word the last: a value stays until another word takes its
/// slot, so that the size is bounded.
#[derive(Debug)]
pub(crate) struct WordCache<V> {
    /// A power of two of them.
    slots: Vec<Option<(Box<str>, V)>>,
}

impl<V> WordCache<V> {
    /// An empty cache of so many slots or a few more.
    pub(crate) fn new(slots: usize) -> Self {
        let slots = std::iter::repeat_with(|| None).take(slots.next_power_of_two());
        Self {
            slots: slots.collect(),
        }
    }

    /// The value of words, looked up if it is not here.
    pub(crate) fn of_words(&mut self, words: &str, look_up: impl FnOnce() -> V) -> &V {
        self.at(spread(words.as_bytes()), words, look_up)
    }

    /// The value of the folded form of a token: cheaper than [`Self::of_words`].
    pub(crate) fn of_token(
        &mut self,
        text: &Analysed<'_>,
        token: usize,
        look_up: impl FnOnce(&str) -> V,
    ) -> &V {
        let word = text.folded(token);
        self.at(text.number(token), word, || look_up(word))
    }

    fn at(&mut self, number: u32, words: &str, look_up: impl FnOnce() -> V) -> &V {
        let mask = self.slots.len() - 1;
        let slot = &mut self.slots[number as usize & mask];
        if slot.as_ref().is_some_and(|(kept, _)| **kept != *words) {
            *slot = None;
        }
        &slot.get_or_insert_with(|| (words.into(), look_up())).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_looked_up_once_until_another_word_takes_its_slot() {
        let text = Analysed::new("Osh, OSH and Termez", None);
        let mut cache = WordCache::new(1);
        let mut looked_up = Vec::new();
        for token in [0, 2, 4, 0] {
            let look_up = |word: &str| looked_up.push(word.to_owned());
            cache.of_token(&text, token, look_up);
        }
        assert_eq!(looked_up, ["osh", "termez", "osh"]);
        assert_eq!(*WordCache::new(5).of_words("", || 7), 7);
    }
}
