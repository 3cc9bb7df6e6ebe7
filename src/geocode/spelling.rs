//! The places that are called by a name, as written or nearly.

use crate::{
    gazetteer::{Gazetteer, NameEntry, NameKind},
    text,
};

/// How a name meets a name of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling {
    /// The same letters, whatever their case, diacritics and apostrophes.
    Same,
    /// Inflected: a Russian case or a Turkic ending.
    Inflected,
    /// The same name in another script.
    Transliterated,
    /// More words follow: `Leilek` for `Leilek District`.
    GoesOn,
    /// The last word goes on: `Lei` for `Leilek`.
    Begun,
    /// So many letters differ.
    Differs(u8),
    /// The last word goes on, and so many letters of what there is differ.
    BegunDiffers(u8),
}

/// A place and how its name meets the one asked for.
pub(super) type Named<'g> = (NameEntry<'g>, Spelling);

/// How many longer names are weighed.
const LONGER_MAX: usize = 100;

/// Words, folded, that stand before a name and are none of it: prepositions and the words for a town.
const OPENERS: &str =
    "in at near from to the city town village of в во на из под у г город пос с село";

/// What is called so; if nothing is, what is called so in another case or script, or without a word
/// like `in` or `г.` before it, or with more words behind, or else with one or two other letters.
pub(super) fn named<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Named<'g>> {
    let folded = text::fold(name);
    let mut words = folded.as_str();
    loop {
        let found = same_or_inflected(gazetteer, words);
        if !found.is_empty() {
            return found;
        }
        match words.split_once(' ') {
            Some((first, rest)) if is_opener(first) => words = rest,
            _ => return nearly(gazetteer, words),
        }
    }
}

pub(super) fn same_or_inflected<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    let transliterated = || {
        let spellings = text::transliterations(folded, None).into_iter();
        spellings
            .flat_map(|spelling| gazetteer.lookup(&spelling))
            .collect()
    };
    let mut same = gazetteer.lookup(folded);
    same.retain(|entry| entry.kind != NameKind::Abbreviation || !is_opener(folded));
    let found = with(same, Spelling::Same);
    let found = found.or_else(|| with(inflected(gazetteer, folded), Spelling::Inflected));
    let found = found.or_else(|| with(transliterated(), Spelling::Transliterated));
    found.unwrap_or_default()
}

/// The entries with their spelling; none if there is no entry.
fn with(entries: Vec<NameEntry<'_>>, spelling: Spelling) -> Option<Vec<Named<'_>>> {
    let named = entries.into_iter().map(|entry| (entry, spelling));
    Some(named.collect()).filter(|named: &Vec<_>| !named.is_empty())
}

pub(super) fn is_opener(word: &str) -> bool {
    OPENERS.split(' ').any(|opener| opener == word)
}

/// What is called so with more words behind, or else with other letters.
fn nearly<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    if is_opener(folded) {
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
