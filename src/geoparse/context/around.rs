//! The walk over the words before and after a name.

use std::ops::Range;

use super::{Context, Governor};
use crate::{
    gazetteer::KindSet,
    geoparse::{
        cues::{Cue, TextCues, WordCues},
        inflection::is_russian_verb,
    },
    text::{Analysed, Lang, TokenKind},
};

/// How far back a preposition may stand from the name it governs, in words.
const GOVERNOR_WORDS_MAX: usize = 5;

/// How far before its preposition a journey or relation may stand, in tokens.
const HEAD_TOKENS_MAX: usize = 8;
/// How far from a name words tell what its sentence speaks of, in tokens.
const TOPIC_TOKENS_MAX: usize = 12;
/// How many tokens of a dateline may stand up to the end of its place.
const DATELINE_PLACE_TOKENS_MAX: usize = 3;
/// How many tokens of date and agency may stand between its place and the dash.
const DATELINE_DATE_TOKENS_MAX: usize = 8;

/// A sentence around a name.
pub(super) struct Around<'a, 't> {
    pub(super) text: &'a Analysed<'t>,
    pub(super) cues: &'a TextCues<'a>,
    pub(super) sentence: Range<usize>,
}

impl Around<'_, '_> {
    pub(super) fn shape(&self, tokens: &Range<usize>, context: &mut Context) {
        let words = || tokens.clone().map(|token| self.text.word(token));
        let first = words().next().and_then(|word| word.chars().next());
        context.capital = first.is_some_and(|first| first.is_uppercase() || !is_cased(first));
        let letters = || {
            words()
                .flat_map(str::chars)
                .filter(|letter| letter.is_alphabetic())
        };
        context.all_capitals = letters().count() > 1 && letters().all(char::is_uppercase);
        context.opens_sentence =
            !(self.sentence.start..tokens.start).any(|token| self.is_word(token));
    }

    pub(super) fn is_quoted(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1);
        let opening = before.map_or("", |token| self.text.word(token));
        matches!(opening, "«" | "“" | "\"" | "„")
            && matches!(self.text.word(tokens.end), "»" | "”" | "\"" | "“")
    }

    /// The kinds of place that the words around a name speak of.
    pub(super) fn topic(&self, tokens: &Range<usize>) -> KindSet {
        let first = tokens.start.saturating_sub(TOPIC_TOKENS_MAX);
        let last = tokens.end + TOPIC_TOKENS_MAX;
        let around = first.max(self.sentence.start)..last.min(self.sentence.end);
        let mut topic = KindSet::default();
        for token in around.filter(|token| !tokens.contains(token)) {
            topic.add(self.cues_of(token).topic);
        }
        topic
    }

    pub(super) fn before(&self, start: usize, context: &mut Context) {
        if let Some(word) = self.word_before(start) {
            let cues = self.cues_of(word);
            context.title_before = cues.has(Cue::Title);
            context.given_name_before = cues.has(Cue::FirstName);
            context.article = self.text.folded(word) == "the";
            context.street = cues.has(Cue::Street) && self.text.lang() != Lang::En;
            context.capital_before =
                self.is_capital(word) && is_plain(cues) && word > self.sentence.start;
            let beyond = self.word_before(word).filter(|_| context.article);
            let preposition = beyond.map_or(cues, |beyond| self.cues_of(beyond));
            context.upon = preposition.has(Cue::Upon);
        }
        self.govern(start, context);
    }

    /// Walks back over articles, kinds of place and "of" to the word that governs the name.
    fn govern(&self, start: usize, context: &mut Context) {
        let mut after_of = false;
        let mut at = start;
        for _ in 0..GOVERNOR_WORDS_MAX {
            let Some(word) = self.word_before(at) else {
                break;
            };
            let cues = self.cues_of(word);
            let folded = self.text.folded(word);
            let kinds = self.kinds_before(word).kinds;
            context.kinds.add(kinds);
            if cues.has(Cue::Plural) {
                context.plural_before.add(kinds);
            }
            context.part_of |= after_of && reached_over(cues) && !cues.has(Cue::Skip);
            if folded == "of" {
                after_of = true;
            } else if let Some(governor) = governor(cues) {
                // "the base at Khanabad": the base tells the kind although "at" comes between.
                let beyond = self.word_before(word).map(|word| self.kinds_before(word));
                context.kinds.add(beyond.unwrap_or_default().kinds);
                context.governor = self.at_end_of_journey(governor, word);
                context.relation_before = self.stands_before(Cue::Relation, word);
                break;
            } else if cues.has(Cue::Organisation) {
                context.organisation_before = true;
                context.of_organisation = after_of;
                break;
            } else if !reached_over(cues) {
                context.governor = if after_of {
                    Governor::Of
                } else {
                    Governor::None
                };
                break;
            }
            at = word;
        }
    }

    /// "to" and "from" put something at a place if a journey stands before them, and so does "with" after a
    /// border.
    fn at_end_of_journey(&self, governor: Governor, preposition: usize) -> Governor {
        let travels = || self.stands_before(Cue::Travel, preposition);
        let before = || self.word_before(preposition).map(|word| self.cues_of(word));
        let part = || before().is_some_and(|cues| cues.has(Cue::PlaceHead));
        match governor {
            Governor::Motion if travels() => Governor::Locative,
            Governor::Relational if part() => Governor::Locative,
            _ => governor,
        }
    }

    /// Whether such a word stands shortly before a token.
    fn stands_before(&self, cue: Cue, token: usize) -> bool {
        let first = token
            .saturating_sub(HEAD_TOKENS_MAX)
            .max(self.sentence.start);
        (first..token).any(|word| self.cues_of(word).has(cue))
    }

    pub(super) fn after(&self, end: usize, context: &mut Context) {
        context.dateline = self.is_dateline(end);
        context.number_after = self.is_number(end);
        context.comma_after = self.comma_then_capital(end);
        let Some(next) = self.word_after(end) else {
            return;
        };
        let cues = self.cues_of(next);
        let beyond = self.word_after(next + 1);
        let two = beyond.map(|beyond| self.cues.of_pair(next, beyond));
        context.street |=
            cues.has(Cue::Street) && (self.is_capital(next) || self.text.lang() != Lang::En);
        context.kinds.add(cues.kinds);
        if cues.has(Cue::Plural) {
            context.plural_after = cues.kinds;
        }
        context.kinds.add(two.unwrap_or_default().kinds);
        context.part_after = cues.has(Cue::PlaceHead);
        context.organisation_after = self.leads_to_organisation(next, beyond);
        context.event_after = cues.has(Cue::EventNoun);
        context.agent_verb_after = cues.has(Cue::AgentVerb);
        context.verb_after =
            self.text.lang() == Lang::Ru && is_russian_verb(self.text.folded(next));
        context.capital_after = self.is_capital(next) && is_plain(cues);
    }

    /// Whether a word is an institution, or the first of an institution's words: "Moscow State University",
    /// "Ошский технологический университет", "Toshkent davlat universiteti".
    fn leads_to_organisation(&self, next: usize, beyond: Option<usize>) -> bool {
        let is_organisation = |word| self.cues_of(word).has(Cue::Organisation);
        let joined = |word| match self.text.lang() {
            Lang::En => self.is_capital(next) && self.is_capital(word),
            Lang::Ru => is_russian_adjective(self.text.folded(next)),
            _ => !self.is_capital(word) && is_plain(self.cues_of(next)),
        };
        is_organisation(next) || beyond.is_some_and(|word| joined(word) && is_organisation(word))
    }

    /// "TASHKENT, 12 October —" or "ТАШКЕНТ, 12 октября." at the head of a paragraph.
    fn is_dateline(&self, end: usize) -> bool {
        let heads = end <= self.sentence.start + DATELINE_PLACE_TOKENS_MAX;
        let last = self.sentence.end.min(end + DATELINE_DATE_TOKENS_MAX);
        let dash = |token| matches!(self.text.word(token), "—" | "–" | "--" | "-");
        heads && ((end..last).any(dash) || self.only_date(end))
    }

    /// Whether nothing but a date and what stands in brackets follows up to the end of the sentence.
    fn only_date(&self, end: usize) -> bool {
        let rest = end..self.sentence.end;
        let mut in_brackets = false;
        !rest.is_empty()
            && rest.len() <= DATELINE_DATE_TOKENS_MAX
            && rest.into_iter().all(|token| {
                in_brackets = match self.text.word(token) {
                    "(" => true,
                    ")" => false,
                    _ => in_brackets,
                };
                let date = self.is_number(token) || self.cues_of(token).has(Cue::Calendar);
                in_brackets || date || !self.is_word(token)
            })
    }

    fn comma_then_capital(&self, end: usize) -> bool {
        let comma = self.sentence.contains(&end) && self.text.word(end) == ",";
        comma
            && self
                .word_after(end + 1)
                .is_some_and(|next| self.is_capital(next))
    }

    fn is_word(&self, token: usize) -> bool {
        self.text
            .tokens()
            .get(token)
            .is_some_and(|token| token.kind == TokenKind::Word)
    }

    fn is_number(&self, token: usize) -> bool {
        let next = self.text.tokens().get(token).map(|token| token.kind);
        self.sentence.contains(&token) && next == Some(TokenKind::Number)
    }

    fn is_capital(&self, token: usize) -> bool {
        self.text
            .word(token)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    fn cues_of(&self, token: usize) -> WordCues {
        self.cues.of(token)
    }

    /// The cues of a word, taken together with the word before it if the two are one term.
    fn kinds_before(&self, word: usize) -> WordCues {
        let pair = self
            .word_before(word)
            .map(|before| self.cues.of_pair(before, word));
        pair.filter(|cues| !cues.kinds.is_empty())
            .unwrap_or_else(|| self.cues_of(word))
    }

    /// The word right before a token in its sentence, with nothing but a hyphen or quote between.
    fn word_before(&self, token: usize) -> Option<usize> {
        let mut at = token;
        while at > self.sentence.start {
            at -= 1;
            if self.is_word(at) {
                return Some(at);
            }
            if !is_transparent(self.text.word(at)) {
                return None;
            }
        }
        None
    }

    /// The word at a token or right after it in its sentence, with nothing but a hyphen, quote or
    /// possessive between.
    fn word_after(&self, token: usize) -> Option<usize> {
        let mut at = token;
        while at < self.sentence.end {
            if self.is_word(at) {
                return Some(at);
            }
            let clitic = self.text.tokens()[at].kind == TokenKind::Clitic;
            if !clitic && !is_transparent(self.text.word(at)) {
                return None;
            }
            at += 1;
        }
        None
    }
}

/// Whether the letter belongs to a script that has capitals.
fn is_cased(letter: char) -> bool {
    letter.is_lowercase() || letter.is_uppercase()
}

fn is_transparent(mark: &str) -> bool {
    matches!(
        mark,
        "-" | "‑" | "\"" | "“" | "”" | "«" | "»" | "'" | "’" | "‘" | "."
    )
}

/// Whether a folded Russian word looks like an adjective.
fn is_russian_adjective(folded: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "ый", "ий", "ой", "ая", "ое", "ые", "ого", "ому", "ом", "ую", "ых", "ым",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// A word that tells nothing.
fn is_plain(cues: WordCues) -> bool {
    cues.kinds.is_empty()
        && ![
            Cue::Organisation,
            Cue::Title,
            Cue::Locative,
            Cue::Motion,
            Cue::Relational,
            Cue::Skip,
            Cue::PlaceHead,
            Cue::EventNoun,
        ]
        .iter()
        .any(|cue| cues.has(*cue))
}

fn governor(cues: WordCues) -> Option<Governor> {
    let governors = [
        (Cue::Locative, Governor::Locative),
        (Cue::Motion, Governor::Motion),
        (Cue::Relational, Governor::Relational),
    ];
    governors
        .into_iter()
        .find(|(cue, _)| cues.has(*cue))
        .map(|(_, governor)| governor)
}

fn reached_over(cues: WordCues) -> bool {
    cues.has(Cue::Skip) || cues.has(Cue::PlaceHead) || !cues.kinds.is_empty()
}
