use super::{Expression, Meaning};
use crate::time::{Date, DateSpan, Shift, TimePrecision};

/// Which way a date without its year, or a weekday, lies from the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Tense {
    /// On it or before.
    Past,
    /// On it or after.
    Future,
}

/// The days on which an expression may hang.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Anchors {
    /// The day of publication.
    pub(in crate::extract) published: Option<Date>,
    /// The time told last before.
    pub(in crate::extract) before: Option<DateSpan>,
    /// The time that stands as a heading before what is told: `6 June. In Beijing ...`.
    pub(in crate::extract) heading: Option<DateSpan>,
    /// The year of which the paragraph tells, where that is long past.
    pub(in crate::extract) year: Option<i16>,
}

/// The days that an expression means; none if they hang on an unknown publication, or the calendar
/// does not have them.
pub(in crate::extract) fn resolve(
    expression: &Expression,
    anchors: Anchors,
    tense: Tense,
) -> Option<DateSpan> {
    let published = anchors.published;
    match expression.meaning {
        Meaning::Date | Meaning::Beside => {
            let told = anchors.year.filter(|_| tense == Tense::Past);
            named(expression, told, published, tense)
        }
        Meaning::DateOfYear(years) => {
            let year = published?.year().checked_add(i16::try_from(years).ok()?)?;
            named(expression, Some(year), published, tense)
        }
        Meaning::Day(days) => after(published?, Shift::new().days(days)).map(DateSpan::day),
        Meaning::Week(weeks) => after(published?, Shift::new().weeks(weeks)).map(DateSpan::week_of),
        Meaning::Month(months) => month_of(after(
            published?.first_of_month(),
            Shift::new().months(months),
        )?),
        Meaning::Year(years) => year_of(after(
            published?.first_of_year(),
            Shift::new().years(years),
        )?),
        Meaning::Weekday(side) => weekday(expression.first("weekday")?, side, published?, tense),
        Meaning::NamedMonth(side) => named_month(expression.first("month")?, side, published?),
        Meaning::Ago => ago(expression, published?),
        Meaning::Chronicle => published.map(DateSpan::day),
        Meaning::Weekend => weekend(published?, tense),
        Meaning::Season(years) => season(expression, years, published),
        Meaning::Since => since(expression, published, tense),
        Meaning::Until => until(expression, published),
        Meaning::Same(days) => {
            let day = anchors
                .before
                .filter(|before| before.first() == before.last())?;
            after(day.first(), Shift::new().days(days)).map(DateSpan::day)
        }
        Meaning::Nothing => None,
    }
}

impl Expression {
    fn first(&self, class: &str) -> Option<i32> {
        self.all(class).next()
    }

    fn all(&self, class: &str) -> impl Iterator<Item = i32> {
        let named = self
            .captures
            .iter()
            .filter(move |capture| capture.class == class);
        named.map(|capture| capture.value)
    }

    /// The first and the last value of a class; the one there is for both.
    fn ends(&self, class: &str) -> (Option<i32>, Option<i32>) {
        (self.first(class), self.all(class).last())
    }
}

fn named(
    expression: &Expression,
    year: Option<i16>,
    published: Option<Date>,
    tense: Tense,
) -> Option<DateSpan> {
    let (from, to) = expression.ends("date");
    if let (Some(from), Some(to)) = (from, to) {
        return join(numeric(from)?, numeric(to)?);
    }
    let years = expression.ends("year");
    let last_year = years.1.and_then(|year| i16::try_from(year).ok()).or(year);
    let first_year = years.0.and_then(|year| i16::try_from(year).ok()).or(year);
    let (from, to) = (
        Parts::first(expression, first_year),
        Parts::last(expression, last_year),
    );
    if let (None, None, Some(day)) = (last_year, to.month, to.day) {
        return day_of_month(day, published?, tense);
    }
    if last_year.is_some() || to.month.is_none() {
        return join(from.span()?, to.span()?);
    }
    nearest(from, to, published?, tense)
}

/// A date as far as it is named.
#[derive(Debug, Clone, Copy)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

impl Parts {
    fn first(expression: &Expression, year: Option<i16>) -> Self {
        Self::named(year, |class| expression.ends(class).0)
    }

    fn last(expression: &Expression, year: Option<i16>) -> Self {
        Self::named(year, |class| expression.ends(class).1)
    }

    fn named(year: Option<i16>, value: impl Fn(&str) -> Option<i32>) -> Self {
        let value = |class| value(class).and_then(|value| i8::try_from(value).ok());
        Self {
            year,
            month: value("month"),
            day: value("day"),
        }
    }

    fn of(self, year: i16) -> Option<DateSpan> {
        Self {
            year: Some(year),
            ..self
        }
        .span()
    }

    fn span(self) -> Option<DateSpan> {
        match (self.month, self.day) {
            (None, None) => DateSpan::year(self.year?),
            (Some(month), None) => DateSpan::month(self.year?, month),
            (Some(month), Some(day)) => Date::new(self.year?, month, day).ok().map(DateSpan::day),
            (None, Some(_)) => None,
        }
    }
}

/// The year-less date in the last year in which it is not after the publication, or, of what is to
/// come, the first in which it is not before it.
fn nearest(from: Parts, to: Parts, published: Date, tense: Tense) -> Option<DateSpan> {
    let year = published.year();
    let years = match tense {
        Tense::Past => [year, year - 1],
        Tense::Future => [year, year + 1],
    };
    years.into_iter().find_map(|year| {
        let last = to.of(year)?;
        let first = from.of(year).filter(|first| first.first() <= last.first());
        let span = join(first.or_else(|| from.of(year - 1))?, last)?;
        let fits = match tense {
            Tense::Past => span.first() <= published,
            Tense::Future => span.last() >= published,
        };
        fits.then_some(span)
    })
}

/// The day of a month that is not named: of that of the publication, or of the one before or after it.
fn day_of_month(day: i8, published: Date, tense: Tense) -> Option<DateSpan> {
    let months = match tense {
        Tense::Past => [0, -1],
        Tense::Future => [0, 1],
    };
    months.into_iter().find_map(|months| {
        let month = after(published.first_of_month(), Shift::new().months(months))?;
        let day = Date::new(month.year(), month.month(), day).ok()?;
        let fits = match tense {
            Tense::Past => day <= published,
            Tense::Future => day >= published,
        };
        fits.then_some(DateSpan::day(day))
    })
}

/// From the first day of one span to the last day of another, as exact as the coarser of them.
fn join(from: DateSpan, to: DateSpan) -> Option<DateSpan> {
    let precision = from.precision().max(to.precision());
    DateSpan::new(from.first(), to.last(), precision).ok()
}

fn numeric(date: i32) -> Option<DateSpan> {
    let year = i16::try_from(date / 10_000).ok()?;
    let month = i8::try_from(date / 100 % 100).ok()?;
    let day = i8::try_from(date % 100).ok()?;
    Date::new(year, month, day).ok().map(DateSpan::day)
}

fn weekday(weekday: i32, side: i32, published: Date, tense: Tense) -> Option<DateSpan> {
    let today = i32::from(published.weekday().to_monday_one_offset());
    let back = (today - weekday).rem_euclid(7);
    let days = match (side, tense) {
        (-1, _) if back == 0 => -7,
        (1, _) => 7 - back,
        (0, Tense::Future) => (7 - back) % 7,
        _ => -back,
    };
    after(published, Shift::new().days(days)).map(DateSpan::day)
}

fn weekend(published: Date, tense: Tense) -> Option<DateSpan> {
    const SATURDAY: i32 = 6;
    let saturday = weekday(SATURDAY, 0, published, tense)?.first();
    DateSpan::new(
        saturday,
        after(saturday, Shift::new().days(1))?,
        TimePrecision::Days,
    )
    .ok()
}

/// Winter is that which begins in the year; a season is no closer than a year, by UCDP's scale.
fn season(expression: &Expression, years: i32, published: Option<Date>) -> Option<DateSpan> {
    let year = match (expression.first("year"), published) {
        (Some(year), _) => i16::try_from(year).ok()?,
        (None, published) => published?.year().checked_add(i16::try_from(years).ok()?)?,
    };
    let month = i8::try_from(expression.first("season")? * 3).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    let last = after(first, Shift::new().months(2))?.last_of_month();
    DateSpan::new(first, last, TimePrecision::Year).ok()
}

fn since(expression: &Expression, published: Option<Date>, tense: Tense) -> Option<DateSpan> {
    let start = match expression.first("weekday") {
        Some(day) => weekday(day, 0, published?, tense),
        None => named(expression, None, published, tense),
    }?;
    let last = published.filter(|published| *published > start.first());
    match last {
        Some(last) => DateSpan::new(start.first(), last, start.precision()).ok(),
        None => Some(start),
    }
}

/// The end of a term whose year is named and that has ended.
fn until(expression: &Expression, published: Option<Date>) -> Option<DateSpan> {
    expression.first("year").or(expression.first("date"))?;
    let end = named(expression, None, published, Tense::Past)?;
    published
        .is_none_or(|published| end.last() <= published)
        .then_some(end)
}

fn named_month(month: i32, side: i32, published: Date) -> Option<DateSpan> {
    let month = i8::try_from(month).ok()?;
    let passed = match side {
        -1 => month < published.month(),
        _ => month <= published.month(),
    };
    let year = match (side, passed) {
        (-1, false) => published.year() - 1,
        (1, true) => published.year() + 1,
        _ => published.year(),
    };
    DateSpan::month(year, month)
}

/// Days ago is a day; the coarser units give a week, month or year.
fn ago(expression: &Expression, published: Date) -> Option<DateSpan> {
    let count = expression.first("number").unwrap_or(1);
    let shift = |unit: fn(Shift, i64) -> Option<Shift>| {
        after(published, unit(Shift::new(), -i64::from(count))?)
    };
    match expression.first("unit")? {
        1 => shift(|shift, days| shift.try_days(days).ok()).map(DateSpan::day),
        2 => shift(|shift, weeks| shift.try_weeks(weeks).ok()).map(DateSpan::week_of),
        3 => shift(|shift, months| shift.try_months(months).ok()).and_then(month_of),
        4 => shift(|shift, years| shift.try_years(years).ok()).and_then(year_of),
        _ => None,
    }
}

fn month_of(day: Date) -> Option<DateSpan> {
    DateSpan::month(day.year(), day.month())
}

fn year_of(day: Date) -> Option<DateSpan> {
    DateSpan::year(day.year())
}

fn after(day: Date, shift: Shift) -> Option<Date> {
    day.checked_add(shift).ok()
}
