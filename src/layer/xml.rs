//! What the writers of XML share.
//!
//! Source: XML 1.0, section 2.2, <https://www.w3.org/TR/xml/#charsets>.

use std::{
    borrow::Borrow,
    borrow::Cow,
    io::{self, Write},
};

use quick_xml::{
    Writer,
    escape::escape,
    events::{BytesDecl, BytesText, Event},
};

use super::known::told;
use crate::store::Stored;

/// Writes the first line of a document.
pub(super) fn begin(xml: &mut Writer<impl Write>) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Text(BytesText::new("\n")))
}

/// Writes an element that holds a text.
pub(super) fn element(xml: &mut Writer<impl Write>, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

/// Writes an element with one attribute that holds a text.
pub(super) fn named(
    xml: &mut Writer<impl Write>,
    name: &str,
    attribute: (&str, &str),
    text: &str,
) -> io::Result<()> {
    let value = allowed(attribute.1);
    xml.create_element(name)
        .with_attribute((attribute.0, &*value))
        .write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

/// The text with a replacement character for each that no XML document may hold, escaped or not.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    let is_forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_forbidden) {
        text.replace(is_forbidden, "\u{fffd}").into()
    } else {
        text.into()
    }
}

/// What tells of the event in HTML: its words, the sentence of its report, and a link to that.
pub(super) fn described(stored: &Stored) -> String {
    let event = &stored.event;
    let quote = event.evidence.as_ref().map(|evidence| &evidence.quote);
    let words = Some(told(event)).filter(|it| *it != event.title && Some(it) != quote);
    let words = words.map(|words| format!("<p>{}</p>", escape(&*words)));
    let quoted = quote.map(|quote| format!("<blockquote>{}</blockquote>", escape(quote)));
    let parts = [words, quoted, sourced(stored)];
    parts.into_iter().flatten().collect()
}

/// Who reported the event, linked to the report.
fn sourced(stored: &Stored) -> Option<String> {
    let report = &stored.event.provenance;
    let source = escape(report.source.as_ref().or(report.source_url.as_ref())?);
    Some(match source_address(stored).map(escape) {
        Some(address) => format!("<p><a href=\"{address}\">{source}</a></p>"),
        None => format!("<p>{source}</p>"),
    })
}

/// The main source's address, if it is one of the web: nothing else is made a link.
pub(super) fn source_address(stored: &Stored) -> Option<&str> {
    let address = stored.event.provenance.source_url.as_deref()?;
    let is_web = ["https://", "http://"]
        .iter()
        .any(|it| address.starts_with(it));
    is_web.then_some(address)
}

/// How many of the events have no place.
pub(super) fn unlocated(events: impl Iterator<Item: Borrow<Stored>>) -> usize {
    events
        .filter(|stored| stored.borrow().event.location.is_none())
        .count()
}

/// What a file says of the events that it cannot hold.
pub(super) fn left_out(count: usize) -> String {
    match count {
        0 => "Every event has a place.".to_owned(),
        1 => "1 event without a place is left out.".to_owned(),
        count => format!("{count} events without a place are left out."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_the_rest_escaped() {
        let mut xml = Writer::new(Vec::new());
        named(
            &mut xml,
            "a",
            ("b", "\"<'\u{1}"),
            "Ош & <ўч>\u{0}\t\n\u{ffff}",
        )
        .unwrap();
        let written = String::from_utf8(xml.into_inner()).unwrap();
        let expected =
            "<a b=\"&quot;&lt;&apos;\u{fffd}\">Ош &amp; &lt;ўч&gt;\u{fffd}\t\n\u{fffd}</a>";
        assert_eq!(written, expected);
    }
}
