//! Lots: one purchase of an item each, with its own dates, price and place.
//!
//! Lots are never merged. How much is left of one is not a field: it is the sum
//! of its ledger, which [`crate::household::Household::quantity`] reads.

use jiff::civil::Date;

use crate::category::Category;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId};
use crate::money::Money;
use crate::quantity::{Quantity, Unit};

/// What a date on food means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Mark {
    /// About quality: later it may taste less good.
    BestBefore,
    /// About safety: later it must not be eaten.
    UseBy,
}

/// The date of a lot: printed, or estimated from its category and place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Marked {
    /// The last good day.
    pub on: Date,
    /// What the date means.
    pub mark: Mark,
    /// Whether we made it up from the shelf life.
    pub estimated: bool,
}

impl Marked {
    /// A printed best-before date.
    #[must_use]
    pub fn best_before(on: Date) -> Self {
        Self {
            on,
            mark: Mark::BestBefore,
            estimated: false,
        }
    }

    /// A printed use-by date.
    #[must_use]
    pub fn use_by(on: Date) -> Self {
        Self {
            on,
            mark: Mark::UseBy,
            estimated: false,
        }
    }
}

/// One purchase of an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lot {
    /// Its id.
    pub id: LotId,
    /// What it is.
    pub item: ItemId,
    /// Where it is.
    pub place: PlaceId,
    /// The unit that its ledger counts in.
    pub unit: Unit,
    /// The day it was bought.
    pub purchased: Option<Date>,
    /// Its printed or estimated date.
    pub date: Option<Marked>,
    /// The day it was opened.
    pub opened: Option<Date>,
    /// The day it was last frozen, or bought frozen.
    pub frozen: Option<Date>,
    /// The day it was thawed after that.
    pub thawed: Option<Date>,
    /// What was charged for all of it.
    pub price: Option<Money>,
    /// What was taken off the price; negative.
    pub discount: Option<Money>,
    /// The receipt that it stands on.
    pub receipt: Option<ReceiptId>,
    /// The position among the lines of that receipt.
    pub line: Option<u32>,
    /// The text as printed on the receipt.
    pub text: String,
    /// What it was filed under when it was bought.
    pub category: Option<Category>,
    /// The lot that it was split from.
    pub split_from: Option<LotId>,
    /// A note of the household's.
    pub note: String,
    /// Who makes it, or whose label it has.
    pub brand: Option<String>,
    /// How much is in one package.
    pub size: Option<Quantity>,
}

impl Lot {
    /// Whether it is frozen now.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some() && self.thawed.is_none()
    }
}
