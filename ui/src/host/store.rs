//! What a host keeps: the log of ops, the tables derived from it, and pictures.
//!
//! The log is the truth. One action of a person is one [`Commit`]: all of it is
//! stored, or nothing. Keys are bytes (numbers in them big-endian), so no 64-bit
//! integer ever becomes a JavaScript number.

use std::fmt;

/// An op's key: replica and running number, 8 big-endian bytes each.
pub type OpKey = [u8; 16];

/// One action, ready to be stored.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    /// The new ops, encoded. A key that is already there fails the commit:
    /// somebody else has written as this replica.
    pub ops: Vec<(OpKey, Vec<u8>)>,
    /// Changes of the derived tables.
    pub rows: Vec<Row>,
    /// The author as it is after the action.
    pub author: Vec<u8>,
    /// Batches that no server has acknowledged, by their first running number.
    pub pending: Vec<([u8; 8], Vec<u8>)>,
    /// The photos of a receipt, with the receipt's id.
    pub images: Option<([u8; 16], Vec<Picture>)>,
    /// The drafts that are done with.
    pub ends_drafts: Vec<DraftId>,
}

/// One row of a derived table, to be written or removed.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which table.
    pub table: Table,
    /// The entity's id.
    pub key: [u8; 16],
    /// The columns, or `None` when the row is gone.
    pub columns: Option<Vec<(&'static str, String)>>,
}

/// The derived tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// Items.
    Items,
    /// Lots.
    PantryItems,
    /// Receipts.
    Receipts,
}

impl Table {
    /// Its name in storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::PantryItems => "pantry_items",
            Self::Receipts => "receipts",
        }
    }
}

/// A picture as the person chose it.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture(pub web_sys::Blob);

/// Names a draft: a UUIDv7, so that drafts come in the order in which they were begun.
pub type DraftId = [u8; 16];

/// What comes next for a draft whose photos have not been read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Next {
    /// They are read.
    #[default]
    Read,
    /// The person adds more of them.
    Add,
    /// Another receipt comes first.
    Wait,
}

impl Next {
    /// Every one with its stable name.
    pub const NAMES: [(Self, &'static str); 3] = [
        (Self::Read, "read"),
        (Self::Add, "add"),
        (Self::Wait, "wait"),
    ];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// By its name; the first version knew only drafts to read, and named nothing.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let known = Self::NAMES.iter().find(|(_, known)| *known == name);
        known.map_or_else(Self::default, |(next, _)| *next)
    }
}

/// A receipt on its way to review, kept so that closing the app loses nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct KeptDraft {
    /// Its name.
    pub id: DraftId,
    /// The photos of the receipt: at least one.
    pub parts: Vec<Picture>,
    /// What comes next, as long as there is no scan.
    pub next: Next,
    /// The draft in review that this one goes on from.
    pub extends: Option<DraftId>,
    /// Whether the photo is the one that comes with the app.
    pub sample: bool,
    /// How often reading it was begun.
    pub tries: u8,
    /// The scan as `ui::protocol::draft` encodes it; `None` until the photos are read.
    pub scan: Option<Vec<u8>>,
    /// What the person has done to it since, as `state::edits` encodes it.
    pub edits: Option<Vec<u8>>,
}

/// A part of the log, in the order of its keys.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Encoded ops with their keys.
    pub ops: Vec<(OpKey, Vec<u8>)>,
    /// Whether there may be more after the last key.
    pub more: bool,
}

/// Why something could not be stored or loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StoreError {
    /// No space is left.
    Full,
    /// Another tab or window has written since.
    Overtaken,
    /// Other tabs hold on to an older form of the storage.
    Blocked,
    /// Anything else, in the host's words.
    Broken(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("no space is left"),
            Self::Overtaken => f.write_str("another tab has written since"),
            Self::Blocked => f.write_str("other tabs hold on to an older form of the storage"),
            Self::Broken(why) => f.write_str(why),
        }
    }
}

/// Durable storage.
pub trait Store {
    /// The ops after a key, or from the first one.
    async fn load(&self, after: Option<OpKey>) -> Result<Page, StoreError>;
    /// The author as it was last stored; `None` on a new device.
    async fn author(&self) -> Result<Option<Vec<u8>>, StoreError>;
    /// Stores one action, all of it or nothing.
    async fn commit(&self, commit: &Commit) -> Result<(), StoreError>;
    /// Keeps these drafts with their edits in place of the old ones: all of it or nothing,
    /// so that a full disk loses neither.
    async fn replace_drafts(&self, new: &[KeptDraft], old: &[DraftId]) -> Result<(), StoreError>;
    /// Keeps what the person has done to a draft.
    async fn keep_edits(&self, id: DraftId, edits: &[u8]) -> Result<(), StoreError>;
    /// Every draft, the newest last.
    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError>;
    /// Forgets a draft.
    async fn drop_draft(&self, id: DraftId) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names are in storage, and the first version wrote none.
    #[test]
    fn what_comes_next_for_a_draft_is_read_back() {
        for (next, name) in Next::NAMES {
            assert_eq!((next.name(), Next::from_name(name)), (name, next));
        }
        assert_eq!(Next::NAMES.map(|(_, name)| name), ["read", "add", "wait"]);
        assert_eq!(Next::from_name(""), Next::Read);
    }
}
