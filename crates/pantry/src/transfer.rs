//! Taking a household out as a file, and taking files in.
//!
//! | word | meaning |
//! |---|---|
//! | archive | our own file: everything that a household knows ([`archive`]) |
//! | table | a row for each lot, as spreadsheets read and write it ([`table`]) |
//! | parcel | what a file brings, whoever wrote it ([`Parcel`]) |
//! | left out | what of a file cannot be taken in, with the reason ([`LeftOut`]) |
//!
//! Every reader makes a [`Parcel`] of its file; [`Comparison::of`] says what of it is there
//! already, and [`Action::Import`](crate::action::Action::Import) takes the rest in. A
//! reader never fails on content: what it cannot understand is left out and named, and
//! only a file of another kind is an error ([`Unreadable`]).
//!
//! The bytes of a photo are not a parcel's: the host moves them.

pub mod archive;
mod compare;
pub mod grocy;
mod habits;
pub mod kitchenowl;
mod parcel;
pub mod table;
mod tree;
mod words;

pub use compare::{Comparison, Standing};
pub(crate) use compare::{known_item, known_place, known_receipt, known_recipe};
pub use habits::{ParcelCategory, ParcelLife};
pub(crate) use habits::{known_owns, new_habits, new_lives};
pub use parcel::{LeftOut, Parcel, ParcelItem, ParcelLot, ParcelMemory, ParcelPlace, Part, Why};
pub use tree::Tree;

/// What a file brings, and what of it cannot be taken in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Brought {
    /// What can be taken in.
    pub parcel: Parcel,
    /// What cannot, or not as it stands there.
    pub left_out: Vec<LeftOut>,
}

/// Why a file cannot be read at all.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it looks like food.
    #[error(
        "this is no file that can be read; choose an export of Larder, Grocy or KitchenOwl, or a table"
    )]
    Unknown,
    /// A later version wrote it.
    #[error("a newer Larder wrote this file, as version {0}; reload to get that version")]
    Newer(u32),
    /// A table without a column of names.
    #[error("no column is headed \"name\"; its headings are: {0}")]
    NoNames(String),
    /// Rows of Grocy's stock without the products that they are of.
    #[error("these are stock entries of Grocy without their products; choose both files together")]
    NoProducts,
}
