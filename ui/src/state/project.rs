//! The rows of the derived tables that an action changes.
//!
//! The tables hold text only, for people and tools that look into the storage;
//! the app itself reads the household, and they can be made anew from the log.

use std::collections::BTreeSet;

use pantry::household::Household;
use pantry::id::{ItemId, LotId, ReceiptId};
use pantry::op::entity;
use sync::{EntityId, EntityType, Kind, Op, Target};

use crate::host::store::{Row, Table};

/// Where receipts lie.
pub const RECEIPTS: Table = Table::Receipts;

/// The rows of everything that these ops touch, as the household has them now.
pub fn rows(household: &Household, ops: &[Op]) -> Vec<Row> {
    let mut touched = BTreeSet::new();
    for op in ops {
        touched.insert((op.entity_type, op.entity));
        if let Kind::Undo { target, .. } = &op.kind {
            touched.extend(undone(household, *target));
        }
    }
    touched
        .into_iter()
        .filter_map(|(kind, id)| row(household, kind, id))
        .collect()
}

fn undone(household: &Household, target: Target) -> Vec<(EntityType, EntityId)> {
    let touch = |op: &Op| (op.entity_type, op.entity);
    match target {
        Target::Op(id) => household.state().op(id).map(touch).into_iter().collect(),
        Target::Txn(id) => {
            let transaction = household.state().transaction(id);
            let ops = transaction
                .map(|transaction| transaction.ops)
                .unwrap_or_default();
            ops.into_iter().map(touch).collect()
        }
    }
}

fn row(household: &Household, kind: EntityType, id: EntityId) -> Option<Row> {
    let (table, columns) = match kind {
        entity::ITEM => (Table::Items, item(household, id.into())),
        entity::LOT => (Table::PantryItems, lot(household, id.into())),
        entity::RECEIPT => (Table::Receipts, receipt(household, id.into())),
        _ => return None,
    };
    Some(Row {
        table,
        key: id.0,
        columns,
    })
}

type Columns = Vec<(&'static str, String)>;

fn item(household: &Household, id: ItemId) -> Option<Columns> {
    let item = household.item(id)?;
    Some(vec![
        ("id", id.to_string()),
        ("name", item.name.clone()),
        (
            "category",
            text(item.category.map(|category| category.id())),
        ),
        ("unit", item.unit.symbol().to_owned()),
        ("note", item.note.clone()),
    ])
}

fn lot(household: &Household, id: LotId) -> Option<Columns> {
    let lot = household.lot(id)?;
    let quantity = household.quantity(id);
    let due = household.due(lot);
    Some(vec![
        ("id", id.to_string()),
        ("item_id", lot.item.to_string()),
        ("quantity", quantity.amount()),
        ("unit", quantity.unit.symbol().to_owned()),
        ("place_id", lot.place.to_string()),
        ("purchased", text(lot.purchased)),
        ("date", text(lot.date.map(|marked| marked.on))),
        ("due", text(due.map(|due| due.on))),
        ("opened", text(lot.opened)),
        ("frozen", text(lot.frozen)),
        ("price", text(lot.price)),
        (
            "currency",
            text(lot.price.map(|price| price.currency.code().to_owned())),
        ),
        ("receipt_id", text(lot.receipt)),
    ])
}

fn receipt(household: &Household, id: ReceiptId) -> Option<Columns> {
    let receipt = household.receipt(id)?;
    Some(vec![
        ("id", id.to_string()),
        ("merchant", text(receipt.merchant.clone())),
        ("date", text(receipt.date)),
        ("total", text(receipt.total)),
        (
            "currency",
            text(receipt.currency.map(|currency| currency.code().to_owned())),
        ),
    ])
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
