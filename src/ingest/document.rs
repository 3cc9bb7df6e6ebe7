//! What a document tells, as events.

use crate::{
    document::{Document, digest},
    event::{Event, Evidence, Provenance, Status},
    extract::Extracted,
    gazetteer::Gazetteer,
    geocode::location,
    text::{CodePoints, Span},
};

use super::{
    Found,
    line::{others, places, range, rounded},
};

/// The list that events of documents belong to.
const DATASET: &str = "reports";
/// The longest title made of a sentence, in characters.
const TITLE_CHARS_MAX: usize = 120;

/// The events of a document, one value a place.
pub(super) fn events(gazetteer: &Gazetteer, document: &Document, found: &Found<'_>) -> Vec<Event> {
    let builder = Builder {
        gazetteer,
        document,
        found,
        code_points: CodePoints::new(&document.text),
    };
    let places = |event| places(event).into_iter().map(move |at| (event, at));
    found
        .events
        .iter()
        .flat_map(places)
        .map(|(event, at)| builder.event(event, at))
        .collect()
}

struct Builder<'a> {
    gazetteer: &'a Gazetteer,
    document: &'a Document,
    found: &'a Found<'a>,
    code_points: CodePoints<'a>,
}

impl Builder<'_> {
    fn event(&self, extracted: &Extracted, at: Option<usize>) -> Event {
        let mention = at.and_then(|at| self.found.mentions.get(at));
        let event_id = self.id(extracted);
        let location = mention.and_then(|mention| {
            let raw = mention.span.of(&self.document.text);
            let score = rounded(mention.confidence * told_by(extracted.quote, mention.span));
            Some(location(self.gazetteer, mention.place?, Some(raw), score))
        });
        let others = mention.map(|mention| others(self.gazetteer, mention));
        Event {
            id: mention.map_or_else(
                || event_id.clone(),
                |mention| format!("{event_id}-{}", mention.span.start),
            ),
            event_id,
            dataset: DATASET.to_owned(),
            event_type: extracted.event_type,
            sub_event_type: None,
            title: title(extracted.quote.of(&self.document.text)),
            notes: None,
            date: extracted.date,
            planned: extracted.planned,
            actor1: extracted.actor1.clone(),
            actor2: extracted.actor2.clone(),
            fatalities: extracted.fatalities,
            injured: extracted.injured,
            location,
            candidates: others.unwrap_or_default(),
            status: Status::Candidate,
            confidence: rounded(extracted.confidence),
            evidence: Some(self.evidence(extracted, at)),
            provenance: self.provenance(),
            extra: serde_json::Map::new(),
        }
    }

    /// Made of the document, the words, the type and the day, so that the same report gives the same
    /// events; words that tell of two events, "left in 1999 and in 2012", give two.
    fn id(&self, extracted: &Extracted) -> String {
        let trigger = extracted.trigger.start.to_string();
        let day = extracted
            .date
            .map(|date| date.first().to_string())
            .unwrap_or_default();
        let parts = [
            self.document.id.as_str(),
            extracted.event_type.as_str(),
            trigger.as_str(),
            day.as_str(),
        ];
        format!("ev-{}", digest(parts))
    }

    fn evidence(&self, extracted: &Extracted, at: Option<usize>) -> Evidence {
        let quote = range(&self.code_points, extracted.quote);
        let mention = at.and_then(|at| self.found.mentions.get(at));
        Evidence {
            doc_id: self.document.id.clone(),
            quote: extracted.quote.of(&self.document.text).to_owned(),
            quote_start: quote.start,
            quote_end: quote.end,
            trigger: Some(range(&self.code_points, extracted.trigger)),
            place: mention.map(|mention| range(&self.code_points, mention.span)),
        }
    }

    fn provenance(&self) -> Provenance {
        let told = || self.found.text.lang().as_str().to_owned();
        Provenance {
            source: self.document.source.clone(),
            source_url: self.document.source_url.clone(),
            source_date: self.document.published,
            source_headline: self.document.title.clone(),
            source_lang: Some(self.document.lang.clone().unwrap_or_else(told)),
            number_of_sources: 1,
        }
    }
}

/// How far a place is believed that stands in another sentence than its event: the event is near it in
/// the text, no more.
const BESIDE_SHARE: f64 = 0.6;

/// The share of belief that the place of a mention is the event's.
fn told_by(quote: Span, mention: Span) -> f64 {
    let within = quote.start <= mention.start && mention.end <= quote.end;
    if within { 1.0 } else { BESIDE_SHARE }
}

/// A sentence on one line, cut at a word if it is long.
fn title(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(TITLE_CHARS_MAX) else {
        return line;
    };
    let words = line[..cut]
        .rsplit_once(' ')
        .map_or(&line[..cut], |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', '–', '—']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_another_sentence_is_believed_less() {
        let span = |start, end| Span { start, end };
        let shares = [span(10, 15), span(30, 40), span(5, 12)].map(|at| told_by(span(10, 40), at));
        assert_eq!(shares.map(|share| share < 1.0), [false, false, true]);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        assert_eq!(title("Troops\n  left."), "Troops left.");
        let long = format!("{} end", "слово ".repeat(40));
        assert!(title(&long).ends_with("слово…"));
        assert!(title(&long).chars().count() <= TITLE_CHARS_MAX + 1);
    }
}
