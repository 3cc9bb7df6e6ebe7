//! The geoparser and the event extraction against the test part of the gold, which is never tuned on.

use std::process::Command;

use serde_json::{Value, json};

/// A figure may not fall below its floor: language, figure, floor.
const FLOORS: [(&str, &str, f64); 22] = [
    ("all", "recognition F1, exact", 0.94),
    ("en", "recognition F1, exact", 0.94),
    ("ru", "recognition F1, exact", 0.94),
    ("uz", "recognition F1, exact", 0.91),
    ("all", "literal places within 20 km", 0.95),
    ("en", "literal places within 20 km", 0.93),
    ("ru", "literal places within 20 km", 0.95),
    ("uz", "literal places within 20 km", 0.96),
    ("all", "literal places in the right country", 0.98),
    ("en", "literal places in the right country", 0.97),
    ("ru", "literal places in the right country", 0.98),
    ("uz", "literal places in the right country", 0.98),
    ("all", "role right", 0.90),
    ("en", "role right", 0.89),
    ("ru", "role right", 0.90),
    ("uz", "role right", 0.92),
    ("all", "demonym F1", 0.93),
    ("all", "events F1", 0.43),
    ("all", "events F1, wherever", 0.59),
    ("en", "event dates right", 0.85),
    ("ru", "event dates right", 0.87),
    ("uz", "event dates right", 0.87),
];

/// A figure may not rise above its ceiling.
const CEILINGS: [(&str, &str, f64); 2] = [
    ("all", "calibration error", 0.05),
    ("all", "events at an associative name", 0.04),
];

#[test]
fn figures_on_the_gold_test_part_keep_their_floors() {
    let figures = evaluate(&["tests/gold/test"]);
    let figure = |lang: &str, name: &str| {
        figures[lang][name]
            .as_f64()
            .unwrap_or_else(|| panic!("no {name} of {lang}"))
    };
    let low = FLOORS
        .iter()
        .filter(|(lang, name, floor)| figure(lang, name) < *floor);
    let high = CEILINGS
        .iter()
        .filter(|(lang, name, ceiling)| figure(lang, name) > *ceiling);
    let broken: Vec<String> = low
        .chain(high)
        .map(|(lang, name, bound)| {
            format!("{name} of {lang} is {}, bound {bound}", figure(lang, name))
        })
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// World news that another corpus's weights are judged by: the corpora, the figure, its floor.
const WORLD_FLOORS: [([&str; 2], &str, f64); 4] = [
    (["lgl", "trnews"], "recognition F1, exact", 0.78),
    (
        ["lgl", "trnews"],
        "all gold places found within 161 km",
        0.79,
    ),
    (["trnews", "lgl"], "recognition F1, exact", 0.78),
    (
        ["trnews", "lgl"],
        "all gold places found within 161 km",
        0.58,
    ),
];

/// The corpora are others' and no part of Zij: where they do not lie beside it, there is nothing to judge.
#[test]
fn world_news_is_read_well_with_weights_fitted_to_other_news() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/geoparse-dev");
    let path = |corpus: &str| format!("{folder}/{corpus}.jsonl");
    for corpora in [["lgl", "trnews"], ["trnews", "lgl"]] {
        let [fitted, judged] = corpora.map(path);
        if !std::path::Path::new(&judged).exists() {
            eprintln!("{judged} is not there: its floors are not tested");
            continue;
        }
        let figures = evaluate(&["--world", &fitted, "--fit", "tests/gold/tune", &judged]);
        for (of, name, floor) in WORLD_FLOORS {
            let reached = figures["all"][name].as_f64().unwrap_or_default();
            assert!(
                of != corpora || reached >= floor,
                "{name} of {judged} is {reached}"
            );
        }
    }
}

#[test]
fn fitting_the_tune_part_gives_the_weights_that_are_bundled() {
    let table = run(&["train", "tests/gold/tune"]);
    assert_eq!(table, include_str!("../../geodata/geoparse.tsv"));
    let table = run(&["train", "--events", "tests/gold/tune"]);
    assert_eq!(table, include_str!("../../geodata/extract.tsv"));
}

#[test]
fn a_line_of_world_news_is_gold_too_and_its_mistakes_are_told() {
    let line = r#"{"doc_id":"a","text":"He left Tashkent for «Osh» and Oxford Road.","toponyms":[
        {"start":8,"end":16,"text":"Tashkent","lat":41.26465,"lon":69.21627,"geonameid":"1512569","fcode":"PPLC"},
        {"start":22,"end":25,"text":"Osh","lat":-40.5,"lon":-72.8,"geonameid":"1","fcode":"PPL","country":"Chile"},
        {"start":31,"end":42,"text":"Oxford Road","lat":null,"lon":null,"geonameid":null}]}"#;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.jsonl");
    std::fs::write(&path, line.replace('\n', " ")).expect("a file");
    let path = path.to_str().expect("a path in UTF-8");
    let figures = &evaluate(&[path])["all"];
    let names = [
        "toponyms",
        "recognition recall, exact",
        "found places within 161 km",
        "literal places in the right country",
        "role right",
        "events",
    ];
    let actual = names.map(|name| figures[name].clone());
    let expected = json!([3.0, 2.0 / 3.0, 0.5, 0.5, null, 0.0]);
    assert_eq!(json!(actual), expected);
    let shown = run(&["evaluate", "--errors", "1", path]);
    let worst = shown.lines().next().unwrap_or_default();
    let place = "a place: He left Tashkent for «[Osh]» and Oxford Road.";
    assert!(worst.contains(place), "{worst}");
    assert!(
        worst.contains("Osh KG geonames:1527534 instead of Chile geonames:1 at -72.8,-40.5"),
        "{worst}"
    );
}

#[test]
fn weights_are_judged_on_documents_that_they_were_not_fitted_to() {
    let folds = ["--folds", "2", "tests/gold/tune/uz"];
    let fitted = ["--fit", "tests/gold/tune/uz", "tests/gold/tune/uz"];
    let [apart, same] = [&folds, &fitted].map(|args| evaluate(args)["uz"].clone());
    assert_eq!(apart["toponyms"], same["toponyms"]);
    assert!(apart["role right"].as_f64() < same["role right"].as_f64());
}

fn evaluate(args: &[&str]) -> Value {
    let figures = run(&[&["evaluate", "--json"], args].concat());
    serde_json::from_str(&figures).expect("figures are JSON")
}

fn run(args: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_zij")).args(args).output();
    let done = done.expect("zij runs");
    let words = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{words}");
    String::from_utf8(done.stdout).expect("what it prints is UTF-8")
}
