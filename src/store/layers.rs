//! Filters that somebody has kept under a name: collections of their own.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    GeoPackage, StoreError,
    cells::Cells,
    geopackage::{touch, written},
    row,
};
use crate::time::Timestamp;

/// A filter with what is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its name in addresses.
    pub id: String,
    /// One line.
    pub title: String,
    /// More of it.
    pub description: Option<String>,
    /// The parameters of the filter with their values.
    pub filter: Vec<(String, String)>,
    /// `#rrggbb`
    pub colour: Option<String>,
    /// The name of a symbol.
    pub icon: Option<String>,
}

/// A layer as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedLayer {
    /// The layer.
    pub layer: Layer,
    /// When it was first kept.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Another with each change, also of a layer that was taken out and comes back.
    pub version: i64,
}

const COLUMNS: [&str; 9] = [
    "id",
    "title",
    "description",
    "filter",
    "colour",
    "icon",
    "created_at",
    "updated_at",
    "version",
];

impl GeoPackage {
    /// Every layer, by id.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a cell has been changed into what it cannot be.
    pub fn layers(&self) -> Result<Vec<SavedLayer>, StoreError> {
        self.read("read the layers", |connection| {
            let sql = format!("SELECT {} FROM layers ORDER BY id", COLUMNS.join(", "));
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_map((), read)?.collect()
        })
    }

    /// The layer with the id; none if there is none.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::layers`].
    pub fn layer(&self, id: &str) -> Result<Option<SavedLayer>, StoreError> {
        self.read("read the layer", |connection| layer(connection, id))
    }

    /// Keeps a layer in the place of the one with its id, if that has the version that is given still; 0 for
    /// none.
    ///
    /// # Errors
    ///
    /// When the layer has another version by now, or the file cannot be written.
    pub fn keep_layer(&self, new: Layer, version: i64) -> Result<SavedLayer, StoreError> {
        let (path, now) = (self.path.clone(), self.now());
        self.writer.write(move |connection| {
            let failed = |source| StoreError::database("keep the layer", &path, source);
            let before = layer(connection, &new.id).map_err(failed)?;
            check(&new.id, before.as_ref(), version)?;
            let created_at = before.map_or(now, |it| it.created_at);
            insert(connection, &new, created_at, now).map_err(failed)
        })
    }

    /// Takes out the layer with the id, if it has the version that is given still.
    ///
    /// # Errors
    ///
    /// As [`GeoPackage::keep_layer`].
    pub fn remove_layer(&self, id: &str, version: i64) -> Result<(), StoreError> {
        let (path, now, id) = (self.path.clone(), self.now(), id.to_owned());
        self.writer.write(move |connection| {
            let failed = |source| StoreError::database("take out the layer", &path, source);
            let before = layer(connection, &id).map_err(failed)?;
            check(&id, before.as_ref(), version)?;
            let done = connection.execute("DELETE FROM layers WHERE id = ?1", [id]);
            done.and_then(|_| touch(connection, now)).map_err(failed)
        })
    }
}

fn layer(connection: &Connection, id: &str) -> rusqlite::Result<Option<SavedLayer>> {
    let sql = format!("SELECT {} FROM layers WHERE id = ?1", COLUMNS.join(", "));
    connection
        .prepare_cached(&sql)?
        .query_row([id], read)
        .optional()
}

fn read(row: &Row) -> rusqlite::Result<SavedLayer> {
    let cells = &mut Cells::new(row, &COLUMNS);
    let time = |text: &str| text.parse().ok();
    Ok(SavedLayer {
        layer: Layer {
            id: cells.next()?,
            title: cells.next()?,
            description: cells.next()?,
            filter: cells.required(
                |text| serde_json::from_str(text).ok(),
                "a JSON list of pairs",
            )?,
            colour: cells.next()?,
            icon: cells.next()?,
        },
        created_at: cells.required(time, "an RFC 3339 date-time")?,
        updated_at: cells.required(time, "an RFC 3339 date-time")?,
        version: cells.next()?,
    })
}

fn check(id: &str, found: Option<&SavedLayer>, expected: i64) -> Result<(), StoreError> {
    let found = found.map_or(0, |it| it.version);
    if found == expected {
        return Ok(());
    }
    Err(StoreError::Stale {
        id: id.to_owned(),
        expected,
        found,
    })
}

fn insert(
    connection: &Connection,
    layer: &Layer,
    created_at: Timestamp,
    now: Timestamp,
) -> rusqlite::Result<SavedLayer> {
    let sql = "INSERT OR REPLACE INTO layers (id, title, description, filter, colour, icon, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let filter = row::json(&layer.filter);
    let (created, updated) = (written(created_at), written(now));
    let values = params![
        layer.id,
        layer.title,
        layer.description,
        filter,
        layer.colour,
        layer.icon,
        created,
        updated
    ];
    connection.prepare_cached(sql)?.execute(values)?;
    touch(connection, now)?;
    Ok(SavedLayer {
        version: connection.last_insert_rowid(),
        layer: layer.clone(),
        created_at,
        updated_at: now,
    })
}
