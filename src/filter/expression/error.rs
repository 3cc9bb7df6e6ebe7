use super::limits::{EXPRESSION_BYTES_MAX, NESTING_MAX};
use crate::{filter::property::PROPERTIES, space::SpaceError};

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExpressionError {
    /// It is longer than is read.
    #[error("has {0} bytes, expected at most {EXPRESSION_BYTES_MAX}")]
    Long(usize),
    /// Its parts lie too deep in each other, or too many operators follow each other.
    #[error("has parts more than {NESTING_MAX} deep, expected fewer brackets or operators")]
    Deep,
    /// Text that is no CQL2.
    #[error("is no CQL2 text, line and column {0}")]
    Text(String),
    /// JSON that is no CQL2.
    #[error("is no CQL2 JSON: {0}")]
    Json(String),
    /// A property that events do not have, or that cannot be asked for.
    #[error("property {0:?} is not known, expected one of geometry, {names}", names = names())]
    Property(String),
    /// A function or operator that is not spoken.
    #[error("function {0:?} is not known")]
    Function(String),
    /// An operator with too few or too many arguments.
    #[error("{operator} has {given} arguments, expected {expected}")]
    Arguments {
        /// The operator.
        operator: String,
        /// How many it was given.
        given: usize,
        /// How many it takes.
        expected: &'static str,
    },
    /// Something of one kind where another is needed.
    #[error("{operator} is given {found}, expected {expected}")]
    Kind {
        /// The operator that was given it.
        operator: String,
        /// What was given, in words.
        found: String,
        /// What can be given.
        expected: String,
    },
    /// A word that the property never is.
    #[error("{property} is never {word:?}, expected one of {words}")]
    Word {
        /// The property.
        property: &'static str,
        /// The word.
        word: String,
        /// Those that it may be, separated by commas.
        words: String,
    },
    /// A text that is no date.
    #[error(
        "date is {0:?}, expected a date (2018-10-12) or an RFC 3339 date-time (2018-10-12T08:30:00Z)"
    )]
    Date(String),
    /// A geometry that cannot be read.
    #[error("geometry is not understood, expected a valid one in WKT or GeoJSON")]
    Geometry,
    /// A coordinate that is not on the globe.
    #[error(transparent)]
    Space(#[from] SpaceError),
}

fn names() -> String {
    let names: Vec<&str> = PROPERTIES.iter().map(|property| property.name).collect();
    names.join(", ")
}
