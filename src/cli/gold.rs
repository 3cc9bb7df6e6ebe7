//! Gold documents: texts with the answers that people gave, ours and those of world news.

mod class;
mod marked;
mod world;

pub(super) use class::PlaceClass;
pub(super) use marked::read;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    event::EventType,
    geoparse::Role,
    space::LonLat,
    text::{Analysed, Lang, Span},
    time::{Date, DateSpan},
};

/// A document with the answers that people gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gold {
    /// The document's id.
    pub(super) id: String,
    /// The language; none where it is to be told from the text.
    pub(super) lang: Option<Lang>,
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// Whether demonyms are told from names; if not, they are among them.
    pub(super) has_demonyms_apart: bool,
    /// Whether the events are annotated.
    pub(super) has_events: bool,
    /// The text without marks.
    pub(super) text: String,
    /// The place names, in the order of the text.
    pub(super) toponyms: Vec<GoldToponym>,
    /// The events.
    pub(super) events: Vec<GoldEvent>,
}

/// A place name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoldToponym {
    /// The bytes of the text.
    pub(super) span: Span,
    /// What the name stands for; none in gold that tells places only, demonyms among them.
    pub(super) role: Option<Role>,
    /// Which place.
    pub(super) place: GoldPlace,
}

impl GoldToponym {
    /// Whether it is annotated as a demonym, not as a name of a place.
    pub(super) fn is_demonym(&self) -> bool {
        self.role == Some(Role::Demonym)
    }
}

/// A place as gold gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GoldPlace {
    /// By its id in the gazetteer, or for a demonym by its country code.
    Id(String),
    /// By its position.
    At(LonLat),
    /// By both, and by what sort of place it is.
    Both(Box<KnownPlace>),
    /// Not known.
    Unknown,
}

/// A place that gold describes in full.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KnownPlace {
    /// Its id, whether or not the gazetteer has it.
    pub(super) id: String,
    /// Where it is.
    pub(super) position: LonLat,
    /// What sort of place it is.
    pub(super) class: PlaceClass,
    /// The country in words, or empty.
    pub(super) country: String,
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoldEvent {
    /// What happened.
    pub(super) event_type: EventType,
    /// The words that name it.
    pub(super) trigger: Span,
    /// Where; empty if the text does not say.
    pub(super) places: Vec<GoldPlace>,
    /// When; none if the text does not say.
    pub(super) date: Option<DateSpan>,
    /// Announced for later.
    pub(super) planned: bool,
}

impl Gold {
    /// The text taken apart.
    pub(super) fn analysed(&self) -> Analysed<'_> {
        Analysed::new(&self.text, self.lang)
    }
}

/// Reads gold files, or every one in folders, in the order of their paths: `.txt` with one document of
/// ours, `.jsonl` with one of world news a line.
///
/// # Errors
///
/// When one cannot be read or is no gold; the error names it.
pub(super) fn read_all(paths: &[PathBuf]) -> io::Result<Vec<Gold>> {
    let mut read = Vec::new();
    for path in paths {
        for file in files(path)? {
            read.extend(read_file(&file)?);
        }
    }
    Ok(read)
}

fn read_file(path: &Path) -> io::Result<Vec<Gold>> {
    let named = |error: String| io::Error::other(format!("{}: {error}", path.display()));
    let file = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    let read = if is_lines(path) {
        world::read(&file)
    } else {
        read(&file).map(|gold| vec![gold])
    };
    read.map_err(named)
}

fn is_lines(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "jsonl")
}

fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?
        .map(|entry| Ok(entry?.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let is_gold =
            path.extension().is_some_and(|extension| extension == "txt") || is_lines(&path);
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if is_gold {
            found.push(path);
        }
    }
    Ok(found)
}
