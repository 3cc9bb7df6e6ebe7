//! The order of the modules, the packages that only one of them may name, and what is pure.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Packages and the modules that alone may name them.
const CONFINED: &[(&str, &[&str])] = &[
    ("arc_swap", &["index"]),
    ("axum", &["http"]),
    ("http_body_util", &["http"]),
    ("brotli", &["http"]),
    ("bytemuck", &["index"]),
    ("clap", &["cli"]),
    ("crc32fast", &["index"]),
    ("cql2", &["filter"]),
    ("csv", &["document", "ingest", "layer"]),
    ("ego_tree", &["document"]),
    ("fast_mvt", &["tile"]),
    ("encoding_rs", &["document"]),
    ("feed_rs", &["document"]),
    ("flate2", &["document", "http"]),
    ("flatgeobuf", &["document", "layer"]),
    ("form_urlencoded", &["filter", "http", "cli"]),
    ("filebuffer", &["store", "index"]),
    ("foldhash", &["text", "geoparse", "extract", "http"]),
    ("fst", &["gazetteer"]),
    ("futures_util", &["http"]),
    ("geo", &["space"]),
    ("geojson", &["document", "ingest"]),
    ("indicatif", &["cli"]),
    ("jiff", &["time"]),
    ("lopdf", &["document"]),
    ("mail_parser", &["document"]),
    ("postcard", &["index"]),
    ("pulldown_cmark", &["document"]),
    ("quick_cache", &["http"]),
    ("quick_xml", &["document", "layer"]),
    ("rstar", &["index"]),
    ("rusqlite", &["document", "store", "layer"]),
    ("rust_embed", &["http"]),
    ("rust_xlsxwriter", &["layer"]),
    ("scraper", &["document"]),
    ("sha2", &["document"]),
    ("tempfile", &["store", "index", "layer", "cli"]),
    ("tokio", &["http", "cli"]),
    ("tower", &["http"]),
    ("tower_http", &["http"]),
    ("tracing", &["store", "index", "http", "cli"]),
    ("tracing_subscriber", &["cli"]),
    ("unicode_normalization", &["text"]),
    ("ureq", &["cli"]),
    ("zip", &["document"]),
    ("zstd", &["http"]),
];

/// Packages that any module may name.
const COMMON: &[&str] = &["serde", "serde_json", "thiserror"];

/// The first module that may read files, clocks and logs, and start threads.
const FIRST_IMPURE: &str = "store";

/// Parts of the standard library that a pure module does without.
const IMPURE: &[&str] = &["env", "fs", "net", "process", "thread", "time"];

/// One file of a module.
struct Source {
    module: String,
    path: PathBuf,
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules in the order in which the library declares them.
fn modules() -> Vec<String> {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    declared
        .map(|rest| rest.trim_end_matches(';').to_owned())
        .collect()
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for module in modules() {
        collect(&root().join("src").join(&module), &module, &mut sources);
    }
    sources
}

fn collect(folder: &Path, module: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, module, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            sources.push(Source {
                module: module.to_owned(),
                code: without_comments(&text),
                path: path.strip_prefix(root()).unwrap().to_owned(),
            });
        }
    }
}

fn without_comments(text: &str) -> String {
    let code = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    code.collect::<Vec<_>>().join("\n")
}

/// The names that follow `prefix` in paths, those of a braced list included.
fn names_after<'c>(code: &'c str, prefix: &str) -> BTreeSet<&'c str> {
    let starts = code
        .match_indices(prefix)
        .filter(|(at, _)| begins_word(code, *at));
    let rests = starts.map(|(at, _)| &code[at + prefix.len()..]);
    rests
        .flat_map(|rest| {
            rest.strip_prefix('{')
                .map_or_else(|| vec![word(rest)], listed)
        })
        .collect()
}

/// The first words of the items of a list whose opening brace has been read.
fn listed(rest: &str) -> Vec<&str> {
    let (mut depth, mut names, mut item) = (0, vec![word(rest.trim_start())], false);
    for (at, letter) in rest.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => item = true,
            _ if item && !letter.is_whitespace() => {
                names.push(word(&rest[at..]));
                item = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Whether a word begins here that is no part of a longer word or path.
fn begins_word(code: &str, at: usize) -> bool {
    let before = code[..at].chars().next_back();
    before.is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '_' | ':' | '.'))
}

fn names_package(code: &str, package: &str) -> bool {
    code.match_indices(package).any(|(at, _)| {
        let rest = &code[at + package.len()..];
        begins_word(code, at) && rest.starts_with("::")
    })
}

#[test]
fn paths_are_read_out_of_lists_and_expressions() {
    let code = "use crate::{document::{Batch, read}, event::Event,\n space};\nlet x = crate::time::now();\nmycrate::y";
    let expected = BTreeSet::from(["document", "event", "space", "time"]);
    assert_eq!(names_after(code, "crate::"), expected);
    assert!(names_package("fn a() -> geo::Point", "geo"));
    assert!(!names_package("use axum::geo::x; geojson::y; geo.z", "geo"));
}

#[test]
fn a_module_uses_only_modules_declared_before_it() {
    let order = modules();
    assert_eq!(order.len(), 17, "{order:?}");
    let place = |module: &str| order.iter().position(|known| known == module);
    for source in sources() {
        let later = names_after(&source.code, "crate::")
            .into_iter()
            .filter(|used| place(used) > place(&source.module))
            .collect::<Vec<_>>();
        assert_eq!(
            later,
            Vec::<&str>::new(),
            "{} uses later modules",
            source.path.display()
        );
    }
}

#[test]
fn a_confined_package_is_named_only_where_it_belongs() {
    for source in sources() {
        for (package, modules) in CONFINED {
            let allowed = modules.contains(&source.module.as_str()) || is_build_script(&source);
            let named = names_package(&source.code, package);
            assert!(
                allowed || !named,
                "{} names {package}",
                source.path.display()
            );
        }
    }
}

#[test]
fn every_package_has_its_place() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let lines = section.lines().filter(|line| !line.starts_with('#'));
    for package in lines.filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_"))) {
        let confined = CONFINED.iter().any(|(name, _)| *name == package);
        assert!(
            confined || COMMON.contains(&package.as_str()),
            "{package} has no place"
        );
    }
}

#[test]
fn everything_before_the_store_is_pure() {
    let order = modules();
    let pure: Vec<_> = order
        .iter()
        .take_while(|module| *module != FIRST_IMPURE)
        .collect();
    for source in sources() {
        if !pure.contains(&&source.module) || is_build_script(&source) {
            continue;
        }
        let path = source.path.display();
        for part in names_after(&source.code, "std::") {
            assert!(!IMPURE.contains(&part), "{path} uses std::{part}");
        }
        assert!(!source.code.contains("::now()"), "{path} reads the clock");
    }
}

/// The build script's part of a module runs before there is a program.
fn is_build_script(source: &Source) -> bool {
    source.path.ends_with("build.rs")
}
