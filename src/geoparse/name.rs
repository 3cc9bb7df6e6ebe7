//! The names of a text, each looked up once however often the text says it.

use std::{collections::HashMap, rc::Rc};

use crate::{
    gazetteer::{Gazetteer, KindSet, NameEntry, NameKind, Place, PlaceIndex, PlaceKind, Walk},
    text,
};

use super::spot::Form;

/// A name that stands in a text, and what the gazetteer knows of it.
#[derive(Debug)]
pub(super) struct Name<'a> {
    /// Which of the text's names it is, in the order of their first uses.
    pub(super) number: usize,
    /// The words folded, with one space between them.
    pub(super) folded: &'a str,
    /// How the words meet the names of the gazetteer.
    pub(super) form: Form,
    /// The places so named, each with the best of its names.
    pub(super) places: Vec<(PlaceIndex, NameKind)>,
    /// What the places are.
    pub(super) kinds: KindSet,
    /// How important the most important of the places is, 0 to 1.
    pub(super) importance: f64,
    /// Whether one of the places lies in Central Asia or Afghanistan.
    pub(super) in_region: bool,
    /// Whether it is the usual name of none of the places.
    pub(super) is_alias: bool,
    /// Whether the words, or the name that they are a form of, are no place as often.
    pub(super) is_ambiguous: bool,
}

/// The names that a text has said so far.
pub(super) struct Names<'a> {
    gazetteer: &'a Gazetteer,
    known: HashMap<(&'a str, Form), Option<Rc<Name<'a>>>>,
}

impl<'a> Names<'a> {
    /// No names yet.
    pub(super) fn new(gazetteer: &'a Gazetteer) -> Self {
        Self {
            gazetteer,
            known: HashMap::new(),
        }
    }

    /// The name of folded words that led to the end of a walk; none if no place is called so.
    pub(super) fn get(
        &mut self,
        folded: &'a str,
        form: Form,
        walk: Walk<'a>,
    ) -> Option<Rc<Name<'a>>> {
        let number = self.known.len();
        let name = || Name::of(self.gazetteer, folded, form, walk);
        let numbered = || Some(Rc::new(Name { number, ..name()? }));
        self.known
            .entry((folded, form))
            .or_insert_with(numbered)
            .clone()
    }
}

impl<'a> Name<'a> {
    fn of(gazetteer: &'a Gazetteer, folded: &'a str, form: Form, walk: Walk<'a>) -> Option<Self> {
        let mut entries: Vec<NameEntry<'a>> = walk.entries().collect();
        if form == Form::Inflected {
            entries.retain(|entry| differs_by_endings(&text::fold(entry.text), folded));
        }
        let is_ambiguous = is_ambiguous(gazetteer, folded, form, &entries);
        let named = entries.iter().map(|entry| (entry.place, entry.kind));
        let mut named: Vec<(PlaceIndex, NameKind)> = named.collect();
        named.sort_unstable();
        named.dedup_by_key(|(place, _)| *place);
        if named.is_empty() {
            return None;
        }
        let places = || named.iter().map(|(place, _)| gazetteer.place(*place));
        let usual = |(_, kind): &(PlaceIndex, NameKind)| *kind == NameKind::Preferred;
        Some(Self {
            number: 0,
            folded,
            form,
            kinds: places().map(|place| place.kind).collect(),
            importance: places().map(|place| importance(&place)).fold(0.0, f64::max),
            in_region: places().any(|place| place.is_central_asian()),
            is_alias: !named.iter().any(usual),
            is_ambiguous,
            places: named,
        })
    }
}

fn is_ambiguous(
    gazetteer: &Gazetteer,
    folded: &str,
    form: Form,
    entries: &[NameEntry<'_>],
) -> bool {
    let of = |entry: &NameEntry<'_>| gazetteer.ambiguous(&text::fold(entry.text)).is_some();
    gazetteer.ambiguous(folded).is_some() || form == Form::Inflected && entries.iter().any(of)
}

/// The population at which a place is as important as can be, as a power of ten.
const POPULATION_LOG10_MAX: f64 = 7.0;

/// The importance of ranges, passes, rivers and the like, which are in the gazetteer because news
/// names them.
const CURATED_IMPORTANCE: f64 = 0.6;

#[expect(clippy::cast_precision_loss, reason = "a population is far below 2^52")]
fn importance(place: &Place<'_>) -> f64 {
    match place.kind {
        PlaceKind::Country | PlaceKind::Macroregion => 1.0,
        PlaceKind::Admin1 | PlaceKind::Capital => 0.9,
        kind if !kind.is_settled() => CURATED_IMPORTANCE,
        _ => ((place.population as f64 + 1.0).log10() / POPULATION_LOG10_MAX).min(1.0),
    }
}

/// A name of one word that shares fewer letters with its inflected form must stand in it whole: "Оше" is of "Ош",
/// "Бои" is not of "Боу".
const WHOLE_MIN: usize = 4;

/// The longest ending of a case in letters: "ского" aside, which belongs to the adjective.
const ENDING_MAX: usize = 3;

/// Whether folded words differ from a folded name by the endings of cases only.
fn differs_by_endings(name: &str, words: &str) -> bool {
    let one_word = !name.contains(' ');
    name.split(' ').zip(words.split(' ')).all(|(name, word)| {
        let letters = name.chars().zip(word.chars());
        let common = letters.take_while(|(a, b)| a == b).count();
        let [name, word] = [name, word].map(|word| word.chars().count());
        let short = one_word && common < WHOLE_MIN && common < name;
        !short && name.max(word) <= common + ENDING_MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_name_differ_from_it_by_endings_only() {
        let pairs = [
            ("ош", "оше"),
            ("боу", "бои"),
            ("алма ата", "алма атой"),
            ("исфара", "исфары"),
            ("саратов", "сара"),
            ("саратов", "саратовский"),
        ];
        let differs = pairs.map(|(name, words)| differs_by_endings(name, words));
        assert_eq!(differs, [true, false, true, true, true, false]);
    }

    #[test]
    fn a_name_said_twice_is_looked_up_once() {
        let gazetteer = Gazetteer::bundled();
        let mut names = Names::new(gazetteer);
        let walk = gazetteer.walk().step("osh").expect("Osh is a name");
        let first = names.get("osh", Form::Exact, walk).expect("Osh is a place");
        let second = names.get("osh", Form::Exact, walk).expect("it still is");
        assert!(Rc::ptr_eq(&first, &second));
        assert!(first.in_region && !first.is_alias);
        assert!(names.get("", Form::Exact, gazetteer.walk()).is_none());
    }
}
