use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs::{self, File},
};

use super::{
    OwnError, OwnPlaces,
    list::{List, id_of},
};
use crate::gazetteer::{Gazetteer, OwnName, OwnPlace, Sought, Standing, add_own_name};

/// What became of a place or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was not known.
    New,
    /// It is a place of the layers below, and stands for it from now on.
    Merged,
    /// The list had it otherwise.
    Changed,
    /// The list had it already.
    Known,
    /// A name of a place that nobody knows.
    Elsewhere,
}

/// Places on their way into a list. Nothing is written before [`Intake::finish`].
#[derive(Debug)]
pub struct Intake {
    list: List,
    below: Gazetteer,
    /// The lines by id.
    lines: BTreeMap<String, String>,
    is_changed: bool,
    /// Held until the end.
    lock: File,
}

impl OwnPlaces {
    /// Opens a list to take places, and makes it if it is not there. Others wait until it is closed.
    ///
    /// # Errors
    ///
    /// When no list can be called so, or it cannot be read.
    pub fn intake(&self, standing: Standing, label: &str) -> Result<Intake, OwnError> {
        let list = self.list(standing, label)?;
        let below = self.below(standing)?;
        let lock = self.lock()?;
        let lines = list
            .lines()?
            .into_iter()
            .map(|line| (id_of(&line).to_owned(), line));
        Ok(Intake {
            lines: lines.collect(),
            list,
            below,
            is_changed: false,
            lock,
        })
    }
}

impl Intake {
    /// Takes a place.
    ///
    /// # Errors
    ///
    /// Why it cannot be kept: a text that is too long or holds a tab.
    pub fn place(&mut self, place: &OwnPlace) -> Result<Outcome, String> {
        let line = place.line()?;
        let outcome = match self.lines.entry(place.id.clone()) {
            Entry::Occupied(mut known) => {
                if *known.get() == line {
                    return Ok(Outcome::Known);
                }
                known.insert(line);
                Outcome::Changed
            }
            Entry::Vacant(free) => {
                free.insert(line);
                let sought = Sought {
                    id: &place.id,
                    name: &place.name,
                    kind: place.kind,
                    position: place.position,
                };
                let same = self.below.same_place(&sought, self.list.standing);
                same.map_or(Outcome::New, |_| Outcome::Merged)
            }
        };
        self.is_changed = true;
        Ok(outcome)
    }

    /// Takes one more name of a place of the list, or of any place of `known`.
    ///
    /// # Errors
    ///
    /// Why it cannot be kept.
    pub fn name(&mut self, id: &str, name: &OwnName, known: &Gazetteer) -> Result<Outcome, String> {
        if !self.lines.contains_key(id) {
            let Some(index) = known.by_id(id) else {
                return Ok(Outcome::Elsewhere);
            };
            let place = known.place(index);
            let named = OwnPlace {
                id: id.to_owned(),
                kind: None,
                name: place.name.to_owned(),
                country: place.country.to_owned(),
                admin1: String::new(),
                admin2: String::new(),
                position: place.position,
                uncertainty_m: None,
                population: 0,
                names: vec![name.clone()],
                source: place.source.to_owned(),
            };
            return self.place(&named).map(|_| Outcome::New);
        }
        let Some(line) = self.lines.get_mut(id) else {
            return Ok(Outcome::Elsewhere);
        };
        let is_new = add_own_name(line, name)?;
        self.is_changed |= is_new;
        Ok(if is_new { Outcome::New } else { Outcome::Known })
    }

    /// Writes the list if anything has changed, and compiles the layers.
    ///
    /// # Errors
    ///
    /// When it cannot be written or compiled; then the list is as it was.
    pub fn finish(self, places: &OwnPlaces) -> Result<(), OwnError> {
        if !self.is_changed {
            return Ok(());
        }
        let Self {
            list, lines, lock, ..
        } = self;
        let before = list.path.with_extension("old");
        let was_there = fs::rename(&list.path, &before).is_ok();
        let written = list.write(lines.values().map(String::as_str));
        drop(lines);
        drop(lock);
        let compiled = written.and_then(|()| places.open().map(|_| ()));
        let undone = match (&compiled, was_there) {
            (Ok(()), true) => fs::remove_file(&before),
            (Err(_), true) => fs::rename(&before, &list.path),
            (Err(_), false) => fs::remove_file(&list.path),
            (Ok(()), false) => Ok(()),
        };
        compiled.and(undone.map_err(|error| OwnError::file("change", &list.path, error)))
    }
}
