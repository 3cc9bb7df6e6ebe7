//! CSV: a table of events whose first row names the columns.

use std::io::{BufRead, Cursor, Read};

use csv::{ByteRecord, StringRecord};

use super::{
    Defaults, FIELDS_MAX, Mapping, Origin, Profile, ReadError, Record, Refusal,
    cells::Cells,
    error::count,
    gdelt,
    header::{Header, plain},
    input::{self, Guard, Lines},
    row::Row,
    sink::Sink,
};

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Rows into records; a row that cannot be read is refused by itself.
pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut lines = Lines::new(input);
    let first = lines
        .next()?
        .map_or_else(Vec::new, |line| line.bytes.to_vec());
    input::check_head(&first)?;
    let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first);
    let is_gdelt = gdelt::is_row(first);
    let delimiter = if is_gdelt { b'\t' } else { delimiter(first) };
    let start = Cursor::new([first, b"\n"].concat());
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(!is_gdelt)
        .has_headers(!is_gdelt)
        .flexible(true)
        .from_reader(Guard::new(start.chain(lines.into_rest()), sink.bytes_max()));
    let header = if is_gdelt {
        let names = gdelt::COLUMNS.map(str::to_owned).to_vec();
        Header::of_profile(names, Profile::Gdelt)
    } else {
        header(&mut table, &defaults.mapping)?
    };
    rows(&mut table, &header, source, sink)
}

/// Whether a text that begins so is a table: a known list's columns, or columns that can be events' with as
/// many fields in the next line.
pub(super) fn is_list(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut lines = head.split(|byte| *byte == b'\n');
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    if gdelt::is_row(first) {
        return true;
    }
    let delimiter = delimiter(first);
    let fields = |line: &[u8]| line.split(|byte| *byte == delimiter).count();
    let Ok(names) = str::from_utf8(first) else {
        return false;
    };
    let names = names.trim_end().split(char::from(delimiter));
    let names = names.map(|name| name.trim_matches('"').to_owned());
    let header = Header::new(names.collect(), &Mapping::default());
    let is_known = header.profile() != Profile::Other;
    let is_even = second.is_some_and(|second| fields(second) == fields(first));
    is_known || (is_even && fields(first) > 2 && header.is_of_events())
}

/// The delimiter that the first line has most of; a comma if it has none.
pub(super) fn delimiter(first: &[u8]) -> u8 {
    let count = |delimiter: u8| first.split(|byte| *byte == delimiter).count();
    let most = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| count(*delimiter));
    most.filter(|delimiter| count(*delimiter) > 1)
        .unwrap_or(b',')
}

fn header<R: Read>(table: &mut csv::Reader<R>, mapping: &Mapping) -> Result<Header, ReadError> {
    let names = header_names(table.byte_headers()?)?;
    check_mapping(&names, mapping)?;
    let header = Header::new(names, mapping);
    if header.is_of_events() {
        return Ok(header);
    }
    let names = header.names();
    if names.iter().all(|name| name.starts_with("column ")) {
        return Err(ReadError::Empty);
    }
    Err(ReadError::Columns {
        found: names.to_vec(),
    })
}

fn header_names(row: &ByteRecord) -> Result<Vec<String>, ReadError> {
    if row.len() > FIELDS_MAX {
        return Err(ReadError::Fields { found: row.len() });
    }
    let mut names: Vec<String> = Vec::with_capacity(row.len());
    for (index, field) in row.iter().enumerate() {
        let name = header_name(field, index)?;
        if names.contains(&name) {
            return Err(ReadError::ColumnTwice(name));
        }
        names.push(name);
    }
    Ok(names)
}

/// Refuses a mapping that names a column which is not there.
fn check_mapping(names: &[String], mapping: &Mapping) -> Result<(), ReadError> {
    let is_there = |wanted: &str| names.iter().any(|name| plain(name) == plain(wanted));
    let mut said = mapping.said().filter_map(|(_, name)| name);
    said.find(|name| !is_there(name)).map_or(Ok(()), |name| {
        Err(ReadError::NoColumn {
            name: name.to_owned(),
            found: names.to_vec(),
        })
    })
}

/// The names in the first line of a table; none if it does not end there, or is no header.
pub(super) fn names(head: &[u8]) -> Option<Vec<String>> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let end = head.iter().position(|byte| *byte == b'\n')?;
    if gdelt::is_row(&head[..end]) {
        return None;
    }
    let delimiter = delimiter(&head[..end]);
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(&head[..end]);
    header_names(table.byte_headers().ok()?).ok()
}

/// The field's name; a nameless one, as of a row number, is named after its place.
fn header_name(field: &[u8], index: usize) -> Result<String, ReadError> {
    let name = str::from_utf8(field).map_err(|error| {
        let (byte, at) = input::bad_byte(field, error);
        ReadError::Encoding {
            byte,
            at: at as u64,
            line: 1,
            column: count(index + 1),
        }
    })?;
    let name = name.trim();
    Ok(if name.is_empty() {
        format!("column {}", index + 1)
    } else {
        name.to_owned()
    })
}

fn rows<R: Read>(
    table: &mut csv::Reader<R>,
    header: &Header,
    source: &str,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut row = ByteRecord::new();
    while table.read_byte_record(&mut row)? {
        let origin = Origin {
            source: source.to_owned(),
            line: row.position().map(csv::Position::line),
            ..Origin::default()
        };
        match StringRecord::from_byte_record(row) {
            Ok(texts) => {
                sink.record(record(&texts, header, origin))?;
                row = texts.into_byte_record();
            }
            Err(error) => {
                row = error.into_byte_record();
                sink.refuse(not_utf8_in(&row, header, &origin))?;
            }
        }
    }
    if sink.is_empty() {
        return Err(ReadError::NoRows);
    }
    Ok(())
}

fn record(row: &StringRecord, header: &Header, origin: Origin) -> Result<Record, Refusal> {
    let row_of = Row {
        origin,
        header,
        cells: Cells::Table(row),
    };
    let expected = header.names().len();
    if row.len() != expected {
        let reason = format!("{} fields, expected {expected} as in the header", row.len());
        return Err(row_of.refusal(reason));
    }
    row_of.record(None)
}

/// The refusal of the first field that is not UTF-8.
fn not_utf8_in(row: &ByteRecord, header: &Header, origin: &Origin) -> Refusal {
    let bad = row.iter().enumerate().find_map(|(index, field)| {
        let error = str::from_utf8(field).err()?;
        Some((index, input::bad_byte(field, error)))
    });
    let (index, bad) = bad.unwrap_or_default();
    not_utf8(origin, header, index, bad)
}

fn not_utf8(origin: &Origin, header: &Header, index: usize, bad: (u8, usize)) -> Refusal {
    let (byte, at) = bad;
    Refusal {
        origin: Origin {
            column: Some(count(index + 1)),
            field: header.names().get(index).cloned(),
            ..origin.clone()
        },
        value: None,
        reason: format!("byte 0x{byte:02X} at byte {at} of the field is not UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{self, Batch, Defaults, Format, LINE_BYTES_MAX},
        space::LonLat,
    };
    use serde_json::Value;

    fn read(input: impl BufRead, source: &str) -> Result<Batch, ReadError> {
        document::read(input, source, Format::Csv, &Defaults::default())
    }

    fn taken(table: impl AsRef<[u8]>) -> Batch {
        read(table.as_ref(), "events.csv").unwrap()
    }

    #[track_caller]
    fn refuses_row(table: impl AsRef<[u8]>, expected: &[&str]) {
        let refused = taken(table).refused;
        let messages: Vec<_> = refused.iter().map(ToString::to_string).collect();
        assert_eq!(messages, expected);
    }

    #[track_caller]
    fn refuses_table(table: impl AsRef<[u8]>, expected: &str) {
        let error = read(table.as_ref(), "events.csv").unwrap_err();
        assert_eq!(error.refusal("events.csv").to_string(), expected);
    }

    #[test]
    fn commas_semicolons_tabs_and_a_byte_order_mark_are_read() {
        for table in [
            "date,lat,lon,notes\n2022-07-01,42.46,59.61,\"Nukus, city\"\n",
            "\u{feff}date;lat;lon;notes\r\n01.07.2022;42,46;59,61;Nukus, city\r\n",
            "date\tlat\tlon\tnotes\n1 July 2022\t42.46\t59.61\tNukus, city",
        ] {
            let record = &taken(table).records[0];
            assert_eq!(
                record.date.map(|date| date.edtf().0).as_deref(),
                Some("2022-07-01")
            );
            assert_eq!(record.position, LonLat::new(59.61, 42.46).ok());
            assert_eq!(record.notes.as_deref(), Some("Nukus, city"));
        }
    }

    #[test]
    fn unknown_columns_are_kept_as_they_are() {
        let record = &taken("place,жертвы,,iso\nЗаамин,2 чел.,7,\n").records[0];
        let extra = serde_json::json!({"жертвы": "2 чел.", "column 3": "7"});
        assert_eq!(Value::Object(record.extra.clone()), extra);
        assert_eq!(record.origin.line, Some(2));
    }

    #[test]
    fn codes_of_precision_are_read_by_their_list() {
        let codes = |table: &str| {
            let record = &taken(table).records[0];
            let date = record.date.unwrap();
            (date.edtf(), u8::from(date.precision()), record.where_prec)
        };
        let acled = "event_id_cnty,event_date,time_precision,geo_precision,location\n\
                     KGZ1,12 October 2018,3,3,Batken\n";
        assert_eq!(codes(acled), (("2018-10".into(), None), 4, Some(4)));
        let ucdp = "id,date_start,date_end,date_prec,where_prec,where_coordinates\n\
                    1,2018-10-01 00:00:00.000,2018-10-06 00:00:00.000,2,3,Batken\n";
        let days = ("2018-10-01".into(), Some("2018-10-06".into()));
        assert_eq!(codes(ucdp), (days, 2, Some(3)));
    }

    #[test]
    fn a_wrong_cell_refuses_its_row_and_no_other() {
        let table = "date,lat,lon,fatalities\n2022-07-01,95,59.6,1\n2022-07-01,42.4,59.6,1\n\
                     2022-07-01,42.4,200,1\n2022-07-01,x,59.6,1\n2022-07-01,42.4,,1\n\
                     2022-07-01,42.4,59.6,many\n2022-07-01,0,0,\n,,,\n2022-07-01,42.4,59.6\n\
                     2022-07-01,95,170,\n";
        refuses_row(
            table,
            &[
                "events.csv:2:2: lat \"95\": latitude 95 is outside -90..=90 degrees and longitude \
                 59.6 would fit: latitude and longitude look swapped",
                "events.csv:4:3: lon \"200\": longitude 200 is outside -180..=180 degrees",
                "events.csv:5:2: lat \"x\": expected degrees as a decimal number",
                "events.csv:6: a latitude without a longitude, expected both",
                "events.csv:7:4: fatalities \"many\": expected a whole number, 0 or more",
                "events.csv:8:2: lat \"0\": 0, 0 stands for a missing position in many lists, \
                 expected a position or none",
                "events.csv:9: the row is empty, expected an event",
                "events.csv:10: 3 fields, expected 4 as in the header",
                "events.csv:11:2: lat \"95\": latitude 95 is outside -90..=90 degrees",
            ],
        );
        assert_eq!(taken(table).records.len(), 1);
    }

    #[test]
    fn a_byte_that_is_not_utf_8_refuses_its_row() {
        refuses_row(
            b"date,place\n2022-07-01,Nukus\n2022-07-01,Nuk\xFFus\n",
            &["events.csv:3:2: place: byte 0xFF at byte 3 of the field is not UTF-8"],
        );
    }

    #[test]
    fn a_table_that_cannot_say_where_is_refused_with_its_columns() {
        refuses_table(
            "date,text\n2022-07-01,Clashes\n",
            "events.csv:1: the columns are \"date\", \"text\"; expected coordinates (latitude and \
             longitude, lat and lon, y and x) or the name of a place (location, place, city, \
             where_coordinates)",
        );
        refuses_table(
            "place,place\n",
            "events.csv:1: the header names the column \"place\" twice, expected every name once",
        );
        refuses_table(
            "",
            "events.csv: the input is empty, expected a report or an event list",
        );
        refuses_table(
            b"place\xFF,\n",
            "events.csv:1:1: byte 0xFF at byte 5 is not UTF-8, expected a text saved as UTF-8",
        );
    }

    #[test]
    fn a_line_and_a_header_have_limits() {
        let bytes_max = usize::try_from(LINE_BYTES_MAX).unwrap();
        let row = |length: usize| format!("place\n{}\nNukus", "x".repeat(length));
        assert_eq!(taken(row(bytes_max)).records.len(), 2);
        let expected = "events.csv:2: longer than 25165824 bytes, the most that a line may have";
        refuses_table(row(bytes_max + 1), expected);
        let header = |fields: usize| {
            let names: Vec<_> = (1..fields).map(|number| format!("c{number}")).collect();
            format!("place,{}\n", names.join(","))
        };
        refuses_table(
            header(FIELDS_MAX),
            "events.csv: the table has a header and no rows, expected an event a row",
        );
        refuses_table(
            header(FIELDS_MAX + 1),
            "events.csv:1: 513 columns, the most is 512",
        );
    }

    #[test]
    fn reading_stops_within_a_line_of_a_hundred_megabytes() {
        struct Counted(u64);
        impl Read for Counted {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                buffer.fill(b'x');
                self.0 += buffer.len() as u64;
                Ok(buffer.len())
            }
        }
        let mut endless = Counted(0);
        let input = std::io::BufReader::new(Read::take(&mut endless, 100 << 20));
        let error = read(input, "events.csv").unwrap_err();
        assert_eq!(
            error.refusal("events.csv").to_string(),
            "events.csv:1: longer than 25165824 bytes, the most that a line may have"
        );
        assert!(
            endless.0 < LINE_BYTES_MAX + (1 << 20),
            "{} bytes read",
            endless.0
        );
    }
}
