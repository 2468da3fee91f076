//! Items and lots as they are answered.

use pantry::household::Household;
use pantry::id::{ItemId, LotId};
use pantry::location::PlaceKind;
use pantry::lot::{self, Mark};
use pantry::quantity::Quantity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Amount, Day, Number, Price};

/// What a place does to food.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// Room temperature, dry.
    Pantry,
    /// Around 4 °C.
    Fridge,
    /// -18 °C or colder.
    Freezer,
}

impl From<PlaceKind> for Location {
    fn from(kind: PlaceKind) -> Self {
        match kind {
            PlaceKind::Pantry => Self::Pantry,
            PlaceKind::Fridge => Self::Fridge,
            PlaceKind::Freezer => Self::Freezer,
        }
    }
}

impl From<Location> for PlaceKind {
    fn from(location: Location) -> Self {
        match location {
            Location::Pantry => Self::Pantry,
            Location::Fridge => Self::Fridge,
            Location::Freezer => Self::Freezer,
        }
    }
}

/// What the date on food means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExpiryKind {
    /// About quality: later it may taste less good.
    #[default]
    BestBefore,
    /// About safety: later it must not be eaten.
    UseBy,
}

impl From<Mark> for ExpiryKind {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::BestBefore => Self::BestBefore,
            Mark::UseBy => Self::UseBy,
        }
    }
}

impl From<ExpiryKind> for Mark {
    fn from(kind: ExpiryKind) -> Self {
        match kind {
            ExpiryKind::BestBefore => Self::BestBefore,
            ExpiryKind::UseBy => Self::UseBy,
        }
    }
}

/// A kind of food that the household keeps, with what is there of it.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Item, example = json!({
    "id": "0192f0c1a2b37d0e8f10111213141516", "name": "Milk", "quantity": 1.5, "unit": "l",
    "others": [], "category": "dairy_eggs", "location": "fridge",
    "place": null, "expiry_date": "2026-12-04", "lots": 2, "needs_count": false, "note": ""
}))]
pub struct Item {
    /// Its id.
    pub id: String,
    /// What the household calls it.
    pub name: String,
    /// What is left of it in all lots that are measured as the unit measures.
    pub quantity: Number,
    /// The unit of the quantity.
    pub unit: String,
    /// What is left of it in other measures.
    pub others: Vec<Amount>,
    /// What it is filed under.
    pub category: Option<String>,
    /// Where the lot stands that is due first, else where it usually goes.
    pub location: Option<Location>,
    /// The place where it usually goes, if somebody has said.
    pub place: Option<String>,
    /// The earliest day by which some of it should be used.
    pub expiry_date: Option<Day>,
    /// How many lots have something left.
    pub lots: usize,
    /// Whether more was taken than there was: worth a look at the shelf.
    pub needs_count: bool,
    /// A note of the household's.
    pub note: String,
}

impl Item {
    /// An item that is shown.
    pub fn of(household: &Household, id: ItemId) -> Option<Self> {
        let overview = household.overview(id)?;
        let item = overview.item;
        let mut totals = overview.totals.into_iter();
        let total = totals.next();
        let total = total.unwrap_or_else(|| Quantity::new(0, item.unit));
        let first = household.lots_of(id).first().map(|lot| lot.place);
        let stands = first.or(item.place);
        Some(Self {
            id: item.id.to_string(),
            name: item.name.clone(),
            quantity: Number(total.milli),
            unit: total.unit.symbol().to_owned(),
            others: totals.map(Amount::from).collect(),
            category: item.category.map(pantry::category::Category::key),
            location: stands.map(|place| household.place_kind(place).into()),
            place: item.place.map(|place| place.to_string()),
            expiry_date: overview.next.map(|due| Day(due.on)),
            lots: overview.lots,
            needs_count: household.needs_count(id),
            note: item.note.clone(),
        })
    }
}

/// An item with its lots.
#[derive(Serialize, ToSchema)]
pub struct ItemDetail {
    /// The item.
    pub item: Item,
    /// Its lots with something left, the one that is due first in front.
    pub lots: Vec<Lot>,
    /// The numbers of the articles that it is known to be.
    pub barcodes: Vec<String>,
}

impl ItemDetail {
    /// An item that is shown.
    pub fn of(household: &Household, id: ItemId) -> Option<Self> {
        let lots = household.lots_of(id).into_iter();
        let barcodes = household.barcodes(id).into_iter();
        Some(Self {
            item: Item::of(household, id)?,
            lots: lots.map(|lot| Lot::of(household, lot)).collect(),
            barcodes: barcodes
                .map(|(barcode, _)| barcode.short().to_owned())
                .collect(),
        })
    }
}

/// One purchase of an item.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Lot)]
pub struct Lot {
    /// Its id.
    pub id: String,
    /// The item that it is of.
    pub item: String,
    /// What the household calls that.
    pub name: String,
    /// What is left.
    pub quantity: Number,
    /// The unit of the quantity.
    pub unit: String,
    /// What it is filed under.
    pub category: Option<String>,
    /// The place where it stands.
    pub place: String,
    /// What that place does to food.
    pub location: Location,
    /// The day to use it by, with what was done to it since.
    pub due_date: Option<Day>,
    /// The date that is printed on it, or was estimated.
    pub expiry_date: Option<Day>,
    /// What that date means.
    pub expiry_kind: Option<ExpiryKind>,
    /// Whether it was estimated.
    pub estimated: bool,
    /// The day it was bought.
    pub purchase_date: Option<Day>,
    /// The day it was opened.
    pub opened: Option<Day>,
    /// The day it was last frozen.
    pub frozen: Option<Day>,
    /// The day it was thawed after that.
    pub thawed: Option<Day>,
    /// What was charged for all of it.
    pub price: Option<Price>,
    /// What was taken off; negative.
    pub discount: Option<Price>,
    /// Who makes it.
    pub brand: Option<String>,
    /// How much is in one package.
    pub size: Option<Amount>,
    /// The receipt that it stands on.
    pub receipt: Option<String>,
    /// A note of the household's.
    pub note: String,
}

impl Lot {
    /// A lot.
    pub fn of(household: &Household, lot: &lot::Lot) -> Self {
        let left = household.quantity(lot.id);
        let item = household.item(lot.item);
        Self {
            id: lot.id.to_string(),
            item: lot.item.to_string(),
            name: item.map(|item| item.name.clone()).unwrap_or_default(),
            quantity: Number(left.milli),
            unit: left.unit.symbol().to_owned(),
            category: household.category(lot).map(|category| category.key()),
            place: lot.place.to_string(),
            location: household.place_kind(lot.place).into(),
            due_date: household.due(lot).map(|due| Day(due.on)),
            expiry_date: lot.date.map(|date| Day(date.on)),
            expiry_kind: lot.date.map(|date| date.mark.into()),
            estimated: lot.date.is_some_and(|date| date.estimated),
            purchase_date: lot.purchased.map(Day),
            opened: lot.opened.map(Day),
            frozen: lot.frozen.map(Day),
            thawed: lot.thawed.map(Day),
            price: lot.price.map(Price::from),
            discount: lot.discount.map(Price::from),
            brand: lot.brand.clone(),
            size: lot.size.map(Amount::from),
            receipt: lot.receipt.map(|receipt| receipt.to_string()),
            note: lot.note.clone(),
        }
    }
}

/// A lot by its id.
pub fn lot_of(household: &Household, id: LotId) -> Option<Lot> {
    Some(Lot::of(household, household.lot(id)?))
}
