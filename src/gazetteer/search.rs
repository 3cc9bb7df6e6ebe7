use fst::{Automaton, IntoStreamer, Streamer, automaton::Str};

use std::{
    cmp::{Ordering, Reverse},
    collections::HashSet,
};

use super::{Gazetteer, NameEntry, NameKind, PlaceIndex, PlaceKind, Standing};
use crate::text;

/// How many names that begin so are looked at in each layer, unless more are wanted: after one letter of a
/// large layer those in front in the alphabet.
pub(super) const VISITED_MAX: usize = 30_000;

impl Gazetteer {
    /// The places called by a name, whatever its case, diacritics and apostrophes.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<NameEntry<'_>> {
        let folded = text::fold(name);
        let values = self
            .levels()
            .filter_map(|(level, layer)| Some((level, layer.blob.folded.get(&folded)?)));
        values
            .flat_map(|(level, value)| self.run(level, value))
            .collect()
    }

    /// The names that begin so, one a place, the likeliest first: for search as one types.
    ///
    /// A name that is exactly this one comes before longer ones, then the user's own place, then the more
    /// populous.
    #[must_use]
    pub fn complete(&self, prefix: &str, limit: usize) -> Vec<NameEntry<'_>> {
        let prefix = text::fold(prefix);
        if prefix.is_empty() {
            return vec![];
        }
        let mut found = vec![];
        for (level, layer) in self.levels() {
            let begins = Str::new(&prefix).starts_with();
            let mut stream = layer.blob.folded.search(begins).into_stream();
            let most = found.len() + VISITED_MAX.max(limit.min(usize::MAX / 2));
            while let Some((key, value)) = stream.next()
                && found.len() < most
            {
                let longer = u8::from(key != prefix.as_bytes());
                found.extend(self.run(level, value).map(|entry| (entry, longer)));
            }
        }
        let likeliest = self.likeliest(found, limit).into_iter();
        likeliest.map(|(entry, _)| entry).collect()
    }

    /// The names that begin nearly so, one a place, the likeliest first, with the number of typing errors
    /// as [`Gazetteer::alike`] counts them; fewer errors come before more.
    ///
    /// ```
    /// use zij::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::bundled();
    /// let (entry, errors) = gazetteer.complete_alike("Samrak", 1)[0];
    /// assert_eq!((gazetteer.place(entry.place).name, errors), ("Samarkand", 1));
    /// ```
    #[must_use]
    pub fn complete_alike(&self, prefix: &str, limit: usize) -> Vec<(NameEntry<'_>, u8)> {
        self.likeliest(self.begun_alike(prefix), limit)
    }

    /// The first name of each place when the likelier of those with the lowest number come first.
    fn likeliest<'g>(
        &'g self,
        found: Vec<(NameEntry<'g>, u8)>,
        limit: usize,
    ) -> Vec<(NameEntry<'g>, u8)> {
        let rank = |found: (NameEntry<'g>, u8)| (found.1, self.rank(found.0), found.0);
        let mut ranked: Vec<_> = found.into_iter().map(rank).collect();
        let best = limit.saturating_mul(NAMES_A_PLACE);
        if best < ranked.len() {
            // Sorting all of a hundred thousand names would take longer than the rest of the search.
            let (likeliest, _, _) = ranked.select_nth_unstable_by(best, order);
            let firsts = firsts(likeliest, limit);
            if firsts.len() == limit {
                return firsts;
            }
        }
        firsts(&mut ranked, limit)
    }

    /// What sorts the likelier of two completions first.
    fn rank(&self, entry: NameEntry<'_>) -> Rank {
        let place = self.record(entry.place);
        let population = place.population();
        let settled = match place.kind() {
            PlaceKind::Country => u64::MAX,
            PlaceKind::Capital => population.max(1_000_000),
            _ => population,
        };
        let others = place.standing() != Standing::Own;
        (
            others,
            Reverse(settled),
            entry.kind,
            entry.text.len(),
            entry.place,
        )
    }
}

/// The first name of each place.
fn firsts<'g>(found: &mut [Found<'g>], limit: usize) -> Vec<(NameEntry<'g>, u8)> {
    found.sort_unstable_by(order);
    let mut seen = HashSet::new();
    let firsts = found
        .iter()
        .filter(|(_, _, entry)| seen.insert(entry.place));
    let firsts = firsts.map(|(number, _, entry)| (*entry, *number));
    firsts.take(limit).collect()
}

/// Fewer errors first, then the likelier, then by the letters of the name.
fn order(one: &Found<'_>, other: &Found<'_>) -> Ordering {
    let key = |found: &Found<'_>| (found.0, found.1);
    let NameEntry { text, lang, .. } = one.2;
    let by_name = || (text, lang).cmp(&(other.2.text, other.2.lang));
    key(one).cmp(&key(other)).then_with(by_name)
}

/// A name that was found: its number, what sorts it, itself.
type Found<'g> = (u8, Rank, NameEntry<'g>);

/// How many names of a place begin alike, at most, in nearly all cases.
const NAMES_A_PLACE: usize = 8;

/// What sorts the likelier of two completions first.
type Rank = (bool, Reverse<u64>, NameKind, usize, PlaceIndex);
