//! What of the sample household is there.

use std::collections::BTreeSet;

use super::Household;
use crate::id::{ItemId, LotId, ReceiptId, ShoppingId};
use crate::sample::{ends, is_marked};

/// What goes with the sample household.
pub(crate) struct Sample {
    pub(crate) receipts: Vec<ReceiptId>,
    /// With what was split from them.
    pub(crate) lots: BTreeSet<LotId>,
    /// Those that no other lot is of.
    pub(crate) items: Vec<ItemId>,
    pub(crate) entries: Vec<ShoppingId>,
}

impl Household {
    /// Whether anything is there that came with the sample household.
    #[must_use]
    pub fn has_sample(&self) -> bool {
        let [first, last] = ends().map(ReceiptId::from_bytes);
        let receipts = self.receipts.range(first..=last).next();
        let [first, last] = ends().map(LotId::from_bytes);
        receipts.is_some() || self.lots.range(first..=last).next().is_some()
    }

    /// Whether a lot came with the sample household, or was split from one that did.
    #[must_use]
    pub fn is_of_sample(&self, lot: LotId) -> bool {
        // A lot is split from one that is older; where a file says otherwise, this still ends.
        let mut seen = BTreeSet::new();
        let mut next = Some(lot);
        while let Some(id) = next.filter(|id| seen.insert(*id)) {
            if is_marked(id.bytes()) {
                return true;
            }
            next = self.lot(id).and_then(|lot| lot.split_from);
        }
        false
    }

    pub(crate) fn sample(&self) -> Sample {
        let lots = self.sample_lots();
        let items = self.items.iter().filter(|(id, shown)| {
            let mut others = self.every_lot_of(**id).map(|other| other.lot.id);
            is_marked(id.bytes()) && self.is_shown(shown) && others.all(|lot| lots.contains(&lot))
        });
        let items = items.map(|(id, _)| *id).collect();
        let [first, last] = ends().map(ReceiptId::from_bytes);
        let receipts = self.receipts.range(first..=last);
        let [from, to] = ends().map(ShoppingId::from_bytes);
        let entries = self.shopping.range(from..=to);
        Sample {
            receipts: receipts.map(|(id, _)| *id).collect(),
            items,
            entries: entries.map(|(id, _)| *id).collect(),
            lots,
        }
    }

    fn sample_lots(&self) -> BTreeSet<LotId> {
        let [first, last] = ends().map(LotId::from_bytes);
        let marked = self.lots.range(first..=last).map(|(id, _)| *id);
        let mut lots: BTreeSet<LotId> = marked.collect();
        // A part may have been split from a part: again until nothing is added.
        loop {
            let parts = self.every_lot().filter(|lot| {
                lot.split_from.is_some_and(|from| lots.contains(&from)) && !lots.contains(&lot.id)
            });
            let parts: Vec<LotId> = parts.map(|lot| lot.id).collect();
            if parts.is_empty() {
                return lots;
            }
            lots.extend(parts);
        }
    }
}
