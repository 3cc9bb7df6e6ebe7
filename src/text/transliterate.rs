use super::{fold::is_apostrophe, language::has_uzbek_letter};

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
    let lower = name.to_lowercase();
    let own = [
        ("ў", "uz"),
        ("ҷӣӯ", "tg"),
        ("әұіһ", "kk"),
        ("җ", "tk"),
        ("өүң", "ky"),
        ("қғҳ", "uz"),
    ];
    let has = |letters: &str| letters.chars().any(|letter| lower.contains(letter));
    match own.iter().find(|(letters, _)| has(letters)) {
        Some((_, "ky")) if has("қғ") => "kk",
        Some((_, lang)) => lang,
        None => "ru",
    }
}

/// Letters, and how each is spelled in Latin, separated by commas.
type Alphabet = (&'static str, &'static str);

/// BGN/PCGN 1947 without its apostrophes; `е` and `ё` depend on what is before them.
const RUSSIAN: Alphabet = (
    "абвгджзийклмнопрстуфхцчшщъьыэюя",
    "a,b,v,g,d,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,,y,e,yu,ya",
);
const UZBEK: Alphabet = ("ўғқҳхжёъ", "oʻ,gʻ,q,h,x,j,yo,ʼ");
const KAZAKH: Alphabet = ("әғқңөұүһіе", "a,gh,q,ng,o,u,u,h,i,e");
const KYRGYZ: Alphabet = ("ңөүже", "ng,o,u,j,e");
const TAJIK: Alphabet = ("ғқҳҷӣӯё", "gh,q,h,j,i,u,yo");
const TURKMEN: Alphabet = ("әҗңөүвхе", "a,j,n,o,u,w,h,e");
/// As newspapers spell Russian: `е` is always `e`.
const NEWSPAPERS: Alphabet = ("е", "e");

fn to_latin(name: &str, lang: &str) -> Vec<String> {
    let own = match lang {
        "uz" | "kaa" => UZBEK,
        "kk" => KAZAKH,
        "ky" => KYRGYZ,
        "tg" => TAJIK,
        "tk" => TURKMEN,
        _ => return russian_spellings(name),
    };
    vec![spell(name, own)]
}

fn russian_spellings(name: &str) -> Vec<String> {
    let plain = spell(name, NEWSPAPERS);
    let endings = [("iy", "y"), ("yy", "y")].iter();
    let shorter =
        endings.filter_map(|(long, short)| Some(plain.strip_suffix(long)?.to_owned() + short));
    let shorter: Vec<_> = shorter.collect();
    [vec![plain, spell(name, ("", ""))], shorter].concat()
}

/// Spells a name letter by letter, by a language's own letters before those of Russian.
fn spell(name: &str, own: Alphabet) -> String {
    let mut spelling = String::with_capacity(name.len());
    let mut opens = true;
    for letter in name.chars() {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let latin = spelled(own, lower).or_else(|| opening(lower, opens));
        match latin.or_else(|| spelled(RUSSIAN, lower)) {
            Some(latin) if letter == lower => spelling.push_str(latin),
            Some(latin) => push_capital(&mut spelling, latin),
            None => spelling.push(letter),
        }
        opens = !lower.is_alphabetic() || "аеёиоуыэюяўъь".contains(lower);
    }
    spelling
}

fn spelled((letters, spellings): Alphabet, letter: char) -> Option<&'static str> {
    let mut pairs = letters.chars().zip(spellings.split(','));
    pairs
        .find(|(own, _)| *own == letter)
        .map(|(_, latin)| latin)
}

/// The letters that Russian pronounces otherwise at the beginning and after vowels.
fn opening(letter: char, opens: bool) -> Option<&'static str> {
    match letter {
        'е' if opens => Some("ye"),
        'ё' if opens => Some("yo"),
        'е' | 'ё' => Some("e"),
        _ => None,
    }
}

fn push_capital(spelling: &mut String, latin: &str) {
    let mut letters = latin.chars();
    spelling.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    spelling.push_str(letters.as_str());
}

/// The Uzbek Latin alphabet of 1995, pairs of letters first, and the Cyrillic letter of each; the rest are
/// letters of foreign names.
const UZBEK_LATIN: (&str, &str) = (
    "oʻ,gʻ,sh,ch,yo,yu,ya,ye,ts,a,b,d,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,x,y,z,ʻ,c,w,á,ä,ö,ü",
    "ўғшчёюяецабдфгҳижклмнопқрстувхйзъсвааўу",
);

fn to_uzbek_cyrillic(name: &str) -> String {
    let plain = |letter| if is_apostrophe(letter) { 'ʻ' } else { letter };
    let letters: Vec<char> = name.chars().map(plain).collect();
    let mut spelling = String::with_capacity(name.len() * 2);
    let mut rest = letters.as_slice();
    while let Some(first) = rest.first() {
        let starts = !spelling.ends_with(char::is_alphabetic);
        let (taken, cyrillic) = uzbek_letter(*first, rest.get(1).copied(), starts);
        if first.is_uppercase() {
            spelling.extend(cyrillic.to_uppercase());
        } else {
            spelling.push(cyrillic);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    spelling
}

/// How many letters make the next letter of a name, and that letter in Cyrillic.
fn uzbek_letter(first: char, next: Option<char>, starts: bool) -> (usize, char) {
    let lower: String = [Some(first), next]
        .into_iter()
        .flatten()
        .flat_map(char::to_lowercase)
        .collect();
    if lower.starts_with('e') {
        return (1, if starts { 'э' } else { 'е' });
    }
    let (latin, cyrillic) = UZBEK_LATIN;
    let mut letters = latin.split(',').zip(cyrillic.chars());
    let letter = letters.find(|(latin, _)| lower.starts_with(latin));
    letter.map_or((1, first), |(latin, cyrillic)| {
        (latin.chars().count(), cyrillic)
    })
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
