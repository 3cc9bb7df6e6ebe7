use std::{collections::BTreeMap, str::FromStr};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Snapshot, columns::day_of};
use crate::{
    event::{EventType, Group},
    filter::Filter,
    time::{Date, DateSpan},
};

/// The width of a histogram's bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// The most days between the first event and the last that are drawn day by day.
const DAYS_BY_DAY_MAX: i32 = 62;

/// The same, week by week.
const DAYS_BY_WEEK_MAX: i32 = 366;

/// The same, month by month.
const DAYS_BY_MONTH_MAX: i32 = 10 * 366;

impl Width {
    /// The finest width that keeps the bins between two days readable side by side.
    #[must_use]
    pub fn between(first: Date, last: Date) -> Self {
        let days = last.since(first).map_or(i32::MAX, |span| span.get_days());
        if days <= DAYS_BY_DAY_MAX {
            Self::Day
        } else if days <= DAYS_BY_WEEK_MAX {
            Self::Week
        } else if days <= DAYS_BY_MONTH_MAX {
            Self::Month
        } else {
            Self::Year
        }
    }

    /// The bin that holds the day.
    fn bin(self, day: Date) -> DateSpan {
        let bin = match self {
            Self::Day => None,
            Self::Week => Some(DateSpan::week_of(day)),
            Self::Month => DateSpan::month(day.year(), day.month()),
            Self::Year => DateSpan::year(day.year()),
        };
        bin.unwrap_or_else(|| DateSpan::day(day))
    }
}

impl FromStr for Width {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "year" => Self::Year,
            _ => return Err("expected day, week, month, year or auto".to_owned()),
        })
    }
}

/// Counts of the events that meet a filter, by time. An event counts in the bin of its first day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Histogram {
    /// The width of the bins.
    pub by: Width,
    /// The bins that hold an event, earliest first.
    pub bins: Vec<Bin>,
    /// How many events have no date.
    pub undated: usize,
}

/// The events of one stretch of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// How many events.
    pub count: usize,
    /// The same by group of types; groups without an event are left out.
    pub groups: Map<String, Value>,
}

impl Histogram {
    /// Counts the events of a snapshot that meet the filter, in bins of the width or, without one, of
    /// the width that suits them.
    #[must_use]
    pub fn of(snapshot: &Snapshot, filter: &Filter, width: Option<Width>) -> Self {
        let mut undated = 0;
        let mut by_day: BTreeMap<i32, [usize; EventType::ALL.len()]> = BTreeMap::new();
        snapshot.ask(filter, |_, layer, query| {
            let index = &layer.run.index;
            let columns = index.columns.view();
            index.visit(&query, &layer.dead, |places| {
                places.for_each(|at| {
                    let [day, last] = columns.days(at);
                    if day > last {
                        undated += 1;
                    } else {
                        by_day.entry(day).or_insert([0; _])[columns.kind(at)] += 1;
                    }
                });
            });
        });
        let days: Vec<Date> = by_day.keys().filter_map(|day| day_of(*day)).collect();
        let suited = days
            .first()
            .zip(days.last())
            .map(|(first, last)| Width::between(*first, *last));
        let by = width.or(suited).unwrap_or(Width::Day);
        Self {
            by,
            undated,
            bins: bins(days.into_iter().zip(by_day.into_values()), by),
        }
    }
}

fn bins(days: impl Iterator<Item = (Date, [usize; EventType::ALL.len()])>, by: Width) -> Vec<Bin> {
    let mut counts: BTreeMap<Date, (DateSpan, BTreeMap<Group, usize>)> = BTreeMap::new();
    for (day, types) in days {
        let span = by.bin(day);
        let (_, groups) = counts
            .entry(span.first())
            .or_insert_with(|| (span, BTreeMap::new()));
        for (kind, count) in EventType::ALL
            .iter()
            .zip(types)
            .filter(|(_, count)| *count > 0)
        {
            *groups.entry(kind.group()).or_default() += count;
        }
    }
    counts
        .into_values()
        .map(|(span, groups)| bin(span, &groups))
        .collect()
}

fn bin(span: DateSpan, groups: &BTreeMap<Group, usize>) -> Bin {
    Bin {
        start: span.first(),
        end: span.last(),
        count: groups.values().sum(),
        groups: groups
            .iter()
            .map(|(group, count)| (group.as_str().to_owned(), (*count).into()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(first: &str, last: &str, expected: Width) {
        assert_eq!(
            Width::between(first.parse().unwrap(), last.parse().unwrap()),
            expected
        );
    }

    #[test]
    fn bins_widen_with_the_time_between() {
        check("2018-10-12", "2018-10-12", Width::Day);
        check("2018-01-01", "2018-03-04", Width::Day);
        check("2018-01-01", "2018-03-05", Width::Week);
        check("2018-01-01", "2019-01-02", Width::Week);
        check("2018-01-01", "2019-01-03", Width::Month);
        check("2005-05-13", "2018-10-12", Width::Year);
        check("-009999-01-01", "9999-12-31", Width::Year);
    }

    #[test]
    fn a_bin_holds_its_day() {
        let bin = |width: Width| width.bin("2024-02-29".parse().unwrap());
        let bins = [Width::Day, Width::Week, Width::Month, Width::Year].map(bin);
        let told = bins.map(|bin| format!("{}/{}", bin.first(), bin.last()));
        let expected = [
            "2024-02-29/2024-02-29",
            "2024-02-26/2024-03-03",
            "2024-02-01/2024-02-29",
            "2024-01-01/2024-12-31",
        ];
        assert_eq!(told, expected);
    }
}
