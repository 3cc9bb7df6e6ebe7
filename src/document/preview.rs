use csv::{ByteRecord, ReaderBuilder};

use super::table::delimiter;

/// The first rows of a table as they are written, for a person to see how its columns are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstRows {
    /// The rows after the header.
    pub rows: Vec<FirstRow>,
    /// How many bytes of the table the header and these rows are.
    pub bytes: usize,
    /// Whether the table goes on.
    pub has_more: bool,
}

/// A row as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstRow {
    /// Its line, from 1.
    pub line: u64,
    /// Its cells; what is not UTF-8 is shown as U+FFFD.
    pub cells: Vec<String>,
}

impl FirstRows {
    /// The first rows, `rows_max` at most, of a table that begins so.
    #[must_use]
    pub fn of(table: &[u8], rows_max: usize) -> Self {
        let text = table.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(table);
        let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(first))
            .flexible(true)
            .from_reader(text);
        // A header that cannot be read is told where the table is read.
        let _ = reader.byte_headers();
        let (mut rows, mut row) = (Vec::new(), ByteRecord::new());
        while rows.len() < rows_max && reader.read_byte_record(&mut row).is_ok_and(|read| read) {
            rows.push(FirstRow::of(&row));
        }
        let read = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        Self {
            rows,
            bytes: read
                .saturating_add(table.len() - text.len())
                .min(table.len()),
            has_more: reader.read_byte_record(&mut row).is_ok_and(|read| read),
        }
    }
}

impl FirstRow {
    fn of(row: &ByteRecord) -> Self {
        let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
        Self {
            line: row.position().map_or(0, csv::Position::line),
            cells: row.iter().map(text).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: &str, rows_max: usize, expected: &[(u64, &[&str])], begins: &str, more: bool) {
        let first = FirstRows::of(table.as_bytes(), rows_max);
        let rows = first.rows.iter().map(|row| {
            let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
            (row.line, cells)
        });
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, cells)| (*line, cells.to_vec()))
            .collect();
        assert_eq!(rows.collect::<Vec<_>>(), expected, "{table:?}");
        assert_eq!(
            (&table[..first.bytes], first.has_more),
            (begins, more),
            "{table:?}"
        );
    }

    #[test]
    fn the_first_rows_are_shown_as_they_are_written() {
        let table = "\u{feff}sana;joy\n2022-07-01;\"Nukus; shahar\"\n2022-07-02;Oʻsh\n";
        let nukus: (u64, &[&str]) = (2, &["2022-07-01", "Nukus; shahar"]);
        check(
            table,
            1,
            &[nukus],
            &table[..table.find("2022-07-02").unwrap()],
            true,
        );
        check(
            table,
            9,
            &[nukus, (3, &["2022-07-02", "Oʻsh"])],
            table,
            false,
        );
    }

    #[test]
    fn a_table_without_rows_shows_none() {
        check("sana,joy\n", 5, &[], "sana,joy\n", false);
        check("", 5, &[], "", false);
    }
}
