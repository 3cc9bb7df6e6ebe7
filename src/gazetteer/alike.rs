use fst::{Automaton, IntoStreamer, Streamer};

use super::{Gazetteer, NameEntry};
use crate::text;

/// The most letters that may differ.
const EDITS_MAX: u8 = 2;
/// The shortest name in letters in which one may differ, and in which two may.
const LETTERS_MIN: [usize; EDITS_MAX as usize] = [4, 7];
/// The longest name in letters for which nearly equal ones are sought; the longest bundled name has 134.
const LETTERS_MAX: usize = 150;

impl Gazetteer {
    /// The places called nearly so, with the number of other, missing or additional letters: one, or two
    /// in a longer name if none has one.
    ///
    /// ```
    /// use zij::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::bundled();
    /// let (entry, letters) = gazetteer.alike("Taskhent")[0];
    /// assert_eq!((gazetteer.place(entry.place).name, letters), ("Tashkent", 1));
    /// ```
    #[must_use]
    pub fn alike(&self, name: &str) -> Vec<(NameEntry<'_>, u8)> {
        let letters: Vec<char> = text::fold(name).chars().take(LETTERS_MAX + 1).collect();
        let edits = LETTERS_MIN
            .iter()
            .filter(|min| (**min..=LETTERS_MAX).contains(&letters.len()));
        let mut found = self.within(&letters, u8::try_from(edits.count()).unwrap_or(0));
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
}

/// Accepts the names within a Levenshtein distance of some letters.
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
            let Some(count) = (self.read + 1 + cell)
                .checked_sub(DIAGONAL)
                .filter(|count| *count <= letters.len())
            else {
                continue;
            };
            let other = count
                .checked_sub(1)
                .and_then(|at| letters.get(at))
                .map(|own| u8::from(*own != letter));
            let replaced = other.map_or(FAR, |other| self.cells[cell] + other);
            let added = self.cells.get(cell + 1).map_or(FAR, |edits| edits + 1);
            let left_out = cell.checked_sub(1).map_or(FAR, |left| cells[left] + 1);
            cells[cell] = replaced.min(added).min(left_out).min(FAR);
        }
        Self {
            read: self.read + 1,
            cells,
            partial: 0,
            missing: 0,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The distance by the whole table.
    fn distance(one: &[char], other: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (at, letter) in one.iter().enumerate() {
            let mut corner = std::mem::replace(&mut row[0], at + 1);
            for (column, own) in other.iter().enumerate() {
                let replaced = corner + usize::from(own != letter);
                corner = row[column + 1];
                row[column + 1] = replaced.min(corner + 1).min(row[column] + 1);
            }
        }
        row[other.len()]
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
        assert!(found("Mazar-e Sharff").contains(&("geonames:1133616", 1)));
        assert_eq!(found("Os"), []);
        assert_eq!(found(""), []);
        assert_eq!(found(&"a".repeat(100_000)), []);
    }

    proptest! {
        #[test]
        fn the_band_knows_every_distance_up_to_its_width(one in "[abш]{0,7}", other in "[abш]{0,7}") {
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
