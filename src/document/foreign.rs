//! Readers of other people's formats kept from ending the program: they may panic on a damaged file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::ReadError;

/// Does what a library does with a file; its panic is an error of the file.
pub(super) fn guarded<T>(
    what: &'static str,
    work: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    // Nothing that the work has touched is used after it failed.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_panic| {
        let reason = "its parts do not fit together".to_owned();
        Err(ReadError::Broken { what, reason })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_the_file() {
        let done = guarded("PDF file", || Ok(1)).ok();
        assert_eq!(done, Some(1));
        let bytes: &[u8] = &[];
        let failed = guarded("PDF file", || Ok(bytes[0]));
        assert_eq!(
            failed.unwrap_err().to_string(),
            "a damaged PDF file: its parts do not fit together"
        );
    }
}
