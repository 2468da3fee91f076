//! Taking from lots and adding to them, and counting what is there.

use std::collections::BTreeMap;

use sync::{EntityId, Kind};

use super::Rejected;
use super::changes::{Changes, converted, positive};
use crate::id::{ItemId, LotId, PlaceId};
use crate::op::{self, DiscardReason, Reason, entity};
use crate::quantity::Quantity;

/// Lots in one reset: as many as surely fit into an op. More are observed one by one.
const MAX_LISTED: usize = 120;

impl Changes<'_> {
    pub(super) fn consume(&mut self, lot: LotId, amount: Quantity) -> Result<(), Rejected> {
        self.take(lot, amount, Reason::Consume)
    }

    pub(super) fn increase(&mut self, lot: LotId, amount: Quantity) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        let milli = positive(amount, lot.unit)?;
        self.add(lot.id, (lot.item, lot.place), milli, Reason::Found);
        Ok(())
    }

    pub(super) fn discard(
        &mut self,
        lot: LotId,
        amount: Quantity,
        reason: DiscardReason,
    ) -> Result<(), Rejected> {
        self.take(lot, amount, Reason::Discard(reason))
    }

    /// Takes from the lots of an item, the earliest due first. Lots that are kept in
    /// another kind of measure than the amount are left alone.
    pub(super) fn consume_item(&mut self, item: ItemId, amount: Quantity) -> Result<(), Rejected> {
        let item = self.household.item(item).ok_or(Rejected::NoSuchItem)?;
        let mut wanted = positive(amount, amount.unit)?;
        let mut have = Quantity::new(0, amount.unit);
        let mut measures = 0;
        let lots = self.household.lots_of(item.id);
        for lot in &lots {
            let left = self.household.quantity(lot.id);
            let Some(there) = left.convert(amount.unit) else {
                continue;
            };
            measures += 1;
            have = have.plus(there).ok_or(Rejected::TooMuch)?;
            if wanted <= 0 {
                continue;
            }
            let taken = if wanted >= there.milli {
                left.milli
            } else {
                converted(Quantity::new(wanted, amount.unit), lot.unit)?.min(left.milli)
            };
            wanted -= there.milli;
            self.add(lot.id, (lot.item, lot.place), -taken, Reason::Consume);
        }
        match lots.first() {
            Some(lot) if measures == 0 => Err(Rejected::OtherMeasure {
                from: amount.unit,
                to: lot.unit,
            }),
            _ if wanted > 0 => Err(Rejected::NotEnough { have }),
            _ => Ok(()),
        }
    }

    pub(super) fn count(
        &mut self,
        item: ItemId,
        place: PlaceId,
        found: &[(LotId, Quantity)],
    ) -> Result<(), Rejected> {
        let item = self.household.item(item).ok_or(Rejected::NoSuchItem)?.id;
        let place = self.place(place)?;
        let scope = op::scope(item, place);
        let ledger = self.household.state().ledger();
        // What is not named was not there, and saying so keeps it from being asked about.
        let mut amounts: BTreeMap<EntityId, i64> = ledger
            .entities(scope)
            .filter(|lot| ledger.balance(*lot, scope).amount != 0)
            .map(|lot| (lot, 0))
            .collect();
        for (id, quantity) in found {
            let lot = self.lot(*id)?;
            if lot.item != item || lot.place != place {
                return Err(Rejected::OtherShelf);
            }
            let milli = converted(*quantity, lot.unit)?;
            if milli < 0 {
                return Err(Rejected::NotPositive);
            }
            amounts.insert((*id).into(), milli);
        }
        let rest = amounts.keys().nth(MAX_LISTED).copied();
        let rest = rest.map(|first| amounts.split_off(&first));
        self.write(entity::ITEM, item, Kind::Reset { scope, amounts });
        for (lot, amount) in rest.into_iter().flatten() {
            self.write(entity::LOT, lot, Kind::Observe { scope, amount });
        }
        // A counted lot stands in one place, whatever moves that crossed left elsewhere.
        let household = self.household;
        let here = household.unsorted_lots_of(item);
        for lot in here.filter(|lot| lot.place == place) {
            self.empty(lot.id, Some(scope));
        }
        self.settle(item, |other| other.place == place);
        Ok(())
    }

    fn take(&mut self, lot: LotId, amount: Quantity, reason: Reason) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        let milli = self.part_of(lot, amount)?;
        self.add(lot.id, (lot.item, lot.place), -milli, reason);
        Ok(())
    }
}
