//! What of a test the index can answer by itself.

use super::{
    scalar::Scalar,
    test::{Comparison, Test},
    when::{End, TimeRelation, When},
};
use crate::{
    event::{EventType, Status},
    filter::{Codes, Filter, property::Value},
    space::Bbox,
    time::{Date, Interval},
};

/// Hands the conditions that the index answers to the filter. What is left must still be asked of each
/// event that the filter then takes; none if nothing is left.
pub(super) fn narrow(test: Test, filter: &mut Filter) -> Option<Test> {
    match test {
        Test::All(tests) => {
            let left = tests.into_iter().filter_map(|test| narrow(test, filter));
            let mut left: Vec<Test> = left.collect();
            if left.len() > 1 {
                return Some(Test::All(left));
            }
            left.pop()
        }
        Test::Known(true) => None,
        Test::InBox(bbox) if filter.bbox.is_none() => {
            filter.bbox = Some(bbox);
            None
        }
        test => {
            if let Some((name, codes)) = codes(&test) {
                take_codes(name, codes, filter);
                return None;
            }
            approach(&test, filter);
            Some(test)
        }
    }
}

/// Lets the filter leave out at once some of what the test would leave out.
fn approach(test: &Test, filter: &mut Filter) {
    if let Some(interval) = interval(test) {
        // Two times that do not meet leave out everything, which the test does by itself.
        let both = filter
            .datetime
            .map_or(Some(interval), |it| it.and(interval));
        filter.datetime = both.or(filter.datetime);
    }
    if filter.bbox.is_none() {
        filter.bbox = bbox(test);
    }
}

/// A box that holds every event with a true answer; none if the test says nothing of the position.
fn bbox(test: &Test) -> Option<Bbox> {
    match test {
        Test::InBox(bbox) => Some(*bbox),
        Test::Around(center, radius_m) => Some(Bbox::of_circle(*center, *radius_m)),
        Test::Place(relation, shape) if relation.is_near() => shape.bbox(),
        Test::Any(tests) => {
            let boxes = tests.iter().map(bbox).collect::<Option<Vec<_>>>()?;
            Bbox::around(boxes.into_iter().flat_map(Bbox::corners).flatten())
        }
        _ => None,
    }
}

/// The property that a test holds to some of the codes that the index knows, and those codes.
fn codes(test: &Test) -> Option<(&'static str, Codes)> {
    let (name, constants) = match test {
        Test::Compare(Scalar::Property(property), Comparison::Equal, constant) => {
            (property.name, std::slice::from_ref(constant))
        }
        Test::OneOf(Scalar::Property(property), list) => (property.name, &list[..]),
        _ => return None,
    };
    let values = constants.iter().map(|constant| match constant {
        Scalar::Constant(value) => Some(value),
        _ => None,
    });
    let codes = codes_of(name, &values.collect::<Option<Vec<_>>>()?)?;
    Some((name, codes))
}

fn codes_of(name: &str, values: &[&Value<'_>]) -> Option<Codes> {
    let named = |word: &str| {
        let word = Value::Text(word.to_owned().into());
        values.iter().any(|value| **value == word)
    };
    let numbered = |code: u8| values.contains(&&Value::Number(code.into()));
    Some(match name {
        "event_type" => types(|it| named(it.as_str())),
        "event_group" | "group" => types(|it| named(it.group().as_str())),
        "status" => {
            let named = Status::ALL.into_iter().filter(|it| named(it.as_str()));
            named.map(|it| it as u8).collect()
        }
        "geo_precision" => (1..=3).filter(|code| numbered(*code)).collect(),
        _ => return None,
    })
}

fn types(wanted: impl Fn(EventType) -> bool) -> Codes {
    let wanted = EventType::ALL.iter().copied().filter(|it| wanted(*it));
    wanted.map(|it| it as u8).collect()
}

fn take_codes(name: &str, codes: Codes, filter: &mut Filter) {
    let set = match name {
        "status" => &mut filter.status,
        "geo_precision" => &mut filter.geo_precision,
        _ => &mut filter.types,
    };
    *set = Some(set.map_or(codes, |set| set.and(codes)));
}

/// An interval that every event with a true answer meets; none if the test says nothing of the first day.
fn interval(test: &Test) -> Option<Interval> {
    match test {
        Test::Compare(Scalar::Property(property), how, Scalar::Constant(Value::Day(day)))
            if property.name == FIRST_DAY =>
        {
            let (first, last) = match how {
                Comparison::Equal => (Some(*day), Some(*day)),
                Comparison::Unequal => return None,
                Comparison::Less | Comparison::AtMost => (None, Some(*day)),
                Comparison::Greater | Comparison::AtLeast => (Some(*day), None),
            };
            Interval::between(first, last)
        }
        Test::Between(
            Scalar::Property(property),
            [
                Scalar::Constant(Value::Day(low)),
                Scalar::Constant(Value::Day(high)),
            ],
        ) if property.name == FIRST_DAY => Interval::between(Some(*low), Some(*high)),
        Test::Time(relation, one, other) if is_first_day(*one) => near(*relation, *other),
        _ => None,
    }
}

/// The property that the index knows days of.
const FIRST_DAY: &str = "event_date";

fn is_first_day(when: When) -> bool {
    matches!(when, When { first: End::Property(property), last: End::Property(other) }
        if property.name == FIRST_DAY && other.name == FIRST_DAY)
}

/// An interval that every day meets which lies so to a time.
fn near(relation: TimeRelation, when: When) -> Option<Interval> {
    let [first, last] = [fixed(when.first)?, fixed(when.last)?];
    match relation {
        TimeRelation::Disjoint => None,
        TimeRelation::Before => Interval::between(None, first),
        TimeRelation::After => Interval::between(last, None),
        _ => Interval::between(first, last),
    }
}

/// The day of an end, none for an open one; none at all for that of a property.
#[expect(clippy::option_option, reason = "an end that is open is known")]
fn fixed(end: End) -> Option<Option<Date>> {
    match end {
        End::Day(day) => Some(Some(day)),
        End::Open => Some(None),
        End::Property(_) => None,
    }
}
