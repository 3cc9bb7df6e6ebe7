//! The maps from words to names. The build script includes this file.

use super::{
    compile::{Name, RUN_BITS, number, wrong},
    fold, stem,
    tables::TableError,
};

/// The most names that fold to one key.
const RUN_MAX: usize = (1 << RUN_BITS) - 1;

/// What finds names by their words.
pub(super) struct Keys {
    /// Numbers of names, in runs that the maps point at.
    pub(super) postings: Vec<u32>,
    /// Map of the folded names.
    pub(super) folded: Vec<u8>,
    /// Map of the names in Cyrillic, every word folded and stemmed.
    pub(super) stems: Vec<u8>,
}

impl Keys {
    pub(super) fn of(names: &[Name<'_>]) -> Result<Self, TableError> {
        let mut folded: Vec<(String, u32)> = vec![];
        let mut stems: Vec<(String, u32)> = vec![];
        for (at, name) in names.iter().enumerate() {
            let key = fold(name.text);
            if key.contains(is_cyrillic) {
                let stemmed: Vec<_> = key.split(' ').map(stem).collect();
                stems.push((stemmed.join(" "), number(at)));
            }
            if !key.is_empty() {
                folded.push((key, number(at)));
            }
        }
        let mut postings = vec![];
        let folded = runs(folded, &mut postings)?;
        let stems = runs(stems, &mut postings)?;
        Ok(Self {
            postings,
            folded,
            stems,
        })
    }
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

/// Moves the numbers of names to the postings, and maps each key to its run.
fn runs(mut keys: Vec<(String, u32)>, postings: &mut Vec<u32>) -> Result<Vec<u8>, TableError> {
    keys.sort_unstable();
    let mut runs = keys.chunk_by(|one, other| one.0 == other.0);
    if let Some(run) = runs.find(|run| run.len() > RUN_MAX) {
        let expected = format!("a name of at most {RUN_MAX} places");
        return Err(wrong("names.tsv", 1, "name", &run[0].0, &expected));
    }
    let runs = keys.chunk_by(|one, other| one.0 == other.0);
    Ok(map(runs.map(|run| {
        let first = u64::from(number(postings.len()));
        postings.extend(run.iter().map(|(_, name)| *name));
        (&run[0].0, first << RUN_BITS | u64::from(number(run.len())))
    })))
}

/// The bytes of a map of keys that are in order and none twice.
pub(super) fn map(entries: impl IntoIterator<Item = (impl AsRef<[u8]>, u64)>) -> Vec<u8> {
    let map = fst::Map::from_iter(entries);
    map.expect("the keys are in order and none is twice")
        .into_fst()
        .into_inner()
}
