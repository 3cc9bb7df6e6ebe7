//! What persons decide on events. Every decision is a revision that holds the state after it, so that
//! an undo puts the state before it back.

use std::iter;

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};

use super::{
    GeoPackage, StoreError, Stored,
    cells::Cells,
    geopackage::{touch, written},
    read, row,
};
use crate::{
    event::{Candidate, Event, Location, Status, WherePrecision},
    space::LonLat,
    time::Timestamp,
};

/// What a person can decide on an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It is true as it stands.
    Confirm,
    /// It is wrong.
    Reject,
    /// It is true, but at this place.
    Choose(Box<Location>),
    /// The last decision that still stands was wrong.
    Undo,
}

impl Decision {
    fn change(&self) -> &'static str {
        match self {
            Self::Confirm => "confirmed",
            Self::Reject => "rejected",
            Self::Choose(_) => "place chosen",
            Self::Undo => UNDONE,
        }
    }
}

const UNDONE: &str = "undone";

/// One entry of an event's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// Its number; it grows with every change in the store.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// `added`, `confirmed`, `rejected`, `place chosen` or `undone`.
    pub change: String,
}

/// The part of an event that decisions change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    status: Status,
    place: Option<Place>,
    candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    name: String,
    raw: Option<String>,
    lon: f64,
    lat: f64,
    uncertainty_m: u32,
    where_prec: WherePrecision,
    score: f64,
    gazetteer_id: Option<String>,
    kind: Option<String>,
    country: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
}

impl State {
    /// The event's state.
    pub(super) fn of(event: &Event) -> Self {
        Self {
            status: event.status,
            place: event.location.as_ref().map(Place::of),
            candidates: event.candidates.clone(),
        }
    }

    fn put_into(self, event: &mut Event) {
        event.status = self.status;
        event.location = self.place.and_then(Place::location);
        event.candidates = self.candidates;
    }
}

impl Place {
    fn of(location: &Location) -> Self {
        let it = location.clone();
        Self {
            name: it.name,
            raw: it.raw,
            lon: it.position.lon(),
            lat: it.position.lat(),
            uncertainty_m: it.uncertainty_m,
            where_prec: it.where_prec,
            score: it.score,
            gazetteer_id: it.place_id,
            kind: it.kind,
            country: it.country,
            admin1: it.admin1,
            admin2: it.admin2,
        }
    }

    fn location(self) -> Option<Location> {
        Some(Location {
            position: LonLat::new(self.lon, self.lat).ok()?,
            name: self.name,
            raw: self.raw,
            uncertainty_m: self.uncertainty_m,
            where_prec: self.where_prec,
            score: self.score,
            place_id: self.gazetteer_id,
            kind: self.kind,
            country: self.country,
            admin1: self.admin1,
            admin2: self.admin2,
        })
    }
}

impl GeoPackage {
    /// Writes a decision on the event with the id as a revision; the event after it.
    ///
    /// # Errors
    ///
    /// When there is no such event, nothing to undo, or the file cannot be written.
    pub fn decide(&self, id: &str, decision: Decision, who: &str) -> Result<Stored, StoreError> {
        let (path, now) = (self.path.clone(), self.now());
        let (id, who) = (id.to_owned(), who.to_owned());
        self.writer.write(move |connection| {
            let failed = |source| StoreError::database("write the decision", &path, source);
            let found = read::event(connection, &id).map_err(failed)?;
            let mut stored = found.ok_or_else(|| StoreError::NoEvent(id.clone()))?;
            keep_added(connection, &stored.event).map_err(failed)?;
            let change = decision.change();
            match decision {
                Decision::Confirm => stored.event.status = Status::Confirmed,
                Decision::Reject => stored.event.status = Status::Rejected,
                Decision::Choose(location) => choose(&mut stored.event, *location),
                Decision::Undo => before_last_decision(connection, &id)
                    .map_err(failed)?
                    .ok_or(StoreError::NothingToUndo(id))?
                    .put_into(&mut stored.event),
            }
            update(connection, &mut stored, change, &who, now).map_err(failed)?;
            Ok(stored)
        })
    }

    /// The history of the event with the id, oldest first; empty if there is no such event.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn revisions(&self, id: &str) -> Result<Vec<Revision>, StoreError> {
        let sql = "SELECT revision, changed_at, who, change FROM revisions WHERE id = ?1 ORDER BY revision";
        self.read("read the history", |connection| {
            connection
                .prepare_cached(sql)?
                .query_map([id], revision)?
                .collect()
        })
    }
}

fn revision(row: &Row) -> rusqlite::Result<Revision> {
    let cells = &mut Cells::new(row, &["revision", "changed_at", "who", "change"]);
    Ok(Revision {
        revision: cells.next()?,
        at: cells.required(|text| text.parse().ok(), "an RFC 3339 date-time")?,
        who: cells.next()?,
        change: cells.next()?,
    })
}

/// Moves the event to the place. The place that it had becomes a candidate, so that it can be chosen
/// again.
fn choose(event: &mut Event, chosen: Location) {
    event
        .candidates
        .retain(|it| Some(&it.id) != chosen.place_id.as_ref());
    let left = event.location.take().and_then(as_candidate);
    if let Some(left) = left.filter(|left| Some(&left.id) != chosen.place_id.as_ref()) {
        event.candidates.insert(0, left);
    }
    event.status = Status::Confirmed;
    event.location = Some(chosen);
}

fn as_candidate(place: Location) -> Option<Candidate> {
    Some(Candidate {
        id: place.place_id?,
        name: place.name,
        kind: place.kind.unwrap_or_default(),
        country: place.country.unwrap_or_default(),
        admin1: place.admin1.unwrap_or_default(),
        lon: place.position.lon(),
        lat: place.position.lat(),
        uncertainty_m: place.uncertainty_m,
        score: place.score,
        why: vec!["the event's place before".to_owned()],
    })
}

/// The state before the last decision that has not been undone; none if no decision stands.
fn before_last_decision(connection: &Connection, id: &str) -> rusqlite::Result<Option<State>> {
    let sql = "SELECT change, state FROM revisions WHERE id = ?1 ORDER BY revision";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    let mut standing = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = &mut Cells::new(row, &["change", "state"]);
        let undone = cells.next::<String>()? == UNDONE;
        let state: State = cells.required(|text| serde_json::from_str(text).ok(), "a state")?;
        if undone {
            standing.pop();
        } else {
            standing.push(state);
        }
    }
    standing.pop();
    Ok(standing.pop())
}

fn update(
    connection: &Connection,
    stored: &mut Stored,
    change: &str,
    who: &str,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let event = &stored.event;
    stored.updated_at = now;
    stored.revision = revise(connection, &event.id, &State::of(event), change, who, now)?;
    let sql =
        "UPDATE events SET (location, geom, location_raw, uncertainty_m, where_prec, geocode_score,
        place_id, kind, country, admin1, admin2, status, candidates, updated_at, revision)
        = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) WHERE id = ?1";
    let decided = [
        event.status.as_str().to_owned().into(),
        row::json(&event.candidates),
        written(now).into(),
        stored.revision.into(),
    ];
    let id = Value::from(event.id.clone());
    let place = row::place(event.location.as_ref());
    let values = iter::once(id).chain(place).chain(decided);
    connection
        .prepare_cached(sql)?
        .execute(params_from_iter(values))?;
    touch(connection, now)
}

/// The number of the last revision; 0 before the first.
pub(super) fn last_revision(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT seq FROM sqlite_sequence WHERE name = 'revisions'";
    let last = connection
        .prepare_cached(sql)?
        .query_row((), |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0))
}

/// Writes the first revision of an event that has just been added. Its state is the event itself until
/// somebody decides on it, and is written down then.
pub(super) fn revise_added(
    connection: &Connection,
    revision: i64,
    id: &str,
    who: &str,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO revisions (revision, id, changed_at, who, change, state)
        VALUES (?1, ?2, ?3, ?4, 'added', '')";
    let values = params![revision, id, written(now), who];
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

/// Writes down the state in which an event was added, before the first decision changes it.
fn keep_added(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    let sql = "UPDATE revisions SET state = ?2 WHERE id = ?1 AND state = ''";
    let values = params![event.id, row::json(&State::of(event))];
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

/// Writes a revision; its number.
pub(super) fn revise(
    connection: &Connection,
    id: &str,
    state: &State,
    change: &str,
    who: &str,
    now: Timestamp,
) -> rusqlite::Result<i64> {
    let sql =
        "INSERT INTO revisions (id, changed_at, who, change, state) VALUES (?1, ?2, ?3, ?4, ?5)";
    let values = params![id, written(now), who, change, row::json(state)];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(connection.last_insert_rowid())
}
