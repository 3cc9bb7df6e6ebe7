use std::borrow::{Borrow, Cow};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{degrees, share};
use crate::{
    event::{Event, Evidence, Location, alpha3, country_name},
    space::{Crs, LonLat},
    store::Stored,
    time::DateSpan,
};

/// A `GeoJSON` feature at a point or nowhere, with flat properties, written with `serde`.
#[derive(Debug, Serialize)]
pub struct Feature<'e, P> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'e str>,
    geometry: Option<Point>,
    properties: P,
}

#[derive(Debug, Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

/// The names of the properties that every feature has, in the order in which they are written.
pub const PROPERTIES: [&str; 43] = [
    "id",
    "event_id",
    "dataset",
    "event_date",
    "event_date_end",
    "event_date_edtf",
    "time_precision",
    "planned",
    "event_type",
    "event_group",
    "sub_event_type",
    "title",
    "notes",
    "actor1",
    "actor2",
    "fatalities",
    "injured",
    "location",
    "location_raw",
    "kind",
    "admin2",
    "admin1",
    "country",
    "iso",
    "place_id",
    "where_prec",
    "geo_precision",
    "uncertainty_m",
    "geocode_score",
    "confidence",
    "status",
    "source",
    "source_url",
    "source_date",
    "source_headline",
    "source_lang",
    "number_of_sources",
    "quote",
    "doc_id",
    "quote_start",
    "quote_end",
    "created_at",
    "updated_at",
];

/// An event's properties, in the order of [`PROPERTIES`].
#[derive(Debug, Serialize)]
pub struct Properties<'e> {
    id: &'e str,
    event_id: &'e str,
    dataset: &'e str,
    #[serde(flatten)]
    when: When,
    event_type: &'static str,
    event_group: &'static str,
    sub_event_type: Option<&'e str>,
    title: &'e str,
    notes: Option<&'e str>,
    actor1: Option<&'e str>,
    actor2: Option<&'e str>,
    fatalities: Option<u32>,
    injured: Option<u32>,
    #[serde(flatten)]
    place: Place<'e>,
    confidence: f64,
    status: &'static str,
    #[serde(flatten)]
    report: Report<'e>,
    #[serde(flatten)]
    quoted: Quoted<'e>,
    created_at: String,
    updated_at: String,
    #[serde(flatten)]
    detail: Option<Detail>,
    #[serde(flatten)]
    extra: Extra<'e>,
}

/// The names of the properties that only a download has, for the way back into a store.
pub(super) const DETAIL: [&str; 5] = [
    "trigger_start",
    "trigger_end",
    "place_start",
    "place_end",
    "candidates",
];

/// What a map needs no property for, but whoever takes the event back does.
#[derive(Debug, Serialize)]
struct Detail {
    trigger_start: Option<u32>,
    trigger_end: Option<u32>,
    place_start: Option<u32>,
    place_end: Option<u32>,
    /// A list in JSON, so that the property stays flat.
    candidates: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct When {
    event_date: Option<String>,
    event_date_end: Option<String>,
    event_date_edtf: Option<String>,
    time_precision: Option<u8>,
    planned: bool,
}

#[derive(Debug, Default, Serialize)]
#[expect(clippy::struct_field_names, reason = "place_id is the property's name")]
struct Place<'e> {
    location: Option<&'e str>,
    location_raw: Option<&'e str>,
    kind: Option<&'e str>,
    admin2: Option<&'e str>,
    admin1: Option<&'e str>,
    country: Option<&'e str>,
    iso: Option<&'static str>,
    place_id: Option<&'e str>,
    where_prec: Option<u8>,
    geo_precision: Option<u8>,
    uncertainty_m: Option<u32>,
    geocode_score: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Report<'e> {
    source: Option<&'e str>,
    source_url: Option<&'e str>,
    source_date: Option<String>,
    source_headline: Option<&'e str>,
    source_lang: Option<&'e str>,
    number_of_sources: u32,
}

#[derive(Debug, Default, Serialize)]
struct Quoted<'e> {
    quote: Option<&'e str>,
    doc_id: Option<&'e str>,
    quote_start: Option<u32>,
    quote_end: Option<u32>,
}

impl<'e, P> Feature<'e, P> {
    /// A feature with or without an id and a place.
    pub fn new(id: Option<&'e str>, at: Option<LonLat>, properties: P) -> Self {
        let point = |at: LonLat| Point {
            r#type: "Point",
            coordinates: [degrees(at.lon()), degrees(at.lat())],
        };
        Self {
            r#type: "Feature",
            id,
            geometry: at.map(point),
            properties,
        }
    }

    /// The same with its coordinates in a reference system, in the system's order: degrees with six
    /// decimals, metres with two.
    #[must_use]
    pub fn in_crs(mut self, crs: Crs) -> Self {
        let Some(point) = &mut self.geometry else {
            return self;
        };
        let [lon, lat] = point.coordinates;
        if let Ok(at) = LonLat::new(lon, lat) {
            let rounded = |value: f64| match crs {
                Crs::Epsg3857 => (value * 1e2).round() / 1e2 + 0.0,
                _ => degrees(value),
            };
            point.coordinates = crs.coordinates(at).map(rounded);
        }
        self
    }

    /// Longitude and latitude in degrees; none without a place.
    #[must_use]
    pub fn coordinates(&self) -> Option<[f64; 2]> {
        self.geometry.as_ref().map(|point| point.coordinates)
    }

    /// The properties.
    #[must_use]
    pub fn properties(&self) -> &P {
        &self.properties
    }
}

impl<'e> Feature<'e, Properties<'e>> {
    /// The event as a feature.
    #[must_use]
    pub fn of(stored: &'e Stored) -> Self {
        let event = &stored.event;
        let at = event.location.as_ref().map(|place| place.position);
        Self::new(Some(&event.id), at, Properties::of(stored))
    }

    /// The event as a feature that holds all that a store knows of it.
    #[must_use]
    pub fn whole(stored: &'e Stored) -> Self {
        let mut feature = Self::of(stored);
        feature.properties.detail = Some(Detail::of(&stored.event));
        feature
    }
}

/// An event that is written as its feature, whoever owns it.
#[derive(Debug)]
pub struct Shown<S>(pub S);

impl<S: Borrow<Stored>> Serialize for Shown<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        Feature::of(self.0.borrow()).serialize(serializer)
    }
}

/// An event that is written as a feature that holds all that a store knows of it.
pub(super) struct Whole<S>(pub(super) S);

impl<S: Borrow<Stored>> Serialize for Whole<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        Feature::whole(self.0.borrow()).serialize(serializer)
    }
}

impl<'e> Properties<'e> {
    fn of(stored: &'e Stored) -> Self {
        let event = &stored.event;
        Self {
            id: &event.id,
            event_id: &event.event_id,
            dataset: &event.dataset,
            when: When::of(event),
            event_type: event.event_type.as_str(),
            event_group: event.event_type.group().as_str(),
            sub_event_type: event.sub_event_type.as_deref(),
            title: &event.title,
            notes: event.notes.as_deref(),
            actor1: event.actor1.as_deref(),
            actor2: event.actor2.as_deref(),
            fatalities: event.fatalities,
            injured: event.injured,
            place: event.location.as_ref().map(Place::of).unwrap_or_default(),
            confidence: share(event.confidence),
            status: event.status.as_str(),
            report: Report::of(event),
            quoted: event.evidence.as_ref().map(Quoted::of).unwrap_or_default(),
            created_at: stored.created_at.to_string(),
            updated_at: stored.updated_at.to_string(),
            detail: None,
            extra: Extra(&event.extra),
        }
    }
}

impl When {
    fn of(event: &Event) -> Self {
        let date = event.date;
        Self {
            event_date: date.map(|date| date.first().to_string()),
            event_date_end: date
                .filter(|date| date.first() != date.last())
                .map(|date| date.last().to_string()),
            event_date_edtf: date.map(edtf),
            time_precision: date.map(|date| date.precision().into()),
            planned: event.planned,
        }
    }
}

/// The date as one text of EDTF level 0: `2018-10-12`, `2018-10`, `2018`, or `2018-10-15/2018-10-21`.
#[must_use]
pub fn edtf(date: DateSpan) -> String {
    match date.edtf() {
        (first, Some(last)) => format!("{first}/{last}"),
        (only, None) => only,
    }
}

impl<'e> Place<'e> {
    fn of(place: &'e Location) -> Self {
        Self {
            location: Some(&place.name),
            location_raw: place.raw.as_deref(),
            kind: place.kind.as_deref(),
            admin2: place.admin2.as_deref(),
            admin1: place.admin1.as_deref(),
            country: place.country.as_deref().map(country_name),
            iso: place.country.as_deref().and_then(alpha3),
            place_id: place.place_id.as_deref(),
            where_prec: Some(place.where_prec.into()),
            geo_precision: Some(place.where_prec.geo_precision() as u8),
            uncertainty_m: Some(place.uncertainty_m),
            geocode_score: Some(share(place.score)),
        }
    }
}

impl<'e> Report<'e> {
    fn of(event: &'e Event) -> Self {
        let report = &event.provenance;
        Self {
            source: report.source.as_deref(),
            source_url: report.source_url.as_deref(),
            source_date: report.source_date.map(|day| day.to_string()),
            source_headline: report.source_headline.as_deref(),
            source_lang: report.source_lang.as_deref(),
            number_of_sources: report.number_of_sources,
        }
    }
}

impl<'e> Quoted<'e> {
    fn of(evidence: &'e Evidence) -> Self {
        Self {
            quote: Some(&evidence.quote),
            doc_id: Some(evidence.doc_id.as_str()),
            quote_start: Some(evidence.quote_start),
            quote_end: Some(evidence.quote_end),
        }
    }
}

impl Detail {
    fn of(event: &Event) -> Self {
        let evidence = event.evidence.as_ref();
        let trigger = evidence.and_then(|evidence| evidence.trigger);
        let place = evidence.and_then(|evidence| evidence.place);
        let weighed = (!event.candidates.is_empty()).then_some(&event.candidates);
        Self {
            trigger_start: trigger.map(|range| range.start),
            trigger_end: trigger.map(|range| range.end),
            place_start: place.map(|range| range.start),
            place_end: place.map(|range| range.end),
            candidates: weighed.and_then(|weighed| serde_json::to_string(weighed).ok()),
        }
    }
}

/// The source's own columns, by their [`extra_name`].
#[derive(Debug)]
struct Extra<'e>(&'e Map<String, Value>);

impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (extra_name(name), value)))
    }
}

/// The property of a source's own column: its name, set apart where a property of ours has it.
pub(super) fn extra_name(name: &str) -> Cow<'_, str> {
    let ours = [&PROPERTIES[..], &DETAIL, &POSITION, &[SOURCE_COLUMNS]];
    if ours.iter().any(|names| names.contains(&name)) {
        format!("source_column_{name}").into()
    } else {
        name.into()
    }
}

/// The column of a table that holds the source's own columns that are no words, in JSON.
pub(super) const SOURCE_COLUMNS: &str = "source_columns";

/// The columns of a table that hold the position.
pub(super) const POSITION: [&str; 2] = ["longitude", "latitude"];
