/// Suffixes of case, possession, number and origin, folded: Uzbek in both scripts, with the vowel and
/// consonant variants of Kazakh and Kyrgyz.
const SUFFIXES: &[&str] = &[
    "ning",
    "niki",
    "ni",
    "ga",
    "ka",
    "qa",
    "da",
    "ta",
    "dan",
    "tan",
    "dagi",
    "tagi",
    "gacha",
    "dayoq",
    "cha",
    "lar",
    "lik",
    "liklar",
    "si",
    "i",
    "imiz",
    "miz",
    "dek",
    "нинг",
    "ники",
    "ни",
    "га",
    "ка",
    "қа",
    "да",
    "та",
    "дан",
    "тан",
    "даги",
    "таги",
    "гача",
    "даёқ",
    "ча",
    "лар",
    "лик",
    "ликлар",
    "си",
    "и",
    "имиз",
    "миз",
    "дек",
    "ның",
    "нің",
    "дың",
    "дің",
    "тың",
    "тің",
    "де",
    "те",
    "до",
    "то",
    "ден",
    "тен",
    "дон",
    "тон",
    "ға",
    "ге",
    "ке",
    "го",
    "ко",
    "дағы",
    "дагы",
    "тағы",
];

/// How many suffixes a word may carry: `viloyat-lar-i-dagi`.
const SUFFIXES_MAX: usize = 3;

/// The shorter words that a folded word may be when Turkic suffixes are taken off, the longest first; the
/// word itself is not among them.
///
/// Most are no words at all: they are guesses for a look-up in the gazetteer.
///
/// ```
/// use zij::text::suffix_stripped;
/// let guesses: Vec<_> = suffix_stripped("toshkentdan").collect();
/// assert_eq!(guesses, ["toshkent"]);
/// ```
pub fn suffix_stripped(folded_word: &str) -> impl Iterator<Item = &str> {
    let mut lengths = vec![];
    let mut layer = vec![folded_word.len()];
    for _ in 0..SUFFIXES_MAX {
        layer = layer
            .iter()
            .flat_map(|length| shorter(folded_word, *length))
            .collect();
        lengths.extend_from_slice(&layer);
    }
    lengths.sort_unstable_by(|one, other| other.cmp(one));
    lengths.dedup();
    lengths
        .into_iter()
        .filter_map(|length| folded_word.get(..length))
}

/// Whether letters are nothing but suffixes, no more than a word may carry: whether [`suffix_stripped`]
/// leads from a word that they end to what stands before them, if that has two letters or more.
///
/// ```
/// use zij::text::are_suffixes;
/// assert!(are_suffixes("liklarga") && !are_suffixes("istan") && !are_suffixes(""));
/// ```
#[must_use]
pub fn are_suffixes(letters: &str) -> bool {
    are_at_most(letters, SUFFIXES_MAX) && !letters.is_empty()
}

fn are_at_most(letters: &str, suffixes: usize) -> bool {
    let mut rests = SUFFIXES
        .iter()
        .filter_map(|suffix| letters.strip_suffix(suffix));
    letters.is_empty() || suffixes > 0 && rests.any(|rest| are_at_most(rest, suffixes - 1))
}

/// The lengths in bytes of what is left of a word's first bytes without one suffix.
fn shorter(word: &str, length: usize) -> impl Iterator<Item = usize> {
    let word = word.get(..length).unwrap_or_default();
    let stems = SUFFIXES
        .iter()
        .filter_map(move |suffix| word.strip_suffix(suffix));
    stems
        .filter(|stem| stem.chars().nth(1).is_some())
        .map(str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &[&str]) {
        assert_eq!(
            suffix_stripped(word).collect::<Vec<_>>(),
            expected,
            "{word}"
        );
    }

    #[test]
    fn suffixes_come_off_one_after_the_other() {
        check("toshkentda", &["toshkent"]);
        check("fargonadan", &["fargona"]);
        check("viloyatidagi", &["viloyatidag", "viloyati", "viloyat"]);
        check(
            "toshkentliklarning",
            &["toshkentliklar", "toshkentlik", "toshkent"],
        );
        check("андижонда", &["андижон"]);
        check("вилоятидаги", &["вилоятидаг", "вилояти", "вилоят"]);
        check("ошко", &["ош"]);
        check("алматыдағы", &["алматы"]);
    }

    #[test]
    fn words_without_suffix_have_no_shorter_form() {
        check("toshkent", &[]);
        check("da", &[]);
        check("", &[]);
    }
}
