use std::borrow::Cow;

use fst::raw::{CompiledAddr, Fst};

use super::{
    Gazetteer, NameEntry, NameKind, PlaceIndex,
    layer::{LAYERS_MAX, Layer},
};

/// A place in the gazetteer's names after some words: feed it the next word, ask which names end here.
///
/// Every step costs the length of the word, however many names there are.
///
/// ```
/// use zij::gazetteer::Gazetteer;
/// let gazetteer = Gazetteer::bundled();
/// let mazar = gazetteer.walk().step("mazar").and_then(|walk| walk.step("i"));
/// let sharif = mazar.and_then(|walk| walk.step("sharif")).expect("it is a name");
/// let place = sharif.entries().next().expect("a name ends here").place;
/// assert_eq!(gazetteer.place(place).country, "AF");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Walk<'g> {
    gazetteer: &'g Gazetteer,
    keys: Keys,
    /// Where the walk is in each layer; nowhere if no name of the layer goes on like this.
    cursors: [Option<Cursor>; LAYERS_MAX],
    started: bool,
}

/// Which names are walked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keys {
    Folded,
    Stems,
}

/// A place in the names of one layer.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    node: CompiledAddr,
    output: u64,
}

impl<'g> Walk<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, keys: Keys) -> Self {
        let mut cursors = [None; LAYERS_MAX];
        for (cursor, layer) in cursors.iter_mut().zip(&gazetteer.layers) {
            let node = keys.of(layer).root().addr();
            *cursor = Some(Cursor { node, output: 0 });
        }
        Self {
            gazetteer,
            keys,
            cursors,
            started: false,
        }
    }

    /// The walk after one more whole word, folded (and stemmed, in a walk of stems); none if no name goes
    /// on like this, or if the word is empty.
    #[must_use]
    pub fn step(self, word: &str) -> Option<Self> {
        if word.is_empty() {
            return None;
        }
        let mut cursors = [None; LAYERS_MAX];
        let layers = self.gazetteer.layers.iter().zip(self.cursors);
        for (next, (layer, cursor)) in cursors.iter_mut().zip(layers) {
            *next = cursor.and_then(|cursor| cursor.step(self.keys.of(layer), word, self.started));
        }
        let goes_on = cursors.iter().any(Option::is_some);
        goes_on.then_some(Self {
            cursors,
            started: true,
            ..self
        })
    }

    /// Whether a name ends exactly here.
    #[must_use]
    pub fn ends_name(self) -> bool {
        let mut layers = self.gazetteer.layers.iter().zip(self.cursors);
        self.started
            && layers.any(|(layer, cursor)| {
                cursor.is_some_and(|cursor| cursor.ends_name(self.keys.of(layer)))
            })
    }

    /// The names that end exactly here, those of the uppermost layer first; none at the start.
    pub fn entries(self) -> impl Iterator<Item = NameEntry<'g>> {
        self.numbers().map(|(layer, name)| layer.name(name))
    }

    /// Whose names end exactly here, and what each name is to its place; a place once for each of its names.
    pub fn places(self) -> impl Iterator<Item = (PlaceIndex, NameKind)> {
        self.numbers().map(|(layer, name)| layer.named(name))
    }

    fn numbers(self) -> impl Iterator<Item = (&'g Layer, u32)> {
        let levels = self.gazetteer.levels().filter(move |_| self.started);
        let values = levels.filter_map(move |(level, layer)| {
            let cursor = self.cursors.get(level).copied().flatten()?;
            Some((level, cursor.value(self.keys.of(layer))?))
        });
        values.flat_map(move |(level, value)| self.gazetteer.run_numbers(level, value))
    }
}

type Names = Fst<Cow<'static, [u8]>>;

impl Cursor {
    fn step(self, names: &Names, word: &str, started: bool) -> Option<Self> {
        let cursor = if started {
            self.follow(names, b' ')?
        } else {
            self
        };
        let follow = |cursor: Self, byte| cursor.follow(names, byte);
        word.bytes().try_fold(cursor, follow)
    }

    fn follow(self, names: &Names, byte: u8) -> Option<Self> {
        let node = names.node(self.node);
        let transition = node.transition(node.find_input(byte)?);
        Some(Self {
            node: transition.addr,
            output: self.output.saturating_add(transition.out.value()),
        })
    }

    fn ends_name(self, names: &Names) -> bool {
        names.node(self.node).is_final()
    }

    /// What the layer holds for the name that ends here; none if none does.
    fn value(self, names: &Names) -> Option<u64> {
        let node = names.node(self.node);
        let value = self.output.saturating_add(node.final_output().value());
        node.is_final().then_some(value)
    }
}

impl Keys {
    fn of(self, layer: &Layer) -> &Names {
        match self {
            Self::Folded => layer.blob.folded.as_fst(),
            Self::Stems => layer.blob.stems.as_fst(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        gazetteer::Gazetteer,
        text::{fold, stem},
    };

    #[track_caller]
    fn check(words: &[&str], expected: &str) {
        let gazetteer = Gazetteer::bundled();
        let folded = words.iter().map(|word| fold(word));
        let end = folded
            .into_iter()
            .try_fold(gazetteer.walk(), |walk, word| walk.step(&word));
        let places = end
            .into_iter()
            .flat_map(super::Walk::entries)
            .map(|entry| gazetteer.place(entry.place).id);
        assert!(
            places.into_iter().any(|id| id == expected),
            "{words:?} {expected}"
        );
    }

    #[test]
    fn names_are_walked_word_by_word_in_every_script() {
        check(&["Tashkent"], "geonames:1512569");
        check(&["Mazar", "i", "Sharif"], "geonames:1133616");
        check(&["Мазари", "Шариф"], "geonames:1133616");
        check(&["مزار", "شریف"], "geonames:1133616");
        check(&["Khanabad"], "geonames:1513578");
        check(&["Khanabad"], "geonames:1137168");
        check(
            &["Karshi", "Khanabad", "Air", "Base"],
            "zij:khanabad-air-base",
        );
    }

    #[test]
    fn a_walk_takes_whole_words_only() {
        let walk = Gazetteer::bundled().walk();
        assert_eq!(walk.entries().count(), 0);
        assert!(walk.step("").is_none());
        assert!(
            walk.step("tashke")
                .is_none_or(|walk| walk.entries().count() == 0)
        );
        assert!(
            walk.step("tashkent")
                .and_then(|walk| walk.step("zzz"))
                .is_none()
        );
    }

    #[test]
    fn stems_lead_from_any_case_to_the_name() {
        let gazetteer = Gazetteer::bundled();
        for (words, expected) in [
            (vec!["алма", "атой"], "geonames:1526384"),
            (vec!["фергане"], "geonames:1514019"),
            (vec!["ошской", "области"], "geonames:1346798"),
        ] {
            let walk = words
                .iter()
                .try_fold(gazetteer.walk_stems(), |walk, word| walk.step(stem(word)));
            let ids: Vec<_> = walk
                .into_iter()
                .flat_map(super::Walk::entries)
                .map(|entry| gazetteer.place(entry.place).id)
                .collect();
            assert!(ids.contains(&expected), "{words:?} {ids:?}");
        }
    }

    #[test]
    fn a_walk_over_the_words_of_a_name_ends_at_what_a_look_up_finds() {
        let gazetteer = Gazetteer::bundled();
        for index in gazetteer.places().step_by(41) {
            for name in gazetteer.names(index) {
                let folded = fold(name.text);
                let walk = folded
                    .split(' ')
                    .try_fold(gazetteer.walk(), super::Walk::step);
                let walked: Vec<_> = walk.into_iter().flat_map(super::Walk::entries).collect();
                assert!(walked.contains(&name), "{name:?}");
                assert_eq!(walked, gazetteer.lookup(name.text));
            }
        }
    }
}
