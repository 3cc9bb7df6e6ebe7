//! Prepares what the binary embeds: the web part and the compiled gazetteer.
#![expect(
    unreachable_pub,
    reason = "the included files are modules of the library"
)]

// The same folding and compiling as in the library: a name is found only if both agree.
#[path = "src/gazetteer/compile.rs"]
#[expect(dead_code, reason = "the library reads what this compiles")]
mod compile;
#[path = "src/text/fold.rs"]
mod fold;
#[path = "src/gazetteer/kind.rs"]
#[expect(dead_code, reason = "the library reads what this compiles")]
mod kind;
#[path = "src/text/stem.rs"]
mod stem;
#[path = "web/build.rs"]
mod web;

use std::{env, fs, path::Path, process::ExitCode};

/// What [`compile`] knows as `crate::text`.
mod text {
    pub(crate) use crate::{fold::fold, stem::stem};
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    match gazetteer().and_then(|()| web::build()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error={}", reason.replace('\n', " / "));
            ExitCode::FAILURE
        }
    }
}

/// Compiles the tables of `geodata` into `OUT_DIR/gazetteer.bin`.
fn gazetteer() -> Result<(), String> {
    let read = |name: &str| {
        let path = format!("geodata/{name}.tsv");
        println!("cargo::rerun-if-changed={path}");
        fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))
    };
    let (places, names, ambiguous) = (read("places")?, read("names")?, read("ambiguous")?);
    let tables = compile::Tables {
        places: &places,
        names: &names,
        ambiguous: &ambiguous,
    };
    let numbered = |word: &str| {
        let kinds = kind::PlaceKind::ALL.iter();
        kinds
            .map(|kind| kind.as_str())
            .position(|kind| kind == word)
    };
    let blob = compile::compile(tables, |word| u32::try_from(numbered(word)?).ok())?;
    let out = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    fs::write(Path::new(&out).join("gazetteer.bin"), blob)
        .map_err(|error| format!("{out}: {error}"))
}
