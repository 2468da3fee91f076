//! How much there is: what is shown of each lot, and the totals of an item.

use std::collections::BTreeMap;

use sync::{Kind, Op, Scope, Stamp};

use super::{Household, ShownLot};
use crate::due::Due;
use crate::id::{ItemId, LotId};
use crate::item::Item;
use crate::op::Reason;
use crate::quantity::{Dimension, Quantity, Unit};

/// An item as a list shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview<'household> {
    /// The item.
    pub item: &'household Item,
    /// What is left, one sum for each kind of measure, the item's own unit first.
    pub totals: Vec<Quantity>,
    /// The earliest day of its lots.
    pub next: Option<Due>,
    /// How many lots have something left.
    pub lots: usize,
}

impl Household {
    /// An item as a list shows it.
    #[must_use]
    pub fn overview(&self, item: ItemId) -> Option<Overview<'_>> {
        let item = self.item(item)?;
        let lots = self.lots_of(item.id);
        let mut totals = vec![Quantity::new(0, item.unit)];
        for lot in &lots {
            add(&mut totals, self.quantity(lot.id));
        }
        if totals.len() > 1 && totals[0].milli == 0 {
            totals.remove(0);
        }
        Some(Overview {
            item,
            totals,
            next: lots
                .iter()
                .filter_map(|lot| self.due(lot))
                .min_by_key(|due| due.on),
            lots: lots.len(),
        })
    }

    /// Whether the ledger of an item says what cannot be: more was taken than there
    /// was, or a count did not find a lot. Worth asking a person to count.
    #[must_use]
    pub fn needs_count(&self, item: ItemId) -> bool {
        let ids = self.lots_by_item.get(&item).into_iter().flatten();
        let mut lots = ids.filter_map(|id| self.lots.get(id));
        lots.any(|shown| shown.balance < 0 || self.was_lost(shown)) || self.missing(item) > 0
    }

    /// Whether the latest count of a shelf did not list a lot of which something was left.
    fn was_lost(&self, shown: &ShownLot) -> bool {
        let balances = self.state.ledger().balances(shown.lot.id.into());
        let lost = balances.filter(|(_, found)| found.found_empty);
        lost.into_iter().any(|(scope, found)| {
            let expected = self.balance_before(shown.lot.id, scope, found.reset);
            expected != 0
        })
    }

    /// What a lot's account held just before a reset of its scope.
    fn balance_before(&self, lot: LotId, scope: Scope, reset: Option<Stamp>) -> i64 {
        let entity = |id| self.state.entity(id).map(|entity| entity.ops());
        let lots = entity(lot.into()).into_iter().flatten();
        // A count is written on its item; the lot's own ops have only those that list it.
        let counts = entity(scope.of).into_iter().flatten();
        let mut ops: Vec<&Op> = lots.chain(counts).collect();
        ops.sort_unstable_by_key(|op| op.stamp());
        ops.dedup_by_key(|op| op.id);
        let earlier = ops.into_iter().take_while(|op| Some(op.stamp()) < reset);
        let counted = earlier.filter(|op| !self.state.is_undone(op.id));
        counted.fold(0, |balance: i64, op| match &op.kind {
            Kind::Add {
                scope: of, amount, ..
            } if *of == scope && op.entity == lot.into() => balance.saturating_add(*amount),
            Kind::Reset { scope: of, amounts } if *of == scope => {
                amounts.get(&lot.into()).copied().unwrap_or(0)
            }
            _ => balance,
        })
    }

    /// What the ledger says of a lot; negative when more was taken than there was.
    #[must_use]
    pub fn balance(&self, lot: LotId) -> i64 {
        self.lots.get(&lot).map_or(0, |shown| shown.balance)
    }

    /// How much of a lot came in at first: bought, or split off.
    #[must_use]
    pub fn original(&self, lot: LotId) -> Quantity {
        let ops = self.state.entity(lot.into()).map(|entity| entity.ops());
        let came = ops.into_iter().flatten().filter_map(|op| match op.kind {
            Kind::Add { amount, reason, .. } if !self.state.is_undone(op.id) => {
                let reason = Reason::from_code(reason)?;
                let came = matches!(reason, Reason::Purchase | Reason::Split) && amount > 0;
                came.then_some(amount)
            }
            _ => None,
        });
        let milli = came.fold(0, i64::saturating_add);
        Quantity::new(milli, self.quantity(lot).unit)
    }

    /// Works out what is shown of an item's lots: what is missing in one is taken
    /// from the others of the same measure, earliest due first.
    pub(super) fn restock(&mut self, item: ItemId) {
        let order: Vec<LotId> = self.all_lots_of(item).iter().map(|lot| lot.id).collect();
        let mut lacks: BTreeMap<Dimension, Quantity> = BTreeMap::new();
        for shown in order.iter().filter_map(|id| self.lots.get(id)) {
            let unit = shown.lot.unit;
            let none = Quantity::new(0, unit);
            let lack = lacks.entry(unit.dimension()).or_insert(none);
            let short = Quantity::new(shown.balance.min(0).saturating_neg(), unit);
            *lack = lack.plus(short).unwrap_or(*lack);
        }
        // An orphan's unit is not known any more: it was that of a sibling.
        let mut orphaned = self.missing(item);
        for id in &order {
            let Some(shown) = self.lots.get_mut(id) else {
                continue;
            };
            let left = shown.balance.max(0);
            let lack = lacks.get_mut(&shown.lot.unit.dimension());
            let left = lack.map_or(left, |lack| settle(left, shown.lot.unit, lack));
            let taken = left.min(orphaned);
            orphaned -= taken;
            shown.shown = left - taken;
        }
    }

    /// What was used of lots of this item whose purchase was undone.
    fn missing(&self, item: ItemId) -> i64 {
        let orphans = self.orphans.iter().filter(|(_, of)| **of == item);
        let used = orphans.map(|(id, _)| {
            let balances = self.state.ledger().balances((*id).into());
            balances
                .map(|(_, found)| found.amount)
                .fold(0, i64::saturating_add)
        });
        used.fold(0_i64, i64::saturating_add)
            .saturating_neg()
            .max(0)
    }
}

/// What remains of `left` after giving what it can to `lack`.
fn settle(left: i64, unit: Unit, lack: &mut Quantity) -> i64 {
    let Some(wanted) = lack.convert(unit) else {
        return left;
    };
    if wanted.milli <= left {
        lack.milli = 0;
        return left - wanted.milli;
    }
    let given = Quantity::new(-left, unit);
    *lack = lack.plus(given).unwrap_or(*lack);
    0
}

fn add(totals: &mut Vec<Quantity>, quantity: Quantity) {
    for total in totals.iter_mut() {
        if let Some(sum) = total.plus(quantity) {
            *total = sum;
            return;
        }
    }
    totals.push(quantity);
}
