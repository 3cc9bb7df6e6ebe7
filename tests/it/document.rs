//! The readers on whatever a stranger sends.

use proptest::{collection::vec, prelude::*, sample::select};
use zij::document::{Batch, Defaults, Format, read};

const FORMATS: [Format; 13] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Csv,
    Format::GeoJson,
    Format::JsonLines,
    Format::Pdf,
    Format::Mail,
    Format::Feed,
    Format::Zip,
    Format::Gzip,
    Format::GeoPackage,
    Format::FlatGeobuf,
];

/// Pieces of every format, to be put together in ways that nobody has thought of.
const PIECES: &[&str] = &[
    "---\n",
    "title: x\n",
    "published: 31.12.2018\n",
    "# ",
    "\n\n",
    "\r\n",
    "\u{feff}",
    "<p>",
    "</p>",
    "<article>",
    "<script>",
    "<!--",
    "<time datetime=",
    "2018-10-12",
    "12/10/2018",
    "place,date,lat,lon\n",
    "Nukus,2022-07-01,42.46,59.61\n",
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\"type\":\"FeatureCollection\",\"features\":",
    "\"type\":\"Feature\"",
    "\"geometry\":",
    "{\"type\":\"Point\",\"coordinates\":[59.61,42.46]}",
    "\"properties\":",
    "\"text\":\"Нукус\"",
    "\"published\":",
    "null",
    "1e999",
    "-0",
    "Oʻzbekiston",
    "Таш",
    "\u{0}",
    "\u{301}",
    "🚁",
];

fn read_all(bytes: &[u8]) -> Vec<Batch> {
    let batches = FORMATS.map(|format| read(bytes, "input", format, &Defaults::default()));
    batches.into_iter().flatten().collect()
}

proptest! {
    #[test]
    fn no_bytes_stop_a_reader(bytes in vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn no_mix_of_formats_stops_a_reader_or_gives_an_empty_document(
        pieces in vec(select(PIECES), 0..40)
    ) {
        for batch in read_all(pieces.concat().as_bytes()) {
            for document in batch.documents {
                prop_assert!(!document.text.trim().is_empty());
            }
        }
    }

    #[test]
    fn every_row_of_a_table_is_taken_or_refused(rows in vec("[^\"\r\n]{1,20}", 1..30)) {
        let table = format!("place\n{}\n", rows.join("\n"));
        let batch = read(table.as_bytes(), "t.csv", Format::Csv, &Defaults::default()).unwrap();
        prop_assert_eq!(batch.records.len() + batch.refused.len(), rows.len());
    }
}

#[test]
fn deep_nesting_is_no_way_to_stop_a_reader() {
    let deep = |open: &str| open.repeat(20_000);
    for text in [
        deep("<div>"),
        deep("["),
        deep("{\"a\":"),
        deep("> "),
        deep("* "),
        deep("<p><b>"),
    ] {
        read_all(text.as_bytes());
    }
}
