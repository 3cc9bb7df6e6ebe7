//! GPX: waypoints with their time, for map programs on phones and receivers.
//!
//! Source: GPX 1.1, <https://www.topografix.com/GPX/1/1/>.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use quick_xml::Writer;

use super::{
    degrees,
    known::{cut, told},
    xml::{allowed, begin, element, left_out, source_address, unlocated},
};
use crate::{
    event::{Event, Location},
    store::Stored,
};

/// The namespace of GPX 1.1.
const NAMESPACE: &str = "http://www.topografix.com/GPX/1/1";

/// The namespace of what GPX has no element for.
const OWN_NAMESPACE: &str = "urn:zij:event";

/// How long a description may be, in UTF-16 units: GDAL takes a file with far longer ones for an attack.
const DESCRIPTION_UNITS_MAX: usize = 4_000;

/// Writes the events that have a place, and how many have none.
pub(super) fn write(
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let mut xml = Writer::new(to);
    begin(&mut xml)?;
    let gpx = xml.create_element("gpx").with_attributes([
        ("version", "1.1"),
        ("creator", "Zij"),
        ("xmlns", NAMESPACE),
        ("xmlns:zij", OWN_NAMESPACE),
    ]);
    gpx.write_inner_content(|xml| {
        xml.create_element("metadata").write_inner_content(|xml| {
            element(xml, "name", "events")?;
            element(xml, "desc", &left_out(unlocated(events.clone())))
        })?;
        for stored in events {
            let stored = stored.borrow();
            if let Some(place) = &stored.event.location {
                waypoint(xml, stored, place)?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

fn waypoint(xml: &mut Writer<impl Write>, stored: &Stored, place: &Location) -> io::Result<()> {
    let event = &stored.event;
    let (lon, lat) = (longitude(place), degrees(place.position.lat()).to_string());
    let waypoint = xml.create_element("wpt");
    let waypoint = waypoint.with_attributes([("lat", &*lat), ("lon", &*lon)]);
    waypoint.write_inner_content(|xml| {
        if let Some(date) = event.date {
            element(xml, "time", &format!("{}T00:00:00Z", date.first()))?;
        }
        element(xml, "name", &event.title)?;
        element(xml, "cmt", &place.name)?;
        element(xml, "desc", &cut(told(event), DESCRIPTION_UNITS_MAX))?;
        if let Some(source) = &event.provenance.source {
            element(xml, "src", source)?;
        }
        if let Some(address) = source_address(stored) {
            let address = allowed(address);
            let link = xml
                .create_element("link")
                .with_attribute(("href", &*address));
            link.write_empty()?;
        }
        element(xml, "type", event.event_type.as_str())?;
        let extensions = xml.create_element("extensions");
        extensions.write_inner_content(|xml| extension(xml, event, place))?;
        Ok(())
    })?;
    Ok(())
}

/// GPX ends at -180 degrees in the west and just before 180 in the east.
fn longitude(place: &Location) -> String {
    let lon = degrees(place.position.lon());
    let lon = if lon >= 180.0 { lon - 360.0 } else { lon };
    lon.to_string()
}

fn extension(xml: &mut Writer<impl Write>, event: &Event, place: &Location) -> io::Result<()> {
    element(xml, "zij:id", &event.id)?;
    element(xml, "zij:status", event.status.as_str())?;
    let precision = place.where_prec.geo_precision() as u8;
    element(xml, "zij:geo_precision", &precision.to_string())?;
    element(xml, "zij:uncertainty_m", &place.uncertainty_m.to_string())?;
    event.date.map_or(Ok(()), |date| {
        element(xml, "zij:event_date_edtf", &super::edtf(date))
    })
}
