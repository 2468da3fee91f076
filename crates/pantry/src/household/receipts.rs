//! Receipts that were accepted, and what stands on them.

use jiff::civil::{Date, Time};
use sync::BlobRef;

use super::Household;
use crate::id::ReceiptId;
use crate::lot::Lot;
use crate::money::{Currency, Money};

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

    /// The lots that stand on a receipt, used up ones too, in the order of its lines.
    #[must_use]
    pub fn lots_on(&self, receipt: ReceiptId) -> Vec<&Lot> {
        let ids = self.lots_by_receipt.get(&receipt).into_iter().flatten();
        let mut lots: Vec<&Lot> = ids.filter_map(|id| self.lot(*id)).collect();
        lots.sort_by_key(|lot| (lot.line, lot.id));
        lots
    }
}
