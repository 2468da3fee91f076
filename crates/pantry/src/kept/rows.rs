//! The rows of the derived tables that an action changes.
//!
//! The tables hold text only, for people and tools that look into the storage;
//! the app itself reads the household, and they can be made anew from the log.

use crate::household::{Changed, Household};
use crate::id::{ItemId, LotId, ReceiptId, ShoppingId};

use super::{Row, Table};

/// The rows of everything that changed, as the household has it now.
#[must_use]
pub fn of(household: &Household, changed: &Changed) -> Vec<Row> {
    let items = changed.items.iter();
    let items = items.map(|id| row(Table::Items, id.bytes(), item(household, *id)));
    let lots = changed.lots.iter();
    let lots = lots.map(|id| row(Table::PantryItems, id.bytes(), lot(household, *id)));
    let receipts = changed.receipts.iter();
    let receipts = receipts.map(|id| row(Table::Receipts, id.bytes(), receipt(household, *id)));
    let entries = changed.shopping.iter();
    let entries = entries.map(|id| row(Table::ShoppingEntries, id.bytes(), entry(household, *id)));
    items.chain(lots).chain(receipts).chain(entries).collect()
}

/// Every row that there is.
#[must_use]
pub fn every(household: &Household) -> Vec<Row> {
    let everything = Changed {
        items: household.items().map(|item| item.id).collect(),
        lots: household.every_lot().map(|lot| lot.id).collect(),
        receipts: household.receipts().iter().map(|one| one.id).collect(),
        shopping: household.listed().map(|entry| entry.id).collect(),
    };
    of(household, &everything)
}

fn row(table: Table, key: [u8; 16], columns: Option<Columns>) -> Row {
    Row {
        table,
        key,
        columns,
    }
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

fn entry(household: &Household, id: ShoppingId) -> Option<Columns> {
    let entry = household.shopping_entry(id)?;
    let quantity = entry.quantity;
    let unit = quantity.map(|quantity| quantity.unit.symbol());
    let aisle = household.aisle_of(entry);
    Some(vec![
        ("id", id.to_string()),
        ("name", entry.name.clone()),
        ("item_id", text(entry.item)),
        ("quantity", text(quantity.map(|quantity| quantity.amount()))),
        ("unit", text(unit)),
        ("category", text(aisle.map(|category| category.id()))),
        ("note", entry.note.clone()),
        ("ticked", entry.is_ticked.to_string()),
    ])
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
