//! How much there is: what is shown of each lot, and the totals of an item.

use std::collections::BTreeMap;

use sync::{Kind, Op, Scope, Stamp};

use super::{Changed, Household, ShownLot};
use crate::due::Due;
use crate::id::{ItemId, LotId};
use crate::item::Item;
use crate::lot::Lot;
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
        let mut lots = self.every_lot_of(item);
        self.orphans_of(item).next().is_some()
            || lots.any(|shown| shown.balance < 0 || self.was_lost(shown))
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
            Kind::Observe { scope: of, amount } if *of == scope && op.entity == lot.into() => {
                *amount
            }
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

    /// The lots of an item, used up ones too, in no order that means anything.
    pub(crate) fn unsorted_lots_of(&self, item: ItemId) -> impl Iterator<Item = &Lot> {
        self.every_lot_of(item).map(|shown| &shown.lot)
    }

    /// The lots of an item of which something else is shown than the ledger says.
    pub(crate) fn netted_lots_of(&self, item: ItemId) -> impl Iterator<Item = &Lot> {
        let netted = self.stocked_of(item);
        let netted = netted.filter(|shown| shown.shown != shown.balance);
        netted.map(|shown| &shown.lot)
    }

    /// The lots whose purchase was undone after some of this item was used.
    pub(crate) fn orphans_of(&self, item: ItemId) -> impl Iterator<Item = LotId> {
        self.orphans_by_item.of(item)
    }

    /// Works out what is shown of an item's lots: what is missing in one is taken
    /// from the others of the same measure, earliest due first. Where nothing is
    /// missing, every lot shows its balance as it is.
    pub(super) fn restock(&mut self, item: ItemId, changed: &mut Changed) {
        let mut lacks = self.lacks(item);
        let was_netted = self.netted.remove(&item);
        if lacks.is_empty() && !was_netted {
            return;
        }
        if !lacks.is_empty() {
            self.netted.insert(item);
        }
        let mut lots: Vec<&Lot> = self.stocked_of(item).map(|shown| &shown.lot).collect();
        lots.sort_by_cached_key(|lot| self.use_order(lot));
        let order: Vec<LotId> = lots.iter().map(|lot| lot.id).collect();
        for id in order {
            let Some(shown) = self.lots.get_mut(&id) else {
                continue;
            };
            let unit = shown.lot.unit;
            let left = shown.balance.max(0);
            let lack = lacks.get_mut(&unit.dimension());
            let left = lack.map_or(left, |lack| settle(left, unit, lack));
            if left != shown.shown {
                shown.shown = left;
                changed.lots.insert(id);
            }
        }
    }

    /// What is missing of an item, by measure, in the parts that [`Unit::size`] counts.
    fn lacks(&self, item: ItemId) -> BTreeMap<Dimension, i128> {
        let balances = self
            .stocked_of(item)
            .map(|shown| (shown.lot.unit, shown.balance));
        let orphans = self.orphans_of(item).filter_map(|id| self.orphans.get(&id));
        let orphans = orphans.map(|orphan| (orphan.balance.unit, orphan.balance.milli));
        let mut lacks = BTreeMap::new();
        for (unit, balance) in balances.chain(orphans).filter(|(_, balance)| *balance < 0) {
            *lacks.entry(unit.dimension()).or_default() -= i128::from(balance) * unit.size();
        }
        lacks
    }
}

/// What remains of `left` after giving what it can to `lack`, to the nearest thousandth.
fn settle(left: i64, unit: Unit, lack: &mut i128) -> i64 {
    let have = i128::from(left) * unit.size();
    let given = have.min(*lack);
    *lack -= given;
    let remains = (have - given + unit.size() / 2) / unit.size();
    i64::try_from(remains).unwrap_or(left)
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
