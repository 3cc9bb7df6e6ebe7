//! Fits the weights of the three models to gold.
//!
//! Every decision is a choice among options, the right one made as likely as the data and the weights
//! set by hand allow (conditional logit with a Gaussian prior around the hand-set weights, by Newton's
//! method). Nothing is drawn at random: the same gold gives the same weights.

pub(crate) mod fit;

use crate::{
    gazetteer::{Gazetteer, PlaceIndex},
    text::{Analysed, Span},
};

use super::{
    Found, Geoparser, Role,
    accept::Judged,
    demonym,
    linear::{Features, Linear},
    models::{Models, Prior},
    resolve::{self, Seen},
    role::{self, Placed},
};
use fit::{Choice, fit_held};

/// The features of a company hang on the weights: so often they are seen anew.
const ROUNDS: usize = 4;

/// A text with its answers.
#[derive(Debug)]
pub struct Lesson<'t> {
    /// The text.
    pub text: Analysed<'t>,
    /// Its place names; demonyms are not among them.
    pub answers: Vec<Answer>,
}

/// A place name as people annotated it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The words, in bytes of the text.
    pub span: Span,
    /// What the name stands for; none if gold does not tell.
    pub role: Option<Role>,
    /// The place, or those at its position; empty if it is not in the gazetteer.
    pub places: Vec<PlaceIndex>,
}

/// Fits the models to lessons.
#[must_use]
pub fn train(gazetteer: &Gazetteer, lessons: &[Lesson<'_>], prior: &Prior) -> Models {
    let Prior { weights, holds } = prior;
    let mut models = weights.clone();
    for _ in 0..ROUNDS {
        let choices = Choices::seen(gazetteer, &models, lessons);
        models = Models {
            name: fitted(&choices.names, &weights.name, &holds.name),
            place: fitted(&choices.places, &weights.place, &holds.place),
            role: fitted(&choices.roles, &weights.role, &holds.role),
            threshold: weights.threshold.clone(),
        };
    }
    models
}

/// What lessons of another kind of news make of the weights set by hand, to begin with in fitting to ours.
#[must_use]
pub fn prior(gazetteer: &Gazetteer, lessons: &[Lesson<'_>]) -> Prior {
    let by_hand = Prior::by_hand();
    let weights = train(gazetteer, lessons, &by_hand);
    let choices = Choices::seen(gazetteer, &weights, lessons);
    let holds = Models {
        name: held(&choices.names, &weights.name),
        place: held(&choices.places, &weights.place),
        role: held(&choices.roles, &weights.role),
        threshold: by_hand.holds.threshold,
    };
    Prior { weights, holds }.rounded()
}

fn fitted<F: Features>(choices: &[Choice], prior: &Linear<F>, holds: &Linear<F>) -> Linear<F> {
    Linear::new(fit_held(choices, prior.weights(), holds.weights()))
}

fn held<F: Features>(choices: &[Choice], fitted: &Linear<F>) -> Linear<F> {
    Linear::new(fit::holds(choices, fitted.weights()))
}

/// The decisions that gold holds, one list a model.
#[derive(Default)]
struct Choices {
    names: Vec<Choice>,
    places: Vec<Choice>,
    roles: Vec<Choice>,
}

impl Choices {
    fn seen(gazetteer: &Gazetteer, models: &Models, lessons: &[Lesson<'_>]) -> Self {
        let parser = Geoparser::with_models(gazetteer, models);
        let mut choices = Self::default();
        for lesson in lessons {
            choices.see(&parser, lesson);
        }
        choices
    }

    fn see(&mut self, parser: &Geoparser<'_>, lesson: &Lesson<'_>) {
        let judged = parser.judged(&lesson.text);
        self.names.extend(
            judged
                .iter()
                .filter_map(|judged| lesson.name_choice(judged)),
        );
        let found = parser.accepted(judged);
        self.see_found(parser, lesson, &found);
    }

    /// The roles and places of the names that were accepted and that gold has too.
    fn see_found(&mut self, parser: &Geoparser<'_>, lesson: &Lesson<'_>, found: &[Found<'_>]) {
        let Geoparser {
            gazetteer, models, ..
        } = parser;
        let text = &lesson.text;
        let peoples = demonym::demonyms(gazetteer, text, found);
        let countries = demonym::countries(gazetteer, &peoples);
        let resolved = resolve::resolve(models, text, found, &countries);
        let placed = Placed {
            gazetteer,
            text,
            found,
            resolved: &resolved,
        };
        let roles = role::roles(&models.role, &placed);
        let weighed = resolve::weighed(models, text, found, &countries);
        for (at, (found, weighed)) in found.iter().zip(weighed).enumerate() {
            let Some(answer) = lesson.answer(found.spot.span) else {
                continue;
            };
            let role = answer.role.map(|role| role == Role::Literal);
            self.roles
                .extend(role.map(|literal| yes_or_no(placed.values(at, &roles), literal)));
            self.places.extend(answer.place_choice(&weighed));
        }
    }
}

impl Lesson<'_> {
    fn answer(&self, span: Span) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.span == span)
    }

    /// Whether a name is one; a part of a longer answer is neither right nor wrong: the longer name goes
    /// first.
    fn name_choice(&self, judged: &Judged<'_>) -> Option<Choice> {
        let span = judged.spot.span;
        let answer = self.answer(span);
        let right = answer.is_some();
        // Gold that tells no roles has demonyms among its answers; a town so called is not meant.
        if judged.spot.name.is_demonym && answer.is_some_and(|answer| answer.role.is_none()) {
            return None;
        }
        let mut answers = self.answers.iter();
        let part = !right && answers.any(|answer| overlaps(answer.span, span));
        (!part).then(|| yes_or_no(judged.values(), right))
    }
}

impl Answer {
    /// Which of the candidates it is; none if it is not among them.
    fn place_choice(&self, weighed: &[Seen]) -> Option<Choice> {
        let right = weighed
            .iter()
            .position(|(place, _)| self.places.contains(place))?;
        let options = weighed
            .iter()
            .map(|(_, values)| option(values.iter().copied()))
            .collect();
        Some(Choice { options, right })
    }
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// A yes with its features, against a no that has none.
fn yes_or_no<F: Features>(values: impl IntoIterator<Item = (F, f64)>, yes: bool) -> Choice {
    Choice {
        options: vec![option(values), Vec::new()],
        right: usize::from(!yes),
    }
}

fn option<F: Features>(values: impl IntoIterator<Item = (F, f64)>) -> Vec<(usize, f64)> {
    let told = values.into_iter().filter(|(_, value)| *value != 0.0);
    told.map(|(feature, value)| (feature.place(), value))
        .collect()
}
