//! Fits the weights of event extraction to gold.

use std::collections::{HashMap, HashSet};

use super::{
    Models,
    candidates::Candidate,
    judging::{Bench, EventFeature, Told},
    placing::{Focus, Scene, Site, Weighed},
    reading::{Named, Reading},
    trigger::{Source, Trigger},
};
use crate::{
    event::EventType,
    gazetteer::Gazetteer,
    geoparse::{
        Mention,
        fit::{Choice, fit, fit_held},
        linear::{Features, Linear},
    },
    text::{Analysed, Span},
};

/// A text with its place names and its events as people annotated them.
#[derive(Debug)]
pub struct Lesson<'t> {
    /// The text.
    pub text: Analysed<'t>,
    /// Its place names, in its order.
    pub mentions: Vec<Mention>,
    /// Its events.
    pub answers: Vec<Answer>,
}

/// An event as people annotated it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The words that tell it, in bytes of the text.
    pub trigger: Span,
    /// What happened.
    pub event_type: EventType,
    /// Whether the text says where.
    pub is_placed: bool,
    /// The literal mentions of the places where it happened, by their position among the document's.
    pub mentions: Vec<usize>,
}

/// How firmly each of the many weights of events is held near its prior, as an inverse variance.
const EVENT_HOLD: f64 = 4.0;

/// The weights that make the answers of the lessons likeliest, held near those set by hand.
///
/// Nothing is drawn at random: the same lessons give the same weights.
#[must_use]
pub fn train(gazetteer: &Gazetteer, lessons: &[Lesson<'_>]) -> Models {
    let priors = Models::priors();
    let mut lessons_read: Vec<(&Lesson<'_>, Vec<Reading<'_>>)> = lessons
        .iter()
        .map(|lesson| (lesson, lesson.readings(gazetteer)))
        .collect();
    forget_rows_of_one_lesson(&mut lessons_read);
    let (mut events, mut places) = (Vec::new(), Vec::new());
    for (lesson, mut readings) in lessons_read {
        events.extend(event_choices(lesson, &readings));
        lesson.tell(&mut readings);
        places.extend(place_choices(gazetteer, lesson, &readings));
    }
    Models {
        event: Linear::new(fit_held(
            &events,
            priors.event.weights(),
            &vec![EVENT_HOLD; EventFeature::NAMES.len()],
        )),
        place: Linear::new(fit(&places, priors.place.weights())),
    }
}

/// A row of the table of triggers that is met in one lesson only may have been written because of it, and
/// would look surer than it is: there it is as if unknown.
fn forget_rows_of_one_lesson(lessons: &mut [(&Lesson<'_>, Vec<Reading<'_>>)]) {
    let mut met: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (at, (_, readings)) in lessons.iter().enumerate() {
        for row in readings.iter().flat_map(Reading::rows) {
            met.entry(row).or_default().insert(at);
        }
    }
    let known = |row: usize| met.get(&row).is_none_or(|lessons| lessons.len() > 1);
    for (_, readings) in lessons {
        for reading in readings {
            reading.read(&known);
        }
    }
}

impl<'t> Lesson<'t> {
    fn readings(&'t self, gazetteer: &Gazetteer) -> Vec<Reading<'t>> {
        let sentences = self.text.sentences().iter();
        let named = Named::of(gazetteer, &self.text, &self.mentions);
        sentences
            .map(|sentence| Reading::of(&self.text, sentence, &named))
            .collect()
    }

    /// The answers of a sentence.
    fn answers_of(&self, sentence: usize) -> Vec<&Answer> {
        let mut answers: Vec<&Answer> = self
            .answers
            .iter()
            .filter(|answer| self.text.sentence_of(answer.trigger.start) == sentence)
            .collect();
        answers.sort_by_key(|answer| answer.trigger.start);
        answers
    }

    /// Gives the readings the triggers that people found.
    fn tell(&self, readings: &mut [Reading<'t>]) {
        for (at, reading) in readings.iter_mut().enumerate() {
            let answers = self.answers_of(at);
            reading.triggers = answers
                .into_iter()
                .filter_map(|answer| answer.trigger(reading))
                .collect();
        }
    }
}

/// Whether each candidate is an event, and of which of its types.
fn event_choices(lesson: &Lesson<'_>, readings: &[Reading<'_>]) -> Vec<Choice> {
    let mut told = Told::default();
    let mut choices = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let bench = Bench {
            reading,
            at,
            told: &told,
        };
        let answers = lesson.answers_of(at);
        let right = assigned(reading, &answers);
        choices.extend(sentence_choices(&bench, &right));
        for answer in &answers {
            told.add(at, answer.event_type);
        }
    }
    choices
}

/// What a sentence tells, once for each of its events with the candidates of the others left out, or that it
/// tells of none.
fn sentence_choices(bench: &Bench<'_, '_>, right: &[Option<usize>]) -> Vec<Choice> {
    let told: Vec<usize> = (0..right.len()).filter(|at| right[*at].is_some()).collect();
    if told.is_empty() {
        return vec![sentence_choice(bench, right, &[], None)];
    }
    let others = |one: usize| told.iter().copied().filter(move |at| *at != one);
    told.iter()
        .map(|one| sentence_choice(bench, right, &others(*one).collect::<Vec<_>>(), Some(*one)))
        .collect()
}

fn sentence_choice(
    bench: &Bench<'_, '_>,
    right: &[Option<usize>],
    left_out: &[usize],
    told: Option<usize>,
) -> Choice {
    let mut choice = Choice {
        options: vec![Vec::new()],
        right: 0,
    };
    for (at, candidate) in bench.reading.candidates.iter().enumerate() {
        let open = told == Some(at) || bench.may_have_happened(candidate);
        if left_out.contains(&at) || !open {
            continue;
        }
        for (nth, one) in candidate.options.iter().enumerate() {
            if told == Some(at) && right[at] == Some(nth) {
                choice.right = choice.options.len();
            }
            choice.options.push(option(&bench.values(candidate, one)));
        }
    }
    choice
}

/// For each candidate of a sentence which of its types is right: that of the answer in whose words it
/// has a share, or, of answers that no candidate shares, of the nearest one of their group.
fn assigned(reading: &Reading<'_>, answers: &[&Answer]) -> Vec<Option<usize>> {
    let mut right = vec![None; reading.candidates.len()];
    let triggers = answers.iter().filter_map(|answer| answer.trigger(reading));
    let mut left = Vec::new();
    for trigger in triggers {
        let shares = |at: &usize| {
            let options = &reading.candidates[*at].options;
            options
                .iter()
                .any(|option| option.named.iter().any(|word| trigger.words.contains(word)))
        };
        let fits = |at: &usize| {
            right[*at].is_none()
                && shares(at)
                && alike(&reading.candidates[*at], &trigger).is_some()
        };
        match (0..right.len()).find(fits) {
            Some(at) => right[at] = alike(&reading.candidates[at], &trigger),
            None => left.push(trigger),
        }
    }
    for trigger in left {
        let away = |at: &usize| {
            let first = &reading.candidates[*at].options[0];
            reading.clauses.distance(&trigger.words, &first.words)
        };
        let free = (0..right.len()).filter(|at| {
            right[*at].is_none() && alike(&reading.candidates[*at], &trigger).is_some()
        });
        if let Some(at) = free.min_by_key(away) {
            right[at] = alike(&reading.candidates[at], &trigger);
        }
    }
    right
}

/// The option of a candidate that has the type of a trigger, or one of its group.
fn alike(candidate: &Candidate, trigger: &Trigger) -> Option<usize> {
    let types = || candidate.options.iter().map(|option| option.event_type);
    let same = types().position(|event_type| event_type == trigger.event_type);
    same.or_else(|| types().position(|event_type| event_type.group() == trigger.event_type.group()))
}

/// Where each event happened.
fn place_choices(
    gazetteer: &Gazetteer,
    lesson: &Lesson<'_>,
    readings: &[Reading<'_>],
) -> Vec<Choice> {
    let focus = Focus::of(readings);
    let mut last: Vec<Site> = Vec::new();
    let mut choices = Vec::new();
    for at in 0..readings.len() {
        for answer in lesson.answers_of(at) {
            let Some(trigger) = answer.trigger(&readings[at]) else {
                continue;
            };
            let scene = Scene {
                gazetteer,
                sentences: lesson.text.sentences(),
                readings,
                focus: &focus,
                at,
                last: &last,
            };
            choices.extend(answer.place_choice(readings, &scene.weighed(&trigger)));
            last = answer.sites(readings);
        }
    }
    choices
}

impl Answer {
    /// Its words as a trigger.
    fn trigger(&self, reading: &Reading<'_>) -> Option<Trigger> {
        let words = reading.range(self.trigger)?;
        Some(Trigger {
            named: words.clone().collect(),
            words,
            event_type: self.event_type,
            weight: 1.0,
            source: Source::Letters,
            row: None,
        })
    }

    fn sites(&self, readings: &[Reading<'_>]) -> Vec<Site> {
        let of_sentence = |sentence: usize| {
            let places = &readings[sentence].places;
            let right =
                (0..places.len()).filter(move |at| self.mentions.contains(&places[*at].mention));
            right.map(move |at| Site { sentence, at })
        };
        (0..readings.len()).flat_map(of_sentence).collect()
    }

    /// Which mention places it; of several the first that is weighed. None if the place is not among
    /// what is weighed.
    fn place_choice(&self, readings: &[Reading<'_>], weighed: &[Weighed]) -> Option<Choice> {
        let is_right = |site: &Option<Site>| match site {
            None => !self.is_placed,
            Some(site) => {
                let mention = readings[site.sentence].places[site.at].mention;
                self.mentions.contains(&mention)
            }
        };
        let right = weighed.iter().position(|one| is_right(&one.site))?;
        let kept = |at: &usize| *at == right || !is_right(&weighed[*at].site);
        let kept: Vec<usize> = (0..weighed.len()).filter(kept).collect();
        Some(Choice {
            options: kept.iter().map(|at| option(&weighed[*at].values)).collect(),
            right: kept.iter().position(|at| *at == right)?,
        })
    }
}

fn option<F: Features>(values: &[(F, f64)]) -> Vec<(usize, f64)> {
    values
        .iter()
        .map(|(feature, value)| (feature.place(), *value))
        .collect()
}
