//! Whether two reports tell of one event.
//!
//! The rules want more than a place and a day in common, because what is merged is shown once: an event that
//! only may be another is left for a person to say so.

use std::collections::BTreeSet;

use crate::{
    event::{Event, EventType, Group, Location, WherePrecision},
    text::{fold, stem, transliterations},
    time::{DateSpan, TimePrecision},
};

/// How far apart in metres two places may lie, however uncertain they are.
const DISTANCE_M_MAX: f64 = 25_000.0;
/// How many days may lie between the days that two reports name: one says "yesterday", the other the date.
const DAYS_BETWEEN_MAX: i32 = 1;
/// A place that is less sure than this does not tell much.
const SCORE_MIN: f64 = 0.5;
/// The points from which two reports are surely of one event.
const SURE_POINTS: i32 = 1;
/// How many letters of a word are compared, so that its forms meet.
const ROOT_CHARS: usize = 5;
/// The shortest word that says something.
const WORD_CHARS_MIN: usize = 4;
/// How many words two sentences must have for their difference to say something.
const WORDS_MIN: usize = 5;
/// Two sentences say the same if they share one word of so many of the shorter.
const SAME_WORDS_ONE_OF: usize = 2;
/// They say something else if they do not share one of so many.
const OTHER_WORDS_ONE_OF: usize = 8;

/// How much speaks for two reports telling of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// What speaks for it less what speaks against it.
    pub points: i32,
    /// What they have in common and what not, in words.
    pub reason: String,
}

impl Likeness {
    /// How alike two events of different documents are; none if they are different ones.
    #[must_use]
    pub fn of(one: &Event, other: &Event) -> Option<Self> {
        let mut likeness = Weighed::default();
        likeness.types(one, other)?;
        likeness.days(one.date?, other.date?)?;
        likeness.places(one.location.as_ref()?, other.location.as_ref()?)?;
        likeness.casualties(one, other);
        likeness.actors(one, other);
        likeness.words(one, other);
        (likeness.points >= 0).then(|| Self {
            points: likeness.points,
            reason: likeness.reasons.join(", "),
        })
    }

    /// Whether it needs no person.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.points >= SURE_POINTS
    }
}

#[derive(Default)]
struct Weighed {
    points: i32,
    reasons: Vec<String>,
}

impl Weighed {
    fn add(&mut self, points: i32, reason: impl Into<String>) {
        self.points += points;
        self.reasons.push(reason.into());
    }

    fn types(&mut self, one: &Event, other: &Event) -> Option<()> {
        let (a, b) = (one.event_type, other.event_type);
        if a == b {
            self.add(i32::from(is_rare(a)), "same type");
        } else if a.group() == b.group() && a.group() != Group::HazardAndCivil {
            self.add(0, format!("{} and {}", a.as_str(), b.as_str()));
        } else {
            return None;
        }
        if one.planned != other.planned {
            self.add(-1, "one is announced");
        }
        Some(())
    }

    fn days(&mut self, one: DateSpan, other: DateSpan) -> Option<()> {
        let is_day = |span: DateSpan| span.precision() == TimePrecision::Day;
        let is_week = |span: DateSpan| span.precision() <= TimePrecision::Week;
        if one.known_day().is_some() && one == other {
            self.add(0, "same day");
            return Some(());
        }
        match one.days_between(other) {
            0 if is_day(one) && is_day(other) => self.add(0, "days that overlap"),
            0 if is_week(one) && is_week(other) => self.add(-1, "weeks that overlap"),
            1..=DAYS_BETWEEN_MAX if is_day(one) && is_day(other) => self.add(-1, "a day apart"),
            _ => return None,
        }
        Some(())
    }

    fn places(&mut self, one: &Location, other: &Location) -> Option<()> {
        let is_same = one.place_id.is_some() && one.place_id == other.place_id;
        let is_local = |it: &Location| it.where_prec <= WherePrecision::Near;
        let apart_m = one.position.distance_m(other.position);
        let within_m = f64::from(one.uncertainty_m.max(other.uncertainty_m)).min(DISTANCE_M_MAX);
        if is_same && is_local(one) {
            self.add(0, format!("both at {}", one.name));
        } else if is_same {
            self.add(-1, format!("both in {}", one.name));
        } else if is_local(one) && is_local(other) && apart_m <= within_m {
            self.add(0, format!("{} apart", kilometres(apart_m)));
        } else {
            return None;
        }
        if one.score.min(other.score) < SCORE_MIN {
            self.add(-1, "a place that is not sure");
        }
        Some(())
    }

    fn casualties(&mut self, one: &Event, other: &Event) {
        self.counts(one.fatalities, other.fatalities, 2, "dead");
        self.counts(one.injured, other.injured, 1, "injured");
    }

    fn counts(&mut self, one: Option<u32>, other: Option<u32>, weight: i32, what: &str) {
        match (one, other) {
            (Some(0), Some(0)) | (None, _) | (_, None) => {}
            (Some(a), Some(b)) if a == b => self.add(weight, format!("both count {a} {what}")),
            (Some(a), Some(b)) => self.add(-weight, format!("{a} and {b} {what}")),
        }
    }

    fn actors(&mut self, one: &Event, other: &Event) {
        let (a, b) = (actors(one), actors(other));
        let shared = a
            .iter()
            .find(|(root, _)| b.iter().any(|(other, _)| other == root));
        if let Some((_, name)) = shared {
            self.add(1, format!("both name {name}"));
        } else if !a.is_empty() && !b.is_empty() && are_comparable(one, other) {
            self.add(-1, "other actors");
        }
    }

    fn words(&mut self, one: &Event, other: &Event) {
        if !are_comparable(one, other) {
            return self.add(0, "told in two languages");
        }
        let (a, b) = (told(one), told(other));
        let (shared, least) = (a.intersection(&b).count(), a.len().min(b.len()));
        if least < WORDS_MIN {
            return;
        }
        if shared * SAME_WORDS_ONE_OF >= least {
            self.add(2, "much the same words");
        } else if shared * OTHER_WORDS_ONE_OF < least {
            self.add(-1, "other words");
        }
    }
}

/// Whether a place seldom sees two events of the type in a day.
fn is_rare(event_type: EventType) -> bool {
    use EventType as E;
    !matches!(
        event_type,
        E::Accident
            | E::ArrestOrTrial
            | E::DiplomaticMeeting
            | E::ExplosionRemoteViolence
            | E::Infrastructure
            | E::Other
            | E::StrategicDevelopment
            | E::ViolenceAgainstCivilians
    )
}

/// How far apart, in words.
fn kilometres(metres: f64) -> String {
    if metres < 1_000.0 {
        "less than 1 km".to_owned()
    } else {
        format!("{:.0} km", metres / 1_000.0)
    }
}

/// Whether both are told in one language, so that their words can be compared.
fn are_comparable(one: &Event, other: &Event) -> bool {
    let lang = |event: &Event| {
        let tag = event.provenance.source_lang.as_deref().unwrap_or("und");
        tag.split('-').next().unwrap_or(tag).to_owned()
    };
    lang(one) == lang(other)
}

/// The roots of the actors' names, each with the name; those in Cyrillic in Latin too.
fn actors(event: &Event) -> Vec<(String, &str)> {
    let lang = event.provenance.source_lang.as_deref();
    let names = [&event.actor1, &event.actor2].into_iter().flatten();
    let spelt = |name: &str| {
        let mut spellings = transliterations(name, lang);
        spellings.push(name.to_owned());
        spellings
    };
    let rooted = |name| {
        let roots = spelt(name).into_iter().flat_map(|it| roots(&it));
        roots.map(move |root| (root, name)).collect::<Vec<_>>()
    };
    names.flat_map(|name| rooted(name.as_str())).collect()
}

/// The roots of the words that tell of an event, without the place and numbers, which are compared as such.
fn told(event: &Event) -> BTreeSet<String> {
    let quote = event
        .evidence
        .as_ref()
        .map(|evidence| evidence.quote.as_str());
    let mut words = roots(quote.unwrap_or(&event.title));
    if let Some(place) = &event.location {
        for name in [Some(&place.name), place.raw.as_ref()]
            .into_iter()
            .flatten()
        {
            words = &words - &roots(name);
        }
    }
    words.retain(|root| root.chars().any(|letter| !letter.is_ascii_digit()));
    words
}

/// The first letters of the words that say something.
fn roots(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let folded = words
        .map(fold)
        .filter(|word| word.chars().count() >= WORD_CHARS_MIN);
    folded
        .map(|word| stem(&word).chars().take(ROOT_CHARS).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Defaults, Format, read},
        gazetteer::Gazetteer,
        ingest::Pipeline,
    };

    /// The first event of a sentence.
    fn event(text: &str) -> Event {
        let batch = read(
            text.as_bytes(),
            "report.txt",
            Format::Text,
            &Defaults::default(),
        )
        .unwrap();
        let parsed = Pipeline::new(Gazetteer::bundled()).parse(batch.documents[0].clone());
        parsed.events[0].clone()
    }

    #[track_caller]
    fn check(one: &str, other: &str, expected: Option<(i32, &str)>) {
        let likeness = Likeness::of(&event(one), &event(other));
        let told = likeness.as_ref().map(|it| (it.points, it.reason.as_str()));
        assert_eq!(told, expected, "{one} / {other}");
    }

    const ANDIJAN: &str = "Protesters gathered in Andijan on 13 May 2005.";

    #[test]
    fn one_event_in_two_languages_is_known_by_type_day_and_place() {
        let reason = "same type, same day, both at Andijon, told in two languages";
        check(
            ANDIJAN,
            "13 мая 2005 года в Андижане прошёл митинг.",
            Some((1, reason)),
        );
    }

    #[test]
    fn other_days_places_and_types_are_other_events() {
        check(
            ANDIJAN,
            "Protesters gathered in Andijan on 16 May 2005.",
            None,
        );
        check(ANDIJAN, "Protesters gathered in Osh on 13 May 2005.", None);
        check(
            ANDIJAN,
            "An earthquake struck Andijan on 13 May 2005.",
            None,
        );
    }

    #[test]
    fn what_a_city_sees_more_than_once_a_day_wants_more_in_common() {
        let arrest = "Police arrested two men in Osh on 5 March 2019.";
        let detained = "5 марта 2019 года в Оше задержали мужчину.";
        let reason = "same type, same day, both at Osh, told in two languages";
        check(arrest, detained, Some((0, reason)));
        let reason = "same type, same day, both at Osh, both count 7 dead, told in two languages";
        let crash = "A bus crash in Osh killed seven people on 5 March 2019.";
        check(
            crash,
            "5 марта 2019 года в Оше в аварии автобуса погибли семь человек.",
            Some((2, reason)),
        );
        check(
            crash,
            "5 марта 2019 года в Оше в аварии автобуса погибли два человека.",
            None,
        );
    }

    #[test]
    fn a_day_apart_is_left_to_a_person() {
        let reason = "same type, a day apart, both at Andijon, told in two languages";
        check(
            ANDIJAN,
            "14 мая 2005 года в Андижане прошёл митинг.",
            Some((0, reason)),
        );
    }
}
