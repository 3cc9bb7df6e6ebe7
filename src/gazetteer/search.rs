//! Names and positions to places.

use fst::{
    Automaton, IntoStreamer, Streamer,
    automaton::{Levenshtein, Str},
};

use super::{Gazetteer, NameEntry, PlaceIndex};
use crate::{space::LonLat, text};

/// Metres of a degree of latitude on the sphere of the Earth's mean radius.
const DEGREE_M: f64 = 111_195.0;
/// The shortest name in letters that one other letter may be in.
const ALIKE_LETTERS_MIN: usize = 4;
/// The shortest name in letters that two other letters may be in.
const ALIKE_TWICE_LETTERS_MIN: usize = 7;

impl Gazetteer {
    /// The places called by a name, whatever its case, diacritics and apostrophes.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<NameEntry<'_>> {
        let value = self.blob.folded().get(text::fold(name));
        value
            .into_iter()
            .flat_map(|value| self.blob.postings(value))
            .collect()
    }

    /// The places called nearly so, with the number of other, missing or additional letters: one, or two
    /// in a longer name if none has one.
    #[must_use]
    pub fn alike(&self, name: &str) -> Vec<(NameEntry<'_>, u8)> {
        let folded = text::fold(name);
        let letters = folded.chars().count();
        for (edits, letters_min) in [(1, ALIKE_LETTERS_MIN), (2, ALIKE_TWICE_LETTERS_MIN)] {
            let found = if letters >= letters_min {
                self.within(&folded, edits)
            } else {
                Vec::new()
            };
            if !found.is_empty() {
                return found.into_iter().map(|entry| (entry, edits)).collect();
            }
        }
        Vec::new()
    }

    fn within(&self, folded: &str, edits: u8) -> Vec<NameEntry<'_>> {
        Levenshtein::new(folded, u32::from(edits))
            .map_or_else(|_| Vec::new(), |alike| self.matching(alike, usize::MAX))
    }

    /// The places whose name begins so, at most so many names.
    #[must_use]
    pub fn complete(&self, prefix: &str, limit: usize) -> Vec<NameEntry<'_>> {
        let folded = text::fold(prefix);
        self.matching(Str::new(&folded).starts_with(), limit)
    }

    fn matching(&self, automaton: impl Automaton, limit: usize) -> Vec<NameEntry<'_>> {
        let mut found = Vec::new();
        let mut stream = self.blob.folded().search(automaton).into_stream();
        while let Some((_, value)) = stream.next().filter(|_| found.len() < limit) {
            found.extend(self.blob.postings(value));
        }
        found.truncate(limit);
        found
    }

    /// Why a folded name needs more than its letters to be a place: it is a word, a person or an
    /// organisation too.
    #[must_use]
    pub fn ambiguous(&self, folded: &str) -> Option<&str> {
        let reason = self.blob.ambiguous().get(folded)?;
        Some(self.blob.text(u32::try_from(reason).ok()?))
    }

    /// The nearest places of a sort with their distances in metres, the nearest first.
    #[must_use]
    pub fn nearest(
        &self,
        at: LonLat,
        count: usize,
        wanted: impl Fn(PlaceIndex) -> bool,
    ) -> Vec<(PlaceIndex, f64)> {
        let mut nearest: Vec<(PlaceIndex, f64)> = Vec::new();
        let middle = self.rank_of(at.lat());
        let (mut south, mut north) = (middle, middle);
        while south > 0 || north < self.len() {
            let step = [
                (south > 0).then(|| south - 1),
                (north < self.len()).then_some(north),
            ];
            let Some((rank, reach_m)) = self.nearer(at, step) else {
                break;
            };
            if nearest.len() == count && nearest.last().is_some_and(|(_, far_m)| *far_m < reach_m) {
                break;
            }
            (south, north) = if rank < middle {
                (rank, north)
            } else {
                (south, rank + 1)
            };
            self.offer(
                at,
                self.blob.by_latitude(rank),
                count,
                &wanted,
                &mut nearest,
            );
        }
        nearest
    }

    /// Of two ranks, the one whose latitude is nearer, and the distance in metres to its parallel.
    fn nearer(&self, at: LonLat, ranks: [Option<usize>; 2]) -> Option<(usize, f64)> {
        let reach = |rank: usize| {
            let lat = self.place(self.blob.by_latitude(rank)).position.lat();
            (rank, (lat - at.lat()).abs() * DEGREE_M)
        };
        let reached = ranks.into_iter().flatten().map(reach);
        reached.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn offer(
        &self,
        at: LonLat,
        index: PlaceIndex,
        count: usize,
        wanted: impl Fn(PlaceIndex) -> bool,
        nearest: &mut Vec<(PlaceIndex, f64)>,
    ) {
        if !wanted(index) {
            return;
        }
        let distance_m = self.place(index).position.distance_m(at);
        let rank = nearest.partition_point(|(_, nearer_m)| *nearer_m <= distance_m);
        nearest.insert(rank, (index, distance_m));
        nearest.truncate(count);
    }

    /// The first rank from the south whose place is not south of a latitude.
    fn rank_of(&self, lat: f64) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.place(self.blob.by_latitude(middle)).position.lat() < lat {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
