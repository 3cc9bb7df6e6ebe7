//! The one table between our types and the codes of other schemes, `geodata/taxonomy.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use super::EventType;

/// A scheme of codes for what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// ACLED's event type and sub-event type.
    Acled,
    /// UCDP's `type_of_violence`.
    Ucdp,
    /// PLOVER's type and mode, which POLECAT uses too.
    Plover,
    /// CAMEO's codes, as GDELT gives them: two digits for a root, more for a finer code below it.
    Cameo,
}

/// A code of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The type.
    pub code: &'static str,
    /// The finer type or mode; empty if the scheme has none.
    pub sub_code: &'static str,
    /// PLOVER's context; empty if none goes with every event of the type.
    pub context: &'static str,
}

/// How long the code of a CAMEO root is.
const ROOT_DIGITS: usize = 2;

/// One row of the table.
#[derive(Debug, Clone, Copy)]
struct Row {
    scheme: Scheme,
    code: Code,
    event_type: EventType,
    is_read: bool,
    is_written: bool,
}

struct Table {
    meanings: HashMap<(Scheme, String, String), EventType>,
    codes: HashMap<(Scheme, EventType), Code>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<Row> = rows().flatten().collect();
    let read = rows.iter().filter(|row| row.is_read);
    let written = rows.iter().filter(|row| row.is_written);
    let key = |row: &Row| {
        let Code { code, sub_code, .. } = row.code;
        (row.scheme, code.to_lowercase(), sub_code.to_lowercase())
    };
    Table {
        meanings: read.map(|row| (key(row), row.event_type)).collect(),
        codes: written
            .map(|row| ((row.scheme, row.event_type), row.code))
            .collect(),
    }
});

/// The rows of the table; none for a line that cannot be read.
fn rows() -> impl Iterator<Item = Option<Row>> {
    let table = include_str!("../../geodata/taxonomy.tsv");
    table.lines().skip(1).map(row)
}

fn row(line: &'static str) -> Option<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [scheme, code, sub_code, event_type, way, context] = cells[..] else {
        return None;
    };
    let (is_read, is_written) = match way {
        "<" => (true, false),
        ">" => (false, true),
        "=" => (true, true),
        _ => return None,
    };
    Some(Row {
        scheme: scheme_of(scheme)?,
        code: Code {
            code,
            sub_code,
            context,
        },
        event_type: event_type.parse().ok()?,
        is_read,
        is_written,
    })
}

fn scheme_of(word: &str) -> Option<Scheme> {
    Some(match word {
        "acled" => Scheme::Acled,
        "ucdp" => Scheme::Ucdp,
        "plover" => Scheme::Plover,
        "cameo" => Scheme::Cameo,
        _ => return None,
    })
}

impl Scheme {
    /// Our type for a code, in any case of its letters; the finer code alone decides if it is known, else
    /// the code above it. None if the scheme has no such code.
    ///
    /// ```
    /// use zij::event::{EventType, Scheme};
    /// assert_eq!(Scheme::Acled.meaning("Battles", Some("Armed clash")), Some(EventType::Battle));
    /// assert_eq!(Scheme::Cameo.meaning("1451", None), Some(EventType::Riot));
    /// ```
    #[must_use]
    pub fn meaning(self, code: &str, sub_code: Option<&str>) -> Option<EventType> {
        let code = code.trim().to_lowercase();
        if self == Self::Cameo {
            return cameo(&code);
        }
        let known = |sub_code: String| {
            let key = (self, code.clone(), sub_code);
            TABLE.meanings.get(&key).copied()
        };
        let sub_code = sub_code.map(|words| words.trim().to_lowercase());
        sub_code.and_then(known).or_else(|| known(String::new()))
    }

    /// Our type for a finer code alone, where only one code has it; none if the scheme has no such code.
    #[must_use]
    pub fn sub_meaning(self, sub_code: &str) -> Option<EventType> {
        let sub_code = sub_code.trim().to_lowercase();
        let mut found = TABLE
            .meanings
            .iter()
            .filter(|((scheme, _, sub), _)| *scheme == self && !sub.is_empty() && *sub == sub_code);
        let (_, event_type) = found.next()?;
        found.next().is_none().then_some(*event_type)
    }

    /// The code that is written for a type; none if nothing of the scheme fits it.
    #[must_use]
    pub fn code(self, event_type: EventType) -> Option<Code> {
        TABLE.codes.get(&(self, event_type)).copied()
    }
}

/// The longest known beginning of a CAMEO code.
fn cameo(code: &str) -> Option<EventType> {
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    let lengths = (ROOT_DIGITS..=code.len()).rev().filter(|_| is_code);
    lengths.into_iter().find_map(|length| {
        let key = (Scheme::Cameo, code[..length].to_owned(), String::new());
        TABLE.meanings.get(&key).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_of_the_table_is_read_and_says_one_thing() {
        let rows: Vec<_> = rows().collect();
        assert!(rows.iter().all(Option::is_some), "{rows:?}");
        let rows: Vec<_> = rows.into_iter().flatten().collect();
        let read: Vec<_> = rows.iter().filter(|row| row.is_read).collect();
        let codes: HashSet<_> = read
            .iter()
            .map(|row| (row.scheme, row.code.code, row.code.sub_code))
            .collect();
        assert_eq!(codes.len(), read.len(), "a code is read in two ways");
        let written: Vec<_> = rows.iter().filter(|row| row.is_written).collect();
        let types: HashSet<_> = written
            .iter()
            .map(|row| (row.scheme, row.event_type))
            .collect();
        assert_eq!(types.len(), written.len(), "a type is written in two ways");
    }

    #[test]
    fn every_type_has_a_code_of_acled() {
        let without: Vec<_> = EventType::ALL
            .iter()
            .filter(|kind| Scheme::Acled.code(**kind).is_none())
            .collect();
        assert_eq!(without, Vec::<&EventType>::new());
    }

    #[track_caller]
    fn check(scheme: Scheme, code: &str, sub_code: Option<&str>, expected: Option<EventType>) {
        let actual = scheme.meaning(code, sub_code);
        assert_eq!(actual, expected, "{scheme:?} {code} {sub_code:?}");
    }

    #[test]
    fn the_finer_code_decides_and_the_coarser_stands_in_for_an_unknown_one() {
        use EventType as E;
        let strategic = "Strategic developments";
        check(
            Scheme::Acled,
            strategic,
            Some("Arrests"),
            Some(E::ArrestOrTrial),
        );
        check(
            Scheme::Acled,
            strategic,
            Some("New"),
            Some(E::StrategicDevelopment),
        );
        check(Scheme::Acled, "battles", None, Some(E::Battle));
        check(Scheme::Acled, "Bake sale", Some("Attack"), None);
        check(Scheme::Ucdp, "3", None, Some(E::ViolenceAgainstCivilians));
        check(
            Scheme::Plover,
            "CONSULT",
            Some("visit"),
            Some(E::OfficialVisit),
        );
        check(Scheme::Plover, "protest", Some("strike"), Some(E::Protest));
        check(Scheme::Cameo, "0871", None, Some(E::Agreement));
        check(Scheme::Cameo, "190", None, Some(E::Battle));
        check(Scheme::Cameo, "1", None, None);
        check(Scheme::Cameo, "21", None, None);
        check(Scheme::Cameo, "ўў", None, None);
    }
}
