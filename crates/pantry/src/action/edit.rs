//! Putting right what is known of an item or a lot, and removing what was a mistake.

use jiff::civil::Date;
use sync::{Field, Kind};

use super::Rejected;
use super::changes::{Changes, MAX_NAME, MAX_NOTE, converted, counted, text};
use crate::category::Category;
use crate::due;
use crate::id::{ItemId, LotId, PlaceId};
use crate::item::{Item, Origin};
use crate::lot::{Lot, Marked};
use crate::money::Money;
use crate::op::stored::{Fields, Stored};
use crate::op::{self, entity};
use crate::quantity::{Quantity, Unit};
use crate::search;

/// What to do with a part that may be unknown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Edit<T> {
    /// Leave it.
    #[default]
    Keep,
    /// Say that it is unknown.
    Clear,
    /// Say what it is.
    Set(T),
}

impl<T> Edit<T> {
    /// What a part is after the edit.
    pub(super) fn over(self, was: Option<T>) -> Option<T> {
        match self {
            Self::Keep => was,
            Self::Clear => None,
            Self::Set(now) => Some(now),
        }
    }
}

/// What to change of an item; `None` and `Keep` leave a part as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemEdit {
    /// The name. Estimated dates of its lots follow.
    pub name: Option<String>,
    /// What it is filed under. Estimated dates of its lots follow.
    pub category: Edit<Category>,
    /// The unit in which totals are shown.
    pub unit: Option<Unit>,
    /// Where it usually goes.
    pub place: Edit<PlaceId>,
    /// The note.
    pub note: Option<String>,
}

/// What to change of a lot; `None` and `Keep` leave a part as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LotEdit {
    /// What it is.
    pub item: Option<ItemId>,
    /// How much is left: what the person sees of this lot. What the ledger says too much
    /// or too little elsewhere is settled with it.
    pub quantity: Option<Quantity>,
    /// The day it was bought.
    pub purchased: Edit<Date>,
    /// Its date.
    pub date: Edit<Marked>,
    /// The day it was opened.
    pub opened: Edit<Date>,
    /// The day it was frozen.
    pub frozen: Edit<Date>,
    /// The day it was thawed.
    pub thawed: Edit<Date>,
    /// What was charged for all of it.
    pub price: Edit<Money>,
    /// What was taken off; negative.
    pub discount: Edit<Money>,
    /// Who makes it, or whose label it has; nothing but spaces is none.
    pub brand: Edit<String>,
    /// How much is in one package.
    pub size: Edit<Quantity>,
    /// The note.
    pub note: Option<String>,
}

impl<T> Edit<T> {
    /// What it is, if that was said.
    #[must_use]
    pub fn said(&self) -> Option<&T> {
        match self {
            Self::Set(said) => Some(said),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl Changes<'_> {
    pub(super) fn edit_item(&mut self, item: ItemId, edit: &ItemEdit) -> Result<(), Rejected> {
        let item = self.household.item(item).ok_or(Rejected::NoSuchItem)?;
        let mut fields = Fields::default();
        if let Some(name) = &edit.name {
            if search::fold(name).is_empty() {
                return Err(Rejected::NoName);
            }
            fields.set_text(op::item::NAME, text(name, MAX_NAME)?);
            if item.origin.is_some() && search::fold(name) != search::fold(&item.name) {
                fields.replace(op::item::ORIGIN, None::<&Origin>);
            }
        }
        if let Edit::Set(place) = edit.place {
            self.place(place)?;
        }
        apply(&mut fields, op::item::CATEGORY, &edit.category);
        apply(&mut fields, op::item::PLACE, &edit.place);
        fields.set_some(op::item::UNIT, edit.unit.as_ref());
        if let Some(note) = &edit.note {
            fields.set(op::item::NOTE, &text(note, MAX_NOTE)?.to_owned());
        }
        self.put_new(entity::ITEM, item.id.into(), fields);
        let name = edit.name.as_deref().unwrap_or(&item.name);
        match edit.category {
            Edit::Set(category) => self.estimate_again(item, name, Some(category)),
            Edit::Keep if edit.name.is_some() => self.estimate_again(item, name, item.category),
            Edit::Keep | Edit::Clear => {}
        }
        Ok(())
    }

    pub(super) fn edit_lot(&mut self, lot: LotId, edit: &LotEdit) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        let mut fields = Fields::default();
        apply(&mut fields, op::lot::PURCHASED, &edit.purchased);
        apply(&mut fields, op::lot::DATE, &edit.date);
        apply(&mut fields, op::lot::OPENED, &edit.opened);
        apply(&mut fields, op::lot::FROZEN, &edit.frozen);
        apply(&mut fields, op::lot::THAWED, &edit.thawed);
        apply(&mut fields, op::lot::PRICE, &edit.price);
        apply(&mut fields, op::lot::DISCOUNT, &edit.discount);
        apply(&mut fields, op::lot::BRAND, &brand(&edit.brand)?);
        if let Edit::Set(size) = edit.size {
            counted(size)?;
        }
        apply(&mut fields, op::lot::SIZE, &edit.size);
        if let Some(note) = &edit.note {
            fields.set(op::lot::NOTE, &text(note, MAX_NOTE)?.to_owned());
        }
        let mut item = lot.item;
        if let Some(other) = edit.item.filter(|other| *other != lot.item) {
            item = self.household.item(other).ok_or(Rejected::NoSuchItem)?.id;
            fields.set(op::lot::ITEM, &item);
            self.transfer(lot, (item, lot.place));
        }
        if let Some(quantity) = edit.quantity {
            self.correct(lot, item, quantity, &mut fields)?;
        }
        self.put_new(entity::LOT, lot.id.into(), fields);
        Ok(())
    }

    pub(super) fn delete_item(&mut self, item: ItemId) -> Result<(), Rejected> {
        let item = self.household.item(item).ok_or(Rejected::NoSuchItem)?;
        self.write(entity::ITEM, item.id, Kind::Delete);
        // Lots that are used up stay: they are what was eaten and what it cost.
        for lot in self.household.lots_of(item.id) {
            self.write(entity::LOT, lot.id, Kind::Delete);
        }
        Ok(())
    }

    pub(super) fn delete_lot(&mut self, lot: LotId) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        self.write(entity::LOT, lot.id, Kind::Delete);
        Ok(())
    }

    /// Puts what differs from what is known.
    pub(super) fn put_new(
        &mut self,
        entity_type: sync::EntityType,
        id: sync::EntityId,
        mut fields: Fields,
    ) {
        fields.retain_new(self.household.state(), id);
        self.put(entity_type, id, fields);
    }

    /// Writes what is left as an observation. As a difference it would be taken off twice
    /// when two people put the same slip right.
    fn correct(
        &mut self,
        lot: &Lot,
        item: ItemId,
        quantity: Quantity,
        fields: &mut Fields,
    ) -> Result<(), Rejected> {
        let alike = quantity.unit.dimension() == lot.unit.dimension();
        let unit = if alike { lot.unit } else { quantity.unit };
        let milli = converted(quantity, unit)?;
        if milli < 0 {
            return Err(Rejected::NotPositive);
        }
        fields.set(op::lot::UNIT, &unit);
        if unit != lot.unit || milli != self.household.balance(lot.id) {
            self.observe(lot.id, (item, lot.place), milli);
        }
        self.settle(item, |other| other.id == lot.id);
        Ok(())
    }

    /// Estimates the dates of an item's lots again that nobody has printed or typed, where
    /// its new name or category says another kind.
    pub(super) fn estimate_again(&mut self, item: &Item, name: &str, category: Option<Category>) {
        for lot in self.household.lots_of(item.id) {
            let Some(category) = category.or(lot.category) else {
                continue;
            };
            let what = self.household.kind_of(category, name);
            if self.household.kind(lot) == Some(what) {
                continue;
            }
            let unfiled = lot.date.is_none() && self.household.category(lot).is_none();
            let estimated = lot.date.is_some_and(|date| date.estimated);
            if !(unfiled || estimated) || lot.frozen.is_some() {
                continue;
            }
            let kind = self.household.place_kind(lot.place);
            let mut fields = Fields::default();
            // Its days ran from the purchase, whatever it was called meanwhile.
            let bought = lot.purchased.unwrap_or(self.today);
            let date = due::estimated(what, kind, bought);
            fields.replace(op::lot::DATE, date.as_ref());
            self.put_new(entity::LOT, lot.id.into(), fields);
        }
    }
}

/// A brand as it is kept: without the spaces around it.
fn brand(edit: &Edit<String>) -> Result<Edit<String>, Rejected> {
    let Edit::Set(typed) = edit else {
        return Ok(edit.clone());
    };
    Ok(match text(typed, MAX_NAME)? {
        "" => Edit::Clear,
        brand => Edit::Set(brand.to_owned()),
    })
}

fn apply<T: Stored>(fields: &mut Fields, field: Field, edit: &Edit<T>) {
    match edit {
        Edit::Keep => {}
        Edit::Clear => {
            fields.replace(field, None::<&T>);
        }
        Edit::Set(value) => {
            fields.set(field, value);
        }
    }
}
