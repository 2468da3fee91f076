//! What is asked to be done to the stock.

use pantry::action::{self, DateChoice, Edit, ItemChoice, NewLot};
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::{ItemId, PlaceId};
use pantry::location::PlaceKind;
use pantry::lot::{self, Marked};
use pantry::op;
use pantry::quantity::Unit;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Amount, Day, ExpiryKind, Location, Number, Price, edit, money, quantity, unit};
use crate::api::problem::{Code, Problem};

/// Something that was bought. Only a name, or an item, is needed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Milk", "quantity": 1, "unit": "l", "location": "fridge",
    "expiry_date": "2026-12-04", "price": { "amount": "1.29", "currency": "EUR" }
}))]
pub struct NewItem {
    /// What it is called: the item of this name, or a new one.
    pub name: Option<String>,
    /// The item, instead of a name.
    pub item: Option<String>,
    /// How much; usually 1.
    pub quantity: Option<Number>,
    /// The unit; usually `pc`.
    pub unit: Option<String>,
    /// What to file it under.
    pub category: Option<String>,
    /// What the place does to food: the built-in place of this kind.
    pub location: Option<Location>,
    /// The place, instead of a location. Without either, it goes where the item usually goes.
    pub place: Option<String>,
    /// The date on it. Without one it is estimated; null says that it has none.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Day>)]
    pub expiry_date: Edit<Day>,
    /// What the date means; usually `best_before`.
    pub expiry_kind: Option<ExpiryKind>,
    /// The day it was bought; usually today.
    pub purchase_date: Option<Day>,
    /// What was charged for all of it.
    pub price: Option<Price>,
    /// A note.
    pub note: Option<String>,
}

impl NewItem {
    /// The lot that is to be added.
    ///
    /// # Errors
    ///
    /// If a part of it is not known.
    pub fn read(&self, household: &Household) -> Result<NewLot, Problem> {
        let item = match (&self.item, &self.name) {
            (Some(id), None) => ItemChoice::Existing(item(id)?),
            (None, Some(name)) => ItemChoice::Named(name.clone()),
            _ => return Err(Problem::malformed("give either a name or an item")),
        };
        let number = self.quantity.unwrap_or(Number(1_000));
        Ok(NewLot {
            item,
            category: filed(household, self.category.as_deref())?,
            quantity: quantity(number, self.unit.as_deref(), Unit::Piece)?,
            place: place(household, self.place.as_deref(), self.location)?,
            purchased: self.purchase_date.map(|day| day.0),
            date: date(self.expiry_date, self.expiry_kind)?,
            price: self.price.as_ref().map(money).transpose()?,
            note: self.note.clone().unwrap_or_default(),
        })
    }
}

/// What to change of an item. What is left out stays; null empties.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ItemEdit, example = json!({ "category": "dairy_eggs", "place": null }))]
pub struct ItemEdit {
    /// The name.
    pub name: Option<String>,
    /// What it is filed under.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<String>)]
    pub category: Edit<String>,
    /// The unit in which totals are shown.
    pub unit: Option<String>,
    /// The place where it usually goes.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<String>)]
    pub place: Edit<String>,
    /// The note.
    pub note: Option<String>,
}

impl ItemEdit {
    /// What to change.
    ///
    /// # Errors
    ///
    /// If a part of it is not known.
    pub fn read(&self, household: &Household) -> Result<action::ItemEdit, Problem> {
        Ok(action::ItemEdit {
            name: self.name.clone(),
            category: map(&self.category, |key| category(household, key))?,
            unit: self.unit.as_deref().map(unit).transpose()?,
            place: map(&self.place, |id| place_id(id))?,
            note: self.note.clone(),
        })
    }
}

/// What to put right of a lot. What is left out stays; null empties.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LotEdit, example = json!({ "quantity": 2, "expiry_date": "2026-12-04" }))]
pub struct LotEdit {
    /// What it is.
    pub item: Option<String>,
    /// How much is left.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually the lot's.
    pub unit: Option<String>,
    /// The day it was bought.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Day>)]
    pub purchase_date: Edit<Day>,
    /// The date that is printed on it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Day>)]
    pub expiry_date: Edit<Day>,
    /// What the date means; usually `best_before`.
    pub expiry_kind: Option<ExpiryKind>,
    /// The day it was opened.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Day>)]
    pub opened: Edit<Day>,
    /// The day it was frozen.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Day>)]
    pub frozen: Edit<Day>,
    /// The day it was thawed.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Day>)]
    pub thawed: Edit<Day>,
    /// What was charged for all of it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Price>)]
    pub price: Edit<Price>,
    /// What was taken off; negative.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Price>)]
    pub discount: Edit<Price>,
    /// Who makes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<String>)]
    pub brand: Edit<String>,
    /// How much is in one package.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Amount>)]
    pub size: Edit<Amount>,
    /// The note.
    pub note: Option<String>,
}

impl LotEdit {
    /// What to put right.
    ///
    /// # Errors
    ///
    /// If a part of it is not known.
    pub fn read(&self, lot: &lot::Lot) -> Result<action::LotEdit, Problem> {
        let left = self.quantity;
        let left = left.map(|number| quantity(number, self.unit.as_deref(), lot.unit));
        if self.unit.is_some() && left.is_none() {
            return Err(Problem::malformed("a unit needs a quantity beside it"));
        }
        let day = |day: &Day| Ok(day.0);
        Ok(action::LotEdit {
            item: self.item.as_deref().map(item).transpose()?,
            quantity: left.transpose()?,
            purchased: map(&self.purchase_date, day)?,
            date: self.date(lot)?,
            opened: map(&self.opened, day)?,
            frozen: map(&self.frozen, day)?,
            thawed: map(&self.thawed, day)?,
            price: map(&self.price, money)?,
            discount: map(&self.discount, money)?,
            brand: self.brand.clone(),
            size: map(&self.size, Amount::read)?,
            note: self.note.clone(),
        })
    }

    /// A kind by itself is said of the date that is there.
    fn date(&self, lot: &lot::Lot) -> Result<Edit<Marked>, Problem> {
        match (self.expiry_date, self.expiry_kind, lot.date) {
            (Edit::Keep, None, _) => Ok(Edit::Keep),
            (Edit::Keep, Some(kind), Some(date)) => Ok(Edit::Set(Marked {
                mark: kind.into(),
                ..date
            })),
            (Edit::Keep, Some(_), None) | (Edit::Clear, Some(_), _) => Err(lone_kind()),
            (Edit::Clear, None, _) => Ok(Edit::Clear),
            (Edit::Set(day), kind, known) => {
                let known = known.map(|date| date.mark.into());
                Ok(Edit::Set(marked(day, kind.or(known))))
            }
        }
    }
}

/// How much to use up.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "quantity": 0.25, "unit": "l" }))]
pub struct Use {
    /// How much; all that is left without it.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually the lot's.
    pub unit: Option<String>,
}

/// How much to throw away, and why.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "spoiled" }))]
pub struct Discard {
    /// How much; all that is left without it.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually the lot's.
    pub unit: Option<String>,
    /// Why; usually `other`.
    pub reason: Option<DiscardReason>,
}

/// Why something was thrown away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DiscardReason {
    /// Past its date.
    Expired,
    /// Gone bad, whatever the date.
    Spoiled,
    /// Nobody liked it.
    Disliked,
    /// Anything else.
    Other,
}

impl From<DiscardReason> for op::DiscardReason {
    fn from(reason: DiscardReason) -> Self {
        match reason {
            DiscardReason::Expired => Self::Expired,
            DiscardReason::Spoiled => Self::Spoiled,
            DiscardReason::Disliked => Self::Disliked,
            DiscardReason::Other => Self::Other,
        }
    }
}

/// How much of a lot is meant; all of it without a quantity.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "quantity": 1 }))]
pub struct Part {
    /// How much.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually the lot's.
    pub unit: Option<String>,
}

/// How much of a lot to open, and when it was opened.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "on": "2026-11-30" }))]
pub struct Open {
    /// How much; all of it without it.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually the lot's.
    pub unit: Option<String>,
    /// The day it was opened; usually today.
    pub on: Option<Day>,
}

/// Where to put a lot, or some of it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "location": "freezer" }))]
pub struct Move {
    /// What the place does to food: the built-in place of this kind.
    pub location: Option<Location>,
    /// The place, instead of a location.
    pub place: Option<String>,
    /// How much; all of it without it.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually the lot's.
    pub unit: Option<String>,
}

/// A category by its key.
///
/// # Errors
///
/// If the household has none of that key.
pub fn category(household: &Household, key: &str) -> Result<Category, Problem> {
    let own = || {
        let mut own = household.own_categories().map(Category::Own);
        own.find(|category| category.key() == key)
    };
    let category = Category::from_id(key).or_else(own);
    category.ok_or_else(|| {
        let detail = "there is no such category; `/api/v1/categories` names those that there are";
        Problem::new(Code::Impossible, detail)
    })
}

/// The same where one is said.
pub(super) fn filed(household: &Household, key: Option<&str>) -> Result<Option<Category>, Problem> {
    key.map(|key| category(household, key)).transpose()
}

/// A place by its id or by its kind, where one is said.
///
/// # Errors
///
/// If there is none, or both are said.
pub fn place(
    household: &Household,
    id: Option<&str>,
    location: Option<Location>,
) -> Result<Option<PlaceId>, Problem> {
    match (id, location) {
        (Some(_), Some(_)) => Err(Problem::malformed("give a place or a location, not both")),
        (Some(id), None) => {
            let id = place_id(id)?;
            match household.has_place(id) {
                true => Ok(Some(id)),
                false => Err(no_place()),
            }
        }
        (None, location) => Ok(location.map(|location| PlaceKind::from(location).place())),
    }
}

fn place_id(id: &str) -> Result<PlaceId, Problem> {
    PlaceId::parse(id).ok_or_else(no_place)
}

fn no_place() -> Problem {
    let detail = "there is no such place; `/api/v1/places` names those that there are";
    Problem::new(Code::Impossible, detail)
}

fn item(id: &str) -> Result<ItemId, Problem> {
    let detail = "there is no such item; `/api/v1/pantry/items` names those that there are";
    ItemId::parse(id).ok_or_else(|| Problem::new(Code::Impossible, detail))
}

/// The date of something new: estimated where nothing is said.
fn date(day: Edit<Day>, kind: Option<ExpiryKind>) -> Result<DateChoice, Problem> {
    match (day, kind) {
        (Edit::Set(day), kind) => Ok(DateChoice::Given(marked(day, kind))),
        (_, Some(_)) => Err(lone_kind()),
        (Edit::Keep, None) => Ok(DateChoice::Estimate),
        (Edit::Clear, None) => Ok(DateChoice::None),
    }
}

/// What a date means was said of none.
pub fn lone_kind() -> Problem {
    Problem::malformed("`expiry_kind` needs an `expiry_date` beside it")
}

fn marked(day: Day, kind: Option<ExpiryKind>) -> Marked {
    Marked {
        on: day.0,
        mark: kind.unwrap_or_default().into(),
        estimated: false,
    }
}

/// An edit of another type.
pub(super) fn map<T, U>(
    edit: &Edit<T>,
    read: impl FnOnce(&T) -> Result<U, Problem>,
) -> Result<Edit<U>, Problem> {
    Ok(match edit {
        Edit::Keep => Edit::Keep,
        Edit::Clear => Edit::Clear,
        Edit::Set(value) => Edit::Set(read(value)?),
    })
}
