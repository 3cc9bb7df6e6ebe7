//! The names of a text, each looked up once however often the text says it.

use std::rc::Rc;

use foldhash::HashMap;

use crate::{
    gazetteer::{Gazetteer, KindSet, NameEntry, NameKind, Place, PlaceIndex, PlaceKind, Standing},
    text,
};

use super::{
    cues::{Cues, WordCues},
    demonym,
    spot::Form,
};

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
    /// What the words, or the name that they are a form of, are as often.
    pub(super) ambiguity: Option<Ambiguity>,
    /// Whether the words name a country's people.
    pub(super) is_demonym: bool,
    /// Own if one of the places is the user's own; reference if all are known from their lists only.
    pub(super) standing: Standing,
    /// What the words tell as a cue.
    pub(super) cues: WordCues,
    /// What the first of the words tells as a cue.
    pub(super) first_cues: WordCues,
}

/// What else than a place a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ambiguity {
    /// A word or a thing.
    Word,
    /// A person.
    Person,
}

/// The names that a text has said so far.
pub(super) struct Names<'a> {
    gazetteer: &'a Gazetteer,
    cues: &'a Cues,
    known: HashMap<(&'a str, Form), Option<Rc<Name<'a>>>>,
}

impl<'a> Names<'a> {
    /// No names yet.
    pub(super) fn new(gazetteer: &'a Gazetteer, cues: &'a Cues) -> Self {
        Self {
            gazetteer,
            cues,
            known: HashMap::default(),
        }
    }

    /// The name of folded words that meet some of the gazetteer's; none if there are none.
    pub(super) fn get(
        &mut self,
        folded: &'a str,
        form: Form,
        entries: impl Iterator<Item = NameEntry<'a>>,
    ) -> Option<Rc<Name<'a>>> {
        let number = self.known.len();
        let name = || Name::of(self.gazetteer, self.cues, folded, form, entries);
        let numbered = || Some(Rc::new(Name { number, ..name()? }));
        self.known
            .entry((folded, form))
            .or_insert_with(numbered)
            .clone()
    }
}

impl<'a> Name<'a> {
    fn of(
        gazetteer: &'a Gazetteer,
        cues: &Cues,
        folded: &'a str,
        form: Form,
        entries: impl Iterator<Item = NameEntry<'a>>,
    ) -> Option<Self> {
        let entries: Vec<NameEntry<'a>> = entries.collect();
        let ambiguity = ambiguity(gazetteer, folded, form, &entries);
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
            ambiguity,
            is_demonym: demonym::names_people(folded),
            cues: cues.of_word(folded),
            first_cues: cues.of_word(folded.split(' ').next().unwrap_or_default()),
            standing: standing(places().map(|place| place.standing)),
            places: named,
        })
    }
}

fn standing(mut places: impl Iterator<Item = Standing> + Clone) -> Standing {
    if places.clone().any(|standing| standing == Standing::Own) {
        Standing::Own
    } else {
        places
            .find(|standing| *standing == Standing::Bundled)
            .unwrap_or(Standing::Reference)
    }
}

fn ambiguity(
    gazetteer: &Gazetteer,
    folded: &str,
    form: Form,
    entries: &[NameEntry<'_>],
) -> Option<Ambiguity> {
    let of = |entry: &NameEntry<'_>| gazetteer.ambiguous(&text::fold(entry.text));
    let inflected = || entries.iter().find_map(of);
    let reason = gazetteer
        .ambiguous(folded)
        .or_else(|| inflected().filter(|_| form == Form::Inflected))?;
    let person = reason.contains("name");
    Some(if person {
        Ambiguity::Person
    } else {
        Ambiguity::Word
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_said_twice_is_looked_up_once() {
        let gazetteer = Gazetteer::bundled();
        let mut names = Names::new(gazetteer, Cues::bundled());
        let walk = gazetteer.walk().step("osh").expect("Osh is a name");
        let first = names
            .get("osh", Form::Exact, walk.entries())
            .expect("Osh is a place");
        let second = names
            .get("osh", Form::Exact, walk.entries())
            .expect("it still is");
        assert!(Rc::ptr_eq(&first, &second));
        assert!(first.in_region && !first.is_alias);
        assert!(
            names
                .get("", Form::Exact, gazetteer.walk().entries())
                .is_none()
        );
    }
}
