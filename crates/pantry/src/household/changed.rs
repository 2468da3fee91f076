//! What changes of the household mean for tables that are derived from it.

use std::collections::BTreeSet;

use crate::id::{ItemId, LotId, ReceiptId, ShoppingId};

/// What may read differently than before: whoever keeps a table of it reads these
/// again. What is not there any more is among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changed {
    /// Items that were written, or may be shown or hidden now.
    pub items: BTreeSet<ItemId>,
    /// Lots that were written, or of which another amount or day is shown now.
    pub lots: BTreeSet<LotId>,
    /// Receipts that were written.
    pub receipts: BTreeSet<ReceiptId>,
    /// Entries of the shopping list that were written.
    pub shopping: BTreeSet<ShoppingId>,
}

impl Changed {
    /// Takes in what else may read differently.
    pub fn add(&mut self, other: Self) {
        self.items.extend(other.items);
        self.lots.extend(other.lots);
        self.receipts.extend(other.receipts);
        self.shopping.extend(other.shopping);
    }
}
