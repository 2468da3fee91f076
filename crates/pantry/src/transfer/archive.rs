//! Our own file: everything that a household knows, as JSON (`docs/export.md`).
//!
//! An archive is for people and for other programs, too: amounts and money are text with
//! their unit or currency ("1.5 kg", "2.49 EUR"), dates are civil dates, and nothing has to
//! be looked up elsewhere. What is not known is not there.

mod habits;
mod read;
mod recipes;
mod write;

#[cfg(test)]
mod tests;

pub use read::{is_one, read};
pub use write::{Photo, write};

/// What an archive calls itself.
pub const FORMAT: &str = "larder-household";

/// The version of the format that is written here. It goes up when an older reader would
/// take a file wrongly; a member that is only new is skipped by it.
pub const VERSION: u32 = 1;
