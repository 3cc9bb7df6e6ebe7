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
    /// So many letters differ.
    Differs(u8),
}

/// A place and how its name meets the one asked for.
pub(super) type Named<'g> = (NameEntry<'g>, Spelling);

/// What is called so; if nothing is, what is called so in another case, or else with one or two other
/// letters.
pub(super) fn named<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Named<'g>> {
    let with = |entries: Vec<NameEntry<'g>>, spelling| {
        entries
            .into_iter()
            .map(|entry| (entry, spelling))
            .collect::<Vec<_>>()
    };
    let same = with(gazetteer.lookup(name), Spelling::Same);
    if !same.is_empty() {
        return same;
    }
    let inflected = with(inflected(gazetteer, name), Spelling::Inflected);
    if !inflected.is_empty() {
        return inflected;
    }
    let alike = gazetteer.alike(name);
    alike
        .into_iter()
        .map(|(entry, letters)| (entry, Spelling::Differs(letters)))
        .collect()
}

fn inflected<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<NameEntry<'g>> {
    let folded = text::fold(name);
    let mut walk = Some(gazetteer.walk_stems());
    for word in folded.split(' ') {
        walk = walk.and_then(|walk| walk.step(text::stem(word)));
    }
    let stems = walk
        .into_iter()
        .flat_map(|walk| walk.entries().collect::<Vec<_>>());
    let (first, last) = folded.rsplit_once(' ').unwrap_or(("", &folded));
    let suffixed = text::suffix_stripped(last)
        .map(|stem| gazetteer.lookup(format!("{first} {stem}").trim()))
        .find(|entries| !entries.is_empty());
    stems.chain(suffixed.into_iter().flatten()).collect()
}
