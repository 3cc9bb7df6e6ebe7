//! The compiled tables, read in place.

use std::{borrow::Cow, ops::Range};

use fst::Map;

use super::{
    NameEntry, NameKind, Place, PlaceIndex, PlaceKind,
    compile::{DEGREE_PARTS, FORMAT, MAGIC, NAME_NUMBERS, PLACE_NUMBERS, Section},
};
use crate::space::LonLat;

/// The bytes of a map.
pub(super) type Bytes = Cow<'static, [u8]>;

/// A compiled gazetteer. A number that points outside it reads as 0 or as an empty text.
#[derive(Debug)]
pub(super) struct Blob {
    bytes: Bytes,
    sections: [Range<usize>; Section::COUNT],
    folded: Map<Bytes>,
    stemmed: Map<Bytes>,
    ids: Map<Bytes>,
    codes: Map<Bytes>,
    ambiguous: Map<Bytes>,
}

impl Blob {
    /// A blob over compiled bytes; none if they are of another format or cut.
    pub(super) fn of(bytes: Bytes) -> Option<Self> {
        let number = |at: usize| number(&bytes, 4 * at);
        if (number(0), number(1)) != (MAGIC, FORMAT) {
            return None;
        }
        let mut start = 4 * (2 + Section::COUNT);
        let mut sections: [Range<usize>; Section::COUNT] = std::array::from_fn(|_| 0..0);
        for (at, section) in sections.iter_mut().enumerate() {
            let end = number(2 + at) as usize;
            *section = start..end;
            start = end;
        }
        let whole = sections
            .iter()
            .all(|section| bytes.get(section.clone()).is_some());
        let map = |section: Section| {
            let range = sections[section as usize].clone();
            Map::new(slice(&bytes, range)).ok()
        };
        let maps = [
            Section::Folded,
            Section::Stemmed,
            Section::Ids,
            Section::Codes,
            Section::Ambiguous,
        ];
        let [folded, stemmed, ids, codes, ambiguous] = maps.map(map);
        whole.then_some(())?;
        Some(Self {
            folded: folded?,
            stemmed: stemmed?,
            ids: ids?,
            codes: codes?,
            ambiguous: ambiguous?,
            bytes,
            sections,
        })
    }

    pub(super) fn folded(&self) -> &Map<Bytes> {
        &self.folded
    }

    pub(super) fn stemmed(&self) -> &Map<Bytes> {
        &self.stemmed
    }

    pub(super) fn ids(&self) -> &Map<Bytes> {
        &self.ids
    }

    pub(super) fn codes(&self) -> &Map<Bytes> {
        &self.codes
    }

    pub(super) fn ambiguous(&self) -> &Map<Bytes> {
        &self.ambiguous
    }

    pub(super) fn places(&self) -> usize {
        self.sections[Section::Places as usize].len() / (4 * PLACE_NUMBERS)
    }

    pub(super) fn place(&self, PlaceIndex(index): PlaceIndex) -> Place<'_> {
        let cell = |at| self.cell(Section::Places, index as usize * PLACE_NUMBERS + at);
        let text = |at| self.text(cell(at));
        let degrees = |at| f64::from(cell(at).cast_signed()) / DEGREE_PARTS;
        let position = LonLat::new(degrees(7), degrees(8));
        Place {
            id: text(0),
            name: text(1),
            kind: PlaceKind::ALL
                .get(cell(2) as usize)
                .copied()
                .unwrap_or(PlaceKind::Town),
            country: text(3),
            code: text(4),
            admin1: text(5),
            admin2: text(6),
            position: position.unwrap_or(LonLat::ORIGIN),
            uncertainty_m: cell(9),
            population: u64::from(cell(10)),
            source: text(11),
        }
    }

    /// The numbers of a place's names.
    pub(super) fn names_of(&self, PlaceIndex(index): PlaceIndex) -> Range<u32> {
        let first = |place: usize| self.cell(Section::Places, (place + 1) * PLACE_NUMBERS - 1);
        let place = index as usize;
        let names = self.sections[Section::Names as usize].len() / (4 * NAME_NUMBERS);
        let end = if place + 1 < self.places() {
            first(place + 1)
        } else {
            u32::try_from(names).unwrap_or(u32::MAX)
        };
        first(place)..end
    }

    pub(super) fn name(&self, index: u32) -> NameEntry<'_> {
        let cell = |at| self.cell(Section::Names, index as usize * NAME_NUMBERS + at);
        NameEntry {
            place: PlaceIndex(cell(0)),
            text: self.text(cell(1)),
            lang: self.text(cell(2)),
            kind: match cell(3) {
                0 => NameKind::Preferred,
                2 => NameKind::Historic,
                3 => NameKind::Generated,
                _ => NameKind::Alias,
            },
        }
    }

    /// The names of a key's value: `first posting << 32 | postings`.
    pub(super) fn postings(&self, value: u64) -> impl Iterator<Item = NameEntry<'_>> + use<'_> {
        let [first, length] = [value >> 32, value & u64::from(u32::MAX)];
        let posting =
            |at: u64| self.cell(Section::Postings, usize::try_from(at).unwrap_or(usize::MAX));
        (first..first + length).map(move |at| self.name(posting(at)))
    }

    /// The place at a rank from south to north.
    pub(super) fn by_latitude(&self, rank: usize) -> PlaceIndex {
        PlaceIndex(self.cell(Section::ByLatitude, rank))
    }

    /// The text at an offset.
    pub(super) fn text(&self, offset: u32) -> &str {
        let section = slice_of(&self.bytes, &self.sections[Section::Texts as usize]);
        let start = offset as usize + 4;
        let length = number(section, offset as usize) as usize;
        let text = section
            .get(start..start.saturating_add(length))
            .unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    fn cell(&self, section: Section, at: usize) -> u32 {
        let section = slice_of(&self.bytes, &self.sections[section as usize]);
        number(section, at.saturating_mul(4))
    }
}

fn slice_of<'b>(bytes: &'b [u8], range: &Range<usize>) -> &'b [u8] {
    bytes.get(range.clone()).unwrap_or_default()
}

/// A part of the bytes, borrowed where they are.
fn slice(bytes: &Bytes, range: Range<usize>) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(range).unwrap_or_default()),
        Cow::Owned(bytes) => Cow::Owned(bytes.get(range).unwrap_or_default().to_vec()),
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let four = at.checked_add(4).and_then(|end| bytes.get(at..end));
    four.and_then(|four| four.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::compile::{Tables, compile};

    fn compiled() -> Vec<u8> {
        let places = "header\nzij:a\ttown\tKant\tKG\t\t\t\t74.85\t42.89\t900\t21589\ttest\n";
        let names = "header\nzij:a\tru\tpreferred\tКант\nzij:a\ten\tpreferred\tKant\n";
        let kind = |word: &str| PlaceKind::ALL.iter().position(|kind| kind.as_str() == word);
        let kind = |word: &str| kind(word).and_then(|at| u32::try_from(at).ok());
        compile(
            Tables {
                places,
                names,
                ambiguous: "header\nkant\ten\tphilosopher\n",
            },
            kind,
        )
        .unwrap()
    }

    #[test]
    fn what_was_compiled_is_read_back() {
        let blob = Blob::of(Cow::Owned(compiled())).unwrap();
        let place = blob.place(PlaceIndex(0));
        assert_eq!(
            (place.id, place.name, place.kind),
            ("zij:a", "Kant", PlaceKind::Town)
        );
        assert_eq!((place.position.lon(), place.position.lat()), (74.85, 42.89));
        let names: Vec<&str> = blob
            .names_of(PlaceIndex(0))
            .map(|name| blob.name(name).text)
            .collect();
        assert_eq!(names, ["Кант", "Kant"]);
    }

    #[test]
    fn cut_and_foreign_bytes_are_refused() {
        let whole = compiled();
        for length in 0..whole.len() {
            assert!(
                Blob::of(Cow::Owned(whole[..length].to_vec())).is_none(),
                "{length}"
            );
        }
        assert!(Blob::of(Cow::Owned(b"PK\x03\x04".repeat(100))).is_none());
    }
}
