use std::{ops::Range, sync::Arc};

use bytemuck::Pod;
use filebuffer::FileBuffer;

/// Values of one kind, one after the other: in memory, or where they lie in a mapped file.
#[derive(Debug)]
pub(super) enum Column<T> {
    /// In memory.
    Held(Vec<T>),
    /// In a file; the bytes have been seen to be whole, aligned values.
    Mapped(Arc<FileBuffer>, Range<usize>),
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self::Held(Vec::new())
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(values: Vec<T>) -> Self {
        Self::Held(values)
    }
}

impl<T: Pod> Column<T> {
    /// The column that lies in some bytes of a file; none if they are no whole, aligned values.
    pub(super) fn mapped(file: &Arc<FileBuffer>, bytes: Range<usize>) -> Option<Self> {
        let values = bytemuck::try_cast_slice::<u8, T>(file.get(bytes.clone())?);
        values
            .is_ok()
            .then(|| Self::Mapped(Arc::clone(file), bytes))
    }

    /// Some of a mapped column's values as a column of their own.
    pub(super) fn part(file: &Arc<FileBuffer>, start: usize, values: Range<usize>) -> Option<Self> {
        let at = |value: usize| start.checked_add(value.checked_mul(size_of::<T>())?);
        Self::mapped(file, at(values.start)?..at(values.end)?)
    }

    pub(super) fn values(&self) -> &[T] {
        match self {
            Self::Held(values) => values,
            Self::Mapped(file, bytes) => bytemuck::cast_slice(&file[bytes.clone()]),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.values().len()
    }
}
