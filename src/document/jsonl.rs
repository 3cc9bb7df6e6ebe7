//! JSON lines: one document (`{"text": ...}`), one event or one feature of `GeoJSON` a line, each read by
//! itself.

use std::io::BufRead;

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::{
    DOC_ID_CHARS_MAX, DOCUMENT_BYTES_MAX, Defaults, Document, DocumentId, Mapping, Origin, Profile,
    ReadError, Record, Refusal,
    cells::Cells,
    day::read_day,
    error::{json_column, json_reason},
    geojson,
    header::Header,
    input::{self, Line, Lines},
    json, plover,
    row::{Row, cut},
    sink::Sink,
};

/// Lines into documents and records; a line that cannot be read is refused by itself.
pub(super) fn read(
    mut input: impl BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let head = input.fill_buf()?;
    input::check_head(head)?;
    if spans_lines(&String::from_utf8_lossy(head)) {
        return json::read(input, source, defaults, sink);
    }
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let origin = Origin::of_line(source, line.number);
        match text_of(&line, &origin) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => take(text, origin, defaults, sink)?,
            Err(refusal) => sink.refuse(refusal)?,
        }
    }
    if sink.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(())
}

/// Whether JSON that begins so goes on over lines, as a list or a single object does: its first line is no
/// whole value, and the second is not the next one.
pub(super) fn spans_lines(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with('[') {
        return true;
    }
    let Some((first, rest)) = head.split_once('\n') else {
        return false;
    };
    let is_cut = serde_json::from_str::<IgnoredAny>(first).is_err_and(|error| error.is_eof());
    let opens_list = first.trim_end().ends_with('[');
    is_cut && (opens_list || !rest.starts_with('{'))
}

/// Takes the document or the records of one item.
pub(super) fn take(
    text: &str,
    origin: Origin,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    match item(text, origin, defaults) {
        Ok(Item::Document(document)) => sink.document(document),
        Ok(Item::Records(records)) => sink.records(Ok(records)),
        Err(refusal) => sink.refuse(refusal),
    }
}

fn text_of<'l>(line: &Line<'l>, origin: &Origin) -> Result<&'l str, Refusal> {
    let text = str::from_utf8(line.bytes).map_err(|error| {
        let (byte, at) = input::bad_byte(line.bytes, error);
        let at = line.at + at as u64;
        refusal(
            origin,
            format!("byte 0x{byte:02X} at byte {at} is not UTF-8"),
        )
    })?;
    // A text sequence (RFC 8142) has a record separator before each text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(text.trim_start_matches('\u{1e}'))
}

/// What one line holds.
enum Item {
    Document(Document),
    Records(Vec<Record>),
}

fn item(text: &str, origin: Origin, defaults: &Defaults) -> Result<Item, Refusal> {
    if !text.trim_start().starts_with('{') {
        let reason = "no object of JSON, expected a document, an event or a feature";
        return Err(refusal(&origin, reason));
    }
    let mut object: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let origin = Origin {
            column: Some(json_column(text, &error)),
            ..origin.clone()
        };
        refusal(&origin, json_reason(&error))
    })?;
    let own = take_own(&mut object);
    if plover::is_event(&object) {
        let names = plover::flat(object);
        return record_of(names, origin, Profile::Plover, own).map(Item::one);
    }
    match object.get("text") {
        Some(Value::String(text)) => {
            let object = Object {
                object: &object,
                origin: &origin,
            };
            object.document(text, defaults).map(Item::Document)
        }
        _ if object.get("type").is_some_and(|kind| kind == "Feature") => {
            geojson::feature(text, origin, &defaults.mapping).map(Item::Records)
        }
        _ => record(object, origin, &defaults.mapping, own).map(Item::one),
    }
}

/// The member in which our own export keeps what another list has no place for.
const OWN: &str = "zij";

/// Takes that member out, if it is there.
fn take_own(object: &mut Map<String, Value>) -> Option<Map<String, Value>> {
    object.get(OWN)?.get("event_type")?;
    match object.remove(OWN)? {
        Value::Object(own) => Some(own),
        _ => None,
    }
}

impl Item {
    fn one(record: Record) -> Self {
        Self::Records(vec![record])
    }
}

fn record(
    object: Map<String, Value>,
    origin: Origin,
    mapping: &Mapping,
    own: Option<Map<String, Value>>,
) -> Result<Record, Refusal> {
    let (names, cells): (Vec<_>, Vec<_>) = object.into_iter().unzip();
    let header = Header::new(names, mapping);
    if !header.is_of_events() {
        let reason = "no document and no event: expected \"text\", or coordinates (latitude and \
                      longitude), or the name of a place (location, place, city)";
        return Err(refusal(&origin, reason));
    }
    with_own(row(&header, &cells, origin.clone())?, origin, own)
}

fn record_of(
    object: Map<String, Value>,
    origin: Origin,
    profile: Profile,
    own: Option<Map<String, Value>>,
) -> Result<Record, Refusal> {
    let (names, cells): (Vec<_>, Vec<_>) = object.into_iter().unzip();
    let record = row(&Header::of_profile(names, profile), &cells, origin.clone())?;
    with_own(record, origin, own)
}

fn with_own(
    record: Record,
    origin: Origin,
    own: Option<Map<String, Value>>,
) -> Result<Record, Refusal> {
    let Some(own) = own else {
        return Ok(record);
    };
    let (names, cells): (Vec<_>, Vec<_>) = own.into_iter().unzip();
    let own = row(&Header::of_profile(names, Profile::Zij), &cells, origin)?;
    Ok(record.with_own(own))
}

fn row(header: &Header, cells: &[Value], origin: Origin) -> Result<Record, Refusal> {
    let cells = Cells::Object(cells);
    let row = Row {
        origin,
        header,
        cells,
    };
    row.record(None)
}

/// The members of a document's line.
struct Object<'o> {
    object: &'o Map<String, Value>,
    origin: &'o Origin,
}

impl Object<'_> {
    fn document(&self, text: &str, defaults: &Defaults) -> Result<Document, Refusal> {
        if text.trim().is_empty() {
            return Err(self.refused("text", text, "empty, expected a report"));
        }
        if text.len() as u64 > DOCUMENT_BYTES_MAX {
            let reason = format!("longer than {DOCUMENT_BYTES_MAX} bytes, the most of a document");
            return Err(self.refused("text", text, reason));
        }
        let known = Defaults {
            published: self.published()?,
            lang: self.word("lang"),
            source: self.word("source"),
            source_url: self.word("source_url").or_else(|| self.word("url")),
            ..Defaults::default()
        };
        let known = known.or(defaults);
        let (source, title) = (&self.origin.source, self.word("title"));
        let id = self.id()?;
        let id = id.unwrap_or_else(|| DocumentId::of(text, known.published));
        Ok(known.identified(id, source, title, text.to_owned()))
    }

    fn published(&self) -> Result<Option<crate::time::Date>, Refusal> {
        for name in ["published", "date"] {
            if let Some(text) = self.word(name) {
                let span = read_day(&text).map_err(|reason| self.refused(name, &text, reason))?;
                return Ok(Some(span.first()));
            }
        }
        Ok(None)
    }

    fn id(&self) -> Result<Option<DocumentId>, Refusal> {
        let Some(id) = self.word("doc_id") else {
            return Ok(None);
        };
        let is_fit = id.chars().count() <= DOC_ID_CHARS_MAX && !id.chars().any(char::is_control);
        let reason = || format!("expected at most {DOC_ID_CHARS_MAX} characters on one line");
        is_fit
            .then(|| Some(DocumentId::given(id.clone())))
            .ok_or_else(|| self.refused("doc_id", &id, reason()))
    }

    fn word(&self, name: &str) -> Option<String> {
        let word = match self.object.get(name)? {
            Value::String(word) => word.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!word.is_empty()).then_some(word)
    }

    fn refused(&self, field: &str, value: &str, reason: impl Into<String>) -> Refusal {
        Refusal {
            origin: Origin {
                field: Some(field.to_owned()),
                ..self.origin.clone()
            },
            value: Some(cut(value)),
            reason: reason.into(),
        }
    }
}

fn refusal(origin: &Origin, reason: impl Into<String>) -> Refusal {
    Refusal {
        origin: origin.clone(),
        value: None,
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Batch, Format};

    fn taken(lines: impl AsRef<[u8]>) -> Batch {
        let format = Format::JsonLines;
        document::read(lines.as_ref(), "a.jsonl", format, &Defaults::default()).unwrap()
    }

    #[test]
    fn documents_and_events_are_told_apart_line_by_line() {
        let lines = "\u{feff}{\"doc_id\":\"a1\",\"text\":\"Нукус\",\"published\":\"2022-07-02\",\"lang\":\"ru\"}\n\
                     \n{\"place\":\"Termez\",\"date\":\"2022-07-05\",\"n\":1}\r\n";
        let batch = taken(lines);
        assert_eq!(batch.refused, []);
        let document = &batch.documents[0];
        assert_eq!(
            (document.id.as_str(), document.lang.as_deref()),
            ("a1", Some("ru"))
        );
        assert_eq!(
            document.published.map(|day| day.to_string()).as_deref(),
            Some("2022-07-02")
        );
        assert_eq!(batch.records[0].place_name.as_deref(), Some("Termez"));
        assert_eq!(batch.records[0].origin.line, Some(3));
    }

    #[test]
    fn features_line_by_line_are_events() {
        let batch = taken(
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[67.28,37.22]},\
             \"properties\":{\"title\":\"Termez\"}}\n{\"type\":\"Feature\",\"geometry\":5}\n",
        );
        assert_eq!(
            batch.records[0].position,
            crate::space::LonLat::new(67.28, 37.22).ok()
        );
        let refused: Vec<_> = batch.refused.iter().map(ToString::to_string).collect();
        let expected = "a.jsonl:2: no feature of RFC 7946: broken JSON: invalid type: integer `5`, expected \
                        Geometry object";
        assert_eq!(refused, [expected]);
    }

    #[test]
    fn an_array_is_read_as_its_items() {
        let batch =
            taken(" [{\"text\":\"Nukus\"},\n{\"lat\":\"42.4\",\"lon\":59.6,\"type\":\"x\"}, 5]");
        assert_eq!((batch.documents.len(), batch.records.len()), (1, 1));
        let refused: Vec<_> = batch.refused.iter().map(ToString::to_string).collect();
        let expected = "a.jsonl:2: no object of JSON, expected a document, an event or a feature";
        assert_eq!(refused, [expected]);
    }

    #[track_caller]
    fn refuses(line: impl AsRef<[u8]>, expected: &str) {
        let batch = taken([b"{\"text\":\"Nukus\"}\n", line.as_ref()].concat());
        let messages: Vec<_> = batch.refused.iter().map(ToString::to_string).collect();
        assert_eq!(messages, [expected]);
        assert_eq!(batch.documents.len(), 1);
    }

    #[test]
    fn a_broken_line_is_refused_by_itself() {
        refuses(
            "{\"text\":\"x\"",
            "a.jsonl:2:11: broken JSON: the input ends within an object",
        );
        refuses(
            "{\"text\":\"Хива\" 5}",
            "a.jsonl:2:16: broken JSON: expected `,` or `}`",
        );
        refuses(
            b"{\"text\":\"\xFF\"}",
            "a.jsonl:2: byte 0xFF at byte 26 is not UTF-8",
        );
        refuses(
            "{\"text\":\" \"}",
            "a.jsonl:2: text \" \": empty, expected a report",
        );
        refuses(
            "{\"text\":\"x\",\"published\":\"1/2/2020\"}",
            "a.jsonl:2: published \"1/2/2020\": may be 2020-02-01 or 2020-01-02, expected YYYY-MM-DD",
        );
        refuses(
            "{\"title\":\"x\"}",
            "a.jsonl:2: no document and no event: expected \"text\", or coordinates (latitude and \
             longitude), or the name of a place (location, place, city)",
        );
        refuses(
            "[".repeat(200),
            "a.jsonl:2: no object of JSON, expected a document, an event or a feature",
        );
        refuses(
            format!("{{\"text\":{}", "[".repeat(200)),
            "a.jsonl:2:135: broken JSON: recursion limit exceeded",
        );
    }

    #[test]
    fn a_text_and_an_id_may_be_as_long_as_their_limits_and_no_longer() {
        let bytes_max = usize::try_from(DOCUMENT_BYTES_MAX).unwrap();
        let text = |length: usize| format!("{{\"text\":\"{}\"}}", "x".repeat(length));
        let id =
            |length: usize| format!("{{\"text\":\"x\",\"doc_id\":\"{}\"}}", "ў".repeat(length));
        assert_eq!(taken(text(bytes_max)).documents.len(), 1);
        assert_eq!(taken(id(DOC_ID_CHARS_MAX)).documents.len(), 1);
        refuses(
            text(bytes_max + 1),
            &format!(
                "a.jsonl:2: text \"{}…\": longer than 16777216 bytes, the most of a document",
                "x".repeat(80)
            ),
        );
        refuses(
            id(DOC_ID_CHARS_MAX + 1),
            &format!(
                "a.jsonl:2: doc_id \"{}…\": expected at most 128 characters on one line",
                "ў".repeat(80)
            ),
        );
    }
}
