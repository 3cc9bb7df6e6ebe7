//! The event lists that are known by their columns, and where each keeps what.
//!
//! Sources of the columns: ACLED codebook and its guide to the columns changed in 2023, UCDP GED codebook,
//! GDELT 2.0 event codebook, the event schema of `TimeMap`, the manual of PLOVER, and POLECAT's files.

use super::column::Column;

/// Whose columns an event list has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// An export of this program.
    Zij,
    /// ACLED.
    Acled,
    /// UCDP GED.
    Ucdp,
    /// GDELT 2.0 events.
    Gdelt,
    /// `TimeMap`.
    TimeMap,
    /// PLOVER's JSON.
    Plover,
    /// POLECAT.
    Polecat,
    /// A list of its own, whose columns are told by their names.
    #[default]
    Other,
}

type Columns = &'static [(&'static str, Column)];

/// What tells a table, the surest first: one of the rows must stand in the header as a whole. Names are in
/// the form that [`super::header::plain`] gives them.
const SIGNS: &[(Profile, &[&str])] = &[
    (Profile::Zij, &["event_date_edtf", "event_group"]),
    (Profile::Zij, &["source_columns", "candidates", "revision"]),
    (Profile::Acled, &["event_id_cnty"]),
    (Profile::Acled, &["disorder_type"]),
    (Profile::Acled, &["inter1"]),
    (Profile::Acled, &["source_scale"]),
    (Profile::Ucdp, &["type_of_violence", "best"]),
    (Profile::Ucdp, &["date_prec", "where_prec"]),
    (Profile::Gdelt, &["globaleventid", "eventrootcode"]),
    (Profile::Polecat, &["event_mode", "quad_code"]),
    (Profile::TimeMap, &["civid"]),
    (Profile::TimeMap, &["narrative___stepstyles"]),
    (Profile::TimeMap, &["associations", "sources"]),
];

const ZIJ: Columns = &[
    ("id", Column::Id),
    ("event_id", Column::EventId),
    ("dataset", Column::Dataset),
    ("event_date", Column::Date),
    ("event_date_end", Column::DateEnd),
    ("time_precision", Column::TimePrecision),
    ("planned", Column::Planned),
    ("event_type", Column::EventType),
    ("sub_event_type", Column::SubEventType),
    ("title", Column::Title),
    ("notes", Column::Notes),
    ("actor1", Column::Actor1),
    ("actor2", Column::Actor2),
    ("fatalities", Column::Fatalities),
    ("injured", Column::Injured),
    ("location", Column::Place),
    ("location_raw", Column::PlaceRaw),
    ("admin2", Column::Admin2),
    ("admin1", Column::Admin1),
    ("country", Column::Country),
    ("where_prec", Column::WherePrecision),
    ("source", Column::Source),
    ("source_url", Column::SourceUrl),
    ("source_date", Column::SourceDate),
    ("source_headline", Column::SourceHeadline),
    ("source_lang", Column::SourceLang),
    ("number_of_sources", Column::NumberOfSources),
    ("longitude", Column::Longitude),
    ("latitude", Column::Latitude),
];

const ACLED: Columns = &[
    ("event_id_cnty", Column::Id),
    ("event_date", Column::Date),
    ("time_precision", Column::TimePrecision),
    ("event_type", Column::EventType),
    ("sub_event_type", Column::SubEventType),
    ("actor1", Column::Actor1),
    ("actor2", Column::Actor2),
    ("country", Column::Country),
    ("admin1", Column::Admin1),
    ("admin2", Column::Admin2),
    ("location", Column::Place),
    ("latitude", Column::Latitude),
    ("longitude", Column::Longitude),
    ("geo_precision", Column::GeoPrecision),
    ("source", Column::Source),
    ("notes", Column::Notes),
    ("fatalities", Column::Fatalities),
];

const UCDP: Columns = &[
    ("id", Column::Id),
    ("type_of_violence", Column::EventType),
    ("dyad_name", Column::Title),
    ("side_a", Column::Actor1),
    ("side_b", Column::Actor2),
    ("number_of_sources", Column::NumberOfSources),
    ("source_article", Column::Notes),
    ("source_office", Column::Source),
    ("source_date", Column::SourceDate),
    ("source_headline", Column::SourceHeadline),
    ("where_prec", Column::WherePrecision),
    ("where_coordinates", Column::Place),
    ("where_description", Column::PlaceRaw),
    ("adm_1", Column::Admin1),
    ("adm_2", Column::Admin2),
    ("latitude", Column::Latitude),
    ("longitude", Column::Longitude),
    ("country", Column::Country),
    ("date_prec", Column::TimePrecision),
    ("date_start", Column::Date),
    ("date_end", Column::DateEnd),
    ("best", Column::Fatalities),
];

const GDELT: Columns = &[
    ("globaleventid", Column::Id),
    ("day", Column::Date),
    ("actor1name", Column::Actor1),
    ("actor2name", Column::Actor2),
    ("eventrootcode", Column::EventType),
    ("eventcode", Column::SubEventType),
    ("numsources", Column::NumberOfSources),
    ("actiongeo_fullname", Column::PlaceRaw),
    ("actiongeo_lat", Column::Latitude),
    ("actiongeo_long", Column::Longitude),
    ("sourceurl", Column::SourceUrl),
];

const TIMEMAP: Columns = &[
    ("id", Column::Id),
    ("category", Column::EventType),
    ("type", Column::SubEventType),
    ("description", Column::Notes),
    ("date", Column::Date),
    ("location", Column::Place),
    ("latitude", Column::Latitude),
    ("longitude", Column::Longitude),
    ("sources", Column::Source),
];

/// PLOVER's members once its objects within objects are laid flat, see [`super::plover`].
const PLOVER: Columns = &[
    ("id", Column::Id),
    ("date", Column::Date),
    ("enddate", Column::DateEnd),
    ("event", Column::EventType),
    ("mode", Column::SubEventType),
    ("event_text", Column::Title),
    ("comment", Column::Notes),
    ("actor", Column::Actor1),
    ("recipient", Column::Actor2),
    ("event_loc.resolved_place", Column::Place),
    ("event_loc.extracted_place", Column::PlaceRaw),
    ("event_loc.lat", Column::Latitude),
    ("event_loc.lon", Column::Longitude),
    ("event_loc.district", Column::Admin2),
    ("event_loc.province", Column::Admin1),
    ("event_loc.country", Column::Country),
    ("size.dead", Column::Fatalities),
    ("cite_info.publication", Column::Source),
    ("cite_info.url", Column::SourceUrl),
    ("cite_info.title", Column::SourceHeadline),
    ("cite_info.language", Column::SourceLang),
    ("cite_info.corpus", Column::Dataset),
    ("link", Column::SourceUrl),
];

const POLECAT: Columns = &[
    ("event_id", Column::Id),
    ("event_date", Column::Date),
    ("event_type", Column::EventType),
    ("event_mode", Column::SubEventType),
    ("actor_name", Column::Actor1),
    ("recipient_name", Column::Actor2),
    ("placename", Column::Place),
    ("raw_placename", Column::PlaceRaw),
    ("district", Column::Admin2),
    ("province", Column::Admin1),
    ("country", Column::Country),
    ("latitude", Column::Latitude),
    ("longitude", Column::Longitude),
    ("source", Column::Source),
    ("publication_date", Column::SourceDate),
    ("language", Column::SourceLang),
];

impl Profile {
    /// Whose columns these are, their names in plain form.
    pub(super) fn of(plain_names: &[String]) -> Self {
        let has = |sign: &&str| plain_names.iter().any(|name| name == sign);
        let known = SIGNS.iter().find(|(_, signs)| signs.iter().all(has));
        known.map_or(Self::Other, |(profile, _)| *profile)
    }

    /// Where the columns go; none if they are told by their names.
    pub(super) fn columns(self) -> Option<Columns> {
        Some(match self {
            Self::Zij => ZIJ,
            Self::Acled => ACLED,
            Self::Ucdp => UCDP,
            Self::Gdelt => GDELT,
            Self::TimeMap => TIMEMAP,
            Self::Plover => PLOVER,
            Self::Polecat => POLECAT,
            Self::Other => return None,
        })
    }

    /// The list that its rows belong to wherever they come from, because its ids are unique everywhere;
    /// none if another file's rows may have the same ids.
    #[must_use]
    pub fn dataset(self) -> Option<&'static str> {
        Some(match self {
            Self::Acled => "acled",
            Self::Ucdp => "ucdp_ged",
            Self::Gdelt => "gdelt",
            Self::Polecat => "polecat",
            Self::Zij | Self::TimeMap | Self::Plover | Self::Other => return None,
        })
    }

    /// What the list calls a column; none if it has no such column, or calls it as it likes.
    #[must_use]
    pub fn column_name(self, column: Column) -> Option<&'static str> {
        let columns = self.columns()?.iter();
        let mut named = columns.filter(|(_, known)| *known == column);
        named.next().map(|(name, _)| *name)
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zij => "zij",
            Self::Acled => "acled",
            Self::Ucdp => "ucdp",
            Self::Gdelt => "gdelt",
            Self::TimeMap => "timemap",
            Self::Plover => "plover",
            Self::Polecat => "polecat",
            Self::Other => "other",
        }
    }

    /// Whether a program has coded the rows, so that no person stands for them.
    #[must_use]
    pub fn is_machine_coded(self) -> bool {
        matches!(self, Self::Gdelt | Self::Polecat)
    }

    /// Whether the list's own way to write a value is kept where ours differs, so that it can be written
    /// again as it was.
    #[must_use]
    pub fn keeps_writing(self) -> bool {
        !matches!(self, Self::Zij | Self::Other)
    }

    /// Whether a date of two numbers and a year has the month first.
    pub(super) fn is_month_first(self) -> bool {
        self == Self::TimeMap
    }
}
