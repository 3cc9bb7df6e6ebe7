//! Conditions in the OGC's Common Query Language, as text and as JSON.
//!
//! The `cql2` package reads the language; what it has read is checked against the [`Property`] list once,
//! and then asked event by event. A comparison with an unknown value is neither true nor false, as in SQL,
//! and an event is taken only if the whole is true.
//!
//! Source: OGC 21-065r2, <https://docs.ogc.org/is/21-065r2/21-065r2.html>.

mod error;
mod given;
mod limits;
mod narrow;
mod pattern;
mod place;
mod read;
mod scalar;
mod test;
mod when;

pub use error::ExpressionError;
pub use limits::{EXPRESSION_BYTES_MAX, NESTING_MAX};

use std::str::FromStr;

use super::{Filter, ParamError, Params};
use crate::{
    event::Event,
    space::{Bbox, Crs},
    time::Interval,
};
use test::Test;

/// The two ways in which an expression is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// `event_type = 'protest'`
    #[default]
    Text,
    /// `{"op": "=", "args": [{"property": "event_type"}, "protest"]}`
    Json,
}

impl FromStr for Language {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "cql2-text" => Ok(Self::Text),
            "cql2-json" => Ok(Self::Json),
            _ => Err("expected cql2-text or cql2-json"),
        }
    }
}

/// A condition on an event that names its properties, checked and ready to be asked.
///
/// ```
/// use zij::{filter::{Expression, Language}, space::Crs};
/// let read = |text| Expression::read(text, Language::Text, Crs::Crs84);
/// assert!(read("event_type = 'protest' AND CASEI(location) LIKE CASEI('osh%')").is_ok());
/// let error = read("colour = 'red'").unwrap_err();
/// assert!(error.to_string().starts_with("property \"colour\" is not known"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Expression(Test);

impl Expression {
    /// Reads an expression whose coordinates are those of a reference system.
    ///
    /// # Errors
    ///
    /// When it is not written in the language, names a property that is not known, compares what cannot
    /// be compared, or is larger than [`EXPRESSION_BYTES_MAX`] or deeper than [`NESTING_MAX`].
    pub fn read(text: &str, language: Language, crs: Crs) -> Result<Self, ExpressionError> {
        read::read(text, language, crs).map(Self)
    }

    /// Whether the event meets it; it does not if that is not known.
    #[must_use]
    pub fn holds(&self, event: &Event) -> bool {
        self.0.answer(event) == Some(true)
    }

    /// Takes what must be met: `filter` in the language of `filter-lang` and the coordinates of
    /// `filter-crs`, the parameters that are short for a part of it, and one of several boxes.
    pub(super) fn take(params: &mut Params, boxes: Vec<Bbox>) -> Result<Option<Self>, ParamError> {
        let mut tests = given::take(params)?;
        if !boxes.is_empty() {
            tests.push(given::boxes(boxes));
        }
        let language = params.take_exact("filter-lang")?.unwrap_or_default();
        let crs = params.take_exact("filter-crs")?.unwrap_or_default();
        if let Some(text) = params.take("filter")? {
            let read = read::read(&text, language, crs);
            tests.push(read.map_err(|error| ParamError::new("filter", &text, error))?);
        }
        Ok((!tests.is_empty()).then_some(Self(Test::All(tests))))
    }

    /// Met by what lies in the box.
    pub(super) fn in_box(bbox: Bbox) -> Self {
        Self(Test::InBox(bbox))
    }

    /// Met by what has a day in the interval.
    pub(super) fn within(interval: Interval) -> Self {
        Self(Test::Meets(interval))
    }

    /// Met by nothing.
    pub(super) fn never() -> Self {
        Self(Test::Known(false))
    }

    /// Met by what meets each of them; none if there are none.
    pub(super) fn all(mut expressions: Vec<Self>) -> Option<Self> {
        if expressions.len() < 2 {
            return expressions.pop();
        }
        let tests = expressions.into_iter().map(|it| it.0);
        Some(Self(Test::All(tests.collect())))
    }

    /// Hands what the filter itself can say of it to the filter; what is left, if anything is.
    pub(super) fn narrowing(self, filter: &mut Filter) -> Option<Self> {
        narrow::narrow(self.0, filter).map(Self)
    }
}
