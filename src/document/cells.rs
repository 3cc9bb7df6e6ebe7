//! The cells of a row, whether of a table or of an object.

use std::borrow::Cow;

use csv::StringRecord;
use serde_json::{Map, Value};

/// The cells of a row, one a column of its header.
#[derive(Clone, Copy)]
pub(super) enum Cells<'r> {
    /// Of a table: texts, numbered from 1 in messages.
    Table(&'r StringRecord),
    /// Of an object: values, named in messages.
    Object(&'r [Value]),
}

impl<'r> Cells<'r> {
    /// The cell's words without white space around them; none if there are none.
    pub(super) fn text(self, index: usize) -> Option<Cow<'r, str>> {
        let words: Cow<str> = match self {
            Self::Table(row) => row.get(index)?.trim().into(),
            Self::Object(values) => match values.get(index)? {
                Value::Null => return None,
                Value::String(words) => words.trim().into(),
                Value::Array(items) => joined(items).into(),
                other => other.to_string().into(),
            },
        };
        (!words.is_empty()).then_some(words)
    }

    /// The cell as it is; none if it is empty.
    pub(super) fn value(self, index: usize) -> Option<Value> {
        match self {
            Self::Table(row) => row
                .get(index)
                .filter(|text| !text.is_empty())
                .map(Value::from),
            Self::Object(values) => {
                let value = values.get(index)?;
                let empty = value.is_null() || value.as_str().is_some_and(str::is_empty);
                (!empty).then(|| value.clone())
            }
        }
    }

    /// Whether the cell is this text and nothing else.
    pub(super) fn is(self, index: usize, text: &str) -> bool {
        match self {
            Self::Table(row) => row.get(index) == Some(text),
            Self::Object(values) => values.get(index).and_then(Value::as_str) == Some(text),
        }
    }
}

fn joined(items: &[Value]) -> String {
    let words = items.iter().map(|item| match item {
        Value::String(words) => words.clone(),
        Value::Object(members) => named(members).unwrap_or_else(|| item.to_string()),
        other => other.to_string(),
    });
    words.collect::<Vec<_>>().join(";")
}

/// Members that name the thing that an object stands for, the surest first.
const NAMING: [&str; 6] = [
    "entity_text",
    "name",
    "title",
    "identifier_text",
    "code",
    "id",
];

fn named(members: &Map<String, Value>) -> Option<String> {
    let words = NAMING
        .iter()
        .filter_map(|name| members.get(*name)?.as_str());
    words
        .into_iter()
        .find(|words| !words.is_empty())
        .map(str::to_owned)
}
