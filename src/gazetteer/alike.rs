use fst::{Automaton, IntoStreamer, Streamer};

use super::{Gazetteer, NameEntry, search::VISITED_MAX};
use crate::text;

/// The most letters that may differ.
const EDITS_MAX: u8 = 2;
/// The shortest name in letters in which one may differ, and in which two may.
const LETTERS_MIN: [usize; EDITS_MAX as usize] = [4, 7];
/// The longest name in letters for which nearly equal ones are sought; the longest bundled name has 134.
const LETTERS_MAX: usize = 150;

impl Gazetteer {
    /// The places called nearly so, with the number of typing errors: a letter that is another, missing,
    /// additional or in its neighbour's place. One, or two in a longer name if none has one.
    ///
    /// ```
    /// use zij::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::bundled();
    /// let found = gazetteer.alike("Samarqamd");
    /// let names = found.iter().map(|(entry, errors)| (gazetteer.place(entry.place).name, *errors));
    /// assert!(names.into_iter().any(|found| found == ("Samarkand", 1)));
    /// ```
    #[must_use]
    pub fn alike(&self, name: &str) -> Vec<(NameEntry<'_>, u8)> {
        let letters = letters(name);
        let mut found = self.within(&letters, edits_max(&letters));
        let fewest = found.iter().map(|(_, edits)| *edits).min();
        found.retain(|(_, edits)| Some(*edits) == fewest);
        found
    }

    /// The names that are made of these letters by one edit or more, up to a number of them.
    fn within(&self, letters: &[char], edits_max: u8) -> Vec<(NameEntry<'_>, u8)> {
        let mut found = vec![];
        for (level, layer) in self.levels() {
            let alike = Alike { letters, edits_max };
            let mut stream = layer.blob.folded.search_with_state(alike).into_stream();
            while let Some((_, value, row)) = stream.next() {
                let edits = row.last(letters.len());
                if edits > 0 {
                    found.extend(self.run(level, value).map(|entry| (entry, edits)));
                }
            }
        }
        found
    }

    /// The names that begin nearly so, with the number of typing errors as [`Gazetteer::alike`] counts them:
    /// one, or two if none has one. The first letter of two errors is right, or too much would begin so.
    pub(super) fn begun_alike(&self, prefix: &str) -> Vec<(NameEntry<'_>, u8)> {
        let letters = letters(prefix);
        let found = (1..=edits_max(&letters)).map(|edits| self.begun_within(&letters, edits));
        found
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn begun_within(&self, letters: &[char], edits_max: u8) -> Vec<(NameEntry<'_>, u8)> {
        let mut found = vec![];
        let begins = if edits_max > 1 { &letters[..1] } else { &[] };
        let begins: String = begins.iter().collect();
        for (level, layer) in self.levels() {
            let begun = Begun(Alike { letters, edits_max });
            let search = layer.blob.folded.search_with_state(begun).ge(&begins);
            let mut stream = search.into_stream();
            let most = found.len() + VISITED_MAX;
            while let Some((key, value, (_, edits))) = stream.next() {
                if !key.starts_with(begins.as_bytes()) || found.len() >= most {
                    break;
                }
                if edits > 0 {
                    found.extend(self.run(level, value).map(|entry| (entry, edits)));
                }
            }
        }
        found
    }
}

/// The folded letters of a name, but no more than it takes to see that they are too many.
fn letters(name: &str) -> Vec<char> {
    text::fold(name).chars().take(LETTERS_MAX + 1).collect()
}

/// How many typing errors a name of so many letters may have.
fn edits_max(letters: &[char]) -> u8 {
    let allowed = LETTERS_MIN
        .iter()
        .filter(|min| (**min..=LETTERS_MAX).contains(&letters.len()));
    u8::try_from(allowed.count()).unwrap_or(0)
}

/// Accepts the names within a distance of some letters: the Levenshtein distance, but two neighbours that
/// have changed places are one edit, as in "optimal string alignment".
///
/// Of each row of the usual table only the cells around the diagonal are kept: the others are beyond the
/// distance anyway. Ukkonen, "Algorithms for approximate string matching", 1985,
/// <https://doi.org/10.1016/S0019-9958(85)80046-2>.
struct Alike<'n> {
    letters: &'n [char],
    edits_max: u8,
}

/// Cells of a row: the diagonal, and [`EDITS_MAX`] to either side.
const BAND: usize = 2 * EDITS_MAX as usize + 1;
/// The offset of the diagonal in a row.
const DIAGONAL: usize = EDITS_MAX as usize;
/// More edits than are ever accepted.
const FAR: u8 = EDITS_MAX + 1;

/// A row of the table: how many edits lead from the first letters of the one name to the letters of the
/// other that have been read.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// How many letters have been read.
    read: usize,
    cells: [u8; BAND],
    /// The cells of the row before, and the letter that led from them to these.
    before: [u8; BAND],
    last_letter: Option<char>,
    /// The code point being read, and how many of its bytes are to come.
    partial: u32,
    missing: u8,
}

impl Row {
    /// The edits that lead from so many letters of the one name to all that have been read.
    fn last(&self, letters: usize) -> u8 {
        let cell = (letters + DIAGONAL).checked_sub(self.read);
        cell.and_then(|cell| self.cells.get(cell))
            .map_or(FAR, |edits| *edits)
    }

    /// The row after one more letter.
    fn after(&self, letter: char, letters: &[char]) -> Self {
        let mut cells = [FAR; BAND];
        for cell in 0..BAND {
            // The letters of the first name that this cell stands for; none left of the table.
            let count = (self.read + 1 + cell).checked_sub(DIAGONAL);
            let Some(own) = count.and_then(|count| letters.get(..count)) else {
                continue;
            };
            let added = self.cells.get(cell + 1).map_or(FAR, |edits| edits + 1);
            let left_out = cell.checked_sub(1).map_or(FAR, |left| cells[left] + 1);
            let other = self.replaced(cell, letter, own);
            cells[cell] = other.min(added).min(left_out).min(FAR);
        }
        Self {
            read: self.read + 1,
            cells,
            before: self.cells,
            last_letter: Some(letter),
            partial: 0,
            missing: 0,
        }
    }

    /// The edits if a letter stands for the last of one's own, or it and the one before it for the last two
    /// that have changed places.
    fn replaced(&self, cell: usize, letter: char, own: &[char]) -> u8 {
        let Some((last, rest)) = own.split_last() else {
            return FAR;
        };
        let replaced = self.cells[cell] + u8::from(*last != letter);
        let crossed = rest.last() == Some(&letter) && self.last_letter == Some(*last);
        if crossed {
            replaced.min(self.before[cell] + 1)
        } else {
            replaced
        }
    }
}

impl Automaton for Alike<'_> {
    type State = Row;

    fn start(&self) -> Row {
        let edits = |cell: usize| {
            cell.checked_sub(DIAGONAL)
                .and_then(|edits| u8::try_from(edits).ok())
        };
        let cells = std::array::from_fn(|cell| edits(cell).unwrap_or(FAR));
        Row {
            read: 0,
            cells,
            before: [FAR; BAND],
            last_letter: None,
            partial: 0,
            missing: 0,
        }
    }

    fn is_match(&self, row: &Row) -> bool {
        row.missing == 0 && row.last(self.letters.len()) <= self.edits_max
    }

    fn can_match(&self, row: &Row) -> bool {
        row.cells.iter().any(|edits| *edits <= self.edits_max)
    }

    fn accept(&self, row: &Row, byte: u8) -> Row {
        let (partial, missing) = match byte.leading_ones() {
            0 => (u32::from(byte), 0),
            1 => (
                row.partial << 6 | u32::from(byte & 0x3f),
                row.missing.saturating_sub(1),
            ),
            length => (
                u32::from(byte) & (0x7f >> length),
                u8::try_from(length - 1).unwrap_or(0),
            ),
        };
        match char::from_u32(partial).filter(|_| missing == 0) {
            Some(letter) => row.after(letter, self.letters),
            None => Row {
                partial,
                missing,
                ..*row
            },
        }
    }
}

/// Accepts what begins with a name that the other accepts; the state keeps the fewest edits that have led to
/// one.
struct Begun<'n>(Alike<'n>);

impl Automaton for Begun<'_> {
    type State = (Row, u8);

    fn start(&self) -> (Row, u8) {
        (self.0.start(), FAR)
    }

    fn is_match(&self, (row, fewest): &(Row, u8)) -> bool {
        row.missing == 0 && *fewest <= self.0.edits_max
    }

    fn can_match(&self, (row, fewest): &(Row, u8)) -> bool {
        *fewest <= self.0.edits_max || self.0.can_match(row)
    }

    fn accept(&self, (row, fewest): &(Row, u8), byte: u8) -> (Row, u8) {
        let row = self.0.accept(row, byte);
        let whole = self
            .0
            .is_match(&row)
            .then(|| row.last(self.0.letters.len()));
        (row, whole.map_or(*fewest, |edits| edits.min(*fewest)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The distance by its definition.
    fn distance(one: &[char], other: &[char]) -> usize {
        let ([rest @ .., letter], [others @ .., own]) = (one, other) else {
            return one.len() + other.len();
        };
        let replaced = distance(rest, others) + usize::from(letter != own);
        let added = distance(rest, other).min(distance(one, others)) + 1;
        let crossed = match (rest, others) {
            ([rest @ .., before], [others @ .., own_before])
                if before == own && own_before == letter =>
            {
                distance(rest, others) + 1
            }
            _ => usize::MAX,
        };
        replaced.min(added).min(crossed)
    }

    #[test]
    fn misspelled_names_are_found_with_their_distance() {
        let gazetteer = Gazetteer::bundled();
        let found = |name: &str| {
            let alike = gazetteer.alike(name);
            let mut found: Vec<_> = alike
                .iter()
                .map(|(entry, edits)| (gazetteer.place(entry.place).id, *edits))
                .collect();
            found.dedup();
            found
        };
        assert!(found("Samarqamd").contains(&("geonames:1216265", 1)));
        assert!(found("Душамбе").contains(&("geonames:1221874", 1)));
        assert!(found("Amlaty").contains(&("geonames:1526384", 1)));
        assert!(found("Mazar-e Sharff").contains(&("geonames:1133616", 1)));
        assert_eq!(found("Os"), []);
        assert_eq!(found(""), []);
        assert_eq!(found(&"a".repeat(100_000)), []);
    }

    proptest! {
        #[test]
        fn the_band_knows_every_distance_up_to_its_width(one in "[abш]{0,6}", other in "[abш]{0,6}") {
            let [one, letters]: [Vec<char>; 2] = [&one, &other].map(|name| name.chars().collect());
            let alike = Alike { letters: &letters, edits_max: EDITS_MAX };
            let text: String = one.iter().collect();
            let row = text.bytes().fold(alike.start(), |row, byte| alike.accept(&row, byte));
            let expected = distance(&one, &letters);
            prop_assert_eq!(usize::from(row.last(letters.len())), expected.min(usize::from(FAR)));
            prop_assert_eq!(alike.is_match(&row), expected <= usize::from(EDITS_MAX));
        }
    }
}
