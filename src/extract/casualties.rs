use std::{ops::Range, sync::LazyLock};

use super::{
    lexicon::Lexicon,
    number::number,
    reading::Reading,
    table::{TableError, rows},
    vocabulary,
    words::Joint,
};

/// Patterns of deaths; the count is the first number that the pattern reads, or that of the table.
static CASUALTIES: LazyLock<Lexicon<Option<u32>>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/casualties.tsv"))
        .expect("a unit test reads the bundled table")
});

fn parse(text: &str) -> Result<Lexicon<Option<u32>>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<4>("casualties.tsv", text) {
        let row = row?;
        let [lang, count, pattern, _note] = row.cells;
        let count = match count {
            "" => None,
            count => Some(count.parse().map_err(|reason| row.error(reason))?),
        };
        lexicon
            .add(lang, pattern, count)
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// The deaths that a sentence tells, and the words that do; none if it tells none, which is not zero.
pub(super) fn fatalities(reading: &Reading<'_>) -> Option<(Range<usize>, u32)> {
    let hits = CASUALTIES.hits(reading.lang, &reading.words, &vocabulary::class);
    // The 22 of "on 22 June" counts nobody.
    let dates = |at: usize| reading.times.iter().any(|time| time.words.contains(&at));
    let counted = hits.into_iter().filter_map(|hit| {
        let word = hit.found.captures.first().map(|capture| capture.word);
        let said = word
            .filter(|&at| !dates(at))
            .map(|at| number(&reading.words, at));
        Some((hit.found.range(), hit.meaning.or(said.flatten())?))
    });
    let comma = |at: usize| reading.words[at].joint >= Joint::Comma;
    counted.min_by_key(|(words, _)| {
        let parted = (words.start + 1..words.end).any(comma);
        (parted, words.len(), words.start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read() {
        parse(include_str!("../../geodata/casualties.tsv")).expect("casualties.tsv");
    }
}
