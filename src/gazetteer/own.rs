//! The user's places as they are kept: a table that a person can read and mend.

use std::fmt;

use super::{
    kind::{NameKind, PlaceKind},
    tables::{Line, TEXT_BYTES_MAX, TableError, lines},
};
use crate::space::LonLat;

/// A place as the user gives it. What is not given is told from the places around it when it is compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnPlace {
    /// Stable: `geonames:1513578`, `own:forish-range@66.4000,40.4500`, or any id of the user's.
    pub id: String,
    /// What it is; none if not known.
    pub kind: Option<PlaceKind>,
    /// The name to show.
    pub name: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// The code of the first-level region, ISO 3166-2 or of `GeoNames` (`UZ.08`), or empty.
    pub admin1: String,
    /// The code of the second-level region, of `GeoNames` (`UZ.08.1513957`), or empty.
    pub admin2: String,
    /// WGS 84.
    pub position: LonLat,
    /// The radius in metres in which it lies; none if not known.
    pub uncertainty_m: Option<u32>,
    /// Inhabitants; 0 is unknown or none.
    pub population: u64,
    /// Its other names.
    pub names: Vec<OwnName>,
    /// Where the record comes from.
    pub source: String,
}

/// Another name of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnName {
    /// BCP 47; `und` if unknown.
    pub lang: String,
    /// What it is to its place.
    pub kind: NameKind,
    /// The name.
    pub text: String,
}

/// The first line of a table of the user's places, which tells its version too: another version has
/// other columns.
pub const OWN_HEADER: &str =
    "id\tkind\tname\tcountry\tadmin1\tadmin2\tlon\tlat\tuncertainty_m\tpopulation\tnames\tsource";

/// Parts one name from the next in the column of names.
const NAMES_SEPARATOR: char = '|';

/// A table of the user's places, as read from its file.
#[derive(Debug, Clone, Copy)]
pub struct OwnTable<'t> {
    /// The file's name, for errors.
    pub name: &'t str,
    /// [`OWN_HEADER`], then a line a place.
    pub text: &'t str,
}

/// A line of a table, as it lies there.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnRow<'t> {
    pub(super) line: usize,
    pub(super) id: &'t str,
    pub(super) kind: Option<PlaceKind>,
    pub(super) name: &'t str,
    pub(super) country: &'t str,
    pub(super) admin1: &'t str,
    pub(super) admin2: &'t str,
    pub(super) position: LonLat,
    pub(super) uncertainty_m: Option<u32>,
    pub(super) population: u64,
    names: &'t str,
    pub(super) source: &'t str,
}

impl OwnPlace {
    /// The line of the table, without its end.
    ///
    /// # Errors
    ///
    /// When a text holds what would end its column or line, or is too long to be compiled: the column, the
    /// text, and what was expected.
    pub fn line(&self) -> Result<String, String> {
        self.check()?;
        let names = self.names.iter().map(OwnName::checked);
        let names = names.collect::<Result<Vec<String>, _>>()?;
        let names = names.join(&NAMES_SEPARATOR.to_string());
        if names.len() > TEXT_BYTES_MAX {
            return Err(too_long("names", names.len()));
        }
        let Self {
            id,
            name,
            country,
            admin1,
            admin2,
            population,
            source,
            ..
        } = self;
        let kind = self.kind.map_or("", PlaceKind::as_str);
        let (lon, lat) = (self.position.lon(), self.position.lat());
        let uncertainty_m = self.uncertainty_m.map(|metres| metres.to_string());
        let uncertainty_m = uncertainty_m.unwrap_or_default();
        Ok(format!(
            "{id}\t{kind}\t{name}\t{country}\t{admin1}\t{admin2}\t{lon}\t{lat}\t{uncertainty_m}\t{population}\t{names}\t{source}"
        ))
    }

    fn check(&self) -> Result<(), String> {
        let texts = [
            ("id", &self.id),
            ("name", &self.name),
            ("country", &self.country),
            ("admin1", &self.admin1),
            ("admin2", &self.admin2),
            ("source", &self.source),
        ];
        for (column, text) in texts {
            if text.len() > TEXT_BYTES_MAX {
                return Err(too_long(column, text.len()));
            }
            if text.contains(char::is_control) {
                return Err(format!(
                    "{column} is {text:?}, expected no tab and no line break"
                ));
            }
        }
        if self.id.trim().is_empty() || self.name.trim().is_empty() {
            return Err(format!(
                "id is {:?} and name {:?}, expected some text",
                self.id, self.name
            ));
        }
        Ok(())
    }
}

/// Adds a name, as [`OwnName`] is written, to the line of a place; gives whether it was not there.
///
/// # Errors
///
/// When the line is none, or the names become too long.
pub fn add_own_name(line: &mut String, name: &OwnName) -> Result<bool, String> {
    let name = name.checked()?;
    let fields: Vec<&str> = line.split('\t').collect();
    let at = fields
        .len()
        .checked_sub(2)
        .filter(|_| fields.len() == OWN_COLUMNS);
    let at = at.ok_or_else(|| format!("{} columns, expected {OWN_COLUMNS}", fields.len()))?;
    let names = fields[at];
    if names.split(NAMES_SEPARATOR).any(|known| known == name) {
        return Ok(false);
    }
    let joined = if names.is_empty() {
        name
    } else {
        format!("{names}{NAMES_SEPARATOR}{name}")
    };
    if joined.len() > TEXT_BYTES_MAX {
        return Err(too_long("names", joined.len()));
    }
    let mut changed = fields.clone();
    changed[at] = &joined;
    let changed = changed.join("\t");
    *line = changed;
    Ok(true)
}

/// Columns of a line.
const OWN_COLUMNS: usize = 12;

impl OwnName {
    /// As it is written in the table.
    fn checked(&self) -> Result<String, String> {
        let is_bad = |letter: char| letter == NAMES_SEPARATOR || letter.is_control();
        if self.text.trim().is_empty() || self.text.contains(is_bad) {
            return Err(format!(
                "name is {:?}, expected some text without tab, line break or |",
                self.text
            ));
        }
        let is_tag = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if self.lang.is_empty() || !self.lang.chars().all(is_tag) {
            return Err(format!(
                "language is {:?}, expected a tag such as uz-Cyrl",
                self.lang
            ));
        }
        Ok(self.to_string())
    }
}

fn too_long(column: &str, bytes: usize) -> String {
    format!("{column} is {bytes} bytes long, expected at most {TEXT_BYTES_MAX}")
}

impl fmt::Display for OwnName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lang, kind, text } = self;
        match kind {
            NameKind::Alias => write!(out, "{lang}:{text}"),
            kind => write!(out, "{lang}.{}:{text}", kind.as_str()),
        }
    }
}

impl<'t> OwnRow<'t> {
    /// The rows of a table.
    pub(super) fn all(table: &OwnTable<'t>) -> Result<Vec<Self>, TableError> {
        let header = table.text.lines().next().unwrap_or_default();
        if header != OWN_HEADER {
            let first = Line {
                table: table.name,
                number: 1,
                text: header,
            };
            return Err(first.wrong("the header", header, format_args!("{OWN_HEADER:?}")));
        }
        lines(table.name, table.text)
            .map(|line| Self::of(&line))
            .collect()
    }

    fn of(line: &Line<'t>) -> Result<Self, TableError> {
        let [
            id,
            kind,
            name,
            country,
            admin1,
            admin2,
            lon,
            lat,
            uncertainty_m,
            population,
            names,
            source,
        ] = line.fields()?;
        let kind = given(kind)
            .map(|kind| line.kind(kind, PlaceKind::of, PlaceKind::ALL, PlaceKind::as_str));
        let uncertainty_m = given(uncertainty_m).map(|metres| line.whole("uncertainty_m", metres));
        let (lon, lat) = (
            line.degrees("lon", lon, 180.0)?,
            line.degrees("lat", lat, 90.0)?,
        );
        let row = Self {
            line: line.number,
            id: line.filled("id", id)?,
            kind: kind.transpose()?,
            name: line.filled("name", name)?,
            country,
            admin1,
            admin2,
            position: LonLat::new(lon, lat)
                .map_err(|error| line.wrong("lon", &error.to_string(), "degrees"))?,
            uncertainty_m: uncertainty_m.transpose()?,
            population: line.whole("population", population)?,
            names,
            source: line.filled("source", source)?,
        };
        match row.names().find(Option::is_none) {
            Some(_) => Err(line.wrong(
                "names",
                names,
                "lang:name or lang.kind:name, with | between them",
            )),
            None => Ok(row),
        }
    }

    /// The other names; none for one that cannot be read.
    fn names(&self) -> impl Iterator<Item = Option<(&'t str, NameKind, &'t str)>> + use<'t> {
        let names = self
            .names
            .split(NAMES_SEPARATOR)
            .filter(|name| !name.is_empty());
        names.map(|name| {
            let (tag, text) = name.split_once(':')?;
            let (lang, kind) = tag
                .split_once('.')
                .unwrap_or((tag, NameKind::Alias.as_str()));
            Some((lang, NameKind::of(kind)?, text)).filter(|_| !lang.is_empty() && !text.is_empty())
        })
    }

    /// The other names with their languages.
    pub(super) fn other_names(
        &self,
    ) -> impl Iterator<Item = (&'t str, NameKind, &'t str)> + use<'t> {
        self.names().flatten()
    }
}

fn given(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}
