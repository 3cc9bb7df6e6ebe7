//! The geoparser and the event extraction against the test part of the gold, which is never tuned on.

use std::process::Command;

use serde_json::Value;

/// A figure may not fall below its floor: language, figure, floor.
const FLOORS: [(&str, &str, f64); 15] = [
    ("en", "recognition F1, exact", 0.90),
    ("ru", "recognition F1, exact", 0.89),
    ("uz", "recognition F1, exact", 0.88),
    ("en", "literal places within 20 km", 0.90),
    ("ru", "literal places within 20 km", 0.94),
    ("uz", "literal places within 20 km", 0.95),
    ("en", "literal places in the right country", 0.94),
    ("ru", "literal places in the right country", 0.96),
    ("uz", "literal places in the right country", 0.96),
    ("en", "role right", 0.87),
    ("ru", "role right", 0.85),
    ("uz", "role right", 0.87),
    ("all", "demonym F1", 0.90),
    ("all", "events F1", 0.36),
    ("all", "event dates right", 0.80),
];

/// A figure may not rise above its ceiling.
const CEILINGS: [(&str, &str, f64); 2] = [
    ("all", "calibration error", 0.05),
    ("all", "events at an associative name", 0.05),
];

#[test]
fn figures_on_the_gold_test_part_keep_their_floors() {
    let figures = evaluate("tests/gold/test");
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

#[test]
fn fitting_the_tune_part_gives_the_weights_that_are_bundled() {
    let done = Command::new(env!("CARGO_BIN_EXE_zij"))
        .args(["train", "tests/gold/tune"])
        .output();
    let table = String::from_utf8(done.expect("zij runs").stdout).expect("a table is UTF-8");
    assert_eq!(table, include_str!("../../geodata/geoparse.tsv"));
}

fn evaluate(gold: &str) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_zij"))
        .args(["evaluate", "--json", gold])
        .output();
    let done = done.expect("zij runs");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    serde_json::from_slice(&done.stdout).expect("figures are JSON")
}
