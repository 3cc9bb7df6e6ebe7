//! Zij turns reports and event lists about Central Asia into a map of events.
//!
//! Documents and records go in; every event gets a place, a time, a precision and its evidence. The
//! modules stand in the order in which the data flows, and each uses only modules above it
//! (`tests/it/architecture.rs` keeps it so). Everything above [`store`] is pure: no clock, no file, no
//! thread, no log.

pub mod space;

pub mod time;

pub mod text;

pub mod gazetteer;

pub mod document;

pub mod event;

pub mod geocode;

pub mod geoparse;

pub mod extract;

pub mod ingest;

pub mod filter;

pub mod store;

pub mod index;

pub mod layer;

pub mod tile;

pub mod http;

pub mod cli;
