use std::{io, sync::Arc};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use quick_cache::{Equivalent, Weighter, sync::Cache};

use super::{answer, coding::Coding};
use crate::{space::Tile, tile::Encoding};

/// How many tiles the cache makes room for at first; it grows as their bytes allow.
const TILES_EXPECTED: usize = 4_096;

/// What a kept tile takes beside its body and its filter, in bytes.
const OVERHEAD_BYTES: usize = 200;

/// The most bytes of tiles that are kept: 64 MiB.
pub const TILE_CACHE_BYTES_MAX: u64 = 64 << 20;

/// How many addresses are remembered with their tiles.
const ADDRESSES_MAX: usize = 4_096;

/// Tiles as they were sent, compressed already, the most used of them; those of an earlier state of the store are
/// never asked for again and make room by and by.
#[derive(Debug)]
pub struct TileCache {
    tiles: Cache<Key, Kept, Weight>,
    /// The same tiles by the addresses that they were asked for at, which need not be read again.
    by_address: Cache<Address, Answered>,
}

/// An address as a client writes it, path and query, and the coding of the answer.
type Address = (Coding, Box<str>);

/// An [`Address`] that is looked for.
#[derive(Hash)]
struct Sought<'a>(Coding, &'a str);

impl Equivalent<Address> for Sought<'_> {
    fn equivalent(&self, (coding, address): &Address) -> bool {
        self.0 == *coding && *self.1 == **address
    }
}

/// A tile that was the answer to an address.
#[derive(Debug, Clone)]
struct Answered {
    /// The state of the store that it shows.
    revision: i64,
    encoding: Encoding,
    kept: Kept,
}

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

impl Kept {
    /// The tile as a response; it is not sent again to a client that holds it.
    pub(super) fn response(
        self,
        headers: &HeaderMap,
        encoding: Encoding,
        coding: Coding,
    ) -> Response {
        let mut response = answer::tagged(headers, self.tag, encoding.media_type(), self.body);
        let vary = HeaderValue::from_static("accept-encoding");
        response.headers_mut().insert(header::VARY, vary);
        if let Some(coding) = coding.header() {
            let name = header::CONTENT_ENCODING;
            response.headers_mut().insert(name, coding);
        }
        response
    }
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
        Self {
            tiles: Cache::with_weighter(TILES_EXPECTED, TILE_CACHE_BYTES_MAX, Weight),
            by_address: Cache::new(ADDRESSES_MAX),
        }
    }
}

impl TileCache {
    /// The tile, if it is kept in its coding.
    pub(super) fn get(&self, key: &Key) -> Option<Kept> {
        self.tiles.get(key)
    }

    /// The answer to an address, if it is kept and still shows the store.
    pub(super) fn at(&self, address: &str, headers: &HeaderMap, revision: i64) -> Option<Response> {
        let coding = Coding::chosen(headers);
        let found = self.by_address.get(&Sought(coding, address))?;
        (found.revision == revision).then(|| found.kept.response(headers, found.encoding, coding))
    }

    /// Remembers what an address is answered with.
    pub(super) fn remember(&self, address: &str, key: &Key, kept: Kept) {
        let answered = Answered {
            revision: key.revision,
            encoding: key.encoding,
            kept,
        };
        self.by_address
            .insert((key.coding, address.into()), answered);
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
        self.tiles.insert(key, coded.clone());
        Ok(coded)
    }

    fn keep(&self, key: Key, body: Vec<u8>) -> Kept {
        let kept = Kept {
            tag: answer::digest(&body).into(),
            body: body.into(),
        };
        self.tiles.insert(key, kept.clone());
        kept
    }
}
