//! One event with its evidence, and one document with its events.

use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Shared,
    answer::{self, blocking},
    error::{Answer, Problem},
    request::{NoQuery, Path},
};
use crate::{
    document::Document,
    event::{Event, Evidence, Status},
    filter::Filter,
    index::Snapshot,
    layer::{Feature, Shown},
    store::Merge,
};

/// How many characters of the text are shown before a quote, and after it.
const CONTEXT_CHARS: usize = 400;

/// `GET /events/{id}`
pub(super) async fn event(State(app): State<Shared>, Path([id]): Path<1>, _: NoQuery) -> Answer {
    let detail = blocking(move || {
        let snapshot = app.live.snapshot();
        let stored = snapshot
            .by_id(&id)
            .ok_or_else(|| Problem::not_found("event", &id))?;
        let evidence = stored.event.evidence.as_ref();
        let document = match evidence {
            Some(evidence) => app.live.store().document(evidence.doc_id.as_str())?,
            None => None,
        };
        let document = document.map(|stored| stored.document);
        let merges = app.live.store().merges(&id)?;
        let text = document
            .as_ref()
            .map_or("", |document| document.text.as_str());
        Ok(json!({
            "event": Feature::of(&stored),
            "evidence": evidence.map(|evidence| told(evidence, text)),
            "candidates": stored.event.candidates,
            "document": document.as_ref().map(About::of),
            "siblings": siblings(&app, &stored.event)?,
            "merged_into": merges.into,
            "merged": others(&snapshot, &merges.merged),
            "may_be": others(&snapshot, &merges.may_be),
            "history": app.live.store().revisions(&id)?,
        }))
    });
    answer::json(&detail.await?)
}

/// What is known of a document beside its text.
#[derive(Serialize)]
struct About<'d> {
    id: &'d str,
    title: Option<&'d str>,
    published: Option<String>,
    lang: Option<&'d str>,
    source: Option<&'d str>,
    source_url: Option<&'d str>,
}

impl<'d> About<'d> {
    fn of(document: &'d Document) -> Self {
        Self {
            id: document.id.as_str(),
            title: document.title.as_deref(),
            published: document.published.map(|day| day.to_string()),
            lang: document.lang.as_deref(),
            source: document.source.as_deref(),
            source_url: document.source_url.as_deref(),
        }
    }
}

fn told(evidence: &Evidence, text: &str) -> Value {
    let [before, after] = around(
        text,
        evidence.quote_start as usize,
        evidence.quote_end as usize,
    );
    json!({
        "doc_id": evidence.doc_id,
        "quote": evidence.quote,
        "quote_start": evidence.quote_start,
        "quote_end": evidence.quote_end,
        "trigger": evidence.trigger,
        "place": evidence.place,
        "before": before,
        "after": after,
    })
}

/// The rest of a quote's paragraph, before it and after it, or as much of it as is read at a glance.
/// Offsets count code points.
fn around(text: &str, start: usize, end: usize) -> [String; 2] {
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = (start.min(chars.len()), end.min(chars.len()));
    let mut before: Vec<char> = chars[..start]
        .iter()
        .rev()
        .take_while(|c| **c != '\n')
        .take(CONTEXT_CHARS)
        .copied()
        .collect();
    before.reverse();
    let after = chars[end..]
        .iter()
        .take_while(|c| **c != '\n')
        .take(CONTEXT_CHARS)
        .collect();
    [before.into_iter().collect(), after]
}

/// The other places of the same event.
fn siblings(app: &Shared, event: &Event) -> Result<Vec<Value>, Problem> {
    let siblings = app.live.store().siblings(event)?;
    let features = siblings.iter().map(Feature::of);
    Ok(features
        .map(serde_json::to_value)
        .collect::<Result<_, _>>()?)
}

/// Events that tell of the same, or may, each with the reason.
fn others(snapshot: &Snapshot, merges: &[Merge]) -> Vec<Value> {
    let told = |merge: &Merge| {
        let event = snapshot.by_id(&merge.id).map(Shown);
        json!({"id": merge.id, "reason": merge.reason, "event": event})
    };
    merges.iter().map(told).collect()
}

/// `GET /documents/{id}`
pub(super) async fn document(State(app): State<Shared>, Path([id]): Path<1>, _: NoQuery) -> Answer {
    let detail = blocking(move || {
        let found = app.live.store().document(&id)?;
        let stored = found.ok_or_else(|| Problem::not_found("document", &id))?;
        let snapshot = app.live.snapshot();
        let filter = Filter {
            doc_id: Some(id),
            status: Some(Status::ALL.iter().map(|it| *it as u8).collect()),
            ..Filter::default()
        };
        let rows = snapshot.rows(&filter);
        let events: Vec<Value> = rows
            .iter()
            .map(|row| serde_json::to_value(Feature::of(&snapshot.entry(*row))))
            .collect::<Result<_, _>>()?;
        let mut detail = serde_json::to_value(About::of(&stored.document))?;
        detail["text"] = stored.document.text.into();
        detail["mentions"] = stored.mentions.into();
        detail["events"] = events.into();
        Ok(detail)
    });
    answer::json(&detail.await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, quote: &str, expected: [&str; 2]) {
        let start = text[..text.find(quote).unwrap()].chars().count();
        assert_eq!(around(text, start, start + quote.chars().count()), expected);
    }

    #[test]
    fn a_quote_stands_in_the_rest_of_its_paragraph() {
        check(
            "Бир.\n\nОш шаҳри. Намойиш. Тугади.\n\nЯна.",
            "Намойиш.",
            ["Ош шаҳри. ", " Тугади."],
        );
        check("Alone.", "Alone.", ["", ""]);
        let long = format!("{}. Osh. {}", "ў".repeat(900), "x".repeat(900));
        let [before, after] = around(&long, 902, 906);
        assert_eq!((before.chars().count(), after.chars().count()), (400, 400));
        assert_eq!(around("short", 90, 99), ["short".to_owned(), String::new()]);
    }
}
