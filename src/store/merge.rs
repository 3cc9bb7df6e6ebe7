//! Events of several documents that are one: the later one is told by the earlier, whose reports it joins.
//! A merge is a decision like any other, so that its undo brings both back.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{
    GeoPackage, StoreError, Stored, read,
    review::{By, MERGED},
    state::State,
};
use crate::{
    event::{Event, Status},
    ingest::Likeness,
};

/// How many days around an event the events begin that may be the same: none that is compared is longer.
const DAYS_AROUND: i32 = 8;

/// Another event that tells of the same, and why it is thought so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The other event.
    pub id: String,
    /// What the two have in common, in words.
    pub reason: String,
}

/// What an event has to do with events of other documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merges {
    /// The event that tells of it, if it has been merged.
    pub into: Option<Merge>,
    /// The events that are merged into it.
    pub merged: Vec<Merge>,
    /// The events that it may be, one way or the other, which a person should look at.
    pub may_be: Vec<Merge>,
}

/// What became of an event that was compared with those of other documents.
pub(super) enum Found {
    /// Nothing is like it.
    New,
    /// It is told by another.
    Merged,
    /// It may be another.
    MayBe,
}

impl GeoPackage {
    /// What the event with the id has to do with events of other documents.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn merges(&self, id: &str) -> Result<Merges, StoreError> {
        self.read("read the merges", |connection| {
            let into = standing(connection, id)?;
            let merged = merged(connection, id)?;
            let open = "SELECT into_id, reason FROM merges WHERE id = ?1 AND NOT is_merged
                UNION SELECT m.id, m.reason FROM merges m JOIN events e ON e.id = m.id
                WHERE m.into_id = ?1 AND NOT m.is_merged AND e.status = 'candidate'";
            Ok(Merges {
                into,
                merged,
                may_be: list(connection, open, id)?,
            })
        })
    }

    /// The events that may be told by another and that nobody has decided on.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn undecided_merges(&self) -> Result<Vec<String>, StoreError> {
        self.read("read the merges", |connection| {
            let sql = "SELECT id FROM merges WHERE NOT is_merged";
            connection
                .prepare_cached(sql)?
                .query_map((), |row| row.get(0))?
                .collect()
        })
    }
}

fn list(connection: &Connection, sql: &str, id: &str) -> rusqlite::Result<Vec<Merge>> {
    connection
        .prepare_cached(sql)?
        .query_map([id], merge)?
        .collect()
}

fn merge(row: &Row) -> rusqlite::Result<Merge> {
    Ok(Merge {
        id: row.get(0)?,
        reason: row.get(1)?,
    })
}

/// The event that tells of the one with the id.
pub(super) fn standing(connection: &Connection, id: &str) -> rusqlite::Result<Option<Merge>> {
    let sql = "SELECT into_id, reason FROM merges WHERE id = ?1 AND is_merged";
    connection
        .prepare_cached(sql)?
        .query_row([id], merge)
        .optional()
}

/// The events that are merged into the one with the id.
pub(super) fn merged(connection: &Connection, id: &str) -> rusqlite::Result<Vec<Merge>> {
    let sql = "SELECT id, reason FROM merges WHERE into_id = ?1 AND is_merged ORDER BY fid";
    list(connection, sql, id)
}

/// Whether other events are merged into the one with the id.
pub(super) fn has_merged(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM merges WHERE into_id = ?1 AND is_merged";
    connection.prepare_cached(sql)?.exists([id])
}

/// A merge that a person has decided on, if it can be: into an event that stands, or into the one that tells
/// of it.
pub(super) fn checked(
    connection: &Connection,
    id: &str,
    mut merge: Merge,
) -> rusqlite::Result<Result<Merge, StoreError>> {
    if let Some(told_by) = standing(connection, &merge.id)? {
        merge.id = told_by.id;
    }
    let Some(into) = read::event(connection, &merge.id)? else {
        return Ok(Err(StoreError::NoEvent(merge.id)));
    };
    let reason = if merge.id == id {
        "it is the same event"
    } else if into.event.status == Status::Rejected {
        "that event has been rejected"
    } else if into.event.status == Status::Deleted {
        "that event has been deleted"
    } else if has_merged(connection, id)? {
        "it tells of other reports itself; merge the other way round"
    } else {
        return Ok(Ok(merge));
    };
    Ok(Err(StoreError::CannotMerge {
        id: id.to_owned(),
        into: merge.id,
        reason,
    }))
}

impl By<'_> {
    /// Compares an event that has just been added with those of other documents, and merges it into the one
    /// that it surely is, or keeps that it may be one.
    pub(super) fn seek(&self, stored: Stored) -> rusqlite::Result<Found> {
        let alike = self.alike(&stored.event)?;
        let Some((into, likeness)) = alike.first() else {
            return Ok(Found::New);
        };
        let rivals = alike
            .iter()
            .filter(|(_, it)| it.points == likeness.points)
            .count();
        let merge = Merge {
            id: into.clone(),
            reason: likeness.reason.clone(),
        };
        if likeness.is_sure() && rivals == 1 {
            let state = State::merged(&stored.event, merge);
            self.decide(stored, MERGED, state)?;
            return Ok(Found::Merged);
        }
        self.propose(&stored.event.id, &merge)?;
        Ok(Found::MayBe)
    }

    /// The events of other documents that are like this one, each by the one that tells of it, the likest
    /// first.
    fn alike(&self, event: &Event) -> rusqlite::Result<Vec<(String, Likeness)>> {
        let own = doc_id(event);
        let (mut alike, mut of_own): (Vec<(String, Likeness)>, Vec<String>) = Default::default();
        for other in self.near_in_time(event)? {
            let told_by =
                standing(self.connection, &other.id)?.map_or_else(|| other.id.clone(), |it| it.id);
            if doc_id(&other) == own {
                of_own.push(told_by);
            } else if let Some(likeness) = Likeness::of(event, &other) {
                alike.push((told_by, likeness));
            }
        }
        alike.retain(|(id, _)| !of_own.contains(id));
        alike.sort_by(|(a, one), (b, other)| other.points.cmp(&one.points).then(a.cmp(b)));
        let mut seen: Vec<String> = Vec::new();
        alike.retain(|(id, _)| {
            !seen.contains(id) && {
                seen.push(id.clone());
                true
            }
        });
        Ok(alike)
    }

    /// The events of reports that begin about when this one does and that nobody has rejected.
    fn near_in_time(&self, event: &Event) -> rusqlite::Result<Vec<Event>> {
        let Some(date) = event.date else {
            return Ok(Vec::new());
        };
        let around = [date.days_before(DAYS_AROUND), date.days_after(DAYS_AROUND)]
            .map(|day| day.to_string());
        let condition = "WHERE doc_id IS NOT NULL AND event_date BETWEEN ?1 AND ?2 AND id <> ?3
            AND status NOT IN ('rejected', 'deleted') AND geom IS NOT NULL";
        let [first, last] = around;
        let stored = read::select(self.connection, condition, params![first, last, event.id])?;
        Ok(stored.into_iter().map(|it| it.event).collect())
    }

    fn propose(&self, id: &str, merge: &Merge) -> rusqlite::Result<()> {
        let sql = "INSERT INTO merges (id, into_id, reason, is_merged, number_of_sources) VALUES (?1, ?2, ?3, 0, 0)
            ON CONFLICT (id) DO NOTHING";
        let values = params![id, merge.id, merge.reason];
        self.connection
            .prepare_cached(sql)?
            .execute(values)
            .map(drop)
    }
}

fn doc_id(event: &Event) -> Option<&str> {
    event
        .evidence
        .as_ref()
        .map(|evidence| evidence.doc_id.as_str())
}
