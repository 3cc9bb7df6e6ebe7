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

/// Whole numbers, in two bytes each where all of them fit.
#[derive(Debug)]
pub(super) enum Numbers {
    /// All of them are small.
    Short(Column<u16>),
    /// Some are not.
    Long(Column<u32>),
}

/// The numbers as plain slices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum NumbersView<'c> {
    /// All of them are small.
    Short(&'c [u16]),
    /// Some are not.
    Long(&'c [u32]),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Short(Column::default())
    }
}

impl Numbers {
    /// The numbers, all of which are below `end`.
    pub(super) fn below(end: usize, numbers: impl ExactSizeIterator<Item = u32>) -> Self {
        if end > usize::from(u16::MAX) {
            return Self::Long(numbers.collect::<Vec<_>>().into());
        }
        let short = numbers.map(|number| u16::try_from(number).unwrap_or(u16::MAX));
        Self::Short(short.collect::<Vec<_>>().into())
    }

    pub(super) fn view(&self) -> NumbersView<'_> {
        match self {
            Self::Short(numbers) => NumbersView::Short(numbers.values()),
            Self::Long(numbers) => NumbersView::Long(numbers.values()),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Short(numbers) => numbers.len(),
            Self::Long(numbers) => numbers.len(),
        }
    }

    /// Whether they take two bytes each.
    pub(super) fn are_short(&self) -> bool {
        matches!(self, Self::Short(_))
    }

    /// The numbers that lie in some bytes of a file, or some of those; none if they are no whole, aligned values.
    pub(super) fn mapped(
        file: &Arc<FileBuffer>,
        bytes: Range<usize>,
        are_short: bool,
        part: Option<Range<usize>>,
    ) -> Option<Self> {
        Some(match (are_short, part) {
            (true, None) => Self::Short(Column::mapped(file, bytes)?),
            (true, Some(part)) => Self::Short(Column::part(file, bytes.start, part)?),
            (false, None) => Self::Long(Column::mapped(file, bytes)?),
            (false, Some(part)) => Self::Long(Column::part(file, bytes.start, part)?),
        })
    }
}

impl NumbersView<'_> {
    pub(super) fn get(self, at: usize) -> usize {
        match self {
            Self::Short(numbers) => usize::from(numbers[at]),
            Self::Long(numbers) => numbers[at] as usize,
        }
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
