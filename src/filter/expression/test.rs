use std::cmp::Ordering;

use super::{
    pattern::Pattern,
    scalar::Scalar,
    when::{TimeRelation, When},
};
use crate::{
    event::Event,
    filter::property::{Property, Value},
    space::{Bbox, LonLat, Relation, Shape},
    time::Interval,
};

/// A condition on an event: true, false, or not known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Known(bool),
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Truth(&'static Property),
    Compare(Scalar, Comparison, Scalar),
    Between(Scalar, [Scalar; 2]),
    OneOf(Scalar, Vec<Scalar>),
    Like(Scalar, Pattern),
    IsUnknown(&'static Property),
    IsUnlocated,
    InBox(Bbox),
    /// Within so many metres of a position.
    Around(LonLat, f64),
    Place(Relation, Shape),
    /// A day of it lies in the interval.
    Meets(Interval),
    Time(TimeRelation, When, When),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Comparison {
    pub(super) fn of(operator: &str) -> Option<Self> {
        Some(match operator {
            "=" => Self::Equal,
            "<>" => Self::Unequal,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::Greater,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

impl Test {
    /// What is known of it for an event.
    pub(super) fn answer(&self, event: &Event) -> Option<bool> {
        match self {
            Self::Known(truth) => Some(*truth),
            Self::All(tests) => decided(tests, event, false),
            Self::Any(tests) => decided(tests, event, true),
            Self::Not(test) => test.answer(event).map(|truth| !truth),
            Self::Truth(property) => truth(property, event),
            Self::Compare(one, how, other) => {
                compared(one, other, event).map(|order| how.holds(order))
            }
            Self::Between(scalar, [low, high]) => {
                let (low, high) = (
                    compared(scalar, low, event)?,
                    compared(scalar, high, event)?,
                );
                Some(low.is_ge() && high.is_le())
            }
            Self::OneOf(scalar, list) => one_of(scalar, list, event),
            Self::Like(scalar, pattern) => fits(scalar, pattern, event),
            Self::IsUnknown(property) => Some(property.value(event).is_none()),
            Self::IsUnlocated => Some(event.location.is_none()),
            Self::InBox(bbox) => Some(bbox.contains(position(event)?)),
            Self::Around(center, radius_m) => {
                Some(center.distance_m(position(event)?) <= *radius_m)
            }
            Self::Place(relation, shape) => Some(shape.relates(*relation, position(event)?)),
            Self::Meets(interval) => Some(interval.meets(event.date?)),
            Self::Time(relation, one, other) => {
                Some(relation.holds(one.days(event)?, other.days(event)?))
            }
        }
    }
}

fn position(event: &Event) -> Option<LonLat> {
    event.location.as_ref().map(|place| place.position)
}

/// Whether one of the tests has the answer that decides; not known if that depends on one that is not.
fn decided(tests: &[Test], event: &Event, deciding: bool) -> Option<bool> {
    let mut answer = Some(!deciding);
    for test in tests {
        match test.answer(event) {
            Some(truth) if truth == deciding => return Some(deciding),
            None => answer = None,
            Some(_) => {}
        }
    }
    answer
}

fn truth(property: &Property, event: &Event) -> Option<bool> {
    match property.value(event)? {
        Value::Truth(truth) => Some(truth),
        _ => None,
    }
}

fn compared(one: &Scalar, other: &Scalar, event: &Event) -> Option<Ordering> {
    one.value(event)?.compared(&other.value(event)?)
}

fn one_of(scalar: &Scalar, list: &[Scalar], event: &Event) -> Option<bool> {
    let value = scalar.value(event)?;
    let same = |one: &Scalar| one.value(event).and_then(|one| one.compared(&value));
    if list
        .iter()
        .any(|one| same(one).is_some_and(Ordering::is_eq))
    {
        return Some(true);
    }
    list.iter().all(|one| same(one).is_some()).then_some(false)
}

fn fits(scalar: &Scalar, pattern: &Pattern, event: &Event) -> Option<bool> {
    match scalar.value(event)? {
        Value::Text(text) => Some(pattern.fits(&text)),
        _ => None,
    }
}
