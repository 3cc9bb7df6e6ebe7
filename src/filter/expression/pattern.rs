/// A pattern of `LIKE`: `%` stands for any text, `_` for one letter, and a backslash takes the meaning from
/// the letter behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    AnyText,
    AnyLetter,
    Letter(char),
}

impl Pattern {
    pub(super) fn of(text: &str) -> Self {
        let mut letters = text.chars();
        let mut pieces = Vec::new();
        while let Some(letter) = letters.next() {
            pieces.push(match letter {
                '%' => Piece::AnyText,
                '_' => Piece::AnyLetter,
                '\\' => Piece::Letter(letters.next().unwrap_or('\\')),
                _ => Piece::Letter(letter),
            });
        }
        Self(pieces)
    }

    /// Whether the whole text is as the pattern says.
    pub(super) fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut piece) = (0, 0);
        // Where the last `%` stands, and how much of the text it has taken so far.
        let mut open = None;
        while at < text.len() {
            match self.0.get(piece) {
                Some(Piece::AnyText) => {
                    open = Some((piece, at));
                    piece += 1;
                }
                Some(Piece::AnyLetter) => (at, piece) = (at + 1, piece + 1),
                Some(Piece::Letter(letter)) if *letter == text[at] => {
                    (at, piece) = (at + 1, piece + 1);
                }
                _ => {
                    let Some((from, taken)) = open else {
                        return false;
                    };
                    open = Some((from, taken + 1));
                    (at, piece) = (taken + 1, from + 1);
                }
            }
        }
        self.0[piece..].iter().all(|piece| *piece == Piece::AnyText)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(pattern: &str, fitting: &[&str], other: &[&str]) {
        let pattern = Pattern::of(pattern);
        assert!(fitting.iter().all(|text| pattern.fits(text)), "{fitting:?}");
        assert!(!other.iter().any(|text| pattern.fits(text)), "{other:?}");
    }

    #[test]
    fn percent_is_any_text_and_underscore_one_letter() {
        check("Osh", &["Osh"], &["", "Os", "Oshskaya", "osh"]);
        check("Osh%", &["Osh", "Oshskaya"], &["Noosh", "O"]);
        check(
            "%h_n%",
            &["Chon", "Ishan-e", "xhhan"],
            &["hn", "han".split_at(2).0],
        );
        check("_ш", &["Ош"], &["ш", "Оош"]);
        check("%", &["", "Ош"], &[]);
        check("", &[""], &["a"]);
        check("100\\%", &["100%"], &["1000"]);
        check("a\\_b\\", &["a_b\\"], &["axb"]);
        check("%a%b%c", &["abc", "aabbcc", "xaxbxc"], &["acb", "abcd"]);
    }

    proptest! {
        #[test]
        fn a_text_fits_itself_and_its_ends(text in "[a-cА-В]{0,9}", from in 0_usize..9) {
            let tail: String = text.chars().skip(from).collect();
            prop_assert!(Pattern::of(&text).fits(&text));
            let ends_so = Pattern::of(&format!("%{tail}"));
            prop_assert!(ends_so.fits(&text));
        }
    }
}
