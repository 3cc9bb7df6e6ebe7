//! KML: placemarks with their time, styled by group, every property beside them.
//!
//! Source: OGC 12-007r2, KML 2.3, of which this is 2.2's part,
//! <https://docs.ogc.org/is/12-007r2/12-007r2.html>.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use quick_xml::Writer;
use serde_json::Value;

use super::{
    columns::{Columns, Kind, text},
    degrees,
    xml::{begin, described, element, left_out, named, unlocated},
};
use crate::{
    event::{Group, Location},
    store::Stored,
    time::DateSpan,
};

/// The namespace of KML 2.2.
const NAMESPACE: &str = "http://www.opengis.net/kml/2.2";

/// The id of the schema that names the properties.
const SCHEMA: &str = "event";

/// Writes the events that have a place, and how many have none.
pub(super) fn write(
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let columns = Columns::of(&events).told_apart();
    let mut xml = Writer::new(to);
    begin(&mut xml)?;
    let kml = xml
        .create_element("kml")
        .with_attribute(("xmlns", NAMESPACE));
    kml.write_inner_content(|xml| {
        xml.create_element("Document")
            .write_inner_content(|xml| document(xml, events, &columns))?;
        Ok(())
    })?;
    Ok(())
}

fn document(
    xml: &mut Writer<impl Write>,
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    columns: &Columns,
) -> io::Result<()> {
    element(xml, "name", "events")?;
    element(xml, "description", &left_out(unlocated(events.clone())))?;
    for group in Group::ALL {
        style(xml, group)?;
    }
    xml.create_element("Schema")
        .with_attributes([("name", "events"), ("id", SCHEMA)])
        .write_inner_content(|xml| {
            columns
                .iter()
                .try_for_each(|it| field(xml, &it.name, it.kind))
        })?;
    for stored in events {
        let stored = stored.borrow();
        if let Some(place) = &stored.event.location {
            placemark(xml, stored, place, columns)?;
        }
    }
    Ok(())
}

fn style(xml: &mut Writer<impl Write>, group: Group) -> io::Result<()> {
    let style = xml
        .create_element("Style")
        .with_attribute(("id", group.as_str()));
    style.write_inner_content(|xml| {
        let icon = xml.create_element("IconStyle");
        icon.write_inner_content(|xml| element(xml, "color", &opaque(group_colour(group))))?;
        Ok(())
    })?;
    Ok(())
}

/// The colour of a group on the map's page, as red, green and blue.
#[must_use]
pub fn group_colour(group: Group) -> [u8; 3] {
    match group {
        Group::Conflict => [0xD5, 0x5E, 0x00],
        Group::Contention => [0xE6, 0x9F, 0x00],
        Group::Diplomacy => [0x00, 0x72, 0xB2],
        Group::MilitaryPosture => [0xCC, 0x79, 0xA7],
        Group::HazardAndCivil => [0x00, 0x9E, 0x73],
    }
}

/// KML writes opacity, blue, green and red, in this order.
fn opaque([red, green, blue]: [u8; 3]) -> String {
    format!("ff{blue:02x}{green:02x}{red:02x}")
}

fn field(xml: &mut Writer<impl Write>, name: &str, kind: Kind) -> io::Result<()> {
    let kind = match kind {
        Kind::Integer => "int",
        Kind::Real => "double",
        Kind::Boolean => "bool",
        Kind::Text | Kind::Date | Kind::DateTime => "string",
    };
    let name = super::xml::allowed(name);
    xml.create_element("SimpleField")
        .with_attributes([("type", kind), ("name", &*name)])
        .write_empty()?;
    Ok(())
}

fn placemark(
    xml: &mut Writer<impl Write>,
    stored: &Stored,
    place: &Location,
    columns: &Columns,
) -> io::Result<()> {
    let cells = columns.row(stored)?;
    let event = &stored.event;
    xml.create_element("Placemark").write_inner_content(|xml| {
        element(xml, "name", &event.title)?;
        element(xml, "description", &described(stored))?;
        event.date.map_or(Ok(()), |date| time(xml, date))?;
        element(
            xml,
            "styleUrl",
            &format!("#{}", event.event_type.group().as_str()),
        )?;
        xml.create_element("ExtendedData")
            .write_inner_content(|xml| {
                let data = xml.create_element("SchemaData");
                let data = data.with_attribute(("schemaUrl", &*format!("#{SCHEMA}")));
                data.write_inner_content(|xml| {
                    let known = columns
                        .iter()
                        .zip(&cells)
                        .filter(|(_, cell)| !cell.is_null());
                    known.into_iter().try_for_each(|(column, cell)| {
                        named(xml, "SimpleData", ("name", &column.name), &told(cell))
                    })
                })?;
                Ok(())
            })?;
        let (lon, lat) = (degrees(place.position.lon()), degrees(place.position.lat()));
        xml.create_element("Point")
            .write_inner_content(|xml| element(xml, "coordinates", &format!("{lon},{lat}")))?;
        Ok(())
    })?;
    Ok(())
}

/// A value as XML Schema writes it; some readers know no other words for true and false than 1 and 0.
fn told(cell: &Value) -> String {
    match cell {
        Value::Bool(is) => u8::from(*is).to_string(),
        other => text(other),
    }
}

/// A day, or a span of days from its first to its last.
fn time(xml: &mut Writer<impl Write>, date: DateSpan) -> io::Result<()> {
    let (first, last) = (date.first().to_string(), date.last().to_string());
    if first == last {
        let stamp = xml.create_element("TimeStamp");
        stamp.write_inner_content(|xml| element(xml, "when", &first))?;
    } else {
        let span = xml.create_element("TimeSpan");
        span.write_inner_content(|xml| {
            element(xml, "begin", &first)?;
            element(xml, "end", &last)
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_the_colours_that_the_page_gives_them() {
        let page = include_str!("../../web/src/taxonomy.ts");
        for group in Group::ALL {
            let [red, green, blue] = group_colour(group);
            let told = format!(
                "id: \"{}\",\n    colour: \"#{red:02X}{green:02X}{blue:02X}\"",
                group.as_str()
            );
            assert!(page.contains(&told), "{told}");
        }
        assert_eq!(opaque([0xD5, 0x5E, 0x00]), "ff005ed5");
    }
}
