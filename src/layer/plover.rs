//! PLOVER's lines; what PLOVER has no member for stands in `zij`.

use serde_json::{Map, Value, json};

use super::known::{country, rest, told};
use crate::{
    event::{Event, Location, Scheme, WherePrecision, alpha3},
    store::Stored,
    time::{Date, DateSpan},
};

/// Our properties that members of PLOVER hold.
const HELD: [&str; 3] = ["id", "location", "location_raw"];

/// Members that hold members.
const NESTED: [&str; 4] = ["event_loc", "cite_info", "text_info", "size"];

/// PLOVER's types by their quadrant: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
const QUADS: [&[&str]; 4] = [
    &["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
    &["COOPERATE", "AID", "RETREAT"],
    &["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
    &["PROTEST", "MOBILIZE", "COERCE", "ASSAULT"],
];

/// The member by which an event that came from PLOVER is known.
const OWN_CODES: &str = "event";

/// One event; a value that came from PLOVER goes out as it came.
pub(super) fn event(stored: &Stored) -> Map<String, Value> {
    let event = &stored.event;
    let mut members = what(event);
    members.extend(who_and_where(event));
    members.extend(reported(stored));
    members.retain(|_, value| !value.is_null());
    let is_from_plover = event.extra.contains_key(OWN_CODES);
    for (name, value) in event.extra.iter().filter(|_| is_from_plover) {
        put(&mut members, name, value.clone());
    }
    members.insert("zij".to_owned(), rest(stored, &HELD).into());
    members
}

/// Puts a member where its name says, `event_loc.lat` into `event_loc`.
fn put(members: &mut Map<String, Value>, name: &str, value: Value) {
    let nested = name
        .split_once('.')
        .filter(|(outer, _)| NESTED.contains(outer));
    match nested {
        Some((outer, inner)) => {
            let outer = members.entry(outer).or_insert_with(|| json!({}));
            if let Value::Object(outer) = outer {
                outer.insert(inner.to_owned(), value);
            }
        }
        None => drop(members.insert(name.to_owned(), value)),
    }
}

type Members = Vec<(String, Value)>;

fn named(members: impl IntoIterator<Item = (&'static str, Value)>) -> Members {
    let named = members.into_iter();
    named
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn what(event: &Event) -> Map<String, Value> {
    let code = Scheme::Plover.code(event.event_type);
    let list = |word: Option<&'static str>| {
        let words = word.filter(|word| !word.is_empty());
        Value::Array(words.into_iter().map(Value::from).collect())
    };
    let date = event.date.map(DateSpan::first);
    let end = event
        .date
        .map(DateSpan::last)
        .filter(|end| date != Some(*end));
    let day = |day: Option<Date>| json!(day.map(|day| day.to_string()));
    named([
        ("id", json!(event.id)),
        ("has_event", json!(true)),
        ("date", day(date)),
        ("enddate", day(end)),
        ("event", list(code.map(|code| code.code))),
        ("mode", list(code.map(|code| code.sub_code))),
        ("context", list(code.map(|code| code.context))),
        ("quad_code", json!(code.and_then(|code| quad(code.code)))),
        ("event_text", json!([event.title])),
    ])
    .into_iter()
    .collect()
}

fn quad(code: &str) -> Option<usize> {
    let quad = QUADS.iter().position(|types| types.contains(&code))?;
    Some(quad + 1)
}

fn who_and_where(event: &Event) -> Members {
    let entities = |name: Option<&String>| {
        let entity = name.map(|name| json!({"entity_text": name}));
        Value::Array(entity.into_iter().collect())
    };
    named([
        ("actor", entities(event.actor1.as_ref())),
        ("recipient", entities(event.actor2.as_ref())),
        (
            "event_loc",
            event.location.as_ref().map_or(Value::Null, place),
        ),
        ("size", size(event)),
    ])
}

/// How many were hurt, as far as it is known.
fn size(event: &Event) -> Value {
    let counts = [("dead", event.fatalities), ("injured", event.injured)];
    let known: Map<String, Value> = counts
        .into_iter()
        .filter_map(|(name, count)| Some((name.to_owned(), count?.into())))
        .collect();
    if known.is_empty() {
        Value::Null
    } else {
        Value::Object(known)
    }
}

fn place(place: &Location) -> Value {
    let id = place.place_id.as_deref();
    let members = json!({
        "extracted_place": place.raw,
        "resolved_place": place.name,
        "geonameid": id.and_then(|id| id.strip_prefix("geonames:")),
        "lat": place.position.lat(),
        "lon": place.position.lon(),
        "district": place.admin2,
        "province": place.admin1,
        "country": Some(country(place)).filter(|name| !name.is_empty()),
        "country_code": place.country.as_deref().and_then(alpha3),
        "resolution": resolution(place.where_prec),
    });
    without_nulls(members)
}

/// PLOVER's `resolution`: 4 a city, 3 a district, 2 a province, 1 a country.
fn resolution(precision: WherePrecision) -> u8 {
    match precision {
        WherePrecision::Exact | WherePrecision::Near => 4,
        WherePrecision::Admin2 => 3,
        WherePrecision::Admin1 => 2,
        WherePrecision::Part | WherePrecision::Country | WherePrecision::Waters => 1,
    }
}

fn reported(stored: &Stored) -> Members {
    let event = &stored.event;
    let report = &event.provenance;
    let evidence = event.evidence.as_ref();
    let cited = json!({
        "corpus": event.dataset,
        "publication": report.source,
        "url": report.source_url,
        "title": report.source_headline,
        "language": report.source_lang,
    });
    let quoted = evidence.map(|it| json!({"start": it.quote_start, "end": it.quote_end}));
    named([
        ("text", json!(told(event))),
        ("text_info", quoted.unwrap_or_default()),
        ("cite_info", without_nulls(cited)),
        ("comment", json!(event.notes)),
        ("coder", json!("zij")),
        (
            "coded_date",
            json!(stored.created_at.strftime("%Y-%m-%d").to_string()),
        ),
    ])
}

fn without_nulls(mut members: Value) -> Value {
    if let Value::Object(members) = &mut members {
        members.retain(|_, value| !value.is_null());
    }
    members
}
