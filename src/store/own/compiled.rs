use std::{fs, io::Write, path::Path, sync::Arc};

use filebuffer::FileBuffer;

use super::{
    OwnError, OwnPlaces,
    list::{List, replace},
};
use crate::gazetteer::{self, Gazetteer, OwnTable, Standing, compile_own};

/// A compiled layer of up to so many bytes is compared with its checksum at every start: that takes less
/// than a millisecond. A longer one is only by [`OwnPlaces::check`].
const CHECKED_BYTES_MAX: usize = 1 << 20;

impl OwnPlaces {
    /// The layers below with the layer of a standing over them, if there are lists of that standing.
    pub(super) fn layer(
        &self,
        standing: Standing,
        below: Option<Gazetteer>,
    ) -> Result<Option<Gazetteer>, OwnError> {
        let lists = self.lists_of(standing)?;
        if lists.is_empty() {
            return Ok(below);
        }
        let below = below.unwrap_or_else(|| Gazetteer::bundled().clone());
        let stamp = stamp(&below, &lists)?;
        let path = self.folder.join(format!("{}.bin", standing.as_str()));
        let bytes = match mapped(&path, &stamp) {
            Some(bytes) => bytes,
            None => self.compile(standing, &lists, &below, &stamp, &path)?,
        };
        let layered = below.with_layer(bytes);
        layered.map(Some).map_err(|error| OwnError::Compiled {
            path,
            source: Arc::new(error),
        })
    }

    /// Compiles the lists of a standing and writes the layer for the next start. Where nothing can be written
    /// it is made anew at every start.
    fn compile(
        &self,
        standing: Standing,
        lists: &[List],
        below: &Gazetteer,
        stamp: &str,
        path: &Path,
    ) -> Result<&'static [u8], OwnError> {
        // Another may just have made it.
        let lock = self.lock();
        if let Some(bytes) = mapped(path, stamp) {
            return Ok(bytes);
        }
        let mut texts = vec![];
        for list in lists {
            let text = fs::read_to_string(&list.path);
            texts.push(text.map_err(|error| OwnError::file("read", &list.path, error))?);
        }
        let names: Vec<_> = lists
            .iter()
            .map(|list| format!("{}.tsv", list.label))
            .collect();
        let tables = names
            .iter()
            .zip(&texts)
            .map(|(name, text)| OwnTable { name, text });
        let compiled = compile_own(below, standing, &tables.collect::<Vec<_>>(), stamp);
        let compiled = compiled.map_err(|source| OwnError::Table {
            folder: self.folder.join(standing.as_str()),
            source,
        })?;
        drop(texts);
        match lock.and_then(|_lock| replace(path, |file| file.write_all(&compiled))) {
            Ok(()) => tracing::info!(path = %path.display(), "compiled the user's places"),
            Err(error) => {
                tracing::warn!(%error, "the user's places are compiled anew at every start");
            }
        }
        Ok(mapped(path, stamp).unwrap_or_else(|| compiled.leak()))
    }

    /// Compares every compiled layer with its checksum; a damaged one is removed, so that the next start makes
    /// it anew. Gives the standings of those.
    ///
    /// # Errors
    ///
    /// When a damaged layer cannot be removed.
    pub fn check(&self) -> Result<Vec<Standing>, OwnError> {
        let mut damaged = vec![];
        for standing in super::STANDINGS {
            let path = self.folder.join(format!("{}.bin", standing.as_str()));
            let Ok(bytes) = FileBuffer::open(&path) else {
                continue;
            };
            if gazetteer::check(&bytes).is_err() {
                fs::remove_file(&path).map_err(|error| OwnError::file("remove", &path, error))?;
                damaged.push(standing);
            }
        }
        Ok(damaged)
    }
}

/// What a layer was made of: it is another whenever the layer would be.
fn stamp(below: &Gazetteer, lists: &[List]) -> Result<String, OwnError> {
    let digests = below
        .digests()
        .into_iter()
        .map(|digest| format!("{digest:016x}"));
    let mut parts = vec![env!("CARGO_PKG_VERSION").to_owned()];
    parts.extend(digests);
    for list in lists {
        parts.push(list.state()?);
    }
    Ok(parts.join("\n"))
}

/// A compiled layer in memory, if it is there and made of just this.
fn mapped(path: &Path, stamp: &str) -> Option<&'static [u8]> {
    let file = FileBuffer::open(path).ok()?;
    let is_current = gazetteer::stamp(&file).is_ok_and(|found| found == stamp);
    let is_sound = || file.len() > CHECKED_BYTES_MAX || gazetteer::check(&file).is_ok();
    let is_usable = is_current && is_sound();
    is_usable.then(|| file.leak())
}
