//! Russian verbs and nouns. The forms are those that tell of a third person: news has no other.

use super::{Inflected, Tense, endings};

const PAST: &[&str] = &[
    "л", "ла", "ло", "ли", "вший", "вшая", "вшее", "вшие", "вшего", "вшей", "вшую", "вшем", "вшим", "вших", "вшими",
    "в", "ть",
];
const PAST_BACK: &[&str] = &[
    "лся", "лась", "лось", "лись", "вшийся", "вшаяся", "вшееся", "вшиеся", "вшегося", "вшейся", "вшуюся", "вшемся",
    "вшимся", "вшихся", "вшимися", "вшись", "ться",
];
const PRESENT_E: &[&str] = &["ет", "ют", "ем", "ющий", "ющая", "ющие", "ющего", "ющей", "ющих", "ющими"];
const PRESENT_E_BACK: &[&str] = &["ется", "ются", "ющийся", "ющаяся", "ющееся", "ющиеся", "ющихся"];
const FUTURE_E: &[&str] = &["ет", "ут", "ем"];
const FUTURE_E_BACK: &[&str] = &["ется", "утся"];
const FUTURE_I: &[&str] = &["ит", "ят", "ат", "им", "ящий", "ящие", "ящих"];
const FUTURE_I_BACK: &[&str] = &["ится", "ятся", "атся"];
const PASSIVE: &[&str] = &[
    "", "а", "о", "ы", "ный", "ная", "ное", "ные", "ного", "ной", "ную", "ному", "ном", "ным", "ных", "ными",
];
const PASSIVE_T: &[&str] = &[
    "", "а", "о", "ы", "ый", "ая", "ое", "ые", "ого", "ой", "ую", "ому", "ом", "ым", "ых", "ыми",
];

/// Stems that no rule gives: a part of an infinitive, and what stands for it in the present or future and
/// in the past.
const IRREGULAR: &[(&str, &[(&str, &[&str])])] = &[
    ("йти", &[("ш", &["ел", "ла", "ло", "ли", "едший", "едшая", "едшие", "едших"]), ("йд", FUTURE_E), ("д", FUTURE_E)]),
    ("ехать", &[("еха", PAST), ("ед", FUTURE_E)]),
    ("вести", &[("ве", &["л", "ла", "ло", "ли"]), ("вед", FUTURE_E), ("веден", PASSIVE)]),
    ("везти", &[("вез", &["", "ла", "ло", "ли", "ут", "ет"]), ("везен", PASSIVE)]),
    ("пасть", &[("па", PAST), ("пад", FUTURE_E)]),
    ("сесть", &[("се", PAST), ("сяд", FUTURE_E)]),
    ("жечь", &[("жег", &[""]), ("жг", &["ла", "ло", "ли", "ут"]), ("жжен", PASSIVE)]),
    ("лечь", &[("лег", &["", "ла", "ло", "ли"])]),
    ("влечь", &[("влек", &["", "ла", "ло", "ли", "ут"]), ("влечен", PASSIVE)]),
    ("гнать", &[("гна", PAST), ("гон", FUTURE_I), ("гнан", PASSIVE)]),
    ("брать", &[("бра", PAST), ("бра", PAST_BACK), ("бер", FUTURE_E), ("бер", FUTURE_E_BACK), ("бран", PASSIVE)]),
    ("звать", &[("зва", PAST), ("зов", FUTURE_E), ("зван", PASSIVE)]),
    ("слать", &[("сла", PAST), ("шл", FUTURE_E), ("слан", PASSIVE)]),
    ("писать", &[("писа", PAST), ("пиш", FUTURE_E), ("писан", PASSIVE)]),
    ("казать", &[("каза", PAST), ("каж", FUTURE_E), ("казан", PASSIVE)]),
    ("дать", &[("да", PAST), ("да", &["ст", "дут"]), ("дан", PASSIVE)]),
    ("стать", &[("ста", PAST), ("стан", FUTURE_E)]),
    ("нять", &[("ня", PAST), ("ня", PAST_BACK), ("ним", FUTURE_E), ("йм", FUTURE_E), ("нят", PASSIVE_T)]),
    ("взять", &[("взя", PAST), ("возьм", FUTURE_E), ("взят", PASSIVE_T)]),
    ("чать", &[("ча", PAST), ("ча", PAST_BACK), ("чн", FUTURE_E), ("чн", FUTURE_E_BACK), ("чат", PASSIVE_T)]),
    ("крыть", &[("кры", PAST), ("кры", PAST_BACK), ("кро", &["ет", "ют"]), ("кро", PRESENT_E_BACK), ("крыт", PASSIVE_T)]),
    ("бить", &[("би", PAST), ("бь", &["ет", "ют"]), ("бит", PASSIVE_T)]),
    ("плыть", &[("плы", PAST), ("плыв", FUTURE_E)]),
    ("быть", &[("бы", PAST), ("буд", FUTURE_E)]),
    ("грести", &[("греб", &["", "ла", "ло", "ли"])]),
    ("мереть", &[("мер", &["", "ла", "ло", "ли"])]),
    ("переть", &[("пер", &["", "ла", "ло", "ли"]), ("перт", PASSIVE_T)]),
    ("гибнуть", &[("гиб", &["", "ла", "ло", "ли", "ший", "шая", "шие", "ших", "шим", "шими"]), ("гибн", FUTURE_E)]),
    ("никнуть", &[("ник", &["", "ла", "ло", "ли"]), ("никн", FUTURE_E)]),
    ("вергнуть", &[("верг", &["", "ла", "ло", "ли"]), ("верг", &["нет", "нут"]), ("вергнут", PASSIVE_T)]),
    ("стигнуть", &[("стиг", &["", "ла", "ло", "ли"]), ("стигн", FUTURE_E), ("стигнут", PASSIVE_T)]),
    ("сечь", &[("сек", &["", "ла", "ло", "ли", "ут"]), ("сечен", PASSIVE)]),
    ("ползти", &[("полз", &["", "ла", "ло", "ли", "ет", "ут"])]),
    ("нести", &[("нес", &["", "ла", "ло", "ли", "ет", "ут"]), ("несен", PASSIVE)]),
    ("дрогнуть", &[("дрогну", PAST)]),
];

/// What the ending of a word makes of it; the longest ending that fits decides.
pub(super) fn tense(word: &str) -> Tense {
    const TENSES: &[(Tense, &[&str])] = &[
        (Tense::Nominal, &["ения", "ение", "ании", "ание", "сти", "тели", "ели", "ола", "ила"]),
        (Tense::Infinitive, &["ать", "ить", "еть", "ыть", "уть", "ться", "ять", "йти"]),
        (Tense::Past, &["ал", "ала", "ало", "али", "ил", "или", "ило", "ел", "ела", "ело", "ыл", "ыла", "ыли", "ул",
            "ула", "ули", "ял", "яла", "яли", "лся", "лась", "лось", "лись", "шли", "шла", "шло", "шел", "иб", "ибли", "ибла"]),
        (Tense::Participle, &["ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ят", "ята", "ято", "яты", "ыт", "ыта",
            "ыто", "ыты", "ут", "ута", "уто", "уты", "нный", "нная", "нное", "нные", "нного", "нной", "нных", "нным", "нную"]),
        (Tense::Present, &["ает", "ают", "яет", "яют", "ует", "уют", "ит", "ется", "ются", "утся", "ится", "атся", "ятся",
            "дут", "дет", "еют", "еет", "шут", "шет", "рут", "кут", "ишут", "роют"]),
        (Tense::Gerund, &["ая", "яя", "вшись"]),
    ];
    let fitting = TENSES.iter().flat_map(|(tense, endings)| {
        let fits = endings.iter().filter(|ending| word.ends_with(*ending));
        fits.map(move |ending| (ending.len(), *tense))
    });
    fitting.max_by_key(|(length, _)| *length).map_or(Tense::Nominal, |(_, tense)| tense)
}

/// The forms of a verb; those of `-ся` only where the infinitive has it or the passive is so told.
pub(super) fn verb(lemma: &str) -> Vec<Inflected> {
    let mut forms = vec![endings(lemma, &[""])];
    if let Some(plain) = lemma.strip_suffix("ся") {
        forms.extend(regular(plain).into_iter().filter_map(turned_back));
        return forms;
    }
    let irregular = IRREGULAR
        .iter()
        .filter_map(|(part, stems)| Some((lemma.strip_suffix(part)?, stems)))
        .min_by_key(|(prefix, _)| prefix.len());
    match irregular {
        Some((prefix, stems)) => {
            let whole = |stem: &str| format!("{prefix}{stem}");
            forms.extend(stems.iter().map(|(stem, ends)| endings(whole(stem), ends)));
        }
        None => forms.extend(regular(lemma)),
    }
    forms
}

/// A form with the `-ся` of itself; the passive has none.
fn turned_back(form: Inflected) -> Option<Inflected> {
    let Inflected::Endings { stem, endings } = form else {
        return None;
    };
    let back = match endings {
        PAST | PAST_BACK => PAST_BACK,
        PRESENT_E | PRESENT_E_BACK => PRESENT_E_BACK,
        FUTURE_E => FUTURE_E_BACK,
        FUTURE_I => FUTURE_I_BACK,
        _ => return None,
    };
    Some(Inflected::Endings {
        stem,
        endings: back,
    })
}

fn regular(lemma: &str) -> Vec<Inflected> {
    let stem = |ending: &str| lemma.strip_suffix(ending);
    if let Some(root) = stem("овать").or(stem("евать")) {
        let past = &lemma[..lemma.len() - "ть".len()];
        return vec![
            endings(past, PAST),
            endings(past, PAST_BACK),
            endings(format!("{root}у"), PRESENT_E),
            endings(format!("{root}у"), PRESENT_E_BACK),
            endings(format!("{past}н"), PASSIVE),
        ];
    }
    if let Some(root) = stem("нуть") {
        return vec![
            endings(format!("{root}ну"), PAST),
            endings(format!("{root}н"), FUTURE_E),
            endings(format!("{root}нут"), PASSIVE_T),
        ];
    }
    if let Some(root) = stem("ить") {
        let passive = softened(root).into_iter();
        let passive = passive.map(|root| endings(format!("{root}ен"), PASSIVE));
        let active = [
            endings(format!("{root}и"), PAST),
            endings(format!("{root}и"), PAST_BACK),
            endings(root, FUTURE_I),
            endings(root, FUTURE_I_BACK),
        ];
        return active.into_iter().chain(passive).collect();
    }
    let Some(past) = stem("ть") else {
        return Vec::new();
    };
    vec![
        endings(past, PAST),
        endings(past, PAST_BACK),
        endings(past, PRESENT_E),
        endings(past, PRESENT_E_BACK),
        endings(format!("{past}н"), PASSIVE),
        endings(past.trim_end_matches('е'), FUTURE_I),
    ]
}

/// The last consonant of a root as the passive has it: `посети-ть`, `посещ-ен`.
fn softened(root: &str) -> Vec<String> {
    const CHANGES: &[(&str, &[&str])] = &[
        ("ст", &["щ"]),
        ("т", &["щ", "ч"]),
        ("д", &["жд", "ж"]),
        ("с", &["ш"]),
        ("з", &["ж"]),
        ("б", &["бл"]),
        ("в", &["вл"]),
        ("м", &["мл"]),
        ("п", &["пл"]),
    ];
    let change = CHANGES.iter().find(|(end, _)| root.ends_with(end));
    match change {
        Some((end, to)) => {
            let kept = &root[..root.len() - end.len()];
            to.iter().map(|to| format!("{kept}{to}")).collect()
        }
        None => vec![root.to_owned()],
    }
}

const HARD: &[&str] = &["", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах"];

/// The cases of a noun in singular and plural.
pub(super) fn noun(lemma: &str) -> Vec<Inflected> {
    let stem = |ending: &str| lemma.strip_suffix(ending);
    if let Some(stem) = stem("ие") {
        return vec![endings(format!("{stem}и"), &["е", "я", "ю", "ем", "и", "й", "ям", "ями", "ях"])];
    }
    if let Some(stem) = stem("ия") {
        return vec![endings(format!("{stem}и"), &["я", "и", "ю", "ей", "й", "ям", "ями", "ях"])];
    }
    if let Some(stem) = stem("ь") {
        return vec![endings(stem, &["ь", "и", "ью", "ей", "ям", "ями", "ях", "я", "ю", "ем", "е"])];
    }
    if let Some(stem) = stem("а") {
        return vec![endings(stem, &["а", "ы", "и", "е", "у", "ой", "ей", "ам", "ами", "ах", ""])];
    }
    if let Some(stem) = stem("я") {
        return vec![endings(stem, &["я", "и", "е", "ю", "ей", "ям", "ями", "ях", "ь", "й"])];
    }
    if let Some(stem) = stem("о") {
        return vec![endings(stem, &["о", "а", "у", "ом", "е", "ам", "ами", "ах", ""])];
    }
    if let Some(stem) = adjective(lemma) {
        return vec![endings(stem, ADJECTIVE)];
    }
    if let Some(stem) = stem("й") {
        return vec![endings(stem, &["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"])];
    }
    let mut forms = vec![endings(lemma, HARD)];
    forms.extend(without_fleeting_vowel(lemma));
    forms
}

const ADJECTIVE: &[&str] = &[
    "ий", "ый", "ая", "ое", "ее", "ые", "ие", "ого", "его", "ой", "ей", "ую", "ому", "ему", "ом", "ем", "ым", "им",
    "ых", "их", "ыми", "ими",
];

/// The stem of a noun that is declined as an adjective: `рабочий`, but not `мораторий`.
fn adjective(lemma: &str) -> Option<&str> {
    let endings = ["ый", "щий", "ший", "чий", "жий", "кий"];
    let is_one = endings.iter().any(|ending| lemma.ends_with(ending));
    is_one.then(|| lemma.strip_suffix("ий").or(lemma.strip_suffix("ый")))?
}

/// `паводок`, `паводка`.
fn without_fleeting_vowel(lemma: &str) -> Option<Inflected> {
    let (stem, last) = [("ок", "к"), ("ек", "к"), ("ец", "ц")]
        .into_iter()
        .find_map(|(end, last)| Some((lemma.strip_suffix(end)?, last)))?;
    Some(endings(format!("{stem}{last}"), &HARD[1..]))
}
