//! What stands around a name.

mod around;

use std::ops::Range;

use super::cues::TextCues;
use crate::{gazetteer::KindSet, text::Analysed};
use around::Around;

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
    /// The kinds that the plural before the name gives to a list: "the rivers Chu and Talas".
    pub(super) plural_before: KindSet,
    /// The kinds that the plural behind the name gives to a list: "Osh and Batken regions".
    pub(super) plural_after: KindSet,
    /// The kinds of place that the words around speak of.
    pub(super) topic: KindSet,
    /// A preposition that goes with rivers and ranges stands right before, perhaps with "the".
    pub(super) upon: bool,
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
        context.topic = around.topic(tokens);
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
