//! The places that are called by a name, as written or nearly.

use crate::{
    gazetteer::{Gazetteer, NameEntry},
    text,
};

/// How a name meets a name of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling {
    /// The same letters, whatever their case, diacritics and apostrophes.
    Same,
    /// Inflected: a Russian case or a Turkic ending.
    Inflected,
    /// More words follow: `Leilek` for `Leilek District`.
    GoesOn,
    /// So many letters differ.
    Differs(u8),
}

/// A place and how its name meets the one asked for.
pub(super) type Named<'g> = (NameEntry<'g>, Spelling);

/// How many longer names are weighed.
const LONGER_MAX: usize = 100;

/// Words, folded, that stand before a name and are none of it: prepositions and the words for a town.
const OPENERS: &[&str] = &[
    "in",
    "at",
    "near",
    "from",
    "to",
    "the",
    "city",
    "town",
    "village",
    "of",
    "в",
    "во",
    "на",
    "из",
    "под",
    "у",
    "г",
    "город",
    "пос",
    "с",
    "село",
];

/// What is called so; if nothing is, what is called so in another case, or without a word like `in` or `г.`
/// before it, or with more words behind, or else with one or two other letters.
pub(super) fn named<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Named<'g>> {
    let folded = text::fold(name);
    let mut words = folded.as_str();
    loop {
        let found = same_or_inflected(gazetteer, words);
        if !found.is_empty() {
            return found;
        }
        match words
            .split_once(' ')
            .filter(|(first, _)| OPENERS.contains(first))
        {
            Some((_, rest)) => words = rest,
            None => return nearly(gazetteer, words),
        }
    }
}

fn same_or_inflected<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    let (mut found, mut spelling) = (gazetteer.lookup(folded), Spelling::Same);
    if found.is_empty() {
        (found, spelling) = (inflected(gazetteer, folded), Spelling::Inflected);
    }
    found.into_iter().map(|entry| (entry, spelling)).collect()
}

/// What is called so with more words behind, or else with other letters.
fn nearly<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    if OPENERS.contains(&folded) {
        return vec![];
    }
    let longer = longer(gazetteer, folded);
    if !longer.is_empty() {
        return longer;
    }
    let alike = gazetteer.alike(folded).into_iter();
    alike
        .map(|(entry, letters)| (entry, Spelling::Differs(letters)))
        .collect()
}

fn longer<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    let words = format!("{folded} ");
    let begun = gazetteer.complete(folded, LONGER_MAX).into_iter();
    let longer = begun.filter(|entry| text::fold(entry.text).starts_with(&words));
    longer.map(|entry| (entry, Spelling::GoesOn)).collect()
}

fn inflected<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<NameEntry<'g>> {
    let mut walk = Some(gazetteer.walk_stems());
    for word in folded.split(' ') {
        walk = walk.and_then(|walk| walk.step(text::stem(word)));
    }
    let stems = walk
        .into_iter()
        .flat_map(|walk| walk.entries().collect::<Vec<_>>());
    let (first, last) = folded.rsplit_once(' ').unwrap_or(("", folded));
    let suffixed = text::suffix_stripped(last)
        .map(|stem| gazetteer.lookup(format!("{first} {stem}").trim()))
        .find(|entries| !entries.is_empty());
    stems.chain(suffixed.into_iter().flatten()).collect()
}
