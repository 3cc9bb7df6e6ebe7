use super::{
    Extracted, Models,
    actors::actors,
    dating::{dates, heading},
    modality::Modality,
    placing::{Focus, Placement, Scene, Site},
    reading::Reading,
    trigger::Trigger,
    when::Anchors,
};
use crate::{
    gazetteer::Gazetteer,
    text::{Analysed, Sentence},
    time::{Date, DateSpan},
};

/// How likely, at least, an event is both what and where it is taken to be. Where half of the events that are
/// found are right, telling one more is worth it from somewhat more than a quarter on.
const RIGHT_MIN: f64 = 0.28;

/// How many sentences a heading stands above, at most.
const HEADING_SENTENCES: usize = 12;

/// Confidence is never certainty.
const CONFIDENCE_MAX: f64 = 0.98;

/// An event of one sentence before the sentences around it are asked.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) event: Extracted,
    pub(super) trigger: Trigger,
    pub(super) sentence: usize,
    /// The mentions that place it.
    pub(super) sites: Vec<Site>,
    evidence: f64,
}

/// The times and places told last before a sentence.
#[derive(Debug, Clone)]
pub(super) struct Before {
    /// In the document.
    pub(super) told: Option<DateSpan>,
    /// In the paragraph.
    pub(super) in_paragraph: Option<DateSpan>,
    /// The mentions that place the last event.
    pub(super) sites: Vec<Site>,
}

/// What every event of a document is drafted with.
pub(super) struct Desk<'d> {
    pub(super) models: &'d Models,
    pub(super) text: &'d Analysed<'d>,
    pub(super) gazetteer: &'d Gazetteer,
    pub(super) published: Option<Date>,
    pub(super) readings: &'d [Reading<'d>],
    pub(super) focus: Focus,
}

impl Desk<'_> {
    /// The events of one sentence: those that happened, are under way or are planned.
    pub(super) fn drafts(&self, at: usize, before: &Before) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        for trigger in &self.readings[at].triggers {
            let last = drafts.last().map_or(&before.sites, |draft| &draft.sites);
            let told = self.draft(at, trigger, before, last);
            drafts.extend(told);
        }
        one_for_each(drafts)
    }

    fn draft(&self, at: usize, trigger: &Trigger, before: &Before, last: &[Site]) -> Vec<Draft> {
        let reading = &self.readings[at];
        let modality = reading
            .cues
            .modality(&reading.words, &reading.clauses, trigger);
        if modality > Modality::Planned {
            return Vec::new();
        }
        let (placement, sites) = self.scene(at, last).placement(&self.models.place, trigger);
        if trigger.weight * placement.evidence < RIGHT_MIN {
            return Vec::new();
        }
        let dates = dates(reading, trigger, modality, self.anchors(at, before));
        let times = if dates.is_empty() {
            vec![None]
        } else {
            dates.into_iter().map(Some).collect()
        };
        let sentence = &self.text.sentences()[at];
        let told = |date| self.told(sentence, reading, trigger, date, modality, &placement);
        times
            .into_iter()
            .map(|date| Draft {
                event: told(date),
                trigger: trigger.clone(),
                sentence: at,
                sites: sites.clone(),
                evidence: placement.evidence,
            })
            .collect()
    }

    fn scene<'s>(&'s self, at: usize, last: &'s [Site]) -> Scene<'s, 's> {
        Scene {
            gazetteer: self.gazetteer,
            sentences: self.text.sentences(),
            readings: self.readings,
            focus: &self.focus,
            at,
            last,
        }
    }

    /// A paragraph that tells of a year before the last goes on in that year.
    fn anchors(&self, at: usize, before: &Before) -> Anchors {
        let long_past = |date: &DateSpan| {
            let published = self.published.map(Date::year);
            published.is_some_and(|year| date.last().year() < year - 1)
        };
        let anchors = Anchors {
            published: self.published,
            before: before.told,
            heading: None,
            year: before
                .in_paragraph
                .filter(long_past)
                .map(|date| date.last().year()),
        };
        Anchors {
            heading: self.heading(at, anchors),
            ..anchors
        }
    }

    /// The time that stands as a heading above a sentence: in its paragraph, or as a paragraph of its own.
    fn heading(&self, at: usize, anchors: Anchors) -> Option<DateSpan> {
        let paragraph = |at: usize| self.text.sentences()[at].paragraph;
        let alone = |above: usize| above == 0 || paragraph(above - 1) != paragraph(above);
        let near = at.saturating_sub(HEADING_SENTENCES)..at;
        let mut above = near.rev().filter(|above| {
            let gap = paragraph(at) - paragraph(*above);
            gap == 0 || (gap == 1 && alone(*above) && paragraph(above + 1) != paragraph(*above))
        });
        above.find_map(|above| heading(&self.readings[above], anchors))
    }

    fn told(
        &self,
        sentence: &Sentence,
        reading: &Reading<'_>,
        trigger: &Trigger,
        date: Option<DateSpan>,
        modality: Modality,
        placement: &Placement,
    ) -> Extracted {
        let actors = actors(reading, trigger, self.text.text());
        Extracted {
            event_type: trigger.event_type,
            trigger: reading.span(&trigger.words),
            quote: sentence.span,
            date,
            planned: self.is_planned(modality, date),
            confidence: confidence(trigger.weight, placement.evidence, date.is_some()),
            mentions: placement.mentions.clone(),
            actor1: actors.first,
            actor2: actors.second,
            fatalities: None,
            injured: None,
        }
    }

    /// What is dated after the report is planned, what is dated before it is not; else the words say.
    fn is_planned(&self, modality: Modality, date: Option<DateSpan>) -> bool {
        match (date, self.published) {
            (Some(date), Some(published)) if date.first() > published => true,
            (Some(date), Some(published)) if date.last() < published => false,
            _ => modality == Modality::Planned,
        }
    }
}

fn confidence(weight: f64, evidence: f64, dated: bool) -> f64 {
    let share = 0.7 + 0.2 * evidence + if dated { 0.1 } else { 0.0 };
    (weight * share).min(CONFIDENCE_MAX)
}

/// One event for all words of a sentence that tell the same: of one type, with no two times or places.
fn one_for_each(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.iter_mut().find(|other| same(other, &draft)) {
            Some(other) => join(other, draft),
            None => kept.push(draft),
        }
    }
    kept
}

fn same(one: &Draft, other: &Draft) -> bool {
    let (a, b) = (&one.event, &other.event);
    let dates = a.date.is_none() || b.date.is_none() || a.date == b.date;
    let places = a.mentions.is_empty() || b.mentions.is_empty() || a.mentions == b.mentions;
    a.event_type == b.event_type && dates && places && a.planned == b.planned
}

/// Keeps the surer of two words for one event, with what either knows.
fn join(kept: &mut Draft, other: Draft) {
    let (mut best, rest) = if other.trigger.weight > kept.trigger.weight {
        (other, &*kept)
    } else {
        return fill(kept, &other);
    };
    fill(&mut best, rest);
    *kept = best;
}

fn fill(kept: &mut Draft, other: &Draft) {
    let event = &mut kept.event;
    event.date = event.date.or(other.event.date);
    event.actor1 = event.actor1.take().or_else(|| other.event.actor1.clone());
    event.actor2 = event.actor2.take().or_else(|| other.event.actor2.clone());
    if event.mentions.is_empty() {
        event.mentions.clone_from(&other.event.mentions);
        kept.sites.clone_from(&other.sites);
        kept.evidence = other.evidence;
    }
    event.confidence = confidence(kept.trigger.weight, kept.evidence, event.date.is_some());
}
