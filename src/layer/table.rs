//! Tables: ours with every property, and those whose columns another list sets.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use super::{
    Feature,
    columns::{Columns, text},
    feature::POSITION,
};
use crate::store::Stored;

/// Our own table.
pub(super) fn write(
    events: impl Iterator<Item: Borrow<Stored>> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let columns = Columns::of(&events);
    let names = columns.iter().map(|column| column.name.as_str());
    let mut table = csv::Writer::from_writer(to);
    table.write_record(names.chain(POSITION))?;
    for stored in events {
        let stored = stored.borrow();
        let cells = columns.row(stored)?;
        let position = Feature::of(stored).coordinates();
        let position = position.map(|numbers| numbers.map(|number| number.to_string()));
        let cells = cells.iter().map(text);
        table.write_record(cells.chain(position.unwrap_or_default()))?;
    }
    table.flush()
}

/// A table with the columns of another list.
pub(super) fn write_known(
    columns: &[&'static str],
    cell: fn(&Stored, &str) -> String,
    events: impl Iterator<Item: Borrow<Stored>>,
    to: &mut impl Write,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(columns)?;
    for stored in events {
        let stored = stored.borrow();
        table.write_record(columns.iter().map(|column| cell(stored, column)))?;
    }
    table.flush()
}
