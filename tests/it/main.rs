//! Everything that needs more than one module, a file, a process or another program.

#![recursion_limit = "256"] // json! of a whole feature

mod http;
mod index;
mod sample;
mod store;
