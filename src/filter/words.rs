use crate::{event::Event, text::fold};

/// Words that a text must all have, each at the beginning of a word. Case, accents, apostrophes and
/// punctuation do not count.
///
/// ```
/// use zij::filter::Words;
/// assert!(Words::of("OʻZBEKISTON xalq").are_in(" xalqaro ozbekiston"));
/// assert!(!Words::of("stan").are_in(" tajikistan"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a query.
    #[must_use]
    pub fn of(query: &str) -> Self {
        let folded = fold(query);
        let words = folded.split(' ').filter(|word| !word.is_empty());
        Self(words.map(|word| format!(" {word}")).collect())
    }

    /// These and the others.
    #[must_use]
    pub(super) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Whether all of them are in a [`searched_text`].
    #[must_use]
    pub fn are_in(&self, searched: &str) -> bool {
        self.0.iter().all(|word| searched.contains(word.as_str()))
    }
}

/// What [`Words`] are looked for in: the words of an event's title, notes, actors, place, quote and
/// source, folded, each after one space.
#[must_use]
pub fn searched_text(event: &Event) -> String {
    let place = event.location.as_ref();
    let evidence = event.evidence.as_ref();
    let texts = [
        Some(event.title.as_str()),
        event.sub_event_type.as_deref(),
        event.notes.as_deref(),
        event.actor1.as_deref(),
        event.actor2.as_deref(),
        place.map(|place| place.name.as_str()),
        place.and_then(|place| place.raw.as_deref()),
        place.and_then(|place| place.admin1.as_deref()),
        place.and_then(|place| place.admin2.as_deref()),
        evidence.map(|evidence| evidence.quote.as_str()),
        event.provenance.source.as_deref(),
        event.provenance.source_headline.as_deref(),
    ];
    let mut searched = String::new();
    for text in texts.into_iter().flatten() {
        searched.push(' ');
        searched.push_str(&fold(text));
    }
    searched
}
