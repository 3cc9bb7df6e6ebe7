use std::sync::LazyLock;

use super::{
    lexicon::Tongue,
    pattern::Forms,
    table::{TableError, rows},
    words::Word,
};

/// The words of months, weekdays, numbers and units: `geodata/vocabulary.tsv`.
static VOCABULARY: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/vocabulary.tsv"))
        .expect("a unit test reads the bundled table")
});

#[derive(Debug)]
struct Entry {
    class: Box<str>,
    value: i32,
    forms: Forms,
}

fn parse(text: &str) -> Result<Vec<Entry>, TableError> {
    rows::<4>("vocabulary.tsv", text)
        .map(|row| {
            let row = row?;
            let [lang, class, value, forms] = row.cells;
            lang.parse::<Tongue>().map_err(|reason| row.error(reason))?;
            let value = value.parse().map_err(|reason| row.error(reason))?;
            let forms = forms.parse().map_err(|reason: String| row.error(reason))?;
            Ok(Entry {
                class: class.into(),
                value,
                forms,
            })
        })
        .collect()
}

/// What a class reads in a word: the day, month, weekday, year, count or unit that it names; a whole
/// date as `yyyymmdd`.
pub(super) fn class(class: &str, word: &Word<'_>) -> Option<i32> {
    match class {
        "day" => day(&word.folded).or_else(|| named("day", word)),
        "year" => number(&word.folded)
            .filter(|_| word.folded.len() == 4)
            .filter(|year| (1900..=2100).contains(year)),
        "clock" => clock(&word.folded),
        "date" => date(&word.folded),
        "number" => number(&word.folded).or_else(|| named("number", word)),
        _ => named(class, word),
    }
}

fn named(class: &str, word: &Word<'_>) -> Option<i32> {
    let entries = VOCABULARY.iter().filter(|entry| *entry.class == *class);
    entries
        .filter(|entry| entry.forms.matches(word))
        .map(|entry| entry.value)
        .next()
}

fn day(text: &str) -> Option<i32> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending));
    number(digits.unwrap_or(text)).filter(|day| (1..=31).contains(day))
}

/// The minutes since midnight of `07:05`.
fn clock(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Digits, in threes with a comma between them or not.
fn number(text: &str) -> Option<i32> {
    let digits: String = text.split(',').collect();
    let threes = text.split(',').skip(1).all(|group| group.len() == 3);
    (threes && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// Days come before months, as the region writes them, unless only the other order makes a date.
fn date(text: &str) -> Option<i32> {
    let parts: Vec<i32> = text
        .split(['.', '/', '-'])
        .map(number)
        .collect::<Option<_>>()?;
    let [first, second, third] = parts[..] else {
        return None;
    };
    let (year, month, day) = match (text.contains('-'), second <= 12) {
        (true, _) => (first, second, third),
        (false, true) => (third, second, first),
        (false, false) => (third, first, second),
    };
    let known = (1900..=2100).contains(&year) && (1..=12).contains(&month);
    (known && (1..=31).contains(&day)).then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read() {
        parse(include_str!("../../geodata/vocabulary.tsv")).expect("vocabulary.tsv");
    }
}
