//! Everything that needs more than one module, a file, a process or another program.

mod index;
mod sample;
mod store;
