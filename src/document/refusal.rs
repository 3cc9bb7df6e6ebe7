use std::fmt;

use serde::Serialize;

/// Where something stands in what was read: the name of the input, and as much of line, column and
/// field as the format has. Lines and columns count from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The file's name, `-` for standard input, or what the client called it.
    pub source: String,
    /// The line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The column within the line, in characters; for a table, the number of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The field or property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Origin {
    /// A line of an input.
    pub(super) fn of_line(source: &str, line: u64) -> Self {
        Self {
            source: source.to_owned(),
            line: Some(line),
            ..Self::default()
        }
    }
}

/// Something that was not taken: where it stands, its value and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Where it stands.
    #[serde(flatten)]
    pub origin: Origin,
    /// The value, cut to what a person reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why, and what was expected.
    pub reason: String,
}

/// `events.csv:3:5: latitude "95": latitude 95 is outside -90..=90 degrees`
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin.source)?;
        let column = self.origin.column.map(u64::from);
        for number in [self.origin.line, column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        f.write_str(":")?;
        if let Some(field) = &self.origin.field {
            write!(f, " {field}")?;
        }
        if let Some(value) = &self.value {
            write!(f, " {value:?}")?;
        }
        let named = self.origin.field.is_some() || self.value.is_some();
        write!(f, "{} {}", if named { ":" } else { "" }, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(origin: Origin, value: Option<&str>, expected: &str) {
        let refusal = Refusal {
            origin,
            value: value.map(str::to_owned),
            reason: "not a number".to_owned(),
        };
        assert_eq!(refusal.to_string(), expected);
    }

    #[test]
    fn a_refusal_names_its_place_value_and_reason() {
        let source = "events.csv".to_owned();
        let whole = Origin {
            source: source.clone(),
            ..Origin::default()
        };
        let cell = Origin {
            source,
            line: Some(3),
            column: Some(5),
            field: Some("latitude".into()),
        };
        check(whole, None, "events.csv: not a number");
        check(
            cell,
            Some("x"),
            "events.csv:3:5: latitude \"x\": not a number",
        );
    }
}
