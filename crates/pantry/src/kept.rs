//! What a device keeps: the log of ops, the tables derived from it, and pictures.
//!
//! The log is the truth. One action of a person is one [`Commit`], and so is one step of
//! the exchange: all of it is stored, or nothing. How an op lies in storage, [`sync::kept`]
//! says; [`rows`] makes the derived tables, [`scan`] is a receipt that was read; [`frame`] and
//! [`reading`] carry it all over a bridge that takes bytes only, and [`camera`] what a native
//! camera sees; [`glimpse`] says what a start shows first. Who stores it is none of this crate's
//! business.

pub mod camera;
pub mod forms;
pub mod frame;
pub mod glimpse;
pub mod reading;
pub mod rows;
pub mod scan;

use std::fmt;

use sync::kept::{KeptOp, OpKey};

use crate::id::ReceiptId;

/// One action or one step of the exchange, ready to be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit<P> {
    /// What the engine asked for.
    pub exchange: sync::engine::Commit,
    /// The ops are new: a key that is already there fails the commit, since somebody else
    /// has written as this replica.
    pub is_new: bool,
    /// What was set aside and a person has seen to.
    pub seen_to: Vec<OpKey>,
    /// Every op goes, whatever it is: the device takes part in another household.
    pub leaves: bool,
    /// Changes of the derived tables.
    pub rows: Vec<Row>,
    /// The rows are all that there are.
    pub every_row: bool,
    /// The cursor up to which the tables are right after this.
    pub tables_at: Option<u64>,
    /// The photos of a receipt; all of them are to be sent.
    pub images: Vec<(Upload, P)>,
    /// The drafts that are done with.
    pub ends_drafts: Vec<DraftId>,
}

impl<P> Default for Commit<P> {
    fn default() -> Self {
        Self {
            exchange: sync::engine::Commit::default(),
            is_new: false,
            seen_to: Vec::new(),
            leaves: false,
            rows: Vec::new(),
            every_row: false,
            tables_at: None,
            images: Vec::new(),
            ends_drafts: Vec::new(),
        }
    }
}

/// What a device knows of itself; each is small and kept as bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// The author, by [`sync::kept::encode_author`].
    Author,
    /// How far the exchange has come, by [`sync::kept::encode_progress`].
    Progress,
    /// Which derived tables are right up to which cursor, by [`tables_at`].
    TablesAt,
    /// Which member of a household on a server it belongs to.
    Member,
    /// The token of a device that has asked to be let in and has no answer yet.
    Knock,
    /// What the devices of the household are called.
    Names,
    /// Which ops the first screen is made of, by [`glimpse::Glimpse`].
    Glimpse,
}

impl Fact {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Author,
        Self::Progress,
        Self::TablesAt,
        Self::Member,
        Self::Knock,
        Self::Names,
        Self::Glimpse,
    ];

    /// Its name in storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Progress => "progress",
            Self::TablesAt => "tables",
            Self::Member => "member",
            Self::Knock => "knock",
            Self::Names => "names",
            Self::Glimpse => "glimpse",
        }
    }
}

/// Which tables there are. It goes up with each new one: a version that did not know of it
/// may have folded what belongs there.
const TABLES: u8 = 2;

/// That all tables are right up to a cursor, as bytes.
#[must_use]
pub fn tables_at(cursor: u64) -> Vec<u8> {
    [cursor.to_be_bytes().as_slice(), &[TABLES]].concat()
}

/// One row of a derived table, to be written or removed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which table.
    pub table: Table,
    /// The entity's id.
    pub key: [u8; 16],
    /// The columns, or `None` when the row is gone.
    pub columns: Option<Vec<(&'static str, String)>>,
}

/// The derived tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Table {
    /// Items.
    Items,
    /// Lots.
    PantryItems,
    /// Receipts.
    Receipts,
    /// What is on the shopping list.
    ShoppingEntries,
}

impl Table {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::Items,
        Self::PantryItems,
        Self::Receipts,
        Self::ShoppingEntries,
    ];

    /// Its name in storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::PantryItems => "pantry_items",
            Self::Receipts => "receipts",
            Self::ShoppingEntries => "shopping_entries",
        }
    }

    /// Its columns, in the order in which [`rows`] gives them; each is text.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Items => &["id", "name", "category", "unit", "note"],
            Self::PantryItems => &[
                "id",
                "item_id",
                "quantity",
                "unit",
                "place_id",
                "purchased",
                "date",
                "due",
                "opened",
                "frozen",
                "price",
                "currency",
                "receipt_id",
            ],
            Self::Receipts => &["id", "merchant", "date", "total", "currency"],
            Self::ShoppingEntries => &[
                "id", "name", "item_id", "quantity", "unit", "category", "note", "ticked",
            ],
        }
    }
}

/// A photo as it crosses a bridge.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Photo {
    /// Its media type, as "image/jpeg".
    pub media_type: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Where a photo lies: which one of which receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImageKey {
    /// The receipt's id.
    pub receipt: [u8; 16],
    /// The position of the photo.
    pub position: usize,
}

impl ImageKey {
    /// As bytes: the first photo has its receipt's id; those after it have their position
    /// behind that.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        let position = u8::try_from(self.position).unwrap_or(u8::MAX);
        let mut key = self.receipt.to_vec();
        key.extend((position > 0).then_some(position));
        key
    }

    /// From bytes; `None` if they are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (receipt, rest) = bytes.split_first_chunk()?;
        let position = match *rest {
            [] => 0,
            [position] => usize::from(position),
            _ => return None,
        };
        Some(Self {
            receipt: *receipt,
            position,
        })
    }
}

/// A photo that is to be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Upload {
    /// Where it lies.
    pub key: ImageKey,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

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
pub struct KeptDraft<P> {
    /// Its name.
    pub id: DraftId,
    /// The photos of the receipt: at least one.
    pub parts: Vec<P>,
    /// What comes next, as long as there is no scan.
    pub next: Next,
    /// The draft in review that this one goes on from.
    pub extends: Option<DraftId>,
    /// The receipt that it is read again of.
    pub again: Option<ReceiptId>,
    /// Whether the photo is the one that comes with the app.
    pub sample: bool,
    /// How often reading it was begun.
    pub tries: u8,
    /// The scan by [`scan::encode`]; `None` until the photos are read.
    pub scan: Option<Vec<u8>>,
    /// What the person has done to it since, as the page encodes it.
    pub edits: Option<Vec<u8>>,
}

impl<P> KeptDraft<P> {
    /// The same with these photos, in whatever form.
    #[must_use]
    pub fn with_parts<Q>(&self, parts: Vec<Q>) -> KeptDraft<Q> {
        KeptDraft {
            id: self.id,
            parts,
            next: self.next,
            extends: self.extends,
            again: self.again,
            sample: self.sample,
            tries: self.tries,
            scan: self.scan.clone(),
            edits: self.edits.clone(),
        }
    }
}

/// A part of the log. The ops of one replica come in the order of their numbers, as far
/// as they are this device's.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The ops.
    pub ops: Vec<KeptOp>,
    /// Where it goes on; `None` at the end.
    pub next: Option<Mark>,
}

/// How far the log was loaded: others' bundles come first, then each op that has a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Up to this bundle.
    Bundle(u32),
    /// Up to the op with this key.
    Op(OpKey),
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
