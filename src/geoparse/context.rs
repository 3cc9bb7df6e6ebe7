//! What stands around a name.

use std::ops::Range;

use crate::{
    gazetteer::KindSet,
    text::{Analysed, Lang, TokenKind},
};

use super::{
    cues::{Cue, TextCues, WordCues},
    inflection::is_russian_verb,
};

/// How far back a preposition may stand from the name it governs, in words.
const GOVERNOR_WORDS_MAX: usize = 5;

/// How far before its preposition a journey or relation may stand, in tokens.
const HEAD_TOKENS_MAX: usize = 8;
/// How many tokens of a dateline may stand up to the end of its place.
const DATELINE_PLACE_TOKENS_MAX: usize = 3;
/// How many tokens of date and agency may stand between its place and the dash.
const DATELINE_DATE_TOKENS_MAX: usize = 8;

/// What stands around a name, as the models see it.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a feature of the linear models"
)]
pub(super) struct Context {
    /// The name begins with a capital.
    pub(super) capital: bool,
    /// The name is in capitals throughout.
    pub(super) all_capitals: bool,
    /// The name begins its sentence.
    pub(super) opens_sentence: bool,
    /// A capitalised word that is no cue stands right before.
    pub(super) capital_before: bool,
    /// A capitalised word that is no cue stands right after.
    pub(super) capital_after: bool,
    /// A title stands right before.
    pub(super) title_before: bool,
    /// A given name stands right before.
    pub(super) given_name_before: bool,
    /// "the" stands right before.
    pub(super) article: bool,
    /// The word that governs the name: the nearest before it that is not skipped.
    pub(super) governor: Governor,
    /// What parties have with one another stands before the preposition.
    pub(super) relation_before: bool,
    /// The kinds of place that words beside the name speak of.
    pub(super) kinds: KindSet,
    /// A part or kind of place stands before with "of": "the outskirts of".
    pub(super) part_of: bool,
    /// A part of the place follows: "chegarasi", "border".
    pub(super) part_after: bool,
    /// An institution follows.
    pub(super) organisation_after: bool,
    /// An institution stands before, with "of" or without.
    pub(super) organisation_before: bool,
    /// An institution stands before with "of": "Party of".
    pub(super) of_organisation: bool,
    /// An event follows.
    pub(super) event_after: bool,
    /// A verb of speaking or deciding follows.
    pub(super) agent_verb_after: bool,
    /// A word that looks like a Russian verb follows.
    pub(super) verb_after: bool,
    /// A comma and then a capital follow.
    pub(super) comma_after: bool,
    /// A number follows, as after a month.
    pub(super) number_after: bool,
    /// A street, a square or the like bears the name.
    pub(super) street: bool,
    /// The name alone stands in quotes.
    pub(super) quoted: bool,
    /// The name heads the text before a dash or a closing bracket.
    pub(super) dateline: bool,
}

/// The word that governs a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Governor {
    /// "in", "at", "near".
    Locative,
    /// "from", "to".
    Motion,
    /// "with", "between".
    Relational,
    /// "of" after something that is no place.
    Of,
    /// Anything else, or nothing.
    #[default]
    None,
}

impl Context {
    /// The context of the tokens of a name.
    pub(super) fn of(text: &Analysed<'_>, cues: &TextCues<'_>, tokens: &Range<usize>) -> Self {
        let around = Around {
            text,
            cues,
            sentence: around_sentence(text, tokens),
        };
        let mut context = Self::default();
        around.shape(tokens, &mut context);
        around.before(tokens.start, &mut context);
        around.after(tokens.end, &mut context);
        context.quoted = around.is_quoted(tokens);
        context
    }

    /// Whether a title or a given name stands right before.
    pub(super) fn is_after_person(&self) -> bool {
        self.title_before || self.given_name_before
    }
}

fn around_sentence(text: &Analysed<'_>, tokens: &Range<usize>) -> Range<usize> {
    let at = text
        .tokens()
        .get(tokens.start)
        .map_or(0, |token| token.span.start);
    let sentence = text.sentences().get(text.sentence_of(at));
    sentence.map_or(tokens.clone(), |sentence| sentence.tokens.clone())
}

/// A sentence around a name.
struct Around<'a, 't> {
    text: &'a Analysed<'t>,
    cues: &'a TextCues<'a>,
    sentence: Range<usize>,
}

impl Around<'_, '_> {
    fn shape(&self, tokens: &Range<usize>, context: &mut Context) {
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

    fn is_quoted(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1);
        let opening = before.map_or("", |token| self.text.word(token));
        matches!(opening, "«" | "“" | "\"" | "„")
            && matches!(self.text.word(tokens.end), "»" | "”" | "\"" | "“")
    }

    fn before(&self, start: usize, context: &mut Context) {
        if let Some(word) = self.word_before(start) {
            let cues = self.cues_of(word);
            context.title_before = cues.has(Cue::Title);
            context.given_name_before = cues.has(Cue::FirstName);
            context.article = self.text.folded(word) == "the";
            context.street = cues.has(Cue::Street) && self.text.lang() != Lang::En;
            context.capital_before =
                self.is_capital(word) && is_plain(cues) && word > self.sentence.start;
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
            context.kinds.add(self.kinds_before(word).kinds);
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

    fn after(&self, end: usize, context: &mut Context) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::cues::Cues;

    /// Compares what stands around a word: the governor, what else is set, and the kinds beside.
    #[track_caller]
    fn check(text: &str, name: &str, expected: &str) {
        let analysed = Analysed::new(text, None);
        let at = (0..analysed.tokens().len()).find(|token| analysed.word(*token) == name);
        let at = at.unwrap_or_else(|| panic!("{name} in {text}"));
        let context = Context::of(
            &analysed,
            &TextCues::new(&analysed, Cues::bundled()),
            &(at..at + 1),
        );
        let flags = [
            (context.all_capitals, "all capitals"),
            (context.opens_sentence, "opens"),
            (context.capital_before, "capital before"),
            (context.capital_after, "capital after"),
            (context.is_after_person(), "person"),
            (context.relation_before, "relation"),
            (context.organisation_before, "organisation before"),
            (context.of_organisation, "of organisation"),
            (context.organisation_after, "organisation after"),
            (context.event_after, "event"),
            (context.agent_verb_after, "acts"),
            (context.comma_after, "comma"),
            (context.number_after, "number"),
            (context.dateline, "dateline"),
        ];
        let set = flags.iter().filter(|(is_set, _)| *is_set);
        let set: Vec<String> = std::iter::once(format!("{:?}", context.governor))
            .chain(set.map(|(_, word)| (*word).to_owned()))
            .chain(context.kinds.iter().map(|kind| kind.as_str().to_owned()))
            .collect();
        assert_eq!(set.join(", "), expected, "{text}");
    }

    #[test]
    fn prepositions_govern_over_articles_kinds_and_of() {
        check("Troops stayed in the Osh.", "Osh", "Locative");
        check("They fled from Osh.", "Osh", "Locative");
        check("A letter from Osh lay there.", "Osh", "Motion");
        check("The official visit to Osh ended.", "Osh", "Locative");
        check("Its ties with Osh cooled.", "Osh", "Relational, relation");
        check("The mood of Osh changed.", "Osh", "Of");
        check("Osh", "Osh", "None, opens");
    }

    #[test]
    fn words_beside_a_name_tell_its_kind() {
        check(
            "He left the air base at Khanabad.",
            "Khanabad",
            "Locative, airport, airfield, air_base",
        );
        check(
            "He came to Khanabad air base.",
            "Khanabad",
            "Locative, airport, airfield, air_base",
        );
    }

    #[test]
    fn people_organisations_events_and_datelines_are_seen() {
        check(
            "President Osh spoke.",
            "Osh",
            "None, person, organisation before",
        );
        check(
            "The Osh State University closed.",
            "Osh",
            "None, organisation after",
        );
        check(
            "The Party of Osh grew.",
            "Osh",
            "None, organisation before, of organisation",
        );
        check("The Osh unrest ended.", "Osh", "None, event");
        check(
            "OSH, 12 May — Rain fell.",
            "OSH",
            "None, all capitals, opens, dateline",
        );
        check("Near Osh, Kyrgyzstan, rain fell.", "Osh", "Locative, comma");
        check("In Osh 12 people met.", "Osh", "Locative, number");
        check("Osh said no.", "Osh", "None, opens, acts");
    }

    #[test]
    fn what_stands_in_another_sentence_is_not_beside() {
        check(
            "The base closed. Osh slept. Talks began.",
            "Osh",
            "None, opens",
        );
        check("« » “Osh”", "Osh", "None, opens");
    }
}
