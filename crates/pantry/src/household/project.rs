//! Working out again what the ops of an entity changed.

use std::collections::BTreeSet;

use sync::state::Entity;
use sync::{Applied, EntityId, Field, Kind, Op};

use super::{Household, Receipt, ShownItem, ShownLot};
use crate::id::{ItemId, LotId, PlaceId, ReceiptId};
use crate::item::Item;
use crate::line_memory::LineMemory;
use crate::location::{Place, PlaceKind};
use crate::lot::Lot;
use crate::op::stored::Stored;
use crate::op::{self, entity};
use crate::quantity::Unit;
use crate::search;

impl Household {
    pub(super) fn take_in(&mut self, op: &Op, seq: Option<u64>) -> Applied {
        let applied = self.state.apply(op, seq);
        if applied == Applied::New {
            self.note(op);
        }
        applied
    }

    /// Works out again whatever changed since the last time.
    pub(super) fn project(&mut self) {
        let mut restock = BTreeSet::new();
        for id in self.state.take_changed() {
            let entity_type = self
                .state
                .entity(id)
                .and_then(|entity| entity.entity_type());
            match entity_type {
                Some(entity::ITEM) => self.project_item(id, &mut restock),
                Some(entity::LOT) => self.project_lot(id, &mut restock),
                Some(entity::PLACE) => self.project_place(id, &mut restock),
                Some(entity::RECEIPT) => self.project_receipt(id),
                Some(entity::LINE_MEMORY) => self.project_memory(id),
                _ => {}
            }
        }
        for item in restock {
            self.restock(item);
        }
    }

    fn project_item(&mut self, id: EntityId, restock: &mut BTreeSet<ItemId>) {
        let item_id = ItemId::from(id);
        if let Some(old) = self.items.remove(&item_id)
            && let Some(ids) = self.items_by_name.get_mut(&old.folded)
        {
            ids.remove(&item_id);
            if ids.is_empty() {
                self.items_by_name.remove(&old.folded);
            }
        }
        // The category decides the days of its lots, and these the order of use.
        restock.insert(item_id);
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        let Some(item) = read_item(&entity) else {
            return;
        };
        let folded = search::fold(&item.name);
        let alive = entity.is_alive();
        let named = self.items_by_name.entry(folded.clone()).or_default();
        named.insert(item_id);
        self.items.insert(
            item_id,
            ShownItem {
                item,
                folded,
                alive,
            },
        );
    }

    fn project_lot(&mut self, id: EntityId, restock: &mut BTreeSet<ItemId>) {
        let lot_id = LotId::from(id);
        restock.extend(self.forget_lot(lot_id));
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        let balance = entity.balances().map(|(_, found)| i128::from(found.amount));
        let balance: i128 = balance.sum();
        let balance = balance.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        match read_lot(&entity) {
            Some(_) if !entity.is_alive() => {}
            Some(lot) => {
                let siblings = self.lots_by_item.entry(lot.item).or_default();
                siblings.insert(lot_id);
                if let Some(receipt) = lot.receipt {
                    self.lots_by_receipt
                        .entry(receipt)
                        .or_default()
                        .insert(lot_id);
                }
                restock.insert(lot.item);
                let shown = ShownLot {
                    lot,
                    balance,
                    shown: balance.max(0),
                };
                self.lots.insert(lot_id, shown);
            }
            None => {
                let scope = entity.balances().next().map(|(scope, _)| scope);
                if let Some(scope) = scope.filter(|_| balance < 0) {
                    self.orphans.insert(lot_id, scope.of.into());
                    restock.insert(scope.of.into());
                }
            }
        }
    }

    /// Takes a lot out of every index; the item that it was of.
    fn forget_lot(&mut self, id: LotId) -> Option<ItemId> {
        if let Some(item) = self.orphans.remove(&id) {
            return Some(item);
        }
        let lot = self.lots.remove(&id)?.lot;
        if let Some(siblings) = self.lots_by_item.get_mut(&lot.item) {
            siblings.remove(&id);
            if siblings.is_empty() {
                self.lots_by_item.remove(&lot.item);
            }
        }
        if let Some(receipt) = lot.receipt
            && let Some(lines) = self.lots_by_receipt.get_mut(&receipt)
        {
            lines.remove(&id);
            if lines.is_empty() {
                self.lots_by_receipt.remove(&receipt);
            }
        }
        Some(lot.item)
    }

    fn project_place(&mut self, id: EntityId, restock: &mut BTreeSet<ItemId>) {
        let place_id = PlaceId::from(id);
        self.places.remove(&place_id);
        let place = self.state.entity(id).and_then(|entity| {
            let built_in = PlaceKind::ALL
                .into_iter()
                .find(|kind| kind.place() == place_id);
            let kind = field(&entity, op::place::KIND).or(built_in)?;
            let name = field(&entity, op::place::NAME).unwrap_or_else(|| kind.name().to_owned());
            // A deleted place still holds its lots.
            Some(Place {
                id: place_id,
                name,
                kind,
            })
        });
        if let Some(place) = place {
            self.places.insert(place_id, place);
        }
        let here = self
            .lots
            .values()
            .filter(|shown| shown.lot.place == place_id);
        restock.extend(here.map(|shown| shown.lot.item));
    }

    fn project_receipt(&mut self, id: EntityId) {
        let receipt_id = ReceiptId::from(id);
        self.receipts.remove(&receipt_id);
        let alive = self.state.entity(id).filter(Entity::is_alive);
        if let Some(entity) = alive {
            self.receipts.insert(receipt_id, read_receipt(&entity));
        }
    }

    fn project_memory(&mut self, id: EntityId) {
        self.memories.remove(&id);
        let alive = self.state.entity(id).filter(Entity::is_alive);
        if let Some(entity) = alive {
            let memory = LineMemory {
                item: field(&entity, op::line_memory::ITEM),
                name: field(&entity, op::line_memory::NAME).unwrap_or_default(),
                category: field(&entity, op::line_memory::CATEGORY),
                ignore: field(&entity, op::line_memory::IGNORE).unwrap_or_default(),
            };
            self.memories.insert(id, memory);
        }
    }
}

fn field<T: Stored>(entity: &Entity<'_>, field: Field) -> Option<T> {
    entity.field(field).and_then(T::from_value)
}

/// An item needs a name. If its making was undone, the name is taken from there, since
/// a later purchase may have put a lot under it.
fn read_item(entity: &Entity<'_>) -> Option<Item> {
    Some(Item {
        id: entity.id().into(),
        name: field(entity, op::item::NAME).or_else(|| undone_name(entity))?,
        category: field(entity, op::item::CATEGORY),
        unit: field(entity, op::item::UNIT).unwrap_or(Unit::Piece),
        place: field(entity, op::item::PLACE),
        note: field(entity, op::item::NOTE).unwrap_or_default(),
    })
}

fn undone_name(entity: &Entity<'_>) -> Option<String> {
    let ops = entity.ops();
    ops.iter().rev().find_map(|op| match &op.kind {
        Kind::Put(fields) => fields.get(&op::item::NAME).and_then(String::from_value),
        _ => None,
    })
}

/// A lot needs an item; else it is none (its purchase was undone).
fn read_lot(entity: &Entity<'_>) -> Option<Lot> {
    use op::lot;
    Some(Lot {
        id: entity.id().into(),
        item: field(entity, lot::ITEM)?,
        place: field(entity, lot::PLACE).unwrap_or(PlaceKind::Pantry.place()),
        unit: field(entity, lot::UNIT).unwrap_or(Unit::Piece),
        purchased: field(entity, lot::PURCHASED),
        date: field(entity, lot::DATE),
        opened: field(entity, lot::OPENED),
        frozen: field(entity, lot::FROZEN),
        thawed: field(entity, lot::THAWED),
        price: field(entity, lot::PRICE),
        discount: field(entity, lot::DISCOUNT),
        receipt: field(entity, lot::RECEIPT),
        line: field(entity, lot::LINE),
        text: field(entity, lot::TEXT).unwrap_or_default(),
        category: field(entity, lot::CATEGORY),
        split_from: field(entity, lot::SPLIT_FROM),
        note: field(entity, lot::NOTE).unwrap_or_default(),
    })
}

fn read_receipt(entity: &Entity<'_>) -> Receipt {
    use op::receipt;
    Receipt {
        id: entity.id().into(),
        merchant: field(entity, receipt::MERCHANT),
        address: field(entity, receipt::ADDRESS),
        date: field(entity, receipt::DATE),
        time: field(entity, receipt::TIME),
        currency: field(entity, receipt::CURRENCY),
        tax: field(entity, receipt::TAX),
        total: field(entity, receipt::TOTAL),
        image: entity.blob(receipt::IMAGE).copied(),
    }
}
