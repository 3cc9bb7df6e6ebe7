//! What `zij geoparse` and `POST /geoparse` write: one line a document. Offsets are Unicode code
//! points, the end excluded; positions are WGS 84 degrees.

use serde::Serialize;

use crate::{
    document::Document,
    event::{Candidate, Range},
    extract::Extracted,
    gazetteer::{Gazetteer, PlaceIndex},
    geocode::where_prec,
    geoparse::{Mention, Reason, Reference, Role, Weighed, references},
    text::{CodePoints, Span},
};

use super::Found;

/// Decimals of a confidence or score.
const SHARE_DECIMALS: f64 = 1e3;

/// A document with its mentions and events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line<'a> {
    /// The document's id.
    pub doc_id: &'a str,
    /// BCP 47, stated or told from the text.
    pub lang: &'a str,
    /// The day of publication.
    pub published: Option<String>,
    /// The place names, in the order of the text.
    pub mentions: Vec<MentionLine<'a>>,
    /// The nouns that refer to a place named before, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ReferenceLine<'a>>,
    /// The events, in the order of the text; none where nobody asked for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventLine<'a>>>,
}

/// A place name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MentionLine<'a> {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The words.
    pub text: &'a str,
    /// What the name stands for.
    pub role: Role,
    /// How sure the place is, 0 to 1.
    pub confidence: f64,
    /// Which place; null when it cannot be told.
    pub place: Option<PlaceLine<'a>>,
    /// The other places that were weighed, best first.
    pub candidates: Vec<CandidateLine<'a>>,
}

/// A noun that refers to a place named before: "the base".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferenceLine<'a> {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The words, without an article.
    pub text: &'a str,
    /// Which of the mentions names the place.
    pub mention: usize,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceLine<'a> {
    /// The gazetteer's id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The gazetteer's kind.
    pub kind: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// The code of its first-level region.
    pub admin1: &'a str,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Its radius in metres.
    pub uncertainty_m: u32,
}

/// A place that was weighed and not taken: [`Candidate`] as it is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CandidateLine<'a> {
    /// Which place.
    #[serde(flatten)]
    pub place: PlaceLine<'a>,
    /// Its share of the belief, 0 to 1.
    pub score: f64,
    /// Why, in words.
    pub why: Vec<Reason<'a>>,
}

/// An event at one of its places, or at none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine<'a> {
    /// What happened.
    pub event_type: &'static str,
    /// The words that tell of it.
    pub trigger: Range,
    /// Where its sentence begins.
    pub quote_start: u32,
    /// Where its sentence ends.
    pub quote_end: u32,
    /// EDTF level 0, or the first day; null if the text does not say.
    pub event_date: Option<String>,
    /// The last day where EDTF level 0 has no name for the span.
    pub event_date_end: Option<String>,
    /// UCDP's `date_prec`, 1 to 5.
    pub time_precision: Option<u8>,
    /// Announced for later.
    pub planned: bool,
    /// How sure the event is, 0 to 1.
    pub confidence: f64,
    /// ACLED's scale, 1 to 3.
    pub geo_precision: Option<u8>,
    /// UCDP's scale, 1 to 7.
    pub where_prec: Option<u8>,
    /// Which of the mentions places it.
    pub mention: Option<usize>,
    /// Where; null when the text does not say.
    pub place: Option<PlaceLine<'a>>,
}

/// The line of a document.
pub(super) fn line<'a>(
    gazetteer: &'a Gazetteer,
    document: &'a Document,
    found: &Found<'a>,
) -> Line<'a> {
    let code_points = CodePoints::new(found.text.text());
    let events = found.events.iter().flat_map(|event| {
        places(event)
            .into_iter()
            .map(|at| event_line(gazetteer, &code_points, found, event, at))
    });
    Line {
        events: Some(events.collect()),
        ..line_of_places(gazetteer, document, found)
    }
}

/// The line of a document with its place names alone.
pub(super) fn line_of_places<'a>(
    gazetteer: &'a Gazetteer,
    document: &'a Document,
    found: &Found<'a>,
) -> Line<'a> {
    let code_points = CodePoints::new(found.text.text());
    let stated = document.lang.as_deref();
    Line {
        doc_id: document.id.as_str(),
        lang: stated.unwrap_or(found.text.lang().as_str()),
        published: document.published.map(|day| day.to_string()),
        mentions: mentions(gazetteer, &code_points, found),
        references: reference_lines(gazetteer, &code_points, found),
        events: None,
    }
}

/// The mentions that place an event; one nothing for an event without a place.
pub(super) fn places(event: &Extracted) -> Vec<Option<usize>> {
    if event.mentions.is_empty() {
        vec![None]
    } else {
        event.mentions.iter().copied().map(Some).collect()
    }
}

/// The mentions of a document.
pub(super) fn mentions<'a>(
    gazetteer: &'a Gazetteer,
    code_points: &CodePoints<'_>,
    found: &Found<'a>,
) -> Vec<MentionLine<'a>> {
    let line = |mention| mention_line(gazetteer, code_points, found, mention);
    found.mentions.iter().map(line).collect()
}

fn reference_lines<'a>(
    gazetteer: &Gazetteer,
    code_points: &CodePoints<'_>,
    found: &Found<'a>,
) -> Vec<ReferenceLine<'a>> {
    let line = |reference: Reference| {
        let Range { start, end } = range(code_points, reference.span);
        ReferenceLine {
            start,
            end,
            text: reference.span.of(found.text.text()),
            mention: reference.mention,
        }
    };
    let references = references(gazetteer, &found.text, &found.mentions);
    references.into_iter().map(line).collect()
}

fn mention_line<'a>(
    gazetteer: &'a Gazetteer,
    code_points: &CodePoints<'_>,
    found: &Found<'a>,
    mention: &Mention,
) -> MentionLine<'a> {
    let Range { start, end } = range(code_points, mention.span);
    let others = not_taken(mention).map(|weighed| candidate_line(gazetteer, weighed));
    MentionLine {
        start,
        end,
        text: mention.span.of(found.text.text()),
        role: mention.role,
        confidence: rounded(mention.confidence),
        place: mention.place.map(|place| place_line(gazetteer, place)),
        candidates: others.collect(),
    }
}

/// The places that were weighed for a name and not taken, best first.
fn not_taken(mention: &Mention) -> impl Iterator<Item = &Weighed> {
    let weighed = mention.candidates.iter();
    weighed.filter(|weighed| Some(weighed.place) != mention.place)
}

/// The same as an event keeps them.
pub(super) fn others(gazetteer: &Gazetteer, mention: &Mention) -> Vec<Candidate> {
    not_taken(mention)
        .map(|weighed| rounded_score(weighed.candidate(gazetteer)))
        .collect()
}

fn event_line<'a>(
    gazetteer: &'a Gazetteer,
    code_points: &CodePoints<'_>,
    found: &Found<'_>,
    event: &Extracted,
    mention: Option<usize>,
) -> EventLine<'a> {
    let place = mention.and_then(|at| found.mentions.get(at)?.place);
    let precision = place.map(|place| {
        let place = gazetteer.place(place);
        where_prec(place.kind, place.uncertainty_m)
    });
    let quote = range(code_points, event.quote);
    let (event_date, event_date_end) = event
        .date
        .map_or((None, None), |date| (Some(date.edtf().0), date.edtf().1));
    EventLine {
        event_type: event.event_type.as_str(),
        trigger: range(code_points, event.trigger),
        quote_start: quote.start,
        quote_end: quote.end,
        event_date,
        event_date_end,
        time_precision: event.date.map(|date| date.precision().into()),
        planned: event.planned,
        confidence: rounded(event.confidence),
        geo_precision: precision.map(|precision| precision.geo_precision() as u8),
        where_prec: precision.map(u8::from),
        mention,
        place: place.map(|place| place_line(gazetteer, place)),
    }
}

fn place_line(gazetteer: &Gazetteer, place: PlaceIndex) -> PlaceLine<'_> {
    let place = gazetteer.record(place);
    let position = place.position();
    PlaceLine {
        id: place.id(),
        name: place.name(),
        kind: place.kind().as_str(),
        country: place.country(),
        admin1: place.admin1(),
        lon: position.lon(),
        lat: position.lat(),
        uncertainty_m: place.uncertainty_m(),
    }
}

fn candidate_line<'a>(gazetteer: &'a Gazetteer, weighed: &Weighed) -> CandidateLine<'a> {
    CandidateLine {
        place: place_line(gazetteer, weighed.place),
        score: rounded(weighed.share),
        why: weighed.reasons(gazetteer),
    }
}

/// Bytes as code points.
pub(super) fn range(code_points: &CodePoints<'_>, span: Span) -> Range {
    let at = |byte| u32::try_from(code_points.of_byte(byte)).unwrap_or(u32::MAX);
    Range {
        start: at(span.start),
        end: at(span.end),
    }
}

/// A share with the decimals that mean something.
pub(super) fn rounded(share: f64) -> f64 {
    (share * SHARE_DECIMALS).round() / SHARE_DECIMALS
}

/// A candidate with a rounded score.
fn rounded_score(candidate: Candidate) -> Candidate {
    Candidate {
        score: rounded(candidate.score),
        ..candidate
    }
}
