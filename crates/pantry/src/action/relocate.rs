//! Moving, freezing, thawing, opening and splitting lots.

use jiff::civil::Date;

use super::Rejected;
use super::changes::Changes;
use crate::due;
use crate::id::{ItemId, LotId, PlaceId};
use crate::location::PlaceKind;
use crate::lot::{Lot, Marked};
use crate::op::stored::Fields;
use crate::op::{self, Reason, entity};
use crate::quantity::Quantity;
use crate::shelf_life::{Keeps, Kind, Opened, keeps};

impl Changes<'_> {
    pub(super) fn relocate(
        &mut self,
        lot: LotId,
        part: Option<Quantity>,
        to: PlaceId,
    ) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        let to = self.place(to)?;
        if lot.place == to {
            return Err(Rejected::SamePlace);
        }
        let mut fields = Fields::default();
        fields.set(op::lot::PLACE, &to);
        self.change_of_state(lot, self.household.place_kind(to), &mut fields);
        let id = match self.split_off(lot, part, to)? {
            Some(id) => id,
            None => {
                self.transfer(lot, (lot.item, to));
                lot.id
            }
        };
        self.put(entity::LOT, id, fields);
        Ok(())
    }

    pub(super) fn freeze(&mut self, lot: LotId, part: Option<Quantity>) -> Result<(), Rejected> {
        let found = self.lot(lot)?;
        if found.is_frozen() {
            return Err(Rejected::AlreadyFrozen);
        }
        self.go_to(found, part, PlaceKind::Freezer)
    }

    pub(super) fn thaw(&mut self, lot: LotId, part: Option<Quantity>) -> Result<(), Rejected> {
        let found = self.lot(lot)?;
        if !found.is_frozen() {
            return Err(Rejected::NotFrozen);
        }
        self.go_to(found, part, PlaceKind::Fridge)
    }

    pub(super) fn open(
        &mut self,
        lot: LotId,
        part: Option<Quantity>,
        on: Date,
    ) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        if lot.opened.is_some() {
            return Err(Rejected::AlreadyOpen);
        }
        let id = self.split_off(lot, part, lot.place)?.unwrap_or(lot.id);
        let mut fields = Fields::default();
        fields.set(op::lot::OPENED, &on);
        self.put(entity::LOT, id, fields);
        Ok(())
    }

    pub(super) fn split(&mut self, lot: LotId, amount: Quantity) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        match self.split_off(lot, Some(amount), lot.place)? {
            Some(_) => Ok(()),
            None => Err(Rejected::NothingChanged),
        }
    }

    /// Takes all accounts of a lot to one shelf.
    pub(super) fn transfer(&mut self, lot: &Lot, to: (ItemId, PlaceId)) {
        let there = op::scope(to.0, to.1);
        let balances = self.household.state().ledger().balances(lot.id.into());
        let mut moved = 0_i64;
        for (scope, found) in balances.filter(|(scope, _)| *scope != there) {
            let amount = found.amount.saturating_neg();
            moved = moved.saturating_sub(amount);
            let shelf = (scope.of.into(), scope.at.into());
            self.add(lot.id, shelf, amount, Reason::Move);
        }
        self.add(lot.id, to, moved, Reason::Move);
    }

    /// Moves a lot to the built-in place of a kind, or, if it is in one of that kind
    /// already, only says what has happened to it.
    fn go_to(
        &mut self,
        lot: &Lot,
        part: Option<Quantity>,
        kind: PlaceKind,
    ) -> Result<(), Rejected> {
        if self.household.place_kind(lot.place) != kind {
            return self.relocate(lot.id, part, kind.place());
        }
        let mut fields = Fields::default();
        fields.set(op::lot::PLACE, &lot.place);
        self.change_of_state(lot, kind, &mut fields);
        let id = self.split_off(lot, part, lot.place)?.unwrap_or(lot.id);
        self.put(entity::LOT, id, fields);
        Ok(())
    }

    /// What coming to a place of this kind does to a lot.
    fn change_of_state(&self, lot: &Lot, kind: PlaceKind, fields: &mut Fields) {
        match (lot.is_frozen(), kind == PlaceKind::Freezer) {
            (false, true) => {
                fields.set(op::lot::FROZEN, &self.today);
                if lot.thawed.is_some() {
                    fields.replace(op::lot::THAWED, None::<&Date>);
                }
            }
            (true, false) => {
                fields.set(op::lot::THAWED, &self.today);
            }
            _ => {
                let estimated = lot.date.is_some_and(|date| date.estimated);
                let what = self.household.kind(lot).filter(|_| estimated);
                let date = what.and_then(|what| self.estimated(what, lot, kind));
                if lot.frozen.is_none() && date != lot.date {
                    fields.set_some(op::lot::DATE, date.as_ref());
                }
            }
        }
    }

    /// The estimated date of a lot that is there in a place of this kind: from its purchase,
    /// but where it should not be kept, from today.
    fn estimated(&self, what: Kind, lot: &Lot, kind: PlaceKind) -> Option<Marked> {
        let from = match keeps(what, kind, Opened::Sealed) {
            Keeps::NotRecommended => self.today,
            _ => lot.purchased.unwrap_or(self.today),
        };
        due::estimated(what, kind, from)
    }

    /// Makes a lot of a part, standing in `place`; `None` if the part is all of it.
    ///
    /// The new lot has the dates of the old one. Price, printed text and receipt stay
    /// with the old one, so that nothing is counted twice.
    fn split_off(
        &mut self,
        lot: &Lot,
        part: Option<Quantity>,
        place: PlaceId,
    ) -> Result<Option<LotId>, Rejected> {
        let Some(part) = part else {
            return Ok(None);
        };
        let milli = self.part_of(lot, part)?;
        if milli == self.household.quantity(lot.id).milli {
            return Ok(None);
        }
        let id = LotId::from_bytes((self.ids)());
        let mut fields = Fields::default();
        fields.set(op::lot::ITEM, &lot.item);
        fields.set(op::lot::PLACE, &lot.place);
        fields.set(op::lot::UNIT, &lot.unit);
        fields.set(op::lot::SPLIT_FROM, &lot.id);
        fields.set_some(op::lot::PURCHASED, lot.purchased.as_ref());
        fields.set_some(op::lot::DATE, lot.date.as_ref());
        fields.set_some(op::lot::OPENED, lot.opened.as_ref());
        fields.set_some(op::lot::FROZEN, lot.frozen.as_ref());
        fields.set_some(op::lot::THAWED, lot.thawed.as_ref());
        fields.set_some(op::lot::CATEGORY, lot.category.as_ref());
        fields.set_text(op::lot::NOTE, &lot.note);
        fields.set_some(op::lot::BRAND, lot.brand.as_ref());
        fields.set_some(op::lot::SIZE, lot.size.as_ref());
        self.put(entity::LOT, id, fields);
        self.add(lot.id, (lot.item, lot.place), -milli, Reason::Split);
        self.add(id, (lot.item, place), milli, Reason::Split);
        Ok(Some(id))
    }
}
