//! Atom: an entry an event, for feed readers and map programs.
//!
//! Source: RFC 4287, <https://www.rfc-editor.org/rfc/rfc4287>; the point is `GeoRSS` Simple,
//! OGC 17-002r1, <https://docs.ogc.org/cs/17-002r1/17-002r1.html>.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use quick_xml::Writer;

use super::{
    degrees,
    known::told,
    xml::{allowed, begin, element, source_address},
};
use crate::{store::Stored, time::Timestamp};

/// The namespaces of an element `feed`.
const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns", "http://www.w3.org/2005/Atom"),
    ("xmlns:georss", "http://www.georss.org/georss"),
];

/// What a feed says beside its entries.
pub struct AtomFeed<'f> {
    /// The feed's own address, which names it.
    pub id: String,
    /// The address of this page of it.
    pub page: String,
    /// The address of the page with older changes; none after the last.
    pub next: Option<String>,
    /// The address of an event by its id, for a program; it names the entry.
    pub item: &'f dyn Fn(&str) -> String,
    /// The address of an event by its id, for a person.
    pub shown: &'f dyn Fn(&str) -> String,
}

impl AtomFeed<'_> {
    /// Writes the feed with an entry for each event, in the order given.
    ///
    /// # Errors
    ///
    /// When `to` cannot be written to.
    pub fn write(
        &self,
        events: impl Iterator<Item: Borrow<Stored>> + Clone,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let changed = events
            .clone()
            .map(|stored| stored.borrow().updated_at)
            .max();
        let mut xml = Writer::new(to);
        begin(&mut xml)?;
        let feed = xml.create_element("feed").with_attributes(NAMESPACES);
        feed.write_inner_content(|xml| {
            element(xml, "title", "Zij: new and changed events")?;
            element(xml, "id", &self.id)?;
            element(
                xml,
                "updated",
                &changed.unwrap_or(Timestamp::UNIX_EPOCH).to_string(),
            )?;
            author(xml, "Zij")?;
            link(xml, "self", "application/atom+xml", &self.page)?;
            if let Some(next) = &self.next {
                link(xml, "next", "application/atom+xml", next)?;
            }
            for stored in events {
                self.entry(xml, stored.borrow())?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn entry(&self, xml: &mut Writer<impl Write>, stored: &Stored) -> io::Result<()> {
        let event = &stored.event;
        let (item, shown) = ((self.item)(&event.id), (self.shown)(&event.id));
        xml.create_element("entry").write_inner_content(|xml| {
            element(xml, "title", &event.title)?;
            element(xml, "id", &item)?;
            element(xml, "published", &stored.created_at.to_string())?;
            element(xml, "updated", &stored.updated_at.to_string())?;
            if let Some(source) = &event.provenance.source {
                author(xml, source)?;
            }
            link(xml, "alternate", "text/html", &shown)?;
            link(xml, "alternate", "application/geo+json", &item)?;
            if let Some(address) = source_address(stored) {
                link(xml, "via", "text/html", address)?;
            }
            for term in [event.event_type.as_str(), event.status.as_str()] {
                let category = xml.create_element("category");
                category.with_attribute(("term", term)).write_empty()?;
            }
            element(xml, "summary", &summary(stored))?;
            event.location.as_ref().map_or(Ok(()), |place| {
                let (lon, lat) = (degrees(place.position.lon()), degrees(place.position.lat()));
                element(xml, "georss:point", &format!("{lat} {lon}"))?;
                element(xml, "georss:featurename", &place.name)
            })
        })?;
        Ok(())
    }
}

/// When, where, and by which words.
fn summary(stored: &Stored) -> String {
    let event = &stored.event;
    let day = event.date.map(super::edtf);
    let place = event.location.as_ref().map(|place| place.name.clone());
    let quote = event
        .evidence
        .as_ref()
        .map(|evidence| evidence.quote.clone());
    let words = quote.unwrap_or_else(|| told(event));
    let parts = [day, place, Some(words)].into_iter().flatten();
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

fn author(xml: &mut Writer<impl Write>, name: &str) -> io::Result<()> {
    xml.create_element("author")
        .write_inner_content(|xml| element(xml, "name", name))?;
    Ok(())
}

fn link(xml: &mut Writer<impl Write>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    let href = allowed(href);
    xml.create_element("link")
        .with_attributes([("rel", rel), ("type", kind), ("href", &*href)])
        .write_empty()?;
    Ok(())
}
