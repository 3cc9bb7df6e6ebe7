use fst::{
    Map,
    raw::{CompiledAddr, Node},
};

use super::{Gazetteer, NameEntry};

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
    node: CompiledAddr,
    output: u64,
    started: bool,
}

/// Which names are walked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keys {
    Folded,
    Stems,
}

impl<'g> Walk<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, keys: Keys) -> Self {
        let node = keys.of(gazetteer).as_fst().root().addr();
        Self {
            gazetteer,
            keys,
            node,
            output: 0,
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
        let walk = if self.started {
            self.follow(b' ')?
        } else {
            self
        };
        let walk = word.bytes().try_fold(walk, Self::follow)?;
        Some(Self {
            started: true,
            ..walk
        })
    }

    fn follow(self, byte: u8) -> Option<Self> {
        let node = self.at();
        let transition = node.transition(node.find_input(byte)?);
        let output = self.output.saturating_add(transition.out.value());
        Some(Self {
            node: transition.addr,
            output,
            ..self
        })
    }

    /// Whether a name ends exactly here.
    #[must_use]
    pub fn ends_name(self) -> bool {
        self.started && self.at().is_final()
    }

    /// The names that end exactly here; none at the start.
    pub fn entries(self) -> impl Iterator<Item = NameEntry<'g>> {
        let value = self.output.saturating_add(self.at().final_output().value());
        let run = self.ends_name().then(|| self.gazetteer.run(value));
        run.into_iter().flatten()
    }

    fn at(self) -> Node<'g> {
        self.keys.of(self.gazetteer).as_fst().node(self.node)
    }
}

impl Keys {
    fn of(self, gazetteer: &Gazetteer) -> &Map<std::borrow::Cow<'static, [u8]>> {
        match self {
            Self::Folded => &gazetteer.blob.folded,
            Self::Stems => &gazetteer.blob.stems,
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
