//! Compiles the tables into one blob that is searched where it lies. The build script includes
//! this file; the library compiles a user's own places with it.
//!
//! The blob is [`MAGIC`], the [`digest`] of all that follows, then for each [`Section`] its length as a
//! `u32`, then the sections. All numbers are little-endian; a text is the offset of its length (`u16`) and
//! bytes in the section of texts.

use std::collections::{BTreeMap, HashMap};

use super::{
    fold,
    keys::{Keys, map},
    kind::NameKind,
    tables::{AmbiguousRow, NameRow, PlaceRow, TableError, Tables},
};

/// How a blob begins; the last byte is the version of its layout.
pub(super) const MAGIC: &[u8; 8] = b"zijgaz\0\x02";

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
    /// A bit for each place of the layers below, set if a place of this layer stands for it.
    Hidden,
    /// A text that says what the blob was made of.
    Stamp,
}

/// How many [`Section`]s there are.
pub(super) const SECTIONS: usize = 11;

/// `u32` words of a place: id, name, kind, country, code, admin1, admin2, lon and lat in 1e-7 degrees,
/// `uncertainty_m`, population (low, high), source, its first name, how many names, standing.
pub(super) const PLACE_WORDS: usize = 16;

/// `u32` words of a name: place, text, language, kind.
pub(super) const NAME_WORDS: usize = 4;

/// Units of a stored longitude or latitude in a degree.
pub(super) const UNITS_PER_DEGREE: f64 = 1e7;

/// Bits of a map's value that say how many postings a run has; those above say where it begins.
pub(super) const RUN_BITS: u32 = 20;

/// What a layer is made of.
pub(super) struct Rows<'t> {
    pub(super) places: Vec<PlaceRow<'t>>,
    pub(super) names: Vec<NameRow<'t>>,
    pub(super) ambiguous: Vec<AmbiguousRow<'t>>,
    /// As the section of this name.
    pub(super) hidden: Vec<u8>,
    /// As the section of this name.
    pub(super) stamp: String,
}

/// Compiles tables.
///
/// # Errors
///
/// When a line is not as its table's columns say: a wrong count of fields, an unknown kind, a position
/// beyond the globe, a repeated id or code, a name of an unknown place, a field of more than 65,535 bytes.
pub fn compile(tables: &Tables<'_>) -> Result<Vec<u8>, TableError> {
    compile_rows(Rows {
        places: tables.place_rows()?,
        names: tables.name_rows()?,
        ambiguous: tables.ambiguous_rows()?,
        hidden: vec![],
        stamp: String::new(),
    })
}

/// Compiles what has been read.
pub(super) fn compile_rows(rows: Rows<'_>) -> Result<Vec<u8>, TableError> {
    let mut places = rows.places;
    places.sort_by_key(|place| place.id);
    check_ids(&places)?;
    let names = names_by_place(&places, rows.names)?;
    let mut texts = Texts::default();
    let name_records = name_records(&names, &mut texts);
    let Keys {
        postings,
        folded,
        stems,
    } = Keys::of(&names)?;
    let place_records = place_records(&places, &names, &mut texts);
    let ambiguous = ambiguous(&rows.ambiguous, &mut texts);
    blob([
        (Section::Texts, texts.bytes),
        (Section::Places, words(&place_records)),
        (Section::Names, words(&name_records)),
        (Section::Postings, words(&postings)),
        (Section::Folded, folded),
        (Section::Stems, stems),
        (Section::Codes, map(codes(&places)?)),
        (Section::Ambiguous, map(ambiguous)),
        (Section::ByLatitude, words(&by_latitude(&places))),
        (Section::Hidden, rows.hidden),
        (Section::Stamp, rows.stamp.into_bytes()),
    ])
}

fn blob(mut sections: [(Section, Vec<u8>); SECTIONS]) -> Result<Vec<u8>, TableError> {
    sections.sort_by_key(|(section, _)| *section);
    let sections = sections.map(|(_, bytes)| bytes);
    if let Some(long) = sections
        .iter()
        .find(|bytes| bytes.len() > SECTION_BYTES_MAX)
    {
        let bytes = format!("{} bytes long", long.len());
        let expected = format!("at most {SECTION_BYTES_MAX} bytes: import fewer places");
        return Err(wrong(
            "places.tsv",
            1,
            "the compiled table",
            &bytes,
            &expected,
        ));
    }
    let lengths = words(&sections.each_ref().map(|section| number(section.len())));
    let head = MAGIC.len() + DIGEST_BYTES;
    let rest: usize = sections.iter().map(Vec::len).sum();
    let mut blob = Vec::with_capacity(head + lengths.len() + rest);
    blob.extend(MAGIC);
    blob.extend([0; DIGEST_BYTES]);
    blob.extend(lengths);
    // Each section is freed once it has been copied.
    for section in sections {
        blob.extend(section);
    }
    let digest = digest(&blob[head..]).to_le_bytes();
    blob[MAGIC.len()..head].copy_from_slice(&digest);
    Ok(blob)
}

/// The bytes of the checksum.
pub(super) const DIGEST_BYTES: usize = 8;

/// The most bytes of a section: its length is stored in 32 bits.
const SECTION_BYTES_MAX: usize = u32::MAX as usize;

/// A checksum that tells one table, or a damaged one, from another. It is FNV-1a, eight bytes at a time and
/// rotated after each so that the high ones count too; no protection against anybody who wants to mislead.
///
/// Source of the constants: <http://www.isthe.com/chongo/tech/comp/fnv/>.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    let word = |part: &[u8]| {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        u64::from_le_bytes(word)
    };
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325, |digest, part| {
        (digest ^ word(part))
            .wrapping_mul(0x0100_0000_01b3)
            .rotate_left(23)
    })
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A count or offset; one that does not fit belongs to a section that is refused for its length.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A name of a place, by the place's number.
pub(super) struct Name<'t> {
    place: u32,
    lang: &'t str,
    kind: NameKind,
    pub(super) text: &'t str,
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
    rows: Vec<NameRow<'t>>,
) -> Result<Vec<Name<'t>>, TableError> {
    let own = rows.into_iter().map(|row| name_of(places, &row));
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

pub(super) fn wrong(
    table: &str,
    line: usize,
    column: &'static str,
    value: &str,
    expected: &str,
) -> TableError {
    TableError {
        table: table.to_owned(),
        line,
        column,
        value: value.to_owned(),
        expected: expected.to_owned(),
    }
}

/// Texts, each with its length before it.
#[derive(Default)]
struct Texts<'t> {
    bytes: Vec<u8>,
    offsets: HashMap<&'t str, u32>,
}

impl<'t> Texts<'t> {
    /// The offset of a text of at most [`TEXT_BYTES_MAX`](super::tables::TEXT_BYTES_MAX) bytes, which is kept
    /// once.
    fn offset(&mut self, text: &'t str) -> u32 {
        if let Some(offset) = self.offsets.get(text) {
            return *offset;
        }
        let offset = self.add(text);
        self.offsets.insert(text, offset);
        offset
    }

    /// The offset of a text that comes only once.
    fn add(&mut self, text: &str) -> u32 {
        let offset = number(self.bytes.len());
        let len = u16::try_from(text.len()).unwrap_or(u16::MAX);
        self.bytes.extend(len.to_le_bytes());
        self.bytes.extend(text.as_bytes());
        offset
    }
}

fn place_records<'t>(
    places: &[PlaceRow<'t>],
    names: &[Name<'_>],
    texts: &mut Texts<'t>,
) -> Vec<u32> {
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

fn place_record<'t>(
    row: &PlaceRow<'t>,
    names: [usize; 2],
    texts: &mut Texts<'t>,
) -> [u32; PLACE_WORDS] {
    let id = texts.add(row.id);
    let [name, country, code] = [row.name, row.country, row.code].map(|text| texts.offset(text));
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
        row.standing as u32,
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

fn name_records<'t>(names: &[Name<'t>], texts: &mut Texts<'t>) -> Vec<u32> {
    names
        .iter()
        .flat_map(|name| name_record(name, texts))
        .collect()
}

fn name_record<'t>(name: &Name<'t>, texts: &mut Texts<'t>) -> [u32; NAME_WORDS] {
    let [text, lang] = [name.text, name.lang].map(|text| texts.offset(text));
    [name.place, text, lang, name.kind as u32]
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

fn ambiguous<'t>(rows: &[AmbiguousRow<'t>], texts: &mut Texts<'t>) -> BTreeMap<String, u64> {
    let entry = |row: &AmbiguousRow<'t>| (fold(row.name), u64::from(texts.offset(row.reason)));
    rows.iter().map(entry).collect()
}

fn by_latitude(places: &[PlaceRow<'_>]) -> Vec<u32> {
    let mut order: Vec<_> = places.iter().map(|place| place.lat).enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    order.into_iter().map(|(place, _)| number(place)).collect()
}
