use std::{collections::HashMap, str::FromStr};

use super::{
    pattern::{Classes, First, Form, Match, Pattern},
    words::Word,
};
use crate::text::Lang;

/// A language that the tables have rows in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Uzbek; Cyrillic is read in Latin letters.
    Uz,
}

impl Tongue {
    /// Whether rows in this language are read in a text; all are where the text's language is unknown.
    fn reads(self, text: Lang) -> bool {
        match text {
            Lang::En => self == Self::En,
            Lang::Ru => self == Self::Ru,
            Lang::Uz | Lang::UzCyrl => self == Self::Uz,
            Lang::Other => true,
        }
    }
}

impl FromStr for Tongue {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "en" => Ok(Self::En),
            "ru" => Ok(Self::Ru),
            "uz" => Ok(Self::Uz),
            _ => Err(format!("lang is {text:?}, expected en, ru or uz")),
        }
    }
}

/// Patterns with what each means, found by their first words.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    entries: Vec<Entry<T>>,
    by_letters: HashMap<Box<str>, Vec<usize>>,
    /// The longest of the letters in bytes: no longer beginning of a word need be looked up.
    letters_bytes_max: usize,
    by_ending: Vec<usize>,
    by_class: HashMap<Box<str>, Vec<usize>>,
}

#[derive(Debug)]
struct Entry<T> {
    tongue: Tongue,
    pattern: Pattern,
    meaning: T,
}

/// A pattern found in a sentence.
#[derive(Debug)]
pub(super) struct Hit<'l, T> {
    /// Where.
    pub(super) found: Match<'l>,
    /// What the table says of it.
    pub(super) meaning: &'l T,
}

impl<T> Lexicon<T> {
    pub(super) fn new() -> Self {
        Self {
            entries: Vec::new(),
            by_letters: HashMap::new(),
            letters_bytes_max: 0,
            by_ending: Vec::new(),
            by_class: HashMap::new(),
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// When the language or the pattern cannot be read.
    pub(super) fn add(&mut self, lang: &str, pattern: &str, meaning: T) -> Result<(), String> {
        let tongue = lang.parse()?;
        let pattern: Pattern = pattern.parse()?;
        let at = self.entries.len();
        match pattern.first() {
            Some(First::Forms(forms)) => {
                for form in forms.iter() {
                    match key(form) {
                        Some(key) => self.add_letters(key, at),
                        None => self.by_ending.push(at),
                    }
                }
            }
            Some(First::Class(class)) => self.by_class.entry(class.into()).or_default().push(at),
            None => {}
        }
        self.entries.push(Entry {
            tongue,
            pattern,
            meaning,
        });
        Ok(())
    }

    fn add_letters(&mut self, letters: Box<str>, entry: usize) {
        self.letters_bytes_max = self.letters_bytes_max.max(letters.len());
        self.by_letters.entry(letters).or_default().push(entry);
    }

    /// Every pattern that begins at a word.
    pub(super) fn hits_at<'l>(
        &'l self,
        lang: Lang,
        words: &[Word<'_>],
        at: usize,
        classes: Classes<'_>,
    ) -> Vec<Hit<'l, T>> {
        let word = &*words[at].folded;
        let beginnings = word
            .char_indices()
            .map(|(end, _)| &word[..end])
            .skip(1)
            .take_while(|beginning| beginning.len() <= self.letters_bytes_max)
            .chain([word]);
        let keyed = beginnings
            .filter_map(|beginning| self.by_letters.get(beginning))
            .flatten();
        let of_class = self
            .by_class
            .iter()
            .filter(|(class, _)| classes(class, &words[at]).is_some())
            .flat_map(|(_, entries)| entries);
        let mut at_word: Vec<usize> = keyed
            .chain(&self.by_ending)
            .chain(of_class)
            .copied()
            .collect();
        at_word.sort_unstable();
        at_word.dedup();
        let entries = at_word.into_iter().map(|entry| &self.entries[entry]);
        entries
            .filter(|entry| entry.tongue.reads(lang))
            .filter_map(|entry| {
                let found = entry.pattern.find(words, at, classes)?;
                Some(Hit {
                    found,
                    meaning: &entry.meaning,
                })
            })
            .collect()
    }

    /// Every pattern in a sentence, in the order of their first words.
    pub(super) fn hits<'l>(
        &'l self,
        lang: Lang,
        words: &[Word<'_>],
        classes: Classes<'_>,
    ) -> Vec<Hit<'l, T>> {
        let at = 0..words.len();
        at.flat_map(|at| self.hits_at(lang, words, at, classes))
            .collect()
    }
}

/// The letters under which a form is found; a form told by its ending has none.
fn key(form: &Form) -> Option<Box<str>> {
    match form {
        Form::Exact(letters) | Form::Prefix(letters) => Some(letters.clone()),
        Form::Written(letters) => Some(letters.to_lowercase().into()),
        Form::Inflected(forms) => Some(forms.stem().into()),
        Form::Suffix(_) => None,
    }
}
