use fast_mvt::MvtValueRef;
use serde::Serialize;

use super::vector::{Properties, text, unsigned};
use crate::{
    event::Event,
    layer::{Feature, edtf},
    space::LonLat,
};

/// What the map needs to draw an event.
#[derive(Debug, Serialize)]
pub(super) struct Sign<'e> {
    id: &'e str,
    event_type: &'static str,
    event_group: &'static str,
    where_prec: Option<u8>,
    geo_precision: Option<u8>,
    uncertainty_m: Option<u32>,
    status: &'static str,
    title: &'e str,
    event_date: Option<String>,
    event_date_edtf: Option<String>,
    planned: bool,
    location: Option<&'e str>,
}

impl<'e> Sign<'e> {
    pub(super) fn of(event: &'e Event) -> Self {
        let place = event.location.as_ref();
        Self {
            id: &event.id,
            event_type: event.event_type.as_str(),
            event_group: event.event_type.group().as_str(),
            where_prec: place.map(|place| place.where_prec.into()),
            geo_precision: place.map(|place| place.where_prec.geo_precision() as u8),
            uncertainty_m: place.map(|place| place.uncertainty_m),
            status: event.status.as_str(),
            title: &event.title,
            event_date: event.date.map(|date| date.first().to_string()),
            event_date_edtf: event.date.map(edtf),
            planned: event.planned,
            location: place.map(|place| place.name.as_str()),
        }
    }

    pub(super) fn feature(event: &'e Event) -> Feature<'e, Self> {
        Feature::new(Some(&event.id), position(event), Self::of(event))
    }
}

/// Where the event is; none without a place.
pub(super) fn position(event: &Event) -> Option<LonLat> {
    event.location.as_ref().map(|place| place.position)
}

impl Properties<12> for Sign<'_> {
    fn tags(&self) -> [(&'static str, MvtValueRef<'_>); 12] {
        [
            ("id", text(Some(self.id))),
            ("event_type", text(Some(self.event_type))),
            ("event_group", text(Some(self.event_group))),
            ("where_prec", unsigned(self.where_prec)),
            ("geo_precision", unsigned(self.geo_precision)),
            ("uncertainty_m", unsigned(self.uncertainty_m)),
            ("status", text(Some(self.status))),
            ("title", text(Some(self.title))),
            ("event_date", text(self.event_date.as_deref())),
            ("event_date_edtf", text(self.event_date_edtf.as_deref())),
            ("planned", MvtValueRef::Bool(self.planned)),
            ("location", text(self.location)),
        ]
    }
}
