use std::{
    error::Error,
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
};

use crate::{
    document::{ReadError, Zipped, is_zip},
    ingest::{PlaceFormat, PlacesError},
};

/// What `GeoNames` packs beside its lists.
const BESIDE_LISTS: [&str; 2] = ["readme.txt", "iso-languagecodes.txt"];

/// A list of places: a file, a file in a ZIP archive, or standard input.
pub(super) struct Input {
    /// What it is called.
    pub(super) name: String,
    /// What it is written in.
    pub(super) format: PlaceFormat,
    from: From,
}

enum From {
    /// Standard input, of which these first bytes have been read.
    Standard(Vec<u8>),
    File(PathBuf),
    /// A file of this name in an archive.
    Zipped(PathBuf, String),
}

/// The lists of some files, names last: they are joined to the places that the others bring. A ZIP archive
/// holds any number of lists.
///
/// # Errors
///
/// When a file cannot be read, or is no list.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, Box<dyn Error>> {
    let mut inputs = vec![];
    for path in paths {
        let is_standard = path == Path::new("-");
        let head = if is_standard {
            head(&mut io::stdin())
        } else {
            File::open(path).and_then(|mut file| head(&mut file))
        };
        let head = head.map_err(|error| unreadable(path, error))?;
        if is_standard {
            inputs.push(Input::of(
                path,
                "input",
                From::Standard(head.clone()),
                &head,
            )?);
        } else if is_zip(&head) {
            inputs.extend(zipped(path)?);
        } else {
            let from = From::File(path.clone());
            inputs.push(Input::of(path, &last_name(path), from, &head)?);
        }
    }
    inputs.sort_by_key(|input| input.format == PlaceFormat::AlternateNames);
    Ok(inputs)
}

/// The lists of an archive.
fn zipped(path: &Path) -> Result<Vec<Input>, Box<dyn Error>> {
    let mut archive = archive(path)?;
    let mut inputs = vec![];
    for name in archive.names() {
        let within = path.join(&name);
        let last = last_name(&within);
        if BESIDE_LISTS.contains(&last.to_ascii_lowercase().as_str()) {
            continue;
        }
        let mut file = archive
            .open(&name)
            .map_err(|error| broken(&within, &error))?;
        let head = head(&mut file).map_err(|error| unreadable(&within, error))?;
        drop(file);
        let from = From::Zipped(path.to_owned(), name);
        inputs.push(Input::of(&within, &last, from, &head)?);
    }
    if inputs.is_empty() {
        return Err(PlacesError::Format(path.display().to_string()).into());
    }
    Ok(inputs)
}

impl Input {
    fn of(path: &Path, name: &str, from: From, head: &[u8]) -> Result<Self, PlacesError> {
        let format = PlaceFormat::of(head);
        let format = format.ok_or_else(|| PlacesError::Format(path.display().to_string()))?;
        Ok(Self {
            name: name.to_owned(),
            format,
            from,
        })
    }

    /// Reads it from its beginning, no further than is asked for.
    ///
    /// # Errors
    ///
    /// When it cannot be opened, or what reads it fails.
    pub(super) fn read<T>(
        self,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, Box<dyn Error>>,
    ) -> Result<T, Box<dyn Error>> {
        match self.from {
            From::Standard(head) => read(&mut BufReader::new(Cursor::new(head).chain(io::stdin()))),
            From::File(path) => {
                let file = File::open(&path).map_err(|error| unreadable(&path, error))?;
                read(&mut BufReader::new(file))
            }
            From::Zipped(path, name) => {
                let mut archive = archive(&path)?;
                let file = archive.open(&name);
                let file = file.map_err(|error| broken(&path.join(&name), &error))?;
                read(&mut BufReader::new(file))
            }
        }
    }
}

fn archive(path: &Path) -> Result<Zipped<BufReader<File>>, Box<dyn Error>> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let archive = Zipped::of(BufReader::new(file));
    archive.map_err(|error| broken(path, &error))
}

fn head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = vec![];
    let bytes_max = PlaceFormat::HEAD_BYTES as u64;
    input.take(bytes_max).read_to_end(&mut head)?;
    Ok(head)
}

fn last_name(path: &Path) -> String {
    let last = path.file_name().unwrap_or(path.as_os_str());
    last.to_string_lossy().into_owned()
}

fn unreadable(path: &Path, source: io::Error) -> PlacesError {
    PlacesError::Read {
        source_name: path.display().to_string(),
        source,
    }
}

fn broken(path: &Path, error: &ReadError) -> Box<dyn Error> {
    format!("{}: {error}", path.display()).into()
}
