//! How the columns of a table are read, and what its first rows would become, before any is taken.

use axum::extract::{FromRequest, Request, State};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Shared,
    answer::{self, blocking},
    documents::Upload,
    error::{Answer, Problem},
};
use crate::{
    document::{
        Batch, Column, Columns, FirstRow, FirstRows, Format, Mapping, ReadError, Refusal, read,
    },
    event::{Candidate, Event},
    filter::{ParamError, Params},
    ingest::Pipeline,
    layer::Feature,
    store::Stored,
    time::Timestamp,
};

/// How many rows are shown if the client does not say.
pub(super) const ROWS_DEFAULT: usize = 10;

/// The most rows that are shown.
pub(super) const ROWS_MAX: usize = 100;

/// A table and how many of its rows the client wants to see.
pub(super) struct Asked {
    upload: Upload,
    rows: usize,
}

impl<S: Send + Sync> FromRequest<S> for Asked {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let mut params = Params::parse(request.uri().query().unwrap_or_default())?;
        let rows = rows(&mut params)?;
        Ok(Self {
            upload: Upload::of(request, state, params).await?,
            rows,
        })
    }
}

fn rows(params: &mut Params) -> Result<usize, ParamError> {
    let expected = format!("a whole number from 1 to {ROWS_MAX}");
    let Some(rows) = params.take_parsed::<usize>("rows", &expected)? else {
        return Ok(ROWS_DEFAULT);
    };
    let wrong = || {
        ParamError::new(
            "rows",
            &rows.to_string(),
            format_args!("expected {expected}"),
        )
    };
    (1..=ROWS_MAX)
        .contains(&rows)
        .then_some(rows)
        .ok_or_else(wrong)
}

/// `POST /documents/preview`: nothing is taken.
pub(super) async fn preview(State(app): State<Shared>, asked: Asked) -> Answer {
    let told = blocking(move || {
        let Asked { mut upload, rows } = asked;
        let said = upload.about.defaults.mapping.clone();
        let columns = upload
            .know_columns(app.live.store())?
            .ok_or_else(no_table)?;
        let first = FirstRows::of(&upload.body, rows);
        let table = &upload.body[..first.bytes];
        let read = read(
            table,
            &upload.about.name,
            Format::Csv,
            &upload.about.defaults,
        );
        let mut told = told_of_columns(&columns, upload.about.defaults.mapping != said);
        let (batch, problem) = match read {
            Ok(batch) => (batch, None),
            Err(ReadError::NoRows) => (Batch::default(), None),
            Err(error) => (Batch::default(), Some(error.to_string())),
        };
        let shown = shown(
            &app.pipeline(),
            first.rows,
            batch,
            upload.about.dataset(),
            (app.clock)(),
        );
        told["problem"] = problem.into();
        told["rows"] = shown.into();
        told["more"] = first.has_more.into();
        Ok(told)
    });
    answer::json(&told.await?)
}

fn no_table() -> Problem {
    Problem::unprocessable("the body is no table, expected CSV whose first line names the columns")
}

fn told_of_columns(columns: &Columns, is_remembered: bool) -> Value {
    let mut guess = columns.clone();
    guess.correct(&Mapping::default());
    let word = |column: Option<Column>| column.map(Column::as_str);
    let both = columns.fields().zip(guess.fields());
    let both = both.map(|((name, field), (_, guess))| json!({"name": name, "field": word(field), "guess": word(guess)}));
    let fields = Column::ALL.iter();
    let fields = fields.map(|it| json!({"field": it.as_str(), "means": it.means()}));
    json!({
        "profile": columns.profile.as_str(),
        "remembered": is_remembered,
        "mapping": columns.mapping.to_string(),
        "columns": both.collect::<Vec<_>>(),
        "fields": fields.collect::<Vec<_>>(),
    })
}

/// A row and what it would become.
#[derive(Debug, Serialize)]
struct Row {
    line: u64,
    cells: Vec<String>,
    /// The feature; null if the row would be refused.
    event: Value,
    /// The places that its name may mean, if it would stay without a point.
    candidates: Vec<Candidate>,
    /// Why it would stay without a point.
    doubt: Option<String>,
    refused: Option<Refusal>,
}

fn shown(
    pipeline: &Pipeline<'_>,
    rows: Vec<FirstRow>,
    batch: Batch,
    dataset: &str,
    now: Timestamp,
) -> Vec<Value> {
    let lines: Vec<Option<u64>> = batch.records.iter().map(|it| it.origin.line).collect();
    let (events, swapped) = pipeline.events(batch.records, dataset);
    let refused: Vec<Refusal> = batch.refused.into_iter().chain(swapped).collect();
    let is_taken = |line: &Option<u64>| refused.iter().all(|it| it.origin.line != *line);
    let mut taken = lines.into_iter().filter(is_taken).zip(events).peekable();
    let shown = rows.into_iter().map(|FirstRow { line, cells }| {
        let event = taken
            .next_if(|(at, _)| *at == Some(line))
            .map(|(_, event)| event);
        let refused = refused
            .iter()
            .find(|it| it.origin.line == Some(line))
            .cloned();
        let row = Row {
            line,
            cells,
            doubt: event.as_ref().and_then(doubt),
            candidates: event
                .as_ref()
                .map(|it| unsettled(it).to_vec())
                .unwrap_or_default(),
            event: event.map_or(Value::Null, |event| feature(event, now)),
            refused,
        };
        json!(row)
    });
    shown.collect()
}

fn feature(event: Event, now: Timestamp) -> Value {
    json!(Feature::of(&Stored {
        event,
        created_at: now,
        updated_at: now,
        revision: 0,
    }))
}

/// The places of an event that has not got one of them.
fn unsettled(event: &Event) -> &[Candidate] {
    if event.location.is_some() {
        &[]
    } else {
        &event.candidates
    }
}

fn doubt(event: &Event) -> Option<String> {
    if event.location.is_some() {
        return None;
    }
    Some(match unsettled(event) {
        [] => "no place of the gazetteer is called so: the event stays without a point".to_owned(),
        several => format!(
            "the name may mean {} places: the event waits for a person to choose one",
            several.len()
        ),
    })
}

/// The schema of the answer, as `/api` describes it.
pub(super) fn schema() -> Value {
    let text = || json!({"type": "string"});
    let optional = || json!({"type": "string", "nullable": true});
    let number = || json!({"type": "integer"});
    let list = |members: Value| json!({"type": "array", "items": {"type": "object", "properties": members}});
    json!({
        "type": "object",
        "properties": {
            "profile": {"type": "string", "description": "whose columns they are; other is a list of its own"},
            "remembered": {"type": "boolean", "description": "read as was said of such columns before"},
            "mapping": {"type": "string", "description": "as the parameter columns takes it"},
            "columns": list(json!({"name": text(), "field": optional(), "guess": optional()})),
            "fields": list(json!({"field": text(), "means": text()})),
            "problem": {"type": "string", "nullable": true, "description": "why no row can be read"},
            "rows": list(json!({
                "line": number(),
                "cells": {"type": "array", "items": text()},
                "event": {"type": "object", "nullable": true, "description": "the feature that it would become"},
                "candidates": list(json!({"id": text(), "name": text(), "country": text()})),
                "doubt": optional(),
                "refused": {"type": "object", "nullable": true, "properties":
                    {"line": number(), "column": number(), "field": text(), "value": text(), "reason": text()}},
            })),
            "more": {"type": "boolean", "description": "whether the table goes on"},
        },
    })
}
