//! A table with a row for each lot (CSV), as spreadsheets and other programs write it.
//!
//! [`Sheet::read`] finds out how the text is written: its encoding, its delimiter, and
//! what its columns mean by their headings in four languages. [`Sheet::parcel`] reads the
//! rows; what only a person can know, such as whether 3/4 is in March or April, is in
//! [`Choices`]. [`write()`] makes a table that [`Sheet::read`] reads without a question.

mod cells;
mod columns;
mod decode;
mod sheet;
mod write;

#[cfg(test)]
mod tests;

pub use cells::DateOrder;
pub use columns::Column;
pub use sheet::{Choices, Sheet};
pub(in crate::transfer) use sheet::{place_named, times};
pub use write::write;
