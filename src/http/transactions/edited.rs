//! The event that a feature tells of, new or in the place of one that is there.

use serde_json::{Map, Value};

use super::{check::wrong, given::Given};
use crate::{
    document::{Refusal, own_record},
    event::{Event, Location, Status},
    geocode,
    http::{Shared, error::Problem},
    layer::Feature,
    space::LonLat,
    store::Stored,
};

/// The list of the events that are made here, if they do not say another.
const DATASET: &str = "manual";

/// The radius in metres of a position that comes without one.
const UNCERTAINTY_M: u32 = 1_000;

/// How far two positions may lie apart in degrees and be the same, written with six decimals or in
/// centimetres.
const SAME_DEGREES: f64 = 2e-6;

/// The properties of a place.
const PLACE: [&str; 10] = [
    "location",
    "location_raw",
    "kind",
    "admin2",
    "admin1",
    "country",
    "place_id",
    "where_prec",
    "uncertainty_m",
    "geocode_score",
];

const EVIDENCE: [&str; 4] = ["doc_id", "quote", "quote_start", "quote_end"];

const DATE: [&str; 3] = ["event_date", "event_date_end", "time_precision"];

/// An event that is made, or changed from what it was.
pub(super) struct Edited<'a> {
    app: &'a Shared,
    before: Option<&'a Stored>,
    /// The properties that its item had.
    was: Map<String, Value>,
}

impl<'a> Edited<'a> {
    pub(super) fn new(app: &'a Shared, before: Option<&'a Stored>) -> Self {
        let feature = before.map(|stored| serde_json::to_value(Feature::of(stored)));
        let was = match feature {
            Some(Ok(mut feature)) => feature["properties"].take(),
            _ => Value::Null,
        };
        let was = match was {
            Value::Object(was) => was,
            _ => Map::new(),
        };
        Self { app, before, was }
    }

    /// The event of the feature. What it leaves as it was stays as it was to the last digit, with the
    /// evidence and the candidates that an item does not show.
    pub(super) fn event(&self, given: &Given) -> Result<Event, Problem> {
        self.check_status(given)?;
        self.check_place(given)?;
        let (mut event, is_settled) = self.read(given)?;
        if let Some(before) = self.before {
            event.id.clone_from(&before.event.id);
            self.keep(&mut event, given, &before.event);
        } else if given.says("event_id").is_none() {
            event.event_id = String::new();
        }
        if !is_settled {
            event.status = Status::Candidate;
        }
        Ok(event)
    }

    /// Two states are come to otherwise than by a property.
    fn check_status(&self, given: &Given) -> Result<(), Problem> {
        let status = given.properties.get("status").unwrap_or(&Value::Null);
        let otherwise = status == "merged" || status == "deleted";
        if !otherwise || Some(status) == self.was.get("status") {
            return Ok(());
        }
        let expected =
            "candidate, confirmed or rejected; POST /review merges, and DELETE takes an event out";
        Err(wrong("properties.status", status, expected))
    }

    /// Refuses what is said of a place that has neither a position nor a name: it could not be kept.
    fn check_place(&self, given: &Given) -> Result<(), Problem> {
        let is_there = given.position.is_some()
            || given.says("location").is_some()
            || given.says("location_raw").is_some();
        let new = |name: &&&str| !self.is_as_it_was(name, given);
        match PLACE
            .iter()
            .filter(new)
            .find_map(|name| Some((name, given.says(name)?)))
        {
            Some((name, value)) if !is_there => {
                let expected =
                    "nothing without a position in geometry or the name of a place in location";
                Err(wrong(&format!("properties.{name}"), value, expected))
            }
            _ => Ok(()),
        }
    }

    /// The event as the feature says, and whether its place is settled.
    fn read(&self, given: &Given) -> Result<(Event, bool), Problem> {
        let place = self.place(given);
        let mut properties = given.properties.clone();
        let renamed = matches!(place, Place::Named);
        for name in PLACE.iter().filter(|name| **name != "location") {
            // What was said of the old place says nothing of the new one.
            if renamed && self.is_as_it_was(name, given) {
                properties.remove(*name);
            }
        }
        if matches!(place, Place::Kept | Place::Left | Place::Pinned) {
            for name in PLACE {
                properties.remove(name);
            }
        }
        let position = given.position.filter(|_| matches!(place, Place::Given));
        let record = own_record(properties, position).map_err(|refusal| refused(&refusal))?;
        let is_named = record.place_name.is_some() || record.place_raw.is_some();
        let (mut events, refusals) = self.app.pipeline().events(vec![record], DATASET);
        let event = match refusals.first() {
            Some(refusal) => return Err(refused(refusal)),
            None => events.pop(),
        };
        let Some(mut event) = event else {
            return Err(Problem::internal());
        };
        self.put_place(&mut event, &place, given);
        let is_settled = event.location.is_some() || !is_named;
        Ok((event, is_settled))
    }

    /// What the feature says of the place.
    fn place(&self, given: &Given) -> Place {
        let before = self.before.map(|stored| stored.event.location.as_ref());
        let is_described = !PLACE.iter().all(|name| self.is_as_it_was(name, given));
        let says_where = given.says("location").or(given.says("location_raw"));
        match (before, given.position) {
            (Some(was), position) if !is_described && is_same(was, position) => Place::Kept,
            (Some(Some(_)), None) if !is_described => Place::Left,
            (_, None) => Place::Named,
            (Some(_), Some(_)) if !is_described => Place::Pinned,
            (None, Some(_)) if says_where.is_none() => Place::Pinned,
            _ => Place::Given,
        }
    }

    fn put_place(&self, event: &mut Event, place: &Place, given: &Given) {
        let before = self.before.map(|stored| &stored.event);
        match (place, given.position) {
            (Place::Kept, _) => event.location = before.and_then(|it| it.location.clone()),
            (Place::Pinned, Some(position)) => {
                event.location = Some(self.pinned(position, given));
            }
            (Place::Given, _) => {
                let moved = before.is_some_and(|it| !is_same(it.location.as_ref(), given.position));
                let location = event.location.as_mut().filter(|_| moved);
                if let Some(location) = location.filter(|_| self.is_as_it_was("place_id", given)) {
                    location.place_id = None;
                    location.kind = None;
                }
            }
            _ => {}
        }
        if let Some(before) = before.filter(|_| !matches!(place, Place::Named)) {
            event.candidates.clone_from(&before.candidates);
        }
    }

    /// A position that comes without words, or with those of the place that it had before.
    fn pinned(&self, position: LonLat, given: &Given) -> Location {
        let metres = given.says("uncertainty_m").and_then(Value::as_u64);
        let metres = metres.and_then(|it| u32::try_from(it).ok());
        let raw = self.before.and(given.says("location_raw"));
        let raw = raw.and_then(Value::as_str);
        geocode::pinned(
            self.app.gazetteer(),
            position,
            metres.filter(|it| *it > 0).unwrap_or(UNCERTAINTY_M),
            raw,
        )
    }

    /// Keeps what the feature has not changed, and what an item does not show.
    fn keep(&self, event: &mut Event, given: &Given, before: &Event) {
        let same = |names: &[&str]| names.iter().all(|name| self.is_as_it_was(name, given));
        if same(&EVIDENCE) {
            event.evidence.clone_from(&before.evidence);
        }
        if same(&DATE) {
            event.date = before.date;
        }
        if same(&["confidence"]) {
            event.confidence = before.confidence;
        }
        if given.says("event_id").is_none() {
            event.event_id.clone_from(&before.event_id);
        }
        if given.says("dataset").is_none() {
            event.dataset.clone_from(&before.dataset);
        }
    }

    fn is_as_it_was(&self, name: &str, given: &Given) -> bool {
        let known = |from: &Map<String, Value>| from.get(name).cloned().unwrap_or_default();
        let (now, was) = (known(&given.properties), known(&self.was));
        now == was || now.as_f64().is_some_and(|now| was.as_f64() == Some(now))
    }
}

/// What a feature says of the place.
enum Place {
    /// It is as it was.
    Kept,
    /// It is taken away.
    Left,
    /// It has no position, and perhaps a name.
    Named,
    /// It has a position that nothing else describes.
    Pinned,
    /// It has a position and is described.
    Given,
}

impl Given {
    /// The value of a property, if it has one.
    fn says(&self, name: &str) -> Option<&Value> {
        self.properties.get(name).filter(|value| !value.is_null())
    }
}

fn is_same(place: Option<&Location>, position: Option<LonLat>) -> bool {
    match (place.map(|place| place.position), position) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            (one.lon() - other.lon()).abs() < SAME_DEGREES
                && (one.lat() - other.lat()).abs() < SAME_DEGREES
        }
        _ => false,
    }
}

fn refused(refusal: &Refusal) -> Problem {
    let field = refusal.origin.field.as_deref().unwrap_or("the feature");
    let value = refusal.value.clone().map_or(Value::Null, Value::from);
    match &refusal.value {
        Some(_) => wrong(field, &value, &refusal.reason),
        None => Problem::unprocessable(format!("{field}: {}", refusal.reason)),
    }
}
