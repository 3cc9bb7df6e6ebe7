//! Compiles the tables of `geodata` into one blob that is searched where it lies. The build script
//! includes this file, so that the program starts with the work done.
//!
//! The blob, all numbers little-endian `u32`: the header (magic, format, then the end of each section
//! in bytes), then the sections in the order of [`Section`]. A text is stored once, as its length and
//! its bytes, and referred to by its offset in [`Section::Texts`].

use std::collections::{BTreeMap, HashMap};

use fst::MapBuilder;

use crate::text::{fold, stem};

/// The first four bytes of a blob.
pub(crate) const MAGIC: u32 = u32::from_le_bytes(*b"ZIJG");
/// The format; a blob of another one is compiled anew.
pub(crate) const FORMAT: u32 = 1;
/// Degrees are stored as whole numbers of this part.
pub(crate) const DEGREE_PARTS: f64 = 1e5;
/// The numbers of a place: id, name, kind, country, code, admin1, admin2, lon, lat, uncertainty,
/// population, source, first name.
pub(crate) const PLACE_NUMBERS: usize = 13;
/// The numbers of a name: place, text, language, kind.
pub(crate) const NAME_NUMBERS: usize = 4;

/// The sections of a blob.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Section {
    /// Every text, by offset.
    Texts,
    /// [`PLACE_NUMBERS`] numbers a place, in the order of the table.
    Places,
    /// [`NAME_NUMBERS`] numbers a name, place by place.
    Names,
    /// Numbers of names, those of one key side by side.
    Postings,
    /// Numbers of places from south to north.
    ByLatitude,
    /// Folded names to `first posting << 32 | postings`.
    Folded,
    /// Names of stemmed words, likewise.
    Stemmed,
    /// Ids to numbers of places.
    Ids,
    /// Codes of countries and regions to numbers of places.
    Codes,
    /// Ambiguous folded names to the offset of the reason.
    Ambiguous,
}

impl Section {
    /// How many sections there are.
    pub(crate) const COUNT: usize = Self::Ambiguous as usize + 1;
}

/// The three tables, as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tables<'t> {
    /// `places.tsv`.
    pub(crate) places: &'t str,
    /// `names.tsv`.
    pub(crate) names: &'t str,
    /// `ambiguous.tsv`.
    pub(crate) ambiguous: &'t str,
}

/// Compiles tables into a blob.
///
/// # Errors
///
/// What is wrong, with the table, the line and the value.
pub(crate) fn compile(
    tables: Tables<'_>,
    kind_of: impl Fn(&str) -> Option<u32>,
) -> Result<Vec<u8>, String> {
    let mut blob = Blob::default();
    blob.places(tables.places, kind_of)?;
    blob.names(tables.names)?;
    blob.ambiguous(tables.ambiguous)?;
    blob.finish()
}

#[derive(Default)]
struct Blob<'t> {
    texts: Vec<u8>,
    offsets: HashMap<&'t str, u32>,
    places: Vec<[u32; PLACE_NUMBERS]>,
    names: Vec<[u32; NAME_NUMBERS]>,
    ids: BTreeMap<&'t str, u32>,
    codes: BTreeMap<&'t str, u32>,
    folded: BTreeMap<String, Vec<u32>>,
    stemmed: BTreeMap<String, Vec<u32>>,
    ambiguous: BTreeMap<String, u32>,
}

impl<'t> Blob<'t> {
    fn places(
        &mut self,
        table: &'t str,
        kind_of: impl Fn(&str) -> Option<u32>,
    ) -> Result<(), String> {
        for (line, row) in rows(table) {
            let wrong = |what: &str| format!("places.tsv:{line}: {what}: {row}");
            let cells: Vec<&str> = row.split('\t').collect();
            let [
                id,
                kind,
                name,
                country,
                code,
                admin1,
                admin2,
                lon,
                lat,
                radius_m,
                people,
                source,
            ] = cells[..]
            else {
                return Err(wrong("expected 12 columns"));
            };
            let kind = kind_of(kind).ok_or_else(|| wrong("unknown kind"))?;
            let whole = |cell: &str| {
                cell.parse()
                    .ok()
                    .ok_or_else(|| wrong("expected a whole number"))
            };
            let [id_at, name, country, code_at, admin1, admin2, source] =
                [id, name, country, code, admin1, admin2, source].map(|text| self.text(text));
            let position = [degrees(lon), degrees(lat)];
            let [Some(lon), Some(lat)] = position else {
                return Err(wrong("expected degrees"));
            };
            let place = number(self.places.len());
            self.places.push([
                id_at,
                name,
                kind,
                country,
                code_at,
                admin1,
                admin2,
                lon,
                lat,
                whole(radius_m)?,
                whole(people)?,
                source,
                0,
            ]);
            if self.ids.insert(id, place).is_some() {
                return Err(wrong("the id stands twice"));
            }
            if !code.is_empty() {
                self.codes.entry(code).or_insert(place);
            }
        }
        Ok(())
    }

    /// Names must stand in the order of their places' ids, as the table has them.
    fn names(&mut self, table: &'t str) -> Result<(), String> {
        let mut by_place: Vec<Vec<(&'t str, u32, &'t str)>> = vec![Vec::new(); self.places.len()];
        for (line, row) in rows(table) {
            let wrong = |what: &str| format!("names.tsv:{line}: {what}: {row}");
            let cells: Vec<&str> = row.split('\t').collect();
            let [id, lang, kind, name] = cells[..] else {
                return Err(wrong("expected 4 columns"));
            };
            let place = self.ids.get(id).ok_or_else(|| wrong("no such place"))?;
            let kind = name_kind(kind).ok_or_else(|| wrong("unknown kind of name"))?;
            by_place[*place as usize].push((lang, kind, name));
        }
        for (place, names) in by_place.into_iter().enumerate() {
            self.places[place][PLACE_NUMBERS - 1] = number(self.names.len());
            for (lang, kind, name) in names {
                self.name(number(place), lang, kind, name);
            }
        }
        Ok(())
    }

    fn name(&mut self, place: u32, lang: &'t str, kind: u32, name: &'t str) {
        let index = number(self.names.len());
        let (text, lang) = (self.text(name), self.text(lang));
        self.names.push([place, text, lang, kind]);
        let folded = fold(name);
        if folded.chars().any(is_cyrillic) {
            let stems: Vec<&str> = folded.split(' ').map(stem).collect();
            self.stemmed.entry(stems.join(" ")).or_default().push(index);
        }
        if !folded.is_empty() {
            self.folded.entry(folded).or_default().push(index);
        }
    }

    fn ambiguous(&mut self, table: &'t str) -> Result<(), String> {
        for (line, row) in rows(table) {
            let mut cells = row.split('\t');
            let (name, reason) = (cells.next(), cells.nth(1));
            let (name, reason) = name
                .zip(reason)
                .ok_or_else(|| format!("ambiguous.tsv:{line}: expected 3 columns: {row}"))?;
            let reason = self.text(reason);
            self.ambiguous.insert(fold(name), reason);
        }
        Ok(())
    }

    /// The offset of a text, stored once.
    fn text(&mut self, text: &'t str) -> u32 {
        let Self { texts, offsets, .. } = self;
        *offsets.entry(text).or_insert_with(|| {
            let offset = number(texts.len());
            texts.extend(number(text.len()).to_le_bytes());
            texts.extend(text.as_bytes());
            offset
        })
    }

    fn finish(self) -> Result<Vec<u8>, String> {
        let mut by_latitude: Vec<u32> = (0..number(self.places.len())).collect();
        by_latitude.sort_by_key(|place| self.places[*place as usize][8].cast_signed());
        let mut postings = Vec::new();
        let folded = keys(self.folded, &mut postings)?;
        let stemmed = keys(self.stemmed, &mut postings)?;
        let wide = |(key, value): (&str, u32)| (key.to_owned(), u64::from(value));
        let ids = map(self.ids.into_iter().map(wide))?;
        let codes = map(self.codes.into_iter().map(wide))?;
        let ambiguous = map(self.ambiguous.iter().map(|(name, at)| wide((name, *at))))?;
        let sections: [Vec<u8>; Section::COUNT] = [
            self.texts,
            bytes(self.places.iter().flatten()),
            bytes(self.names.iter().flatten()),
            bytes(&postings),
            bytes(&by_latitude),
            folded,
            stemmed,
            ids,
            codes,
            ambiguous,
        ];
        Ok(assembled(&sections))
    }
}

fn assembled(sections: &[Vec<u8>]) -> Vec<u8> {
    let header = 4 * (2 + sections.len());
    let mut blob = bytes(&[MAGIC, FORMAT]);
    let mut end = header;
    for section in sections {
        end += section.len();
        blob.extend(number(end).to_le_bytes());
    }
    blob.extend(sections.iter().flatten());
    blob
}

/// The map of keys to runs of postings.
fn keys(names: BTreeMap<String, Vec<u32>>, postings: &mut Vec<u32>) -> Result<Vec<u8>, String> {
    let runs = names.into_iter().map(|(key, names)| {
        let run = (number(postings.len()), number(names.len()));
        postings.extend(names);
        (key, u64::from(run.0) << 32 | u64::from(run.1))
    });
    map(runs)
}

fn map(entries: impl Iterator<Item = (String, u64)>) -> Result<Vec<u8>, String> {
    let mut builder = MapBuilder::memory();
    for (key, value) in entries {
        builder
            .insert(key, value)
            .map_err(|error| error.to_string())?;
    }
    builder.into_inner().map_err(|error| error.to_string())
}

fn rows(table: &str) -> impl Iterator<Item = (usize, &str)> {
    table
        .lines()
        .enumerate()
        .skip(1)
        .map(|(at, row)| (at + 1, row))
}

fn bytes<'n>(numbers: impl IntoIterator<Item = &'n u32>) -> Vec<u8> {
    numbers
        .into_iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// Degrees as a whole number of [`DEGREE_PARTS`], its bits taken as unsigned.
#[expect(
    clippy::cast_possible_truncation,
    reason = "at most 180 degrees of 1e5 parts"
)]
fn degrees(cell: &str) -> Option<u32> {
    let degrees: f64 = cell.parse().ok()?;
    let fits = degrees.abs() <= 180.0;
    fits.then(|| ((degrees * DEGREE_PARTS).round() as i32).cast_unsigned())
}

/// The kinds of name, in the order of [`NameKind`](super::NameKind).
pub(crate) const NAME_KINDS: [&str; 4] = ["preferred", "alias", "historic", "generated"];

fn name_kind(word: &str) -> Option<u32> {
    NAME_KINDS.iter().position(|kind| *kind == word).map(number)
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{052f}')
}

/// Tables of more than four billion rows or bytes are beyond the format; none comes near.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
