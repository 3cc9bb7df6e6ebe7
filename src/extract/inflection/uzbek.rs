//! Uzbek stems, in Latin letters without apostrophes.

use super::{Inflected, Tense};

/// Suffixes of voice, tense, person, number, possession and case.
const SUFFIXES: &[&str] = &[
    "lar", "ning", "ni", "ga", "ka", "qa", "da", "dan", "dagi", "gacha", "i", "si", "im", "imiz",
    "chi", "lik", "siz", "cha", "n", "in", "il", "l", "t", "tir", "dir", "ir", "ar", "ish", "sh",
    "ma", "may", "di", "ti", "gan", "kan", "qan", "ib", "b", "moqda", "yapti", "ayotgan", "yotgan",
    "adi", "ydi", "a", "y", "sa", "moqchi", "gach", "kach", "edi", "ajak", "uvchi", "vchi", "mas",
    "dilar", "gani", "ishi", "shi", "digan", "ydigan", "adigan",
];

/// How many suffixes a word may carry.
const SUFFIXES_MAX: usize = 6;

/// The stem as it stands, and as it sounds before a vowel: `tashrif`, `chiqish-i`.
pub(super) fn stems(stem: &str) -> Vec<Inflected> {
    vec![Inflected::Suffixes { stem: stem.into() }]
}

/// What the ending of a word makes of it.
pub(super) fn tense(word: &str) -> Tense {
    const TENSES: &[(Tense, &[&str])] = &[
        (Tense::Past, &["di", "dilar", "gan", "kan", "qan", "ti"]),
        (
            Tense::Participle,
            &["gani", "ganini", "gandan", "ganda", "ganidan"],
        ),
        (
            Tense::Present,
            &["adi", "ydi", "moqda", "yapti", "adilar", "moqchi"],
        ),
        (
            Tense::Infinitive,
            &["ish", "ishi", "ishga", "ishni", "ishini", "shi"],
        ),
        (Tense::Gerund, &["ib", "gach", "yotgan", "digan"]),
    ];
    let fitting = TENSES.iter().flat_map(|(tense, endings)| {
        let fits = endings.iter().filter(|ending| word.ends_with(*ending));
        fits.map(move |ending| (ending.len(), *tense))
    });
    fitting
        .max_by_key(|(length, _)| *length)
        .map_or(Tense::Nominal, |(_, tense)| tense)
}

/// Whether a word's rest is made of suffixes alone.
pub(super) fn is_chain(rest: &str) -> bool {
    begins_chain(rest, SUFFIXES_MAX)
}

fn begins_chain(rest: &str, most: usize) -> bool {
    if rest.is_empty() {
        return true;
    }
    most > 0
        && SUFFIXES
            .iter()
            .filter_map(|suffix| rest.strip_prefix(suffix))
            .any(|rest| begins_chain(rest, most - 1))
}
