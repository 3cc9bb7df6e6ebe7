//! Rows that Zij has exported and that come back: they keep their id and what was known of them.

use serde_json::{Map, Value};

use crate::{
    document::{DocumentId, Origin, Profile, Refusal},
    event::{Candidate, Event, Evidence, Range, Status},
};

/// Properties of an export that are made anew from the others, or that the store gives.
const DERIVED: [&str; 8] = [
    "event_date_edtf",
    "event_group",
    "geo_precision",
    "iso",
    "created_at",
    "updated_at",
    "fid",
    "revision",
];

/// What the export puts before the name of a source's own column that is called as one of ours.
const OWN_COLUMN: &str = "source_column_";

/// The column in which a table holds the source's own columns that are no words.
const OWN_COLUMNS: &str = "source_columns";

/// Puts what an export says beside the columns of a record back into its place in the event.
///
/// # Errors
///
/// When the candidates are no list of candidates.
pub(super) fn restore(event: &mut Event, profile: Profile, origin: &Origin) -> Result<(), Refusal> {
    let mut left = std::mem::take(&mut event.extra);
    if profile == Profile::Zij {
        for name in DERIVED {
            left.remove(name);
        }
    }
    if let Some(status) = text(&mut left, "status").and_then(|word| status(&word)) {
        event.status = status;
    }
    if let Some(confidence) = number(&mut left, "confidence") {
        event.confidence = confidence.clamp(0.0, 1.0);
    }
    restore_place(event, &mut left);
    event.evidence = evidence(&mut left);
    if let Some(candidates) = candidates(&mut left, origin)? {
        event.candidates = candidates;
    }
    event.extra = own_columns(left);
    Ok(())
}

fn restore_place(event: &mut Event, left: &mut Map<String, Value>) {
    let place_id = text(left, "place_id");
    let kind = text(left, "kind");
    let uncertainty_m = number(left, "uncertainty_m").and_then(whole);
    let score = number(left, "geocode_score");
    if let Some(location) = &mut event.location {
        location.place_id = place_id.or(location.place_id.take());
        location.kind = kind.or(location.kind.take());
        location.uncertainty_m = uncertainty_m.unwrap_or(location.uncertainty_m);
        location.score = score.map_or(location.score, |score| score.clamp(0.0, 1.0));
    }
}

/// The words that tell of the event; none if the row names no document.
fn evidence(left: &mut Map<String, Value>) -> Option<Evidence> {
    let doc_id = text(left, "doc_id");
    let quote = text(left, "quote");
    let mut ends = |name: &str| {
        let (start, end) = (format!("{name}_start"), format!("{name}_end"));
        let start = number(left, &start).and_then(whole);
        let end = number(left, &end).and_then(whole);
        start.zip(end).map(|(start, end)| Range { start, end })
    };
    let (quoted, trigger, place) = (ends("quote"), ends("trigger"), ends("place"));
    let quoted = quoted.unwrap_or(Range { start: 0, end: 0 });
    Some(Evidence {
        doc_id: DocumentId::given(doc_id?),
        quote: quote.unwrap_or_default(),
        quote_start: quoted.start,
        quote_end: quoted.end,
        trigger,
        place,
    })
}

fn candidates(
    left: &mut Map<String, Value>,
    origin: &Origin,
) -> Result<Option<Vec<Candidate>>, Refusal> {
    let Some(value) = left.remove("candidates") else {
        return Ok(None);
    };
    let read = match &value {
        Value::String(json) => serde_json::from_str(json),
        value => serde_json::from_value(value.clone()),
    };
    read.map(Some).map_err(|error| Refusal {
        origin: Origin {
            field: Some("candidates".to_owned()),
            ..origin.clone()
        },
        value: None,
        reason: format!("{error}, expected a JSON list of candidates as an export writes it"),
    })
}

/// The source's own columns under their own names, and with their own kinds of value where a table has
/// kept those apart.
fn own_columns(mut left: Map<String, Value>) -> Map<String, Value> {
    let kinds = left.remove(OWN_COLUMNS);
    let mut own: Map<String, Value> = left
        .into_iter()
        .map(|(name, value)| match name.strip_prefix(OWN_COLUMN) {
            Some(own) => (own.to_owned(), value),
            None => (name, value),
        })
        .collect();
    if let Some(Value::String(json)) = kinds {
        match serde_json::from_str::<Map<String, Value>>(&json) {
            Ok(values) => own.extend(values),
            Err(_) => drop(own.insert(OWN_COLUMNS.to_owned(), json.into())),
        }
    }
    own
}

fn status(word: &str) -> Option<Status> {
    serde_json::from_value(Value::from(word)).ok()
}

fn text(left: &mut Map<String, Value>, name: &str) -> Option<String> {
    let words = left.remove(name)?.as_str()?.to_owned();
    (!words.is_empty()).then_some(words)
}

/// A number, written as a number or, as a table has it, in words.
fn number(left: &mut Map<String, Value>, name: &str) -> Option<f64> {
    let number = match left.remove(name)? {
        Value::Number(number) => number.as_f64(),
        Value::String(words) => words.parse().ok(),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite())
}

fn whole(number: f64) -> Option<u32> {
    format!("{number:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Record, gazetteer::Gazetteer, ingest::Pipeline, space::LonLat};
    use serde_json::json;

    fn taken(id: &str, profile: Profile, extra: &Value) -> (Vec<Event>, Vec<Refusal>) {
        let record = Record {
            id: Some(id.to_owned()),
            profile,
            returned: profile == Profile::Zij,
            position: LonLat::new(59.61, 42.46).ok(),
            extra: extra.as_object().cloned().unwrap_or_default(),
            ..Record::default()
        };
        Pipeline::new(Gazetteer::bundled()).events(vec![record], "list")
    }

    fn known() -> Value {
        json!({"status": "rejected", "confidence": "0.5", "place_id": "geonames:601294",
            "kind": "city", "uncertainty_m": 9000, "geocode_score": 0.9, "event_group": "contention",
            "iso": "UZB", "source_column_iso": 860, "source_columns": "{\"n\":1}", "note": "x"})
    }

    #[test]
    fn an_exported_event_comes_back_with_what_was_known_of_it() {
        let (mut events, _) = taken("ev-1ce504ac2ac28acf", Profile::Zij, &known());
        let event = events.remove(0);
        assert_eq!(
            (event.id.as_str(), event.status),
            ("ev-1ce504ac2ac28acf", Status::Rejected)
        );
        let own = json!({"iso": 860, "n": 1, "note": "x"});
        assert_eq!(Value::Object(event.extra), own);
        let place = event.location.unwrap();
        let told = (
            place.place_id.as_deref(),
            place.kind.as_deref(),
            place.uncertainty_m,
            place.score,
        );
        assert_eq!(told, (Some("geonames:601294"), Some("city"), 9_000, 0.9));
    }

    #[test]
    fn a_list_with_other_ids_keeps_its_own_columns() {
        let (events, _) = taken("KGZ1234", Profile::Other, &known());
        assert_eq!(
            (events[0].status, events[0].confidence),
            (Status::Confirmed, 1.0)
        );
        assert_eq!(events[0].extra["status"], json!("rejected"));
    }

    #[test]
    fn broken_candidates_refuse_their_row() {
        let extra = json!({"candidates": "[{]"});
        let (events, refused) = taken("ev-1ce504ac2ac28acf", Profile::Zij, &extra);
        assert_eq!(events, []);
        let expected = ": candidates: key must be a string at line 1 column 3, expected a JSON list of \
                        candidates as an export writes it";
        assert_eq!(refused[0].to_string(), expected);
    }
}
