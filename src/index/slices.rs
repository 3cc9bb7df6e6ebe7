use std::collections::BTreeMap;

use super::{
    column::Numbers,
    columns::View,
    order::{BLOCK_EVENTS, Listed, Order},
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

/// Fewer located events are not listed by time: a look at all of them takes as little.
const SLICED_EVENTS_MIN: usize = 2 * BLOCK_EVENTS;

/// The slices of all located events that have a date, by their keys; none of few events.
pub(super) fn slices(columns: &View<'_>) -> Vec<Slice> {
    if columns.located < SLICED_EVENTS_MIN {
        return Vec::new();
    }
    let keys: Vec<Option<Key>> = columns.spans.iter().map(|days| key(*days)).collect();
    let located = || (0..columns.located).map(|place| columns.span.get(place));
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for key in located().filter_map(|span| keys[span]) {
        *counts.entry(key).or_default() += 1;
    }
    let number = |key: Key| counts.keys().position(|it| *it == key);
    let slice_of: Vec<Option<usize>> = keys.iter().map(|key| number((*key)?)).collect();
    let mut places: Vec<Vec<u32>> = counts.values().map(|it| Vec::with_capacity(*it)).collect();
    for (place, span) in (0..).zip(located()) {
        if let Some(slice) = slice_of[span] {
            places[slice].push(place);
        }
    }
    let slices = counts.keys().zip(places);
    slices
        .map(|(key, places)| slice(columns, *key, places))
        .collect()
}

fn slice(columns: &View<'_>, key: Key, places: Vec<u32>) -> Slice {
    let spans = || places.iter().map(|place| columns.span.get(*place as usize));
    let numbers = spans().map(|span| u32::try_from(span).unwrap_or(u32::MAX));
    let span = Numbers::below(columns.spans.len(), numbers);
    Slice {
        key,
        days: bounds(columns, spans()),
        order: Order::of(
            columns,
            Some(Listed {
                place: places.into(),
                span,
            }),
        ),
    }
}

/// The earliest first day and the latest last day of spans.
fn bounds(columns: &View<'_>, spans: impl Iterator<Item = usize>) -> [i32; 2] {
    let days = spans.map(|span| columns.spans[span]);
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
