//! Russian cases and adjectives of names.

use crate::text;

/// A name of one word that shares fewer letters with its inflected form must be declined by the book: "Оше" is
/// of "Ош", "Бои" is not of "Боу".
const WHOLE_MIN: usize = 4;

/// What a name ends with that takes no further ending, folded.
const VOWELS: [char; 10] = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'й'];

/// The longest ending of a case in letters: "ского" aside, which belongs to the adjective.
const ENDING_MAX: usize = 3;

/// How many letters an adjective shares at least with a name that it does not hold whole; one less with the
/// last of several words: "кара-суйский" of "Кара-Суу".
const MADE_OF_MIN: usize = 3;

/// The most letters that an adjective drops of its name.
const LINK_MAX: usize = 2;

/// What an adjective may put between the rest of its name and "ск": "навоийский", "сурхандарьинский".
const LINK_LETTERS: [&str; 14] = [
    "й", "и", "н", "ин", "ен", "ан", "ян", "ов", "ев", "е", "ь", "ий", "ей", "а",
];

/// What an adjective may put between its name and "ск": "каршинский", "кашгаровский".
const LINKS: [&str; 2] = ["ин", "ов"];

/// Whether folded words differ from a folded name by the endings of cases only.
pub(super) fn is_case(name: &str, words: &str) -> bool {
    let one_word = !name.contains(' ');
    name.split(' ').zip(words.split(' ')).all(|(name, word)| {
        let (common, last, ending) = parted(name, word);
        let by_the_book = name == word || declines(name, last, ending);
        let short = one_word && common < WHOLE_MIN && !by_the_book;
        let longest = last.chars().count().max(ending.chars().count());
        !short && !is_surname(last, ending) && longest <= ENDING_MAX
    })
}

/// Whether folded words are another case of a folded noun by the book.
pub(super) fn is_declined(name: &str, words: &str) -> bool {
    let (_, last, ending) = parted(name, words);
    declines(name, last, ending)
}

/// Whether the last of folded words is an adjective of the last word of a folded name: "ошские" of "Ош".
pub(super) fn is_adjective(name: &str, words: &str) -> bool {
    let made_of_min = MADE_OF_MIN - usize::from(name.contains(' '));
    let [name, word] = [name, words].map(|words| words.rsplit(' ').next().unwrap_or_default());
    let stem = text::stem(word);
    let (common, last, link) = parted(name, stem.strip_suffix("ск").unwrap_or(stem));
    let linked = link.is_empty() || LINK_LETTERS.contains(&link);
    let dropped = last.chars().count();
    dropped == 0 && link.is_empty() || common >= made_of_min && dropped <= LINK_MAX && linked
}

/// The stems of the names that a folded Russian adjective may be made of: "ошские", "навоийский" of "Навои",
/// "каршинский" of "Карши".
pub(super) fn adjective_bases(folded: &str) -> impl Iterator<Item = &str> {
    let stem = text::stem(folded);
    let base = stem
        .strip_suffix("ск")
        .filter(|_| stem.len() < folded.len());
    let linked = LINKS.map(|link| base.and_then(|base| base.strip_suffix(link)));
    let bases = base
        .into_iter()
        .chain(base)
        .chain(linked.into_iter().flatten());
    let stemmed = bases
        .enumerate()
        .map(|(at, base)| if at == 0 { base } else { text::stem(base) });
    stemmed.filter(|base| base.chars().nth(1).is_some())
}

/// How many letters two words begin with alike, and what each ends with.
fn parted<'w>(one: &'w str, other: &'w str) -> (usize, &'w str, &'w str) {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let (letters, bytes) = alike.fold((0, 0), |(letters, bytes), (letter, _)| {
        (letters + 1, bytes + letter.len_utf8())
    });
    (letters, &one[bytes..], &other[bytes..])
}

/// Whether a name may end otherwise than it does in another case: "Рига" and "Риге", "Ош" and "Ошем". What
/// ends with a vowel only changes it: "Боом" is not of "Бо", nor "Индии" of "Инд".
fn declines(name: &str, last: &str, ending: &str) -> bool {
    match last {
        "" => matches!(ending, "а" | "у" | "ом" | "ем" | "е") && !name.ends_with(VOWELS),
        "а" => matches!(ending, "ы" | "и" | "е" | "у" | "ой" | "ою"),
        "я" => matches!(ending, "и" | "е" | "ю" | "ей" | "ею"),
        "ь" | "й" => matches!(ending, "я" | "и" | "е" | "ю" | "ем" | "ью"),
        _ => false,
    }
}

/// Whether a word is a surname made of a name and no case of it: "Самаркандов" of "Самарканд".
fn is_surname(name: &str, word: &str) -> bool {
    let plural = matches!(name, "ы" | "и");
    !plural && (word.starts_with("ов") || word.starts_with("ев"))
}

/// Whether a folded Russian word looks like a verb of the third person, or a short participle.
pub(super) fn is_russian_verb(folded: &str) -> bool {
    const ENDINGS: [&str; 19] = [
        "ал", "ил", "ел", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ют", "ут", "ит",
        "ат", "ят", "на", "но", "ны",
    ];
    folded.chars().count() > 4 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_a_name_differ_from_it_by_endings_only() {
        let pairs = [
            ("ош", "оше"),
            ("ош", "ошом"),
            ("бо", "боом"),
            ("инд", "индии"),
            ("инд", "инд"),
            ("рига", "риге"),
            ("боу", "бои"),
            ("алма ата", "алма атой"),
            ("исфара", "исфары"),
            ("саратов", "саратовом"),
            ("саратов", "саратовский"),
            ("самарканд", "самаркандов"),
            ("карачи", "карачами"),
        ];
        let cases = pairs.map(|(name, words)| is_case(name, words));
        let expected = [
            true, true, false, false, true, true, false, true, true, true, false, false, true,
        ];
        assert_eq!(cases, expected);
    }

    #[test]
    fn nouns_are_declined_by_the_book() {
        let pairs = [
            ("осака", "осаки"),
            ("тахар", "тахара"),
            ("карачи", "карачи"),
            ("кага", "каган"),
            ("ташкент", "ташкентов"),
            ("бо", "боом"),
            ("ош", "оша"),
        ];
        let declined = pairs.map(|(name, words)| is_declined(name, words));
        assert_eq!(declined, [true, true, false, false, false, false, true]);
    }

    #[test]
    fn adjectives_are_made_of_names_with_a_link_or_without() {
        let pairs = [
            ("ош", "ошские"),
            ("навои", "навоийский"),
            ("карши", "каршинской"),
            ("бухара", "бухарский"),
            ("джалал абад", "джалал абадского"),
            ("брест", "брежневских"),
            ("ош", "омских"),
            ("сар", "сарахский"),
            ("кара суу", "кара суйского"),
        ];
        let adjectives = pairs.map(|(name, words)| is_adjective(name, words));
        assert_eq!(
            adjectives,
            [true, true, true, true, true, false, false, false, true,]
        );
    }

    #[test]
    fn the_bases_of_an_adjective_are_stems_of_names() {
        let bases = |word| adjective_bases(word).collect::<Vec<_>>();
        assert_eq!(bases("ошские"), ["ош", "ош"]);
        assert_eq!(bases("каршинской"), ["каршин", "каршин", "карш"]);
        assert_eq!(bases("ташкент"), [""; 0]);
        assert_eq!(bases(""), [""; 0]);
    }
}
