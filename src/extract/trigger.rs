use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use super::{
    inflection::{Tense, tense},
    lexicon::{Hit, Lexicon},
    table::{Row, TableError, rows},
    words::{Joint, Word},
};
use crate::{event::EventType, text::Lang};

static TRIGGERS: LazyLock<Table> = LazyLock::new(|| {
    parse(include_str!("../../geodata/triggers.tsv")).expect("a unit test reads the bundled table")
});

/// The table of triggers.
#[derive(Debug)]
struct Table {
    meanings: Lexicon<Meaning>,
    /// The words of its groups, with what a verb beside them that it does not know may tell of.
    groups: Lexicon<EventType>,
}

/// What a verb tells of that stands beside a word of a group, if it tells of anything.
const BESIDE: [(&str, EventType); 16] = [
    ("@works", EventType::Infrastructure),
    ("@supply", EventType::Infrastructure),
    ("@path", EventType::Infrastructure),
    ("@force", EventType::MilitaryDeploymentOrBase),
    ("@arms", EventType::ArmsTransfer),
    ("@armed", EventType::Battle),
    ("@civil", EventType::ViolenceAgainstCivilians),
    ("@official", EventType::OfficialVisit),
    ("@pact", EventType::Agreement),
    ("@law", EventType::StrategicDevelopment),
    ("@crowd", EventType::Protest),
    ("@police", EventType::ArrestOrTrial),
    ("@vehicle", EventType::Accident),
    ("@building", EventType::Accident),
    ("@talks", EventType::DiplomaticMeeting),
    ("@people", EventType::Other),
];

/// How surely a verb that the table does not know tells of an event, 0 to 1, and how many words away what
/// it tells of may stand.
const UNKNOWN_WEIGHT: f64 = 0.2;
const BESIDE_WORDS: usize = 8;

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

fn parse(text: &str) -> Result<Table, TableError> {
    let mut table = Table {
        meanings: Lexicon::new(),
        groups: Lexicon::new(),
    };
    let mut groups = HashMap::new();
    for (at, row) in rows::<5>("triggers.tsv", text).enumerate() {
        let row = row?;
        let [lang, event_type, weight, pattern, _note] = row.cells;
        if event_type.starts_with('@') {
            groups.insert((lang, event_type), pattern);
            let beside = BESIDE.iter().find(|(group, _)| *group == event_type);
            let (_, beside) =
                beside.ok_or_else(|| row.error(format!("group {event_type} is unknown")))?;
            table
                .groups
                .add(lang, pattern, *beside)
                .map_err(|reason| row.error(reason))?;
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
            table
                .meanings
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
    Ok(table)
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

/// Words that may tell of an event, with what they may tell of.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// A trigger a type, the surest first.
    pub(super) options: Vec<Trigger>,
}

/// What may tell of events in a sentence, in the order of its words. Where two share a word, the surer
/// one stays, or the one of more words; the other adds its type to it. Only the rows that `reads` allows
/// are read.
pub(super) fn candidates(
    lang: Lang,
    words: &[Word<'_>],
    reads: &dyn Fn(usize) -> bool,
) -> Vec<Candidate> {
    let mut hits = TRIGGERS.meanings.hits(lang, words, &|_, _| None);
    hits.retain(|hit| reads(hit.meaning.row));
    hits.sort_by(|a, b| {
        rank(b)
            .total_cmp(&rank(a))
            .then_with(|| spread(a).cmp(&spread(b)))
    });
    let mut clusters: Vec<(HashSet<usize>, Vec<Hit<'_, Meaning>>)> = Vec::new();
    for hit in hits {
        let shares = |(taken, _): &&mut (HashSet<usize>, Vec<_>)| {
            hit.found.words.iter().any(|word| taken.contains(word))
        };
        match clusters.iter_mut().find(shares) {
            Some((_, alike)) => alike.push(hit),
            None => clusters.push((hit.found.words.iter().copied().collect(), vec![hit])),
        }
    }
    let named: HashSet<usize> = clusters
        .iter()
        .flat_map(|(taken, _)| taken)
        .copied()
        .collect();
    let known = clusters.iter().filter_map(|(_, hits)| candidate(hits));
    let unknown = unknown_verbs(lang, words, &named);
    let mut candidates: Vec<Candidate> = known.chain(unknown).collect();
    candidates.sort_by_key(|candidate| candidate.options[0].words.start);
    candidates
}

/// The verbs in the past that the table does not know, with what the words around them make of them.
fn unknown_verbs(lang: Lang, words: &[Word<'_>], named: &HashSet<usize>) -> Vec<Candidate> {
    let told = |at: &usize| {
        !named.contains(at)
            && *at > 0
            && matches!(tense(lang, &words[*at]), Tense::Past | Tense::Participle)
    };
    let verbs: Vec<usize> = (0..words.len()).filter(told).collect();
    if verbs.is_empty() {
        return Vec::new();
    }
    let groups = TRIGGERS.groups.hits(lang, words, &|_, _| None);
    let unknown = |at: usize| {
        let near = groups
            .iter()
            .filter(|hit| is_near(words, at, hit.found.words[0]));
        let mut types: Vec<EventType> = near
            .map(|hit| *hit.meaning)
            .chain([EventType::Other])
            .collect();
        types.sort_unstable();
        types.dedup();
        let option = |event_type| Trigger {
            words: at..at + 1,
            named: vec![at],
            event_type,
            weight: UNKNOWN_WEIGHT,
            source: Source::Unknown,
            row: None,
        };
        Candidate {
            options: types.into_iter().map(option).collect(),
        }
    };
    verbs.into_iter().map(unknown).collect()
}

/// Whether two words are near and no colon or semicolon stands between them.
fn is_near(words: &[Word<'_>], one: usize, other: usize) -> bool {
    let (first, last) = (one.min(other), one.max(other));
    let mut between = first + 1..last + 1;
    last - first <= BESIDE_WORDS && !between.any(|at| words[at].joint == Joint::Break)
}

/// None where the surest reading of the words is that they tell of nothing.
fn candidate(hits: &[Hit<'_, Meaning>]) -> Option<Candidate> {
    let first = trigger(hits.first()?)?;
    let mut options = vec![first];
    for other in hits.iter().filter_map(trigger) {
        let told = options
            .iter()
            .any(|option| option.event_type == other.event_type);
        if !told {
            options.push(other);
        }
    }
    Some(Candidate { options })
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
        source: hit.meaning.source,
        row: Some(hit.meaning.row),
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
