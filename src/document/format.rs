use super::{ReadError, feed, flatgeobuf, jsonl, mail, table};

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
    /// One report, its text taken out of the pages.
    Pdf,
    /// One message and what is attached to it.
    Mail,
    /// RSS or Atom: a report an entry.
    Feed,
    /// A report of a word processor (DOCX), or an archive of files.
    Zip,
    /// One packed file.
    Gzip,
    /// The points of an `SQLite` file that GIS programs read.
    GeoPackage,
    /// The points of a file that GIS programs read as it comes.
    FlatGeobuf,
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
    ("application/geo+json-seq", Format::JsonLines),
    ("application/x-ndjson", Format::JsonLines),
    ("application/ndjson", Format::JsonLines),
    ("application/jsonl", Format::JsonLines),
    ("application/x-jsonlines", Format::JsonLines),
    ("application/pdf", Format::Pdf),
    ("message/rfc822", Format::Mail),
    ("application/rss+xml", Format::Feed),
    ("application/atom+xml", Format::Feed),
    ("application/xml", Format::Feed),
    ("text/xml", Format::Feed),
    ("application/zip", Format::Zip),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Zip,
    ),
    ("application/gzip", Format::Gzip),
    ("application/x-gzip", Format::Gzip),
    ("application/geopackage+sqlite3", Format::GeoPackage),
    ("application/flatgeobuf", Format::FlatGeobuf),
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
    ("eml", Format::Mail),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("pdf", Format::Pdf),
    ("docx", Format::Zip),
    ("zip", Format::Zip),
    ("gz", Format::Gzip),
    ("gpkg", Format::GeoPackage),
    ("fgb", Format::FlatGeobuf),
];

/// Formats that their first bytes tell surely.
const BY_MAGIC: &[(&[u8], Format)] = &[
    (b"%PDF", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (b"\x1f\x8b", Format::Gzip),
    (b"SQLite format 3\0", Format::GeoPackage),
    (flatgeobuf::MAGIC, Format::FlatGeobuf),
];

/// Files that have no reader.
const BINARY: &[(&[u8], &str)] = &[
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
];

impl Format {
    /// The formats in words, as messages name them.
    pub const NAMES: &str = "plain text, Markdown, HTML, PDF, DOCX, an e-mail message, an RSS or Atom feed, \
        CSV, GeoJSON, JSON lines, a GeoPackage, FlatGeobuf, or a ZIP or gzip archive of them";

    /// How many of an input's first bytes tell its format.
    pub const HEAD_BYTES: usize = 4096;

    /// Tells the format from first bytes that only one format has, then from the media type if it names
    /// one, then from the file's extension, then from what the first bytes say.
    ///
    /// # Errors
    ///
    /// When the first bytes are those of a file that has no reader, such as a picture.
    pub fn of(name: &str, media_type: Option<&str>, head: &[u8]) -> Result<Self, ReadError> {
        if let Some((_, found)) = BINARY.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Err(ReadError::Format { found });
        }
        if let Some((_, format)) = BY_MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Ok(*format);
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
        if feed::is_feed(&head) {
            Self::Feed
        } else if mail::is_message(start) {
            Self::Mail
        } else if start.starts_with(['{', '[']) {
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
    fn files_of_other_programs_are_known_by_their_first_bytes_whatever_they_are_called() {
        check("a.txt", Some("text/plain"), b"%PDF-1.7", "Pdf");
        check("a.csv", None, b"\x1f\x8b\x08", "Gzip");
        check("a", None, b"PK\x03\x04", "Zip");
        check(
            "feed.xml",
            None,
            b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">",
            "Feed",
        );
        check(
            "-",
            None,
            b"From: a@example.org\nDate: Fri, 1 Jul 2022\n\nx",
            "Mail",
        );
        check("-", None, b"From: Nukus\n\nx", "Text");
    }

    #[test]
    fn what_has_no_reader_is_named() {
        let expected = "the input is a PNG picture, expected plain text, Markdown, HTML, PDF, DOCX, an e-mail \
                        message, an RSS or Atom feed, CSV, GeoJSON, JSON lines, a GeoPackage, FlatGeobuf, or a ZIP or gzip \
                        archive of them";
        check("a.txt", None, b"\x89PNG\r\n", expected);
    }
}
