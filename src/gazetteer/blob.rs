use std::borrow::Cow;

use fst::Map;

use super::compile::{
    DIGEST_BYTES, MAGIC, NAME_WORDS, PLACE_WORDS, RUN_BITS, SECTIONS, Section, digest,
};

/// A blob of bytes that is no compiled gazetteer.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// It begins otherwise.
    #[error("not a compiled gazetteer of this version: it begins with {0:?}, expected {MAGIC:?}")]
    Magic(Vec<u8>),
    /// It is shorter or longer than its sections.
    #[error(
        "compiled gazetteer of {actual} bytes, expected {expected} by the lengths of its sections"
    )]
    Length {
        /// Its bytes.
        actual: usize,
        /// What its sections add up to.
        expected: usize,
    },
    /// One of its maps is damaged.
    #[error("damaged map in a compiled gazetteer")]
    Map(#[from] fst::Error),
    /// Its bytes are not those that were written.
    #[error("damaged compiled gazetteer: its checksum is {actual:016x}, expected {expected:016x}")]
    Digest {
        /// That of its bytes.
        actual: u64,
        /// The one that stands in it.
        expected: u64,
    },
    /// It was made for other layers below it.
    #[error("a compiled gazetteer made over {expected} other places, put over {actual}")]
    Base {
        /// The places of the layers below.
        actual: usize,
        /// The places that it was made over.
        expected: usize,
    },
}

type Bytes = Cow<'static, [u8]>;

/// The bytes of a place's record.
pub(super) const PLACE_BYTES: usize = 4 * PLACE_WORDS;

/// A compiled gazetteer, read where it lies. A number that points nowhere reads as nothing.
#[derive(Debug, Clone)]
pub(super) struct Blob {
    digest: u64,
    texts: Bytes,
    places: Bytes,
    names: Bytes,
    postings: Bytes,
    by_latitude: Bytes,
    hidden: Bytes,
    pub(super) folded: Map<Bytes>,
    pub(super) stems: Map<Bytes>,
    pub(super) codes: Map<Bytes>,
    pub(super) ambiguous: Map<Bytes>,
}

impl Blob {
    /// Takes a blob apart; the maps of names are found, not yet checked.
    pub(super) fn new(bytes: &Bytes) -> Result<Self, BlobError> {
        let (digest, sections) = sections(bytes)?;
        let part = |section: Section| part(bytes, sections[section as usize]);
        Ok(Self {
            digest,
            texts: part(Section::Texts),
            places: part(Section::Places),
            names: part(Section::Names),
            postings: part(Section::Postings),
            by_latitude: part(Section::ByLatitude),
            hidden: part(Section::Hidden),
            folded: Map::new(part(Section::Folded))?,
            stems: Map::new(part(Section::Stems))?,
            codes: Map::new(part(Section::Codes))?,
            ambiguous: Map::new(part(Section::Ambiguous))?,
        })
    }

    /// Takes a blob apart that may be damaged.
    pub(super) fn checked(bytes: Vec<u8>) -> Result<Self, BlobError> {
        check(&bytes)?;
        let blob = Self::new(&Cow::Owned(bytes))?;
        blob.verify()?;
        Ok(blob)
    }

    /// Reads the maps through and compares their checksums: a map that passes cannot lead astray.
    pub(super) fn verify(&self) -> Result<(), BlobError> {
        for map in [&self.folded, &self.stems, &self.codes, &self.ambiguous] {
            map.as_fst().verify()?;
        }
        Ok(())
    }

    /// The checksum that stands in it: another for other places.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// Whether a place of it stands for this one of the layers below.
    pub(super) fn hides(&self, place: u32) -> bool {
        let byte = self.hidden.get(index(place / 8));
        byte.is_some_and(|byte| byte & (1 << (place % 8)) != 0)
    }

    /// How many places of the layers below it stands for.
    pub(super) fn hidden(&self) -> usize {
        let bits = self.hidden.iter().map(|byte| byte.count_ones());
        bits.map(index).sum()
    }

    /// How many bytes a bit for each place of the layers below takes.
    pub(super) fn hidden_bytes(&self) -> usize {
        self.hidden.len()
    }

    pub(super) fn places(&self) -> usize {
        self.places.len() / PLACE_BYTES
    }

    /// The record of a place; one of zeros where there is none.
    pub(super) fn place_record(&self, place: u32) -> &[u8; PLACE_BYTES] {
        let records = self.places.as_chunks().0;
        records.get(index(place)).unwrap_or(&[0; PLACE_BYTES])
    }

    /// A word of a place's record; 0 where there is none.
    pub(super) fn place_word(&self, place: u32, word: usize) -> u32 {
        record_word(&self.places, place, PLACE_WORDS, word)
    }

    /// A word of a name's record; 0 where there is none.
    pub(super) fn name_word(&self, name: u32, word: usize) -> u32 {
        record_word(&self.names, name, NAME_WORDS, word)
    }

    /// The numbers of the names in a run of postings.
    pub(super) fn run(&self, value: u64) -> impl Iterator<Item = u32> {
        let first = value >> RUN_BITS;
        let count = value & ((1 << RUN_BITS) - 1);
        (first..first + count).filter_map(|at| word(&self.postings, usize::try_from(at).ok()?))
    }

    /// The number of the place that comes at a rank when all are sorted by latitude.
    pub(super) fn by_latitude(&self, rank: usize) -> Option<u32> {
        word(&self.by_latitude, rank)
    }

    /// The text at an offset; empty where there is none.
    pub(super) fn text(&self, offset: u32) -> &str {
        let text = || {
            let rest = self.texts.get(usize::try_from(offset).ok()?..)?;
            let (len, rest) = rest.split_first_chunk()?;
            str::from_utf8(rest.get(..usize::from(u16::from_le_bytes(*len)))?).ok()
        };
        text().unwrap_or_default()
    }
}

/// What the maker of a compiled layer wrote into it to know it by.
///
/// # Errors
///
/// When the bytes are no layer, of another version, or cut off.
pub fn stamp(bytes: &[u8]) -> Result<&str, BlobError> {
    let (_, sections) = sections(bytes)?;
    let [start, end] = sections[Section::Stamp as usize];
    let stamp = str::from_utf8(bytes.get(start..end).unwrap_or_default());
    Ok(stamp.unwrap_or_default())
}

/// Compares the checksum of a compiled gazetteer's bytes with the one that stands in it.
///
/// # Errors
///
/// When they differ, or the bytes are none, of another version or cut off.
pub fn check(bytes: &[u8]) -> Result<(), BlobError> {
    let (expected, _) = sections(bytes)?;
    let actual = digest(bytes.get(MAGIC.len() + DIGEST_BYTES..).unwrap_or_default());
    if actual != expected {
        return Err(BlobError::Digest { actual, expected });
    }
    Ok(())
}

/// The checksum, and where the sections begin and end.
fn sections(bytes: &[u8]) -> Result<(u64, [[usize; 2]; SECTIONS]), BlobError> {
    let head = bytes.strip_prefix(MAGIC);
    let Some((digest, lengths)) = head.and_then(|head| head.split_first_chunk::<DIGEST_BYTES>())
    else {
        return Err(BlobError::Magic(
            bytes.iter().take(MAGIC.len()).copied().collect(),
        ));
    };
    let mut end = MAGIC.len() + DIGEST_BYTES + 4 * SECTIONS;
    let sections = std::array::from_fn(|section| {
        let start = end;
        end = start.saturating_add(word(lengths, section).map_or(0, index));
        [start, end]
    });
    if end != bytes.len() {
        return Err(BlobError::Length {
            actual: bytes.len(),
            expected: end,
        });
    }
    Ok((u64::from_le_bytes(*digest), sections))
}

/// A part of a blob: borrowed if the blob is for ever, else copied.
fn part(bytes: &Bytes, [start, end]: [usize; 2]) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(start..end).unwrap_or_default()),
        Cow::Owned(bytes) => Cow::Owned(bytes.get(start..end).unwrap_or_default().to_vec()),
    }
}

fn record_word(section: &[u8], record: u32, words: usize, at: usize) -> u32 {
    let place = index(record).saturating_mul(words).saturating_add(at);
    word(section, place).unwrap_or(0)
}

/// The little-endian word at an index.
fn word(section: &[u8], at: usize) -> Option<u32> {
    let bytes = section.get(at.checked_mul(4)?..)?;
    bytes.first_chunk().map(|word| u32::from_le_bytes(*word))
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
