use std::{io, sync::Arc};

use axum::body::Bytes;
use quick_cache::{Weighter, sync::Cache};

use super::{answer, coding::Coding};
use crate::{space::Tile, tile::Encoding};

/// How many tiles the cache makes room for at first; it grows as their bytes allow.
const TILES_EXPECTED: usize = 4_096;

/// What a kept tile takes beside its body and its filter, in bytes.
const OVERHEAD_BYTES: usize = 200;

/// The most bytes of tiles that are kept: 64 MiB.
pub const TILE_CACHE_BYTES_MAX: u64 = 64 << 20;

/// Tiles as they were sent, compressed already, the most used of them; those of an earlier state of the store are
/// never asked for again and make room by and by.
#[derive(Debug)]
pub struct TileCache(Cache<Key, Kept, Weight>);

/// What decides a tile's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The state of the store that it shows.
    pub(super) revision: i64,
    pub(super) tile: Tile,
    pub(super) encoding: Encoding,
    /// The filter as [`Debug`](std::fmt::Debug) tells it: filters that mean the same read the same.
    pub(super) filter: Arc<str>,
    pub(super) coding: Coding,
}

/// A tile's body in its coding, with the tag of its content.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) tag: Arc<str>,
    pub(super) body: Bytes,
}

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<Key, Kept> for Weight {
    fn weight(&self, key: &Key, kept: &Kept) -> u64 {
        (kept.body.len() + key.filter.len() + OVERHEAD_BYTES) as u64
    }
}

impl Default for TileCache {
    fn default() -> Self {
        Self(Cache::with_weighter(
            TILES_EXPECTED,
            TILE_CACHE_BYTES_MAX,
            Weight,
        ))
    }
}

impl TileCache {
    /// The tile, if it is kept in its coding.
    pub(super) fn get(&self, key: &Key) -> Option<Kept> {
        self.0.get(key)
    }

    /// The tile in its coding, made of the kept one as it is, or else by `make`; then it is kept.
    pub(super) fn made<E: From<io::Error>>(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Kept, E> {
        let mut plain = key.clone();
        plain.coding = Coding::Identity;
        let kept = match self.get(&plain) {
            Some(kept) => kept,
            None => self.keep(plain, make()?),
        };
        if key.coding == Coding::Identity {
            return Ok(kept);
        }
        let coded = Kept {
            body: key.coding.encode(&kept.body)?.into(),
            tag: kept.tag,
        };
        self.0.insert(key, coded.clone());
        Ok(coded)
    }

    fn keep(&self, key: Key, body: Vec<u8>) -> Kept {
        let kept = Kept {
            tag: answer::digest(&body).into(),
            body: body.into(),
        };
        self.0.insert(key, kept.clone());
        kept
    }
}
