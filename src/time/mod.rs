//! When: civil days, spans of them with a precision, and the intervals that queries ask for.
//!
//! Events happen on days of the local calendar; no time zone is involved.

mod interval;
mod span;

pub use interval::{Interval, IntervalError};
pub use jiff::{Span as Shift, Timestamp, civil::Date};
pub use span::{DateSpan, TimeError, TimePrecision};
