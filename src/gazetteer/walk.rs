use fst::{
    Map,
    raw::{CompiledAddr, Output},
};

use super::{
    NameEntry,
    blob::{Blob, Bytes},
};

/// A place in the middle of a name: which names go on from here, and which end here.
///
/// ```
/// use zij::gazetteer::Gazetteer;
/// let gazetteer = Gazetteer::bundled();
/// let mazar = gazetteer.walk().step("mazar").expect("names begin so");
/// let sharif = mazar.step("i").and_then(|walk| walk.step("sharif")).expect("and go on so");
/// assert!(sharif.entries().any(|name| gazetteer.place(name.place).country == "AF"));
/// ```
#[derive(Clone, Copy)]
pub struct Walk<'g> {
    blob: &'g Blob,
    map: &'g Map<Bytes>,
    address: CompiledAddr,
    output: Output,
    begun: bool,
}

impl std::fmt::Debug for Walk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Walk")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl<'g> Walk<'g> {
    pub(super) fn new(blob: &'g Blob, map: &'g Map<Bytes>) -> Self {
        let address = map.as_fst().root().addr();
        Self {
            blob,
            map,
            address,
            output: Output::zero(),
            begun: false,
        }
    }

    /// Goes on by one whole folded word; none if no name goes on so.
    #[must_use]
    pub fn step(self, word: &str) -> Option<Self> {
        let space: &[u8] = if self.begun { b" " } else { b"" };
        let mut bytes = space.iter().chain(word.as_bytes());
        let walk = bytes.try_fold(self, |walk, byte| walk.byte(*byte))?;
        Some(Self {
            begun: true,
            ..walk
        })
    }

    fn byte(self, byte: u8) -> Option<Self> {
        let node = self.map.as_fst().node(self.address);
        let transition = node.transition(node.find_input(byte)?);
        Some(Self {
            address: transition.addr,
            output: self.output.cat(transition.out),
            ..self
        })
    }

    /// The names that end here.
    pub fn entries(self) -> impl Iterator<Item = NameEntry<'g>> {
        let node = self.map.as_fst().node(self.address);
        let value = node
            .is_final()
            .then(|| self.output.cat(node.final_output()).value());
        value
            .into_iter()
            .flat_map(move |value| self.blob.postings(value))
    }
}
