//! What the words of an event say of it, and what they are about.

use super::{
    Bench,
    feature::{Bearing, EventFeature, Sign},
};
use crate::{
    event::{EventType, Group},
    extract::{
        candidates::Candidate,
        clauses::Kind,
        inflection::{Tense, tense},
        themes::Theme,
        trigger::{Source, Trigger},
        words::Joint,
    },
    text::Lang,
};

pub(super) type Values = Vec<(Sign, f64)>;

/// How many words from a noun a verb stands that says only that it happened.
const LIGHT_WORDS: usize = 3;

impl Bench<'_, '_> {
    /// What speaks for a candidate being an event of one of its types.
    pub(in crate::extract) fn values(
        &self,
        candidate: &Candidate,
        option: &Trigger,
    ) -> Vec<(EventFeature, f64)> {
        let mut values = self.of_words(option);
        values.extend(of_type(option.event_type));
        if option.source == Source::Unknown {
            values.extend(self.of_unknown(candidate, option));
        }
        values.extend(self.of_clause(option));
        values.extend(self.of_rivals(candidate, option));
        values.extend(self.of_document(option.event_type));
        let themes = self.of_themes(option);
        values.extend(agreeing(&themes, option));
        values.retain(|(_, value)| *value != 0.0);
        let group = option.event_type.group();
        let themes = themes
            .into_iter()
            .map(|(theme, bearing, value)| (EventFeature::Theme(theme, bearing, group), value));
        let signs = values
            .into_iter()
            .map(|(sign, value)| (EventFeature::Sign(sign), value));
        signs.chain(themes).collect()
    }

    /// What its words and those beside them are about; what stands farther says less.
    fn of_themes(&self, option: &Trigger) -> Vec<(Theme, Bearing, f64)> {
        let mut told: Vec<(Theme, Bearing, f64)> = Vec::new();
        let mut tell = |theme: Theme, bearing: Bearing, value: f64| {
            let known = told
                .iter_mut()
                .find(|(t, b, _)| (*t, *b) == (theme, bearing));
            match known {
                Some((_, _, most)) => *most = most.max(value),
                None => told.push((theme, bearing, value)),
            }
        };
        for at in 0..self.reading.words.len() {
            let own = option.named.contains(&at);
            let value = if own { 1.0 } else { self.nearness(option, at) };
            let bearing = if own { Bearing::Own } else { Bearing::Beside };
            if value > 0.0 {
                for theme in self.reading.themes.of_word(at) {
                    tell(*theme, bearing, value);
                }
            }
        }
        told
    }

    fn nearness(&self, option: &Trigger, at: usize) -> f64 {
        match self.reading.clauses.distance(&option.words, &(at..at + 1)) {
            0..=4 => 1.0,
            5..=12 => 0.5,
            _ => 0.0,
        }
    }

    fn of_words(&self, option: &Trigger) -> Values {
        use Sign as F;
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
    pub(super) fn has_light_verb(&self, option: &Trigger) -> bool {
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
        use Sign as F;
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
}

/// How many themes speak for the type itself, and whether only words beside those of the event do.
fn agreeing(themes: &[(Theme, Bearing, f64)], option: &Trigger) -> Values {
    let of = |bearing: Bearing| {
        let told = themes
            .iter()
            .filter(|(theme, by, _)| *by == bearing && theme.event_type() == option.event_type);
        told.map(|(_, _, value)| value).sum::<f64>().min(2.0)
    };
    let own = of(Bearing::Own);
    vec![
        (Sign::IsOfType, own),
        (Sign::ByOfType, of(Bearing::Beside)),
        (
            Sign::OnlyBeside,
            truth(own == 0.0 && option.source == Source::Unknown),
        ),
    ]
}

fn of_type(event_type: EventType) -> Values {
    use Sign as F;
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

pub(super) fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// How far its words stand from one another.
fn spread(option: &Trigger) -> f64 {
    let between = option.words.len().saturating_sub(option.named.len());
    f64::from(u32::try_from(between).unwrap_or(u32::MAX).saturating_add(1)).log2()
}
