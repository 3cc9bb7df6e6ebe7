//! Words that tell what a name beside them stands for, from `geodata/cues.tsv`.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::{
    gazetteer::{KindSet, PlaceKind},
    text::{self, Analysed, WordMap},
};

/// What a word tells about a name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// A preposition that puts something at a place: "in".
    Locative,
    /// A preposition of movement: "from".
    Motion,
    /// A preposition between parties: "with".
    Relational,
    /// A part or kind of place whose name follows after "of": "outskirts".
    PlaceHead,
    /// An institution.
    Organisation,
    /// A title before a person.
    Title,
    /// A given name.
    FirstName,
    /// An event that the name before it locates: "unrest".
    EventNoun,
    /// A verb of speaking, planning or deciding.
    AgentVerb,
    /// A journey, whose "from" and "to" are places: "visit".
    Travel,
    /// What parties have with one another: "ties".
    Relation,
    /// A word that a preposition reaches over: "the southern".
    Skip,
    /// A street, a square or another thing that bears a name and is no place on a map: "avenue".
    Street,
    /// A month or a day: "March".
    Calendar,
    /// A preposition that goes with rivers, ranges and the like: "along", "через".
    Upon,
    /// A kind of place in the plural, which all names of a list share: "rivers".
    Plural,
}

impl Cue {
    const WORDS: [(&'static str, Self); 16] = [
        ("locative", Self::Locative),
        ("motion", Self::Motion),
        ("relational", Self::Relational),
        ("place_head", Self::PlaceHead),
        ("organisation", Self::Organisation),
        ("title", Self::Title),
        ("first_name", Self::FirstName),
        ("event_noun", Self::EventNoun),
        ("agent_verb", Self::AgentVerb),
        ("travel", Self::Travel),
        ("relation", Self::Relation),
        ("skip", Self::Skip),
        ("street", Self::Street),
        ("calendar", Self::Calendar),
        ("upon", Self::Upon),
        ("plural", Self::Plural),
    ];
}

/// The cues of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordCues {
    cues: u16,
    /// Whether a term of two words begins so.
    begins_pair: bool,
    /// The kinds of place that the word names: "air base".
    pub(super) kinds: KindSet,
    /// The kinds of place that a sentence with the word speaks of: "fishermen".
    pub(super) topic: KindSet,
}

impl WordCues {
    fn add(&mut self, class: &str) {
        let of = |kinds: &str| kinds.split(',').filter_map(PlaceKind::of).collect();
        match class.split_once(':') {
            Some(("generic", kinds)) => self.kinds.add(of(kinds)),
            Some(("topic", kinds)) => self.topic.add(of(kinds)),
            _ => self.cues |= bit(class),
        }
    }

    /// Whether the word is a preposition, an article or the like.
    pub(super) fn is_function_word(self) -> bool {
        let cues = [Cue::Locative, Cue::Motion, Cue::Relational, Cue::Skip];
        cues.into_iter().any(|cue| self.has(cue))
    }

    /// Whether the word is a kind of place, of institution or of event, or a title.
    pub(super) fn tells_kind(self) -> bool {
        let cues = [
            Cue::PlaceHead,
            Cue::Organisation,
            Cue::Title,
            Cue::EventNoun,
            Cue::Street,
        ];
        !self.kinds.is_empty() || cues.into_iter().any(|cue| self.has(cue))
    }

    /// Whether the word is such a cue.
    pub(super) fn has(self, cue: Cue) -> bool {
        self.cues & (1 << cue as u16) != 0
    }
}

/// The cues of every word of the table, by its folded form.
#[derive(Debug)]
pub(super) struct Cues {
    words: WordMap<String, WordCues>,
}

static BUNDLED: LazyLock<Cues> = LazyLock::new(|| Cues::of(include_str!("../../geodata/cues.tsv")));

impl Cues {
    /// The cues that come with the program.
    pub(super) fn bundled() -> &'static Self {
        &BUNDLED
    }

    fn of(table: &str) -> Self {
        let mut words: HashMap<String, WordCues> = HashMap::default();
        for (class, lang, word) in table.lines().skip(1).filter_map(row) {
            // Uzbek rows are in Latin letters and serve both scripts.
            let cyrillic = match lang {
                "uz" => text::transliterations(word, Some(lang)),
                _ => Vec::new(),
            };
            for word in cyrillic.iter().map(String::as_str).chain([word]) {
                words.entry(text::fold(word)).or_default().add(class);
            }
        }
        let pairs = words.keys().filter_map(|words| words.split_once(' '));
        let firsts: Vec<String> = pairs.map(|(first, _)| first.to_owned()).collect();
        for first in firsts {
            words.entry(first).or_default().begins_pair = true;
        }
        Self {
            words: words.into(),
        }
    }

    /// The cues of a folded word, or of several with one space between them.
    pub(super) fn of_word(&self, folded: &str) -> WordCues {
        self.words.get(folded).copied().unwrap_or_default()
    }
}

/// The cues of every word of a text, each looked up once.
pub(super) struct TextCues<'a> {
    text: &'a Analysed<'a>,
    cues: &'a Cues,
    words: Vec<Option<&'a WordCues>>,
}

impl<'a> TextCues<'a> {
    /// The cues of a text's words.
    pub(super) fn new(text: &'a Analysed<'_>, cues: &'a Cues) -> Self {
        let tokens = 0..text.tokens().len();
        let words = tokens.map(|token| cues.words.of_token(text, token));
        Self {
            text,
            cues,
            words: words.collect(),
        }
    }

    /// The cues of a token.
    pub(super) fn of(&self, token: usize) -> WordCues {
        let cues = self.words.get(token).copied().flatten();
        cues.copied().unwrap_or_default()
    }

    /// The cues of two words written one after the other, "air base".
    pub(super) fn of_pair(&self, first: usize, second: usize) -> WordCues {
        if !self.of(first).begins_pair {
            return WordCues::default();
        }
        let words = [first, second].map(|token| self.text.folded(token));
        self.cues.of_word(&words.join(" "))
    }
}

fn bit(class: &str) -> u16 {
    let cue = Cue::WORDS.iter().find(|(word, _)| *word == class);
    cue.map_or(0, |(_, cue)| 1 << *cue as u16)
}

/// The class, the language and the word of a row.
fn row(line: &str) -> Option<(&str, &str, &str)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?, cells.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known() {
        for line in include_str!("../../geodata/cues.tsv").lines().skip(1) {
            let (class, _, word) = row(line).unwrap_or_else(|| panic!("{line}"));
            assert!(!word.is_empty(), "{line}");
            match class.split_once(':') {
                None => assert_ne!(bit(class), 0, "{line}"),
                Some((of, kinds)) => {
                    assert!(["generic", "topic"].contains(&of), "{line}");
                    kinds
                        .split(',')
                        .for_each(|kind| assert!(PlaceKind::of(kind).is_some(), "{line}"));
                }
            }
        }
    }

    #[test]
    fn a_word_may_be_several_cues() {
        let cues = Cues::bundled();
        assert!(cues.of_word("in").has(Cue::Locative));
        assert!(
            cues.of_word("range")
                .kinds
                .contains(PlaceKind::TrainingRange)
        );
        assert!(cues.of_word("president").has(Cue::Title));
        assert!(cues.of_word("president").has(Cue::Organisation));
        assert!(!cues.of_word("zzz").has(Cue::Title));
    }
}
