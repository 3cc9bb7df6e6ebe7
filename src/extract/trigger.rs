use std::{collections::HashMap, ops::Range, sync::LazyLock};

use super::{
    lexicon::{Hit, Lexicon},
    table::{Row, TableError, rows},
    words::Word,
};
use crate::{event::EventType, text::Lang};

static TRIGGERS: LazyLock<Lexicon<Meaning>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/triggers.tsv")).expect("a unit test reads the bundled table")
});

/// What the words of a trigger tell of, and how surely, 0 to 1; no type for words that look like a
/// trigger and are none: `visit our website`.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    event_type: Option<EventType>,
    weight: f64,
    source: Source,
    /// The row of the table.
    row: usize,
}

/// Words that tell of an event.
#[derive(Debug, Clone)]
pub(super) struct Trigger {
    /// From the first to the last.
    pub(super) words: Range<usize>,
    /// Those of its words that the table names.
    pub(super) named: Vec<usize>,
    /// What happened.
    pub(super) event_type: EventType,
    /// How surely the words mean that, 0 to 1.
    pub(super) weight: f64,
    /// How the table knows them.
    pub(super) source: Source,
    /// The row of the table, where it knows them.
    pub(super) row: Option<usize>,
}

/// How the table of triggers knows some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Letter by letter.
    Letters,
    /// By their lemmas.
    Lemmas,
    /// Not at all.
    Unknown,
}

fn parse(text: &str) -> Result<Lexicon<Meaning>, TableError> {
    let mut meanings = Lexicon::new();
    let mut groups = HashMap::new();
    for (at, row) in rows::<5>("triggers.tsv", text).enumerate() {
        let row = row?;
        let [lang, event_type, weight, pattern, _note] = row.cells;
        if event_type.starts_with('@') {
            groups.insert((lang, event_type), pattern);
            continue;
        }
        let (event_type, weight) = meaning(&row, event_type, weight)?;
        let by_lemma = pattern.contains(['~', '^', '@']);
        let source = if by_lemma {
            Source::Lemmas
        } else {
            Source::Letters
        };
        for pattern in orders(&spelled_out(&groups, lang, pattern)) {
            meanings
                .add(
                    lang,
                    &pattern,
                    Meaning {
                        event_type,
                        weight,
                        source,
                        row: at,
                    },
                )
                .map_err(|reason| row.error(reason))?;
        }
    }
    Ok(meanings)
}

fn meaning(
    row: &Row<'_, 5>,
    event_type: &str,
    weight: &str,
) -> Result<(Option<EventType>, f64), TableError> {
    let event_type = match event_type {
        "none" => None,
        name => Some(name.parse().map_err(|reason: String| row.error(reason))?),
    };
    let weight: f64 = weight.parse().map_err(|reason| row.error(reason))?;
    if !(0.0..=1.0).contains(&weight) {
        return Err(row.error(format!("weight {weight} is outside 0..=1")));
    }
    Ok((event_type, weight))
}

/// A pattern with the words of the groups that it names, as `@works`, in their places.
fn spelled_out(groups: &HashMap<(&str, &str), &str>, lang: &str, pattern: &str) -> String {
    let forms = |element: &str| {
        let named = element
            .split('|')
            .map(|form| groups.get(&(lang, form)).copied().unwrap_or(form));
        named.collect::<Vec<_>>().join("|")
    };
    pattern.split(' ').map(forms).collect::<Vec<_>>().join(" ")
}

/// The patterns of `A & B`: up to eight words may stand between the two, whichever comes first.
fn orders(pattern: &str) -> Vec<String> {
    match pattern.split_once(" & ") {
        Some((one, other)) => vec![format!("{one} ... {other}"), format!("{other} ... {one}")],
        None => vec![pattern.to_owned()],
    }
}

/// Words that a row of the table knows.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) named: Vec<usize>,
    /// None for words that look like a trigger and tell of nothing.
    pub(super) trigger: Option<Trigger>,
}

/// What the rows that `reads` allows know of a sentence: the surest first, or the one of more words.
pub(super) fn hits(lang: Lang, words: &[Word<'_>], reads: &dyn Fn(usize) -> bool) -> Vec<Known> {
    let mut hits = TRIGGERS.hits(lang, words, &|_, _| None);
    hits.retain(|hit| reads(hit.meaning.row));
    hits.sort_by(|a, b| {
        rank(b)
            .total_cmp(&rank(a))
            .then_with(|| spread(a).cmp(&spread(b)))
    });
    hits.iter().map(known).collect()
}

/// A word more in the pattern counts as much as 0.1 of weight.
fn rank(hit: &Hit<'_, Meaning>) -> f64 {
    let words = u32::try_from(hit.found.words.len()).unwrap_or(u32::MAX);
    hit.meaning.weight + 0.1 * f64::from(words)
}

fn spread(hit: &Hit<'_, Meaning>) -> usize {
    hit.found.range().len()
}

fn known(hit: &Hit<'_, Meaning>) -> Known {
    let trigger = |event_type| Trigger {
        words: hit.found.range(),
        named: hit.found.words.clone(),
        event_type,
        weight: hit.meaning.weight,
        source: hit.meaning.source,
        row: Some(hit.meaning.row),
    };
    Known {
        named: hit.found.words.clone(),
        trigger: hit.meaning.event_type.map(trigger),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_triggers_are_read_and_name_every_type_in_every_language() {
        parse(include_str!("../../geodata/triggers.tsv")).expect("triggers");
        for lang in ["en", "ru", "uz"] {
            for event_type in EventType::ALL {
                let row = format!("\n{lang}\t{}\t", event_type.as_str());
                assert!(
                    include_str!("../../geodata/triggers.tsv").contains(&row),
                    "{row}"
                );
            }
        }
    }

    #[test]
    fn a_bad_row_is_named_with_its_value() {
        let error =
            parse("lang\tevent_type\tweight\tpattern\nen\tbattle\t1.5\tfight\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "geodata/triggers.tsv:2: weight 1.5 is outside 0..=1"
        );
        let error =
            parse("lang\tevent_type\tweight\tpattern\nde\tbattle\t0.5\tkampf\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "geodata/triggers.tsv:2: lang is \"de\", expected en, ru or uz"
        );
    }
}
