//! What the columns of an event list are called: ours, and those of ACLED, UCDP GED, `TimeMap` and
//! common spreadsheets.

/// A column that a [`Record`](super::Record) has a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    EventId,
    Dataset,
    EventType,
    SubEventType,
    Title,
    Notes,
    Date,
    DateEnd,
    TimePrecision,
    Latitude,
    Longitude,
    WherePrecision,
    GeoPrecision,
    Place,
    PlaceRaw,
    Country,
    Admin1,
    Admin2,
    Actor1,
    Actor2,
    Fatalities,
    Source,
    SourceUrl,
    SourceDate,
    SourceHeadline,
    SourceLang,
    Planned,
}

/// Names in the form that [`plain`] gives them, the surest first; of a table's columns the first that is
/// still free takes the place.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Id,
        &["id", "event_id_cnty", "globaleventid", "data_id", "civid"],
    ),
    (Column::EventId, &["event_id"]),
    (Column::Dataset, &["dataset"]),
    (
        Column::EventType,
        &[
            "event_type",
            "type_of_violence",
            "category",
            "type",
            "event",
        ],
    ),
    (
        Column::SubEventType,
        &["sub_event_type", "subtype", "sub_type", "mode", "type"],
    ),
    (Column::Title, &["title", "headline", "name"]),
    (
        Column::Notes,
        &[
            "notes",
            "description",
            "summary",
            "text",
            "details",
            "source_article",
        ],
    ),
    (
        Column::Date,
        &[
            "event_date",
            "date_start",
            "start_date",
            "date",
            "day",
            "sana",
            "дата",
        ],
    ),
    (
        Column::DateEnd,
        &["event_date_end", "date_end", "end_date", "enddate"],
    ),
    (Column::TimePrecision, &["time_precision", "date_prec"]),
    (
        Column::Latitude,
        &["latitude", "lat", "y", "actiongeo_lat", "широта"],
    ),
    (
        Column::Longitude,
        &[
            "longitude",
            "lon",
            "lng",
            "long",
            "x",
            "actiongeo_long",
            "долгота",
        ],
    ),
    (Column::WherePrecision, &["where_prec"]),
    (Column::GeoPrecision, &["geo_precision"]),
    (
        Column::Place,
        &[
            "location",
            "place",
            "place_name",
            "placename",
            "city",
            "town",
            "settlement",
            "where_coordinates",
            "actiongeo_fullname",
            "joy",
            "место",
            "город",
        ],
    ),
    (Column::PlaceRaw, &["location_raw", "where_description"]),
    (Column::Country, &["country", "country_name", "страна"]),
    (
        Column::Admin1,
        &[
            "admin1",
            "adm_1",
            "region_name",
            "province",
            "oblast",
            "viloyat",
            "область",
        ],
    ),
    (
        Column::Admin2,
        &["admin2", "adm_2", "district", "tuman", "район"],
    ),
    (Column::Actor1, &["actor1", "side_a", "actor1name", "actor"]),
    (
        Column::Actor2,
        &["actor2", "side_b", "actor2name", "recipient"],
    ),
    (
        Column::Fatalities,
        &["fatalities", "best", "deaths", "killed"],
    ),
    (
        Column::Source,
        &["source", "sources", "source_office", "publisher"],
    ),
    (
        Column::SourceUrl,
        &["source_url", "sourceurl", "url", "link"],
    ),
    (Column::SourceDate, &["source_date", "published"]),
    (Column::SourceHeadline, &["source_headline"]),
    (Column::SourceLang, &["source_lang", "lang", "language"]),
    (Column::Planned, &["planned"]),
];

/// Columns that only ACLED has: with one of them the codes of precision are ACLED's.
const ACLED: [&str; 4] = ["event_id_cnty", "disorder_type", "inter1", "source_scale"];

/// The columns of a table or the keys of an object, in their order.
#[derive(Debug, Clone)]
pub(super) struct Header {
    names: Vec<String>,
    columns: Vec<Option<Column>>,
    is_acled: bool,
}

impl Header {
    pub(super) fn new(names: Vec<String>) -> Self {
        let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let mut columns = vec![None; names.len()];
        for (column, known) in NAMES {
            let free = |name: &&'static str| {
                let index = plain_names.iter().position(|plain| plain == name)?;
                columns[index].is_none().then_some(index)
            };
            if let Some(index) = known.iter().find_map(free) {
                columns[index] = Some(*column);
            }
        }
        Self {
            is_acled: plain_names
                .iter()
                .any(|name| ACLED.contains(&name.as_str())),
            names,
            columns,
        }
    }

    /// The names as written.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column stands, from 0.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    /// The columns that no field of a record takes, with their index.
    pub(super) fn extra(&self) -> impl Iterator<Item = (usize, &str)> {
        let unknown = self.columns.iter().enumerate();
        unknown
            .filter(|(_, column)| column.is_none())
            .map(|(index, _)| (index, self.names[index].as_str()))
    }

    /// Whether rows can say where: both coordinates, or the name of a place.
    pub(super) fn says_where(&self) -> bool {
        let has = |column| self.index(column).is_some();
        has(Column::Place)
            || has(Column::PlaceRaw)
            || (has(Column::Latitude) && has(Column::Longitude))
    }

    /// Whether the codes of precision are ACLED's.
    pub(super) fn is_acled(&self) -> bool {
        self.is_acled
    }
}

/// Lower case, with `_` for white space and hyphens.
fn plain(name: &str) -> String {
    let trimmed = name.trim().to_lowercase();
    trimmed.replace([' ', '-', '\u{a0}'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: &[(&str, Column)], extra: &[&str]) {
        let header = Header::new(names.iter().map(|name| (*name).to_owned()).collect());
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
