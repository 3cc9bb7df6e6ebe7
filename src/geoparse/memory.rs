//! What was looked up for one text and holds for the next: a word that begins a name in one report does so
//! in the others, and a town's places are the same.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use crate::{
    gazetteer::{Gazetteer, Walk},
    text::{Analysed, WordCache},
};

use super::name::Known;

/// How many first words and how many names are kept: some 5 MB of them.
const KEPT_MAX: usize = 1 << 14;

/// What the texts read so far have looked up in one gazetteer.
pub(super) struct Memory<'g> {
    /// First words of names, and the walks after them; none of a word with which no name begins.
    walks: WordCache<Option<Walk<'g>>>,
    /// Words as written, and what is known of them; nothing of words that name no place.
    names: WordCache<Option<Arc<Known<'g>>>>,
}

impl Default for Memory<'_> {
    fn default() -> Self {
        Self {
            walks: WordCache::new(KEPT_MAX),
            names: WordCache::new(KEPT_MAX),
        }
    }
}

impl<'g> Memory<'g> {
    /// The walk over the folded names of a gazetteer after a first word.
    pub(super) fn walk(
        &mut self,
        gazetteer: &'g Gazetteer,
        text: &Analysed<'_>,
        token: usize,
    ) -> Option<Walk<'g>> {
        let walk = |word: &str| gazetteer.walk().step(word);
        *self.walks.of_token(text, token, walk)
    }

    /// What is known of words as written.
    pub(super) fn known(
        &mut self,
        words: &str,
        known: impl FnOnce() -> Option<Arc<Known<'g>>>,
    ) -> Option<Arc<Known<'g>>> {
        self.names.of_words(words, known).clone()
    }
}

/// Keeps a memory from one text to the next. Whoever finds it lent begins another.
#[derive(Default)]
pub(super) struct Shelf<'g>(Mutex<Option<Memory<'g>>>);

impl<'g> Shelf<'g> {
    /// Lends the memory for the reading of one text.
    pub(super) fn with<T>(&self, read: impl FnOnce(&mut Memory<'g>) -> T) -> T {
        let kept = self.0.try_lock().ok().and_then(|mut kept| kept.take());
        let mut memory = kept.unwrap_or_default();
        let read = read(&mut memory);
        if let Ok(mut kept) = self.0.try_lock() {
            *kept = Some(memory);
        }
        read
    }
}

impl fmt::Debug for Shelf<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Shelf")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_answers_as_the_gazetteer_does_whoever_has_lent_it() {
        let gazetteer = Gazetteer::bundled();
        let text = Analysed::new("Osh Mazar Qqq ,", None);
        let shelf = Shelf::default();
        let ends = || {
            [0, 1, 2, 3].map(|token| {
                let walk = shelf.with(|memory| memory.walk(gazetteer, &text, token));
                walk.map(Walk::ends_name)
            })
        };
        let expected = [Some(true), Some(true), None, None];
        assert_eq!([ends(), ends()], [expected; 2]);
        assert_eq!(shelf.with(|_| ends()), expected);
    }
}
