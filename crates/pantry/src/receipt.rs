//! A receipt as it was read: a draft with doubts, before anyone has confirmed it.
//!
//! Reading never fails on content. What could not be read is `None` and has a
//! [`Doubt`], which the review screen turns into a question. A draft is neither
//! stored nor synced; accepting it makes an
//! [`Purchase`](crate::action::Purchase).

use jiff::civil::{Date, Time};

use crate::category::Category;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;

/// A rectangle in pixels of the upright image; `x1` and `y1` lie just outside.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Bounds {
    /// Left edge.
    pub x0: i32,
    /// Upper edge.
    pub y0: i32,
    /// Right edge.
    pub x1: i32,
    /// Lower edge.
    pub y1: i32,
}

/// A detected run of text; it may contain spaces.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub bounds: Bounds,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// How sure it is of each character of the text; empty where nobody can tell.
    pub letters: Vec<f32>,
    /// What amounts in the text may say instead. Like `letters` this is evidence for
    /// the parser, and not kept with a draft.
    pub readings: Vec<Reading>,
}

/// What some characters of a word may say instead.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The first of these characters.
    pub start: usize,
    /// One past the last of them.
    pub end: usize,
    /// What they may say.
    pub text: String,
    /// How much less likely that is, as a difference of natural logarithms; negative
    /// where it is likelier.
    pub loss: f32,
}

/// A printed row: its words from left to right.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The words, joined by one space.
    pub text: String,
    /// The rectangle around all words.
    pub bounds: Bounds,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// The words.
    pub words: Vec<Word>,
}

/// What a printed name stands for: `GV WHL MLK GAL` is a gallon of whole milk by Great Value.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Product {
    /// A name for people; with the brand where it says nothing without.
    pub name: String,
    /// Who makes it, or whose label it has.
    pub brand: Option<String>,
    /// How much is in one package.
    pub size: Option<Quantity>,
}

/// A parsed row: something that was bought.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LineItem {
    /// As printed.
    pub text: String,
    /// The name in it, without codes, flags and stray signs.
    pub name: String,
    /// What the name stands for.
    pub product: Product,
    /// How much of it.
    pub quantity: Option<Quantity>,
    /// The price of one unit.
    pub unit_price: Option<Money>,
    /// What was charged for the line, before the discount.
    pub price: Option<Money>,
    /// What was taken off; negative.
    pub discount: Option<Money>,
    /// The likeliest category.
    pub category: Option<Category>,
    /// Whether the category needs no question.
    pub category_sure: bool,
    /// How sure the reader is of the rows, 0 to 1.
    pub confidence: f32,
    /// How sure it is of the characters of the name, 0 to 1: their geometric mean.
    pub name_confidence: f32,
    /// How sure it is of the least sure character of the price, 0 to 1; 0 without one.
    pub price_confidence: f32,
    /// Positions in [`Draft::rows`].
    pub rows: Vec<usize>,
    /// The rectangle around these rows.
    pub bounds: Bounds,
}

impl LineItem {
    /// The name for people; the printed one where nobody has said what it stands for.
    #[must_use]
    pub fn readable(&self) -> &str {
        match self.product.name.as_str() {
            "" => &self.name,
            name => name,
        }
    }
}

/// Why to ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DoubtKind {
    /// No text was found: perhaps no receipt.
    NoText,
    /// No total was found.
    NoTotal,
    /// No date was found.
    NoDate,
    /// No merchant was found.
    NoMerchant,
    /// The lines do not add up to the total.
    TotalMismatch {
        /// The sum of the lines.
        items: Money,
        /// The printed total.
        total: Money,
    },
    /// A line without a price.
    ItemWithoutPrice,
    /// A price with no line that it belongs to.
    PriceWithoutItem,
    /// The text is hard to read.
    LowConfidence,
    /// The category is a guess.
    UncertainCategory,
    /// Day and month could be the other way round.
    AmbiguousDate,
}

/// A reason to ask, and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// Why.
    pub kind: DoubtKind,
    /// A position in [`Draft::rows`].
    pub row: Option<usize>,
    /// A position in [`Draft::items`].
    pub item: Option<usize>,
}

/// How sure the reader is of the fields that a receipt has one of, 0 to 1; 0 for one
/// that no row prints.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Confidences {
    /// Of the merchant's characters, their geometric mean.
    pub merchant: f32,
    /// Of the least sure character of the date.
    pub date: f32,
    /// Of the least sure character of the total.
    pub total: f32,
}

/// What reading a receipt gave.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Draft {
    /// The shop.
    pub merchant: Option<String>,
    /// Where the shop is.
    pub address: Option<String>,
    /// The day of the purchase.
    pub date: Option<Date>,
    /// The time of the purchase.
    pub time: Option<Time>,
    /// The currency of all amounts.
    pub currency: Option<Currency>,
    /// The sum before tax.
    pub subtotal: Option<Money>,
    /// The tax.
    pub tax: Option<Money>,
    /// What was paid.
    pub total: Option<Money>,
    /// How sure the reader is of merchant, date and total.
    pub confidences: Confidences,
    /// What was bought.
    pub items: Vec<LineItem>,
    /// Every printed row, top to bottom.
    pub rows: Vec<Row>,
    /// What to ask.
    pub doubts: Vec<Doubt>,
}
