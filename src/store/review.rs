//! What persons decide on events. Every decision is a revision that holds the state after it, so that
//! an undo puts the state before it back.

use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::Serialize;

use super::{
    GeoPackage, Merge, StoreError, Stored,
    cells::Cells,
    geopackage::{touch, written},
    merge, read, row,
    said::Said,
    sources::{self, Joined},
    state::State,
};
use crate::{
    event::{Event, Location, Status},
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
    /// It is this event, whose id it keeps.
    Edit(Box<Event>),
    /// It is to be seen no more.
    Delete,
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
            Self::Edit(_) => "edited",
            Self::Delete => "deleted",
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
    /// `added`, `confirmed`, `rejected`, `place chosen`, `place removed`, `merged`, `edited`, `deleted` or `undone`;
    /// or that another report joined it or parted from it.
    pub change: String,
}

impl GeoPackage {
    /// Writes a decision on the event with the id as a revision; the event after it.
    ///
    /// # Errors
    ///
    /// When there is no such event, nothing to undo, or the file cannot be written.
    pub fn decide(&self, id: &str, decision: Decision, who: &str) -> Result<Stored, StoreError> {
        self.decide_at(id, None, decision, who)
    }

    /// The same, but only if the event is still at a revision.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::decide`], and when the event has another revision by now.
    pub fn decide_at(
        &self,
        id: &str,
        revision: Option<i64>,
        decision: Decision,
        who: &str,
    ) -> Result<Stored, StoreError> {
        let (path, now) = (self.path.clone(), self.now());
        let (id, who) = (id.to_owned(), who.to_owned());
        self.writer.write(move |connection| {
            let failed = |source| StoreError::database("write the decision", &path, source);
            let found = read::event(connection, &id).map_err(failed)?;
            let stored = found.ok_or_else(|| StoreError::NoEvent(id.clone()))?;
            check_revision(&stored, revision)?;
            let change = decision.change();
            let state = after(connection, &stored.event, decision).map_err(failed)??;
            let by = By {
                connection,
                who: &who,
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

fn check_revision(stored: &Stored, expected: Option<i64>) -> Result<(), StoreError> {
    match expected.filter(|expected| *expected != stored.revision) {
        None => Ok(()),
        Some(expected) => Err(StoreError::Stale {
            id: stored.event.id.clone(),
            expected,
            found: stored.revision,
        }),
    }
}

/// The state of an event after a decision.
fn after(
    connection: &Connection,
    event: &Event,
    decision: Decision,
) -> rusqlite::Result<Result<State, StoreError>> {
    let id = &event.id;
    Ok(Ok(match decision {
        Decision::Undo => match before_last_decision(connection, id)? {
            Some(state) => state,
            None => return Ok(Err(StoreError::NothingToUndo(id.clone()))),
        },
        Decision::Merge(merge) => match merge::checked(connection, id, merge)? {
            Ok(merge) => State::merged(event, merge),
            Err(error) => return Ok(Err(error)),
        },
        Decision::Confirm => State::with(event, Status::Confirmed),
        Decision::Reject => State::with(event, Status::Rejected),
        Decision::Delete => State::with(event, Status::Deleted),
        Decision::Choose(location) => State::chosen(event.clone(), *location),
        Decision::NoPlace => State::placeless(event.clone()),
        Decision::Edit(edited) => {
            let merged = merge::standing(connection, id)?;
            let merged = merged.filter(|_| edited.status == Status::Merged);
            State::of(&edited, merged).saying(&edited, &Joined::of(connection, id)?)
        }
    }))
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

/// Writes every cell but the id and when the event was added.
static UPDATE_EVENT: LazyLock<String> = LazyLock::new(|| {
    let changed = row::COLUMNS.iter().zip(1..);
    let cells = changed.filter(|(name, _)| !["id", "created_at"].contains(*name));
    let cells = cells.map(|(name, at)| format!("{name} = ?{at}"));
    let cells = cells.collect::<Vec<_>>().join(", ");
    format!("UPDATE events SET {cells} WHERE id = ?1")
});

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
        let joined = Joined::of(self.connection, &stored.event.id)?;
        self.keep_added(&stored, before.clone())?;
        self.keep_said(&stored.event, &joined)?;
        let after = state.put_into(&mut stored.event, &joined);
        self.revise(&mut stored, change, after.clone())?;
        self.update(&stored)?;
        self.settle(&stored.event, before.as_ref(), after.as_ref())?;
        touch(self.connection, self.now)?;
        Ok(stored)
    }

    fn update(&self, stored: &Stored) -> rusqlite::Result<()> {
        let at = written(self.now);
        let values = row::values(&stored.event, &at, stored.revision);
        let mut update = self.connection.prepare_cached(&UPDATE_EVENT)?;
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
        let state = row::json(&self.state(&stored.event, merged)?);
        let values = params![stored.event.id, written(self.now), self.who, change, state];
        self.connection.prepare_cached(sql)?.execute(values)?;
        stored.updated_at = self.now;
        stored.revision = self.connection.last_insert_rowid();
        Ok(())
    }

    fn state(&self, event: &Event, merged: Option<Merge>) -> rusqlite::Result<State> {
        let joined = Joined::of(self.connection, &event.id)?;
        Ok(State::of(event, merged).saying(event, &joined))
    }

    /// Writes down the state in which an event was added, before the first change of it.
    pub(super) fn keep_added(
        &self,
        stored: &Stored,
        merged: Option<Merge>,
    ) -> rusqlite::Result<()> {
        let sql = "UPDATE revisions SET state = ?2 WHERE revision = ?1 AND state = ''";
        let state = row::json(&self.state(&stored.event, merged)?);
        let mut keep = self.connection.prepare_cached(sql)?;
        keep.execute(params![stored.revision, state]).map(drop)
    }

    /// Writes down what the event says in its states of an older version, in which nothing changed it.
    fn keep_said(&self, event: &Event, joined: &Joined) -> rusqlite::Result<()> {
        let sql = "UPDATE revisions SET state = json_set(state, '$.said', json(?2))
            WHERE id = ?1 AND state <> '' AND state -> '$.said' IS NULL";
        let said = row::json(&Said::of(event, joined));
        let mut keep = self.connection.prepare_cached(sql)?;
        keep.execute(params![event.id, said]).map(drop)
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
