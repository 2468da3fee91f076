//! The values of requests and answers, as JSON has them.
//!
//! Amounts are numbers with at most three decimals and a unit beside them, money is text with
//! its currency, days are civil dates, ids are 32 hexadecimal digits. What is not known is
//! null. A member that is not known here is an error: it would be lost without a word.

mod amount;
mod deeds;
mod events;
mod filed;
mod list;
mod recipes;
mod scanned;
mod stock;
mod takes;

pub use amount::{Amount, Day, Number, Price, edit, money, quantity, said, unit};
pub use deeds::{JournalEntry, Receipt, ReceiptDetail, read_txn, write_txn};
pub use events::{Event, event_json};
pub use filed::{Category, CategoryEdit, NewCategory};
pub use list::{Entry, EntryEdit, NewEntry, NewPlace, Place, PlaceEdit};
pub use recipes::{Label, NewRecipe, Recipe, RecipeEdit, Recommendation, Wish};
pub use scanned::{NewScan, ScanJob, scanned_json};
pub use stock::{ExpiryKind, Item, ItemDetail, Location, Lot, lot_of};
pub use takes::{
    Discard, DiscardReason, ItemEdit, LotEdit, Move, NewItem, Open, Part, Use, category, lone_kind,
    place,
};
