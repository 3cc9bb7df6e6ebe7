/// A set of small codes, each below 32, as the columns of the index hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes(u32);

impl Codes {
    /// Whether the code is in the set.
    #[must_use]
    pub fn contains(self, code: u8) -> bool {
        code < 32 && self.0 >> code & 1 == 1
    }

    /// The codes that are in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl FromIterator<u8> for Codes {
    fn from_iter<I: IntoIterator<Item = u8>>(codes: I) -> Self {
        let bit = |code: u8| 1_u32.checked_shl(u32::from(code)).unwrap_or(0);
        Self(codes.into_iter().fold(0, |set, code| set | bit(code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: Codes = [0, 7, 31].into_iter().collect();
        let held: Vec<u8> = (0..40).filter(|code| set.contains(*code)).collect();
        assert_eq!(held, [0, 7, 31]);
        assert_eq!(
            set.and([7, 8].into_iter().collect()),
            [7].into_iter().collect()
        );
    }
}
