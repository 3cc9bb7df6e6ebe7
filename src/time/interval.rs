use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date};

use super::DateSpan;

/// The `datetime` parameter of OGC API - Features: an instant, or an interval whose ends may be open.
///
/// Events are known by days, so a date-time counts as the day that it is written with, and both ends
/// of an interval are included.
///
/// Source: OGC 17-069r4, requirement 25, <https://docs.ogc.org/is/17-069r4/17-069r4.html#_parameter_datetime>.
///
/// ```
/// use zij::time::{DateSpan, Interval};
/// let autumn: Interval = "2017-09-01/2017-11-30".parse().expect("an interval");
/// assert!(autumn.meets(DateSpan::month(2017, 10).expect("a month of the calendar")));
/// let later: Interval = "2018-01-01T00:00:00Z/..".parse().expect("an interval");
/// assert!(!later.meets(DateSpan::month(2017, 10).expect("a month of the calendar")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    first: Option<Date>,
    last: Option<Date>,
}

/// What is wrong with a `datetime` parameter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntervalError {
    /// An instant or an end that is neither a date nor a date-time.
    #[error(
        "datetime has {0:?}, expected a date (2018-10-12) or an RFC 3339 date-time (2018-10-12T08:30:00Z)"
    )]
    Instant(String),
    /// An interval with no end given.
    #[error("datetime {0:?} is open at both ends, expected a date at one of them")]
    Boundless(String),
    /// More than one slash.
    #[error("datetime {0:?} has more than two ends, expected START/END")]
    Ends(String),
    /// An interval that ends before it begins.
    #[error("datetime ends ({last}) before it begins ({first})")]
    Backwards {
        /// The first day as given.
        first: Date,
        /// The last day as given.
        last: Date,
    },
}

impl Interval {
    /// The interval of a first and a last day, either of which may be open; none if they are the wrong
    /// way round or both open.
    #[must_use]
    pub fn between(first: Option<Date>, last: Option<Date>) -> Option<Self> {
        match (first, last) {
            (None, None) => None,
            (Some(first), Some(last)) if last < first => None,
            (first, last) => Some(Self { first, last }),
        }
    }

    /// What both intervals hold; none if that is nothing.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let last = match (self.last, other.last) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self::between(self.first.max(other.first), last)
    }

    /// The first day; none if the interval has no beginning.
    #[must_use]
    pub fn first(self) -> Option<Date> {
        self.first
    }

    /// The last day, included; none if the interval has no end.
    #[must_use]
    pub fn last(self) -> Option<Date> {
        self.last
    }

    /// Whether a day of the span lies in the interval.
    #[must_use]
    pub fn meets(self, span: DateSpan) -> bool {
        self.first.is_none_or(|first| first <= span.last())
            && self.last.is_none_or(|last| span.first() <= last)
    }
}

impl FromStr for Interval {
    type Err = IntervalError;

    fn from_str(text: &str) -> Result<Self, IntervalError> {
        let Some((start, end)) = text.split_once('/') else {
            let day = Some(day(text)?);
            return Ok(Self {
                first: day,
                last: day,
            });
        };
        if end.contains('/') {
            return Err(IntervalError::Ends(text.to_owned()));
        }
        match (end_of_interval(start)?, end_of_interval(end)?) {
            (None, None) => Err(IntervalError::Boundless(text.to_owned())),
            (Some(first), Some(last)) if last < first => {
                Err(IntervalError::Backwards { first, last })
            }
            (first, last) => Ok(Self { first, last }),
        }
    }
}

/// Writes what reads back as the same interval.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (Some(first), Some(last)) => write!(f, "{first}/{last}"),
            (Some(first), None) => write!(f, "{first}/.."),
            (None, Some(last)) => write!(f, "../{last}"),
            (None, None) => f.write_str("../.."),
        }
    }
}

fn end_of_interval(text: &str) -> Result<Option<Date>, IntervalError> {
    match text {
        "" | ".." => Ok(None),
        _ => day(text).map(Some),
    }
}

fn day(text: &str) -> Result<Date, IntervalError> {
    let wrong = || IntervalError::Instant(text.to_owned());
    let date = text.get(..10).ok_or_else(wrong)?;
    if text.len() > 10 && (text.as_bytes()[10] != b'T' || text.parse::<Timestamp>().is_err()) {
        return Err(wrong());
    }
    match DateSpan::parse_edtf(date) {
        Ok(span) if span.first() == span.last() => Ok(span.first()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let actual = match input.parse::<Interval>() {
            Ok(interval) => interval.to_string(),
            Err(error) => format!("error: {error}"),
        };
        assert_eq!(actual, expected, "{input}");
    }

    #[test]
    fn reads_instants_and_intervals_with_open_ends() {
        check("2018-10-12", "2018-10-12");
        check("2018-10-12T08:30:00Z", "2018-10-12");
        check("2018-10-12T23:30:00.25+05:00", "2018-10-12");
        check("2018-10-15/2018-10-21", "2018-10-15/2018-10-21");
        check("2018-10-15T00:00:00Z/2018-10-21", "2018-10-15/2018-10-21");
        check("2018-10-15/..", "2018-10-15/..");
        check("2018-10-15/", "2018-10-15/..");
        check("../2018-10-21", "../2018-10-21");
        check("/2018-10-21", "../2018-10-21");
    }

    #[test]
    fn names_what_is_wrong_with_an_interval() {
        let expected =
            "expected a date (2018-10-12) or an RFC 3339 date-time (2018-10-12T08:30:00Z)";
        for wrong in [
            "",
            "2018",
            "2018-10",
            "2018-02-30",
            "12.10.2018",
            "2018-10-12T08:30",
            "2018-10-12T25:00:00Z",
            "2018-10-12 08:30:00Z",
            "сегодня да",
        ] {
            check(wrong, &format!("error: datetime has {wrong:?}, {expected}"));
        }
        check(
            "../..",
            "error: datetime \"../..\" is open at both ends, expected a date at one of them",
        );
        check(
            "2018-10-21/2018-10-15",
            "error: datetime ends (2018-10-15) before it begins (2018-10-21)",
        );
        check(
            "2018-10-15/2018-10-16/2018-10-17",
            "error: datetime \"2018-10-15/2018-10-16/2018-10-17\" has more than two ends, expected START/END",
        );
    }

    #[test]
    fn a_span_meets_an_interval_when_they_share_a_day() {
        let october = DateSpan::month(2017, 10).unwrap();
        let meets = |interval: &str| interval.parse::<Interval>().unwrap().meets(october);
        assert!(meets("2017-10-31"));
        assert!(meets("../2017-10-01"));
        assert!(meets("2017-10-31/.."));
        assert!(!meets("2017-11-01/.."));
        assert!(!meets("2017-09-01/2017-09-30"));
    }
}
