use super::{ReadError, jsonl, table};

/// The formats that have a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One report as it is.
    Text,
    /// One report with an optional head of `key: value` lines.
    Markdown,
    /// One report in a web page.
    Html,
    /// A table of events, its columns named in the first row, or GDELT's, which names none.
    Csv,
    /// Events as points (RFC 7946), or another list or single object of JSON.
    GeoJson,
    /// One report or one event a line, or an array of events.
    JsonLines,
}

const BY_MEDIA_TYPE: &[(&str, Format)] = &[
    ("text/plain", Format::Text),
    ("text/markdown", Format::Markdown),
    ("text/html", Format::Html),
    ("application/xhtml+xml", Format::Html),
    ("text/csv", Format::Csv),
    ("text/tab-separated-values", Format::Csv),
    ("application/geo+json", Format::GeoJson),
    ("application/vnd.geo+json", Format::GeoJson),
    ("application/x-ndjson", Format::JsonLines),
    ("application/ndjson", Format::JsonLines),
    ("application/jsonl", Format::JsonLines),
    ("application/x-jsonlines", Format::JsonLines),
];

const BY_EXTENSION: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    ("tab", Format::Csv),
    ("geojson", Format::GeoJson),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("geojsonl", Format::JsonLines),
    ("geojsons", Format::JsonLines),
];

const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (such as DOCX, XLSX or KMZ)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (
        b"SQLite format 3\0",
        "an SQLite database (such as a GeoPackage)",
    ),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
];

impl Format {
    /// The formats in words, as messages name them.
    pub const NAMES: &str = "plain text, Markdown, HTML, CSV, GeoJSON or JSON lines";

    /// How many of an input's first bytes tell its format.
    pub const HEAD_BYTES: usize = 4096;

    /// Tells the format from the media type if it names one, then from the file's extension, then from
    /// the first bytes.
    ///
    /// # Errors
    ///
    /// When the first bytes are those of a file that is no text, such as a PDF.
    pub fn of(name: &str, media_type: Option<&str>, head: &[u8]) -> Result<Self, ReadError> {
        if let Some((_, found)) = BINARY.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Err(ReadError::Format { found });
        }
        let stated = media_type.and_then(Self::of_media_type);
        let named = stated.or_else(|| Self::of_name(name).map(|named| named.unless_table(head)));
        Ok(named.unwrap_or_else(|| Self::of_head(head)))
    }

    /// A table may be saved under the name of a text.
    fn unless_table(self, head: &[u8]) -> Self {
        if self == Self::Text && table::is_list(head) {
            Self::Csv
        } else {
            self
        }
    }

    /// The format of a media type, its parameters left aside; none for `application/json`, which may be
    /// `GeoJSON` or JSON lines, and for unknown types.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let known = BY_MEDIA_TYPE.iter();
        let mut found = known.filter(|(name, _)| essence.eq_ignore_ascii_case(name));
        found.next().map(|(_, format)| *format)
    }

    /// The format that a word names, as `--format` takes it: an extension, or `text`, `json`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "json" | "jsonlines" => Some(Self::JsonLines),
            _ => Self::of_name(&format!(".{word}")),
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let known = BY_EXTENSION.iter();
        let mut found = known.filter(|(name, _)| extension.eq_ignore_ascii_case(name));
        found.next().map(|(_, format)| *format)
    }

    fn of_head(head: &[u8]) -> Self {
        if table::is_list(head) {
            return Self::Csv;
        }
        let head = String::from_utf8_lossy(head);
        let start = head.trim_start_matches('\u{feff}').trim_start();
        let lower = start
            .get(..start.len().min(64))
            .unwrap_or(start)
            .to_ascii_lowercase();
        if start.starts_with(['{', '[']) {
            Self::of_json_head(start)
        } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            Self::Html
        } else if start.starts_with("---\n") || start.starts_with("# ") {
            Self::Markdown
        } else {
            Self::Text
        }
    }

    /// JSON that spans lines, or is one collection of features, is one value; else every line is one.
    fn of_json_head(head: &str) -> Self {
        let tight: String = head.chars().filter(|c| !c.is_whitespace()).collect();
        let is_collection = tight.starts_with("{\"type\":\"FeatureCollection\"");
        if is_collection || jsonl::spans_lines(head) {
            Self::GeoJson
        } else {
            Self::JsonLines
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, media_type: Option<&str>, head: &[u8], expected: &str) {
        let actual = match Format::of(name, media_type, head) {
            Ok(format) => format!("{format:?}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected, "{name} {media_type:?}");
    }

    #[test]
    fn the_media_type_decides_before_the_name_and_the_name_before_the_content() {
        check("a.csv", Some("text/plain; charset=utf-8"), b"{", "Text");
        check("a.csv", Some("application/json"), b"{", "Csv");
        check("A.GeoJSON", None, b"", "GeoJson");
        check(
            "a.json",
            None,
            b"{\"type\": \"FeatureCollection\",",
            "GeoJson",
        );
        check(
            "a.json",
            None,
            b"{\"type\":\"Feature\"}\n{\"type\"",
            "JsonLines",
        );
        check("a.json", None, b"{\"text\": \"Termez\"}", "JsonLines");
        check("a.json", None, b"[{\"lat\": 1}]", "GeoJson");
        check("a.json", None, b"{\n  \"text\": \"Termez\"\n}", "GeoJson");
        check("-", None, b"<!DOCTYPE html><p>Nukus", "Html");
        check("-", None, b"---\ntitle: Nukus\n---\n", "Markdown");
        check("-", None, "Нукус шаҳрида".as_bytes(), "Text");
        check("", None, b"", "Text");
    }

    #[test]
    fn a_table_is_known_by_its_columns_whatever_it_is_called() {
        let polecat = b"Event ID\tEvent Date\tEvent Mode\tQuad Code\tPlacename\n1\t2022-07-01";
        check("ngecEvents.txt", None, polecat, "Csv");
        check(
            "-",
            None,
            b"date,place,type\n2022-07-01,Nukus,protest\n",
            "Csv",
        );
        check("-", None, b"Place, date and weather\nwere fine.\n", "Text");
        check("-", None, b"date,place,type", "Text");
        let gdelt = ["1180000001\t20240501", &"\t".repeat(59)].concat();
        check("20240501121500.export", None, gdelt.as_bytes(), "Csv");
    }

    #[test]
    fn what_is_no_text_is_named() {
        let expected = "the input is a PDF file, expected plain text, Markdown, HTML, CSV, GeoJSON or \
                        JSON lines";
        check("a.txt", None, b"%PDF-1.7", expected);
    }
}
