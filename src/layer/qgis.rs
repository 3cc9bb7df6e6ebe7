//! A layer definition of QGIS: the events of a server as a layer, in the colours of their groups.
//!
//! Source: what QGIS 3 writes by *Save as Layer Definition File*; the sign and the categories are those of
//! <https://docs.qgis.org/latest/en/docs/user_manual/appendices/qgis_file_formats.html>.

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesText, Event},
};

use super::{
    group_colour,
    xml::{element, named},
};
use crate::event::Group;

/// The media type of a layer definition.
pub const QGIS_LAYER: &str = "application/x-qgis-layer-definition";

/// The id of the layer within its file.
const ID: &str = "zij_events";

/// Writes the definition of a layer that reads the collection `events` of the OGC API at an address, page by page and
/// only what the map shows. Five categories, the groups of types, have the colours of the map's page.
///
/// # Errors
///
/// Those of the writer.
pub fn write_qgis_layer(address: &str, to: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new(to);
    xml.write_event(Event::DocType(BytesText::new("qgis-layer-definition")))?;
    let source = format!(
        "pagingEnabled='true' restrictToRequestBBOX='1' typename='events' url='{address}' version='OGC_API_FEATURES'"
    );
    xml.create_element("qlr").write_inner_content(|xml| {
        let tree = xml.create_element("layer-tree-group").with_attributes([
            ("name", ""),
            ("checked", "Qt::Checked"),
            ("expanded", "1"),
        ]);
        tree.write_inner_content(|xml| {
            xml.create_element("layer-tree-layer")
                .with_attributes([
                    ("id", ID),
                    ("name", "Zij: events"),
                    ("providerKey", "OAPIF"),
                    ("source", &source),
                ])
                .with_attributes([("checked", "Qt::Checked"), ("expanded", "1")])
                .write_empty()?;
            Ok(())
        })?;
        let layers = xml.create_element("maplayers");
        layers.write_inner_content(|xml| layer(xml, &source))?;
        Ok(())
    })?;
    Ok(())
}

fn layer(xml: &mut Writer<impl Write>, source: &str) -> io::Result<()> {
    let layer = xml.create_element("maplayer").with_attributes([
        ("type", "vector"),
        ("geometry", "Point"),
        ("wkbType", "Point"),
    ]);
    layer.write_inner_content(|xml| {
        element(xml, "id", ID)?;
        element(xml, "datasource", source)?;
        element(xml, "layername", "Zij: events")?;
        named(xml, "provider", ("encoding", "UTF-8"), "OAPIF")?;
        xml.create_element("srs").write_inner_content(|xml| {
            xml.create_element("spatialrefsys")
                .write_inner_content(|xml| element(xml, "authid", "OGC:CRS84"))?;
            Ok(())
        })?;
        let renderer = xml
            .create_element("renderer-v2")
            .with_attributes([("type", "categorizedSymbol"), ("attr", "event_group")]);
        renderer.write_inner_content(renderer_content)?;
        Ok(())
    })?;
    Ok(())
}

fn renderer_content<W: Write>(xml: &mut Writer<W>) -> io::Result<()> {
    let categories = xml.create_element("categories");
    categories.write_inner_content(|xml| {
        for (at, group) in Group::ALL.iter().enumerate() {
            let words = group.as_str().replace('_', " ");
            xml.create_element("category")
                .with_attributes([
                    ("symbol", &*at.to_string()),
                    ("value", group.as_str()),
                    ("label", &words),
                ])
                .with_attributes([("type", "string"), ("render", "true")])
                .write_empty()?;
        }
        Ok(())
    })?;
    let symbols = xml.create_element("symbols");
    symbols.write_inner_content(|xml| {
        Group::ALL
            .iter()
            .enumerate()
            .try_for_each(|(at, group)| symbol(xml, at, *group))
    })?;
    Ok(())
}

/// A disc in the colour of a group with a dark outline.
fn symbol(xml: &mut Writer<impl Write>, at: usize, group: Group) -> io::Result<()> {
    let [red, green, blue] = group_colour(group);
    let told = [
        ("name", "circle".to_owned()),
        ("color", format!("{red},{green},{blue},255")),
        ("outline_color", "20,33,46,255".to_owned()),
        ("outline_width", "0.3".to_owned()),
        ("size", "3".to_owned()),
    ];
    let symbol = xml.create_element("symbol").with_attributes([
        ("type", "marker"),
        ("name", &*at.to_string()),
        ("alpha", "1"),
    ]);
    symbol.write_inner_content(|xml| {
        let marker = xml.create_element("layer").with_attributes([
            ("class", "SimpleMarker"),
            ("enabled", "1"),
            ("pass", "0"),
        ]);
        marker.write_inner_content(|xml| {
            let options = xml.create_element("Option").with_attribute(("type", "Map"));
            options.write_inner_content(|xml| {
                told.iter().try_for_each(|(name, value)| {
                    let option = xml.create_element("Option");
                    let option = option.with_attributes([
                        ("type", "QString"),
                        ("name", *name),
                        ("value", value),
                    ]);
                    option.write_empty().map(|_| ())
                })
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;

    #[test]
    fn a_layer_definition_is_well_formed_and_names_the_server_and_the_groups() {
        let mut file = Vec::new();
        write_qgis_layer("https://example.org/zij/", &mut file).unwrap();
        let text = String::from_utf8(file).unwrap();
        let mut reader = Reader::from_str(&text);
        let mut elements = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(_) | Event::Empty(_) => elements += 1,
                _ => {}
            }
        }
        assert_eq!(elements, 60);
        for told in [
            "<datasource>pagingEnabled=&apos;true&apos; restrictToRequestBBOX=&apos;1&apos; typename=&apos;events&apos; url=&apos;https://example.org/zij/&apos; version=&apos;OGC_API_FEATURES&apos;</datasource>",
            "<category symbol=\"3\" value=\"military_posture\" label=\"military posture\" type=\"string\" render=\"true\"/>",
            "<Option type=\"QString\" name=\"color\" value=\"204,121,167,255\"/>",
        ] {
            assert!(text.contains(told), "{told} is not in {text}");
        }
    }
}
