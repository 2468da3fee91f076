//! What every engine is measured by.

use anyhow::Result;

use crate::trace::{Contents, Trace};

/// An export as messages: one for a peer, a page each for Larder.
pub type Export = Vec<Vec<u8>>;

/// A library that merges.
pub struct Engine {
    /// Writes a trace as its users' devices would, and exports all of it once for each form.
    pub record: fn(&Trace) -> Result<Vec<Export>>,
    /// What it exports.
    pub forms: &'static [Form],
}

/// One way of exporting and importing.
pub struct Form {
    /// In tables.
    pub name: &'static str,
    /// Imports all of an export into an empty document.
    pub merge: fn(&Export) -> Result<Box<dyn Merged>>,
}

/// A document that holds all of an export.
pub trait Merged {
    /// Reads everything there is.
    fn contents(&self) -> Result<Contents>;
}

/// All engines, Larder first.
pub const ALL: [Engine; 4] = [
    crate::larder::ENGINE,
    crate::automerge::ENGINE,
    crate::yrs::ENGINE,
    crate::loro::ENGINE,
];
