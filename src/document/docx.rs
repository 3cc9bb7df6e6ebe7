//! DOCX: the paragraphs of a word processor's document.
//!
//! Source: ECMA-376 part 1, section 17 (`WordprocessingML`),
//! <https://ecma-international.org/publications-and-standards/standards/ecma-376/>.

use quick_xml::{Reader, events::Event};

use super::{ReadError, prose::Prose};

/// Where the text stands in the archive.
pub(super) const BODY: &str = "word/document.xml";

/// Where the title stands in the archive.
pub(super) const ABOUT: &str = "docProps/core.xml";

/// What messages call it.
pub(super) const WHAT: &str = "DOCX file";

/// The text of the body, in paragraphs.
pub(super) fn text(xml: &[u8]) -> Result<String, ReadError> {
    let mut prose = Prose::default();
    let mut within_text = false;
    each_event(xml, |event| match event {
        Event::Start(tag) if tag.name().as_ref() == "w:t" => within_text = true,
        Event::End(tag) if tag.name().as_ref() == "w:t" => within_text = false,
        Event::End(tag) if tag.name().as_ref() == "w:p" => prose.end_paragraph(),
        Event::Empty(tag) if tag.name().as_ref() == "w:p" => prose.end_paragraph(),
        Event::Empty(tag) if matches!(tag.name().as_ref(), "w:br" | "w:cr") => prose.end_line(),
        Event::Empty(tag) if tag.name().as_ref() == "w:tab" => prose.push(" "),
        Event::Text(words) if within_text => prose.push(&words.xml10_content()),
        Event::GeneralRef(name) if within_text => prose.push(&referred(&name)),
        _ => {}
    })?;
    Ok(prose.into_text())
}

/// The title, if one is stated.
pub(super) fn title(xml: &[u8]) -> Option<String> {
    let mut title = String::new();
    let mut within_title = false;
    let read = each_event(xml, |event| match event {
        Event::Start(tag) => within_title = tag.name().as_ref() == "dc:title",
        Event::End(_) => within_title = false,
        Event::Text(words) if within_title => title += &words.xml10_content(),
        Event::GeneralRef(name) if within_title => title += &referred(&name),
        _ => {}
    });
    let title = title.trim();
    (read.is_ok() && !title.is_empty()).then(|| title.to_owned())
}

/// The character that a reference stands for: one of XML's five names or a number. Others are none, because
/// what a document type declares is not read.
fn referred(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return letter.to_string();
    }
    let name: &str = name;
    quick_xml::escape::unescape(&format!("&{name};")).map_or_else(|_| String::new(), Into::into)
}

fn each_event(xml: &[u8], mut see: impl FnMut(Event<'_>)) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => see(event),
            Err(error) => {
                return Err(ReadError::Broken {
                    what: WHAT,
                    reason: error.to_string(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_breaks_and_references_are_read() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>Нукус, </w:t></w:r><w:r><w:t>1 &lt; 2 &amp; &#1090;\
                   </w:t><w:br/><w:t>line</w:t></w:r></w:p><w:p/><w:p><w:pPr><w:x>no</w:x></w:pPr><w:r>\
                   <w:tab/><w:t xml:space=\"preserve\">Термез</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(
            text(xml.as_bytes()).unwrap(),
            "Нукус, 1 < 2 & т\nline\n\nТермез"
        );
    }

    #[test]
    fn the_title_is_taken_and_broken_xml_is_named() {
        let about = b"<cp:coreProperties><dc:creator>x</dc:creator><dc:title> A &amp; B </dc:title></cp:coreProperties>";
        assert_eq!(title(about).as_deref(), Some("A & B"));
        assert_eq!(title(b"<a><dc:title></dc:title></a>"), None);
        let error = text(b"<w:p></w:q>").unwrap_err().to_string();
        assert!(error.starts_with("a damaged DOCX file: "), "{error}");
    }
}
