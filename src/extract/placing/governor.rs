//! What small word or ending says of a place.

use crate::{
    extract::{
        clauses::Kind,
        reading::{Located, Reading},
        words::Joint,
    },
    text::Lang,
};

/// How many words before a place its preposition may stand.
const BEFORE_WORDS: usize = 4;

/// What governs a place: a preposition up to four words before it, in Uzbek the ending of its last word
/// or of the two after it.
pub(super) fn governor(reading: &Reading<'_>, place: &Located) -> Option<Kind> {
    match reading.lang {
        Lang::Uz | Lang::UzCyrl => ending(reading, place),
        _ => preposition(reading, place),
    }
}

fn preposition(reading: &Reading<'_>, place: &Located) -> Option<Kind> {
    let open = |at: &usize| reading.words[*at + 1].joint <= Joint::Hyphen;
    let before = (place.words.start.saturating_sub(BEFORE_WORDS)..place.words.start)
        .rev()
        .take_while(open);
    before
        .map(|at| kind(reading, at))
        .find(Option::is_some)
        .flatten()
}

fn ending(reading: &Reading<'_>, place: &Located) -> Option<Kind> {
    let after = place.words.end - 1..reading.words.len().min(place.words.end + 2);
    let endings =
        after.take_while(|&at| at < place.words.end || reading.words[at].joint <= Joint::Hyphen);
    endings
        .map(|at| kind(reading, at))
        .find(Option::is_some)
        .flatten()
}

fn kind(reading: &Reading<'_>, at: usize) -> Option<Kind> {
    const GOVERNING: [Kind; 5] = [Kind::Of, Kind::Topic, Kind::From, Kind::To, Kind::At];
    let after = |kind: Kind| at > 0 && reading.clauses.is(at - 1, kind);
    let said = GOVERNING
        .into_iter()
        .find(|&kind| reading.clauses.is(at, kind));
    match said {
        // "20 km from a place" is near it.
        Some(Kind::From) if after(Kind::Away) => Some(Kind::At),
        Some(Kind::At | Kind::Of) if after(Kind::Office) => Some(Kind::Office),
        kind => kind,
    }
}
