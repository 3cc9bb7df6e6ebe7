use super::language::has_uzbek_letter;

/// The name in the other script, the most usual spelling first; nothing for a name that is in neither
/// Cyrillic nor Uzbek Latin letters.
///
/// `lang` is the BCP 47 tag of the name: `ru`, `uz` and `uz-Cyrl`, `kk`, `ky`, `tg`, `tk`; without it the
/// letters tell. Russian follows BGN/PCGN 1947, with the spellings that newspapers use beside it; Uzbek
/// its Latin alphabet of 1995; the others BGN/PCGN with diacritics left out.
///
/// ```
/// use zij::text::transliterations;
/// assert_eq!(transliterations("Андижон", Some("uz-Cyrl")), ["Andijon"]);
/// assert_eq!(transliterations("Фергана", Some("ru")), ["Fergana"]);
/// assert_eq!(transliterations("Fargʻona", Some("uz")), ["Фарғона"]);
/// ```
#[must_use]
pub fn transliterations(name: &str, lang: Option<&str>) -> Vec<String> {
    let lang = lang.map(|tag| tag.split('-').next().unwrap_or(tag));
    let mut spellings = match (is_cyrillic(name), lang) {
        (true, lang) => to_latin(name, lang.unwrap_or_else(|| guess(name))),
        (false, Some("uz")) => vec![to_uzbek_cyrillic(name)],
        (false, None) if has_uzbek_letter(name) => vec![to_uzbek_cyrillic(name)],
        (false, _) => vec![],
    };
    spellings.retain(|spelling| spelling != name);
    let mut seen: Vec<String> = vec![];
    spellings.retain(|spelling| {
        !seen.contains(spelling) && {
            seen.push(spelling.clone());
            true
        }
    });
    spellings
}

fn is_cyrillic(name: &str) -> bool {
    name.chars()
        .any(|letter| matches!(letter, '\u{400}'..='\u{52f}'))
}

/// The language whose own letters a Cyrillic name has.
fn guess(name: &str) -> &'static str {
    let has = |letters: &[char]| name.to_lowercase().contains(letters);
    match () {
        () if has(&['ў']) => "uz",
        () if has(&['ҷ', 'ӣ', 'ӯ']) => "tg",
        () if has(&['ә', 'ұ', 'і', 'һ']) => "kk",
        () if has(&['җ']) => "tk",
        () if has(&['ө', 'ү', 'ң']) && !has(&['қ', 'ғ']) => "ky",
        () if has(&['ө', 'ү', 'ң']) => "kk",
        () if has(&['қ', 'ғ', 'ҳ']) => "uz",
        () => "ru",
    }
}

fn to_latin(name: &str, lang: &str) -> Vec<String> {
    let table: fn(char, bool) -> Option<&'static str> = match lang {
        "uz" | "kaa" => uzbek,
        "kk" => kazakh,
        "ky" => kyrgyz,
        "tg" => tajik,
        "tk" => turkmen,
        _ => russian,
    };
    let strict = spell(name, table);
    if lang != "ru" {
        return vec![strict];
    }
    let plain = spell(name, russian_plain);
    let endings = [("iy", "y"), ("yy", "y"), ("aya", "aia")];
    let shorter = endings.iter().filter_map(|(long, short)| {
        plain
            .strip_suffix(long)
            .map(|stem| format!("{stem}{short}"))
    });
    let shorter: Vec<_> = shorter.collect();
    [vec![plain.clone(), strict], shorter].concat()
}

/// Spells a name letter by letter. The table is told whether a vowel begins a syllable.
fn spell(name: &str, table: fn(char, bool) -> Option<&'static str>) -> String {
    let mut spelling = String::with_capacity(name.len());
    let mut opens = true;
    for letter in name.chars() {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        match table(lower, opens).or_else(|| russian(lower, opens)) {
            Some(latin) if letter == lower => spelling.push_str(latin),
            Some(latin) => push_capital(&mut spelling, latin),
            None => spelling.push(letter),
        }
        opens = !lower.is_alphabetic()
            || matches!(
                lower,
                'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ў' | 'ъ' | 'ь'
            );
    }
    spelling
}

fn push_capital(spelling: &mut String, latin: &str) {
    let mut letters = latin.chars();
    spelling.extend(letters.next().map(|first| first.to_ascii_uppercase()));
    spelling.push_str(letters.as_str());
}

/// BGN/PCGN 1947 without its apostrophes.
fn russian(letter: char, opens: bool) -> Option<&'static str> {
    let alphabet = "абвгджзийклмнопрстуфхцчшщъьыэюяеё".chars();
    let opening = if opens { ["ye", "yo"] } else { ["e", "e"] };
    let mut spelled = alphabet.zip(RUSSIAN.into_iter().chain(opening));
    spelled
        .find(|(cyrillic, _)| *cyrillic == letter)
        .map(|(_, latin)| latin)
}

/// How the letters а to я are spelled, е and ё left out.
const RUSSIAN: [&str; 31] = [
    "a", "b", "v", "g", "d", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
    "f", "kh", "ts", "ch", "sh", "shch", "", "", "y", "e", "yu", "ya",
];

/// As newspapers spell Russian: `е` is always `e`.
fn russian_plain(letter: char, opens: bool) -> Option<&'static str> {
    let opens = opens && letter != 'е';
    russian(letter, opens)
}

fn uzbek(letter: char, opens: bool) -> Option<&'static str> {
    Some(match letter {
        'ў' => "oʻ",
        'ғ' => "gʻ",
        'қ' => "q",
        'ҳ' => "h",
        'х' => "x",
        'ж' => "j",
        'ё' => "yo",
        'ц' if !opens => "s",
        'ъ' => "ʼ",
        _ => return None,
    })
}

fn kazakh(letter: char, _: bool) -> Option<&'static str> {
    Some(match letter {
        'ә' => "a",
        'ғ' => "gh",
        'қ' => "q",
        'ң' => "ng",
        'ө' => "o",
        'ұ' | 'ү' => "u",
        'һ' => "h",
        'і' => "i",
        'е' => "e",
        _ => return None,
    })
}

fn kyrgyz(letter: char, _: bool) -> Option<&'static str> {
    Some(match letter {
        'ң' => "ng",
        'ө' => "o",
        'ү' => "u",
        'ж' => "j",
        'е' => "e",
        _ => return None,
    })
}

fn tajik(letter: char, _: bool) -> Option<&'static str> {
    Some(match letter {
        'ғ' => "gh",
        'қ' => "q",
        'ҳ' => "h",
        'ҷ' => "j",
        'ӣ' => "i",
        'ӯ' => "u",
        'ё' => "yo",
        _ => return None,
    })
}

fn turkmen(letter: char, _: bool) -> Option<&'static str> {
    Some(match letter {
        'ә' => "a",
        'җ' => "j",
        'ң' => "n",
        'ө' => "o",
        'ү' => "u",
        'ж' => "zh",
        'в' => "w",
        'х' => "h",
        'е' => "e",
        'ы' => "y",
        _ => return None,
    })
}

/// Pairs of letters and single letters of the Uzbek Latin alphabet; the longest that fits is taken.
const UZBEK_LETTERS: [(&str, &str); 39] = [
    ("oʻ", "ў"),
    ("gʻ", "ғ"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("yo", "ё"),
    ("yu", "ю"),
    ("ya", "я"),
    ("ye", "е"),
    ("ts", "ц"),
    ("a", "а"),
    ("b", "б"),
    ("d", "д"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "ҳ"),
    ("i", "и"),
    ("j", "ж"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "қ"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("x", "х"),
    ("y", "й"),
    ("z", "з"),
    ("ʻ", "ъ"),
    ("c", "с"),
    ("w", "в"),
    ("á", "а"),
    ("ä", "а"),
    ("ö", "ў"),
    ("ü", "у"),
];

fn to_uzbek_cyrillic(name: &str) -> String {
    let lower: String = name
        .to_lowercase()
        .chars()
        .map(|letter| {
            if super::fold::is_apostrophe(letter) {
                'ʻ'
            } else {
                letter
            }
        })
        .collect();
    let capital: Vec<bool> = name
        .chars()
        .flat_map(|letter| letter.to_lowercase().map(move |_| letter.is_uppercase()))
        .collect();
    let mut spelling = String::with_capacity(name.len() * 2);
    let (mut rest, mut at) = (lower.as_str(), 0);
    while let Some(first) = rest.chars().next() {
        let starts = !spelling.ends_with(char::is_alphabetic);
        let (latin_len, cyrillic) = uzbek_letter(rest, first, starts);
        push_cased(
            &mut spelling,
            &cyrillic,
            capital.get(at).copied().unwrap_or(false),
        );
        let (taken, after) = rest.split_at(latin_len);
        at += taken.chars().count();
        rest = after;
    }
    spelling
}

/// How many bytes of a folded-case name make its next letter, and that letter in Cyrillic.
fn uzbek_letter(rest: &str, first: char, starts: bool) -> (usize, String) {
    if first == 'e' {
        return (1, if starts { "э" } else { "е" }.to_owned());
    }
    let letter = UZBEK_LETTERS
        .iter()
        .find(|(latin, _)| rest.starts_with(latin));
    letter.map_or(
        (first.len_utf8(), first.to_string()),
        |(latin, cyrillic)| (latin.len(), (*cyrillic).to_owned()),
    )
}

fn push_cased(spelling: &mut String, letter: &str, capital: bool) {
    if capital {
        spelling.extend(letter.chars().flat_map(char::to_uppercase));
    } else {
        spelling.push_str(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, lang: Option<&str>, expected: &[&str]) {
        assert_eq!(transliterations(name, lang), expected, "{name} {lang:?}");
    }

    #[test]
    fn cyrillic_names_are_spelled_in_latin_as_their_language_does() {
        check("Ташкент", Some("ru"), &["Tashkent"]);
        check("Душанбе", None, &["Dushanbe"]);
        check(
            "Екатеринбург",
            Some("ru"),
            &["Ekaterinburg", "Yekaterinburg"],
        );
        check("Грозный", Some("ru"), &["Groznyy", "Grozny"]);
        check("Қўқон", None, &["Qoʻqon"]);
        check("Хоразм вилояти", Some("uz-Cyrl"), &["Xorazm viloyati"]);
        check("Ҷиргатол", None, &["Jirgatol"]);
        check("Жалал-Абад", Some("ky"), &["Jalal-Abad"]);
        check("Өскемен", Some("kk"), &["Oskemen"]);
        check("Ашхабад", Some("tk"), &["Ashhabad"]);
    }

    #[test]
    fn uzbek_names_are_spelled_in_cyrillic() {
        check("Toshkent", Some("uz"), &["Тошкент"]);
        check("Gʻijduvon", None, &["Ғиждувон"]);
        check("Eski Forish", Some("uz"), &["Эски Фориш"]);
        check("Shoʻrchi", Some("uz"), &["Шўрчи"]);
        check("Beshariq-2", Some("uz"), &["Бешариқ-2"]);
    }

    #[test]
    fn other_names_have_no_other_spelling() {
        check("London", None, &[]);
        check("London", Some("en"), &[]);
        check("کابل", Some("fa"), &[]);
        check("", Some("uz"), &[]);
    }
}
