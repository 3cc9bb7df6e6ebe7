use super::{vocabulary::class, words::Word};

/// The number that a run of number words around one of them tells: `two hundred`, `1,200`,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract::words, text::Analysed};

    #[track_caller]
    fn check(text: &str, expected: Option<u32>) {
        let analysed = Analysed::new(text, None);
        let words = words::words(&analysed, &analysed.sentences()[0]);
        let first = words.iter().position(|word| part(word).is_some());
        assert_eq!(first.and_then(|at| number(&words, at)), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        check("killed 1,200 people", Some(1200));
        check("some two hundred and five", Some(200));
        check("twenty five of them were killed", Some(25));
        check("погибли двадцать пять человек", Some(25));
        check("погибли две тысячи триста человек", Some(2300));
        check("kamida bir ming ikki yuz kishi halok boʻldi", Some(1200));
        check("4294967296 people", None);
        check("nobody at all", None);
    }
}
