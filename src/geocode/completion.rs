//! What a name may become that is still being typed.

use serde::Serialize;

use crate::{
    event::Candidate,
    gazetteer::{Gazetteer, NameEntry, NameKind, PlaceIndex},
    text,
};

use super::{
    NAME_CHARS_MAX, Query, candidate, named,
    ranking::{self, Ranked, Region},
    spelling::{self, Named, Spelling},
};

/// How many places are weighed that begin with what is typed: the most populous, whatever the view.
const WEIGHED_MAX: usize = 300;

/// How many places are weighed that begin so but for typing errors.
const ALIKE_MAX: usize = 100;

/// The fewest letters that are looked for in another script: signs may have none there.
const TRANSLITERATED_MIN: usize = 2;

/// A place that may be meant by what is typed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Completion {
    /// The place, its score, and the reasons.
    #[serde(flatten)]
    pub candidate: Candidate,
    /// The name that meets what is typed, as the gazetteer writes it.
    pub matched: String,
    /// The names of the regions that it lies in, the smallest first, the country last.
    pub regions: Vec<String>,
    /// Inhabitants; 0 is unknown or none.
    pub population: u64,
}

/// The places whose names go on from what is typed, in any script, best first; a name before a comma is
/// whole, and the region after it may be begun. None for nothing, and for more than [`NAME_CHARS_MAX`].
///
/// What is called exactly so comes before what only begins so, and that before what begins so but for a
/// typing error (from four letters on) or two (from seven); unless one place is so much more populous, or so
/// much nearer to what the map shows, that it outweighs the difference. Typing errors are looked for only
/// where nothing is called so and few places begin so.
///
/// `lang` is a BCP 47 tag: places are called by their usual name in that language, where they have one.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geocode::{Query, complete}};
/// let typed = |name| complete(Gazetteer::bundled(), &Query::of(name), Some("ru"))[0].clone();
/// assert_eq!(typed("Samark").candidate.name, "Самарканд");
/// assert_eq!(typed("самрк").matched, "Самарканд");
/// ```
#[must_use]
pub fn complete(gazetteer: &Gazetteer, query: &Query<'_>, lang: Option<&str>) -> Vec<Completion> {
    if query.name.chars().nth(NAME_CHARS_MAX).is_some() {
        return vec![];
    }
    let (named, around) = begun(gazetteer, query);
    let ranked = ranking::rank(gazetteer, query, &around, named).into_iter();
    let kept = ranked.take(query.limit);
    kept.map(|ranked| completion(gazetteer, ranked, lang))
        .collect()
}

/// The same of a name that is typed to its end: what [`super::geocode`] finds, told at the same length.
#[must_use]
pub fn whole(gazetteer: &Gazetteer, query: &Query<'_>, lang: Option<&str>) -> Vec<Completion> {
    let ranked = super::ranked(gazetteer, query).into_iter();
    ranked
        .map(|ranked| completion(gazetteer, ranked, lang))
        .collect()
}

/// The usual name of a place in a language; in English where it has none.
#[must_use]
pub fn name_in<'g>(gazetteer: &'g Gazetteer, index: PlaceIndex, lang: Option<&str>) -> &'g str {
    let usual = gazetteer.place(index).name;
    let Some(lang) = lang.filter(|lang| *lang != "en") else {
        return usual;
    };
    let preferred = |name: &NameEntry<'_>| name.kind == NameKind::Preferred && name.lang == lang;
    let mut names = gazetteer.names(index);
    names.find(preferred).map_or(usual, |name| name.text)
}

fn completion(gazetteer: &Gazetteer, ranked: Ranked<'_>, lang: Option<&str>) -> Completion {
    let Ranked {
        place,
        matched,
        share,
        why,
    } = ranked;
    let name = |index| name_in(gazetteer, index, lang).to_owned();
    Completion {
        candidate: Candidate {
            name: name(place),
            ..candidate(gazetteer, place, share, why)
        },
        matched: matched.to_owned(),
        regions: gazetteer.chain(place).into_iter().map(name).collect(),
        population: gazetteer.place(place).population,
    }
}

/// What is called or begins as the whole of what is typed; if nothing does, what is called as the words
/// before the first comma, with the regions after it; if there is none, what begins so but for typing errors.
fn begun<'g, 'q>(gazetteer: &'g Gazetteer, query: &Query<'q>) -> (Vec<Named<'g>>, Vec<Region<'q>>) {
    let (mut found, words) = called(gazetteer, &text::fold(query.name));
    if found.is_empty() && query.name.contains([',', ';']) {
        let (found, mut around) = named(gazetteer, query.name);
        if let Some(last) = around.last_mut() {
            last.is_begun = true;
        }
        return (found, around);
    }
    let is_called_so = |(_, spelling): &Named<'_>| *spelling <= Spelling::Transliterated;
    if found.len() < query.limit && !found.iter().any(is_called_so) {
        let alike = gazetteer.complete_alike(&words, ALIKE_MAX).into_iter();
        found.extend(alike.map(|(entry, errors)| (entry, Spelling::BegunDiffers(errors))));
    }
    (found, vec![])
}

/// What is called or begins as some folded words, or as those of them that are left without words like `in`
/// before the name; and the words that were left at last.
fn called<'g>(gazetteer: &'g Gazetteer, folded: &str) -> (Vec<Named<'g>>, String) {
    let mut words = folded;
    loop {
        let found = begins_in_any_case_or_script(gazetteer, words);
        match words.split_once(' ') {
            Some((first, rest)) if found.is_empty() && spelling::is_opener(first) => words = rest,
            _ => return (found, words.to_owned()),
        }
    }
}

/// What begins as some folded words; if nothing does, what is called so in another case or script; if
/// nothing is, what begins so in another script.
fn begins_in_any_case_or_script<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    let begun = begins(gazetteer, folded);
    if !begun.is_empty() {
        return begun;
    }
    let inflected = spelling::same_or_inflected(gazetteer, folded);
    if !inflected.is_empty() {
        return inflected;
    }
    let spellings = text::transliterations(folded, None).into_iter();
    let tell_enough = |spelling: &String| spelling.chars().nth(TRANSLITERATED_MIN - 1).is_some();
    spellings
        .map(|spelling| text::fold(&spelling))
        .filter(tell_enough)
        .flat_map(|spelling| begins(gazetteer, &spelling))
        .collect()
}

fn begins<'g>(gazetteer: &'g Gazetteer, folded: &str) -> Vec<Named<'g>> {
    let spelling = |entry: &NameEntry<'_>| {
        if text::fold(entry.text) == folded {
            Spelling::Same
        } else {
            Spelling::Begun
        }
    };
    let entries = gazetteer.complete(folded, WEIGHED_MAX).into_iter();
    entries.map(|entry| (entry, spelling(&entry))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::Bbox;

    /// The Fergana Valley.
    const VALLEY: &str = "70.5,40,73.2,41.3";
    /// The north-east of Afghanistan.
    const KUNDUZ: &str = "68,36,70,37.5";

    fn typed(name: &str, view: &str) -> Vec<Completion> {
        let query = Query {
            view: view.parse::<Bbox>().ok(),
            ..Query::of(name)
        };
        complete(Gazetteer::bundled(), &query, None)
    }

    /// The best completion has this id.
    #[track_caller]
    fn check_in(view: &str, name: &str, expected: &str) {
        let best = typed(name, view).into_iter().next();
        let id = best.map_or("none".to_owned(), |best| best.candidate.id);
        assert_eq!(id, expected, "{name}");
    }

    #[track_caller]
    fn check(name: &str, expected: &str) {
        check_in("", name, expected);
    }

    #[test]
    fn every_beginning_of_a_name_leads_to_it_in_every_script() {
        for name in ["Samarqand", "Самарканд", "Самарқанд", "سمرقند"] {
            for end in 6..=name.chars().count() {
                let begun: String = name.chars().take(end).collect();
                check(&begun, "geonames:1216265");
            }
        }
        for name in ["Tashk", "toshk", "ТАШК", "Тошк", "تاشک", "в Ташк"] {
            check(name, "geonames:1512569");
        }
        for name in ["mazar-i-sh", "Mazār-e Sh", "Мазари-Ш", "مزار ش"] {
            check(name, "geonames:1133616");
        }
        for name in [
            "Farg'on",
            "Fargʻon",
            "Fargon",
            "Ферган",
            "г. Ферг",
            "Фарғон",
        ] {
            check(name, "geonames:1514019");
        }
    }

    #[test]
    fn typing_errors_are_forgiven_by_the_length_of_what_is_typed() {
        for name in ["Taskhe", "Tashkemt", "Tahskent", "Ташкетн", "Tshkent"] {
            check(name, "geonames:1512569");
        }
        for name in ["Samrak", "Smarkamd", "Самрканд"] {
            check(name, "geonames:1216265");
        }
        check("Andijam", "geonames:1514588");
        check("Bishkk", "geonames:1528675");
        check("Xqz", "none");
        check("Qxzwvj", "none");
    }

    #[test]
    fn what_is_called_so_comes_before_what_begins_so_and_that_before_typing_errors() {
        let begins = |name| {
            let reasons = typed(name, "").into_iter().map(|it| it.candidate.why);
            let word = |why: Vec<String>| why.into_iter().find(|it| it.starts_with("begins"));
            let mut words: Vec<_> = reasons.map(|why| word(why).unwrap_or_default()).collect();
            words.dedup();
            words
        };
        assert_eq!(begins("Osh"), ["", "begins so"]);
        let misspelt = begins("Samarkandsk");
        assert_eq!(misspelt[..2], ["begins so", "begins so but for 1 letter"]);
        assert!(!misspelt[1..].contains(&"begins so".to_owned()));
    }

    #[test]
    fn the_view_decides_between_places_of_one_name() {
        check_in(VALLEY, "Khanabad", "geonames:1513578");
        check_in(KUNDUZ, "Khanabad", "geonames:1137168");
        check_in(VALLEY, "Хан", "geonames:1513578");
        check_in(KUNDUZ, "خان", "geonames:1137168");
        check_in("170,-50,-170,-30", "Osh", "geonames:1527534");
        check_in(VALLEY, "Ташк", "geonames:1512569");
    }

    #[test]
    fn a_region_after_the_comma_may_be_begun() {
        check("Khanabad, Kun", "geonames:1137168");
        check("Khanabad, And", "geonames:1513578");
        check("Khanabad,", "geonames:1137168");
        check("Ханабад, Узб", "geonames:1513578");
    }

    #[test]
    fn a_place_is_told_in_the_language_asked_for_with_the_name_that_was_met() {
        let told = |lang| {
            let query = Query::of("Samarqan");
            let best = complete(Gazetteer::bundled(), &query, lang).remove(0);
            let name = best.candidate.name;
            [vec![name, best.matched], best.regions].concat()
        };
        assert_eq!(
            told(None),
            ["Samarkand", "Samarqand", "Samarkand Region", "Uzbekistan"]
        );
        assert_eq!(
            told(Some("ru")),
            [
                "Самарканд",
                "Samarqand",
                "Самаркандская область",
                "Узбекистан"
            ]
        );
        assert_eq!(told(Some("xx")), told(None));
    }

    #[test]
    fn whatever_is_typed_is_answered_and_nothing_without_letters_is_a_place() {
        for name in ["", " ", ",", ",,,", "—", "ʼ", "\u{0}", "🏔", "0"] {
            check(name, "none");
        }
        let long = [
            "a".repeat(300),
            "a ".repeat(150),
            "ы,".repeat(150),
            "𝒳".repeat(300),
        ];
        for name in &long {
            check(name, "none");
        }
        check(&"Osh".repeat(101), "none");
        for letter in ('a'..='z').chain('а'..='я').chain('ا'..='ي') {
            let found = typed(&letter.to_string(), VALLEY);
            assert!(found.len() <= 10, "{letter}");
        }
    }
}
