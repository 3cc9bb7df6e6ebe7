//! Whether the properties of a feature are what the collection's schema says.

use serde_json::{Map, Value};

use crate::{
    http::{collection::EVENTS, error::Problem, schema},
    layer::PROPERTIES,
    time::Date,
};

/// Properties that follow from others, or that the store gives: what a client says of them is passed over,
/// as the schema tells it.
pub(in crate::http) const READ_ONLY: [&str; 7] = [
    "id",
    "event_date_edtf",
    "event_group",
    "iso",
    "geo_precision",
    "created_at",
    "updated_at",
];

/// How much of a wrong value a refusal repeats, in characters.
const VALUE_CHARS_MAX: usize = 80;

/// A member that cannot be taken: which, its value, and what was expected.
pub(in crate::http) fn wrong(member: &str, value: &Value, expected: &str) -> Problem {
    let written: String = value.to_string().chars().take(VALUE_CHARS_MAX).collect();
    Problem::unprocessable(format!("{member} is {written}, expected {expected}"))
        .with("member", member)
        .with("value", written)
        .with("expected", expected)
}

/// Refuses properties that are not of the schema's kind.
pub(super) fn check_properties(properties: &Map<String, Value>) -> Result<(), Problem> {
    let given = |name: &str| properties.get(name).filter(|value| !value.is_null());
    for (name, value) in properties.iter().filter(|(_, value)| !value.is_null()) {
        check(name, value)?;
    }
    if given("event_type").is_none() {
        let expected = words(&schema::described(&EVENTS, "event_type"));
        return Err(wrong("properties.event_type", &Value::Null, &expected));
    }
    let edtf = given("event_date_edtf").filter(|_| given("event_date").is_none());
    edtf.map_or(Ok(()), |edtf| {
        let expected =
            "event_date, event_date_end and time_precision instead, from which it follows";
        Err(wrong("properties.event_date_edtf", edtf, expected))
    })
}

/// Refuses a change of what follows from other properties.
pub(super) fn check_patch(patch: &Value, feature: &Value) -> Result<(), Problem> {
    if !patch.is_object() {
        return Err(wrong("the body", patch, "an object, what to change"));
    }
    let Some(properties) = patch["properties"].as_object() else {
        return Ok(());
    };
    let own = |(name, value): &(&String, &Value)| {
        READ_ONLY.contains(&name.as_str()) && **value != feature["properties"][name.as_str()]
    };
    properties.iter().find(own).map_or(Ok(()), |(name, value)| {
        let expected = "nothing: it follows from other properties, or the server gives it";
        Err(wrong(&format!("properties.{name}"), value, expected))
    })
}

fn check(name: &str, value: &Value) -> Result<(), Problem> {
    let member = format!("properties.{name}");
    if ["longitude", "latitude"].contains(&name) {
        return Err(wrong(&member, value, "the position in geometry"));
    }
    if !PROPERTIES.contains(&name) || READ_ONLY.contains(&name) {
        return Ok(());
    }
    let schema = schema::described(&EVENTS, name);
    let expected = expected(&schema);
    if holds(&schema, value) {
        Ok(())
    } else {
        Err(wrong(&member, value, &expected))
    }
}

/// Whether a value is what the schema of a property says.
fn holds(schema: &Value, value: &Value) -> bool {
    let is_kind = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.as_u64().is_some_and(|it| u32::try_from(it).is_ok()),
        Some("number") => value.is_number(),
        _ => true,
    };
    let number = value.as_f64();
    let bound = |name: &str, kept: fn(f64, f64) -> bool| {
        let bound = schema[name].as_f64();
        bound
            .zip(number)
            .is_none_or(|(bound, number)| kept(number, bound))
    };
    let is_day = || {
        let text = value.as_str().unwrap_or_default();
        text.len() == 10 && text.parse::<Date>().is_ok()
    };
    is_kind
        && bound("minimum", |number, least| number >= least)
        && bound("maximum", |number, most| number <= most)
        && schema["enum"]
            .as_array()
            .is_none_or(|words| words.contains(value))
        && (schema["format"] != "date" || is_day())
}

/// What the schema of a property says, in words.
fn expected(schema: &Value) -> String {
    let range = match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(", {least} or more"),
        _ => String::new(),
    };
    match schema["type"].as_str() {
        _ if schema["enum"].is_array() => words(schema),
        _ if schema["format"] == "date" => "a day, YYYY-MM-DD".to_owned(),
        Some("integer") => format!("a whole number{range}"),
        Some("number") => format!("a number{range}"),
        Some("boolean") => "true or false".to_owned(),
        _ => "a text".to_owned(),
    }
}

fn words(schema: &Value) -> String {
    let words = schema["enum"].as_array().into_iter().flatten();
    let words: Vec<&str> = words.filter_map(Value::as_str).collect();
    format!("one of {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(name: &str, value: &Value, expected: &str) {
        let found = super::check(name, value);
        let told = found.err().map(|problem| problem.to_string());
        assert_eq!(told.as_deref().unwrap_or("taken"), expected);
    }

    #[test]
    fn a_property_is_what_the_schema_says() {
        check("title", &json!("Намойиш"), "taken");
        check("fatalities", &json!(0), "taken");
        check("colour", &json!({"own": ["column"]}), "taken");
        check("title", &json!(5), "properties.title is 5, expected a text");
        check(
            "fatalities",
            &json!("3"),
            "properties.fatalities is \"3\", expected a whole number, 0 or more",
        );
        check(
            "fatalities",
            &json!(5_000_000_000_u64),
            "properties.fatalities is 5000000000, expected a whole number, 0 or more",
        );
        check(
            "confidence",
            &json!(1.5),
            "properties.confidence is 1.5, expected a number from 0 to 1",
        );
        check(
            "event_date",
            &json!("2018-02-30"),
            "properties.event_date is \"2018-02-30\", expected a day, YYYY-MM-DD",
        );
        check(
            "latitude",
            &json!(41.3),
            "properties.latitude is 41.3, expected the position in geometry",
        );
    }
}
