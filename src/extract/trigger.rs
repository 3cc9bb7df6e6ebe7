use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    lexicon::{Hit, Lexicon},
    table::{TableError, rows},
    words::Word,
};
use crate::{event::EventType, text::Lang};

static TRIGGERS: LazyLock<Lexicon<Meaning>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/triggers.tsv")).expect("a unit test reads the bundled table")
});

/// What the words of a trigger tell of, and how surely, 0 to 1; no type for words that look like a
/// trigger and are none: `visit our website`.
#[derive(Debug)]
struct Meaning {
    event_type: Option<EventType>,
    weight: f64,
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
}

fn parse(text: &str) -> Result<Lexicon<Meaning>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<5>("triggers.tsv", text) {
        let row = row?;
        let [lang, event_type, weight, pattern, _note] = row.cells;
        let event_type = match event_type {
            "none" => None,
            name => Some(name.parse().map_err(|reason: String| row.error(reason))?),
        };
        let weight: f64 = weight.parse().map_err(|reason| row.error(reason))?;
        if !(0.0..=1.0).contains(&weight) {
            return Err(row.error(format!("weight {weight} is outside 0..=1")));
        }
        lexicon
            .add(lang, pattern, Meaning { event_type, weight })
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// The triggers of a sentence in the order of its words. Where two share a word, the surer one stays,
/// or the one of more words.
pub(super) fn triggers(lang: Lang, words: &[Word<'_>]) -> Vec<Trigger> {
    let mut hits = TRIGGERS.hits(lang, words, &|_, _| None);
    hits.sort_by(|a, b| {
        rank(b)
            .total_cmp(&rank(a))
            .then_with(|| spread(a).cmp(&spread(b)))
    });
    let mut taken = HashSet::new();
    hits.retain(|hit| {
        let free = hit.found.words.iter().all(|word| !taken.contains(word));
        if free {
            taken.extend(hit.found.words.iter().copied());
        }
        free
    });
    let mut triggers: Vec<Trigger> = hits.iter().filter_map(trigger).collect();
    triggers.sort_by_key(|trigger| trigger.words.start);
    triggers
}

/// A word more in the pattern counts as much as 0.1 of weight.
fn rank(hit: &Hit<'_, Meaning>) -> f64 {
    let words = u32::try_from(hit.found.words.len()).unwrap_or(u32::MAX);
    hit.meaning.weight + 0.1 * f64::from(words)
}

fn spread(hit: &Hit<'_, Meaning>) -> usize {
    hit.found.range().len()
}

fn trigger(hit: &Hit<'_, Meaning>) -> Option<Trigger> {
    Some(Trigger {
        words: hit.found.range(),
        named: hit.found.words.clone(),
        event_type: hit.meaning.event_type?,
        weight: hit.meaning.weight,
    })
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
