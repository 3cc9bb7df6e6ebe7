//! Tables: ours with every property, and those whose columns another list sets.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{self, Write},
};

use serde_json::{Map, Value};

use super::{
    Feature, PROPERTIES,
    feature::{DETAIL, POSITION, SOURCE_COLUMNS, extra_name},
};
use crate::store::Stored;

/// Our own table.
pub(super) fn write<'e>(
    events: impl Iterator<Item = &'e Stored> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let extras = || events.clone().flat_map(|stored| &stored.event.extra);
    let names: BTreeSet<Cow<str>> = extras().map(|(name, _)| extra_name(name)).collect();
    let has_kinds = extras().any(|(_, value)| !value.is_string());
    let mut columns: Vec<&str> = PROPERTIES.into_iter().chain(DETAIL).collect();
    columns.extend(names.iter().map(AsRef::as_ref));
    columns.extend(has_kinds.then_some(SOURCE_COLUMNS));
    let mut table = csv::Writer::from_writer(to);
    table.write_record(columns.iter().copied().chain(POSITION))?;
    for stored in events {
        table.write_record(cells(stored, &columns)?)?;
    }
    table.flush()
}

fn cells(stored: &Stored, columns: &[&str]) -> io::Result<Vec<String>> {
    let feature = Feature::whole(stored);
    let mut properties = serde_json::to_value(feature.properties())?;
    properties[SOURCE_COLUMNS] = kinds(&stored.event.extra);
    let position = feature
        .coordinates()
        .map(|numbers| numbers.map(|number| number.to_string()));
    let cells = columns.iter().map(|name| cell(&properties[*name]));
    Ok(cells.chain(position.unwrap_or_default()).collect())
}

/// The source's own columns that are no words, which a cell by itself cannot tell; null if there are none.
fn kinds(extra: &Map<String, Value>) -> Value {
    let others = extra.iter().filter(|(_, value)| !value.is_string());
    let others: Map<String, Value> = others
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if others.is_empty() {
        Value::Null
    } else {
        Value::Object(others).to_string().into()
    }
}

/// A property as the text of a cell; an unknown one is empty.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A table with the columns of another list.
pub(super) fn write_known<'e>(
    columns: &[&'static str],
    cell: fn(&Stored, &str) -> String,
    events: impl Iterator<Item = &'e Stored>,
    to: &mut impl Write,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(columns)?;
    for stored in events {
        table.write_record(columns.iter().map(|column| cell(stored, column)))?;
    }
    table.flush()
}
