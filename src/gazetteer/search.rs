use fst::{Automaton, IntoStreamer, Streamer, automaton::Str};

use std::{cmp::Reverse, collections::HashSet};

use super::{Gazetteer, NameEntry, PlaceKind};
use crate::text;

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
    /// A name that is exactly this one comes before longer ones, then the more populous place.
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
            while let Some((key, value)) = stream.next() {
                let exact = key == prefix.as_bytes();
                let names = self.run(level, value);
                found.extend(names.map(|entry| (self.rank(entry, exact), entry)));
            }
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let mut seen = HashSet::new();
        let firsts = found
            .into_iter()
            .map(|(_, entry)| entry)
            .filter(|entry| seen.insert(entry.place));
        firsts.take(limit).collect()
    }

    /// What sorts the likelier of two completions first.
    fn rank(&self, entry: NameEntry<'_>, exact: bool) -> impl Ord + use<> {
        let place = self.place(entry.place);
        let settled = match place.kind {
            PlaceKind::Country => u64::MAX,
            PlaceKind::Capital => place.population.max(1_000_000),
            _ => place.population,
        };
        (
            !exact,
            Reverse(settled),
            entry.kind,
            entry.text.len(),
            entry.place,
        )
    }
}
