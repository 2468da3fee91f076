//! Pixels to draft: finds the text on a photographed receipt, reads it, and makes
//! line items with categories of it. Everything happens on the device.
//!
//! The stages, each a module that can be used alone:
//!
//! 1. [`image`] and [`pdf`]: bytes of a file to grey pixels, upright.
//! 2. [`prepare`]: where the text lies, how it runs, how large it is.
//! 3. [`read`]: segments of text ([`read::detect()`]), what they say ([`read::recognise()`]).
//! 4. [`rows`]: segments to printed rows, across the gap before the price.
//! 5. [`parse`]: rows to merchant, date, total and line items.
//! 6. [`classify`] and [`name`]: names to categories, and to what people call the goods.
//!
//! [`Scanner`] runs them in this order; [`job`] does so for the files that a person chose. Reading never fails on content: what could
//! not be read is a doubt in the draft. No IO and no clock: weights come in as
//! bytes, the time comes from the caller's [`Watch`].

pub mod classify;
mod components;
mod error;
pub mod image;
pub mod job;
mod join;
pub mod name;
pub mod parse;
pub mod pdf;
pub mod plane;
pub mod prepare;
pub mod read;
pub mod rows;
mod scanner;
pub mod score;
mod watch;
mod weights;

pub use error::Error;
pub use scanner::{MOST_SHOTS, Scan, Scanner, Shot};
pub use watch::{Stage, Timings, Unwatched, Watch};
pub use weights::Weights;
