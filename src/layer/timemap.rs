//! `TimeMap`'s list of events; what it has no member for stands in `zij`.

use serde_json::{Map, Value};

use super::known::{rest, told};
use crate::{event::Event, store::Stored, time::Date};

/// Our properties that members of `TimeMap` hold.
const HELD: [&str; 2] = ["id", "location"];

/// One event; a value that came from `TimeMap` goes out as it came.
pub(super) fn event(stored: &Stored) -> Map<String, Value> {
    let event = &stored.event;
    let mut members = made(event);
    let own = event.extra.iter().filter(|_| is_from_timemap(event));
    members.extend(own.map(|(name, value)| (name.clone(), value.clone())));
    members.insert("zij".to_owned(), rest(stored, &HELD).into());
    members
}

/// Members by which an event that came from `TimeMap` is known.
const OWN: [&str; 3] = ["civId", "category", "associations"];

fn is_from_timemap(event: &Event) -> bool {
    OWN.iter().any(|name| event.extra.contains_key(*name))
}

fn made(event: &Event) -> Map<String, Value> {
    let place = event.location.as_ref();
    let degrees = |number: f64| Value::from(number.to_string());
    let known = [
        ("id", Some(Value::from(event.id.as_str()))),
        ("description", Some(told(event).into())),
        ("date", event.date.map(|date| written(date.first()).into())),
        ("location", place.map(|place| place.name.as_str().into())),
        ("latitude", place.map(|place| degrees(place.position.lat()))),
        (
            "longitude",
            place.map(|place| degrees(place.position.lon())),
        ),
        ("category", Some(event.event_type.group().as_str().into())),
        ("type", Some(kind(event).into())),
        ("associations", Some(Value::Array(Vec::new()))),
        ("sources", Some(sources(event))),
    ];
    let known = known.into_iter();
    known
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

fn kind(event: &Event) -> &str {
    let own = event.sub_event_type.as_deref();
    own.unwrap_or(event.event_type.as_str())
}

fn sources(event: &Event) -> Value {
    event.provenance.source.iter().map(String::as_str).collect()
}

/// `M/D/YYYY`, as `TimeMap` reads dates if it is told nothing else.
fn written(day: Date) -> String {
    format!("{}/{}/{}", day.month(), day.day(), day.year())
}
