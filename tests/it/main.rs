//! Everything that needs more than one module, a file, a process or another program.

#![recursion_limit = "256"] // json! of a whole feature
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod architecture;
mod command;
mod document;
mod files;
mod filter;
mod formats;
mod gazetteer;
mod gdal;
mod gold;
mod http;
mod index;
mod named_cases;
mod other_languages;
mod pages;
mod process;
mod sample;
mod seed;
mod serve;
mod store;
mod stream;
mod sums;
