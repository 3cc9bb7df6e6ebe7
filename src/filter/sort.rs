use std::cmp::Ordering;

use serde_json::Value as Json;

use super::{
    ParamError, Params,
    property::{Kind, Property, Value},
};
use crate::event::Event;

/// An order of events by the values of their properties, those that are not known last, and then by id.
///
/// ```
/// use zij::filter::{Order, Params};
/// let mut params = Params::parse("sortby=-fatalities,event_date")?;
/// assert!(Order::take(&mut params)?.is_some());
/// assert!(Order::take(&mut Params::parse("sortby=colour")?).is_err());
/// # Ok::<(), zij::filter::ParamError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Order(Vec<(&'static Property, Direction)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

/// Where an event stands in an [`Order`]: the values that it is ordered by, and its id. Written into an
/// address and read back, it stays good while events are added and changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Key(Vec<Json>);

impl Order {
    /// Takes `sortby`: names of properties separated by commas, each perhaps with `+` for ascending or
    /// `-` for descending before it.
    ///
    /// # Errors
    ///
    /// When it is given twice or names a property that is not known.
    pub fn take(params: &mut Params) -> Result<Option<Self>, ParamError> {
        let Some(text) = params.take("sortby")? else {
            return Ok(None);
        };
        let order = text
            .split(',')
            .map(|part| sorted_by(part.trim()))
            .collect::<Option<_>>();
        let expected =
            "expected names of queryables separated by commas, each perhaps after + or -";
        let order = order.ok_or_else(|| ParamError::new("sortby", &text, expected))?;
        Ok(Some(Self(order)))
    }

    /// Where the event stands.
    #[must_use]
    pub fn key(&self, event: &Event) -> Key {
        let values = self
            .0
            .iter()
            .map(|(property, _)| json(property.value(event)));
        Key(values.chain([event.id.as_str().into()]).collect())
    }

    /// Which of two stands first.
    #[must_use]
    pub fn compare(&self, one: &Key, other: &Key) -> Ordering {
        let directions = self.0.iter().map(|(_, direction)| *direction);
        let directions = directions.chain([Direction::Ascending]);
        let pairs = one.0.iter().zip(&other.0).zip(directions);
        let mut orders = pairs.map(|((one, other), direction)| compared(one, other, direction));
        orders
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// Reads a key that [`Key::to_string`] has written for this order; none if it is another's.
    #[must_use]
    pub fn read_key(&self, text: &str) -> Option<Key> {
        let values: Vec<Json> = serde_json::from_str(text).ok()?;
        let (id, rest) = values.split_last()?;
        let kinds = self.0.iter().map(|(property, _)| property.kind);
        let fits = rest.len() == self.0.len() && id.is_string();
        (fits
            && rest
                .iter()
                .zip(kinds)
                .all(|(value, kind)| is_of(value, kind)))
        .then_some(Key(values))
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let values: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        write!(f, "[{}]", values.join(","))
    }
}

fn sorted_by(part: &str) -> Option<(&'static Property, Direction)> {
    let (name, direction) = match part.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        // A plus sign that was not encoded has become a space, which is trimmed away.
        None => (part.strip_prefix('+').unwrap_or(part), Direction::Ascending),
    };
    Property::of(name).map(|property| (property, direction))
}

fn json(value: Option<Value<'_>>) -> Json {
    match value {
        None => Json::Null,
        Some(Value::Text(text)) => text.into_owned().into(),
        Some(Value::Number(number)) => number.into(),
        Some(Value::Truth(truth)) => truth.into(),
        Some(Value::Day(day)) => day.to_string().into(),
    }
}

fn is_of(value: &Json, kind: Kind) -> bool {
    match kind {
        _ if value.is_null() => true,
        Kind::Text | Kind::Word | Kind::Day => value.is_string(),
        Kind::Number => value.is_number(),
        Kind::Truth => value.is_boolean(),
    }
}

fn compared(one: &Json, other: &Json, direction: Direction) -> Ordering {
    let order = match (one, other) {
        (Json::Null, Json::Null) => return Ordering::Equal,
        (Json::Null, _) => return Ordering::Greater,
        (_, Json::Null) => return Ordering::Less,
        (Json::String(one), Json::String(other)) => one.cmp(other),
        (Json::Bool(one), Json::Bool(other)) => one.cmp(other),
        (one, other) => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
    };
    match direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    }
}
