//! ACLED's table. A row that came from ACLED goes out as it came; what ACLED has no column for stands in
//! `tags`, where our reader finds it again.

use super::known::{country, number, of_place, own, text, told};
use crate::{
    document::own_tag,
    event::{Code, Event, Scheme, Status, country_number},
    store::Stored,
    time::{DateSpan, TimePrecision},
};

/// The columns in ACLED's order since 2023.
pub(super) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// The column by which a row that came from ACLED is known.
const OWN_ID: &str = "event_id_cnty";

/// One cell.
pub(super) fn cell(stored: &Stored, column: &str) -> String {
    let event = &stored.event;
    if column == "tags" {
        return tags(event);
    }
    let kept = is_from_acled(event).then(|| own(event, column)).flatten();
    kept.or_else(|| what_and_when(stored, column))
        .or_else(|| who_and_where(event, column))
        .unwrap_or_default()
}

fn what_and_when(stored: &Stored, column: &str) -> Option<String> {
    let event = &stored.event;
    Some(match column {
        OWN_ID => event.id.clone(),
        "event_date" => number(event.date.map(DateSpan::first)),
        "year" => number(event.date.map(|date| date.first().year())),
        "time_precision" => number(event.date.map(|date| time_precision(date.precision()))),
        "disorder_type" => disorder_type(code(event)).to_owned(),
        "event_type" => code(event).code.to_owned(),
        "sub_event_type" if is_from_acled(event) => text(event.sub_event_type.as_ref()),
        "sub_event_type" => code(event).sub_code.to_owned(),
        "civilian_targeting" if code(event).code == "Violence against civilians" => {
            "Civilian targeting".to_owned()
        }
        "source" => text(event.provenance.source.as_ref()),
        "notes" if is_from_acled(event) => text(event.notes.as_ref()),
        "notes" => told(event),
        "fatalities" => number(event.fatalities),
        "timestamp" => stored.updated_at.as_second().to_string(),
        _ => return None,
    })
}

fn who_and_where(event: &Event, column: &str) -> Option<String> {
    Some(match column {
        "actor1" => text(event.actor1.as_ref()),
        "actor2" => text(event.actor2.as_ref()),
        "iso" => of_place(event, |place| {
            let code = place.country.as_deref().and_then(country_number);
            code.unwrap_or_default().to_owned()
        }),
        "country" => of_place(event, country),
        "admin1" => of_place(event, |place| text(place.admin1.as_ref())),
        "admin2" => of_place(event, |place| text(place.admin2.as_ref())),
        "location" => of_place(event, |place| place.name.clone()),
        "latitude" => of_place(event, |place| place.position.lat().to_string()),
        "longitude" => of_place(event, |place| place.position.lon().to_string()),
        "geo_precision" => of_place(event, |place| {
            (place.where_prec.geo_precision() as u8).to_string()
        }),
        _ => return None,
    })
}

fn is_from_acled(event: &Event) -> bool {
    event.extra.contains_key(OWN_ID)
}

/// The code of the event's type; every type has one.
fn code(event: &Event) -> Code {
    let none = Code {
        code: "",
        sub_code: "",
        context: "",
    };
    Scheme::Acled.code(event.event_type).unwrap_or(none)
}

/// ACLED's disorder type of an event type and sub-event type that we write.
fn disorder_type(code: Code) -> &'static str {
    match code.code {
        "Protests" | "Riots" => "Demonstrations",
        "Strategic developments" => "Strategic developments",
        _ => "Political violence",
    }
}

/// ACLED knows a day, a week and a month.
fn time_precision(precision: TimePrecision) -> u8 {
    match precision {
        TimePrecision::Day => 1,
        TimePrecision::Days | TimePrecision::Week => 2,
        TimePrecision::Month | TimePrecision::Year => 3,
    }
}

/// ACLED's own tags, and after them what it has no column for.
fn tags(event: &Event) -> String {
    let own_tags = is_from_acled(event).then(|| own(event, "tags")).flatten();
    let tags = own_tags.into_iter().chain(left_over(event));
    tags.collect::<Vec<_>>().join("; ")
}

fn left_over(event: &Event) -> Vec<String> {
    let mut left = Vec::new();
    if !is_from_acled(event) {
        left.push(own_tag("event_type", event.event_type.as_str()));
        left.push(own_tag("dataset", &event.dataset));
        left.push(own_tag("title", &event.title));
        let finer = event.sub_event_type.iter();
        left.extend(finer.map(|words| own_tag("sub_event_type", words)));
    }
    if event.event_id != event.id {
        left.push(own_tag("event_id", &event.event_id));
    }
    if event.status != Status::Confirmed {
        left.push(own_tag("status", event.status.as_str()));
    }
    if event.planned {
        left.push(own_tag("planned", "true"));
    }
    left
}
