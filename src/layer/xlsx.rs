//! XLSX: a sheet with a row an event, dates as dates and numbers as numbers.
//!
//! Source of the limits: <https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3>.

use std::{
    borrow::Borrow,
    fs::File,
    io::{self, Seek, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::{
    Feature,
    columns::{Columns, Kind, text},
    feature::POSITION,
    known::cut,
};
use crate::store::Stored;

/// How many rows a sheet has, the names of the columns among them; further events go to a further sheet.
const ROWS_MAX: u32 = 1_048_576;

/// How long the text of a cell may be, in UTF-16 units.
const CELL_UNITS_MAX: usize = 32_767;

/// Writes the events, those without a place too.
pub(super) fn write(
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let mut file = tempfile::tempfile()?;
    // The package panics when a file cannot be written.
    let filled = catch_unwind(AssertUnwindSafe(|| fill(events, &file)));
    filled.unwrap_or_else(|_| Err(io::Error::other("the temporary file cannot be written")))?;
    file.rewind()?;
    io::copy(&mut file, to).map(drop)
}

fn fill(events: impl Iterator<Item: Borrow<Stored>> + Clone, file: &File) -> io::Result<()> {
    let columns = Columns::of(&events).told_apart();
    let changed = events
        .clone()
        .map(|stored| stored.borrow().updated_at.as_second());
    let changed = ExcelDateTime::from_timestamp(changed.max().unwrap_or(0));
    let properties = DocProperties::new()
        .set_title("events")
        .set_creation_datetime(&changed.map_err(io::Error::other)?);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties);
    let mut events = events.peekable();
    for number in 1.. {
        let sheet = workbook.add_worksheet_with_constant_memory();
        let sheet = sheet.map_err(io::Error::other)?;
        begin(sheet, number, &columns).map_err(io::Error::other)?;
        for (row, stored) in (1..ROWS_MAX).zip(events.by_ref()) {
            let stored = stored.borrow();
            let cells = columns.row(stored)?;
            write_row(sheet, row, stored, &columns, &cells).map_err(io::Error::other)?;
        }
        if events.peek().is_none() {
            break;
        }
    }
    workbook.save_to_writer(file).map_err(io::Error::other)
}

/// Names the sheet and its columns, which stay in sight.
fn begin(sheet: &mut Worksheet, number: u32, columns: &Columns) -> Result<(), XlsxError> {
    let name = match number {
        1 => "events".to_owned(),
        number => format!("events {number}"),
    };
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    let names = columns.iter().map(|column| column.name.as_str());
    for (at, name) in (0..).zip(names.chain(POSITION)) {
        sheet.write_string(0, at, cut(name.to_owned(), CELL_UNITS_MAX))?;
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    stored: &Stored,
    columns: &Columns,
    cells: &[Value],
) -> Result<(), XlsxError> {
    let mut at = 0;
    for (column, cell) in columns.iter().zip(cells) {
        write_cell(sheet, (row, at), column.kind, cell)?;
        at += 1;
    }
    for degrees in Feature::of(stored).coordinates().into_iter().flatten() {
        sheet.write_number(row, at, degrees)?;
        at += 1;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    kind: Kind,
    cell: &Value,
) -> Result<(), XlsxError> {
    let number = || cell.as_f64().unwrap_or_default();
    match kind {
        _ if cell.is_null() => return Ok(()),
        Kind::Boolean => sheet.write_boolean(row, at, cell.as_bool().unwrap_or_default()),
        Kind::Integer | Kind::Real => sheet.write_number(row, at, number()),
        Kind::Date => match ExcelDateTime::parse_from_str(&text(cell)) {
            Ok(date) => {
                let day = Format::new().set_num_format("yyyy-mm-dd");
                sheet.write_datetime_with_format(row, at, &date, &day)
            }
            // A spreadsheet knows no day before 1900.
            Err(_) => sheet.write_string(row, at, text(cell)),
        },
        Kind::Text | Kind::DateTime => sheet.write_string(row, at, cut(text(cell), CELL_UNITS_MAX)),
    }
    .map(|_| ())
}
