use std::collections::BTreeSet;

use super::{
    attributes::Attributes,
    column::{Column, Numbers, NumbersView},
    curve::curve,
};
use crate::{
    event::{EventType, Status},
    space::grid_of,
    time::{Date, DateSpan},
};

/// What filters look at, one column each. Located events come first, along the Z-order curve of the Web
/// Mercator square, and by row where they share a cell; those without a place follow, and last, in the same way, those
/// that are merged into others.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The cell of the grid that holds the position: column and row.
    pub(super) cell: Column<[u32; 2]>,
    /// Which of the spans of days.
    pub(super) span: Numbers,
    /// Type, precision and status as one [`code`].
    pub(super) code: Column<u16>,
    /// The event's row in the canonical order.
    pub(super) row: Column<u32>,
    /// The first and the last day of every span that occurs, ascending; [`UNDATED`] at the end.
    pub(super) spans: Vec<[i32; 2]>,
    /// How many of them have a place and are not merged.
    pub(super) located: usize,
    /// How many of them are not merged.
    pub(super) standing: usize,
}

/// The columns as plain slices, which a scan need not take out of their files again and again.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'c> {
    pub(super) cell: &'c [[u32; 2]],
    pub(super) span: NumbersView<'c>,
    pub(super) code: &'c [u16],
    pub(super) row: &'c [u32],
    pub(super) spans: &'c [[i32; 2]],
    pub(super) located: usize,
    pub(super) standing: usize,
}

/// The days of an event without a date: they end before they begin and so meet no interval.
pub(super) const UNDATED: [i32; 2] = [i32::MAX, i32::MIN];

/// How many bits of a code are the type; two bits of precision and three of status follow.
const TYPE_BITS: u32 = 5;

/// Where the status begins in a code.
const STATUS_SHIFT: u32 = TYPE_BITS + 2;

/// There are fewer codes than this.
pub(super) const CODES: usize = 1 << (STATUS_SHIFT + 3);

const _: () = assert!(EventType::ALL.len() <= 1 << TYPE_BITS && Status::ALL.len() <= 8);

/// Type, precision of the place and status in one number.
pub(super) fn code(event: &Attributes) -> u16 {
    let [kind, precision, status] = [
        event.event_type as u8,
        event.geo_precision & 3,
        event.status as u8,
    ]
    .map(u16::from);
    kind | precision << TYPE_BITS | status << STATUS_SHIFT
}

/// Type, precision of the place and status of a code, as their own codes.
pub(super) fn parts(code: u16) -> [u8; 3] {
    let part = |shift: u32, bits: u32| {
        let part = usize::from(code) >> shift & ((1 << bits) - 1);
        u8::try_from(part).unwrap_or(u8::MAX)
    };
    [
        part(0, TYPE_BITS),
        part(TYPE_BITS, 2),
        part(STATUS_SHIFT, 3),
    ]
}

/// A day as a number that orders as days do.
pub(super) fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}

/// The day of a number; none if it is no [`day_number`].
pub(crate) fn day_of(number: i32) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(512)).ok()?;
    let [month, day] = [number.rem_euclid(512) / 32, number.rem_euclid(32)];
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The numbers of the first and the last day.
pub(super) fn days(date: Option<DateSpan>) -> [i32; 2] {
    date.map_or(UNDATED, |date| [date.first(), date.last()].map(day_number))
}

impl Columns {
    /// The columns of events whose rows are their places in the list.
    pub(super) fn of(events: impl Iterator<Item = Attributes>) -> Self {
        let mut listed = Listed::default();
        events.for_each(|event| listed.push(&event));
        listed.sorted()
    }

    pub(super) fn view(&self) -> View<'_> {
        View {
            cell: self.cell.values(),
            span: self.span.view(),
            code: self.code.values(),
            row: self.row.values(),
            spans: &self.spans,
            located: self.located,
            standing: self.standing,
        }
    }
}

impl View<'_> {
    /// The first and the last day of the event at a place.
    pub(super) fn days(&self, at: usize) -> [i32; 2] {
        self.spans[self.span.get(at)]
    }

    /// The type, as its discriminant, of the event at a place.
    pub(super) fn kind(&self, at: usize) -> usize {
        usize::from(self.code[at]) & ((1 << TYPE_BITS) - 1)
    }

    /// Whether the event at a place has a position.
    pub(super) fn is_located(&self, at: usize) -> bool {
        parts(self.code[at])[1] > 0
    }

    /// Where the event of a row stands: `cell` is its own, none if it has no place.
    pub(super) fn place_of(
        &self,
        is_merged: bool,
        cell: Option<[u32; 2]>,
        row: u32,
    ) -> Option<usize> {
        let places = if is_merged {
            self.standing..self.row.len()
        } else {
            0..self.standing
        };
        let key = |at: usize| {
            let cell = self.is_located(at).then(|| self.cell[at]);
            (along(cell), self.row[at])
        };
        let wanted = (along(cell), row);
        let (mut low, mut high) = (places.start, places.end);
        while low < high {
            let middle = low.midpoint(high);
            if key(middle) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < places.end && key(low) == wanted).then_some(low)
    }
}

/// Where an event stands among those that are merged, or those that are not.
fn along(cell: Option<[u32; 2]>) -> (bool, u64) {
    (cell.is_none(), cell.map_or(0, curve))
}

/// The columns of events by row, before they are put along the curve.
#[derive(Debug, Default)]
struct Listed {
    cell: Vec<Option<[u32; 2]>>,
    days: Vec<[i32; 2]>,
    code: Vec<u16>,
    is_merged: Vec<bool>,
}

impl Listed {
    fn push(&mut self, event: &Attributes) {
        self.cell.push(event.position.map(grid_of));
        self.days.push(days(event.date));
        self.code.push(code(event));
        self.is_merged.push(!event.status.is_listed());
    }

    fn sorted(self) -> Columns {
        let spans: BTreeSet<[i32; 2]> = self.days.iter().copied().collect();
        let spans: Vec<[i32; 2]> = spans.into_iter().collect();
        let rows = (0..).zip(self.cell.iter().zip(&self.is_merged));
        let mut order: Vec<(bool, (bool, u64), u32)> = rows
            .map(|(row, (cell, is_merged))| (*is_merged, along(*cell), row))
            .collect();
        order.sort_unstable();
        let standing = order.partition_point(|it| !it.0);
        let located = order[..standing].partition_point(|(_, (is_nowhere, _), _)| !is_nowhere);
        let rows = || order.iter().map(|(.., row)| *row as usize);
        let span = |row: usize| spans.partition_point(|it| *it < self.days[row]);
        let span = |row: usize| u32::try_from(span(row)).unwrap_or(u32::MAX);
        Columns {
            cell: rows()
                .map(|row| self.cell[row].unwrap_or_default())
                .collect::<Vec<_>>()
                .into(),
            span: Numbers::below(spans.len(), rows().map(span)),
            code: rows().map(|row| self.code[row]).collect::<Vec<_>>().into(),
            located,
            standing,
            row: order
                .iter()
                .map(|(.., row)| *row)
                .collect::<Vec<_>>()
                .into(),
            spans,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_days_order_as_days_do_and_can_be_read_back() {
        let days = [
            "-000001-12-31",
            "0000-01-01",
            "2017-12-31",
            "2018-01-01",
            "2018-01-31",
        ];
        let days = days.map(|day| day.parse::<Date>().unwrap());
        assert!(days.map(day_number).is_sorted());
        assert_eq!(days.map(|day| day_of(day_number(day))), days.map(Some));
        assert_eq!(UNDATED.map(day_of), [None, None]);
    }

    #[test]
    fn a_code_holds_type_precision_and_status() {
        for (kind, status) in EventType::ALL.iter().zip(Status::ALL.iter().cycle()) {
            for geo_precision in 0..=3 {
                let event = Attributes {
                    position: None,
                    date: None,
                    event_type: *kind,
                    geo_precision,
                    status: *status,
                };
                assert!(usize::from(code(&event)) < CODES);
                let expected = [*kind as u8, geo_precision, *status as u8];
                assert_eq!(parts(code(&event)), expected);
            }
        }
    }
}
