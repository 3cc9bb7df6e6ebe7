//! The one form under which names are compared. The build script includes this file, so that names are
//! folded alike when the gazetteer is compiled and when it is asked.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The form under which names are compared: words in lower case without diacritics or apostrophes, one
/// space between them.
///
/// Compatibility forms are decomposed (NFKD). Apostrophes of every kind vanish, so that `oʻ`, `o‘`,
/// `o'` and `o` are one; hyphens, dashes and other punctuation part words; the dots of an abbreviation
/// of single letters vanish (`U.S.` is `us`). `ё` becomes `е`, `й` stays. Arabic letters lose their
/// marks, `ي` and `ى` become `ی`, `ك` becomes `ک`; the zero-width non-joiner vanishes.
///
/// ```
/// use zij::text::fold;
/// assert_eq!(fold("Farg‘ona  viloyati"), "fargona viloyati");
/// assert_eq!(fold("Mazār-e Sharīf"), "mazar e sharif");
/// assert_eq!(fold("Орёл, Алтай"), "орел алтай");
/// assert_eq!(fold("U.S."), "us");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded form of a text, without a space at either end.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    let mut words = Words {
        from: folded.len(),
        folded,
        gap: false,
    };
    let mut rest = text;
    let mut inside = false;
    while let Some(first) = rest.chars().next() {
        let acronym = if inside || !begins_word(first) {
            0
        } else {
            acronym_len(rest)
        };
        let (piece, after) = rest.split_at(acronym.max(first.len_utf8()));
        piece
            .chars()
            .filter(|letter| acronym == 0 || *letter != '.')
            .for_each(|letter| words.take(letter));
        words.gap |= piece.ends_with('.');
        inside = begins_word(first) || (inside && continues_word(first));
        rest = after;
    }
}

/// The words folded so far, and whether the next letter begins another.
struct Words<'f> {
    folded: &'f mut String,
    from: usize,
    gap: bool,
}

impl Words<'_> {
    /// Takes a character; the alphabets of the region's Latin and Russian texts without a look at the tables
    /// of Unicode.
    fn take(&mut self, letter: char) {
        match letter {
            'a'..='z' | '0'..='9' | 'а'..='я' => self.push_letter(letter),
            'A'..='Z' => self.push_letter(letter.to_ascii_lowercase()),
            'А'..='Я' => letter
                .to_lowercase()
                .for_each(|lower| self.push_letter(lower)),
            'Ё' | 'ё' => self.push_letter('е'),
            _ if is_apostrophe(letter) => {}
            _ if letter.is_ascii() => self.gap = true,
            _ => {
                let parts = std::iter::once(letter).nfkd().flat_map(char::to_lowercase);
                parts.for_each(|part| self.push_part(part));
            }
        }
    }

    /// Takes a letter or mark of a decomposed letter.
    fn push_part(&mut self, part: char) {
        match part {
            '\u{306}' if self.folded.ends_with('и') => self.respell("й"),
            'ي' | 'ى' => self.push('ی'),
            'ك' => self.push('ک'),
            'ß' => "ss".chars().for_each(|letter| self.push(letter)),
            'æ' => "ae".chars().for_each(|letter| self.push(letter)),
            'ə' => self.push('a'),
            'ı' => self.push('i'),
            'ø' => self.push('o'),
            'đ' => self.push('d'),
            'ł' => self.push('l'),
            _ => self.push(part),
        }
    }

    fn respell(&mut self, last: &str) {
        self.folded.pop();
        self.folded.push_str(last);
    }

    fn push(&mut self, letter: char) {
        if is_dropped(letter) || is_apostrophe(letter) {
            return;
        }
        if begins_word(letter) {
            self.push_letter(letter);
        } else {
            self.gap = true;
        }
    }

    fn push_letter(&mut self, letter: char) {
        if self.gap && self.folded.len() > self.from {
            self.folded.push(' ');
        }
        self.gap = false;
        self.folded.push(letter);
    }
}

/// The bytes of an abbreviation of single letters with dots between them (`U.S.`, `т.д.`, `M.V`) at the
/// start of a text; 0 if there is none. Where nothing but a word's start precedes the text.
pub(crate) fn acronym_len(text: &str) -> usize {
    let mut letters = 0;
    let mut end = 0;
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next_if(|letter| is_letter(*letter)) {
        if rest.peek().is_some_and(|next| continues_word(*next)) {
            break;
        }
        letters += 1;
        end += letter.len_utf8();
        if rest.next_if_eq(&'.').is_none() {
            break;
        }
        end += 1;
    }
    if letters > 1 { end } else { 0 }
}

/// Whether a character is a letter. Russian letters are known without a search in Unicode's tables, which
/// took two fifths of the time of [`Analysed`](super::Analysed).
pub(crate) fn is_letter(letter: char) -> bool {
    matches!(letter, 'А'..='я') || letter.is_alphabetic()
}

/// Whether a character can begin a word or number.
pub(crate) fn begins_word(letter: char) -> bool {
    is_letter(letter) || letter.is_numeric()
}

/// Whether a character inside or after a word belongs to it, apostrophes aside.
pub(crate) fn continues_word(letter: char) -> bool {
    begins_word(letter) || is_dropped(letter)
}

/// Whether a character is written as an apostrophe, whatever it was made for.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '´' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{2ca}' | '\u{2cb}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{55a}' | '\u{ff07}'
    )
}

/// Whether a character is a mark or joiner within a word that folding leaves out.
fn is_dropped(letter: char) -> bool {
    is_combining_mark(letter)
        || matches!(
            letter,
            '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(spellings: &[&str], folded: &str) {
        for spelling in spellings {
            assert_eq!(fold(spelling), folded, "{spelling}");
        }
    }

    #[test]
    fn spellings_of_one_name_fold_to_one_form() {
        check(
            &[
                "Oʻzbekiston",
                "O‘zbekiston",
                "O'zbekiston",
                "O`zbekiston",
                "O´zbekiston",
                "OZBEKISTON",
            ],
            "ozbekiston",
        );
        check(
            &[
                "Mazar-i-Sharif",
                "Mazār-i Sharīf",
                " mazar – i\u{a0}Sharif ",
            ],
            "mazar i sharif",
        );
        check(&["Йошкар-Ола", "И\u{306}ошкар Ола"], "йошкар ола");
        check(&["Орёл", "Орел", "ОРЁЛ"], "орел");
        check(&["مزار شریف", "مَزار شَريف", "مـزار شريف"], "مزار شریف");
        check(&["خان‌آباد", "خانآباد", "خاناباد"], "خاناباد");
        check(&["Ağrı", "AGRI", "agri"], "agri");
        check(&["İzmir", "izmir"], "izmir");
    }

    #[test]
    fn dots_vanish_from_abbreviations_only() {
        check(&["U.S.", "U.S", "US"], "us");
        check(&["Washington, D.C.", "washington dc"], "washington dc");
        check(&["St. Petersburg"], "st petersburg");
        check(&["г.Ташкент", "г. Ташкент"], "г ташкент");
        check(&["М.В.Ломоносов"], "мв ломоносов");
        check(&["AU.S"], "au s");
    }

    #[test]
    fn nothing_folds_to_nothing() {
        check(&["", " ", "—", "'", "\u{301}", "…"], "");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
