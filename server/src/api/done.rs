//! The answer to every write: its action, by which it is undone, and what it wrote to, as
//! that is now.

use std::collections::BTreeSet;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pantry::household::Household;
use pantry::id::{ItemId, LotId, PlaceId, RecipeId, ShoppingId};
use pantry::op::entity;
use serde::Serialize;
use sync::{EntityId, EntityType};
use utoipa::ToSchema;

use super::act::Written;
use super::forms::{Category, Entry, Item, Lot, Place, Recipe, lot_of, write_txn};

/// What was done.
#[derive(Serialize, ToSchema)]
pub struct Done {
    /// The id of the action in the journal, by which it is undone; null where it was so
    /// already and nothing was written.
    pub action: Option<String>,
    /// The items that it wrote to, and those of its lots, as they are now.
    pub items: Vec<Item>,
    /// The lots that it wrote to, used up ones too, as they are now. What was deleted is not
    /// among them.
    pub lots: Vec<Lot>,
    /// The places that it wrote to.
    pub places: Vec<Place>,
    /// The categories that it wrote to.
    pub categories: Vec<Category>,
    /// The entries of the shopping list that it wrote to.
    pub entries: Vec<Entry>,
    /// The recipes that it wrote to.
    pub recipes: Vec<Recipe>,
}

impl Done {
    /// What a write led to.
    pub fn of(written: &Written) -> Self {
        let household = &written.fold.household;
        let lots: Vec<Lot> = ids(written, entity::LOT)
            .filter_map(|id| lot_of(household, LotId::from(id)))
            .collect();
        let of_lots = lots.iter().filter_map(|lot| ItemId::parse(&lot.item));
        let items: BTreeSet<ItemId> = ids(written, entity::ITEM)
            .map(ItemId::from)
            .chain(of_lots)
            .collect();
        let txn = written.transaction.as_ref().map(|done| done.id);
        Self {
            action: txn.map(write_txn),
            items: items
                .into_iter()
                .filter_map(|id| Item::of(household, id))
                .collect(),
            lots,
            places: ids(written, entity::PLACE)
                .filter_map(|id| place(household, id.into()))
                .collect(),
            categories: ids(written, entity::CATEGORY)
                .filter_map(|id| category(household, id))
                .collect(),
            entries: ids(written, entity::SHOPPING)
                .filter_map(|id| entry(household, id.into()))
                .collect(),
            recipes: ids(written, entity::RECIPE)
                .filter_map(|id| household.recipe(RecipeId::from(id)))
                .map(Recipe::from)
                .collect(),
        }
    }
}

fn place(household: &Household, id: PlaceId) -> Option<Place> {
    let place = household.place(id).filter(|_| household.has_place(id));
    place.map(Place::from)
}

/// What was removed is not shown.
fn category(household: &Household, id: EntityId) -> Option<Category> {
    let category = household.category_of(id)?;
    let is_there = household.settled(category) == category;
    is_there.then(|| Category::of(household, category))
}

fn entry(household: &Household, id: ShoppingId) -> Option<Entry> {
    let entry = household.shopping_entry(id)?;
    Some(Entry::of(household, entry))
}

/// What of a type was written to, in order and each once.
fn ids(written: &Written, of: EntityType) -> impl Iterator<Item = EntityId> {
    let ops = written.transaction.iter().flat_map(|done| &done.ops);
    let ids: BTreeSet<EntityId> = ops
        .filter(|op| op.entity_type == of)
        .map(|op| op.entity)
        .collect();
    ids.into_iter()
}

/// The answer to a write.
pub fn done(written: &Written) -> Response {
    answer(StatusCode::OK, Done::of(written), None)
}

/// The answer to a write that made something: where that is.
pub fn made(written: &Written, at: impl FnOnce(&Done) -> Option<String>) -> Response {
    let done = Done::of(written);
    let location = at(&done);
    let status = match written.transaction {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    answer(status, done, location)
}

fn answer(status: StatusCode, done: Done, location: Option<String>) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let mut response = (status, no_store, Json(done)).into_response();
    let location = location.and_then(|location| HeaderValue::try_from(location).ok());
    if let Some(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
