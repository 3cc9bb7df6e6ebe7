use std::{ops::Range, sync::LazyLock};

use super::{
    lexicon::Lexicon,
    number::number,
    reading::Reading,
    table::{TableError, rows},
    vocabulary,
    words::Joint,
};

/// Patterns of people killed or hurt.
static CASUALTIES: LazyLock<Lexicon<Toll>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/casualties.tsv"))
        .expect("a unit test reads the bundled table")
});

/// What people suffered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harm {
    Dead,
    Injured,
}

/// What a pattern tells; the count is the first number that it reads, or that of the table.
#[derive(Debug, Clone, Copy)]
struct Toll {
    harm: Harm,
    count: Option<u32>,
}

fn parse(text: &str) -> Result<Lexicon<Toll>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<5>("casualties.tsv", text) {
        let row = row?;
        let [lang, harm, count, pattern, _note] = row.cells;
        let harm = match harm {
            "dead" => Harm::Dead,
            "injured" => Harm::Injured,
            _ => return Err(row.error(format!("harm is {harm:?}, expected dead or injured"))),
        };
        let count = match count {
            "" => None,
            count => Some(count.parse().map_err(|reason| row.error(reason))?),
        };
        lexicon
            .add(lang, pattern, Toll { harm, count })
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// How many a sentence tells were killed or hurt, and the words that do; none if it tells none, which is
/// not zero.
pub(super) fn toll(reading: &Reading<'_>, harm: Harm) -> Option<(Range<usize>, u32)> {
    let hits = CASUALTIES.hits(reading.lang, &reading.words, &vocabulary::class);
    // The 22 of "on 22 June" counts nobody.
    let dates = |at: usize| reading.times.iter().any(|time| time.words.contains(&at));
    let of_harm = hits.into_iter().filter(|hit| hit.meaning.harm == harm);
    let counted = of_harm.filter_map(|hit| {
        let word = hit.found.captures.first().map(|capture| capture.word);
        let said = word
            .filter(|&at| !dates(at))
            .map(|at| number(&reading.words, at));
        Some((hit.found.range(), hit.meaning.count.or(said.flatten())?))
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
