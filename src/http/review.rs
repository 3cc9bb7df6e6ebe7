//! Doubtful events, and what persons decide on them.

use std::{cmp::Ordering, collections::HashSet, str::FromStr};

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, header},
};
use serde::Deserialize;

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    collection::{EVENTS, Page, limit},
    error::{Answer, Problem},
    items::{self, side},
    negotiation::{GEOJSON, JSON},
    paging::{self, Cursor},
    request::{NoQuery, Query, RawQuery},
};
use crate::{
    event::{Event, Status},
    filter::Filter,
    geocode,
    index::Snapshot,
    layer::{Feature, Shown},
    space::LonLat,
    store::{Decision, Merge, StoreError},
    time::Timestamp,
};

/// Who decides, as long as there are no accounts.
const WHO: &str = "reviewer";

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with id, decision, and what the decision needs"
)]
struct Wanted {
    id: String,
    decision: Word,
    place_id: Option<String>,
    into: Option<String>,
    lon: Option<f64>,
    lat: Option<f64>,
    uncertainty_m: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Confirm,
    Reject,
    Choose,
    Move,
    NoPlace,
    Merge,
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
    check_beside(wanted)?;
    Ok(match wanted.decision {
        Word::Confirm => Decision::Confirm,
        Word::Reject => Decision::Reject,
        Word::Undo => Decision::Undo,
        Word::NoPlace => Decision::NoPlace,
        Word::Move => return moved(app, wanted),
        Word::Choose => {
            let place = wanted
                .place_id
                .as_deref()
                .ok_or_else(|| missing("place_id", "the id of a place"))?;
            return chosen(app, &wanted.id, place);
        }
        Word::Merge => Decision::Merge(Merge {
            id: wanted
                .into
                .clone()
                .ok_or_else(|| missing("into", "the id of an event"))?,
            reason: SAID.to_owned(),
        }),
    })
}

/// Why two events are one if a person has merged them.
const SAID: &str = "a person has said so";

fn missing(name: &str, what: &str) -> Problem {
    Problem::unprocessable(format!("{name} is missing, expected {what}"))
}

/// Refuses what goes with another decision.
fn check_beside(wanted: &Wanted) -> Result<(), Problem> {
    let beside = [
        (
            "place_id",
            wanted.place_id.is_some(),
            Word::Choose,
            "choose",
        ),
        ("into", wanted.into.is_some(), Word::Merge, "merge"),
        ("lon", wanted.lon.is_some(), Word::Move, "move"),
        ("lat", wanted.lat.is_some(), Word::Move, "move"),
        (
            "uncertainty_m",
            wanted.uncertainty_m.is_some(),
            Word::Move,
            "move",
        ),
    ];
    let wrong = |(_, given, word, _): &&(_, bool, Word, _)| *given && *word != wanted.decision;
    match beside.iter().find(wrong) {
        Some((name, _, _, word)) => Err(Problem::unprocessable(format!(
            "{name} is given, expected only with decision {word:?}"
        ))),
        None => Ok(()),
    }
}

/// The position that a person has put as the event's place.
fn moved(app: &Shared, wanted: &Wanted) -> Result<Decision, Problem> {
    let number = |name, value: Option<f64>| value.ok_or_else(|| missing(name, "degrees"));
    let (lon, lat) = (number("lon", wanted.lon)?, number("lat", wanted.lat)?);
    let position =
        LonLat::new(lon, lat).map_err(|error| Problem::unprocessable(error.to_string()))?;
    let metres = wanted
        .uncertainty_m
        .ok_or_else(|| missing("uncertainty_m", "metres"))?;
    if !(1..=UNCERTAINTY_M_MAX).contains(&metres) {
        return Err(Problem::unprocessable(format!(
            "uncertainty_m is {metres}, expected 1 to {UNCERTAINTY_M_MAX} metres"
        )));
    }
    let raw = written_name(app, &wanted.id)?;
    let location = geocode::pinned(app.gazetteer(), position, metres, raw.as_deref());
    Ok(Decision::Choose(Box::new(location)))
}

/// A pin that may lie anywhere on half of the globe tells nothing.
const UNCERTAINTY_M_MAX: u32 = 10_000_000;

/// The name of the event's place as its source writes it.
fn written_name(app: &Shared, id: &str) -> Result<Option<String>, Problem> {
    let stored = app.live.store().event(id)?;
    let event = stored
        .ok_or_else(|| StoreError::NoEvent(id.to_owned()))?
        .event;
    Ok(event.location.and_then(|before| before.raw))
}

/// The place of the gazetteer as the event's place, as sure as a person is.
fn chosen(app: &Shared, id: &str, place: &str) -> Result<Decision, Problem> {
    let raw = written_name(app, id)?;
    let index = app.gazetteer().by_id(place).ok_or_else(|| {
        Problem::unprocessable(format!(
            "place_id is {place:?}, expected the id of a place in the gazetteer"
        ))
    })?;
    let location = geocode::location(app.gazetteer(), index, raw.as_deref(), 1.0);
    Ok(Decision::Choose(Box::new(location)))
}

/// Where a page of the queue begins: behind the event that is so sure and stands there in the canonical order.
struct Place {
    sureness: f64,
    event: items::Place,
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "expected the cursor of a next or prev link";
        let (sureness, event) = text.split_once('~').ok_or(wrong)?;
        let sureness = sureness.parse::<f64>().ok().filter(|it| !it.is_nan());
        Ok(Self {
            sureness: sureness.ok_or(wrong)?,
            event: event.parse()?,
        })
    }
}

struct Asked {
    filter: Filter,
    limit: usize,
    cursor: Option<Cursor<Place>>,
}

/// `GET /review`: the events that nobody has looked at, the most doubtful first.
pub(super) async fn queue(
    State(app): State<Shared>,
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    base: Base,
) -> Answer {
    let asked = Asked {
        filter: Filter::take(&mut params)?,
        limit: limit(&mut params)?,
        cursor: params.take_exact("cursor")?,
    };
    params.finish()?;
    let snapshot = app.live.snapshot();
    let now = (app.clock)();
    let page = blocking(move || {
        let doubled = app.live.store().undecided_merges()?.into_iter().collect();
        asked.page(&snapshot, &doubled, &base, &query, now)
    });
    Ok(answer::body(GEOJSON, page.await?))
}

impl Asked {
    fn page(
        &self,
        snapshot: &Snapshot,
        doubled: &HashSet<String>,
        base: &Base,
        query: &str,
        now: Timestamp,
    ) -> Result<Vec<u8>, Problem> {
        let open = open(snapshot, &self.filter, doubled);
        let cursor = self.cursor.as_ref();
        let place = cursor.map(|it| (it.item.sureness, it.item.event.rows(snapshot)));
        let stands = |(row, sure): &(u32, f64)| {
            place.map_or(Ordering::Equal, |(sureness, rows)| {
                sure.total_cmp(&sureness).then_with(|| side(*row, rows))
            })
        };
        let shown = paging::page(&open, self.limit, cursor.map(|it| it.is_backwards), stands);
        let cursor = |(row, sure): &(u32, f64)| {
            format!("{sure}~{}", items::Place::of(&snapshot.entry(*row)))
        };
        let page = Page {
            matched: open.len(),
            returned: shown.items.len(),
            next: shown.last().map(cursor),
            prev: shown.first().map(|first| paging::before(&cursor(first))),
            path: "/review".to_owned(),
            query,
            now,
        };
        let features = shown
            .items
            .iter()
            .map(|(row, _)| Shown(snapshot.entry(*row)));
        EVENTS.page(base, &page, features).map(|(_, body)| body)
    }
}

/// The rows of the events that nobody has looked at, each with how sure it is, the most doubtful first.
fn open(snapshot: &Snapshot, filter: &Filter, doubled: &HashSet<String>) -> Vec<(u32, f64)> {
    let rows = snapshot.rows(filter);
    let events = rows.iter().map(|row| (*row, snapshot.entry(*row).event));
    let mut open: Vec<_> = events
        .filter(|(_, event)| event.status == Status::Candidate)
        .map(|(row, event)| (row, sureness(&event, doubled.contains(&event.id))))
        .collect();
    open.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    open
}

/// How sure an event is that another document may tell of too: it is one of two readings.
const DOUBLED_SHARE: f64 = 0.5;

/// How sure an event and its place are together, 0 to 1; one without a place is as sure as its type.
fn sureness(event: &Event, is_doubled: bool) -> f64 {
    let place = event.location.as_ref().map_or(1.0, |place| place.score);
    event.confidence * place * if is_doubled { DOUBLED_SHARE } else { 1.0 }
}
