//! Writing down what somebody has seen, so that the household shows just that.

use sync::{Kind, Scope};

use super::changes::Changes;
use crate::id::{ItemId, LotId, PlaceId};
use crate::lot::Lot;
use crate::op::{self, entity};

impl Changes<'_> {
    /// Says what is left of a lot: so many thousandths on a shelf, and nothing elsewhere.
    pub(super) fn observe(&mut self, lot: LotId, (item, place): (ItemId, PlaceId), milli: i64) {
        let scope = op::scope(item, place);
        self.empty(lot, Some(scope));
        let amount = milli;
        self.write(entity::LOT, lot, Kind::Observe { scope, amount });
    }

    /// Says that nothing of a lot is anywhere but in one scope.
    pub(super) fn empty(&mut self, lot: LotId, but: Option<Scope>) {
        let balances = self.household.state().ledger().balances(lot.into());
        let others = balances.filter(|(scope, _)| Some(*scope) != but);
        for (scope, _) in others.filter(|(_, found)| found.amount != 0) {
            let amount = 0;
            self.write(entity::LOT, lot, Kind::Observe { scope, amount });
        }
    }

    /// Says of an item's other lots what is shown of them, where the ledger says something
    /// else. Else what is missing in one of them would be taken off what was just seen.
    pub(super) fn settle(&mut self, item: ItemId, seen: impl Fn(&Lot) -> bool) {
        let household = self.household;
        for lot in household.netted_lots_of(item).filter(|lot| !seen(lot)) {
            let shown = household.quantity(lot.id).milli;
            self.observe(lot.id, (lot.item, lot.place), shown);
        }
        for lot in household.orphans_of(item) {
            self.empty(lot, None);
        }
    }
}
