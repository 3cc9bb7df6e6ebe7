//! The names of a text, each looked up once however often the text says it.

use std::{ops::Deref, rc::Rc, sync::Arc};

use foldhash::HashMap;

use crate::{
    gazetteer::{
        Gazetteer, KindSet, NameEntry, NameKind, PlaceIndex, PlaceKind, PlaceRecord, Standing, Walk,
    },
    text::{self, Analysed},
};

use super::{
    cues::{Cues, WordCues},
    demonym,
    memory::Memory,
    short_name::{Stems, stems_of},
    spot::Form,
};

/// A name that stands in a text, with what is known of its words.
#[derive(Debug)]
pub(super) struct Name<'a> {
    /// Which of the text's names it is, in the order of their first uses.
    pub(super) number: usize,
    /// The words folded, with one space between them.
    pub(super) folded: &'a str,
    /// How the words meet the names of the gazetteer.
    pub(super) form: Form,
    known: Arc<Known<'a>>,
}

impl<'a> Deref for Name<'a> {
    type Target = Known<'a>;

    fn deref(&self) -> &Known<'a> {
        &self.known
    }
}

/// What is known of the words of a name, whichever text says them.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a feature of the linear models"
)]
pub(super) struct Known<'g> {
    /// The places so named, each with the best of its names.
    pub(super) places: Vec<Meant<'g>>,
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
    /// Whether one of several words is the word for a kind of place: "Laurel County".
    pub(super) tells_own_kind: bool,
    /// The stems of the words that are no kind of place.
    pub(super) stems: Stems,
}

/// A place that a name may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meant<'a> {
    pub(super) place: PlaceRecord<'a>,
    /// What the best of its names is to the place.
    pub(super) kind: NameKind,
    /// Whether the words are that name in another case, while they are the very name of another place.
    pub(super) is_inflected: bool,
}

/// What else than a place a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ambiguity {
    /// A word or a thing.
    Word,
    /// A person.
    Person,
}

/// A name of the gazetteer that words of a text meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met<'a> {
    pub(super) place: PlaceIndex,
    pub(super) kind: NameKind,
    /// The name itself where the words are another form of it.
    pub(super) text: Option<&'a str>,
}

impl<'a> From<NameEntry<'a>> for Met<'a> {
    fn from(name: NameEntry<'a>) -> Self {
        Self {
            place: name.place,
            kind: name.kind,
            text: Some(name.text),
        }
    }
}

impl From<(PlaceIndex, NameKind)> for Met<'_> {
    fn from((place, kind): (PlaceIndex, NameKind)) -> Self {
        Self {
            place,
            kind,
            text: None,
        }
    }
}

/// The names that a text has said so far.
pub(super) struct Names<'a, 'm, 'g> {
    gazetteer: &'g Gazetteer,
    cues: &'a Cues,
    said: HashMap<(&'a str, Form), Option<Rc<Name<'a>>>>,
    /// The names that words are another case of besides, by the number of the name as written.
    inflected: HashMap<usize, Rc<Name<'a>>>,
    memory: &'m mut Memory<'g>,
}

impl<'a, 'm, 'g: 'a> Names<'a, 'm, 'g> {
    /// No names yet; what other texts have said is looked up in the memory of theirs.
    pub(super) fn new(
        gazetteer: &'g Gazetteer,
        cues: &'a Cues,
        memory: &'m mut Memory<'g>,
    ) -> Self {
        Self {
            gazetteer,
            cues,
            said: HashMap::default(),
            inflected: HashMap::default(),
            memory,
        }
    }

    /// A walk over the gazetteer's names after a first word.
    pub(super) fn walk(&mut self, text: &Analysed<'_>, token: usize) -> Option<Walk<'g>> {
        self.memory.walk(self.gazetteer, text, token)
    }

    /// A name as written with the places besides of which its words are another case.
    pub(super) fn with_inflected(
        &mut self,
        name: &Rc<Name<'a>>,
        met: impl Iterator<Item = Met<'g>>,
    ) -> Rc<Name<'a>> {
        let (gazetteer, cues) = (self.gazetteer, self.cues);
        let both = || {
            let other = Known::of(gazetteer, cues, name.folded, Form::Inflected, met);
            let both = other.map(|other| Name {
                known: Arc::new(name.with_inflected(&other)),
                ..**name
            });
            both.map_or_else(|| Rc::clone(name), Rc::new)
        };
        let both = self.inflected.entry(name.number).or_insert_with(both);
        Rc::clone(both)
    }

    /// The name of folded words that meet some of the gazetteer's; none if there are none.
    pub(super) fn get(
        &mut self,
        folded: &'a str,
        form: Form,
        met: impl Iterator<Item = Met<'g>>,
    ) -> Option<Rc<Name<'a>>> {
        let number = self.said.len();
        let known = || Known::of(self.gazetteer, self.cues, folded, form, met).map(Arc::new);
        let name = || {
            let known = match form {
                Form::Exact => self.memory.known(folded, known),
                _ => known(),
            };
            Some(Rc::new(Name {
                number,
                folded,
                form,
                known: known?,
            }))
        };
        let said = self.said.entry((folded, form));
        said.or_insert_with(name).clone()
    }
}

impl<'g> Known<'g> {
    fn of(
        gazetteer: &'g Gazetteer,
        cues: &Cues,
        folded: &str,
        form: Form,
        met: impl Iterator<Item = Met<'g>>,
    ) -> Option<Self> {
        let mut met: Vec<Met<'g>> = met.collect();
        if met.is_empty() {
            return None;
        }
        let mut known = Self {
            places: Vec::with_capacity(met.len()),
            kinds: KindSet::default(),
            importance: 0.0,
            in_region: false,
            is_alias: true,
            ambiguity: ambiguity(gazetteer, folded, form, &met),
            is_demonym: demonym::names_people(folded),
            cues: cues.of_word(folded),
            first_cues: cues.of_word(folded.split(' ').next().unwrap_or_default()),
            tells_own_kind: tells_own_kind(cues, folded),
            standing: Standing::Reference,
            stems: stems_of(cues, folded),
        };
        met.sort_unstable_by_key(|met| (met.place, met.kind));
        met.dedup_by_key(|met| met.place);
        for Met { place, kind, .. } in met {
            known.add(gazetteer.record(place), kind);
        }
        Some(known)
    }

    fn add(&mut self, place: PlaceRecord<'g>, name: NameKind) {
        self.kinds.add([place.kind()].into_iter().collect());
        self.importance = self.importance.max(importance(place));
        let standing = match name {
            NameKind::Listed if place.standing() == Standing::Bundled => Standing::Reference,
            _ => place.standing(),
        };
        self.standing = strongest(self.standing, standing);
        self.in_region |= place.is_central_asian();
        self.is_alias &= name != NameKind::Preferred;
        self.places.push(Meant {
            place,
            kind: name,
            is_inflected: false,
        });
    }

    /// The same with the places besides of which the words are another case.
    fn with_inflected(&self, other: &Self) -> Self {
        let mut both = Self {
            places: self.places.clone(),
            stems: self.stems.clone(),
            ..*self
        };
        both.kinds.add(other.kinds);
        both.importance = both.importance.max(other.importance);
        both.in_region |= other.in_region;
        both.standing = strongest(both.standing, other.standing);
        for meant in &other.places {
            let mut known = self.places.iter();
            if known.all(|known| known.place.index() != meant.place.index()) {
                both.places.push(Meant {
                    is_inflected: true,
                    ..*meant
                });
            }
        }
        both
    }
}

/// The standing of a name that means places of two: what is the user's own is meant first, what is only in
/// a list last.
fn strongest(one: Standing, other: Standing) -> Standing {
    let both = [one, other];
    let strong = [Standing::Own, Standing::Bundled].into_iter();
    let mut strong = strong.filter(|standing| both.contains(standing));
    strong.next().unwrap_or(Standing::Reference)
}

fn tells_own_kind(cues: &Cues, folded: &str) -> bool {
    let mut words = folded.split(' ');
    folded.contains(' ') && words.any(|word| !cues.of_word(word).kinds.is_empty())
}

fn ambiguity(
    gazetteer: &Gazetteer,
    folded: &str,
    form: Form,
    met: &[Met<'_>],
) -> Option<Ambiguity> {
    let of = |text: &str| gazetteer.ambiguous(&text::fold(text));
    let inflected = || met.iter().filter_map(|met| met.text).find_map(of);
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
fn importance(place: PlaceRecord<'_>) -> f64 {
    match place.kind() {
        PlaceKind::Country | PlaceKind::Macroregion => 1.0,
        PlaceKind::Admin1 | PlaceKind::Capital => 0.9,
        kind if !kind.is_settled() => CURATED_IMPORTANCE,
        _ => ((place.population() as f64 + 1.0).log10() / POPULATION_LOG10_MAX).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_said_twice_is_looked_up_once() {
        let gazetteer = Gazetteer::bundled();
        let mut memory = Memory::default();
        let mut names = Names::new(gazetteer, Cues::bundled(), &mut memory);
        let walk = gazetteer.walk().step("osh").expect("Osh is a name");
        let mut said = || names.get("osh", Form::Exact, walk.entries().map(Met::from));
        let [first, second] = [said(), said()].map(|name| name.expect("Osh is a place"));
        assert!(Rc::ptr_eq(&first, &second));
        assert!(first.in_region && !first.is_alias);
        assert!(names.get("", Form::Exact, std::iter::empty()).is_none());
    }
}
