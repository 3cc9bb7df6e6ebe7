//! Russian verbs and nouns. The forms are those that tell of a third person: news has no other.

use super::{Inflected, Tense, endings, irregular};
use crate::extract::lexicon::Tongue;

const PAST: &[&str] = &[
    "л",
    "ла",
    "ло",
    "ли",
    "вший",
    "вшая",
    "вшее",
    "вшие",
    "вшего",
    "вшей",
    "вшую",
    "вшем",
    "вшим",
    "вших",
    "вшими",
    "в",
    "ть",
];
const PAST_BACK: &[&str] = &[
    "лся",
    "лась",
    "лось",
    "лись",
    "вшийся",
    "вшаяся",
    "вшееся",
    "вшиеся",
    "вшегося",
    "вшейся",
    "вшуюся",
    "вшемся",
    "вшимся",
    "вшихся",
    "вшимися",
    "вшись",
    "ться",
];
const PRESENT_E: &[&str] = &[
    "ет",
    "ют",
    "ем",
    "ющий",
    "ющая",
    "ющие",
    "ющего",
    "ющей",
    "ющих",
    "ющими",
];
const PRESENT_E_BACK: &[&str] = &[
    "ется",
    "ются",
    "ющийся",
    "ющаяся",
    "ющееся",
    "ющиеся",
    "ющихся",
];
const FUTURE_E: &[&str] = &["ет", "ут", "ем"];
const FUTURE_E_BACK: &[&str] = &["ется", "утся"];
const FUTURE_I: &[&str] = &["ит", "ят", "ат", "им", "ящий", "ящие", "ящих"];
const FUTURE_I_BACK: &[&str] = &["ится", "ятся", "атся"];
const PASSIVE: &[&str] = &[
    "", "а", "о", "ы", "ный", "ная", "ное", "ные", "ного", "ной", "ную", "ному", "ном", "ным",
    "ных", "ными",
];
const PASSIVE_T: &[&str] = &[
    "", "а", "о", "ы", "ый", "ая", "ое", "ые", "ого", "ой", "ую", "ому", "ом", "ым", "ых", "ыми",
];

/// What the ending of a word makes of it; the longest ending that fits decides.
pub(super) fn tense(word: &str) -> Tense {
    const TENSES: &[(Tense, &[&str])] = &[
        (
            Tense::Nominal,
            &[
                "ения", "ение", "ании", "ание", "сти", "тели", "ели", "ола", "ила",
            ],
        ),
        (
            Tense::Infinitive,
            &["ать", "ить", "еть", "ыть", "уть", "ться", "ять", "йти"],
        ),
        (
            Tense::Past,
            &[
                "ал", "ала", "ало", "али", "ил", "или", "ило", "ел", "ела", "ело", "ыл", "ыла",
                "ыли", "ул", "ула", "ули", "ял", "яла", "яли", "лся", "лась", "лось", "лись",
                "шли", "шла", "шло", "шел", "иб", "ибли", "ибла",
            ],
        ),
        (
            Tense::Participle,
            &[
                "ан",
                "ана",
                "ано",
                "аны",
                "ен",
                "ена",
                "ено",
                "ены",
                "ят",
                "ята",
                "ято",
                "яты",
                "ыт",
                "ыта",
                "ыто",
                "ыты",
                "ут",
                "ута",
                "уто",
                "уты",
                "нный",
                "нная",
                "нное",
                "нные",
                "нного",
                "нной",
                "нных",
                "нным",
                "нную",
            ],
        ),
        (
            Tense::Present,
            &[
                "ает", "ают", "яет", "яют", "ует", "уют", "ит", "ется", "ются", "утся", "ится",
                "атся", "ятся", "дут", "дет", "еют", "еет", "шут", "шет", "рут", "кут", "ишут",
                "роют",
            ],
        ),
        (Tense::Gerund, &["ая", "яя", "вшись"]),
    ];
    let fitting = TENSES.iter().flat_map(|(tense, endings)| {
        let fits = endings.iter().filter(|ending| word.ends_with(*ending));
        fits.map(move |ending| (ending.len(), *tense))
    });
    fitting
        .max_by_key(|(length, _)| *length)
        .map_or(Tense::Nominal, |(_, tense)| tense)
}

/// The forms of a verb; those of `-ся` only where the infinitive has it or the passive is so told.
pub(super) fn verb(lemma: &str) -> Vec<Inflected> {
    let mut forms = vec![endings(lemma, &[""])];
    let plain = lemma.strip_suffix("ся");
    if let Some(plain) = plain.filter(|plain| irregular::of(Tongue::Ru, plain).is_none()) {
        forms.extend(regular(plain).into_iter().filter_map(turned_back));
        return forms;
    }
    let lemma = plain.unwrap_or(lemma);
    match irregular::of(Tongue::Ru, lemma) {
        Some((prefix, ends)) => {
            forms.extend(ends.iter().flat_map(|end| irregular_form(prefix, end)));
        }
        None => forms.extend(regular(lemma)),
    }
    forms
}

/// A form of an irregular verb as the table writes it.
fn irregular_form(prefix: &str, end: &str) -> Vec<Inflected> {
    let whole = |end: &str| format!("{prefix}{end}");
    if let Some(stem) = end.strip_suffix('-') {
        vec![endings(whole(stem), PAST), endings(whole(stem), PAST_BACK)]
    } else if let Some(stem) = end.strip_suffix('+') {
        let participle = if stem.ends_with('т') {
            PASSIVE_T
        } else {
            PASSIVE
        };
        vec![endings(whole(stem), participle)]
    } else {
        vec![endings(whole(end), &["", "ся", "сь"])]
    }
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

const HARD: &[&str] = &[
    "", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах",
];

/// The cases of a noun in singular and plural.
pub(super) fn noun(lemma: &str) -> Vec<Inflected> {
    let stem = |ending: &str| lemma.strip_suffix(ending);
    if let Some(stem) = stem("ие") {
        return vec![endings(
            format!("{stem}и"),
            &["е", "я", "ю", "ем", "и", "й", "ям", "ями", "ях"],
        )];
    }
    if let Some(stem) = stem("ия") {
        return vec![endings(
            format!("{stem}и"),
            &["я", "и", "ю", "ей", "й", "ям", "ями", "ях"],
        )];
    }
    if let Some(stem) = stem("ь") {
        return vec![endings(
            stem,
            &["ь", "и", "ью", "ей", "ям", "ями", "ях", "я", "ю", "ем", "е"],
        )];
    }
    if let Some(stem) = stem("а") {
        return vec![endings(
            stem,
            &["а", "ы", "и", "е", "у", "ой", "ей", "ам", "ами", "ах", ""],
        )];
    }
    if let Some(stem) = stem("я") {
        return vec![endings(
            stem,
            &["я", "и", "е", "ю", "ей", "ям", "ями", "ях", "ь", "й"],
        )];
    }
    if let Some(stem) = stem("о") {
        return vec![endings(
            stem,
            &["о", "а", "у", "ом", "е", "ам", "ами", "ах", ""],
        )];
    }
    if let Some(stem) = adjective(lemma) {
        return vec![endings(stem, ADJECTIVE)];
    }
    if let Some(stem) = stem("й") {
        return vec![endings(
            stem,
            &["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"],
        )];
    }
    let mut forms = vec![endings(lemma, HARD)];
    forms.extend(without_fleeting_vowel(lemma));
    forms
}

const ADJECTIVE: &[&str] = &[
    "ий", "ый", "ая", "ое", "ее", "ые", "ие", "ого", "его", "ой", "ей", "ую", "ому", "ему", "ом",
    "ем", "ым", "им", "ых", "их", "ыми", "ими",
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
