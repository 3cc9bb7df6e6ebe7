use std::{
    fs::{File, TryLockError},
    io,
    sync::{PoisonError, RwLock},
};

use super::{LOCK_NAME, OwnError, OwnPlaces, STANDINGS};
use crate::gazetteer::Gazetteer;

/// The gazetteer of a program that goes on while others change the user's places.
///
/// What was known before a change stays in memory until the program ends, since answers under way may still
/// be made of it: the layers are mapped files, of which only what is used takes memory.
#[derive(Debug)]
pub struct Followed {
    /// None where nobody changes anything.
    own: Option<OwnPlaces>,
    present: RwLock<Present>,
}

#[derive(Debug)]
struct Present {
    gazetteer: &'static Gazetteer,
    /// The lists that it was made of.
    lists: Vec<String>,
}

impl Followed {
    /// A gazetteer that stays as it is.
    #[must_use]
    pub fn fixed(gazetteer: &'static Gazetteer) -> Self {
        Self {
            own: None,
            present: RwLock::new(Present {
                gazetteer,
                lists: vec![],
            }),
        }
    }

    /// The bundled gazetteer with the user's places over it, see [`OwnPlaces::open`].
    ///
    /// # Errors
    ///
    /// As [`OwnPlaces::open`].
    pub fn of(own: OwnPlaces) -> Result<Self, OwnError> {
        let lists = own.states()?;
        let gazetteer = own.open()?;
        Ok(Self {
            own: Some(own),
            present: RwLock::new(Present { gazetteer, lists }),
        })
    }

    /// What is known at present.
    #[must_use]
    pub fn gazetteer(&self) -> &'static Gazetteer {
        let present = self.present.read();
        present.unwrap_or_else(PoisonError::into_inner).gazetteer
    }

    /// Opens the user's places anew if a list has changed; whether one has. While somebody is changing a list,
    /// nothing is done.
    ///
    /// # Errors
    ///
    /// When a list cannot be read, or a line of it not be used. What was known then stays, and that list is
    /// not read again before it changes once more.
    pub fn refresh(&self) -> Result<bool, OwnError> {
        let Some(own) = self.own.as_ref() else {
            return Ok(false);
        };
        if own.is_being_changed()? {
            return Ok(false);
        }
        let lists = own.states()?;
        let present = self.present.read().unwrap_or_else(PoisonError::into_inner);
        if present.lists == lists {
            return Ok(false);
        }
        drop(present);
        let opened = own.open();
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        present.lists = lists;
        present.gazetteer = opened?;
        Ok(true)
    }
}

impl OwnPlaces {
    /// What tells whether any list has changed.
    fn states(&self) -> Result<Vec<String>, OwnError> {
        let mut states = vec![];
        for standing in STANDINGS {
            for list in self.lists_of(standing)? {
                states.push(format!("{} {}", standing.as_str(), list.state()?));
            }
        }
        Ok(states)
    }

    /// Whether somebody is changing the lists just now.
    fn is_being_changed(&self) -> Result<bool, OwnError> {
        let path = self.folder.join(LOCK_NAME);
        let failed = |source| OwnError::file("lock", &path, source);
        let lock = match File::open(&path) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(failed(error)),
        };
        match lock.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}
