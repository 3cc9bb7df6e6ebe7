use crate::{
    event::{Event, EventType, Status},
    space::LonLat,
    time::DateSpan,
};

/// What filters, tiles and counts look at in an event; its texts stay where the event is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attributes {
    /// Where, WGS 84; none without a place.
    pub position: Option<LonLat>,
    /// When; none if it is not known.
    pub date: Option<DateSpan>,
    /// What.
    pub event_type: EventType,
    /// The precision of the place, 1 to 3; 0 without a place.
    pub geo_precision: u8,
    /// Candidate, confirmed, rejected or merged.
    pub status: Status,
}

impl Attributes {
    /// Those of an event.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let place = event.location.as_ref();
        Self {
            position: place.map(|place| place.position),
            date: event.date,
            event_type: event.event_type,
            geo_precision: place.map_or(0, |place| place.where_prec.geo_precision() as u8),
            status: event.status,
        }
    }
}
