use std::str::FromStr;

/// What a time expression means, as `geodata/dates.tsv` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Meaning {
    /// `date`: the days, months and years that it names; the year nearest to the publication if it
    /// names none.
    Date,
    /// `beside`: a date, but only right beside the words of an event: `the 2010 clashes`.
    Beside,
    /// `date -1`: days or months of the year so many after that of the publication.
    DateOfYear(i32),
    /// `day -1`: so many days after the publication.
    Day(i32),
    /// `chronicle`: the day of the publication, where a clock time opens the sentence.
    Chronicle,
    /// `week 1`: the week so many after that of the publication.
    Week(i32),
    /// `month -1`: the month so many after that of the publication.
    Month(i32),
    /// `year -1`: the year so many after that of the publication.
    Year(i32),
    /// `weekday -1`: the named weekday: the last before (-1), the nearest (0), the first after (1).
    Weekday(i32),
    /// `named-month -1`: the last such month before that of the publication (-1), or the first after (1).
    NamedMonth(i32),
    /// `ago`: the named count of units before the publication; one if no count is named.
    Ago,
    /// `weekend`: the Saturday and Sunday nearest to the publication.
    Weekend,
    /// `season -1`: the named season, one of three months, of the named year, or so many years after the
    /// publication's.
    Season(i32),
    /// `until`: the end of a term. A term that has ended says when; one that goes on beyond the publication says
    /// nothing of when it began, and one without its year nothing at all.
    Until,
    /// `since`: from the named day, weekday or month to the publication.
    Since,
    /// `same 1`: so many days after the day told before.
    Same(i32),
    /// `none`: looks like a time, but tells none of an event: `for the next year`.
    Nothing,
}

impl FromStr for Meaning {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, shift) = match text.split_once(' ') {
            Some((word, shift)) => (
                word,
                Some(shift.parse().map_err(|_not_a_number| wrong(text))?),
            ),
            None => (text, None),
        };
        match (word, shift) {
            ("date", None) => Ok(Self::Date),
            ("beside", None) => Ok(Self::Beside),
            ("ago", None) => Ok(Self::Ago),
            ("none", None) => Ok(Self::Nothing),
            ("chronicle", None) => Ok(Self::Chronicle),
            ("weekend", None) => Ok(Self::Weekend),
            ("since", None) => Ok(Self::Since),
            ("until", None) => Ok(Self::Until),
            ("season", Some(years)) => Ok(Self::Season(years)),
            ("same", Some(days)) => Ok(Self::Same(days)),
            ("date", Some(years)) => Ok(Self::DateOfYear(years)),
            ("day", Some(days)) => Ok(Self::Day(days)),
            ("week", Some(weeks)) => Ok(Self::Week(weeks)),
            ("month", Some(months)) => Ok(Self::Month(months)),
            ("year", Some(years)) => Ok(Self::Year(years)),
            ("weekday", Some(side @ -1..=1)) => Ok(Self::Weekday(side)),
            ("named-month", Some(side @ (-1 | 1))) => Ok(Self::NamedMonth(side)),
            _ => Err(wrong(text)),
        }
    }
}

fn wrong(text: &str) -> String {
    format!(
        "meaning is {text:?}, expected date, beside, ago, chronicle, since, until, weekend, none, or day, week, month, year, date, weekday, named-month, season, same with a number"
    )
}
