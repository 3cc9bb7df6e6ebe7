//! The header of a table, or the keys of an object: which column each name is.

use super::{
    Mapping, Profile,
    column::{Column, NAMES},
};

/// The columns of a table or the keys of an object, in their order.
#[derive(Debug, Clone)]
pub(super) struct Header {
    names: Vec<String>,
    columns: Vec<Option<Column>>,
    /// Where each column stands, by its number in [`Column::ALL`].
    indexes: Vec<Option<usize>>,
    profile: Profile,
}

impl Header {
    /// The header of these names: a known list's, or one whose columns are told by their names, corrected
    /// by a mapping.
    pub(super) fn new(names: Vec<String>, mapping: &Mapping) -> Self {
        let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let profile = Profile::of(&plain_names);
        Self::laid(names, &plain_names, profile, mapping)
    }

    /// The header of a list that is known otherwise than by its names.
    pub(super) fn of_profile(names: Vec<String>, profile: Profile) -> Self {
        let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        Self::laid(names, &plain_names, profile, &Mapping::default())
    }

    fn laid(
        names: Vec<String>,
        plain_names: &[String],
        profile: Profile,
        mapping: &Mapping,
    ) -> Self {
        let mut columns = match profile.columns() {
            Some(known) => exact(plain_names, known),
            None => guessed(plain_names),
        };
        for (column, name) in mapping.said() {
            put(&mut columns, plain_names, column, name);
        }
        let index = |column: &Column| columns.iter().position(|known| *known == Some(*column));
        Self {
            indexes: Column::ALL.iter().map(index).collect(),
            names,
            columns,
            profile,
        }
    }

    /// The names as written.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column stands, from 0.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.indexes.get(column as usize).copied().flatten()
    }

    /// The columns with the names that they have here, each with its index.
    pub(super) fn known(&self) -> impl Iterator<Item = (usize, Column, &str)> {
        let columns = self.columns.iter().zip(&self.names).enumerate();
        columns.filter_map(|(index, (column, name))| Some((index, (*column)?, name.as_str())))
    }

    /// The columns that no field of a record takes, with their index.
    pub(super) fn extra(&self) -> impl Iterator<Item = (usize, &str)> {
        let unknown = self.columns.iter().enumerate();
        unknown
            .filter(|(_, column)| column.is_none())
            .map(|(index, _)| (index, self.names[index].as_str()))
    }

    /// Whether rows can be events: a known list's, or rows that can say where, by both coordinates or the
    /// name of a place.
    pub(super) fn is_of_events(&self) -> bool {
        let has = |column| self.index(column).is_some();
        self.profile != Profile::Other
            || has(Column::Place)
            || has(Column::PlaceRaw)
            || (has(Column::Latitude) && has(Column::Longitude))
    }

    /// Whose columns they are.
    pub(super) fn profile(&self) -> Profile {
        self.profile
    }
}

/// Puts a column where its name stands, and takes it from where it stood.
fn put(columns: &mut [Option<Column>], plain_names: &[String], column: Column, name: Option<&str>) {
    for known in columns.iter_mut().filter(|known| **known == Some(column)) {
        *known = None;
    }
    let name = name.map(plain);
    let index = plain_names
        .iter()
        .position(|known| Some(known) == name.as_ref());
    if let Some(found) = index.and_then(|index| columns.get_mut(index)) {
        *found = Some(column);
    }
}

/// The columns of a known list; a column that stands twice is the first.
fn exact(plain_names: &[String], known: &[(&str, Column)]) -> Vec<Option<Column>> {
    let mut columns = vec![None; plain_names.len()];
    for (name, column) in known {
        let index = plain_names.iter().position(|plain| plain == name);
        if let Some(index) = index.filter(|_| !columns.contains(&Some(*column))) {
            columns[index] = Some(*column);
        }
    }
    columns
}

/// The columns as their names tell them.
fn guessed(plain_names: &[String]) -> Vec<Option<Column>> {
    let mut columns = vec![None; plain_names.len()];
    for (column, known) in NAMES {
        let free = |name: &&'static str| {
            let index = plain_names.iter().position(|plain| plain == name)?;
            columns[index].is_none().then_some(index)
        };
        if let Some(index) = known.iter().find_map(free) {
            columns[index] = Some(*column);
        }
    }
    columns
}

/// Lower case, with `_` for white space and hyphens.
pub(super) fn plain(name: &str) -> String {
    let trimmed = name.trim().to_lowercase();
    trimmed.replace([' ', '-', '\u{a0}'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: &[(&str, Column)], extra: &[&str]) {
        let header = Header::new(
            names.iter().map(|name| (*name).to_owned()).collect(),
            &Mapping::default(),
        );
        let found: Vec<_> = names
            .iter()
            .zip(&header.columns)
            .filter_map(|(name, column)| column.map(|column| (*name, column)))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(
            header.extra().map(|(_, name)| name).collect::<Vec<_>>(),
            extra
        );
    }

    #[test]
    fn acled_ucdp_and_timemap_columns_are_known() {
        check(
            &[
                "event_id_cnty",
                "event_date",
                "sub_event_type",
                "iso",
                "geo_precision",
            ],
            &[
                ("event_id_cnty", Column::Id),
                ("event_date", Column::Date),
                ("sub_event_type", Column::SubEventType),
                ("geo_precision", Column::GeoPrecision),
            ],
            &["iso"],
        );
        check(
            &[
                "where_coordinates",
                "where_description",
                "adm_1",
                "best",
                "high",
            ],
            &[
                ("where_coordinates", Column::Place),
                ("where_description", Column::PlaceRaw),
                ("adm_1", Column::Admin1),
                ("best", Column::Fatalities),
            ],
            &["high"],
        );
        check(
            &[
                "category",
                "type",
                "description",
                "latitude",
                "longitude",
                "graphic",
            ],
            &[
                ("category", Column::EventType),
                ("type", Column::SubEventType),
                ("description", Column::Notes),
                ("latitude", Column::Latitude),
                ("longitude", Column::Longitude),
            ],
            &["graphic"],
        );
    }

    #[test]
    fn names_are_known_in_any_case_and_spacing() {
        check(
            &["Event Date", "LAT", "Lng", "Широта"],
            &[
                ("Event Date", Column::Date),
                ("LAT", Column::Latitude),
                ("Lng", Column::Longitude),
            ],
            &["Широта"],
        );
    }
}
