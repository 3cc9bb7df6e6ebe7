use super::PlaceKind;

/// A set of kinds of places, in the order of [`PlaceKind::ALL`].
///
/// ```
/// use zij::gazetteer::{KindSet, PlaceKind};
/// let fields: KindSet = [PlaceKind::Airport, PlaceKind::Airfield].into_iter().collect();
/// assert!(fields.contains(PlaceKind::Airport) && !fields.contains(PlaceKind::River));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u64);

impl KindSet {
    /// Whether no kind is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a kind is in the set.
    #[must_use]
    pub fn contains(self, kind: PlaceKind) -> bool {
        self.0 & bit(kind) != 0
    }

    /// Whether the two sets have a kind in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds the kinds of another set.
    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// The kinds of the set.
    pub fn iter(self) -> impl Iterator<Item = PlaceKind> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let kind = PlaceKind::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*kind)
        })
    }
}

impl FromIterator<PlaceKind> for KindSet {
    fn from_iter<I: IntoIterator<Item = PlaceKind>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | bit(kind)))
    }
}

/// The kind's own bit; a 65th kind would not compile.
fn bit(kind: PlaceKind) -> u64 {
    const { assert!(PlaceKind::ALL.len() <= u64::BITS as usize) };
    1 << kind as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in_once_and_in_order() {
        use PlaceKind as K;
        let mut set: KindSet = [K::Island, K::Country, K::Island].into_iter().collect();
        assert!(KindSet::default().is_empty() && !set.is_empty());
        let other: KindSet = [K::Pass].into_iter().collect();
        assert!(!set.meets(other));
        set.add(other);
        assert!(set.meets(other));
        let kinds: Vec<PlaceKind> = set.iter().collect();
        assert_eq!(kinds, [K::Country, K::Pass, K::Island]);
    }
}
