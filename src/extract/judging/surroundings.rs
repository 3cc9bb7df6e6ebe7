//! What the clause, the sentence and the document around an event say of it.

use std::ops::Range;

use super::{
    Bench,
    feature::Sign,
    telling::{Values, truth},
};
use crate::{
    event::{EventType, Group},
    extract::{
        candidates::Candidate,
        clauses::Kind,
        inflection::{Tense, tense},
        modality::Modality,
        trigger::{Source, Trigger},
        words::Joint,
    },
    text::Lang,
};

/// How far, counted in words, a time, a place or a number stands that belongs to an event.
const NEAR_WORDS: u32 = 10;

/// What people are killed by who are told to be dead in the next sentence.
const HARMFUL: [EventType; 3] = [
    EventType::Accident,
    EventType::NaturalDisaster,
    EventType::Riot,
];

/// How many sentences back something was told lately.
const LATELY_SENTENCES: usize = 3;

impl Bench<'_, '_> {
    pub(super) fn of_clause(&self, option: &Trigger) -> Values {
        use Sign as F;
        let reading = self.reading;
        let (start, words) = (option.words.start, &reading.words);
        let before = |back: usize| start.checked_sub(back).map(|at| &*words[at].folded);
        let close = words[start].joint <= Joint::Hyphen;
        let is = |kind: Kind| close && start > 0 && reading.clauses.is(start - 1, kind);
        let near =
            |other: &Range<usize>| reading.clauses.distance(&option.words, other) <= NEAR_WORDS;
        let at_place = reading.places.iter().any(|place| near(&place.words));
        let number = |at: usize| words[at].folded.bytes().all(|byte| byte.is_ascii_digit());
        let numbers = (0..words.len()).filter(|at| number(*at));
        let modality = reading.cues.modality(words, &reading.clauses, option);
        let preposition = [
            Kind::At,
            Kind::From,
            Kind::With,
            Kind::Topic,
            Kind::Of,
            Kind::Background,
        ];
        let governing = preposition.into_iter().any(|kind| {
            is(kind) || (is(Kind::Definite) && start > 1 && reading.clauses.is(start - 2, kind))
        });
        let auxiliary =
            (start.saturating_sub(2)..start).any(|at| reading.clauses.is(at, Kind::Auxiliary));
        let next = words
            .get(option.words.end)
            .filter(|next| next.joint <= Joint::Hyphen);
        let small = Kind::SMALL
            .iter()
            .any(|kind| reading.clauses.is(option.words.end, *kind));
        vec![
            (F::LightVerb, truth(self.has_light_verb(option))),
            (F::Auxiliary, truth(auxiliary)),
            (F::BeforeNoun, truth(next.is_some() && !small)),
            (F::AfterTo, truth(close && before(1) == Some("to"))),
            (F::AfterPreposition, truth(governing)),
            (F::Definite, truth(is(Kind::Definite))),
            (F::Planned, truth(modality == Modality::Planned)),
            (
                F::TimeNear,
                truth(reading.times.iter().any(|time| near(&time.words))),
            ),
            (F::TimeInSentence, truth(!reading.times.is_empty())),
            (F::PlaceAt, truth(at_place)),
            (F::PlaceInSentence, truth(!reading.places.is_empty())),
            (
                F::NumberNear,
                truth(numbers.into_iter().any(|at| near(&(at..at + 1)))),
            ),
            (F::Government, truth(reading.governments.iter().any(near))),
            (
                F::Background,
                truth(
                    (start.saturating_sub(3)..start)
                        .any(|at| reading.clauses.is(at, Kind::Background)),
                ),
            ),
            (F::InRelative, truth(!reading.clauses.shares(0, start))),
            (
                F::Said,
                truth((0..words.len()).any(|at| reading.clauses.is(at, Kind::Saying))),
            ),
            (F::Quoted, truth(reading.is_quoted)),
            (F::Question, truth(reading.is_question)),
            (
                F::Generic,
                truth((0..words.len()).any(|at| reading.clauses.is(at, Kind::Generic))),
            ),
            (F::Short, truth(words.len() < 6)),
            (F::CalledByPlace, truth(self.is_called_by_place(option))),
            (F::HarmBeside, truth(self.is_harm_of_another(option))),
        ]
    }

    /// Whether the sentence tells of an accident or a disaster that kills: its dead are no event of violence.
    fn is_harm_of_another(&self, option: &Trigger) -> bool {
        let known = |other: &Trigger| {
            other.source != Source::Unknown
                && matches!(
                    other.event_type,
                    EventType::Accident | EventType::NaturalDisaster
                )
        };
        let mut options = self
            .reading
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.options);
        option.event_type == EventType::ViolenceAgainstCivilians && options.any(known)
    }

    /// Whether a noun of violence or unrest is called by the place before it ("the Andijan unrest"): what has
    /// such a name has happened there, whoever speaks of it and in whatever clause.
    pub(super) fn is_called_by_place(&self, option: &Trigger) -> bool {
        let at = option.words.start;
        let violent = matches!(
            option.event_type.group(),
            Group::Conflict | Group::Contention
        );
        let mut places = self.reading.places.iter();
        violent
            && self.reading.lang == Lang::En
            && option.source != Source::Unknown
            && self.reading.words[at].joint <= Joint::Hyphen
            && tense(self.reading.lang, &self.reading.words[at]) == Tense::Nominal
            && places.any(|place| place.words.end == at)
    }

    /// What else the sentence may tell.
    pub(super) fn of_rivals(&self, candidate: &Candidate, option: &Trigger) -> Values {
        use Sign as F;
        let others = || {
            let all = self.reading.candidates.iter();
            all.filter(|other| other.options[0].words != candidate.options[0].words)
        };
        let stronger = |other: &&Candidate| {
            let first = &other.options[0];
            (first.weight, first.named.len()) > (option.weight, option.named.len())
        };
        let group =
            |other: &Candidate| other.options[0].event_type.group() == option.event_type.group();
        let count = u32::try_from(others().count()).unwrap_or(u32::MAX);
        vec![
            (F::Stronger, truth(others().any(|other| stronger(&other)))),
            (
                F::StrongerSameGroup,
                truth(others().any(|other| stronger(&other) && group(other))),
            ),
            (F::Candidates, f64::from(count.min(6)) / 6.0),
        ]
    }

    pub(super) fn of_document(&self, event_type: EventType) -> Values {
        use Sign as F;
        let lately = || self.told.since(self.at.saturating_sub(LATELY_SENTENCES));
        let harmed = || lately().any(|told| HARMFUL.contains(&told));
        let told = self.told.count(event_type);
        vec![
            (
                F::Late,
                f64::from(u32::try_from(self.at).unwrap_or(u32::MAX).min(20)) / 20.0,
            ),
            (F::Opening, truth(self.at == 0)),
            (
                F::HarmAfter,
                truth(event_type.group() == Group::Conflict && harmed()),
            ),
            (F::Told, f64::from(told.min(3)) / 3.0),
            (
                F::ToldLately,
                truth(lately().any(|told| told == event_type)),
            ),
        ]
    }
}
