//! Time expressions of English, Russian and Uzbek, and the days that they mean.
//!
//! What an expression may look like stands in `geodata/dates.tsv`. A date without its year, a weekday
//! and "last week" hang on the day of publication: without it they mean nothing, and no date is made up.

mod meaning;
mod resolve;

pub(super) use meaning::Meaning;
pub(super) use resolve::{Anchors, Tense, resolve};

use std::{ops::Range, sync::LazyLock};

use super::{
    lexicon::{Hit, Lexicon},
    pattern::Capture,
    table::{TableError, rows},
    vocabulary,
    words::Word,
};
use crate::text::Lang;

static DATES: LazyLock<Lexicon<Meaning>> = LazyLock::new(|| {
    parse(include_str!("../../../geodata/dates.tsv")).expect("a unit test reads the bundled table")
});

fn parse(text: &str) -> Result<Lexicon<Meaning>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<4>("dates.tsv", text) {
        let row = row?;
        let [lang, meaning, pattern, _note] = row.cells;
        let meaning = meaning
            .parse()
            .map_err(|reason: String| row.error(reason))?;
        lexicon
            .add(lang, pattern, meaning)
            .map_err(|reason| row.error(reason))?;
    }
    Ok(lexicon)
}

/// A time expression of a sentence.
#[derive(Debug)]
pub(super) struct Expression {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What the table says of it.
    pub(super) meaning: Meaning,
    /// What its classes read, in order.
    pub(super) captures: Vec<Capture<'static>>,
}

/// The time expressions of a sentence: at each word the longest, none within another.
pub(super) fn expressions(lang: Lang, words: &[Word<'_>]) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let hits = DATES.hits_at(lang, words, at, &vocabulary::class);
        match hits.into_iter().max_by_key(|hit| hit.found.range().end) {
            Some(hit) => {
                at = hit.found.range().end.max(at + 1);
                found.push(expression(hit));
            }
            None => at += 1,
        }
    }
    found.retain(|expression| match expression.meaning {
        Meaning::Nothing => false,
        Meaning::Chronicle => expression.words.start == 0,
        _ => true,
    });
    found
}

fn expression(hit: Hit<'static, Meaning>) -> Expression {
    Expression {
        words: hit.found.range(),
        meaning: *hit.meaning,
        captures: hit.found.captures,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::words,
        text::Analysed,
        time::{Date, DateSpan},
    };

    /// The days that the time expressions of a text mean, in EDTF, with their precision.
    #[track_caller]
    fn check(text: &str, lang: Lang, tense: Tense, expected: &str) {
        let analysed = Analysed::new(text, Some(lang));
        let words = words::words(&analysed, &analysed.sentences()[0]);
        let anchors = Anchors {
            published: Date::new(2018, 10, 12).ok(),
            before: Date::new(2018, 10, 5).ok().map(DateSpan::day),
            heading: None,
            year: None,
        };
        let days = expressions(lang, &words).into_iter().map(|time| {
            let span = resolve(&time, anchors, tense);
            span.map_or("-".to_owned(), |span| match span.edtf() {
                (day, None) => format!("{day} ({})", span.precision() as u8),
                (day, Some(last)) => format!("{day}/{last} ({})", span.precision() as u8),
            })
        });
        assert_eq!(days.collect::<Vec<_>>().join(", "), expected, "{text}");
    }

    #[test]
    fn english_times_hang_on_the_day_of_publication() {
        let past = |text, expected| check(text, Lang::En, Tense::Past, expected);
        past("on 12 October 2018", "2018-10-12 (1)");
        past("on October 12, 2018", "2018-10-12 (1)");
        past("on October 13", "2017-10-13 (1)");
        past("in March 2018", "2018-03 (4)");
        past("back in 2014", "2014 (5)");
        past("first in 1999 and then in 2012", "1999 (5), 2012 (5)");
        past("in October last year", "2017-10 (4)");
        past("last October", "2017-10 (4)");
        past("in April of this year", "2018-04 (4)");
        past("in May", "2018-05 (4)");
        past("on the 9th, on the 29th", "2018-10-09 (1), 2018-09-29 (1)");
        past("on the 9th floor", "");
        past("on Friday", "2018-10-12 (1)");
        past("last Friday", "2018-10-05 (1)");
        past("yesterday", "2018-10-11 (1)");
        past("two weeks ago", "2018-09-24/2018-09-30 (3)");
        past("a year ago", "2017 (5)");
        past("from 15 to 21 September", "2018-09-15/2018-09-21 (1)");
        past("28 December - 3 January", "2017-12-28/2018-01-03 (1)");
        past("over the weekend", "2018-10-06/2018-10-07 (2)");
        past("since Monday", "2018-10-08/2018-10-12 (1)");
        past("the same evening", "2018-10-05 (1)");
        past("in the summer of 2010", "2010-06-01/2010-08-31 (5)");
        past("used until November 2005", "2005-11 (4)");
        past("leased until 2050, closed until 29 June", "-, -");
        past("for the next year", "");
        past("over the past year", "");
        past("on 30 February 2018", "-");
    }

    #[test]
    fn what_is_to_come_lies_after_the_publication() {
        let future = |text, expected| check(text, Lang::En, Tense::Future, expected);
        future("next week", "2018-10-15/2018-10-21 (3)");
        future("on Monday", "2018-10-15 (1)");
        future("on 3 May", "2019-05-03 (1)");
        future("tomorrow", "2018-10-13 (1)");
        check(
            "на следующей неделе",
            Lang::Ru,
            Tense::Future,
            "2018-10-15/2018-10-21 (3)",
        );
        check(
            "15–21-oktabr kunlari",
            Lang::Uz,
            Tense::Future,
            "2018-10-15/2018-10-21 (1)",
        );
    }

    #[test]
    fn russian_and_uzbek_times_are_read_in_both_scripts() {
        let ru = |text, expected| check(text, Lang::Ru, Tense::Past, expected);
        ru("12 октября 2018 года", "2018-10-12 (1)");
        ru("12.10.2018", "2018-10-12 (1)");
        ru("восемнадцатого сентября", "2018-09-18 (1)");
        ru("двадцать шестого сентября", "");
        ru("в марте 2018 года", "2018-03 (4)");
        ru("в 1999 году", "1999 (5)");
        ru("в октябре прошлого года", "2017-10 (4)");
        ru("с 15 по 21 сентября", "2018-09-15/2018-09-21 (1)");
        ru("в пятницу", "2018-10-12 (1)");
        ru("вчера", "2018-10-11 (1)");
        ru("два дня назад", "2018-10-10 (1)");
        ru("до 2005 года, до 2050 года, до 22 мая", "2005 (5), -, -");
        let uz = |text, expected| check(text, Lang::Uz, Tense::Past, expected);
        uz("2018-yil 12-oktabr kuni", "2018-10-12 (1)");
        uz("2018-yil mart oyida", "2018-03 (4)");
        uz("1999-yilda", "1999 (5)");
        uz("oʻtgan yilning oktabr oyida", "2017-10 (4)");
        uz("joriy yilning aprel oyida", "2018-04 (4)");
        uz("juma kuni", "2018-10-12 (1)");
        uz("oʻtgan hafta", "2018-10-01/2018-10-07 (3)");
        uz("2005-yilgacha, 2050-yilgacha", "2005 (5), -");
        check(
            "2018 йил 12 октябрь куни",
            Lang::UzCyrl,
            Tense::Past,
            "2018-10-12 (1)",
        );
    }

    #[test]
    fn no_day_is_made_up_without_a_publication() {
        let analysed = Analysed::new(
            "on Friday, then on 3 May, last week, in 2012",
            Some(Lang::En),
        );
        let words = words::words(&analysed, &analysed.sentences()[0]);
        let anchors = Anchors {
            published: None,
            before: None,
            heading: None,
            year: None,
        };
        let days = expressions(Lang::En, &words)
            .into_iter()
            .map(|time| resolve(&time, anchors, Tense::Past));
        assert_eq!(
            days.collect::<Vec<_>>(),
            [None, None, None, DateSpan::year(2012)]
        );
    }
}
