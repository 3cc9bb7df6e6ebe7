use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// What is wrong with a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Text that is no date.
    #[error("date is {0:?}, expected YYYY-MM-DD, YYYY-MM or YYYY")]
    Date(String),
    /// A span that ends before it begins.
    #[error("the last day {last} is before the first day {first}")]
    Backwards {
        /// The first day as given.
        first: Date,
        /// The last day as given.
        last: Date,
    },
}

/// How exactly the time of an event is known: `date_prec` of UCDP GED.
///
/// Source: UCDP GED codebook 24.1, section 3, <https://ucdp.uu.se/downloads/ged/ged241.pdf>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum TimePrecision {
    /// The day is known, or the first and the last day of a longer event.
    Day = 1,
    /// Somewhere within two to six days.
    Days = 2,
    /// Somewhere within a week.
    Week = 3,
    /// Somewhere within a month.
    Month = 4,
    /// Somewhere within a year, or longer.
    Year = 5,
}

impl From<TimePrecision> for u8 {
    fn from(precision: TimePrecision) -> Self {
        precision as Self
    }
}

impl TryFrom<u8> for TimePrecision {
    type Error = String;

    fn try_from(code: u8) -> Result<Self, String> {
        Ok(match code {
            1 => Self::Day,
            2 => Self::Days,
            3 => Self::Week,
            4 => Self::Month,
            5 => Self::Year,
            _ => return Err(format!("time precision is {code}, expected 1 to 5")),
        })
    }
}

/// A span of whole days, both ends included, and how exactly it is known.
///
/// ```
/// use zij::time::DateSpan;
/// let exercises = DateSpan::month(2017, 10).expect("a month of the calendar");
/// assert_eq!(exercises.edtf(), ("2017-10".to_owned(), None));
/// assert_eq!(exercises.last().to_string(), "2017-10-31");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateSpan {
    first: Date,
    last: Date,
    precision: TimePrecision,
}

impl DateSpan {
    /// One known day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self {
            first: day,
            last: day,
            precision: TimePrecision::Day,
        }
    }

    /// The Monday-to-Sunday week that holds the day; cut at the calendar's ends.
    #[must_use]
    pub fn week_of(day: Date) -> Self {
        let back = i32::from(day.weekday().since(Weekday::Monday));
        let first = day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day);
        let last = first
            .checked_add(jiff::Span::new().days(6))
            .unwrap_or(Date::MAX);
        Self {
            first,
            last,
            precision: TimePrecision::Week,
        }
    }

    /// A month; none if the calendar has no such month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self {
            first,
            last: first.last_of_month(),
            precision: TimePrecision::Month,
        })
    }

    /// A year; none outside -9999..=9999.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Self {
            first,
            last: first.last_of_year(),
            precision: TimePrecision::Year,
        })
    }

    /// A span with the precision that its source gives it.
    ///
    /// # Errors
    ///
    /// When the last day is before the first.
    pub fn new(first: Date, last: Date, precision: TimePrecision) -> Result<Self, TimeError> {
        if last < first {
            return Err(TimeError::Backwards { first, last });
        }
        Ok(Self {
            first,
            last,
            precision,
        })
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day, included.
    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }

    /// How exactly the time is known.
    #[must_use]
    pub fn precision(self) -> TimePrecision {
        self.precision
    }

    /// The day, if it is one known day.
    #[must_use]
    pub fn known_day(self) -> Option<Date> {
        let one = self.first == self.last && self.precision == TimePrecision::Day;
        one.then_some(self.first)
    }

    /// How many days lie from the end of one span to the begin of the other; 0 if they have a day in common.
    ///
    /// ```
    /// use zij::time::DateSpan;
    /// let days = ["2005-05-13", "2005-05-14"].map(|day| DateSpan::parse_edtf(day));
    /// let [friday, saturday] = days.map(|day| day.expect("a day of the calendar"));
    /// assert_eq!(friday.days_between(saturday), 1);
    /// ```
    #[must_use]
    pub fn days_between(self, other: Self) -> i32 {
        let (earlier, later) = if self.first <= other.first {
            (self, other)
        } else {
            (other, self)
        };
        let gap = later.first.since(earlier.last);
        gap.map_or(i32::MAX, |gap| gap.get_days().max(0))
    }

    /// The day so many days before its first day, or the first day of the calendar.
    #[must_use]
    pub fn days_before(self, days: i32) -> Date {
        self.first.saturating_sub(jiff::Span::new().days(days))
    }

    /// The day so many days after its last day, or the last day of the calendar.
    #[must_use]
    pub fn days_after(self, days: i32) -> Date {
        self.last.saturating_add(jiff::Span::new().days(days))
    }

    /// The span in EDTF level 0: a day, month or year alone, else the first and the last day.
    ///
    /// Source: Library of Congress, EDTF, <https://www.loc.gov/standards/datetime/>.
    #[must_use]
    pub fn edtf(self) -> (String, Option<String>) {
        let day = self.first;
        if self.first == self.last {
            (day.to_string(), None)
        } else if Self::month(day.year(), day.month()).is_some_and(|month| month == self) {
            (day.strftime("%Y-%m").to_string(), None)
        } else if Self::year(day.year()).is_some_and(|year| year == self) {
            (day.strftime("%Y").to_string(), None)
        } else {
            (day.to_string(), Some(self.last.to_string()))
        }
    }

    /// Reads a day, a month or a year of EDTF level 0, with the precision that it shows.
    ///
    /// # Errors
    ///
    /// When the text is none of the three or names a day that the calendar does not have.
    pub fn parse_edtf(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::Date(text.to_owned());
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, count| {
            (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
        };
        let year = |part: &str| digits(part, 4).and_then(|()| part.parse::<i16>().ok());
        let two = |part: &str| digits(part, 2).and_then(|()| part.parse::<i8>().ok());
        let span = match parts[..] {
            [y] => year(y).and_then(Self::year),
            [y, m] => year(y).zip(two(m)).and_then(|(y, m)| Self::month(y, m)),
            [y, m, d] => year(y)
                .zip(two(m).zip(two(d)))
                .and_then(|(y, (m, d))| Date::new(y, m, d).ok())
                .map(Self::day),
            _ => None,
        };
        span.ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let actual = match DateSpan::parse_edtf(input) {
            Ok(span) => {
                let precision = u8::from(span.precision());
                format!(
                    "{}..{} {precision} {}",
                    span.first(),
                    span.last(),
                    span.edtf().0
                )
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn reads_and_writes_days_months_and_years() {
        check("2018-10-12", "2018-10-12..2018-10-12 1 2018-10-12");
        check("2024-02", "2024-02-01..2024-02-29 4 2024-02");
        check("2012", "2012-01-01..2012-12-31 5 2012");
        check(
            "2018-02-30",
            "date is \"2018-02-30\", expected YYYY-MM-DD, YYYY-MM or YYYY",
        );
        check(
            "12.10.2018",
            "date is \"12.10.2018\", expected YYYY-MM-DD, YYYY-MM or YYYY",
        );
        check(
            "2018-1-2",
            "date is \"2018-1-2\", expected YYYY-MM-DD, YYYY-MM or YYYY",
        );
        check("", "date is \"\", expected YYYY-MM-DD, YYYY-MM or YYYY");
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday() {
        let week = DateSpan::week_of(date(2018, 10, 19));
        assert_eq!(
            week.edtf(),
            ("2018-10-15".to_owned(), Some("2018-10-21".to_owned()))
        );
        assert_eq!(DateSpan::week_of(Date::MAX).last(), Date::MAX);
    }

    #[test]
    fn a_span_does_not_end_before_it_begins() {
        let backwards = DateSpan::new(date(2018, 10, 2), date(2018, 10, 1), TimePrecision::Days);
        let message = backwards.unwrap_err().to_string();
        assert_eq!(
            message,
            "the last day 2018-10-01 is before the first day 2018-10-02"
        );
    }
}
