//! What the rows of lists call what happened: codes of known schemes, and the words of
//! `geodata/event_words.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    document::Profile,
    event::{EventType, Scheme},
    text,
};

static WORDS: LazyLock<HashMap<String, EventType>> = LazyLock::new(|| {
    let rows = include_str!("../../geodata/event_words.tsv")
        .lines()
        .skip(1)
        .filter_map(row);
    rows.map(|(word, event_type)| (text::fold(word), event_type))
        .collect()
});

/// The schemes whose codes a list of its own may use, the likeliest first.
const SCHEMES: [Scheme; 4] = [Scheme::Acled, Scheme::Plover, Scheme::Ucdp, Scheme::Cameo];

fn row(line: &'static str) -> Option<(&'static str, EventType)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?.parse().ok()?))
}

/// The type that a row's words mean, the finer word first; none if neither is known. The codes of a known
/// list are read as that list means them.
pub(super) fn event_type(
    profile: Profile,
    word: Option<&str>,
    finer: Option<&str>,
) -> Option<EventType> {
    let coded = match profile {
        Profile::Acled => Scheme::Acled.meaning(word?, finer),
        Profile::Ucdp => Scheme::Ucdp.meaning(word?, None),
        Profile::Plover | Profile::Polecat => Scheme::Plover.meaning(word?, finer),
        Profile::Gdelt => Scheme::Cameo.meaning(finer.or(word)?, None),
        Profile::TimeMap | Profile::Zij | Profile::Other => None,
    };
    coded.or_else(|| [finer, word].into_iter().flatten().find_map(told))
}

/// The type that a word means by itself: ours, an everyday one, or the code of any scheme.
fn told(word: &str) -> Option<EventType> {
    let plain = word.trim().to_lowercase();
    let own = plain.replace([' ', '-'], "_").parse().ok();
    own.or_else(|| WORDS.get(&text::fold(word)).copied())
        .or_else(|| Scheme::Acled.sub_meaning(&plain))
        .or_else(|| {
            SCHEMES
                .iter()
                .find_map(|scheme| scheme.meaning(&plain, None))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(profile: Profile, word: &str, finer: Option<&str>, expected: Option<EventType>) {
        let actual = event_type(profile, Some(word), finer);
        assert_eq!(actual, expected, "{profile:?} {word} {finer:?}");
    }

    #[test]
    fn the_codes_of_known_lists_are_read_as_they_mean_them() {
        use EventType as E;
        check(
            Profile::Acled,
            "Battles",
            Some("Armed clash"),
            Some(E::Battle),
        );
        check(Profile::Acled, "election", None, Some(E::Election));
        check(
            Profile::Ucdp,
            "3",
            Some("one-sided"),
            Some(E::ViolenceAgainstCivilians),
        );
        check(Profile::Gdelt, "14", Some("145"), Some(E::Riot));
        check(
            Profile::Plover,
            "COERCE",
            Some("arrest"),
            Some(E::ArrestOrTrial),
        );
        check(Profile::Polecat, "PROTEST", Some("demo"), Some(E::Protest));
    }

    #[test]
    fn a_list_of_its_own_may_use_the_words_of_any_scheme() {
        use EventType as E;
        let check = |word, finer, expected| check(Profile::Other, word, finer, expected);
        check("Battles", Some("Armed clash"), Some(E::Battle));
        check(
            "Violence",
            Some("Grenade"),
            Some(E::ExplosionRemoteViolence),
        );
        check(
            "Strategic developments",
            Some("Agreement"),
            Some(E::Agreement),
        );
        check(
            "Explosions/Remote violence",
            None,
            Some(E::ExplosionRemoteViolence),
        );
        check("3", None, Some(E::ViolenceAgainstCivilians));
        check("PROTEST", None, Some(E::Protest));
        check("190", None, Some(E::Battle));
        check("military exercise", None, Some(E::MilitaryExercise));
        check("military_exercise", None, Some(E::MilitaryExercise));
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
}
