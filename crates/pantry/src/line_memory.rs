//! What a merchant's printed line turned out to mean, so that it is asked only once.
//!
//! A memory is written when a purchase is accepted and looked up when the next
//! receipt is reviewed. Its id is made from the merchant and the text, so two
//! devices that learn the same line offline learn it into one place. Undoing the
//! purchase forgets what it taught.

mod key;

use jiff::civil::Date;
use sync::EntityId;

pub use key::key;

use crate::action::{DateChoice, ItemChoice, Line, Purchase};
use crate::category::Category;
use crate::household::Household;
use crate::id::ItemId;
use crate::quantity::Quantity;
use crate::receipt::{Draft, LineItem};

/// What a printed line meant the last time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineMemory {
    /// The item that was chosen.
    pub item: Option<ItemId>,
    /// Its name at the time, in case the item is gone.
    pub name: String,
    /// The category that was chosen.
    pub category: Option<Category>,
    /// The line was no food, and is to be dropped.
    pub ignore: bool,
}

/// The id of the memory of a line, whatever the case, accents and spacing of the two texts.
#[must_use]
pub fn entity(merchant: Option<&str>, text: &str) -> EntityId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"larder line memory 1\0");
    hasher.update(key(merchant.unwrap_or_default()).as_bytes());
    hasher.update(b"\0");
    hasher.update(key(text).as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    EntityId(id)
}

/// Turns a draft into a purchase to review: what was said about these lines before, where
/// something was, else what the reader made of them.
///
/// Lines that are to be ignored are left out; [`Line::source`] tells which are in.
#[must_use]
pub fn propose(household: &Household, draft: &Draft, today: Date) -> Purchase {
    let merchant = draft.merchant.as_deref();
    let lines = draft.items.iter().enumerate().filter_map(|(source, item)| {
        let memory = household.remembered(merchant, &item.text);
        if memory.is_some_and(|memory| memory.ignore) {
            return None;
        }
        Some(propose_line(household, item, memory, source))
    });
    Purchase {
        merchant: draft.merchant.clone(),
        address: draft.address.clone(),
        date: draft.date.filter(|date| *date <= today),
        time: draft.time,
        currency: draft.currency,
        tax: draft.tax,
        total: draft.total,
        images: Vec::new(),
        lines: lines.collect(),
        ignored: Vec::new(),
    }
}

fn propose_line(
    household: &Household,
    item: &LineItem,
    memory: Option<&LineMemory>,
    source: usize,
) -> Line {
    let known = memory.and_then(|memory| household.item(memory.item?));
    let name = match memory {
        Some(memory) if !memory.name.is_empty() => &memory.name,
        _ => &item.name,
    };
    let known = known.or_else(|| household.item_named(name));
    let remembered = memory.and_then(|memory| memory.category);
    let category = known.and_then(|known| known.category).or(remembered);
    Line {
        source,
        text: item.text.clone(),
        item: match known {
            Some(known) => ItemChoice::Existing(known.id),
            None => ItemChoice::Named(name.clone()),
        },
        category: category.or(item.category),
        quantity: item.quantity.unwrap_or(Quantity::pieces(1)),
        price: item.price,
        discount: item.discount,
        place: known.and_then(|known| known.place),
        date: DateChoice::Estimate,
    }
}
