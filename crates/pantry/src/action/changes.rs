//! The changes of one action while it is planned.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sync::{Change, EntityId, EntityType, Field, Kind, Target, UndoState};

use super::Rejected;
use crate::category::Category;
use crate::household::Household;
use crate::id::{ItemId, LotId, PlaceId};
use crate::lot::Lot;
use crate::op::stored::{Fields, Stored};
use crate::op::{self, Reason, entity};
use crate::quantity::{Quantity, Unit};
use crate::search;

/// Longest name and printed line, in bytes: two rows of a phone, whatever the alphabet.
pub(crate) const MAX_NAME: usize = 250;
/// Longest note, in bytes: with all other fields of a lot it stays within one op.
pub(crate) const MAX_NOTE: usize = 1_500;

/// What an action will write.
pub(super) struct Changes<'plan> {
    pub(super) household: &'plan Household,
    pub(super) today: Date,
    pub(super) ids: &'plan mut dyn FnMut() -> [u8; 16],
    /// Items that this action makes, by folded name: two lines of one receipt may be one item.
    pub(super) made: BTreeMap<String, ItemId>,
    /// Line memories that it has written: the first of equal lines counts.
    pub(super) remembered: BTreeSet<EntityId>,
    /// Known items that it files, with what it files them under.
    pub(super) filed: BTreeMap<ItemId, Category>,
    changes: Vec<Change>,
}

impl<'plan> Changes<'plan> {
    pub(super) fn new(
        household: &'plan Household,
        today: Date,
        ids: &'plan mut dyn FnMut() -> [u8; 16],
    ) -> Self {
        Self {
            household,
            today,
            ids,
            made: BTreeMap::new(),
            remembered: BTreeSet::new(),
            filed: BTreeMap::new(),
            changes: Vec::new(),
        }
    }

    /// The changes, if one transaction holds them.
    pub(super) fn finish(self) -> Result<Vec<Change>, Rejected> {
        match self.changes.len() {
            0 => Err(Rejected::NothingChanged),
            count if count > sync::codec::MAX_TXN_OPS => Err(Rejected::TooLarge),
            _ => Ok(self.changes),
        }
    }

    /// Whether nothing is to be written so far.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub(super) fn write(
        &mut self,
        entity_type: EntityType,
        entity: impl Into<EntityId>,
        kind: Kind,
    ) {
        self.changes
            .push(Change::new(entity_type, entity.into(), kind));
    }

    pub(super) fn put(
        &mut self,
        entity_type: EntityType,
        entity: impl Into<EntityId>,
        fields: Fields,
    ) {
        if !fields.is_empty() {
            self.write(entity_type, entity, fields.put());
        }
    }

    /// Adds thousandths of the lot's unit to its account on a shelf.
    pub(super) fn add(
        &mut self,
        lot: LotId,
        (item, place): (ItemId, PlaceId),
        milli: i64,
        reason: Reason,
    ) {
        if milli != 0 {
            let kind = Kind::Add {
                scope: op::scope(item, place),
                amount: milli,
                reason: reason.code(),
            };
            self.write(entity::LOT, lot, kind);
        }
    }

    pub(super) fn undo(&mut self, target: Target, to: UndoState) {
        let kind = Kind::Undo { target, to };
        self.write(entity::HOUSEHOLD, EntityId::NIL, kind);
    }

    pub(super) fn lot(&self, id: LotId) -> Result<&'plan Lot, Rejected> {
        self.household.lot(id).ok_or(Rejected::NoSuchLot)
    }

    pub(super) fn place(&self, id: PlaceId) -> Result<PlaceId, Rejected> {
        let known = self.household.has_place(id);
        known.then_some(id).ok_or(Rejected::NoSuchPlace)
    }

    /// So much of a lot, in its unit: above zero, and no more than is left.
    pub(super) fn part_of(&self, lot: &Lot, amount: Quantity) -> Result<i64, Rejected> {
        let have = self.household.quantity(lot.id);
        // What was shown in another unit may have been rounded up.
        if have.convert(amount.unit) == Some(amount) && have.milli > 0 {
            return Ok(have.milli);
        }
        let milli = positive(amount, lot.unit)?;
        if milli > have.milli {
            return Err(Rejected::NotEnough { have });
        }
        Ok(milli)
    }
}

/// An amount above zero, in thousandths of a unit.
pub(super) fn positive(amount: Quantity, unit: Unit) -> Result<i64, Rejected> {
    let milli = converted(amount, unit)?;
    if milli <= 0 {
        return Err(Rejected::NotPositive);
    }
    Ok(milli)
}

/// An amount above zero that can be counted with, as it is.
pub(super) fn counted(amount: Quantity) -> Result<Quantity, Rejected> {
    positive(amount, amount.unit).map(|_| amount)
}

/// An amount in thousandths of a unit.
pub(super) fn converted(amount: Quantity, unit: Unit) -> Result<i64, Rejected> {
    /// A trillion of any unit; sums of it stay far from the end of the numbers.
    const MOST: i64 = 1_000_000_000_000_000;
    if amount.unit.dimension() != unit.dimension() {
        return Err(Rejected::OtherMeasure {
            from: amount.unit,
            to: unit,
        });
    }
    let milli = amount.convert(unit).map(|amount| amount.milli);
    milli
        .filter(|milli| (-MOST..=MOST).contains(milli))
        .ok_or(Rejected::TooMuch)
}

/// A text that is short enough to keep, without the spaces around it.
pub(super) fn text(text: &str, limit: usize) -> Result<&str, Rejected> {
    let text = text.trim();
    if text.len() > limit {
        return Err(Rejected::TooLong { limit });
    }
    Ok(text)
}

/// A name that says something and is short enough to keep.
pub(super) fn named(name: &str) -> Result<&str, Rejected> {
    let name = text(name, MAX_NAME)?;
    match search::fold(name).is_empty() {
        true => Err(Rejected::NoName),
        false => Ok(name),
    }
}

/// Sets or empties a field that says something else.
pub(super) fn change<T: Stored + PartialEq>(
    fields: &mut Fields,
    field: Field,
    was: Option<T>,
    now: Option<T>,
) {
    if was != now {
        fields.replace(field, now.as_ref());
    }
}

/// What fits of a text that nobody typed.
pub(super) fn shortened(text: &str, limit: usize) -> &str {
    let text = text.trim();
    &text[..text.floor_char_boundary(limit)]
}
