use std::cmp::Ordering;

use super::{
    BlobError, Gazetteer, NameEntry, NameKind, PlaceIndex, UNITS_PER_DEGREE, blob::Blob, kind_of,
};
use crate::space::LonLat;

/// The most layers of a gazetteer: the bundled one, the lists that cover more, and the user's own.
pub(super) const LAYERS_MAX: usize = 3;

/// One compiled table of places.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) blob: Blob,
    /// The gazetteer's number of its first place.
    pub(super) first: u32,
}

impl Layer {
    /// The gazetteer's number of a place of this layer.
    pub(super) fn index(&self, local: u32) -> PlaceIndex {
        PlaceIndex(self.first.saturating_add(local))
    }

    /// Every place of the layer.
    pub(super) fn places(&self) -> impl Iterator<Item = PlaceIndex> + use<> {
        let count = u32::try_from(self.blob.places()).unwrap_or(u32::MAX);
        (self.first..self.first.saturating_add(count)).map(PlaceIndex)
    }

    pub(super) fn position(&self, local: u32) -> LonLat {
        let degrees = |word| {
            let units = i32::from_le_bytes(self.blob.place_word(local, word).to_le_bytes());
            f64::from(units) / UNITS_PER_DEGREE
        };
        LonLat::new(degrees(7), degrees(8)).unwrap_or(LonLat::ORIGIN)
    }

    pub(super) fn by_id(&self, id: &str) -> Option<PlaceIndex> {
        let (mut low, mut high) = (0, u32::try_from(self.blob.places()).ok()?);
        while low < high {
            let middle = low.midpoint(high);
            match self.blob.text(self.blob.place_word(middle, 0)).cmp(id) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(self.index(middle)),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    pub(super) fn name(&self, name: u32) -> NameEntry<'_> {
        let text = |word| self.blob.text(self.blob.name_word(name, word));
        let (place, kind) = self.named(name);
        NameEntry {
            place,
            text: text(1),
            lang: text(2),
            kind,
        }
    }

    /// Whose name it is, and what it is to that place.
    pub(super) fn named(&self, name: u32) -> (PlaceIndex, NameKind) {
        let [place, kind] = [0, 3].map(|word| self.blob.name_word(name, word));
        let kind = kind_of(NameKind::ALL, NameKind::Alias, kind);
        (self.index(place), kind)
    }
}

impl Gazetteer {
    /// This gazetteer with one more layer above the others; see [`compile_own`](super::compile_own).
    /// The bytes are read where they lie, and not checked beyond their head: [`check`](super::check) does that.
    ///
    /// # Errors
    ///
    /// When the bytes are none, of another version or length, or were made over other layers.
    pub fn with_layer(&self, bytes: &'static [u8]) -> Result<Self, BlobError> {
        let blob = Blob::new(&bytes.into())?;
        let below = self.end();
        let count = usize::try_from(below).unwrap_or(usize::MAX);
        if blob.hidden_bytes() != count.div_ceil(8) || self.layers.len() == LAYERS_MAX {
            return Err(BlobError::Base {
                actual: count,
                expected: 8 * blob.hidden_bytes(),
            });
        }
        let mut layers = self.layers.clone();
        layers.push(Layer { blob, first: below });
        Ok(Self { layers })
    }

    /// A checksum of every layer: another for other places.
    #[must_use]
    pub fn digests(&self) -> Vec<u64> {
        self.layers
            .iter()
            .map(|layer| layer.blob.digest())
            .collect()
    }

    /// The number after that of the last place.
    pub(super) fn end(&self) -> u32 {
        let last = self.layers.last();
        last.map_or(0, |layer| {
            let count = u32::try_from(layer.blob.places()).unwrap_or(u32::MAX);
            layer.first.saturating_add(count)
        })
    }

    /// The layer of a place, and its number there.
    pub(super) fn layer_of(&self, index: PlaceIndex) -> (&Layer, u32) {
        let above = self.layers.iter().rev();
        let layer = above.into_iter().find(|layer| layer.first <= index.0);
        let layer = layer.unwrap_or(&self.layers[0]);
        (layer, index.0 - layer.first)
    }

    /// Whether no layer above this level has a place that stands for this one.
    pub(super) fn is_shown(&self, level: usize, place: PlaceIndex) -> bool {
        let above = self.layers.iter().skip(level + 1);
        above.into_iter().all(|layer| !layer.blob.hides(place.0))
    }

    /// The names of a run of postings of one layer, those left out whose place is not shown.
    pub(super) fn run(&self, level: usize, value: u64) -> impl Iterator<Item = NameEntry<'_>> {
        let names = self.run_numbers(level, value);
        names.map(|(layer, name)| layer.name(name))
    }

    /// The numbers of those names, with the layer.
    pub(super) fn run_numbers(
        &self,
        level: usize,
        value: u64,
    ) -> impl Iterator<Item = (&Layer, u32)> {
        let layer = self.layers.get(level);
        let names = layer.into_iter().flat_map(move |layer| {
            let run = layer.blob.run(value);
            run.map(move |name| (layer, name))
        });
        names.filter(move |(layer, name)| self.is_shown(level, layer.named(*name).0))
    }

    /// The levels of the layers, the uppermost first, each with its layer.
    pub(super) fn levels(&self) -> impl Iterator<Item = (usize, &Layer)> {
        self.layers.iter().enumerate().rev()
    }
}
