//! English verbs and nouns.

use super::{Inflected, endings};

/// Verbs whose past is not made by a rule, with their past forms.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("become", &["became"]),
    ("begin", &["began", "begun", "beginning"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("burn", &["burned", "burnt"]),
    ("burst", &["burst"]),
    ("buy", &["bought"]),
    ("cast", &["cast"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("cut", &["cut", "cutting"]),
    ("deal", &["dealt"]),
    ("dig", &["dug", "digging"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("fall", &["fell", "fallen"]),
    ("fight", &["fought"]),
    ("find", &["found"]),
    ("flee", &["fled"]),
    ("fly", &["flew", "flown"]),
    ("freeze", &["froze", "frozen"]),
    ("get", &["got", "getting"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("hang", &["hung", "hanged"]),
    ("hide", &["hid", "hidden"]),
    ("hit", &["hit", "hitting"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("light", &["lit"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("meet", &["met"]),
    ("overrun", &["overran", "overrunning"]),
    ("overthrow", &["overthrew", "overthrown"]),
    ("pay", &["paid"]),
    ("put", &["put", "putting"]),
    ("quit", &["quit", "quitting"]),
    ("rebuild", &["rebuilt"]),
    ("retake", &["retook", "retaken"]),
    ("ride", &["rode", "ridden"]),
    ("ring", &["rang", "rung"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran", "running"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("set", &["set", "setting"]),
    ("shake", &["shook", "shaken"]),
    ("shoot", &["shot"]),
    ("shut", &["shut", "shutting"]),
    ("sink", &["sank", "sunk"]),
    ("sit", &["sat", "sitting"]),
    ("slide", &["slid"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("split", &["split", "splitting"]),
    ("spread", &["spread"]),
    ("stand", &["stood"]),
    ("steal", &["stole", "stolen"]),
    ("strike", &["struck"]),
    ("swear", &["swore", "sworn"]),
    ("sweep", &["swept"]),
    ("swim", &["swam", "swimming"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tear", &["tore", "torn"]),
    ("throw", &["threw", "thrown"]),
    ("win", &["won", "winning"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("write", &["wrote", "written"]),
];

/// Verbs of more than one syllable that double their last letter.
const DOUBLING: &[&str] = &[
    "admit", "allot", "cancel", "commit", "expel", "kidnap", "occur", "patrol", "permit", "propel", "rebel", "refer",
    "repel", "shell", "signal", "submit", "transfer", "transmit", "travel",
];

/// Whether a word looks like the past of a verb.
pub(super) fn is_past(word: &str) -> bool {
    let irregular = || IRREGULAR.iter().any(|(_, past)| past.contains(&word) && !word.ends_with("ing"));
    word.ends_with("ed") || irregular()
}

/// The forms of a verb.
pub(super) fn verb(lemma: &str) -> Vec<Inflected> {
    let irregular = IRREGULAR.iter().find(|(verb, _)| *verb == lemma);
    let Some((_, past)) = irregular else {
        return regular(lemma);
    };
    let mut forms = noun(lemma);
    forms.push(match lemma.strip_suffix('e') {
        Some(stem) if !lemma.ends_with("ee") => endings(stem, &["ing"]),
        _ => endings(lemma, &["ing"]),
    });
    forms.extend(past.iter().map(|form| endings(*form, &[""])));
    forms
}

fn regular(lemma: &str) -> Vec<Inflected> {
    if let Some(stem) = lemma.strip_suffix('e') {
        return vec![endings(stem, &["e", "es", "ed", "ing"])];
    }
    if let Some(stem) = consonant_y(lemma) {
        return vec![endings(stem, &["y", "ies", "ied", "ying"])];
    }
    let mut forms = noun(lemma);
    let doubled = lemma.chars().last().filter(|_| doubles(lemma));
    let stem = doubled.map_or_else(|| lemma.to_owned(), |last| format!("{lemma}{last}"));
    forms.push(endings(stem, &["ed", "ing"]));
    forms
}

/// The forms of a noun; those of a verb's present are the same.
pub(super) fn noun(lemma: &str) -> Vec<Inflected> {
    let hissing = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|ending| lemma.ends_with(ending));
    vec![match consonant_y(lemma) {
        Some(stem) => endings(stem, &["y", "ies"]),
        None if hissing => endings(lemma, &["", "es"]),
        None => endings(lemma, &["", "s"]),
    }]
}

fn consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    let vowel = stem.ends_with(is_vowel);
    (!vowel).then_some(stem)
}

/// Whether the last letter is doubled before an ending: `stop`, but not `open`, `rain` or `show`.
fn doubles(lemma: &str) -> bool {
    let letters: Vec<char> = lemma.chars().rev().collect();
    let [last, vowel, before, ..] = letters[..] else {
        return false;
    };
    let closed = !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(before);
    let vowels = letters.iter().filter(|letter| is_vowel(**letter)).count();
    closed && (vowels == 1 || DOUBLING.contains(&lemma))
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}
