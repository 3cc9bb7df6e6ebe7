//! The sources of an event that several documents tell of.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Merge, Stored,
    geopackage::written,
    merge::{merged, standing},
    read,
    review::By,
};
use crate::event::{Event, Provenance};

/// What is written in the history of an event that other reports tell of too.
const JOINED: &str = "joined by another report";
/// What is written when one of them turns out to tell of something else.
const PARTED: &str = "parted from another report";

/// What the reports that are merged into an event have added to its sources.
#[derive(Debug, Default)]
pub(super) struct Joined {
    sources: Vec<String>,
    number: u32,
}

impl Joined {
    /// What has joined the event with the id.
    pub(super) fn of(connection: &Connection, id: &str) -> rusqlite::Result<Self> {
        let sql = "SELECT sources, number_of_sources FROM merges WHERE into_id = ?1 AND is_merged ORDER BY fid";
        let mut joined = Self::default();
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            joined.sources.extend(row.get::<_, Option<String>>(0)?);
            joined.number += row.get::<_, u32>(1)?;
        }
        Ok(joined)
    }

    fn sources(&self) -> Option<String> {
        (!self.sources.is_empty()).then(|| self.sources.join("; "))
    }

    /// The event's own sources among all of them.
    pub(super) fn taken_from(&self, all: Provenance) -> Provenance {
        Provenance {
            source: without(all.source.as_deref(), self.sources().as_deref()),
            number_of_sources: all.number_of_sources.saturating_sub(self.number),
            ..all
        }
    }

    /// All sources of the event whose own they are.
    pub(super) fn added_to(&self, own: Provenance) -> Provenance {
        Provenance {
            source: joined(own.source, self.sources().as_deref()),
            number_of_sources: own.number_of_sources.saturating_add(self.number),
            ..own
        }
    }
}

impl By<'_> {
    /// Brings the reports of two events together or apart, as a decision on the first has it.
    pub(super) fn settle(
        &self,
        event: &Event,
        before: Option<&Merge>,
        after: Option<&Merge>,
    ) -> rusqlite::Result<()> {
        if before == after {
            return Ok(());
        }
        if let Some(merge) = before {
            self.part(&event.id, &merge.id)?;
        }
        if let Some(merge) = after {
            self.join(event, merge)?;
        }
        Ok(())
    }

    fn join(&self, event: &Event, merge: &Merge) -> rusqlite::Result<()> {
        let Some(mut into) = read::event(self.connection, &merge.id)? else {
            return Ok(());
        };
        self.keep_added(&into, None)?;
        let report = &mut into.event.provenance;
        let sources = added_sources(report, &event.provenance);
        report.source = joined(report.source.take(), sources.as_deref());
        report.number_of_sources += event.provenance.number_of_sources;
        let sql = "INSERT INTO merges (id, into_id, reason, is_merged, sources, number_of_sources)
            VALUES (?1, ?2, ?3, 1, ?4, ?5)
            ON CONFLICT (id) DO UPDATE SET into_id = ?2, reason = ?3, is_merged = 1, sources = ?4, number_of_sources = ?5";
        let values = params![
            event.id,
            merge.id,
            merge.reason,
            sources,
            event.provenance.number_of_sources
        ];
        self.connection.prepare_cached(sql)?.execute(values)?;
        self.update_sources(&mut into, JOINED)
    }

    fn part(&self, id: &str, into: &str) -> rusqlite::Result<()> {
        let sql = "DELETE FROM merges WHERE id = ?1 RETURNING sources, number_of_sources";
        let left: Option<(Option<String>, u32)> = self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let found = read::event(self.connection, into)?;
        let (Some((sources, number)), Some(mut into)) = (left, found) else {
            return Ok(());
        };
        let report = &mut into.event.provenance;
        report.number_of_sources = report.number_of_sources.saturating_sub(number);
        report.source = without(report.source.as_deref(), sources.as_deref());
        self.name_again(&mut into)?;
        self.update_sources(&mut into, PARTED)
    }

    /// Names the sources again of the reports that stay: the one that has left may have brought them first.
    fn name_again(&self, into: &mut Stored) -> rusqlite::Result<()> {
        for merge in merged(self.connection, &into.event.id)? {
            let Some(stays) = read::event(self.connection, &merge.id)? else {
                continue;
            };
            let report = &mut into.event.provenance;
            if let Some(sources) = added_sources(report, &stays.event.provenance) {
                report.source = joined(report.source.take(), Some(&sources));
                let sql = "UPDATE merges SET sources = iif(sources IS NULL, ?2, sources || '; ' || ?2) WHERE id = ?1";
                self.connection.execute(sql, params![merge.id, sources])?;
            }
        }
        Ok(())
    }

    fn update_sources(&self, stored: &mut Stored, change: &str) -> rusqlite::Result<()> {
        let merged = standing(self.connection, &stored.event.id)?;
        self.revise(stored, change, merged)?;
        let sql = "UPDATE events SET (source, number_of_sources, updated_at, revision) = (?2, ?3, ?4, ?5) WHERE id = ?1";
        let report = &stored.event.provenance;
        let values = params![
            stored.event.id,
            report.source,
            report.number_of_sources,
            written(self.now),
            stored.revision
        ];
        self.connection
            .prepare_cached(sql)?
            .execute(values)
            .map(drop)
    }
}

/// Whether a change in the history is no decision but follows from one on another event.
pub(super) fn follows(change: &str) -> bool {
    change == JOINED || change == PARTED
}

/// Outlets are written one after the other.
const BETWEEN: char = ';';

fn outlets(source: Option<&str>) -> impl Iterator<Item = &str> {
    let parts = source.unwrap_or_default().split(BETWEEN).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// The outlets of a report that an event does not name yet.
fn added_sources(event: &Provenance, report: &Provenance) -> Option<String> {
    let known: Vec<&str> = outlets(event.source.as_deref()).collect();
    let new = outlets(report.source.as_deref()).filter(|outlet| !known.contains(outlet));
    let new = new.collect::<Vec<_>>().join("; ");
    (!new.is_empty()).then_some(new)
}

fn joined(source: Option<String>, more: Option<&str>) -> Option<String> {
    match (source, more) {
        (Some(source), Some(more)) => Some(format!("{source}; {more}")),
        (source, more) => source.or_else(|| more.map(str::to_owned)),
    }
}

fn without(source: Option<&str>, left: Option<&str>) -> Option<String> {
    let left: Vec<&str> = outlets(left).collect();
    if left.is_empty() {
        return source.map(str::to_owned);
    }
    let stay = outlets(source).filter(|outlet| !left.contains(outlet));
    let stay = stay.collect::<Vec<_>>().join("; ");
    (!stay.is_empty()).then_some(stay)
}
