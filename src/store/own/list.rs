use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::{OwnError, OwnPlaces, STANDINGS};
use crate::gazetteer::{OWN_HEADER, Standing};

/// The most characters of a list's name.
const LABEL_CHARS_MAX: usize = 64;

/// The extension of a list's file.
const EXTENSION: &str = "tsv";

/// A list of the user's places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What its places are to the bundled ones.
    pub standing: Standing,
    /// Its name.
    pub label: String,
    /// Its file.
    pub path: PathBuf,
}

impl List {
    /// The lines of its places; none if the file is not there.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn lines(&self) -> Result<Vec<String>, OwnError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(OwnError::file("read", &self.path, error)),
        };
        let lines = text.lines().skip(1).filter(|line| !line.is_empty());
        Ok(lines.map(str::to_owned).collect())
    }

    /// Writes the places under the header, in the place of the file that was there.
    pub(super) fn write<'l>(&self, lines: impl Iterator<Item = &'l str>) -> Result<(), OwnError> {
        replace(&self.path, |file| {
            let mut out = BufWriter::new(file);
            writeln!(out, "{OWN_HEADER}")?;
            for line in lines {
                writeln!(out, "{line}")?;
            }
            out.flush()
        })
    }

    /// The file's name, length and time of change: what tells another content of it.
    pub(super) fn state(&self) -> Result<String, OwnError> {
        let failed = |error| OwnError::file("read", &self.path, error);
        let file = fs::metadata(&self.path).map_err(failed)?;
        let changed = file.modified().map_err(failed)?.duration_since(UNIX_EPOCH);
        let changed_ns = changed.map_or(0, |since| since.as_nanos());
        Ok(format!("{} {} {changed_ns}", self.label, file.len()))
    }
}

impl OwnPlaces {
    /// The user's lists, the reference lists first, then by name.
    ///
    /// # Errors
    ///
    /// When a folder cannot be read.
    pub fn lists(&self) -> Result<Vec<List>, OwnError> {
        let mut lists = vec![];
        for standing in STANDINGS {
            lists.extend(self.lists_of(standing)?);
        }
        Ok(lists)
    }

    pub(super) fn lists_of(&self, standing: Standing) -> Result<Vec<List>, OwnError> {
        let folder = self.folder.join(standing.as_str());
        let files = match fs::read_dir(&folder) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
            Err(error) => return Err(OwnError::file("read", &folder, error)),
        };
        let mut lists = vec![];
        for file in files {
            let path = file
                .map_err(|error| OwnError::file("read", &folder, error))?
                .path();
            let label = path
                .file_stem()
                .map(|label| label.to_string_lossy().into_owned());
            let is_list = path
                .extension()
                .is_some_and(|extension| extension == EXTENSION);
            if let Some(label) = label.filter(|_| is_list) {
                lists.push(List {
                    standing,
                    label,
                    path,
                });
            }
        }
        lists.sort_by(|one, other| one.label.cmp(&other.label));
        Ok(lists)
    }

    /// The list of a name, there or not.
    pub(super) fn list(&self, standing: Standing, label: &str) -> Result<List, OwnError> {
        let is_fit = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let count = label.chars().count();
        if !(1..=LABEL_CHARS_MAX).contains(&count)
            || label.starts_with('.')
            || !label.chars().all(is_fit)
        {
            return Err(OwnError::Label(label.to_owned()));
        }
        Ok(List {
            standing,
            label: label.to_owned(),
            path: self
                .folder
                .join(standing.as_str())
                .join(format!("{label}.{EXTENSION}")),
        })
    }

    /// Removes the lists of a name, or the place of an id from all lists; gives how many places went.
    ///
    /// # Errors
    ///
    /// When nothing is called so, or a file cannot be changed.
    pub fn remove(&self, label_or_id: &str) -> Result<usize, OwnError> {
        let _lock = self.lock()?;
        let mut removed = 0;
        let mut is_known = false;
        for list in self.lists()? {
            let lines = list.lines()?;
            if list.label == label_or_id {
                fs::remove_file(&list.path)
                    .map_err(|error| OwnError::file("remove", &list.path, error))?;
                removed += lines.len();
                is_known = true;
                continue;
            }
            let kept: Vec<&str> = lines
                .iter()
                .map(String::as_str)
                .filter(|line| id_of(line) != label_or_id)
                .collect();
            if kept.len() < lines.len() {
                list.write(kept.iter().copied())?;
                removed += lines.len() - kept.len();
                is_known = true;
            }
        }
        if is_known {
            Ok(removed)
        } else {
            Err(OwnError::Unknown(label_or_id.to_owned()))
        }
    }
}

/// The id that a line begins with.
pub(super) fn id_of(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// Writes a file beside the one of the path and puts it in its place once it is on the disk.
pub(super) fn replace(
    path: &Path,
    write: impl FnOnce(&mut fs::File) -> io::Result<()>,
) -> Result<(), OwnError> {
    let new = path.with_extension("new");
    let written = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create(&new)?;
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(&new, path)
    };
    written().map_err(|error| OwnError::file("write", path, error))
}
