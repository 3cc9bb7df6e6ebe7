use std::collections::BTreeMap;

use super::{
    columns::View,
    order::{Listed, Order},
};

/// Which slice an event is in: whether it outlasts a month, and the month or else the year in which it
/// begins.
pub(super) type Key = (bool, i32);

/// The located events of a stretch of time: those that lie within one month, or the longer ones that
/// begin in one year.
#[derive(Debug)]
pub(super) struct Slice {
    pub(super) key: Key,
    /// The earliest first day and the latest last day among them.
    pub(super) days: [i32; 2],
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

/// The slices of all located events that have a date, by their keys.
pub(super) fn slices(columns: &View<'_>) -> Vec<Slice> {
    let keys: Vec<Option<Key>> = columns.spans.iter().map(|days| key(*days)).collect();
    let mut listed: BTreeMap<Key, [Vec<u32>; 2]> = BTreeMap::new();
    for (place, span) in (0..).zip(&columns.span[..columns.located]) {
        if let Some(key) = keys[*span as usize] {
            let [places, spans] = listed.entry(key).or_default();
            places.push(place);
            spans.push(*span);
        }
    }
    let slices = listed.into_iter();
    slices
        .map(|(key, [places, spans])| Slice {
            key,
            days: bounds(columns, &spans),
            order: Order::of(
                columns,
                Some(Listed {
                    place: places.into(),
                    span: spans.into(),
                }),
            ),
        })
        .collect()
}

/// The earliest first day and the latest last day of spans.
fn bounds(columns: &View<'_>, spans: &[u32]) -> [i32; 2] {
    let days = spans.iter().map(|span| columns.spans[*span as usize]);
    days.fold([i32::MAX, i32::MIN], |[first, last], days| {
        [first.min(days[0]), last.max(days[1])]
    })
}

/// The key of an event's days; none without a date. Days within one month go by it, others by the year in
/// which they begin; a day's number holds its month above the lowest five bits and its year above the lowest
/// nine.
pub(super) fn key([first, last]: [i32; 2]) -> Option<Key> {
    let is_long = first >> 5 != last >> 5;
    (first <= last).then_some((is_long, if is_long { first >> 9 } else { first >> 5 }))
}
