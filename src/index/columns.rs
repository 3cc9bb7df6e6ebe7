use super::{attributes::Attributes, curve::curve};
use crate::{event::Status, space::grid_of, time::Date};

/// What filters look at, one column each. Located events come first, along the Z-order curve of the Web
/// Mercator square; those without a place follow, and last those that are merged into others.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The cell of the grid that holds the position: column and row.
    pub(super) cell: Vec<[u32; 2]>,
    pub(super) first_day: Vec<i32>,
    pub(super) last_day: Vec<i32>,
    pub(super) event_type: Vec<u8>,
    pub(super) geo_precision: Vec<u8>,
    pub(super) status: Vec<u8>,
    /// The event's row in the canonical order.
    pub(super) row: Vec<u32>,
    /// How many of them have a place and are not merged.
    pub(super) located: usize,
    /// How many of them are not merged.
    pub(super) standing: usize,
}

/// The days of an event without a date: they end before they begin and so meet no interval.
pub(super) const UNDATED: [i32; 2] = [i32::MAX, i32::MIN];

/// A day as a number that orders as days do.
pub(super) fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}

/// The day of a number; none if it is no [`day_number`].
pub(super) fn day_of(number: i32) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(512)).ok()?;
    let [month, day] = [number.rem_euclid(512) / 32, number.rem_euclid(32)];
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl Columns {
    /// The columns of events whose rows are their places in the list.
    pub(super) fn of(events: impl Iterator<Item = Attributes>) -> Self {
        let mut order: Vec<(Option<u64>, u32, Attributes)> = (0..)
            .zip(events)
            .map(|(row, event)| (event.position.map(|at| curve(grid_of(at))), row, event))
            .collect();
        order.sort_unstable_by_key(|(curve, row, event)| {
            (is_merged(event), curve.is_none(), *curve, *row)
        });
        let mut columns = Self::default();
        for (_, row, event) in order {
            columns.push(row, event);
        }
        columns
    }

    fn push(&mut self, row: u32, event: Attributes) {
        let days = event
            .date
            .map_or(UNDATED, |date| [date.first(), date.last()].map(day_number));
        self.cell.push(event.position.map_or([0, 0], grid_of));
        self.first_day.push(days[0]);
        self.last_day.push(days[1]);
        self.event_type.push(event.event_type as u8);
        self.geo_precision.push(event.geo_precision);
        self.status.push(event.status as u8);
        self.row.push(row);
        self.located += usize::from(event.position.is_some() && !is_merged(&event));
        self.standing += usize::from(!is_merged(&event));
    }

    /// Whether the event at a place has a position.
    pub(super) fn is_located(&self, at: usize) -> bool {
        self.geo_precision[at] > 0
    }
}

fn is_merged(event: &Attributes) -> bool {
    event.status == Status::Merged
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
}
