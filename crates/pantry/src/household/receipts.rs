//! Receipts that were accepted, and what stands on them.

use jiff::civil::{Date, Time};
use sync::BlobRef;

use super::Household;
use crate::id::ReceiptId;
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

    /// The lots that stand on a receipt, used up ones too, in the order of its lines.
    #[must_use]
    pub fn lots_on(&self, receipt: ReceiptId) -> Vec<&Lot> {
        let ids = self.lots_by_receipt.get(&receipt).into_iter().flatten();
        let mut lots: Vec<&Lot> = ids.filter_map(|id| self.lot(*id)).collect();
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
    /// What stands on the receipts of a household: the shop, and each line as it was printed
    /// and as what it was filed.
    #[must_use]
    pub fn of(household: &Household) -> Self {
        let text = |receipt: &Receipt| {
            let mut words = receipt.merchant.clone().unwrap_or_default();
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
