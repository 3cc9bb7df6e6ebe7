use std::{borrow::Cow, cmp::Ordering};

use crate::{
    event::Event,
    filter::property::{Kind, Property, Value},
    text::without_accents,
};

/// Something that has one value for an event.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar {
    Property(&'static Property),
    Constant(Value<'static>),
    Folded(Fold, Box<Scalar>),
}

/// What two texts may differ in and still be equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fold {
    Case,
    Accents,
}

impl Fold {
    fn of(self, text: &str) -> String {
        match self {
            Self::Case => text.to_lowercase(),
            Self::Accents => without_accents(text),
        }
    }
}

impl Scalar {
    /// The scalar without what its values may differ in.
    pub(super) fn folded(self, fold: Fold) -> Self {
        match self {
            Self::Constant(Value::Text(text)) => Self::Constant(Value::Text(fold.of(&text).into())),
            other => Self::Folded(fold, Box::new(other)),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Property(property) => property.kind,
            Self::Constant(value) => value.kind(),
            Self::Folded(..) => Kind::Text,
        }
    }

    /// The scalar in the words of an error.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Property(property) => format!("{}, {}", property.name, property.kind.as_str()),
            Self::Constant(Value::Text(text)) => format!("{text:?}, a text"),
            Self::Constant(Value::Number(number)) => format!("{number}, a number"),
            Self::Constant(Value::Truth(truth)) => truth.to_string(),
            Self::Constant(Value::Day(day)) => format!("{day}, a date"),
            Self::Folded(_, inner) => inner.told(),
        }
    }

    /// Its value for an event; none if that is not known.
    pub(super) fn value<'s>(&'s self, event: &'s Event) -> Option<Value<'s>> {
        match self {
            Self::Property(property) => property.value(event),
            Self::Constant(value) => Some(value.borrowed()),
            Self::Folded(fold, inner) => match inner.value(event)? {
                Value::Text(text) => Some(Value::Text(Cow::Owned(fold.of(&text)))),
                other => Some(other),
            },
        }
    }
}

impl Value<'static> {
    fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Number(number) => Value::Number(*number),
            Self::Truth(truth) => Value::Truth(*truth),
            Self::Day(day) => Value::Day(*day),
        }
    }
}

impl Value<'_> {
    fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Number(_) => Kind::Number,
            Self::Truth(_) => Kind::Truth,
            Self::Day(_) => Kind::Day,
        }
    }

    /// How it stands to another of its kind; none between kinds.
    pub(super) fn compared(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Value::Text(one), Value::Text(other)) => Some(one.cmp(other)),
            (Value::Number(one), Value::Number(other)) => one.partial_cmp(other),
            (Value::Truth(one), Value::Truth(other)) => Some(one.cmp(other)),
            (Value::Day(one), Value::Day(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }
}
