use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Desk, said};

const EVENTS: &str = "date,place,type,notes\n\
    2022-07-01,Nukus,protest,Thousands gathered\n\
    2010-06-11,Osh,riot,\n";

/// What `zij ingest` says of one file, its exit code first.
#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, code: i32, expected: &[&str]) {
    let desk = Desk::new();
    desk.file(name, content);
    let said = desk.run(&["ingest", name], "");
    assert_eq!(said.words.lines().collect::<Vec<_>>(), expected, "{name}");
    assert_eq!((said.code, said.out.as_str()), (code, ""), "{name}");
}

const NOTHING: &str = "0 documents, 0 rows: 0 events; 0 there already, 1 refused";

#[test]
fn what_is_taken_is_counted_and_taken_once() {
    let desk = Desk::new();
    desk.file("events.csv", EVENTS);
    let first = desk.run(&["ingest", "events.csv"], "");
    let columns = "events.csv: date=date place=place event_type=type notes=notes\n";
    let taken = "0 documents, 2 rows: 2 events; 0 there already, 0 refused\n";
    assert_eq!((first.code, first.words), (0, [columns, taken].concat()));
    let second = desk.run(&["ingest", "events.csv"], "");
    let there = "0 documents, 0 rows: 0 events; 2 there already, 0 refused\n";
    assert_eq!((second.code, second.words), (0, [columns, there].concat()));
}

#[test]
fn bad_rows_are_refused_and_good_rows_are_taken() {
    let rows =
        "date,lat,lon\n2022-07-01,42.46,59.61\n2022-07-01,95,59.61\n2022-13-01,42.46,59.61\n";
    check(
        "events.csv",
        rows,
        1,
        &[
            "events.csv: date=date latitude=lat longitude=lon",
            "events.csv:3:2: lat \"95\": latitude 95 is outside -90..=90 degrees and longitude 59.61 \
             would fit: latitude and longitude look swapped",
            "events.csv:4:1: date \"2022-13-01\": expected YYYY-MM-DD, YYYY-MM, YYYY, D.M.YYYY or a day \
             with its month in words",
            "0 documents, 1 row: 1 event; 0 there already, 2 refused",
        ],
    );
}

#[test]
fn an_empty_file_says_so() {
    let words = "report.txt: the input is empty, expected a report or an event list";
    check("report.txt", "", 2, &[words, NOTHING]);
    let words = "events.geojson: the input is empty, expected a report or an event list";
    check("events.geojson", " \n", 2, &[words, NOTHING]);
}

#[test]
fn bytes_that_are_not_utf_8_are_named_with_their_offset() {
    let words =
        "report.txt:1:18: byte 0xFF at byte 17 is not UTF-8, expected a text saved as UTF-8";
    check(
        "report.txt",
        b"Protests in Nukus\xFF.",
        2,
        &[words, NOTHING],
    );
    let words = "report.txt: the text begins with the byte order mark of UTF-16BE, expected UTF-8";
    check("report.txt", b"\xFE\xFF\0N", 2, &[words, NOTHING]);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_stopped_at_the_limit() {
    let line = vec![b'x'; 100 << 20];
    let words = "events.csv:1: longer than 25165824 bytes, the most that a line may have";
    check("events.csv", &line, 2, &[words, NOTHING]);
    let words = "events.jsonl:1: longer than 25165824 bytes, the most that a line may have";
    check("events.jsonl", &line, 2, &[words, NOTHING]);
    let words = "report.txt: longer than 16777216 bytes, the most that a document may have";
    check("report.txt", &line, 2, &[words, NOTHING]);
}

#[test]
fn a_table_without_coordinates_or_places_names_its_columns() {
    let words = "events.csv:1: the columns are \"date\", \"text\"; expected coordinates (latitude and \
                 longitude, lat and lon, y and x) or the name of a place (location, place, city, \
                 where_coordinates)";
    check(
        "events.csv",
        "date,text\n2022-07-01,Clashes\n",
        2,
        &["events.csv: date=date notes=text", words, NOTHING],
    );
}

#[test]
fn swapped_columns_are_refused_and_never_swapped_in_silence() {
    let words = "events.csv:2: latitude, longitude \"69.2401, 41.2995\": latitude 69.2401 and longitude \
                 41.2995 look swapped: every row lies far from any town, and with the two exchanged this \
                 one is near Tashkent";
    check(
        "events.csv",
        "title,lat,lon\nTalks,69.2401,41.2995\n",
        2,
        &[
            "events.csv: title=title latitude=lat longitude=lon",
            words,
            NOTHING,
        ],
    );
}

#[test]
fn half_a_geojson_is_refused_where_it_ends() {
    let half = "{\"type\": \"FeatureCollection\", \"features\": [\n  {\"type\": \"Feature\", \"geo";
    let words = "events.geojson:2:26: broken JSON: the input ends within a string";
    check("events.geojson", half, 2, &[words, NOTHING]);
}

#[test]
fn files_that_are_no_text_or_not_there_are_named() {
    let words = "report.txt: the input is a PNG picture, expected plain text, Markdown, HTML, PDF, DOCX, an \
                 e-mail message, an RSS or Atom feed, CSV, GeoJSON, JSON lines, a GeoPackage, FlatGeobuf, or a ZIP or gzip archive \
                 of them";
    check("report.txt", b"\x89PNG\r\n", 2, &[words, NOTHING]);
    let said = Desk::new().run(&["ingest", "missing.txt"], "");
    let words = "missing.txt: cannot be read: No such file or directory (os error 2)";
    assert_eq!(said.words.lines().next(), Some(words));
    assert_eq!(said.code, 2);
}

#[test]
fn one_bad_file_leaves_the_others_alone() {
    let desk = Desk::new();
    desk.file("empty.txt", "");
    desk.file("events.csv", EVENTS);
    let said = desk.run(&["ingest", "--json", "empty.txt", "events.csv"], "");
    let words = "empty.txt: the input is empty, expected a report or an event list\n";
    assert_eq!((said.code, said.words.as_str()), (1, words));
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let refused = json!([{
        "source": "empty.txt",
        "reason": "the input is empty, expected a report or an event list",
    }]);
    assert_eq!(report["refused"], refused);
    let taken = json!({"documents": 0, "records": 2, "events": 2, "duplicates": 0, "merged": 0, "may_be": 0});
    assert_eq!(report["taken"], taken);
}

#[test]
fn a_report_from_standard_input_takes_its_day_from_the_command_line() {
    let desk = Desk::new();
    let text = "Protesters gathered in Andijan yesterday.";
    let args = [
        "ingest",
        "-",
        "--published",
        "2005-05-14",
        "--source",
        "Radio",
    ];
    let said = desk.run(&args, text);
    let taken = "1 document, 0 rows: 1 event; 0 there already, 0 refused\n";
    assert_eq!((said.code, said.words.as_str()), (0, taken));
    let out = desk.run(&["export", "--format", "geojsonl"], "").out;
    let feature: Value = serde_json::from_str(&out).unwrap();
    let properties = &feature["properties"];
    let told =
        ["event_date", "source", "source_date", "location", "quote"].map(|name| &properties[name]);
    let expected = ["2005-05-13", "Radio", "2005-05-14", "Andijon", text];
    assert_eq!(told, expected);
}

#[test]
fn a_day_of_publication_that_is_none_is_refused() {
    for day in ["10/12/2018", "yesterday", "2018-10"] {
        let said = Desk::new().run(&["ingest", "-", "--published", day], "x");
        assert_eq!(said.code, 2);
        let words = format!("date is {day:?}, expected YYYY-MM-DD\n");
        assert!(said.words.contains(&words), "{}", said.words);
    }
}

#[test]
fn a_name_of_several_places_waits_for_a_person_without_a_point() {
    let desk = Desk::new();
    desk.file("events.csv", "date,place\n2018-10-12,Khanabad\n");
    assert_eq!(desk.run(&["ingest", "events.csv"], "").code, 0);
    let out = desk.run(&["export", "--format", "geojsonl"], "").out;
    let feature: Value = serde_json::from_str(&out).unwrap();
    let properties = &feature["properties"];
    assert_eq!(
        (&feature["geometry"], &properties["status"]),
        (&Value::Null, &json!("candidate"))
    );
}

/// What a person at a terminal sees of a report that takes so many seconds to arrive.
fn seen(seconds: &str) -> String {
    let desk = Desk::new();
    let zij = env!("CARGO_BIN_EXE_zij");
    let typed = format!("(sleep {seconds}; echo A fire in Osh.) | '{zij}' ingest -");
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &typed, "/dev/null"]);
    let ended = terminal
        .current_dir(desk.path())
        .stdin(Stdio::null())
        .output();
    said(ended.unwrap()).out
}

#[test]
fn work_of_more_than_a_second_shows_that_it_goes_on() {
    let notice = "reading reports and event lists";
    let slow = seen("1.5");
    assert!(slow.contains(notice), "{slow}");
    assert!(slow.contains("1 document, 0 rows"), "{slow}");
    let quick = seen("0");
    assert!(!quick.contains(notice), "{quick}");
}

const UZBEK: &str =
    "qachon,hudud,nima,izoh\n01.07.2022,Nukus,namoyish,x\n02.07.2022,Termiz,namoyish,\n";

#[test]
fn a_column_is_named_once_and_kept_for_lists_with_the_same_columns() {
    let desk = Desk::new();
    desk.file("june.csv", UZBEK);
    let refused = desk.run(&["ingest", "june.csv"], "");
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .words
            .contains("the columns are \"qachon\", \"hudud\"")
    );
    let columns = [
        "--column",
        "date=qachon",
        "--column",
        "place=hudud",
        "--column",
        "event_type=nima",
    ];
    let said = desk.run(&[&["ingest", "june.csv"], &columns[..]].concat(), "");
    let shown = "june.csv: date=qachon place=hudud event_type=nima; kept beside: izoh\n";
    let taken = "0 documents, 2 rows: 2 events; 0 there already, 0 refused\n";
    assert_eq!((said.code, said.words), (0, [shown, taken].concat()));
    desk.file("july.csv", UZBEK.replace("2022", "2023"));
    let said = desk.run(&["ingest", "july.csv"], "");
    let shown = shown.replace("june", "july");
    assert_eq!(
        (said.code, said.words),
        (0, [shown.as_str(), taken].concat())
    );
}

#[test]
fn columns_are_shown_corrected_in_a_file_and_read_from_it() {
    let desk = Desk::new();
    desk.file(
        "events.csv",
        "date,city,source,notes\n2022-07-01,Nukus,1,Talks\n",
    );
    let shown = desk.run(&["ingest", "--show-columns", "events.csv"], "");
    let lines = "# events.csv\ndate=date\nplace=city\nsource=source\nnotes=notes\n";
    assert_eq!((shown.code, shown.out.as_str()), (0, lines));
    assert!(!desk.path().join("zij-data").exists());
    desk.file("columns.txt", lines.replace("source=source", "source="));
    let said = desk.run(&["ingest", "--columns", "columns.txt", "events.csv"], "");
    let expected = "events.csv: date=date place=city notes=notes; kept beside: source\n\
                    0 documents, 1 row: 1 event; 0 there already, 0 refused\n";
    assert_eq!((said.code, said.words.as_str()), (0, expected));
    let said = desk.run(&["ingest", "--column", "date=when", "events.csv"], "");
    let expected = "events.csv:1: the mapping names the column \"when\"; the columns are \"date\", \"city\", \
                    \"source\", \"notes\"";
    assert!(said.words.contains(expected), "{}", said.words);
}
