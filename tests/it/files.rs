//! Files of other programs: PDF, DOCX, e-mail, and archives of anything. Those in `tests/documents` were
//! written by reportlab, python-docx and Python's own mail library.

use std::{
    fs,
    io::{Cursor, Write},
};

use flate2::{Compression, write::GzEncoder};
use zij::document::{Batch, Defaults, Format, ReadError, read};
use zip::{ZipWriter, write::SimpleFileOptions};

fn file(name: &str) -> Vec<u8> {
    fs::read(format!(
        "{}/tests/documents/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

fn taken(name: &str, bytes: &[u8]) -> Result<Batch, ReadError> {
    let format = Format::of(name, None, &bytes[..bytes.len().min(Format::HEAD_BYTES)])?;
    read(bytes, name, format, &Defaults::default())
}

/// Title, text, day and source of each report, then each row's place, then each refusal.
fn told(batch: Batch) -> Vec<String> {
    let documents = batch.documents.into_iter().map(|it| {
        let day = it.published.map(|day| day.to_string());
        let parts = [it.title, Some(it.text), day, it.source];
        parts.map(Option::unwrap_or_default).join(" | ")
    });
    let rows = batch.records.into_iter().filter_map(|row| row.place_name);
    let refused = batch.refused.iter().map(ToString::to_string);
    documents.chain(rows).chain(refused).collect()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let told = match taken(name, bytes) {
        Ok(batch) => told(batch),
        Err(error) => vec![format!("error: {error}")],
    };
    assert_eq!(told, expected, "{name}");
}

#[test]
fn the_pages_of_a_pdf_are_one_report() {
    let text = "Batken and Nukus | Shots were fired near Batken on 16 September 2022.\n\
                Three soldiers were killed.\n\n1 июля 2022 года жители Нукуса вышли на улицу. |  | report.pdf";
    check("report.pdf", &file("report.pdf"), &[text]);
}

#[test]
fn a_pdf_that_is_encrypted_scanned_or_damaged_is_named() {
    let encrypted = "error: an encrypted PDF file, expected one that is open without a password";
    check("a.pdf", &file("encrypted.pdf"), &[encrypted]);
    let scanned = "error: the PDF file has no text, expected words and not pictures of them";
    check("a.pdf", &file("scan.pdf"), &[scanned]);
    let whole = file("report.pdf");
    for length in [20, 500, whole.len() / 2, whole.len() - 600] {
        let error = taken("a.pdf", &whole[..length]).unwrap_err().to_string();
        assert!(
            error.starts_with("a damaged PDF file: "),
            "{length}: {error}"
        );
    }
}

#[test]
fn the_paragraphs_of_a_docx_are_one_report_whatever_it_is_called() {
    let text = "Нукус: митинг & столкновения | Митинг в Нукусе\n\n1 июля 2022 года жители Нукуса вышли на \
                улицу. Восемнадцать человек погибли.\n\nSecond bold words & a <tag>. |  | report.docx";
    check("report.docx", &file("report.docx"), &[text]);
    let (bytes, name) = (file("report.docx"), "report.zip");
    check(name, &bytes, &[&text.replace("report.docx", name)]);
}

#[test]
fn a_message_is_a_report_of_its_day_with_what_is_attached() {
    check(
        "letter.eml",
        &file("letter.eml"),
        &[
            "Землетрясение в Андижане | Вчера в Андижане произошло землетрясение. | 2018-10-12 | Вестник",
            "Andijan",
            "letter.eml/map.png: the input is a PNG picture, expected plain text, Markdown, HTML, PDF, DOCX, \
             an e-mail message, an RSS or Atom feed, CSV, GeoJSON, JSON lines, a GeoPackage, FlatGeobuf, or a ZIP or gzip archive of \
             them",
        ],
    );
}

/// A ZIP archive of files.
pub(crate) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn an_archive_is_read_file_by_file_and_a_bad_file_is_refused_by_itself() {
    let table = b"date,place\n2022-07-01,Nukus\n2022-07-01\n";
    let inner = packed(&[("osh.txt", b"A fire in Osh.")]);
    let archive = packed(&[
        ("lists/events.csv", table),
        ("inner.zip", &inner),
        ("more.csv.gz", &gzipped(b"place,date\nTermez,2022-07-05\n")),
        ("empty.txt", b""),
        ("__MACOSX/._events.csv", b"x"),
    ]);
    check(
        "all.zip",
        &archive,
        &[
            " | A fire in Osh. |  | all.zip/inner.zip/osh.txt",
            "Nukus",
            "Termez",
            "all.zip/lists/events.csv:3: 1 fields, expected 2 as in the header",
            "all.zip/empty.txt: the input is empty, expected a report or an event list",
        ],
    );
}

#[test]
fn a_packed_list_is_read_as_if_it_were_not_packed() {
    let list = fs::read(format!(
        "{}/tests/lists/gdelt.export.CSV",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let batch = taken(
        "gdelt.export.CSV.zip",
        &packed(&[("gdelt.export.CSV", &list)]),
    )
    .unwrap();
    assert_eq!((batch.records.len(), batch.refused.len()), (3, 0));
    let batch = taken("gdelt.csv.gz", &gzipped(&list)).unwrap();
    assert_eq!((batch.records.len(), batch.refused.len()), (3, 0));
}

#[test]
fn archives_in_archives_end_somewhere() {
    let mut archive = packed(&[("a.txt", b"Osh")]);
    for _ in 0..3 {
        archive = packed(&[("inner.zip", &archive)]);
    }
    let name = "a.zip/inner.zip/inner.zip/inner.zip";
    let expected = format!(
        "{name}/a.txt: archives stand more than 3 deep in each other, the most that an input may have"
    );
    check("a.zip", &archive, &[&expected]);
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_stopped_where_its_format_stops() {
    let bomb = gzipped(&vec![b' '; 64 << 20]);
    let expected = "error: longer than 16777216 bytes, the most that a document may have";
    check("bomb.txt.gz", &bomb, &[expected]);
    let expected = "error: longer than 25165824 bytes, the most that a line may have";
    check("bomb.csv.gz", &bomb, &[expected]);
}

/// The text in the encoding of Windows for Cyrillic: its letters stand together from 0xC0 on.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |letter: char| match u32::from(letter) {
        code @ 0x410..=0x44F => u8::try_from(code - 0x410 + 0xC0).unwrap(),
        code => u8::try_from(code).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn pages_and_feeds_are_read_in_the_encoding_that_they_declare() {
    let words = "Жители Нукуса вышли на улицу, сообщает корреспондент.";
    let page = format!(
        "<html><head><meta charset=\"windows-1251\"></head><body><p>{words}</p></body></html>"
    );
    check(
        "a.html",
        &windows_1251(&page),
        &[&format!(" | {words} |  | a.html")],
    );
    let feed = format!(
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><title>Вестник</title>\
         <item><title>Нукус</title><description>{words}</description></item></channel></rss>"
    );
    check(
        "a.rss",
        &windows_1251(&feed),
        &[&format!("Нукус | {words} |  | Вестник")],
    );
    let undeclared = windows_1251(&format!("<html><body><p>{words}</p></body></html>"));
    let expected = "error: byte 0xC6 at byte 15 is not UTF-8, expected a text saved as UTF-8";
    check("a.html", &undeclared, &[expected]);
}

#[test]
fn a_message_that_is_forwarded_is_a_report_of_its_own() {
    let letter = "From: a@example.org\nDate: Sun, 03 Jul 2022 10:00:00 +0000\nSubject: Fwd\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nSee below.\n\
        --b\nContent-Type: message/rfc822\n\nFrom: Herald <c@example.org>\nDate: Sat, 02 Jul 2022 10:00:00 +0000\n\
        Subject: Nukus\n\nProtesters gathered in Nukus.\n--b--\n";
    let forwarded = "Nukus | Protesters gathered in Nukus. | 2022-07-02 | Herald";
    let own = "Fwd | See below. | 2022-07-03 | a@example.org";
    check("letter.eml", letter.as_bytes(), &[own, forwarded]);
}
