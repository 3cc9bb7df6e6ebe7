use std::io::{BufRead, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{
    ListDefaults, PlaceItem, Placed, PlacesError,
    columns::{self, Meaning},
    give,
    row::Row,
};
use crate::{
    document::{Origin, Refusal},
    gazetteer::{Gazetteer, OwnPlace},
};

const DELIMITERS: [u8; 3] = [b'\t', b';', b','];

pub(super) fn read(
    mut input: impl BufRead,
    source_name: &str,
    defaults: &ListDefaults<'_>,
    gazetteer: &Gazetteer,
    take: &mut dyn FnMut(PlaceItem),
) -> Result<(), PlacesError> {
    let mut text = vec![];
    let read = input.read_to_end(&mut text);
    read.map_err(|source| unreadable(source_name, source))?;
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
    let text = &without_carriage_returns(text);
    let mut table = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_slice());
    let names = header(&mut table, source_name)?;
    let meanings = columns::meanings(&names);
    let words = meanings
        .iter()
        .map(|meaning| meaning.as_ref().map(columns::word));
    take(PlaceItem::Columns(
        names.iter().cloned().zip(words).collect(),
    ));
    let has = |meaning| meanings.contains(&Some(meaning));
    if !(has(Meaning::Name) && has(Meaning::Lon) && has(Meaning::Lat)) {
        return Err(PlacesError::Columns {
            source_name: source_name.to_owned(),
            found: names,
        });
    }
    let columns = Columns { names, meanings };
    let mut places: Vec<Placed> = vec![];
    let mut row = ByteRecord::new();
    while next(&mut table, &mut row, source_name)? {
        let origin = Origin {
            source: source_name.to_owned(),
            line: row.position().map(csv::Position::line),
            ..Origin::default()
        };
        match columns.place(&row, &origin, defaults, gazetteer) {
            Ok(place) => places.push((origin, place)),
            Err(refusal) => take(PlaceItem::Refused(refusal)),
        }
    }
    give(places, gazetteer, take);
    Ok(())
}

/// The header of a table with what is read from its columns.
struct Columns {
    names: Vec<String>,
    meanings: Vec<Option<Meaning>>,
}

impl Columns {
    fn place(
        &self,
        row: &ByteRecord,
        origin: &Origin,
        defaults: &ListDefaults<'_>,
        gazetteer: &Gazetteer,
    ) -> Result<OwnPlace, Refusal> {
        let whole = |reason: String| Refusal {
            origin: origin.clone(),
            value: None,
            reason,
        };
        if row.len() != self.names.len() {
            let expected = self.names.len();
            let reason = format!("{} fields, expected {expected} as in the header", row.len());
            return Err(whole(reason));
        }
        let mut cells = vec![];
        for ((name, meaning), field) in self.names.iter().zip(&self.meanings).zip(row) {
            let text = str::from_utf8(field);
            let text = text.map_err(|error| whole(format!("{name} is not UTF-8: {error}")))?;
            if let Some(meaning) = meaning {
                cells.push((name.as_str(), meaning, text.to_owned()));
            }
        }
        let row = Row {
            origin: origin.clone(),
            cells,
            defaults,
            gazetteer,
        };
        row.place(None)
    }
}

fn header<R: Read>(table: &mut Reader<R>, source_name: &str) -> Result<Vec<String>, PlacesError> {
    let header = table.byte_headers();
    let header = header.map_err(|error| unreadable(source_name, error.into()))?;
    let name = |field: &[u8]| String::from_utf8_lossy(field).trim().to_owned();
    Ok(header.iter().map(name).collect())
}

fn next<R: Read>(
    table: &mut Reader<R>,
    row: &mut ByteRecord,
    source_name: &str,
) -> Result<bool, PlacesError> {
    let read = table.read_byte_record(row);
    read.map_err(|error| unreadable(source_name, error.into()))
}

fn unreadable(source_name: &str, source: std::io::Error) -> PlacesError {
    PlacesError::Read {
        source_name: source_name.to_owned(),
        source,
    }
}

/// The text with every line ended by a line feed alone: the reader counts lines by them, and takes one
/// after a carriage return for a part of the next row.
fn without_carriage_returns(text: &[u8]) -> Vec<u8> {
    let mut lines = text.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let mut kept = first.strip_suffix(b"\r").unwrap_or(first).to_vec();
    for line in lines {
        kept.push(b'\n');
        kept.extend(line.strip_suffix(b"\r").unwrap_or(line));
    }
    kept
}

/// The delimiter that the first line has most of.
fn delimiter(text: &[u8]) -> u8 {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: &u8| first.split(|byte| byte == delimiter).count();
    DELIMITERS.into_iter().max_by_key(count).unwrap_or(b',')
}
