//! Compiles the bundled tables when the program is built. It includes the library's own files, so that
//! names are folded and laid out here exactly as the library reads them.

#[path = "compile.rs"]
pub mod compile;
#[path = "../text/fold.rs"]
pub mod fold;
#[path = "keys.rs"]
pub mod keys;
#[path = "kind.rs"]
pub mod kind;
#[path = "../text/stem.rs"]
pub mod stem;
#[path = "tables.rs"]
pub mod tables;

use std::{env, fs, path::Path};

use fold::fold;
use stem::stem;

/// Where the tables are, in the order of their use.
const TABLES: [&str; 3] = [
    "geodata/places.tsv",
    "geodata/names.tsv",
    "geodata/ambiguous.tsv",
];

/// Writes `gazetteer.bin` to the build's output folder.
pub(crate) fn build() -> Result<(), String> {
    for path in TABLES {
        println!("cargo::rerun-if-changed={path}");
    }
    let [places, names, ambiguous] = TABLES.map(read);
    let tables = tables::Tables {
        places: &places?,
        names: &names?,
        ambiguous: &ambiguous?,
    };
    let block = compile::compile(&tables).map_err(|error| format!("geodata: {error}"))?;
    let folder = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    let path = Path::new(&folder).join("gazetteer.bin");
    fs::write(&path, block).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}
