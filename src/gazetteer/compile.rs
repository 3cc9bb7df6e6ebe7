//! Compiles the tables into one blob that is searched where it lies. The build script includes
//! this file; the library compiles a user's own tables with it.
//!
//! The blob is [`MAGIC`], then for each [`Section`] its length as a `u32`, then the sections. All numbers
//! are little-endian; a text is the offset of its length (`u16`) and bytes in the section of texts.

use std::collections::{BTreeMap, HashMap};

use super::{
    fold,
    kind::NameKind,
    stem,
    tables::{NameRow, PlaceRow, TableError, Tables},
};

/// How a blob begins; the last byte is the version of its layout.
pub(super) const MAGIC: &[u8; 8] = b"zijgaz\0\x01";

/// The parts of a blob, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// Every text once.
    Texts,
    /// A record of [`PLACE_WORDS`] for each place, by id.
    Places,
    /// A record of [`NAME_WORDS`] for each name, by place.
    Names,
    /// Numbers of names, in runs that the two maps of names point at.
    Postings,
    /// Folded name to its run of postings.
    Folded,
    /// Name in Cyrillic, every word folded and stemmed, to its run of postings.
    Stems,
    /// Code of a country, region or air field to the number of its place.
    Codes,
    /// Folded name to the text that says what else it means.
    Ambiguous,
    /// The numbers of all places, from the southernmost to the northernmost.
    ByLatitude,
}

/// How many [`Section`]s there are.
pub(super) const SECTIONS: usize = 9;

/// `u32` words of a place: id, name, kind, country, code, admin1, admin2, lon and lat in 1e-7 degrees,
/// `uncertainty_m`, population (low, high), source, its first name, how many names.
pub(super) const PLACE_WORDS: usize = 15;

/// `u32` words of a name: place, text, language, kind.
pub(super) const NAME_WORDS: usize = 4;

/// Units of a stored longitude or latitude in a degree.
pub(super) const UNITS_PER_DEGREE: f64 = 1e7;

/// Bits of a map's value that say how many postings a run has; those above say where it begins.
pub(super) const RUN_BITS: u32 = 20;

/// Compiles tables.
///
/// # Errors
///
/// When a line is not as its table's columns say: a wrong count of fields, an unknown kind, a position
/// beyond the globe, a repeated id or code, a name of an unknown place.
pub fn compile(tables: &Tables<'_>) -> Result<Vec<u8>, TableError> {
    let mut places = tables.place_rows()?;
    places.sort_by_key(|place| place.id);
    check_ids(&places)?;
    let names = names_by_place(&places, &tables.name_rows()?)?;
    let mut texts = Texts::default();
    let name_records = name_records(&names, &mut texts);
    let (postings, folded, stems) = indexes(&names);
    let place_records = place_records(&places, &names, &mut texts);
    let ambiguous = ambiguous(tables, &mut texts)?;
    Ok(blob([
        (Section::Texts, texts.bytes),
        (Section::Places, words(&place_records)),
        (Section::Names, words(&name_records)),
        (Section::Postings, words(&postings)),
        (Section::Folded, folded),
        (Section::Stems, stems),
        (Section::Codes, map(&codes(&places)?)),
        (Section::Ambiguous, map(&ambiguous)),
        (Section::ByLatitude, words(&by_latitude(&places))),
    ]))
}

fn blob(mut sections: [(Section, Vec<u8>); SECTIONS]) -> Vec<u8> {
    sections.sort_by_key(|(section, _)| *section);
    let sections = sections.map(|(_, bytes)| bytes);
    let mut blob = MAGIC.to_vec();
    blob.extend(words(
        &sections.each_ref().map(|section| number(section.len())),
    ));
    blob.extend(sections.concat());
    blob
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A count or offset; what does not fit makes a blob that its reader refuses.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A name of a place, by the place's number.
struct Name<'t> {
    place: u32,
    lang: &'t str,
    kind: NameKind,
    text: &'t str,
}

/// Refuses a second place of one id; places are in the order of their ids.
fn check_ids(places: &[PlaceRow<'_>]) -> Result<(), TableError> {
    let twice = places.windows(2).find(|pair| pair[0].id == pair[1].id);
    twice.map_or(Ok(()), |pair| {
        let expected = "an id that no other place has";
        Err(wrong(
            "places.tsv",
            pair[1].line,
            "id",
            pair[1].id,
            expected,
        ))
    })
}

/// The names of all places in their order, each place's own name among them.
fn names_by_place<'t>(
    places: &[PlaceRow<'t>],
    rows: &[NameRow<'t>],
) -> Result<Vec<Name<'t>>, TableError> {
    let own = rows.iter().map(|row| name_of(places, row));
    let mut names = own.collect::<Result<Vec<_>, _>>()?;
    names.extend(places.iter().enumerate().map(|(place, row)| Name {
        place: number(place),
        lang: "und",
        kind: NameKind::Preferred,
        text: row.name,
    }));
    names.sort_by_key(|name| (name.place, name.text, name.lang == "und", name.kind));
    names.dedup_by(|later, first| {
        later.place == first.place && later.text == first.text && later.lang == "und"
    });
    Ok(names)
}

fn name_of<'t>(places: &[PlaceRow<'t>], row: &NameRow<'t>) -> Result<Name<'t>, TableError> {
    let place = places.binary_search_by_key(&row.place_id, |place| place.id);
    let unknown = |_| {
        let expected = "an id of places.tsv";
        wrong("names.tsv", row.line, "place_id", row.place_id, expected)
    };
    Ok(Name {
        place: number(place.map_err(unknown)?),
        lang: row.lang,
        kind: row.kind,
        text: row.name,
    })
}

fn wrong(
    table: &'static str,
    line: usize,
    column: &'static str,
    value: &str,
    expected: &str,
) -> TableError {
    TableError {
        table,
        line,
        column,
        value: value.to_owned(),
        expected: expected.to_owned(),
    }
}

/// Every text once, with its length before it.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    offsets: HashMap<String, u32>,
}

impl Texts {
    /// The offset of a text; beyond 65,535 bytes it is cut off.
    fn offset(&mut self, text: &str) -> u32 {
        if let Some(offset) = self.offsets.get(text) {
            return *offset;
        }
        let offset = number(self.bytes.len());
        let kept = text
            .get(..text.floor_char_boundary(usize::from(u16::MAX)))
            .unwrap_or_default();
        let len = u16::try_from(kept.len()).unwrap_or(u16::MAX);
        self.bytes.extend(len.to_le_bytes());
        self.bytes.extend(kept.as_bytes());
        self.offsets.insert(text.to_owned(), offset);
        offset
    }
}

fn place_records(places: &[PlaceRow<'_>], names: &[Name<'_>], texts: &mut Texts) -> Vec<u32> {
    let mut first = 0;
    let records = places.iter().enumerate().flat_map(|(place, row)| {
        let own = names[first..]
            .iter()
            .take_while(|name| name.place == number(place))
            .count();
        let record = place_record(row, [first, own], texts);
        first += own;
        record
    });
    records.collect()
}

fn place_record(row: &PlaceRow<'_>, names: [usize; 2], texts: &mut Texts) -> [u32; PLACE_WORDS] {
    let [id, name, country, code] =
        [row.id, row.name, row.country, row.code].map(|text| texts.offset(text));
    let [admin1, admin2, source] =
        [row.admin1, row.admin2, row.source].map(|text| texts.offset(text));
    let [low, high] = halves(row.population);
    let [first, count] = names.map(number);
    let (kind, [lon, lat]) = (row.kind as u32, [row.lon, row.lat].map(units));
    [
        id,
        name,
        kind,
        country,
        code,
        admin1,
        admin2,
        lon,
        lat,
        row.uncertainty_m,
        low,
        high,
        source,
        first,
        count,
    ]
}

fn halves(whole: u64) -> [u32; 2] {
    let high = whole >> u32::BITS;
    [whole & u64::from(u32::MAX), high].map(|half| u32::try_from(half).unwrap_or(u32::MAX))
}

/// A longitude or latitude, at most 180 degrees, in units: it fits, signed, into 32 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "180 degrees are 1.8e9 units, less than i32::MAX"
)]
fn units(degrees: f64) -> u32 {
    let units = (degrees * UNITS_PER_DEGREE).round() as i32;
    u32::from_le_bytes(units.to_le_bytes())
}

fn name_records(names: &[Name<'_>], texts: &mut Texts) -> Vec<u32> {
    names
        .iter()
        .flat_map(|name| name_record(name, texts))
        .collect()
}

fn name_record(name: &Name<'_>, texts: &mut Texts) -> [u32; NAME_WORDS] {
    let [text, lang] = [name.text, name.lang].map(|text| texts.offset(text));
    [name.place, text, lang, name.kind as u32]
}

/// The postings, and the maps that point into them: of folded names and of stemmed names.
fn indexes(names: &[Name<'_>]) -> (Vec<u32>, Vec<u8>, Vec<u8>) {
    let mut folded: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut stems: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        let key = fold(name.text);
        if key.contains(is_cyrillic) {
            let stemmed: Vec<_> = key.split(' ').map(stem).collect();
            stems.entry(stemmed.join(" ")).or_default().push(number(at));
        }
        folded.entry(key).or_default().push(number(at));
    }
    folded.remove("");
    let mut postings = vec![];
    let [folded, stems] = [folded, stems].map(|index| map(&runs(index, &mut postings)));
    (postings, folded, stems)
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

/// Moves the numbers of names to the postings, and says where each key's run is.
fn runs(index: BTreeMap<String, Vec<u32>>, postings: &mut Vec<u32>) -> BTreeMap<String, u64> {
    let run = |(key, names): (String, Vec<u32>)| {
        let value =
            (u64::from(number(postings.len())) << RUN_BITS) | u64::from(number(names.len()));
        postings.extend(names);
        (key, value)
    };
    index.into_iter().map(run).collect()
}

fn map(entries: &BTreeMap<String, u64>) -> Vec<u8> {
    let map = fst::Map::from_iter(entries.iter().map(|(key, value)| (key.as_bytes(), *value)));
    map.expect("the keys of a BTreeMap are unique and in order")
        .into_fst()
        .into_inner()
}

fn codes(places: &[PlaceRow<'_>]) -> Result<BTreeMap<String, u64>, TableError> {
    let mut codes = BTreeMap::new();
    for (place, row) in places
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.code.is_empty())
    {
        if codes
            .insert(row.code.to_owned(), u64::from(number(place)))
            .is_some()
        {
            return Err(wrong(
                "places.tsv",
                row.line,
                "code",
                row.code,
                "a code that no other place has",
            ));
        }
    }
    Ok(codes)
}

fn ambiguous(tables: &Tables<'_>, texts: &mut Texts) -> Result<BTreeMap<String, u64>, TableError> {
    let rows = tables.ambiguous_rows()?.into_iter();
    let entries = rows.map(|row| (fold(row.name), u64::from(texts.offset(row.reason))));
    Ok(entries.collect())
}

fn by_latitude(places: &[PlaceRow<'_>]) -> Vec<u32> {
    let mut order: Vec<_> = places.iter().map(|place| place.lat).enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    order.into_iter().map(|(place, _)| number(place)).collect()
}
