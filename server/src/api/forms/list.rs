//! The shopping list and places.

use pantry::action::{self, Edit};
use pantry::category;
use pantry::household::Household;
use pantry::location::{self, PlaceKind};
use pantry::quantity::Unit;
use pantry::shopping::ShoppingEntry;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::takes::{filed, map};
use super::{Amount, Location, Number, edit, said};
use crate::api::problem::Problem;

/// One thing on the shopping list.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Entry, example = json!({
    "id": "0192f0c1a2b37d0e8f10111213141516", "name": "Milk", "item": null,
    "amount": { "quantity": 2, "unit": "l" }, "category": "dairy_eggs", "note": "",
    "ticked": false
}))]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What to buy.
    pub name: String,
    /// The item, if the household keeps it.
    pub item: Option<String>,
    /// How much.
    pub amount: Option<Amount>,
    /// Which aisle it is in.
    pub category: Option<String>,
    /// A note of the household's.
    pub note: String,
    /// Whether it was bought.
    pub ticked: bool,
}

impl Entry {
    /// An entry that stands on the list.
    pub fn of(household: &Household, entry: &ShoppingEntry) -> Self {
        let aisle = household.aisle_of(entry);
        Self {
            id: entry.id.to_string(),
            name: entry.name.clone(),
            item: entry.item.map(|item| item.to_string()),
            amount: entry.quantity.map(Amount::from),
            category: aisle.map(category::Category::key),
            note: entry.note.clone(),
            ticked: entry.is_ticked,
        }
    }
}

/// Something to buy. Only the name is needed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Milk", "quantity": 2, "unit": "l" }))]
pub struct NewEntry {
    /// What it is. What is on the list already is not there twice.
    pub name: String,
    /// How much.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually `pc`.
    pub unit: Option<String>,
    /// Which aisle it is in; usually where the household has it.
    pub category: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl NewEntry {
    /// The entry.
    ///
    /// # Errors
    ///
    /// If a part of it is not known.
    pub fn read(&self, household: &Household) -> Result<action::NewEntry, Problem> {
        Ok(action::NewEntry {
            name: self.name.clone(),
            item: None,
            quantity: said(self.quantity, self.unit.as_deref(), Unit::Piece)?,
            category: filed(household, self.category.as_deref())?,
            note: self.note.clone().unwrap_or_default(),
        })
    }
}

/// What to change of an entry. What is left out stays; null empties.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EntryEdit, example = json!({ "amount": null, "note": "the blue one" }))]
pub struct EntryEdit {
    /// What to buy.
    pub name: Option<String>,
    /// How much.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Amount>)]
    pub amount: Edit<Amount>,
    /// Which aisle it is in.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<String>)]
    pub category: Edit<String>,
    /// The note.
    pub note: Option<String>,
}

impl EntryEdit {
    /// What to change.
    ///
    /// # Errors
    ///
    /// If a part of it is not known.
    pub fn read(&self, household: &Household) -> Result<action::ShoppingEdit, Problem> {
        Ok(action::ShoppingEdit {
            name: self.name.clone(),
            quantity: map(&self.amount, Amount::read)?,
            category: map(&self.category, |key| super::category(household, key))?,
            note: self.note.clone(),
        })
    }
}

/// Where food is kept.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Place, example = json!({
    "id": "00000000000000000000000000000002", "name": "Fridge", "kind": "fridge",
    "built_in": true
}))]
pub struct Place {
    /// Its id.
    pub id: String,
    /// What the household calls it.
    pub name: String,
    /// What it does to food.
    pub kind: Location,
    /// Whether every household has it.
    pub built_in: bool,
}

impl From<location::Place> for Place {
    fn from(place: location::Place) -> Self {
        Self {
            id: place.id.to_string(),
            built_in: PlaceKind::of_built_in(place.id).is_some(),
            name: place.name,
            kind: place.kind.into(),
        }
    }
}

/// A place of the household's own.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Cellar", "kind": "pantry" }))]
pub struct NewPlace {
    /// What to call it.
    pub name: String,
    /// What it does to food.
    pub kind: Location,
}

/// What to change of a place. What is left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlaceEdit, example = json!({ "name": "Cellar shelf" }))]
pub struct PlaceEdit {
    /// The name.
    pub name: Option<String>,
    /// What it does to food; the built-in places keep theirs.
    pub kind: Option<Location>,
}

impl PlaceEdit {
    /// What to change.
    pub fn read(&self) -> action::PlaceEdit {
        action::PlaceEdit {
            name: self.name.clone(),
            kind: self.kind.map(PlaceKind::from),
        }
    }
}
