use std::ops::Range;

use super::{Index, slices::key};

/// The events of an index that a later one has in another state: where they stand in its columns and in its
/// slices, ascending.
#[derive(Debug, Clone, Default)]
pub(super) struct Dead {
    places: Vec<u32>,
    /// By slice; empty while there is none at all.
    in_slices: Vec<Vec<u32>>,
}

impl Dead {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Where they stand in the columns.
    pub(super) fn places(&self) -> &[u32] {
        &self.places
    }

    /// Where they stand in a slice.
    pub(super) fn in_slice(&self, slice: usize) -> &[u32] {
        self.in_slices.get(slice).map_or(&[], Vec::as_slice)
    }

    /// The same with more of them.
    pub(super) fn with(&self, index: &Index, mut places: Vec<u32>) -> Self {
        places.sort_unstable();
        let mut in_slices = self.in_slices.clone();
        in_slices.resize(index.slices.len(), Vec::new());
        let mut more = vec![Vec::new(); index.slices.len()];
        for place in &places {
            if let Some((slice, at)) = in_slice(index, *place) {
                more[slice].push(at);
            }
        }
        for (dead, more) in in_slices.iter_mut().zip(more) {
            add(dead, more);
        }
        let mut all = self.places.clone();
        add(&mut all, places);
        Self {
            places: all,
            in_slices,
        }
    }
}

/// The slice that lists a place of the columns, and where in it; none if no slice does.
fn in_slice(index: &Index, place: u32) -> Option<(usize, u32)> {
    let (at, columns) = (place as usize, index.columns.view());
    let key = (at < columns.located)
        .then(|| key(columns.days(at)))
        .flatten()?;
    let slice = index.slices.binary_search_by_key(&key, |it| it.key).ok()?;
    let listed = index.slices[slice].order.listed()?;
    let at = listed.place.values().binary_search(&place).ok()?;
    Some((slice, u32::try_from(at).ok()?))
}

/// Adds ascending values to others.
fn add(sorted: &mut Vec<u32>, more: Vec<u32>) {
    if !more.is_empty() {
        sorted.extend(more);
        // Both are in order already, which a stable sort makes use of.
        sorted.sort_by(u32::cmp);
        sorted.dedup();
    }
}

/// The parts of a range that lie between the dead; none of one that ends before it begins.
pub(super) fn alive(range: Range<usize>, dead: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let range = range.start..range.end.max(range.start);
    let from = dead.partition_point(|at| (*at as usize) < range.start);
    let to = dead.partition_point(|at| (*at as usize) < range.end);
    let ends = dead[from..to]
        .iter()
        .map(|at| *at as usize)
        .chain([range.end]);
    ends.scan(range.start, |start, end| {
        let part = *start..end;
        *start = end + 1;
        Some(part)
    })
    .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: Range<usize>, dead: &[u32], expected: &str) {
        let parts: Vec<_> = alive(range, dead).map(|it| format!("{it:?}")).collect();
        assert_eq!(parts.join(" "), expected);
    }

    #[test]
    fn the_living_are_what_is_left_of_a_range() {
        check(3..9, &[], "3..9");
        check(3..9, &[0, 2, 9, 12], "3..9");
        check(3..9, &[3, 5, 6, 8], "4..5 7..8");
        check(0..1, &[0], "");
        check(4..4, &[4], "");
        check(Range { start: 9, end: 3 }, &[5], "");
    }
}
