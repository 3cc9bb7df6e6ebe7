//! What speaks for an event.

use std::ops::Range;

use super::Bench;
use crate::{
    event::{EventType, Group},
    extract::{
        clauses::Kind,
        inflection::{Tense, tense},
        modality::Modality,
        trigger::{Candidate, Source, Trigger},
        words::Joint,
    },
    geoparse::linear::features,
    text::Lang,
};

features! {
    /// What speaks for an event of a type.
    EventFeature {
        Bias "bias",
        Russian "russian",
        Uzbek "uzbek",
        Weight "weight",
        Words "words",
        ByLemma "by_lemma",
        Unknown "unknown",
        UnknownConflict "unknown_conflict",
        UnknownContention "unknown_contention",
        UnknownDiplomacy "unknown_diplomacy",
        UnknownPosture "unknown_posture",
        UnknownSaying "unknown_saying",
        UnknownAlone "unknown_alone",
        UnknownLight "unknown_light",
        Auxiliary "auxiliary",
        BeforeNoun "before_noun",
        LightVerb "light_verb",
        HarmAfter "harm_after",
        Spread "spread",
        Broken "broken",
        Conflict "conflict",
        Contention "contention",
        Diplomacy "diplomacy",
        MilitaryPosture "military_posture",
        Other "other",
        Election "election",
        Agreement "agreement",
        Policy "policy",
        Visit "visit",
        Meeting "meeting",
        Arrest "arrest",
        Infrastructure "infrastructure",
        Accident "accident",
        Disaster "disaster",
        Border "border",
        Civilians "civilians",
        Past "past",
        Participle "participle",
        Present "present",
        Infinitive "infinitive",
        Gerund "gerund",
        Nominal "nominal",
        NominalUzbek "nominal_uzbek",
        NominalRussian "nominal_russian",
        ParticipleDescribing "participle_describing",
        AfterTo "after_to",
        AfterPreposition "after_preposition",
        Definite "definite",
        Planned "planned",
        TimeNear "time_near",
        TimeInSentence "time_in_sentence",
        PlaceAt "place_at",
        PlaceInSentence "place_in_sentence",
        NumberNear "number_near",
        Government "government",
        Background "background",
        InRelative "in_relative",
        Said "said",
        Quoted "quoted",
        Question "question",
        Generic "generic",
        Stronger "stronger",
        StrongerSameGroup "stronger_same_group",
        Candidates "candidates",
        Late "late",
        Opening "opening",
        Told "told",
        ToldLately "told_lately",
        Short "short",
    }
}

type Values = Vec<(EventFeature, f64)>;

/// How far, counted in words, a time, a place or a number stands that belongs to an event.
const NEAR_WORDS: u32 = 10;

/// How many words from a noun a verb stands that says only that it happened.
const LIGHT_WORDS: usize = 3;

/// What people are killed by who are told to be dead in the next sentence.
const HARMFUL: [EventType; 3] = [
    EventType::Accident,
    EventType::NaturalDisaster,
    EventType::Riot,
];

/// How many sentences back something was told lately.
const LATELY_SENTENCES: usize = 3;

impl Bench<'_, '_> {
    /// What speaks for a candidate being an event of one of its types.
    pub(in crate::extract) fn values(&self, candidate: &Candidate, option: &Trigger) -> Values {
        let mut values = self.of_words(option);
        values.extend(of_type(option.event_type));
        if option.source == Source::Unknown {
            values.extend(self.of_unknown(candidate, option));
        }
        values.extend(self.of_clause(option));
        values.extend(self.of_rivals(candidate, option));
        values.extend(self.of_document(option.event_type));
        values.retain(|(_, value)| *value != 0.0);
        values
    }

    fn of_words(&self, option: &Trigger) -> Values {
        use EventFeature as F;
        let reading = self.reading;
        let uzbek = matches!(reading.lang, Lang::Uz | Lang::UzCyrl);
        let russian = reading.lang == Lang::Ru;
        let mut values = vec![
            (F::Bias, 1.0),
            (F::Russian, truth(russian)),
            (F::Uzbek, truth(uzbek)),
            (F::Weight, (option.weight / (1.0 - option.weight)).ln()),
            (F::Words, truth(option.named.len() > 1)),
            (F::ByLemma, truth(option.source == Source::Lemmas)),
            (F::Unknown, truth(option.source == Source::Unknown)),
            (F::Spread, spread(option)),
            (F::Broken, truth(self.is_broken(option))),
        ];
        match self.tense(option) {
            Tense::Past => values.push((F::Past, 1.0)),
            Tense::Participle => {
                values.push((F::Participle, 1.0));
                values.push((F::ParticipleDescribing, truth(self.describes(option))));
            }
            Tense::Present => values.push((F::Present, 1.0)),
            Tense::Infinitive => values.push((F::Infinitive, 1.0)),
            Tense::Gerund => values.push((F::Gerund, 1.0)),
            Tense::Nominal => {
                values.push((F::Nominal, 1.0));
                values.push((F::NominalUzbek, truth(uzbek)));
                values.push((F::NominalRussian, truth(russian)));
            }
        }
        values
    }

    /// Whether a comma or dash stands among its words.
    fn is_broken(&self, option: &Trigger) -> bool {
        let inner = option.words.start + 1..option.words.end;
        inner
            .into_iter()
            .any(|at| self.reading.words[at].joint >= Joint::Dash)
    }

    /// The most verbal of its words: a verb in the past says more than a noun.
    fn tense(&self, option: &Trigger) -> Tense {
        const ORDER: [Tense; 6] = [
            Tense::Past,
            Tense::Participle,
            Tense::Present,
            Tense::Infinitive,
            Tense::Gerund,
            Tense::Nominal,
        ];
        let tenses: Vec<Tense> = option
            .named
            .iter()
            .map(|&at| tense(self.reading.lang, &self.reading.words[at]))
            .collect();
        let found = ORDER.into_iter().find(|tense| tenses.contains(tense));
        let found = found.unwrap_or(Tense::Nominal);
        if found == Tense::Nominal && self.has_light_verb(option) {
            Tense::Past
        } else {
            found
        }
    }

    /// Whether a verb beside its words says that it happened: `clashes broke out`.
    fn has_light_verb(&self, option: &Trigger) -> bool {
        let words = &self.reading.words;
        let before = option.words.start.saturating_sub(LIGHT_WORDS)..option.words.start;
        let after = option.words.end..(option.words.end + LIGHT_WORDS).min(words.len());
        before
            .chain(after)
            .any(|at| self.reading.clauses.is(at, Kind::Light))
    }

    /// Whether a participle stands before a noun that it describes, with an ending of its own.
    fn describes(&self, option: &Trigger) -> bool {
        let last = option
            .named
            .last()
            .and_then(|&at| self.reading.words.get(at));
        last.is_some_and(|word| {
            word.folded.chars().count() > 5
                && word.folded.ends_with(['й', 'е', 'х', 'м', 'ю', 'я', 'о'])
        }) && self.reading.lang == Lang::Ru
    }

    fn of_unknown(&self, candidate: &Candidate, option: &Trigger) -> Values {
        use EventFeature as F;
        let group = match option.event_type.group() {
            Group::Conflict => F::UnknownConflict,
            Group::Contention => F::UnknownContention,
            Group::Diplomacy => F::UnknownDiplomacy,
            Group::MilitaryPosture => F::UnknownPosture,
            Group::HazardAndCivil => F::UnknownAlone,
        };
        let alone =
            option.event_type.group() != Group::HazardAndCivil || candidate.options.len() == 1;
        let at = option.words.start;
        let saying =
            self.reading.clauses.is(at, Kind::Saying) || self.reading.clauses.is(at, Kind::Stative);
        let light = self.reading.clauses.is(at, Kind::Light) && self.is_beside_known(option);
        vec![
            (group, truth(alone)),
            (F::UnknownSaying, truth(saying)),
            (F::UnknownLight, truth(light)),
        ]
    }

    /// Whether words that the table knows stand so near that a verb may only say that they happened.
    fn is_beside_known(&self, option: &Trigger) -> bool {
        let known = |other: &Candidate| other.options[0].source != Source::Unknown;
        let near = |other: &Candidate| {
            let words = &other.options[0].words;
            words.start < option.words.end + LIGHT_WORDS
                && option.words.start < words.end + LIGHT_WORDS
        };
        self.reading
            .candidates
            .iter()
            .any(|other| known(other) && near(other))
    }

    fn of_clause(&self, option: &Trigger) -> Values {
        use EventFeature as F;
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
        ]
    }

    /// What else the sentence may tell.
    fn of_rivals(&self, candidate: &Candidate, option: &Trigger) -> Values {
        use EventFeature as F;
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
            (
                EventFeature::Stronger,
                truth(others().any(|other| stronger(&other))),
            ),
            (
                F::StrongerSameGroup,
                truth(others().any(|other| stronger(&other) && group(other))),
            ),
            (F::Candidates, f64::from(count.min(6)) / 6.0),
        ]
    }

    fn of_document(&self, event_type: EventType) -> Values {
        use EventFeature as F;
        let alike = |(_, told): &&(usize, EventType)| *told == event_type;
        let told = self.told.iter().filter(alike).count();
        let lately = |(at, _): &(usize, EventType)| at + LATELY_SENTENCES >= self.at;
        let harmed = |one: &(usize, EventType)| lately(one) && HARMFUL.contains(&one.1);
        let told = u32::try_from(told).unwrap_or(u32::MAX);
        vec![
            (
                F::Late,
                f64::from(u32::try_from(self.at).unwrap_or(u32::MAX).min(20)) / 20.0,
            ),
            (F::Opening, truth(self.at == 0)),
            (
                F::HarmAfter,
                truth(event_type.group() == Group::Conflict && self.told.iter().any(harmed)),
            ),
            (F::Told, f64::from(told.min(3)) / 3.0),
            (
                F::ToldLately,
                truth(self.told.iter().filter(alike).any(lately)),
            ),
        ]
    }
}

fn of_type(event_type: EventType) -> Values {
    use EventFeature as F;
    let group = match event_type.group() {
        Group::Conflict => F::Conflict,
        Group::Contention => F::Contention,
        Group::Diplomacy => F::Diplomacy,
        Group::MilitaryPosture => F::MilitaryPosture,
        Group::HazardAndCivil => F::Other,
    };
    let own = match event_type {
        EventType::Election => F::Election,
        EventType::Agreement => F::Agreement,
        EventType::StrategicDevelopment => F::Policy,
        EventType::OfficialVisit => F::Visit,
        EventType::DiplomaticMeeting => F::Meeting,
        EventType::ArrestOrTrial => F::Arrest,
        EventType::Infrastructure => F::Infrastructure,
        EventType::Accident => F::Accident,
        EventType::NaturalDisaster => F::Disaster,
        EventType::BorderIncident => F::Border,
        EventType::ViolenceAgainstCivilians => F::Civilians,
        _ => return vec![(group, 1.0)],
    };
    vec![(group, 1.0), (own, 1.0)]
}

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// How far its words stand from one another.
fn spread(option: &Trigger) -> f64 {
    let between = option.words.len().saturating_sub(option.named.len());
    f64::from(u32::try_from(between).unwrap_or(u32::MAX).saturating_add(1)).log2()
}
