use std::{fmt, str::FromStr};

use super::{Column, Format, Profile, digest, header::Header, table};

/// Which columns of a list are which, where their names do not tell it or tell it wrong.
///
/// ```
/// use zij::document::Mapping;
/// let mapping: Mapping = "date=when\n# their word for the place\nplace=hudud\nnotes=".parse()?;
/// assert_eq!(mapping.to_string(), "date=when\nplace=hudud\nnotes=");
/// # Ok::<(), zij::document::MappingError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Column, Option<String>)>);

/// What is wrong with a line of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No `=`.
    #[error("column is {0:?}, expected FIELD=NAME, as in date=when")]
    Pair(String),
    /// A field that no record has.
    #[error("column has the field {found:?}, expected one of {}", fields())]
    Field {
        /// The field.
        found: String,
    },
}

fn fields() -> String {
    let words: Vec<&str> = Column::ALL.iter().map(|column| column.as_str()).collect();
    words.join(", ")
}

impl Mapping {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What another mapping says, and of this one what the other does not say.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.0
            .retain(|(column, _)| other.0.iter().all(|(said, _)| said != column));
        self.0.extend(other.0);
        self
    }

    /// The columns that are said, each with the name that it has in the list, or none if the list has no
    /// such column.
    pub(super) fn said(&self) -> impl Iterator<Item = (Column, Option<&str>)> {
        self.0
            .iter()
            .map(|(column, name)| (*column, name.as_deref()))
    }
}

/// Reads lines of `FIELD=NAME`; nothing after the `=` says that the list has no such column. Empty lines
/// and lines that begin with `#` are left aside.
impl FromStr for Mapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        let lines = text.lines().map(str::trim);
        let said = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pairs = said.map(pair).collect::<Result<Vec<_>, _>>()?;
        Ok(pairs
            .into_iter()
            .fold(Self::default(), |all, pair| all.with(Self(vec![pair]))))
    }
}

fn pair(line: &str) -> Result<(Column, Option<String>), MappingError> {
    let (field, name) = line
        .split_once('=')
        .ok_or_else(|| MappingError::Pair(line.to_owned()))?;
    let known = Column::ALL
        .iter()
        .find(|column| column.as_str() == field.trim());
    let column = known.ok_or_else(|| MappingError::Field {
        found: field.trim().to_owned(),
    })?;
    let name = name.trim();
    Ok((*column, (!name.is_empty()).then(|| name.to_owned())))
}

/// Writes what reads back as the same mapping.
impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (column, name)) in self.0.iter().enumerate() {
            let end = if at > 0 { "\n" } else { "" };
            write!(
                f,
                "{end}{}={}",
                column.as_str(),
                name.as_deref().unwrap_or_default()
            )?;
        }
        Ok(())
    }
}

/// How the columns of a table are read, for a person to see and to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Whose columns they are.
    pub profile: Profile,
    /// The names as the table writes them, in its order.
    pub names: Vec<String>,
    /// Which field each column goes to, in the table's order.
    pub mapping: Mapping,
    /// The names of the columns that are kept beside the event as they are.
    pub beside: Vec<String>,
}

impl Columns {
    /// The columns of a table that begins so; none for an input that is no table or whose first line does
    /// not end in it.
    #[must_use]
    pub fn of(format: Format, head: &[u8], mapping: &Mapping) -> Option<Self> {
        if format != Format::Csv {
            return None;
        }
        Some(Self::laid(table::names(head)?, mapping))
    }

    /// Each column's name with the field that it goes to, in the table's order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Option<Column>)> {
        let field = |name: &str| {
            let mut said = self.mapping.said();
            said.find_map(|(column, known)| (known == Some(name)).then_some(column))
        };
        self.names
            .iter()
            .map(move |name| (name.as_str(), field(name)))
    }

    /// Under which what is said of such columns is remembered: the same for every list whose columns have
    /// these names in this order.
    #[must_use]
    pub fn key(&self) -> String {
        let names = self.names.iter().map(String::as_str);
        format!("columns {}", digest(names))
    }

    /// Reads the same columns by a mapping.
    pub fn correct(&mut self, mapping: &Mapping) {
        *self = Self::laid(std::mem::take(&mut self.names), mapping);
    }

    fn laid(names: Vec<String>, mapping: &Mapping) -> Self {
        let header = Header::new(names, mapping);
        let known = header.known();
        let said = known.map(|(_, column, name)| (column, Some(name.to_owned())));
        Self {
            profile: header.profile(),
            mapping: Mapping(said.collect()),
            beside: header.extra().map(|(_, name)| name.to_owned()).collect(),
            names: header.names().to_vec(),
        }
    }
}

/// `date=when place=hudud; kept beside: a, b`
impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.mapping.said().map(|(column, name)| {
            let name = name.unwrap_or_default();
            let quote = if name.contains(' ') { "\"" } else { "" };
            format!("{}={quote}{name}{quote}", column.as_str())
        });
        f.write_str(&pairs.collect::<Vec<_>>().join(" "))?;
        if self.beside.is_empty() {
            return Ok(());
        }
        write!(f, "; kept beside: {}", self.beside.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        let table = "when,hudud,Izoh matni,iso\n2022-07-01,Nukus,x,860\n";
        let shown = match said.parse() {
            Ok(mapping) => Columns::of(Format::Csv, table.as_bytes(), &mapping)
                .map_or_else(|| "none".to_owned(), |columns| columns.to_string()),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected, "{said}");
    }

    #[test]
    fn columns_are_shown_as_they_can_be_corrected() {
        check("", "; kept beside: when, hudud, Izoh matni, iso");
        check(
            "date=when\nplace=HUDUD\nnotes=Izoh matni",
            "date=when place=hudud notes=\"Izoh matni\"; kept beside: iso",
        );
        check(
            "date=when\ndate=iso\nplace=hudud",
            "place=hudud date=iso; kept beside: when, Izoh matni",
        );
        check(
            "date",
            "column is \"date\", expected FIELD=NAME, as in date=when",
        );
        let fields = fields();
        check(
            "when=date",
            &format!("column has the field \"when\", expected one of {fields}"),
        );
    }

    #[test]
    fn a_column_that_is_not_what_it_is_called_can_be_taken_off() {
        let mapping: Mapping = "source=\nplace=city".parse().unwrap();
        let columns = Columns::of(Format::Csv, b"city,source\n", &mapping).unwrap();
        assert_eq!(columns.to_string(), "place=city; kept beside: source");
        assert_eq!(Columns::of(Format::Text, b"city,source\n", &mapping), None);
    }
}
