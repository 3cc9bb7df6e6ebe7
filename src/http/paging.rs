//! Pages of a list that changes while it is read: a page begins behind an item, or ends before it, wherever
//! that item then stands.

use std::{cmp::Ordering, str::FromStr};

/// Begins the cursor of a page that ends before its item.
const BACKWARDS: char = '<';

/// An item, and on which side of it the page lies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cursor<T> {
    pub(super) item: T,
    pub(super) is_backwards: bool,
}

impl<T: FromStr> FromStr for Cursor<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        let (item, is_backwards) = parted(text);
        Ok(Self {
            item: item.parse()?,
            is_backwards,
        })
    }
}

/// The item of a cursor, and whether the page ends before it.
pub(super) fn parted(text: &str) -> (&str, bool) {
    let behind = text.strip_prefix(BACKWARDS);
    (behind.unwrap_or(text), behind.is_some())
}

/// The cursor of the page that ends before an item.
pub(super) fn before(item: &str) -> String {
    format!("{BACKWARDS}{item}")
}

/// What a page shows, and whether items stand before it and behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown<T> {
    pub(super) items: Vec<T>,
    pub(super) has_earlier: bool,
    pub(super) has_more: bool,
}

impl<T> Shown<T> {
    /// The same of what is made of each item.
    pub(super) fn map<U>(self, make: impl FnMut(T) -> U) -> Shown<U> {
        Shown {
            items: self.items.into_iter().map(make).collect(),
            has_earlier: self.has_earlier,
            has_more: self.has_more,
        }
    }

    /// The first item, if others stand before it.
    pub(super) fn first(&self) -> Option<&T> {
        self.items.first().filter(|_| self.has_earlier)
    }

    /// The last item, if others stand behind it.
    pub(super) fn last(&self) -> Option<&T> {
        self.items.last().filter(|_| self.has_more)
    }
}

/// What a page of an ordered list shows. `side` tells of an item how it stands to the cursor's.
pub(super) fn page<T: Clone>(
    items: &[T],
    limit: usize,
    cursor: Option<bool>,
    side: impl Fn(&T) -> Ordering,
) -> Shown<T> {
    let (from, to) = match cursor {
        Some(true) => {
            let end = items.partition_point(|item| side(item).is_lt());
            (end.saturating_sub(limit), end)
        }
        forwards => {
            let start = forwards.map_or(0, |_| items.partition_point(|item| side(item).is_le()));
            (start, items.len().min(start.saturating_add(limit)))
        }
    };
    Shown {
        items: items[from..to].to_vec(),
        has_earlier: from > 0,
        has_more: to < items.len(),
    }
}

/// The same of a list in the order of its items' ids.
pub(super) fn page_by_id<'i, T: Clone>(
    items: &[T],
    limit: usize,
    cursor: Option<&Cursor<String>>,
    id: impl Fn(&T) -> &'i str,
) -> Shown<T> {
    let side = |item: &T| cursor.map_or(Ordering::Equal, |it| id(item).cmp(it.item.as_str()));
    page(items, limit, cursor.map(|it| it.is_backwards), side)
}

/// The same of a list without order, which is put in order by `compare` as far as the page needs it.
pub(super) fn sorted_page<K>(
    keys: impl Iterator<Item = K>,
    limit: usize,
    cursor: Option<&Cursor<K>>,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Shown<K> {
    let is_backwards = cursor.is_some_and(|it| it.is_backwards);
    let ordered = |one: &K, other: &K| {
        let order = compare(one, other);
        if is_backwards { order.reverse() } else { order }
    };
    let mut passed = 0;
    let ahead = keys.filter(|key| {
        let is_ahead = cursor.is_none_or(|it| ordered(key, &it.item).is_gt());
        passed += usize::from(!is_ahead);
        is_ahead
    });
    let (mut items, is_cut) = first(ahead, limit, ordered);
    if is_backwards {
        items.reverse();
        return Shown {
            items,
            has_earlier: is_cut,
            has_more: passed > 0,
        };
    }
    Shown {
        items,
        has_earlier: passed > 0,
        has_more: is_cut,
    }
}

/// The first so many of the items in an order, and whether there are others, in the memory of a few pages.
fn first<K>(
    items: impl Iterator<Item = K>,
    limit: usize,
    ordered: impl Fn(&K, &K) -> Ordering,
) -> (Vec<K>, bool) {
    let mut kept = Vec::new();
    for item in items {
        kept.push(item);
        if kept.len() > 2 * limit + 1 {
            kept.select_nth_unstable_by(limit, &ordered);
            kept.truncate(limit + 1);
        }
    }
    kept.sort_unstable_by(&ordered);
    let is_cut = kept.len() > limit;
    kept.truncate(limit);
    (kept, is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_lies_behind_or_before_its_cursor() {
        let check = |cursor: Option<(u32, bool)>, items: &[u32], sides: [bool; 2]| {
            let all = [1, 3, 5, 7, 9];
            let cursor = cursor.map(|(item, is_backwards)| Cursor { item, is_backwards });
            let side = |item: &u32| {
                cursor
                    .as_ref()
                    .map_or(Ordering::Equal, |it| item.cmp(&it.item))
            };
            let shown = page(&all, 2, cursor.as_ref().map(|it| it.is_backwards), side);
            let expected = Shown {
                items: items.to_vec(),
                has_earlier: sides[0],
                has_more: sides[1],
            };
            assert_eq!(shown, expected);
            let shuffled = [7, 1, 9, 5, 3].into_iter();
            assert_eq!(
                sorted_page(shuffled, 2, cursor.as_ref(), u32::cmp),
                expected
            );
        };
        check(None, &[1, 3], [false, true]);
        check(Some((3, false)), &[5, 7], [true, true]);
        check(Some((4, false)), &[5, 7], [true, true]);
        check(Some((7, false)), &[9], [true, false]);
        check(Some((9, false)), &[], [true, false]);
        check(Some((5, true)), &[1, 3], [false, true]);
        check(Some((9, true)), &[5, 7], [true, true]);
        check(Some((3, true)), &[1], [false, true]);
    }

    proptest! {
        #[test]
        fn following_pages_forth_and_back_sees_each_item_once(
            mut items in prop::collection::hash_set(0_u32..500, 0..60).prop_map(Vec::from_iter),
            limit in 1_usize..9,
        ) {
            let (mut seen, mut cursor) = (Vec::<u32>::new(), None);
            loop {
                let shown = sorted_page(items.iter().copied(), limit, cursor.as_ref(), u32::cmp);
                seen.extend(&shown.items);
                let Some(item) = shown.last().copied() else { break };
                cursor = Some(Cursor { item, is_backwards: false });
            }
            items.sort_unstable();
            prop_assert_eq!(&seen, &items);
        }
    }
}
