//! PLOVER's events, objects within objects, laid flat.
//!
//! Source of the members: PLOVER manual 0.8, <https://github.com/openeventdata/PLOVER>.

use serde_json::{Map, Value};

/// Members that are objects and become members of their own, `event_loc.lat`.
const NESTED: [&str; 4] = ["event_loc", "cite_info", "text_info", "size"];

/// Whether an object is an event of PLOVER: it says so, or has a date, codes, and who or where.
pub(super) fn is_event(object: &Map<String, Value>) -> bool {
    let has = |name: &str| object.contains_key(name);
    let says_what = has("event_loc") || has("actor") || has("quad_code");
    has("event") && (has("has_event") || (has("date") && says_what))
}

/// The object with the members of its members as its own.
pub(super) fn flat(object: Map<String, Value>) -> Map<String, Value> {
    let mut flat = Map::new();
    for (name, value) in object {
        match value {
            Value::Object(members) if NESTED.contains(&name.as_str()) => {
                let named = |(member, value)| (format!("{name}.{member}"), value);
                flat.extend(members.into_iter().map(named));
            }
            value => drop(flat.insert(name, value)),
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_and_citations_are_laid_flat_and_lists_stay() {
        let event = json!({"date": "2022-07-01", "event": ["PROTEST"], "actor": [{"code": "UZB"}],
            "event_loc": {"lat": 42.46, "lon": 59.61}, "other": {"a": 1}});
        let Value::Object(event) = event else { return };
        assert!(is_event(&event));
        let expected = json!({"date": "2022-07-01", "event": ["PROTEST"], "actor": [{"code": "UZB"}],
            "event_loc.lat": 42.46, "event_loc.lon": 59.61, "other": {"a": 1}});
        assert_eq!(Value::Object(flat(event)), expected);
    }
}
