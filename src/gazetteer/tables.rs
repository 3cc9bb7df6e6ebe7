//! The gazetteer's readable tables: tab-separated, a header line, UTF-8. The build script includes this
//! file.

use std::{fmt, str::FromStr};

use super::kind::{NameKind, PlaceKind, Standing};

/// The three tables of a gazetteer, as read from their files.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'t> {
    /// `id kind name country code admin1 admin2 lon lat uncertainty_m population source`
    pub places: &'t str,
    /// `place_id lang kind name`
    pub names: &'t str,
    /// `name lang reason`
    pub ambiguous: &'t str,
}

/// The most bytes of one field: its length is stored in 16 bits.
pub(super) const TEXT_BYTES_MAX: usize = u16::MAX as usize;

/// A line of a table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The table's file name.
    pub table: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column's name, or the line as a whole.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// What should stand there.
    pub expected: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            line,
            column,
            value,
            expected,
        } = self;
        write!(
            out,
            "{table} line {line}: {column} is {value:?}, expected {expected}"
        )
    }
}

impl std::error::Error for TableError {}

/// A line of `places.tsv`.
pub(super) struct PlaceRow<'t> {
    pub(super) line: usize,
    pub(super) id: &'t str,
    pub(super) kind: PlaceKind,
    pub(super) name: &'t str,
    pub(super) country: &'t str,
    pub(super) code: &'t str,
    pub(super) admin1: &'t str,
    pub(super) admin2: &'t str,
    /// Degrees, WGS 84.
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) uncertainty_m: u32,
    pub(super) population: u64,
    pub(super) source: &'t str,
    pub(super) standing: Standing,
}

/// A line of `names.tsv`.
pub(super) struct NameRow<'t> {
    pub(super) line: usize,
    pub(super) place_id: &'t str,
    pub(super) lang: &'t str,
    pub(super) kind: NameKind,
    pub(super) name: &'t str,
}

/// A line of `ambiguous.tsv`.
pub(super) struct AmbiguousRow<'t> {
    pub(super) name: &'t str,
    pub(super) reason: &'t str,
}

impl<'t> Tables<'t> {
    pub(super) fn place_rows(&self) -> Result<Vec<PlaceRow<'t>>, TableError> {
        lines("places.tsv", self.places).map(place_row).collect()
    }

    pub(super) fn name_rows(&self) -> Result<Vec<NameRow<'t>>, TableError> {
        lines("names.tsv", self.names).map(name_row).collect()
    }

    pub(super) fn ambiguous_rows(&self) -> Result<Vec<AmbiguousRow<'t>>, TableError> {
        lines("ambiguous.tsv", self.ambiguous)
            .map(ambiguous_row)
            .collect()
    }
}

/// One line, with where it stands.
pub(super) struct Line<'t> {
    pub(super) table: &'t str,
    pub(super) number: usize,
    pub(super) text: &'t str,
}

/// The lines below the header that hold anything.
pub(super) fn lines<'t>(table: &'t str, text: &'t str) -> impl Iterator<Item = Line<'t>> {
    let numbered = text.lines().enumerate().skip(1);
    let lines = numbered.map(move |(at, text)| Line {
        table,
        number: at + 1,
        text,
    });
    lines.filter(|line| !line.text.is_empty())
}

impl<'t> Line<'t> {
    pub(super) fn wrong(
        &self,
        column: &'static str,
        value: &str,
        expected: impl fmt::Display,
    ) -> TableError {
        TableError {
            table: self.table.to_owned(),
            line: self.number,
            column,
            value: value.to_owned(),
            expected: expected.to_string(),
        }
    }

    pub(super) fn fields<const COUNT: usize>(&self) -> Result<[&'t str; COUNT], TableError> {
        let fields: Vec<_> = self.text.split('\t').collect();
        if let Some(long) = fields.iter().find(|field| field.len() > TEXT_BYTES_MAX) {
            let expected = format_args!("at most {TEXT_BYTES_MAX} bytes");
            let bytes = format!("{} bytes long", long.len());
            return Err(self.wrong("a field", &bytes, expected));
        }
        let wrong =
            |fields: Vec<_>| self.wrong("the count of fields", &fields.len().to_string(), COUNT);
        fields.try_into().map_err(wrong)
    }

    pub(super) fn filled(
        &self,
        column: &'static str,
        value: &'t str,
    ) -> Result<&'t str, TableError> {
        if value.trim().is_empty() {
            return Err(self.wrong(column, value, "some text"));
        }
        Ok(value)
    }

    pub(super) fn kind<K: Copy>(
        &self,
        value: &str,
        of: fn(&str) -> Option<K>,
        all: &[K],
        word: fn(K) -> &'static str,
    ) -> Result<K, TableError> {
        let expected = || {
            all.iter()
                .map(|kind| word(*kind))
                .collect::<Vec<_>>()
                .join(", ")
        };
        of(value).ok_or_else(|| self.wrong("kind", value, format_args!("one of {}", expected())))
    }

    pub(super) fn degrees(
        &self,
        column: &'static str,
        value: &str,
        limit: f64,
    ) -> Result<f64, TableError> {
        let degrees = value
            .parse()
            .ok()
            .filter(|degrees: &f64| degrees.abs() <= limit);
        degrees.ok_or_else(|| {
            self.wrong(
                column,
                value,
                format_args!("degrees from -{limit} to {limit}"),
            )
        })
    }

    pub(super) fn whole<N: FromStr>(
        &self,
        column: &'static str,
        value: &str,
    ) -> Result<N, TableError> {
        let number = value.parse().ok();
        number.ok_or_else(|| self.wrong(column, value, "a whole number"))
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "maps over the lines as they come"
)]
fn place_row(line: Line<'_>) -> Result<PlaceRow<'_>, TableError> {
    let [
        id,
        kind,
        name,
        country,
        code,
        admin1,
        admin2,
        lon,
        lat,
        uncertainty_m,
        population,
        source,
    ] = line.fields()?;
    Ok(PlaceRow {
        line: line.number,
        id: line.filled("id", id)?,
        kind: line.kind(kind, PlaceKind::of, PlaceKind::ALL, PlaceKind::as_str)?,
        name: line.filled("name", name)?,
        country,
        code,
        admin1,
        admin2,
        lon: line.degrees("lon", lon, 180.0)?,
        lat: line.degrees("lat", lat, 90.0)?,
        uncertainty_m: line.whole("uncertainty_m", uncertainty_m)?,
        population: line.whole("population", population)?,
        source: line.filled("source", source)?,
        standing: Standing::Bundled,
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "maps over the lines as they come"
)]
fn name_row(line: Line<'_>) -> Result<NameRow<'_>, TableError> {
    let [place_id, lang, kind, name] = line.fields()?;
    Ok(NameRow {
        line: line.number,
        place_id,
        lang: line.filled("lang", lang)?,
        kind: line.kind(kind, NameKind::of, NameKind::ALL, NameKind::as_str)?,
        name: line.filled("name", name)?,
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "maps over the lines as they come"
)]
fn ambiguous_row(line: Line<'_>) -> Result<AmbiguousRow<'_>, TableError> {
    let [name, _, reason] = line.fields()?;
    Ok(AmbiguousRow {
        name: line.filled("name", name)?,
        reason: line.filled("reason", reason)?,
    })
}
