use super::{
    area::{Edges, units},
    snapshot::Entry,
};
use crate::time::Date;

/// What filters look at, one column each. Located events come first, along a Z-order curve; those
/// without a place follow.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) lon: Vec<i32>,
    pub(super) lat: Vec<i32>,
    pub(super) first_day: Vec<i32>,
    pub(super) last_day: Vec<i32>,
    pub(super) event_type: Vec<u8>,
    pub(super) geo_precision: Vec<u8>,
    pub(super) status: Vec<u8>,
    /// The event's row in the canonical order.
    pub(super) row: Vec<u32>,
    /// How many of them have a place.
    pub(super) located: usize,
}

/// The days of an event without a date: they end before they begin and so meet no interval.
const UNDATED: (i32, i32) = (i32::MAX, i32::MIN);

/// A day as a number that orders as days do.
pub(super) fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 512 + i32::from(day.month()) * 32 + i32::from(day.day())
}

impl Columns {
    /// The columns of events whose rows are their places in the list.
    pub(super) fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut order: Vec<(Option<u64>, u32, &Entry)> = (0..)
            .zip(entries)
            .map(|(row, entry)| (curve(entry), row, entry))
            .collect();
        order.sort_unstable_by_key(|(curve, row, _)| (curve.is_none(), *curve, *row));
        let mut columns = Self::default();
        for (_, row, entry) in order {
            columns.push(row, entry);
        }
        columns
    }

    fn push(&mut self, row: u32, entry: &Entry) {
        let event = &entry.stored.event;
        let place = event.location.as_ref();
        let (first, last) = event.date.map_or(UNDATED, |date| {
            (day_number(date.first()), day_number(date.last()))
        });
        self.lon
            .push(place.map_or(0, |place| units(place.position.lon())));
        self.lat
            .push(place.map_or(0, |place| units(place.position.lat())));
        self.first_day.push(first);
        self.last_day.push(last);
        self.event_type.push(event.event_type as u8);
        self.geo_precision
            .push(place.map_or(0, |place| place.where_prec.geo_precision() as u8));
        self.status.push(event.status as u8);
        self.row.push(row);
        self.located += usize::from(place.is_some());
    }

    /// The smallest box around the positions of a range of located events.
    pub(super) fn edges(&self, range: std::ops::Range<usize>) -> Edges {
        let ends = |column: &[i32]| {
            let start = (i32::MAX, i32::MIN);
            column.iter().fold(start, |(low, high), value| {
                (low.min(*value), high.max(*value))
            })
        };
        let (west, east) = ends(&self.lon[range.clone()]);
        let (south, north) = ends(&self.lat[range]);
        [west, south, east, north]
    }
}

/// How far along the Z-order curve an event stands; none without a place.
fn curve(entry: &Entry) -> Option<u64> {
    let at = entry.stored.event.location.as_ref()?.position;
    let offset = |degrees: f64| units(degrees).cast_unsigned() ^ (1 << 31);
    Some(spread(offset(at.lon())) | spread(offset(at.lat())) << 1)
}

/// The bits of a number, each followed by a zero.
///
/// Source: S. E. Anderson, "Interleave bits by Binary Magic Numbers",
/// <https://graphics.stanford.edu/~seander/bithacks.html#InterleaveBMN>.
fn spread(number: u32) -> u64 {
    let steps = [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ];
    steps.iter().fold(u64::from(number), |bits, (shift, mask)| {
        (bits | bits << shift) & mask
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_spread_without_loss() {
        assert_eq!(spread(0b1011), 0b0100_0101);
        assert_eq!(spread(u32::MAX), 0x5555_5555_5555_5555);
    }

    #[test]
    fn numbers_of_days_order_as_days_do() {
        let day = |text: &str| day_number(text.parse().unwrap());
        assert!(day("2017-12-31") < day("2018-01-01"));
        assert!(day("2018-01-31") < day("2018-02-01"));
        assert!(day("-000001-12-31") < day("0000-01-01"));
    }
}
