use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text without the marks above, below and through its letters, its case as it is.
///
/// ```
/// assert_eq!(zij::text::without_accents("Mazār-e Sharīf, Орёл"), "Mazar-e Sharif, Орел");
/// ```
#[must_use]
pub fn without_accents(text: &str) -> String {
    let plain = text.nfd().filter(|letter| !is_combining_mark(*letter));
    plain.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_are_lost() {
        for (text, expected) in [
            ("", ""),
            ("Oʻzbekiston", "Oʻzbekiston"),
            ("ÇŞĞ çşğ", "CSG csg"),
            ("Хӯҷанд", "Хуҷанд"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(without_accents(text), expected);
        }
    }
}
