use std::{
    cell::Cell,
    io::{Read, Seek},
    rc::Rc,
};

use zip::ZipArchive;

use super::{
    ReadError,
    archive::{Bounded, UNPACKED_BYTES_MAX, broken, is_hidden},
};

/// The files of a ZIP archive, each read as it is unpacked, so that none need fit into memory.
#[derive(Debug)]
pub struct Zipped<R>(ZipArchive<R>);

/// What a ZIP archive begins with.
const SIGNATURE: &[u8] = b"PK\x03\x04";

/// Whether these are the first bytes of a ZIP archive.
#[must_use]
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(SIGNATURE)
}

impl<R: Read + Seek> Zipped<R> {
    /// Reads the archive's list of files.
    ///
    /// # Errors
    ///
    /// When it is no ZIP archive, or broken.
    pub fn of(archive: R) -> Result<Self, ReadError> {
        ZipArchive::new(archive).map(Self).map_err(broken)
    }

    /// The names of its files in their order, but for those that programs put beside others.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let names = self.0.file_names().filter_map(Result::ok);
        let names = names.filter(|name| !name.ends_with('/') && !is_hidden(name));
        names.map(Into::into).collect()
    }

    /// The content of the file of a name. Reading fails beyond [`UNPACKED_BYTES_MAX`].
    ///
    /// # Errors
    ///
    /// When it is not there, encrypted, or packed in another way than ZIP files usually are.
    pub fn open(&mut self, name: &str) -> Result<impl Read + '_, ReadError> {
        let input = self.0.by_name(name).map_err(broken)?;
        if input.encrypted() {
            return Err(ReadError::Encrypted {
                what: "file in an archive",
            });
        }
        let left = Rc::new(Cell::new(UNPACKED_BYTES_MAX));
        Ok(Bounded { input, left })
    }
}
