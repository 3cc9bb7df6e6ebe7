//! The words of other schemes for what happened, from `geodata/event_words.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use crate::{event::EventType, text};

static WORDS: LazyLock<HashMap<String, EventType>> = LazyLock::new(|| {
    let rows = include_str!("../../geodata/event_words.tsv")
        .lines()
        .skip(1)
        .filter_map(row);
    rows.map(|(word, event_type)| (text::fold(word), event_type))
        .collect()
});

/// CAMEO root codes, as GDELT gives them.
const CAMEO: [(&str, EventType); 20] = [
    ("01", EventType::StrategicDevelopment),
    ("02", EventType::StrategicDevelopment),
    ("03", EventType::StrategicDevelopment),
    ("04", EventType::DiplomaticMeeting),
    ("05", EventType::Agreement),
    ("06", EventType::StrategicDevelopment),
    ("07", EventType::Other),
    ("08", EventType::StrategicDevelopment),
    ("09", EventType::StrategicDevelopment),
    ("10", EventType::StrategicDevelopment),
    ("11", EventType::StrategicDevelopment),
    ("12", EventType::StrategicDevelopment),
    ("13", EventType::StrategicDevelopment),
    ("14", EventType::Protest),
    ("15", EventType::MilitaryDeploymentOrBase),
    ("16", EventType::StrategicDevelopment),
    ("17", EventType::ArrestOrTrial),
    ("18", EventType::ViolenceAgainstCivilians),
    ("19", EventType::Battle),
    ("20", EventType::ExplosionRemoteViolence),
];

fn row(line: &'static str) -> Option<(&'static str, EventType)> {
    let mut cells = line.split('\t').skip(1);
    Some((cells.next()?, cells.next()?.parse().ok()?))
}

/// The type that a row's words mean, the finer word first; none if neither is known.
pub(super) fn event_type(word: Option<&str>, finer: Option<&str>) -> Option<EventType> {
    let known = |word: &str| {
        let own = word
            .trim()
            .to_lowercase()
            .replace([' ', '-'], "_")
            .parse()
            .ok();
        let cameo = CAMEO
            .iter()
            .find(|(code, _)| word.get(..2) == Some(code) && is_cameo(word));
        own.or_else(|| WORDS.get(&text::fold(word)).copied())
            .or(cameo.map(|(_, event_type)| *event_type))
    };
    [finer, word].into_iter().flatten().find_map(known)
}

fn is_cameo(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, finer: Option<&str>, expected: Option<EventType>) {
        assert_eq!(event_type(Some(word), finer), expected, "{word} {finer:?}");
    }

    #[test]
    fn words_of_every_scheme_are_known() {
        check("Battles", Some("Armed clash"), Some(EventType::Battle));
        check(
            "Strategic developments",
            Some("Agreement"),
            Some(EventType::Agreement),
        );
        check(
            "Explosions/Remote violence",
            None,
            Some(EventType::ExplosionRemoteViolence),
        );
        check("3", None, Some(EventType::ViolenceAgainstCivilians));
        check("PROTEST", None, Some(EventType::Protest));
        check("190", None, Some(EventType::Battle));
        check("military exercise", None, Some(EventType::MilitaryExercise));
        check("military_exercise", None, Some(EventType::MilitaryExercise));
        check("Bake sale", None, None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let table = include_str!("../../geodata/event_words.tsv");
        let unread: Vec<&str> = table
            .lines()
            .skip(1)
            .filter(|line| row(line).is_none())
            .collect();
        assert!(unread.is_empty(), "{unread:?}");
    }

    #[test]
    fn every_type_stands_in_the_mapping_table() {
        let table = include_str!("../../geodata/taxonomy.tsv").lines().skip(1);
        let types: Vec<&str> = table.filter_map(|line| line.split('\t').next()).collect();
        let expected: Vec<&str> = EventType::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(types, expected);
    }
}
