//! What persons decide on events. Every decision is a revision that holds the state after it, so that
//! an undo puts the state before it back.

use std::iter;

use rusqlite::{
    Connection, OptionalExtension, Row, params, params_from_iter,
    types::{ToSqlOutput, Value},
};
use serde::{Deserialize, Serialize};

use super::{
    GeoPackage, Merge, StoreError, Stored,
    cells::Cells,
    geopackage::{touch, written},
    merge, read, row, sources,
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
    /// It is true, but nobody can tell where it was.
    NoPlace,
    /// Another event tells of it.
    Merge(Merge),
    /// The last decision that still stands was wrong.
    Undo,
}

impl Decision {
    fn change(&self) -> &'static str {
        match self {
            Self::Confirm => "confirmed",
            Self::Reject => "rejected",
            Self::Choose(_) => "place chosen",
            Self::NoPlace => "place removed",
            Self::Merge(_) => MERGED,
            Self::Undo => UNDONE,
        }
    }
}

const UNDONE: &str = "undone";
pub(super) const MERGED: &str = "merged";

/// One entry of an event's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// Its number; it grows with every change in the store.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// `added`, `confirmed`, `rejected`, `place chosen`, `place removed`, `merged` or `undone`; or that another report joined
    /// it or parted from it.
    pub change: String,
}

/// The part of an event that decisions change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    status: Status,
    place: Option<Place>,
    candidates: Vec<Candidate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merged: Option<Merge>,
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
    /// The event's state, and what tells of it if it is merged.
    pub(super) fn of(event: &Event, merged: Option<Merge>) -> Self {
        Self {
            merged,
            status: event.status,
            place: event.location.as_ref().map(Place::of),
            candidates: event.candidates.clone(),
        }
    }

    /// The event's state, with another status.
    fn with(event: &Event, status: Status) -> Self {
        let state = Self::of(event, None);
        Self { status, ..state }
    }

    /// The event's state once another tells of it.
    pub(super) fn merged(event: &Event, merge: Merge) -> Self {
        let status = Status::Merged;
        Self {
            status,
            ..Self::of(event, Some(merge))
        }
    }

    /// The event's state at another place. The place that it had becomes a candidate, so that it can be
    /// chosen again.
    fn chosen(mut event: Event, location: Location) -> Self {
        choose(&mut event, location);
        Self::of(&event, None)
    }

    /// The event's state without a place. The place that it had becomes a candidate.
    fn placeless(mut event: Event) -> Self {
        leave_place(&mut event);
        Self::of(&event, None)
    }

    /// Puts the event into this state; what tells of it then.
    fn put_into(self, event: &mut Event) -> Option<Merge> {
        event.status = self.status;
        event.location = self.place.and_then(Place::location);
        event.candidates = self.candidates;
        self.merged
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
            let stored = found.ok_or_else(|| StoreError::NoEvent(id.clone()))?;
            let (change, who) = (decision.change(), who.as_str());
            let state = match decision {
                Decision::Undo => before_last_decision(connection, &id)
                    .map_err(failed)?
                    .ok_or(StoreError::NothingToUndo(id))?,
                Decision::Merge(merge) => {
                    let merge = merge::checked(connection, &id, merge).map_err(failed)??;
                    State::merged(&stored.event, merge)
                }
                Decision::Confirm => State::with(&stored.event, Status::Confirmed),
                Decision::Reject => State::with(&stored.event, Status::Rejected),
                Decision::Choose(location) => State::chosen(stored.event.clone(), *location),
                Decision::NoPlace => State::placeless(stored.event.clone()),
            };
            let by = By {
                connection,
                who,
                now,
            };
            by.decide(stored, change, state).map_err(failed)
        })
    }

    /// The history of the event with the id, oldest first; empty if there is no such event.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn revisions(&self, id: &str) -> Result<Vec<Revision>, StoreError> {
        let sql =
            "SELECT revision, changed_at, who, change FROM revisions WHERE id = ?1 AND state <> ''
            UNION SELECT r.revision, r.changed_at, r.who, r.change
            FROM revisions r JOIN events e ON e.revision = r.revision WHERE e.id = ?1
            ORDER BY revision";
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

/// Moves the event to the place.
fn choose(event: &mut Event, chosen: Location) {
    leave_place(event);
    event
        .candidates
        .retain(|it| Some(&it.id) != chosen.place_id.as_ref());
    event.location = Some(chosen);
}

/// Takes the event, which is true, from the place that it had.
fn leave_place(event: &mut Event) {
    event.status = Status::Confirmed;
    if let Some(left) = event.location.take().and_then(as_candidate) {
        event.candidates.insert(0, left);
    }
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
    let sql = "SELECT change, state FROM revisions WHERE id = ?1 AND state <> '' ORDER BY revision";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    let mut standing = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = &mut Cells::new(row, &["change", "state"]);
        let change = cells.next::<String>()?;
        let state: State = cells.required(|text| serde_json::from_str(text).ok(), "a state")?;
        match change.as_str() {
            UNDONE => drop(standing.pop()),
            change if sources::follows(change) => {}
            _ => standing.push(state),
        }
    }
    standing.pop();
    Ok(standing.pop())
}

/// Who changes what is stored, and when.
pub(super) struct By<'c> {
    pub(super) connection: &'c Connection,
    pub(super) who: &'c str,
    pub(super) now: Timestamp,
}

impl By<'_> {
    /// Brings an event into a state, and its reports to the event that tells of it then.
    pub(super) fn decide(
        &self,
        mut stored: Stored,
        change: &str,
        state: State,
    ) -> rusqlite::Result<Stored> {
        let before = merge::standing(self.connection, &stored.event.id)?;
        self.keep_added(&stored, before.clone())?;
        let after = state.put_into(&mut stored.event);
        self.revise(&mut stored, change, after.clone())?;
        self.update(&stored)?;
        self.settle(&stored.event, before.as_ref(), after.as_ref())?;
        touch(self.connection, self.now)?;
        Ok(stored)
    }

    fn update(&self, stored: &Stored) -> rusqlite::Result<()> {
        let event = &stored.event;
        let sql =
            "UPDATE events SET (location, geom, location_raw, uncertainty_m, where_prec, geocode_score,
            place_id, kind, country, admin1, admin2, status, candidates, updated_at, revision)
            = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) WHERE id = ?1";
        let decided = [
            event.status.as_str().to_owned().into(),
            row::json(&event.candidates),
            written(self.now).into(),
            stored.revision.into(),
        ];
        let decided = decided.map(ToSqlOutput::Owned);
        let id = ToSqlOutput::Owned(Value::from(event.id.clone()));
        let place = row::place(event.location.as_ref());
        let values = iter::once(id).chain(place).chain(decided);
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute(params_from_iter(values)).map(drop)
    }

    /// Writes the event as it is now as a revision.
    pub(super) fn revise(
        &self,
        stored: &mut Stored,
        change: &str,
        merged: Option<Merge>,
    ) -> rusqlite::Result<()> {
        let sql = "INSERT INTO revisions (id, changed_at, who, change, state) VALUES (?1, ?2, ?3, ?4, ?5)";
        let state = row::json(&State::of(&stored.event, merged));
        let values = params![stored.event.id, written(self.now), self.who, change, state];
        self.connection.prepare_cached(sql)?.execute(values)?;
        stored.updated_at = self.now;
        stored.revision = self.connection.last_insert_rowid();
        Ok(())
    }

    /// Writes down the state in which an event was added, before the first change of it.
    pub(super) fn keep_added(
        &self,
        stored: &Stored,
        merged: Option<Merge>,
    ) -> rusqlite::Result<()> {
        let sql = "UPDATE revisions SET state = ?2 WHERE revision = ?1 AND state = ''";
        let state = row::json(&State::of(&stored.event, merged));
        let mut keep = self.connection.prepare_cached(sql)?;
        keep.execute(params![stored.revision, state]).map(drop)
    }

    /// Writes the first revisions of the events that have just been added with numbers after this one. Their
    /// state is the event itself until something changes it, and is written down then.
    pub(super) fn revise_added(&self, after: i64) -> rusqlite::Result<()> {
        let sql = "INSERT INTO revisions (revision, id, changed_at, who, change, state)
            SELECT revision, id, ?2, ?3, 'added', '' FROM events WHERE revision > ?1 ORDER BY revision";
        let mut insert = self.connection.prepare_cached(sql)?;
        insert
            .execute(params![after, written(self.now), self.who])
            .map(drop)
    }
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
