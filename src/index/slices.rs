use std::collections::BTreeMap;

use super::{columns::Columns, order::Order};

/// The located events of a stretch of time: those that lie within one month, or the longer ones that
/// begin in one year.
#[derive(Debug)]
pub(super) struct Slice {
    /// The earliest first day and the latest last day among them.
    days: [i32; 2],
    pub(super) order: Order,
}

impl Slice {
    /// Whether an event of it may meet the days.
    pub(super) fn may_meet(&self, [first, last]: [i32; 2]) -> bool {
        self.days[0] <= last && first <= self.days[1]
    }

    /// Whether every event of it meets the days.
    pub(super) fn lies_within(&self, [first, last]: [i32; 2]) -> bool {
        first <= self.days[0] && self.days[1] <= last
    }
}

/// The slices of all located events that have a date.
pub(super) fn slices(columns: &Columns) -> Vec<Slice> {
    let mut listed: BTreeMap<(bool, i32), (Vec<u32>, [i32; 2])> = BTreeMap::new();
    for (place, at) in (0..).zip(0..columns.located) {
        let [first, last] = [columns.first_day[at], columns.last_day[at]];
        if first > last {
            continue;
        }
        let slice = listed.entry(key(first, last));
        let (places, days) = slice.or_insert_with(|| (Vec::new(), [first, last]));
        places.push(place);
        *days = [days[0].min(first), days[1].max(last)];
    }
    let slices = listed.into_values();
    slices
        .map(|(places, days)| Slice {
            days,
            order: Order::of(columns, Some(places)),
        })
        .collect()
}

/// Days within one month go by it, others by the year in which they begin; a day's number holds its
/// month above the lowest five bits and its year above the lowest nine.
fn key(first: i32, last: i32) -> (bool, i32) {
    let is_long = first >> 5 != last >> 5;
    (is_long, if is_long { first >> 9 } else { first >> 5 })
}
