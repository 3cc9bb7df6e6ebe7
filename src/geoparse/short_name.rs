//! Short forms of names: "Forish" after "the Forish range", "Khanabad" after "Khanabad air base".

use foldhash::HashMap;

use crate::{
    gazetteer::{Gazetteer, NameEntry, PlaceIndex, PlaceKind},
    text::{self, Analysed},
};

use super::{Found, Weighed, cues::Cues, inflection::is_case, resolve::Resolved};

/// How sure the place of the whole name must be.
const WHOLE_MIN: f64 = 0.7;

/// How sure the place is of a name that stands with the word for its kind.
const WITH_KIND: f64 = 0.95;

/// The share of the belief in the whole name's place that its short form keeps.
const SHORT_SHARE: f64 = 0.9;

/// How many inhabitants make a town so well known that its name is no short form of a base beside it.
const WELL_KNOWN_MIN: u64 = 100_000;

/// Gives names that are short for one named before its place.
pub(super) fn settle(
    gazetteer: &Gazetteer,
    cues: &Cues,
    text: &Analysed<'_>,
    found: &[Found<'_>],
    resolved: &mut [Resolved],
) {
    let mut wholes = Wholes::default();
    for (found, resolved) in found.iter().zip(resolved) {
        let name = &found.spot.name;
        let stems = &name.stems;
        if let Some(place) = with_kind(gazetteer, cues, text, found) {
            let whole = Whole::new(place, WITH_KIND);
            whole.give(resolved);
            wholes.add(stems, whole);
        } else if stems.names_kind {
            let place = resolved.place.filter(|_| resolved.probability >= WHOLE_MIN);
            let site = place.filter(|place| is_site(gazetteer.record(*place).kind()));
            if let Some(place) = site {
                wholes.add(stems, Whole::new(place, resolved.probability));
            }
        } else {
            let whole = wholes.called(&stems.own);
            let whole = whole.filter(|whole| !tells_another(gazetteer, found, resolved, whole));
            if let Some(whole) = whole {
                whole.give(resolved);
            }
        }
    }
}

/// The names of a text so far that say what kind of place they name, the last of each by the stems of its
/// words but for those of the kind.
#[derive(Default)]
struct Wholes {
    added: usize,
    last: HashMap<String, (usize, Whole)>,
}

impl Wholes {
    fn add(&mut self, stems: &Stems, whole: Whole) {
        if !stems.own.is_empty() {
            self.added += 1;
            self.last.insert(stems.own.clone(), (self.added, whole));
        }
    }

    /// The last of them that words are short for, the last word perhaps with an Uzbek ending.
    fn called(&self, words: &str) -> Option<&Whole> {
        if self.last.is_empty() {
            return None;
        }
        let words = std::iter::once(words).chain(text::suffix_stripped(words));
        let named = words.filter_map(|words| self.last.get(words));
        named.max_by_key(|(at, _)| *at).map(|(_, whole)| whole)
    }
}

/// The place whose whole name begins with the word for its kind before a name: "полигоне Фориш".
fn with_kind(
    gazetteer: &Gazetteer,
    cues: &Cues,
    text: &Analysed<'_>,
    found: &Found<'_>,
) -> Option<PlaceIndex> {
    let start = found.spot.tokens.start.checked_sub(1)?;
    let kinds = cues.of_word(text.folded(start)).kinds;
    if kinds.is_empty() {
        return None;
    }
    let mut tokens = start..found.spot.tokens.end;
    let words = text.folded_run(tokens.clone());
    let walk = tokens.try_fold(gazetteer.walk_stems(), |walk, token| {
        walk.step(text::stem(text.folded(token)))
    })?;
    let is_whole = |entry: &NameEntry<'_>| {
        let kind = gazetteer.record(entry.place).kind();
        is_site(kind) && kinds.contains(kind) && is_case(&text::fold(entry.text), words)
    };
    walk.entries().find(is_whole).map(|entry| entry.place)
}

/// The place of a name that says what kind of place it names.
struct Whole {
    place: PlaceIndex,
    probability: f64,
}

impl Whole {
    fn new(place: PlaceIndex, probability: f64) -> Self {
        Self { place, probability }
    }

    /// Makes its place the first of a short name's.
    fn give(&self, resolved: &mut Resolved) {
        if resolved.place == Some(self.place) {
            return;
        }
        let share = self.probability * SHORT_SHARE;
        let others = resolved.candidates.iter();
        let others = others.filter(|other| other.place != self.place);
        let others = others.map(|other| other.scaled(1.0 - share));
        let first = Weighed::of_short_name(self.place, share);
        let candidates = std::iter::once(first).chain(others).collect();
        *resolved = Resolved {
            place: Some(self.place),
            probability: share,
            candidates,
        };
    }
}

#[derive(Debug, Clone)]
pub(super) struct Stems {
    own: String,
    names_kind: bool,
}

/// The stems of a name's words without those that tell a kind of place: "forish" of "forish training range".
pub(super) fn stems_of(cues: &Cues, folded: &str) -> Stems {
    let words: Vec<&str> = folded.split(' ').collect();
    let pair = |at: usize| words.get(at..at + 2).map(|pair| pair.join(" "));
    let kind = |at: usize| !cues.of_word(words[at]).kinds.is_empty();
    let of_pair = |at: usize| pair(at).is_some_and(|pair| !cues.of_word(&pair).kinds.is_empty());
    let tells = |at: &usize| kind(*at) || of_pair(*at) || at.checked_sub(1).is_some_and(of_pair);
    let own = (0..words.len()).filter(|at| !tells(at));
    let own: Vec<&str> = own.map(|at| text::stem(words[at])).collect();
    Stems {
        names_kind: own.len() < words.len() && !own.is_empty(),
        own: own.join(" "),
    }
}

/// Whether people neither live in a place of a kind nor are ruled from it.
fn is_site(kind: PlaceKind) -> bool {
    !kind.is_settled() && kind != PlaceKind::Macroregion
}

/// Whether the short name is that of a well-known town, or the words beside it speak of another kind of place.
fn tells_another(
    gazetteer: &Gazetteer,
    found: &Found<'_>,
    resolved: &Resolved,
    whole: &Whole,
) -> bool {
    let kind = gazetteer.record(whole.place).kind();
    let beside = found.context.kinds;
    let clashes = !beside.is_empty() && !beside.contains(kind);
    let well_known = resolved.place.is_some_and(|place| {
        let place = gazetteer.record(place);
        let wide = matches!(place.kind(), PlaceKind::Country | PlaceKind::Admin1);
        wide || place.kind() == PlaceKind::Capital || place.population() >= WELL_KNOWN_MIN
    });
    clashes || well_known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::Geoparser;

    /// Compares the place of a text's last name, and the first reason for it.
    #[track_caller]
    fn check(text: &str, id: &str, why: Option<&str>) {
        let gazetteer = Gazetteer::bundled();
        let mentions = Geoparser::new(gazetteer).parse(&Analysed::new(text, None));
        let last = mentions.last().expect("a name in the text");
        let place = last.place.map(|place| gazetteer.place(place).id);
        assert_eq!(place, Some(id), "{text}");
        let first = last
            .candidates
            .first()
            .map(|first| first.candidate(gazetteer).why);
        let told = first.and_then(|why| why.into_iter().find(|why| why.starts_with("short for")));
        assert_eq!(told.as_deref(), why, "{text}");
    }

    #[test]
    fn a_short_name_is_the_place_whose_whole_name_stood_before() {
        let range = Some("short for Forish training range, named before");
        check(
            "Troops trained at the Forish range. On Friday a convoy reached Forish.",
            "zij:forish-range",
            range,
        );
        check(
            "Учения прошли на полигоне Фориш. Колонна дошла до Фориша в пятницу.",
            "zij:forish-range",
            range,
        );
        check(
            "Forish poligonida mashg‘ulot o‘tdi. Kolonna Forishga yetib keldi.",
            "zij:forish-range",
            range,
        );
    }

    #[test]
    fn a_town_that_is_called_one_or_well_known_stays_a_town() {
        check(
            "Troops trained at the Forish range. A school opened in the town of Forish.",
            "geonames:1514025",
            None,
        );
        check(
            "The plane landed at Mary Airport. Shops are open in Mary.",
            "geonames:1218667",
            None,
        );
    }
}
