//! What the columns of an event list are called where no known list says it: in common spreadsheets.

macro_rules! columns {
    ($(#[doc = $doc:literal] $variant:ident $word:literal,)*) => {
        /// A column that a [`Record`](super::Record) has a place for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column {
            $(#[doc = $doc] $variant,)*
        }

        impl Column {
            /// Every column.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word that names it in a mapping.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// What stands in it, in words.
            #[must_use]
            pub fn means(self) -> &'static str {
                let words = match self {
                    $(Self::$variant => $doc,)*
                };
                words.trim().trim_end_matches('.')
            }
        }
    };
}

columns! {
    /// The row's own id.
    Id "id",
    /// The id that rows of one event share.
    EventId "event_id",
    /// The list that the row comes from.
    Dataset "dataset",
    /// What happened.
    EventType "event_type",
    /// What happened, finer.
    SubEventType "sub_event_type",
    /// One line.
    Title "title",
    /// What happened, longer.
    Notes "notes",
    /// The first day.
    Date "date",
    /// The last day.
    DateEnd "date_end",
    /// How exactly the time is known.
    TimePrecision "time_precision",
    /// Degrees north.
    Latitude "latitude",
    /// Degrees east.
    Longitude "longitude",
    /// UCDP's precision of place.
    WherePrecision "where_prec",
    /// ACLED's precision of place.
    GeoPrecision "geo_precision",
    /// The name of the place.
    Place "place",
    /// The place as a report wrote it.
    PlaceRaw "place_raw",
    /// The country.
    Country "country",
    /// The first-level region.
    Admin1 "admin1",
    /// The second-level region.
    Admin2 "admin2",
    /// Who acted.
    Actor1 "actor1",
    /// Upon or with whom.
    Actor2 "actor2",
    /// Deaths.
    Fatalities "fatalities",
    /// People hurt.
    Injured "injured",
    /// Who reported it.
    Source "source",
    /// Where it was published.
    SourceUrl "source_url",
    /// The day of publication.
    SourceDate "source_date",
    /// The report's headline.
    SourceHeadline "source_headline",
    /// The report's language.
    SourceLang "source_lang",
    /// How many reports tell of it.
    NumberOfSources "number_of_sources",
    /// Whether it is announced, not past.
    Planned "planned",
}

/// Names in the form that [`plain`] gives them, the surest first; of a table's columns the first that is
/// still free takes the place.
pub(super) const NAMES: &[(Column, &[&str])] = &[
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
    (Column::Injured, &["injured", "wounded", "injuries"]),
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
    (
        Column::NumberOfSources,
        &["number_of_sources", "source_count"],
    ),
    (Column::Planned, &["planned"]),
];
