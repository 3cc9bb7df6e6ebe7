//! The properties by which events are asked for, under the names that features give them.

use std::borrow::Cow;

use crate::{
    event::{
        Event, EventType, Evidence, Group, Location, Provenance, Status, alpha3, country_name,
    },
    time::{Date, DateSpan},
};

/// A property of an event that filters may name.
#[derive(Debug)]
pub struct Property {
    /// Its name, as features write it.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    value: fn(&Event) -> Option<Value<'_>>,
}

impl PartialEq for Property {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What the values of a property are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of any sort.
    Text,
    /// One of a few words.
    Word,
    /// A number.
    Number,
    /// True or false.
    Truth,
    /// A day of the calendar.
    Day,
}

impl Kind {
    /// The kind in words, with its article.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Text | Self::Word => "a text",
            Self::Number => "a number",
            Self::Truth => "true or false",
            Self::Day => "a date",
        }
    }
}

/// A value of an event's property.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'v> {
    Text(Cow<'v, str>),
    Number(f64),
    Truth(bool),
    Day(Date),
}

impl Property {
    /// The property of a name; none if there is none.
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Self> {
        PROPERTIES.iter().find(|property| property.name == name)
    }

    /// Its value in an event; none if it is not known there.
    pub(super) fn value<'e>(&self, event: &'e Event) -> Option<Value<'e>> {
        (self.value)(event)
    }

    /// The words that a [`Kind::Word`] may be; none of another kind.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        match self.name {
            "event_type" => EventType::ALL.iter().map(|it| it.as_str()).collect(),
            "event_group" | "group" => Group::ALL.iter().map(|it| it.as_str()).collect(),
            "status" => Status::ALL.iter().map(|it| it.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}

const fn text(name: &'static str, value: fn(&Event) -> Option<Value<'_>>) -> Property {
    Property {
        name,
        kind: Kind::Text,
        value,
    }
}

const fn word(name: &'static str, value: fn(&Event) -> Option<Value<'_>>) -> Property {
    Property {
        name,
        kind: Kind::Word,
        value,
    }
}

const fn number(name: &'static str, value: fn(&Event) -> Option<Value<'_>>) -> Property {
    Property {
        name,
        kind: Kind::Number,
        value,
    }
}

const fn truth(name: &'static str, value: fn(&Event) -> Option<Value<'_>>) -> Property {
    Property {
        name,
        kind: Kind::Truth,
        value,
    }
}

const fn day(name: &'static str, value: fn(&Event) -> Option<Value<'_>>) -> Property {
    Property {
        name,
        kind: Kind::Day,
        value,
    }
}

/// All of them, in the order in which features write them.
pub static PROPERTIES: [Property; 40] = [
    text("id", |event| Some(said(&event.id))),
    text("event_id", |event| Some(said(&event.event_id))),
    text("dataset", |event| Some(said(&event.dataset))),
    day("event_date", |event| {
        event.date.map(|date| Value::Day(date.first()))
    }),
    day("event_date_end", |event| {
        event.date.and_then(last).map(Value::Day)
    }),
    number("time_precision", |event| {
        count(event.date.map(|date| u8::from(date.precision())))
    }),
    truth("planned", |event| Some(Value::Truth(event.planned))),
    word("event_type", |event| Some(said(event.event_type.as_str()))),
    word("event_group", |event| {
        Some(said(event.event_type.group().as_str()))
    }),
    word("group", |event| {
        Some(said(event.event_type.group().as_str()))
    }),
    text("sub_event_type", |event| {
        perhaps(event.sub_event_type.as_ref())
    }),
    text("title", |event| Some(said(&event.title))),
    text("notes", |event| perhaps(event.notes.as_ref())),
    text("actor1", |event| perhaps(event.actor1.as_ref())),
    text("actor2", |event| perhaps(event.actor2.as_ref())),
    number("fatalities", |event| count(event.fatalities)),
    number("injured", |event| count(event.injured)),
    truth("located", |event| {
        Some(Value::Truth(event.location.is_some()))
    }),
    text("location", |event| {
        of_place(event, |place| Some(&place.name))
    }),
    text("location_raw", |event| {
        of_place(event, |place| place.raw.as_ref())
    }),
    text("kind", |event| of_place(event, |place| place.kind.as_ref())),
    text("admin2", |event| {
        of_place(event, |place| place.admin2.as_ref())
    }),
    text("admin1", |event| {
        of_place(event, |place| place.admin1.as_ref())
    }),
    text("country", |event| {
        country(event).map(|code| said(country_name(code)))
    }),
    text("iso", |event| country(event).and_then(alpha3).map(said)),
    text("place_id", |event| {
        of_place(event, |place| place.place_id.as_ref())
    }),
    number("where_prec", |event| {
        count(event.location.as_ref().map(|it| u8::from(it.where_prec)))
    }),
    number("geo_precision", |event| {
        count(
            event
                .location
                .as_ref()
                .map(|it| it.where_prec.geo_precision() as u8),
        )
    }),
    number("uncertainty_m", |event| {
        count(event.location.as_ref().map(|it| it.uncertainty_m))
    }),
    number("geocode_score", |event| {
        event.location.as_ref().map(|it| share(it.score))
    }),
    number("confidence", |event| Some(share(event.confidence))),
    word("status", |event| Some(said(event.status.as_str()))),
    text("source", |event| {
        of_report(event, |report| report.source.as_ref())
    }),
    text("source_url", |event| {
        of_report(event, |report| report.source_url.as_ref())
    }),
    day("source_date", |event| {
        event.provenance.source_date.map(Value::Day)
    }),
    text("source_headline", |event| {
        of_report(event, |report| report.source_headline.as_ref())
    }),
    text("source_lang", |event| {
        of_report(event, |report| report.source_lang.as_ref())
    }),
    number("number_of_sources", |event| {
        count(Some(event.provenance.number_of_sources))
    }),
    text("quote", |event| {
        of_evidence(event, |evidence| &evidence.quote)
    }),
    text("doc_id", |event| {
        of_evidence(event, |evidence| evidence.doc_id.as_str())
    }),
];

fn said(text: &str) -> Value<'_> {
    Value::Text(text.into())
}

fn perhaps(text: Option<&String>) -> Option<Value<'_>> {
    text.map(|text| said(text))
}

fn count<N: Into<f64>>(number: Option<N>) -> Option<Value<'static>> {
    number.map(|number| Value::Number(number.into()))
}

/// A share with the three decimals that features give it.
fn share(value: f64) -> Value<'static> {
    Value::Number((value * 1e3).round() / 1e3)
}

/// The last day of a date of several days.
fn last(date: DateSpan) -> Option<Date> {
    Some(date.last()).filter(|last| *last != date.first())
}

fn of_place(event: &Event, read: impl FnOnce(&Location) -> Option<&String>) -> Option<Value<'_>> {
    perhaps(event.location.as_ref().and_then(read))
}

fn country(event: &Event) -> Option<&str> {
    event.location.as_ref()?.country.as_deref()
}

fn of_report(
    event: &Event,
    read: impl FnOnce(&Provenance) -> Option<&String>,
) -> Option<Value<'_>> {
    perhaps(read(&event.provenance))
}

fn of_evidence(event: &Event, read: impl FnOnce(&Evidence) -> &str) -> Option<Value<'_>> {
    event.evidence.as_ref().map(read).map(said)
}
