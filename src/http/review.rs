//! Doubtful events, and what persons decide on them.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, header},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    Shared,
    answer::{self, blocking},
    error::{Answer, Problem},
    negotiation::{GEOJSON, JSON},
    request::{NoQuery, Query},
};
use crate::{
    event::{Event, Status},
    filter::Filter,
    geocode,
    layer::Feature,
    store::{Decision, StoreError},
};

/// Who decides, as long as there are no accounts.
const WHO: &str = "reviewer";

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with id, decision and place_id"
)]
struct Wanted {
    id: String,
    decision: Word,
    place_id: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Confirm,
    Reject,
    Choose,
    Undo,
}

/// `POST /review`: writes a decision as a revision; the event after it.
pub(super) async fn decide(
    State(app): State<Shared>,
    _: NoQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    if given.split(';').next().map(str::trim) != Some(JSON) {
        return Err(Problem::unsupported(given, JSON));
    }
    let wanted: Wanted = serde_json::from_slice(&body?)
        .map_err(|error| Problem::malformed(format!("the body is no decision: {error}")))?;
    let feature = blocking(move || {
        let decision = decision(&app, &wanted)?;
        let stored = app.live.store().decide(&wanted.id, decision, WHO)?;
        app.live.refresh()?;
        Ok(serde_json::to_vec(&Feature::of(&stored))?)
    });
    Ok(answer::body(GEOJSON, feature.await?))
}

fn decision(app: &Shared, wanted: &Wanted) -> Result<Decision, Problem> {
    match (wanted.decision, &wanted.place_id) {
        (Word::Choose, Some(place)) => chosen(app, &wanted.id, place),
        (Word::Choose, None) => Err(Problem::unprocessable(
            "place_id is missing, expected the id of a place",
        )),
        (_, Some(_)) => Err(Problem::unprocessable(
            "place_id is given, expected only with decision \"choose\"",
        )),
        (Word::Confirm, None) => Ok(Decision::Confirm),
        (Word::Reject, None) => Ok(Decision::Reject),
        (Word::Undo, None) => Ok(Decision::Undo),
    }
}

/// The place of the gazetteer as the event's place, as sure as a person is.
fn chosen(app: &Shared, id: &str, place: &str) -> Result<Decision, Problem> {
    let stored = app.live.store().event(id)?;
    let event = stored
        .ok_or_else(|| StoreError::NoEvent(id.to_owned()))?
        .event;
    let index = app.gazetteer.by_id(place).ok_or_else(|| {
        Problem::unprocessable(format!(
            "place_id is {place:?}, expected the id of a place in the gazetteer"
        ))
    })?;
    let raw = event
        .location
        .as_ref()
        .and_then(|before| before.raw.as_deref());
    let location = geocode::location(app.gazetteer, index, raw, 1.0);
    Ok(Decision::Choose(Box::new(location)))
}

/// How many events the queue shows.
const QUEUE_MAX: usize = 100;

/// `GET /review`: the events that nobody has looked at, the most doubtful first.
pub(super) async fn queue(State(app): State<Shared>, Query(mut params): Query) -> Answer {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let snapshot = app.live.snapshot();
    let body = blocking(move || {
        let rows = snapshot.rows(&filter);
        let events = rows.iter().map(|row| snapshot.entry(*row));
        let mut open: Vec<_> = events
            .filter(|it| it.event.status == Status::Candidate)
            .collect();
        open.sort_by(|a, b| sureness(&a.event).total_cmp(&sureness(&b.event)));
        let matched = open.len();
        open.truncate(QUEUE_MAX);
        let features: Vec<_> = open.into_iter().map(Feature::of).collect();
        Ok(serde_json::to_vec(&json!({
            "type": "FeatureCollection",
            "numberMatched": matched,
            "numberReturned": features.len(),
            "features": features,
        }))?)
    });
    Ok(answer::body(GEOJSON, body.await?))
}

/// How sure an event and its place are together, 0 to 1; one without a place is as sure as its type.
fn sureness(event: &Event) -> f64 {
    event.confidence * event.location.as_ref().map_or(1.0, |place| place.score)
}
