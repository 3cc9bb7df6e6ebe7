//! Dates as event lists write them.

use crate::time::{Date, DateSpan};

const EXPECTED: &str =
    "expected YYYY-MM-DD, YYYY-MM, YYYY, D.M.YYYY or a day with its month in words";

/// Month names by their first letters, English and Russian (whose genitive keeps them, May excepted).
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв"],
    &["feb", "фев"],
    &["mar", "мар"],
    &["apr", "апр"],
    &["may", "май", "мая"],
    &["jun", "июн"],
    &["jul", "июл"],
    &["aug", "авг"],
    &["sep", "сен"],
    &["oct", "окт"],
    &["nov", "ноя"],
    &["dec", "дек"],
];

/// Reads a date that can mean only one day, month or year; a time of day after it is left aside.
///
/// # Errors
///
/// A reason, when the text is no date or may mean two.
pub(super) fn read_day(text: &str) -> Result<DateSpan, String> {
    read(text, Order::Unknown)
}

/// Reads a date as [`read_day`] does, from a list that writes the month before the day: `10/31/2018`.
///
/// # Errors
///
/// A reason, when the text is no date.
pub(super) fn read_day_month_first(text: &str) -> Result<DateSpan, String> {
    read(text, Order::MonthFirst)
}

/// What is known of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Unknown,
    MonthFirst,
}

fn read(text: &str, order: Order) -> Result<DateSpan, String> {
    let text = without_time(text.trim());
    if let Ok(span) = DateSpan::parse_edtf(text) {
        return Ok(span);
    }
    let read = match text {
        _ if text.contains('.') => dotted(text),
        _ if text.contains('/') => return by_separator(text, '/', order),
        _ if text.chars().any(char::is_alphabetic) => in_words(text),
        _ if text.contains('-') => return by_separator(text, '-', order),
        _ => compact(text),
    };
    read.ok_or_else(|| EXPECTED.to_owned())
}

/// `2018-10-12T08:30:00Z` and `2018-10-12 00:00:00.000` without what follows the day.
fn without_time(text: &str) -> &str {
    let day = text
        .get(..10)
        .filter(|day| DateSpan::parse_edtf(day).is_ok());
    let rest = text.get(10..).unwrap_or_default();
    let is_time =
        rest.starts_with(['T', 't', ' ']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    day.filter(|_| is_time).unwrap_or(text)
}

/// `12.10.2018`, day first wherever dots are used.
fn dotted(text: &str) -> Option<DateSpan> {
    let [day, month, year] = numbers(text, '.')?;
    of(year, month, day)
}

/// `20181012`.
fn compact(text: &str) -> Option<DateSpan> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, day] = [0..4, 4..6, 6..8].map(|part| text.get(part)?.parse::<i16>().ok());
    digits.then(|| of(year?, month?, day?))?
}

/// `2018/10/12`, and a day and a month in either order when only one order is a date.
fn by_separator(text: &str, separator: char, order: Order) -> Result<DateSpan, String> {
    let [first, second, year] = numbers(text, separator).ok_or(EXPECTED)?;
    if first > 31 {
        return of(first, second, year).ok_or_else(|| EXPECTED.to_owned());
    }
    match (of(year, second, first), of(year, first, second)) {
        (_, Some(month_first)) if order == Order::MonthFirst => Ok(month_first),
        (Some(day_first), Some(month_first)) if day_first != month_first => Err(format!(
            "may be {} or {}, expected YYYY-MM-DD",
            day_first.first(),
            month_first.first()
        )),
        (Some(span), _) | (None, Some(span)) => Ok(span),
        (None, None) => Err(EXPECTED.to_owned()),
    }
}

/// `12 October 2018`, `Oct 12, 2018`, `12-Oct-2018`, `октябрь 2018`.
fn in_words(text: &str) -> Option<DateSpan> {
    let separators = |c: char| c.is_whitespace() || c == ',' || c == '-';
    let words: Vec<&str> = text
        .split(separators)
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &str| word.parse::<i16>().ok();
    match words[..] {
        [month, year] => DateSpan::month(number(year)?, month_number(month)?),
        [first, second, year] => {
            let (day, month) = match month_number(second) {
                Some(month) => (first, month),
                None => (second, month_number(first)?),
            };
            of(number(year)?, i16::from(month), number(day)?)
        }
        _ => None,
    }
}

fn month_number(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let named = |names: &&[&str]| names.iter().any(|start| word.starts_with(start));
    let index = MONTHS.iter().position(named)?;
    i8::try_from(index + 1).ok()
}

fn numbers(text: &str, separator: char) -> Option<[i16; 3]> {
    let parts: Vec<i16> = text
        .split(separator)
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// A day of a four-digit year.
fn of(year: i16, month: i16, day: i16) -> Option<DateSpan> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = Date::new(year, month, day).ok()?;
    (year >= 1000).then(|| DateSpan::day(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let actual = match read_day(text) {
            Ok(span) => span.edtf().0,
            Err(reason) => reason,
        };
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn every_way_to_write_one_day_is_read() {
        for text in [
            "2018-10-12",
            " 2018-10-12T23:30:00+05:00 ",
            "2018-10-12 00:00:00.000",
            "12.10.2018",
            "20181012",
            "2018/10/12",
            "12 October 2018",
            "12-Oct-2018",
            "October 12, 2018",
            "12 октября 2018",
        ] {
            check(text, "2018-10-12");
        }
        check("9 мая 2020", "2020-05-09");
        check("2018-10", "2018-10");
        check("October 2018", "2018-10");
        check("2018", "2018");
    }

    #[test]
    fn a_date_that_may_be_two_days_is_refused_unless_one_is_impossible() {
        check(
            "10/12/2018",
            "may be 2018-12-10 or 2018-10-12, expected YYYY-MM-DD",
        );
        check("25/10/2018", "2018-10-25");
        check("10/25/2018", "2018-10-25");
        check("25-10-2018", "2018-10-25");
        check("5/5/2018", "2018-05-05");
    }

    #[test]
    fn a_list_that_writes_the_month_first_is_read_so() {
        let read = |text| read_day_month_first(text).map(|span| span.edtf().0);
        assert_eq!(read("10/12/2018").as_deref(), Ok("2018-10-12"));
        assert_eq!(read("2018-10-12").as_deref(), Ok("2018-10-12"));
        assert_eq!(read("25/10/2018").as_deref(), Ok("2018-10-25"));
        assert_eq!(read("30/30/2018"), Err(EXPECTED.to_owned()));
    }

    #[test]
    fn what_is_no_date_is_refused_with_what_was_expected() {
        for text in [
            "",
            "soon",
            "32.10.2018",
            "2018-02-30",
            "30/30/2018",
            "12.10.18",
            "20181341",
            "٢٠١٨",
            "-1/1/2018",
            "12 Смарч 2018",
            "2018-10-12Tx",
            "1.2.3.4",
        ] {
            check(text, EXPECTED);
        }
    }
}
