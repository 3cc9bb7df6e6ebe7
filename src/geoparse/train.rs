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
    accept::{self, Judged},
    linear::{Features, Linear},
    models::Models,
    resolve::{self, Seen},
    role::{self, Placed},
};
use fit::{Choice, fit};

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

/// Fits the models to lessons, from the weights set by hand.
#[must_use]
pub fn train(gazetteer: &Gazetteer, lessons: &[Lesson<'_>]) -> Models {
    let priors = Models::priors();
    let mut models = Models::priors();
    for _ in 0..ROUNDS {
        let choices = Choices::seen(gazetteer, &models, lessons);
        models = Models {
            name: Linear::new(fit(&choices.names, priors.name.weights())),
            place: Linear::new(fit(&choices.places, priors.place.weights())),
            role: Linear::new(fit(&choices.roles, priors.role.weights())),
        };
    }
    models
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
        let found = accept::accept(judged);
        self.see_found(parser, lesson, &found);
    }

    /// The roles and places of the names that were accepted and that gold has too.
    fn see_found(&mut self, parser: &Geoparser<'_>, lesson: &Lesson<'_>, found: &[Found<'_>]) {
        let Geoparser {
            gazetteer, models, ..
        } = parser;
        let text = &lesson.text;
        let resolved = resolve::resolve(&models.place, text, found);
        let placed = Placed {
            gazetteer,
            text,
            found,
            resolved: &resolved,
        };
        let roles = role::roles(&models.role, &placed);
        let weighed = resolve::weighed(&models.place, text, found);
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
        let right = self.answer(span).is_some();
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
