use std::fmt;

/// A row of a bundled table that cannot be read: which, where and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableError {
    table: &'static str,
    line: usize,
    reason: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "geodata/{}:{}: {}", self.table, self.line, self.reason)
    }
}

/// A row of a tab-separated table, with its place for errors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t, const N: usize> {
    pub(super) cells: [&'t str; N],
    table: &'static str,
    line: usize,
}

impl<const N: usize> Row<'_, N> {
    /// The row's error, for a value that a reader of the table refuses.
    pub(super) fn error(&self, reason: impl fmt::Display) -> TableError {
        TableError {
            table: self.table,
            line: self.line,
            reason: reason.to_string(),
        }
    }
}

/// The rows under the header, empty lines and lines that begin with `#` left out.
///
/// A row may leave its last cells out, so that a note stands only where it is needed.
pub(super) fn rows<'t, const N: usize>(
    table: &'static str,
    text: &'t str,
) -> impl Iterator<Item = Result<Row<'t, N>, TableError>> {
    let lines = text.lines().enumerate().skip(1);
    let filled = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    filled.map(move |(at, line)| row(table, at + 1, line))
}

fn row<'t, const N: usize>(
    table: &'static str,
    line: usize,
    text: &'t str,
) -> Result<Row<'t, N>, TableError> {
    let mut cells = [""; N];
    let found = text.split('\t').count();
    let mut row = Row { cells, table, line };
    if found > N {
        return Err(row.error(format!("{found} cells, expected at most {N}")));
    }
    for (cell, text) in cells.iter_mut().zip(text.split('\t')) {
        *cell = text.trim();
    }
    row.cells = cells;
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_leave_out_the_header_comments_and_missing_notes() {
        let text = "lang\tpattern\tnote\n\n# dates\nen\tflood*\nru\tпаводк*\tspring\n";
        let cells: Vec<_> = rows::<3>("t.tsv", text)
            .map(|row| row.unwrap().cells)
            .collect();
        assert_eq!(cells, [["en", "flood*", ""], ["ru", "паводк*", "spring"]]);
    }

    #[test]
    fn a_row_with_too_many_cells_is_named() {
        let error = rows::<2>("t.tsv", "a\tb\n1\t2\t3\n")
            .next()
            .unwrap()
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "geodata/t.tsv:2: 3 cells, expected at most 2"
        );
    }
}
