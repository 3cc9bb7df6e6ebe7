//! Answers filters from memory: an immutable [`Snapshot`] of the store's events, exchanged as a whole
//! when they change, so that a reader never waits.
//!
//! Located events stand in columns along a Z-order curve; an R-tree holds blocks of 128 of them, and a
//! block that lies inside the box asked for is taken as a range, without a look at its positions.

mod area;
mod columns;
mod facets;
mod histogram;
mod live;
mod probe;
mod snapshot;

pub use facets::Facets;
pub use histogram::{Bin, Histogram, Width};
pub use live::Live;
pub use snapshot::Snapshot;
