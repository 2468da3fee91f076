//! What a person says of something that was bought.

use jiff::civil::{Date, Time};
use sync::BlobRef;

use crate::category::Category;
use crate::id::{ItemId, PlaceId, ReceiptId};
use crate::lot::Marked;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// Which item is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemChoice {
    /// This one.
    Existing(ItemId),
    /// The one of this name, whatever its case and accents, or else a new one.
    Named(String),
}

/// Which date a new lot gets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateChoice {
    /// From the shelf life of its category and place, marked as estimated.
    #[default]
    Estimate,
    /// It has none.
    None,
    /// This one.
    Given(Marked),
    /// So many days after the purchase, as was said of such a line before; an estimate too.
    After(u32),
}

/// Something that was bought, typed in by hand. Only the item and the quantity are needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewLot {
    /// What it is.
    pub item: ItemChoice,
    /// What to file it under.
    pub category: Option<Category>,
    /// How much.
    pub quantity: Quantity,
    /// Where it is; `None` is where the item, or its category, usually goes.
    pub place: Option<PlaceId>,
    /// The day it was bought; `None` is today.
    pub purchased: Option<Date>,
    /// Its date.
    pub date: DateChoice,
    /// What was charged for all of it.
    pub price: Option<Money>,
    /// A note.
    pub note: String,
}

/// A receipt as a person has confirmed it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Purchase {
    /// The shop.
    pub merchant: Option<String>,
    /// Where the shop is.
    pub address: Option<String>,
    /// The day; `None` is today.
    pub date: Option<Date>,
    /// The time.
    pub time: Option<Time>,
    /// The currency of the amounts.
    pub currency: Option<Currency>,
    /// The tax.
    pub tax: Option<Money>,
    /// What was paid.
    pub total: Option<Money>,
    /// The photos: one, unless the receipt took several; at most
    /// [`MOST_IMAGES`](crate::op::receipt::MOST_IMAGES).
    pub images: Vec<BlobRef>,
    /// What was bought.
    pub lines: Vec<Line>,
    /// The receipt that this one was read from once more: it goes, with all that stood on it.
    /// `None` files another purchase.
    pub replaces: Option<ReceiptId>,
    /// Printed lines to be dropped from this merchant's receipts from now on.
    pub ignored: Vec<String>,
}

/// A line of a receipt as a person has confirmed it: it becomes a lot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The position among the draft's items; kept as the lot's line.
    pub source: usize,
    /// The printed text.
    pub text: String,
    /// What it is.
    pub item: ItemChoice,
    /// What to file it under.
    pub category: Option<Category>,
    /// How much.
    pub quantity: Quantity,
    /// How much the print says, where it says anything.
    pub printed: Option<Quantity>,
    /// Who makes it, or whose label it has.
    pub brand: Option<String>,
    /// How much is in one package.
    pub size: Option<Quantity>,
    /// The brand that the print says, where it says one.
    pub printed_brand: Option<String>,
    /// The size of a package that the print says, where it says one.
    pub printed_size: Option<Quantity>,
    /// What was charged, before the discount.
    pub price: Option<Money>,
    /// What was taken off; negative.
    pub discount: Option<Money>,
    /// Where it goes; `None` is where the item, or its category, usually goes.
    pub place: Option<PlaceId>,
    /// Its date.
    pub date: DateChoice,
}
