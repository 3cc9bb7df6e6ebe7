//! The columns of files that have columns: every property, what the way back into a store needs, and the
//! sources' own columns.

use std::{
    borrow::Borrow,
    collections::{BTreeSet, HashSet},
    io,
};

use serde_json::{Map, Value};

use super::{
    Feature, PROPERTIES,
    feature::{DETAIL, SOURCE_COLUMNS, extra_name},
};
use crate::store::Stored;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Real,
    Boolean,
    /// `2018-10-12`
    Date,
    /// `2018-10-12T09:00:00Z`
    DateTime,
}

/// A column of a file.
#[derive(Debug, PartialEq)]
pub(super) struct Column {
    /// The property that its cells hold.
    property: String,
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// The columns of a file.
#[derive(Debug)]
pub(super) struct Columns {
    columns: Vec<Column>,
    /// Properties that found no room, and stand together in the last column.
    rest: BTreeSet<String>,
}

/// The most columns that every format can hold; `SQLite` ends at 2,000.
const COLUMNS_MAX: usize = 1_900;

/// Names that file formats keep for the row's number and its geometry.
const TAKEN: [&str; 3] = ["fid", "ogc_fid", "geom"];

impl Columns {
    /// The columns that hold all that is known of the events.
    pub(super) fn of(events: &(impl Iterator<Item: Borrow<Stored>> + Clone)) -> Self {
        let mut own = BTreeSet::new();
        let mut has_kinds = false;
        for stored in events.clone() {
            for (name, value) in &stored.borrow().event.extra {
                has_kinds |= !value.is_string();
                let name = extra_name(name);
                if !own.contains(&*name) {
                    own.insert(name.into_owned());
                }
            }
        }
        let ours = PROPERTIES.into_iter().chain(DETAIL);
        let names = ours
            .chain(own.iter().map(String::as_str))
            .chain(has_kinds.then_some(SOURCE_COLUMNS));
        Self {
            columns: names.map(Column::of).collect(),
            rest: BTreeSet::new(),
        }
    }

    /// The same where names that differ by capitals alone are one and the same, and there is room for so
    /// many.
    pub(super) fn told_apart(mut self) -> Self {
        if self.columns.len() > COLUMNS_MAX {
            let rest = self.columns.split_off(COLUMNS_MAX - 1).into_iter();
            self.rest = rest.map(|column| column.property).collect();
            self.columns.push(Column::of(SOURCE_COLUMNS));
        }
        let mut known: HashSet<String> = TAKEN.map(str::to_owned).into();
        for column in &mut self.columns {
            while !known.insert(column.name.to_lowercase()) {
                column.name = format!("source_column_{}", column.name);
            }
        }
        self
    }

    /// The columns in their order.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Column> {
        self.columns.iter()
    }

    /// The source's own columns that found no room or are no words, which a cell by itself cannot tell, in
    /// JSON; null if there are none.
    fn together(&self, extra: &Map<String, Value>) -> Value {
        let others = extra
            .iter()
            .filter(|(name, value)| !value.is_string() || self.rest.contains(&*extra_name(name)));
        let others: Map<String, Value> = others
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if others.is_empty() {
            Value::Null
        } else {
            Value::Object(others).to_string().into()
        }
    }

    /// An event's cells, null where nothing is known.
    pub(super) fn row(&self, stored: &Stored) -> io::Result<Vec<Value>> {
        let mut properties = serde_json::to_value(Feature::whole(stored).properties())?;
        properties[SOURCE_COLUMNS] = self.together(&stored.event.extra);
        let cell = |column: &Column| {
            let value = properties.get_mut(&column.property);
            value.map_or(Value::Null, Value::take)
        };
        Ok(self.columns.iter().map(cell).collect())
    }
}

impl Column {
    fn of(name: &str) -> Self {
        Self {
            property: name.to_owned(),
            name: name.to_owned(),
            kind: Kind::of(name),
        }
    }
}

impl Kind {
    /// What a property holds; the sources' own columns are told as text.
    fn of(property: &str) -> Self {
        match property {
            "planned" => Self::Boolean,
            "event_date" | "event_date_end" | "source_date" => Self::Date,
            "created_at" | "updated_at" => Self::DateTime,
            "geocode_score" | "confidence" => Self::Real,
            "time_precision" | "fatalities" | "injured" | "where_prec" | "geo_precision"
            | "uncertainty_m" | "number_of_sources" | "quote_start" | "quote_end"
            | "trigger_start" | "trigger_end" | "place_start" | "place_end" => Self::Integer,
            _ => Self::Text,
        }
    }
}

/// A property as text; an unknown one is empty.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: impl Iterator<Item = String>) -> Columns {
        let columns = Columns {
            columns: names.map(|name| Column::of(&name)).collect(),
            rest: BTreeSet::new(),
        };
        columns.told_apart()
    }

    #[track_caller]
    fn check(names: &[&str], expected: &[&str]) {
        let columns = columns(names.iter().map(|name| (*name).to_owned()));
        let told: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn columns_that_find_no_room_stand_together() {
        let numbered = |count: usize| columns((0..count).map(|number| format!("c{number:04}")));
        let extra = Map::from_iter([
            ("c1898".to_owned(), "Ош".into()),
            ("c1899".to_owned(), "Нукус".into()),
            ("c1900".to_owned(), "Хива".into()),
        ]);
        let told = |count| numbered(count).together(&extra);
        assert_eq!(told(COLUMNS_MAX), Value::Null);
        assert_eq!(numbered(COLUMNS_MAX + 1).iter().len(), COLUMNS_MAX);
        assert_eq!(
            told(COLUMNS_MAX + 1),
            "{\"c1899\":\"Нукус\",\"c1900\":\"Хива\"}"
        );
    }

    #[test]
    fn names_that_differ_by_capitals_alone_are_told_apart() {
        check(&["id", "title"], &["id", "title"]);
        check(
            &["title", "Title", "TITLE", "Geom", "FID"],
            &[
                "title",
                "source_column_Title",
                "source_column_source_column_TITLE",
                "source_column_Geom",
                "source_column_FID",
            ],
        );
        check(&["Регион", "регион"], &["Регион", "source_column_регион"]);
        check(&[], &[]);
    }
}
