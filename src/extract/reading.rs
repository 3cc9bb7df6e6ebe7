use std::{collections::HashSet, ops::Range};

use super::{
    candidates::{Candidate, candidates},
    clauses::Clauses,
    modality::Cues,
    themes::Themes,
    trigger::{Source, Trigger},
    when::{Expression, expressions},
    words::{Word, dateline_end, words},
};
use crate::{
    gazetteer::{Gazetteer, PlaceIndex},
    geoparse::{Mention, Reference, Role, references},
    text::{Analysed, Lang, Sentence, Span},
};

/// A sentence with everything that its events are told by.
pub(super) struct Reading<'t> {
    pub(super) lang: Lang,
    pub(super) words: Vec<Word<'t>>,
    /// How many of the words are the dateline.
    pub(super) dateline: usize,
    pub(super) clauses: Clauses,
    pub(super) cues: Cues,
    /// Whether it begins with a quotation mark.
    pub(super) is_quoted: bool,
    pub(super) is_question: bool,
    pub(super) times: Vec<Expression>,
    /// What its words are about.
    pub(super) themes: Themes,
    /// What may tell of events.
    pub(super) candidates: Vec<Candidate>,
    /// What was found to tell of events.
    pub(super) triggers: Vec<Trigger>,
    /// The literal mentions in the order of the text; none within another.
    pub(super) places: Vec<Located>,
    /// The mentions of other sentences that its nouns refer to: "the base".
    pub(super) referred: Vec<usize>,
    /// The names that stand for governments.
    pub(super) governments: Vec<Range<usize>>,
    /// The adjectives of countries and the names of peoples.
    pub(super) peoples: Vec<Range<usize>>,
}

/// What names places in a text, and what refers to them.
#[derive(Debug, Clone)]
pub(super) struct Named<'m> {
    mentions: &'m [Mention],
    references: Vec<Reference>,
}

impl<'m> Named<'m> {
    pub(super) fn of(gazetteer: &Gazetteer, text: &Analysed<'_>, mentions: &'m [Mention]) -> Self {
        Self {
            mentions,
            references: references(gazetteer, text, mentions),
        }
    }

    /// The mentions of other sentences that nouns of a sentence refer to.
    fn referred(&self, sentence: Span) -> Vec<usize> {
        let before = |byte: usize| {
            let starts = |reference: &Reference| reference.span.start < byte;
            self.references.partition_point(starts)
        };
        let referring = &self.references[before(sentence.start)..before(sentence.end)];
        let mentions = referring.iter().map(|reference| reference.mention);
        mentions
            .filter(|at| self.mentions[*at].span.start < sentence.start)
            .collect()
    }
}

/// A literal mention in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Located {
    /// Which of the document's mentions.
    pub(super) mention: usize,
    /// None if the gazetteer does not have it, or too many.
    pub(super) place: Option<PlaceIndex>,
    /// Its words of the sentence.
    pub(super) words: Range<usize>,
}

impl<'t> Reading<'t> {
    pub(super) fn of(text: &'t Analysed<'t>, sentence: &Sentence, named: &Named<'_>) -> Self {
        let mentions = named.mentions;
        let words = words(text, sentence);
        let lang = text.lang();
        let inside = inside(mentions, sentence.span);
        let of = |role: Role| {
            let of_role = inside.clone().filter(move |&at| mentions[at].role == role);
            of_role
                .filter_map(|at| range(&words, mentions[at].span))
                .collect()
        };
        let times = expressions(lang, &words);
        let dating = times.iter().flat_map(|time| time.words.clone());
        let taken: HashSet<usize> = dating.collect();
        let written = sentence.span.of(text.text());
        let themes = Themes::of(lang, &words);
        let mut reading = Self {
            lang,
            is_quoted: written.starts_with(['"', '“', '«', '‘', '„']),
            is_question: written.trim_end().ends_with('?'),
            clauses: Clauses::of(lang, &words, &times),
            cues: Cues::of(lang, &words),
            candidates: Vec::new(),
            themes,
            triggers: Vec::new(),
            places: outermost(&words, mentions, inside.clone(), &taken),
            referred: named.referred(sentence.span),
            times,
            governments: of(Role::Associative),
            peoples: of(Role::Demonym),
            dateline: dateline_end(&words),
            words,
        };
        reading.read(&|_| true);
        reading
    }

    /// The rows of the table of triggers that it meets.
    pub(super) fn rows(&self) -> Vec<usize> {
        let options = self
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.options);
        options.filter_map(|option| option.row).collect()
    }

    /// Reads what may tell of events by the rows that `reads` allows.
    pub(super) fn read(&mut self, reads: &dyn Fn(usize) -> bool) {
        self.candidates = candidates(self.lang, &self.words, &self.themes, reads);
        // "Казахстана" ends as a verb in the past does, "Reading" as a gerund.
        let names = self.names();
        self.candidates.retain(|candidate| {
            let first = &candidate.options[0];
            first.source != Source::Unknown || !names.contains(&first.words.start)
        });
    }

    /// The words of all names of places and peoples.
    fn names(&self) -> HashSet<usize> {
        let places = self.places.iter().map(|place| &place.words);
        let others = self.governments.iter().chain(&self.peoples);
        places.chain(others).flat_map(Range::clone).collect()
    }

    /// The words that some bytes of the text hold.
    pub(super) fn range(&self, span: Span) -> Option<Range<usize>> {
        range(&self.words, span)
    }

    /// The bytes from the first to the last of some words.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        let first = &self.words[words.start];
        Span {
            start: first.span.start,
            end: self.words[words.end - 1].span.end,
        }
    }
}

/// The mentions that begin in a sentence; they stand in the order of the text.
fn inside(mentions: &[Mention], sentence: Span) -> Range<usize> {
    let from = |byte: usize| mentions.partition_point(|mention| mention.span.start < byte);
    from(sentence.start)..from(sentence.end)
}

fn range(words: &[Word<'_>], span: Span) -> Option<Range<usize>> {
    let start = words.partition_point(|word| word.span.end <= span.start);
    let end = words.partition_point(|word| word.span.start < span.end);
    (start < end).then_some(start..end)
}

/// The literal mentions that are neither within another nor made of words that tell a time.
fn outermost(
    words: &[Word<'_>],
    mentions: &[Mention],
    inside: Range<usize>,
    taken: &HashSet<usize>,
) -> Vec<Located> {
    let located = |at: usize| {
        let mention = &mentions[at];
        let words = range(words, mention.span)?;
        let free = !words.clone().all(|word| taken.contains(&word));
        (mention.role == Role::Literal && free).then_some(Located {
            mention: at,
            place: mention.place,
            words,
        })
    };
    let all: Vec<Located> = inside.filter_map(located).collect();
    let holds = |outer: &Located, inner: &Located| {
        let (outer, inner) = (mentions[outer.mention].span, mentions[inner.mention].span);
        outer != inner && outer.start <= inner.start && inner.end <= outer.end
    };
    let free = all
        .iter()
        .filter(|inner| !all.iter().any(|outer| holds(outer, inner)));
    free.cloned().collect()
}
