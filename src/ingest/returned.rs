//! Rows that Zij has exported and that come back: they keep their id and what a person had said.

use serde_json::{Map, Value};

use crate::event::{Event, Status};

/// Properties of an export that are made anew from the others, or that the store gives.
const DERIVED: [&str; 13] = [
    "event_date_edtf",
    "event_group",
    "geo_precision",
    "iso",
    "longitude",
    "latitude",
    "quote",
    "doc_id",
    "quote_start",
    "quote_end",
    "number_of_sources",
    "created_at",
    "updated_at",
];

/// Puts what an export says beside the columns of a record back into its place in the event.
pub(super) fn restore(event: &mut Event) {
    let mut left = std::mem::take(&mut event.extra);
    for name in DERIVED {
        left.remove(name);
    }
    if let Some(status) = text(&mut left, "status").and_then(|word| status(&word)) {
        event.status = status;
    }
    if let Some(confidence) = number(&mut left, "confidence") {
        event.confidence = confidence.clamp(0.0, 1.0);
    }
    let place_id = text(&mut left, "place_id");
    let kind = text(&mut left, "kind");
    let uncertainty_m = number(&mut left, "uncertainty_m");
    let score = number(&mut left, "geocode_score");
    if let Some(location) = &mut event.location {
        location.place_id = place_id.or(location.place_id.take());
        location.kind = kind.or(location.kind.take());
        if let Some(uncertainty_m) = uncertainty_m.and_then(whole) {
            location.uncertainty_m = uncertainty_m;
        }
        location.score = score.map_or(location.score, |score| score.clamp(0.0, 1.0));
    }
    event.extra = left;
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

fn whole(metres: f64) -> Option<u32> {
    format!("{metres:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::{
        document::Record, event::Status, gazetteer::Gazetteer, ingest::Pipeline, space::LonLat,
    };
    use serde_json::json;

    fn taken(id: &str) -> crate::event::Event {
        let extra = json!({"status": "rejected", "confidence": "0.5", "place_id": "geonames:601294",
            "kind": "city", "uncertainty_m": 9000, "geocode_score": 0.9, "event_group": "contention",
            "iso": "UZB", "note": "x"});
        let record = Record {
            id: Some(id.to_owned()),
            position: LonLat::new(59.61, 42.46).ok(),
            extra: extra.as_object().cloned().unwrap_or_default(),
            ..Record::default()
        };
        let (mut events, refused) =
            Pipeline::new(Gazetteer::bundled()).events(vec![record], "list");
        assert_eq!((events.len(), refused), (1, vec![]));
        events.remove(0)
    }

    #[test]
    fn an_exported_event_comes_back_with_what_was_known_of_it() {
        let event = taken("ev-1ce504ac2ac28acf");
        assert_eq!(
            (event.id.as_str(), event.status),
            ("ev-1ce504ac2ac28acf", Status::Rejected)
        );
        assert_eq!(serde_json::Value::Object(event.extra), json!({"note": "x"}));
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
        let event = taken("KGZ1234");
        assert_eq!((event.status, event.confidence), (Status::Confirmed, 1.0));
        assert_eq!(event.extra["status"], json!("rejected"));
    }
}
