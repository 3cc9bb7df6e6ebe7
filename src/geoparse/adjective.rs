//! Adjectives of parts of the world, seas and regions that are no form of their names: "European",
//! "азиатский", from `geodata/adjectives.tsv`.

use std::sync::LazyLock;

use crate::{
    gazetteer::{Gazetteer, NameEntry, NameKind},
    text::{self, Analysed, WordMap},
};

/// The id of the place of each folded adjective; of a Cyrillic one, of its stem.
static BUNDLED: LazyLock<WordMap<String, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../geodata/adjectives.tsv")
        .lines()
        .skip(1)
        .filter_map(row);
    rows.map(|(place, word)| (text::stem(&text::fold(word)).to_owned(), place))
        .collect()
});

/// The first words of them.
static FIRST_WORDS: LazyLock<WordMap<&'static str, ()>> = LazyLock::new(|| {
    let adjectives = BUNDLED.iter();
    let firsts = adjectives.filter_map(|(words, _)| words.split(' ').next());
    firsts.map(|first| (first, ())).collect()
});

/// The most words that an adjective has: "Central Asian".
const WORDS_MAX: usize = 2;

fn row(line: &'static str) -> Option<(&'static str, &'static str)> {
    let mut cells = line.split('\t');
    let place = cells.next()?;
    Some((place, cells.nth(1)?))
}

/// The adjective that begins at a token: the token after its end, and the name of its place.
pub(super) fn at<'g>(
    gazetteer: &'g Gazetteer,
    text: &Analysed<'_>,
    token: usize,
) -> Option<(usize, NameEntry<'g>)> {
    let (end, id) = told(text, token)?;
    let own = |name: &NameEntry<'_>| name.kind == NameKind::Preferred;
    Some((end, gazetteer.names(gazetteer.by_id(id)?).find(own)?))
}

/// Whether one begins at a token.
pub(super) fn begins(text: &Analysed<'_>, token: usize) -> bool {
    told(text, token).is_some()
}

/// The longest adjective that begins at a token: the token after its end, and the id of its place.
fn told(text: &Analysed<'_>, start: usize) -> Option<(usize, &'static str)> {
    let stem = |token| text::stem(text.folded(token));
    // Plain words have no other stem.
    let first = match text.tokens().get(start) {
        Some(token) if token.plain => FIRST_WORDS.of_token(text, start),
        _ => FIRST_WORDS.get(stem(start)),
    };
    first?;
    // English adjectives of places are written with a capital.
    let english = text.lang() == text::Lang::En;
    if english && text.word(start).starts_with(char::is_lowercase) {
        return None;
    }
    let ends = (start + 1..=start + WORDS_MAX).rev();
    let mut known = ends.filter_map(|end| {
        let words = (start..end).map(stem).collect::<Vec<_>>().join(" ");
        Some((end, *BUNDLED.get(&words)?))
    });
    known.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(usize, &str)>) {
        let gazetteer = Gazetteer::bundled();
        let found = at(gazetteer, &Analysed::new(text, None), 0);
        let found = found.map(|(end, name)| (end, gazetteer.place(name.place).id));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn adjectives_lead_to_their_places() {
        check("Central Asian leaders met.", Some((2, "zij:central-asia")));
        check("Asian markets fell today.", Some((1, "zij:asia")));
        check("европейские страны", Some((1, "zij:europe")));
        check("qoraqalpoq tili", Some((1, "geonames:453752")));
        check("asian markets of the world", None);
        check("", None);
    }

    #[test]
    fn every_row_of_the_table_is_of_a_place() {
        for (_, id) in BUNDLED.iter() {
            assert!(Gazetteer::bundled().by_id(id).is_some(), "{id}");
        }
    }
}
