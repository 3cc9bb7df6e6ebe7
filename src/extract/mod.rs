//! Events out of a document's sentences: what the words tell, whether it happened, when, where, who.
//!
//! Words that tell of events stand in `geodata/triggers.tsv`, in English, Russian and Uzbek. Each is read
//! in its sentence: denied and hypothetical events are left out, announced ones are marked as planned.
//! Only a literal mention of a place locates an event, never a name that stands for a government. An
//! event without a time expression in its sentence has no date: the day of the report is not the day of
//! what it tells.

mod actors;
mod candidates;
mod casualties;
mod clauses;
mod continuation;
mod dating;
mod draft;
mod inflection;
mod judging;
mod lexicon;
mod modality;
mod models;
mod number;
mod pattern;
mod placing;
mod reading;
mod retelling;
mod table;
mod themes;
mod train;
mod trigger;
mod vocabulary;
mod when;
mod words;

#[cfg(test)]
mod tests;

pub use models::Models;
pub use train::{Answer, Lesson, train};

use crate::{
    event::EventType,
    gazetteer::Gazetteer,
    geoparse::Mention,
    text::{Analysed, Sentence, Span},
    time::{Date, DateSpan},
};
use draft::{Before, Desk, Draft};
use judging::{Bench, Told};
use placing::Focus;
use reading::{Named, Reading};
use retelling::Retelling;

/// An event that a sentence tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Extracted {
    /// What happened.
    pub event_type: EventType,
    /// The words that tell of it, in bytes of the text.
    pub trigger: Span,
    /// The sentence, in bytes of the text.
    pub quote: Span,
    /// When; none if the sentence does not say, or says it relative to an unknown publication.
    pub date: Option<DateSpan>,
    /// Announced for a time after the report.
    pub planned: bool,
    /// How sure it is that the words tell of an event of this type there and then, 0 to 1.
    pub confidence: f64,
    /// The literal mentions that place it, by their position among the document's, be it through a noun that
    /// refers to one ("the base"); none if the text gives no place.
    pub mentions: Vec<usize>,
    /// Who acted, in the words of the sentence.
    pub actor1: Option<String>,
    /// Upon or with whom, in the words of the sentence.
    pub actor2: Option<String>,
    /// Deaths; none is unknown, not zero.
    pub fatalities: Option<u32>,
    /// People hurt; none is unknown, not zero.
    pub injured: Option<u32>,
}

/// The events that a text tells, in its order.
///
/// `mentions` are all mentions of the text in its order; `published` is the day on which "yesterday"
/// and "next week" hang.
#[must_use]
pub fn extract(
    text: &Analysed<'_>,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    published: Option<Date>,
) -> Vec<Extracted> {
    extract_by(Models::bundled(), text, mentions, gazetteer, published)
}

/// The events that a text tells by other models than the bundled ones.
#[must_use]
pub fn extract_by(
    models: &Models,
    text: &Analysed<'_>,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    published: Option<Date>,
) -> Vec<Extracted> {
    let sentences = text.sentences();
    let named = Named::of(gazetteer, text, mentions);
    let mut readings: Vec<Reading<'_>> = sentences
        .iter()
        .map(|sentence| Reading::of(text, sentence, &named))
        .collect();
    judge(models, &mut readings);
    let desk = Desk {
        models,
        text,
        gazetteer,
        published,
        readings: &readings,
        focus: Focus::of(&readings),
    };
    let mut drafts: Vec<Draft> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let before = before(&drafts, sentences, sentence);
        let told = desk.drafts(at, &before);
        drafts.extend(told);
    }
    let drafts = continuation::continued(drafts, sentences, &readings);
    let drafts = Retelling { text, mentions }.once(drafts);
    drafts.into_iter().map(|draft| draft.event).collect()
}

/// How likely what a sentence tells must be to say more of what the next ones tell.
const TOLD_WEIGHT: f64 = 0.5;

/// Chooses from what may tell of events what does, sentence by sentence.
fn judge(models: &Models, readings: &mut [Reading<'_>]) {
    let mut told = Told::default();
    for (at, reading) in readings.iter_mut().enumerate() {
        let bench = Bench {
            reading,
            at,
            told: &told,
        };
        let triggers = bench.triggers(&models.event);
        let sure = triggers
            .iter()
            .filter(|trigger| trigger.weight >= TOLD_WEIGHT);
        for trigger in sure {
            told.add(at, trigger.event_type);
        }
        reading.triggers = triggers;
    }
}

/// How many events back a time is still spoken of.
const RECENT_EVENTS: usize = 40;

fn before(drafts: &[Draft], sentences: &[Sentence], sentence: &Sentence) -> Before {
    let dated = |draft: &&Draft| draft.event.date.is_some();
    let last = drafts.iter().rev().take(RECENT_EVENTS).find(dated);
    let near = last.filter(|draft| sentences[draft.sentence].paragraph == sentence.paragraph);
    Before {
        told: last.and_then(|draft| draft.event.date),
        in_paragraph: near.and_then(|draft| draft.event.date),
        sites: drafts
            .last()
            .map(|draft| draft.sites.clone())
            .unwrap_or_default(),
    }
}
