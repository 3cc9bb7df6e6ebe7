use rusqlite::{
    Row,
    types::{FromSql, Type},
};

/// A cell that holds something that its column cannot hold.
#[derive(Debug, thiserror::Error)]
#[error("{column} is {value:?}, expected {expected}")]
pub(super) struct WrongCell {
    pub(super) column: &'static str,
    pub(super) value: String,
    pub(super) expected: String,
}

/// The cells of one row, read from left to right.
pub(super) struct Cells<'r, 'c> {
    row: &'r Row<'r>,
    columns: &'c [&'static str],
    at: usize,
}

impl<'r, 'c> Cells<'r, 'c> {
    /// The row's cells; `columns` names them in their order.
    pub(super) fn new(row: &'r Row<'r>, columns: &'c [&'static str]) -> Self {
        Self {
            row,
            columns,
            at: 0,
        }
    }

    /// The next cell.
    pub(super) fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let cell = self.row.get(self.at);
        self.at += 1;
        cell
    }

    /// The next cell, its text made into a `T`; none if the cell is empty.
    pub(super) fn parse<T>(
        &mut self,
        read: impl FnOnce(&str) -> Option<T>,
        expected: &str,
    ) -> rusqlite::Result<Option<T>> {
        let text = self.next::<Option<String>>()?;
        text.map(|text| read(&text).ok_or_else(|| self.wrong(&text, expected)))
            .transpose()
    }

    /// Like [`Cells::parse`] for a cell that is never empty.
    pub(super) fn required<T>(
        &mut self,
        read: impl FnOnce(&str) -> Option<T>,
        expected: &str,
    ) -> rusqlite::Result<T> {
        let cell = self.parse(read, expected)?;
        cell.ok_or_else(|| self.wrong("", expected))
    }

    /// The error for the cell read last.
    pub(super) fn wrong(&self, value: &str, expected: &str) -> rusqlite::Error {
        let at = self.at.saturating_sub(1);
        let wrong = WrongCell {
            column: self.columns.get(at).copied().unwrap_or("?"),
            value: value.to_owned(),
            expected: expected.to_owned(),
        };
        rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(wrong))
    }
}
