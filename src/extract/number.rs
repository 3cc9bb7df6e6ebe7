use super::{vocabulary::class, words::Word};

/// The number that a run of number words around one of them tells: `two hundred and five`, `1,200`,
/// `yigirma besh`.
pub(super) fn number(words: &[Word<'_>], at: usize) -> Option<u32> {
    let numeral = |word: &Word<'_>| part(word).is_some();
    let first = (0..at)
        .rev()
        .take_while(|&before| numeral(&words[before]))
        .last()
        .unwrap_or(at);
    let run = words[first..].iter().take_while(|word| numeral(word));
    let (mut total, mut group) = (0_u32, 0_u32);
    for part in run.filter_map(part) {
        match part {
            Part::Count(count) => group = group.checked_add(count)?,
            Part::Times(100) => group = group.max(1).checked_mul(100)?,
            Part::Times(times) => {
                total = total.checked_add(group.max(1).checked_mul(times)?)?;
                group = 0;
            }
        }
    }
    total.checked_add(group)
}

enum Part {
    Count(u32),
    Times(u32),
}

fn part(word: &Word<'_>) -> Option<Part> {
    let times = class("hundred", word).and_then(|times| u32::try_from(times).ok());
    let count = class("number", word).and_then(|count| u32::try_from(count).ok());
    times.map(Part::Times).or(count.map(Part::Count))
}
