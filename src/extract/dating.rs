use std::ops::Range;

use super::{
    clauses::Kind,
    modality::Modality,
    reading::Reading,
    trigger::Trigger,
    when::{Anchors, Expression, Meaning, Tense, resolve},
    words::Joint,
};
use crate::time::{DateSpan, TimePrecision};

/// How far, counted in words, a time may stand from the event that it tells.
const REACH_WORDS: u32 = 20;

/// How many words may stand between a bare year and its event: `the 2010 ethnic clashes`.
const BESIDE_WORDS: usize = 2;

/// The times of an event; several when it happened several times, none when its sentence gives none.
pub(super) fn dates(
    reading: &Reading<'_>,
    trigger: &Trigger,
    modality: Modality,
    anchors: Anchors,
) -> Vec<DateSpan> {
    let tense = match modality {
        Modality::Planned => Tense::Future,
        _ => Tense::Past,
    };
    let nearest = (0..reading.times.len())
        .filter(|&at| tells(reading, trigger, &reading.times[at]))
        .map(|at| (away(reading, trigger, &reading.times[at]), at))
        .filter(|(away, _)| *away <= REACH_WORDS)
        .min();
    let Some((_, nearest)) = nearest else {
        let heading = anchors.heading.filter(|_| reading.times.is_empty());
        return heading.into_iter().collect();
    };
    let told = listed(reading, nearest).into_iter();
    together(
        told.filter_map(|at| day(reading, at, anchors, tense))
            .collect(),
    )
}

/// The time that a sentence of nothing else tells: the heading of what follows.
pub(super) fn heading(reading: &Reading<'_>, anchors: Anchors) -> Option<DateSpan> {
    let first = reading.times.first()?;
    let dated = |at: usize| reading.times.iter().any(|time| time.words.contains(&at));
    (0..reading.words.len())
        .all(dated)
        .then(|| resolve(first, anchors, Tense::Past))?
}

/// How far, counted in words, a time stands from an event; that of a dateline is as far as a time may be.
fn away(reading: &Reading<'_>, trigger: &Trigger, time: &Expression) -> u32 {
    // A time among the words of an event is as far as from the last of them.
    let event = match trigger.named.last() {
        Some(&last) if trigger.words.contains(&time.words.start) => last..last + 1,
        _ => trigger.words.clone(),
    };
    let away = reading.clauses.distance(&event, &time.words);
    if time.words.start < reading.dateline {
        away.max(REACH_WORDS)
    } else {
        away
    }
}

/// The days of a time; "the same day" is that of the time before it in the sentence, or the last told.
fn day(reading: &Reading<'_>, at: usize, anchors: Anchors, tense: Tense) -> Option<DateSpan> {
    let time = &reading.times[at];
    let earlier = match time.meaning {
        Meaning::Same(_) => (0..at)
            .rev()
            .find_map(|before| day(reading, before, anchors, tense)),
        _ => None,
    };
    let before = earlier.or(anchors.before);
    resolve(time, Anchors { before, ..anchors }, tense)
}

/// Whether a time may tell that of an event, whatever stands nearer.
fn tells(reading: &Reading<'_>, trigger: &Trigger, time: &Expression) -> bool {
    let (event, words) = (&trigger.words, &time.words);
    if time.meaning == Meaning::Beside {
        let before = words.end <= event.start && event.start - words.end <= BESIDE_WORDS;
        return before || words.start == event.end;
    }
    let others = reading
        .triggers
        .iter()
        .filter(|other| other.words != *event);
    !others
        .into_iter()
        .any(|other| takes(reading, event, &other.words, words))
}

/// Whether a time after an event belongs to another: one that stands between them, or right after it.
fn takes(
    reading: &Reading<'_>,
    event: &Range<usize>,
    other: &Range<usize>,
    time: &Range<usize>,
) -> bool {
    let between = event.end <= other.start && other.end <= time.start;
    let close = reading
        .words
        .get(other.start)
        .is_some_and(|word| word.joint <= Joint::Hyphen);
    let beside = event.end <= time.start && time.end == other.start && close;
    let listed = (event.end..other.start).any(|at| reading.clauses.is(at, Kind::And));
    beside || (between && !listed)
}

/// A time with those that are listed with it: `in 1999 and then in 2012`.
fn listed(reading: &Reading<'_>, at: usize) -> Vec<usize> {
    let joined = |at: usize| {
        let between = reading.times[at].words.end..reading.times[at + 1].words.start;
        let and = |word: usize| reading.clauses.is(word, Kind::And);
        !between.is_empty() && between.into_iter().all(and) && alike(reading, at, at + 1)
    };
    let first = (0..at)
        .rev()
        .take_while(|&before| joined(before))
        .last()
        .unwrap_or(at);
    let last = (at..reading.times.len() - 1)
        .take_while(|&next| joined(next))
        .last()
        .map_or(at, |next| next + 1);
    (first..=last).collect()
}

/// Whether two times are told alike: `on Friday and Saturday`, but not `on Tuesday and by Thursday`.
fn alike(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    let first = |at: usize| &reading.words[reading.times[at].words.start].folded;
    let time = &reading.times[other];
    let bare = time
        .captures
        .first()
        .is_some_and(|capture| capture.word == time.words.start);
    bare || first(one) == first(other)
}

/// Days in a row are one span.
fn together(mut dates: Vec<DateSpan>) -> Vec<DateSpan> {
    dates.dedup();
    let days = dates
        .iter()
        .all(|date| date.precision() == TimePrecision::Day);
    let in_a_row = dates.windows(2).all(|pair| {
        pair[0]
            .last()
            .tomorrow()
            .is_ok_and(|next| next == pair[1].first())
    });
    if dates.len() < 2 || !days || !in_a_row {
        return dates;
    }
    let (first, last) = (dates[0].first(), dates[dates.len() - 1].last());
    DateSpan::new(first, last, TimePrecision::Day)
        .into_iter()
        .collect()
}
