//! What the writers of other lists' columns share.

use serde_json::{Map, Value};

use super::{Feature, columns};
use crate::{
    event::{Event, Location, country_name},
    store::Stored,
};

/// Properties that are made anew from the others, or that a store gives.
const DERIVED: [&str; 6] = [
    "event_date_edtf",
    "event_group",
    "geo_precision",
    "iso",
    "created_at",
    "updated_at",
];

/// Columns that tell where: a place that a person has chosen has made the source's own words wrong.
const PLACE: [&str; 9] = [
    "country",
    "admin1",
    "admin2",
    "location",
    "where_coordinates",
    "where_description",
    "geom_wkt",
    "priogrid_gid",
    "iso",
];

/// What the source itself has in the column, if the event came with it.
pub(super) fn own(event: &Event, column: &str) -> Option<String> {
    let moved = || {
        event
            .location
            .as_ref()
            .is_some_and(|place| place.place_id.is_some())
    };
    let value = event.extra.get(column)?;
    let outdated = PLACE.contains(&column) && moved();
    (!outdated).then(|| columns::text(value))
}

/// A text, or nothing.
pub(super) fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// A number, or nothing, which is not zero.
pub(super) fn number(value: Option<impl ToString>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}

/// Something that the event's place has; nothing for an event without one.
pub(super) fn of_place(event: &Event, read: impl FnOnce(&Location) -> String) -> String {
    event.location.as_ref().map(read).unwrap_or_default()
}

/// The English name of the place's country.
pub(super) fn country(place: &Location) -> String {
    place
        .country
        .as_deref()
        .map(country_name)
        .unwrap_or_default()
        .to_owned()
}

/// The longest words that tell what happened.
pub(super) fn told(event: &Event) -> String {
    let quote = event.evidence.as_ref().map(|evidence| &evidence.quote);
    event
        .notes
        .as_ref()
        .or(quote)
        .unwrap_or(&event.title)
        .clone()
}

/// The properties of the event that are known and neither derived nor held by other members, and in
/// `columns` its source's own columns, for the way back into a store.
pub(super) fn rest(stored: &Stored, held: &[&str]) -> Map<String, Value> {
    let properties = serde_json::to_value(Feature::whole(stored).properties());
    let Ok(Value::Object(mut properties)) = properties else {
        return Map::new();
    };
    for name in stored.event.extra.keys() {
        properties.remove(&*super::feature::extra_name(name));
    }
    properties.retain(|name, value| {
        !value.is_null() && !DERIVED.contains(&name.as_str()) && !held.contains(&name.as_str())
    });
    properties.insert("columns".to_owned(), stored.event.extra.clone().into());
    properties
}

/// What stands at the end of a text that was too long.
const CUT: &str = " [cut]";

/// The text, or as much of it as there is room for, in UTF-16 units.
pub(super) fn cut(mut text: String, units_max: usize) -> String {
    if text.len() <= units_max {
        return text;
    }
    let (mut units, mut fits) = (0, 0);
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units + CUT.len() <= units_max {
            fits = at + letter.len_utf8();
        }
    }
    if units > units_max {
        text.truncate(fits);
        text.push_str(CUT);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(cut(text.to_owned(), 10), expected);
    }

    #[test]
    fn a_text_that_finds_no_room_is_cut_and_says_so() {
        check("", "");
        check("0123456789", "0123456789");
        check("0123456789a", "0123 [cut]");
        check("ўўўўўўўўўў", "ўўўўўўўўўў");
        check("ўўўўўўўўўўў", "ўўўў [cut]");
        check("😀😀😀😀😀", "😀😀😀😀😀");
        check("a😀😀😀😀😀", "a😀 [cut]");
    }
}
