//! Receipts that were accepted, and what stands on them.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use sync::{BlobRef, EntityId, TxnId};

use super::Household;
use crate::id::{ItemId, ReceiptId};
use crate::lot::Lot;
use crate::money::{Currency, Money};
use crate::search;

/// A receipt that was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// The shop.
    pub merchant: Option<String>,
    /// Where the shop is.
    pub address: Option<String>,
    /// The day of the purchase.
    pub date: Option<Date>,
    /// The time of the purchase.
    pub time: Option<Time>,
    /// The currency of the amounts.
    pub currency: Option<Currency>,
    /// The tax.
    pub tax: Option<Money>,
    /// What was paid.
    pub total: Option<Money>,
    /// The photos: one, unless the receipt took several.
    pub images: Vec<BlobRef>,
}

impl Household {
    /// All receipts, the newest first.
    #[must_use]
    pub fn receipts(&self) -> Vec<&Receipt> {
        let mut receipts: Vec<&Receipt> = self.receipts.values().collect();
        receipts.sort_by_key(|receipt| std::cmp::Reverse((receipt.date, receipt.time, receipt.id)));
        receipts
    }

    /// A receipt.
    #[must_use]
    pub fn receipt(&self, id: ReceiptId) -> Option<&Receipt> {
        self.receipts.get(&id)
    }

    /// Whether all that stands on a receipt is as it was accepted: nothing of it was used,
    /// moved or put right. Only then can it be read once more without losing something.
    #[must_use]
    pub fn is_untouched(&self, receipt: ReceiptId) -> bool {
        let Some(txn) = self.made_in(receipt.into()) else {
            return false;
        };
        let lots = self.lots_on(receipt);
        lots.iter().all(|lot| {
            self.is_all_of(lot.id.into(), txn) && self.quantity(lot.id) == self.original(lot.id)
        })
    }

    /// The items that nothing is known of but what a receipt said.
    #[must_use]
    pub fn items_only_of(&self, receipt: ReceiptId) -> BTreeSet<ItemId> {
        let Some(txn) = self.made_in(receipt.into()) else {
            return BTreeSet::new();
        };
        let items = self.lots_on(receipt).into_iter().map(|lot| lot.item);
        let alone = |item: &ItemId| {
            let mut lots = self.unsorted_lots_of(*item);
            self.is_all_of((*item).into(), txn) && lots.all(|lot| lot.receipt == Some(receipt))
        };
        items.filter(alone).collect()
    }

    /// The action that made an entity.
    fn made_in(&self, id: EntityId) -> Option<TxnId> {
        let ops = self.state.entity(id)?.ops();
        ops.first().map(|op| op.txn_id())
    }

    /// Whether one action alone has written to an entity, of those that are not undone.
    fn is_all_of(&self, id: EntityId, txn: TxnId) -> bool {
        let ops = self.state.entity(id).map(|entity| entity.ops());
        let mut counted = ops.into_iter().flatten();
        counted.all(|op| op.txn_id() == txn || self.state.is_undone(op.id))
    }

    /// The lots that stand on a receipt, used up ones too, in the order of its lines.
    #[must_use]
    pub fn lots_on(&self, receipt: ReceiptId) -> Vec<&Lot> {
        let ids = self.lots_by_receipt.of(receipt);
        let mut lots: Vec<&Lot> = ids.filter_map(|id| self.lot(id)).collect();
        lots.sort_by_key(|lot| (lot.line, lot.id));
        lots
    }
}

/// The texts of all receipts, ready to be searched: made once, asked with every letter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReceiptIndex {
    /// The newest first.
    texts: Vec<(ReceiptId, String)>,
}

impl ReceiptIndex {
    /// What stands on the receipts of a household: the shop and where it is, and each line as it
    /// was printed and as what it was filed.
    #[must_use]
    pub fn of(household: &Household) -> Self {
        let text = |receipt: &Receipt| {
            let shop = [&receipt.merchant, &receipt.address].into_iter().flatten();
            let mut words = shop.cloned().collect::<Vec<_>>().join(" ");
            for lot in household.lots_on(receipt.id) {
                let name = household.item(lot.item).map_or("", |item| &item.name);
                for word in [name, &lot.text] {
                    words.push(' ');
                    words.push_str(word);
                }
            }
            search::fold(&words)
        };
        let receipts = household.receipts().into_iter();
        Self {
            texts: receipts
                .map(|receipt| (receipt.id, text(receipt)))
                .collect(),
        }
    }

    /// How many receipts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The receipts on which every word of a query stands, the newest first; all of them for
    /// no query.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<ReceiptId> {
        let query = search::fold(query);
        let answers = |text: &str| search::score(text, &query).is_some();
        let found = self.texts.iter().filter(|(_, text)| answers(text));
        found.map(|(id, _)| *id).collect()
    }
}
