//! English verbs and nouns.

use super::{Inflected, endings, irregular};
use crate::extract::lexicon::Tongue;

/// Verbs of more than one syllable that double their last letter.
const DOUBLING: &[&str] = &[
    "admit", "allot", "cancel", "commit", "expel", "kidnap", "occur", "patrol", "permit", "propel",
    "rebel", "refer", "repel", "shell", "signal", "submit", "transfer", "transmit", "travel",
];

/// Whether a word looks like the past of a verb.
pub(super) fn is_past(word: &str) -> bool {
    word.ends_with("ed") || (irregular::is_form(word) && !word.ends_with("ing"))
}

/// The forms of a verb.
pub(super) fn verb(lemma: &str) -> Vec<Inflected> {
    let Some((_, past)) = irregular::of(Tongue::En, lemma) else {
        return regular(lemma);
    };
    let mut forms = noun(lemma);
    forms.push(match lemma.strip_suffix('e') {
        Some(stem) if !lemma.ends_with("ee") => endings(stem, &["ing"]),
        _ => endings(lemma, &["ing"]),
    });
    forms.extend(past.iter().map(|form| endings(&**form, &[""])));
    forms
}

fn regular(lemma: &str) -> Vec<Inflected> {
    if let Some(stem) = lemma.strip_suffix('e') {
        return vec![endings(stem, &["e", "es", "ed", "ing"])];
    }
    if let Some(stem) = consonant_y(lemma) {
        return vec![endings(stem, &["y", "ies", "ied", "ying"])];
    }
    let mut forms = noun(lemma);
    let doubled = lemma.chars().last().filter(|_| doubles(lemma));
    let stem = doubled.map_or_else(|| lemma.to_owned(), |last| format!("{lemma}{last}"));
    forms.push(endings(stem, &["ed", "ing"]));
    forms
}

/// The forms of a noun; those of a verb's present are the same.
pub(super) fn noun(lemma: &str) -> Vec<Inflected> {
    let hissing = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|ending| lemma.ends_with(ending));
    vec![match consonant_y(lemma) {
        Some(stem) => endings(stem, &["y", "ies"]),
        None if hissing => endings(lemma, &["", "es"]),
        None => endings(lemma, &["", "s"]),
    }]
}

fn consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    let vowel = stem.ends_with(is_vowel);
    (!vowel).then_some(stem)
}

/// Whether the last letter is doubled before an ending: `stop`, but not `open`, `rain` or `show`.
fn doubles(lemma: &str) -> bool {
    let letters: Vec<char> = lemma.chars().rev().collect();
    let [last, vowel, before, ..] = letters[..] else {
        return false;
    };
    let closed = !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(before);
    let vowels = letters.iter().filter(|letter| is_vowel(**letter)).count();
    closed && (vowels == 1 || DOUBLING.contains(&lemma))
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}
