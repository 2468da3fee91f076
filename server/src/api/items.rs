//! `/api/v1/pantry/items`: what the household keeps.

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use pantry::id::ItemId;
use pantry::quantity::Quantity;
use serde::Deserialize;

use super::act::act;
use super::caller::Caller;
use super::done::{Done, made};
use super::forms::{Day, Item, ItemDetail, ItemEdit, Location, NewItem, Use, said};
use super::input::{Body, IfMatch, IfNoneMatch, MaybeBody, Named, Params, found, words};
use super::page::{self, Page};
use super::problem::{Code, Problem};
use super::seen::{self, on_seen};
use super::tag;
use crate::state::AppState;

/// Which items.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ItemFilter {
    /// Words of the name, whatever their case, accents and small slips: the best answer comes
    /// first. Without it items come in the order in which they were made.
    q: Option<String>,
    /// What it is filed under, as `/api/v1/categories` names it.
    category: Option<String>,
    /// Only what stands in such a place.
    location: Option<Location>,
    /// Only what stands in this place.
    place: Option<String>,
    /// Whether there is something left of it.
    in_stock: Option<bool>,
    /// Only what should be used by this day.
    due_by: Option<Day>,
    /// The household of the key or device; any other is not found. It need not be given.
    household_id: Option<String>,
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    cursor: Option<String>,
}

impl ItemFilter {
    fn holds(&self, household: &Household, id: ItemId) -> bool {
        let lots = household.lots_of(id);
        let is_in = |location: Location| {
            let kind = location.into();
            lots.iter()
                .any(|lot| household.place_kind(lot.place) == kind)
        };
        let stands = |place: &String| lots.iter().any(|lot| lot.place.to_string() == *place);
        let is_due = |day: Day| {
            let due = lots.iter().filter_map(|lot| household.due(lot));
            due.into_iter().any(|due| due.on <= day.0)
        };
        let category = household.item(id).and_then(|item| item.category);
        let is_filed = |key: &String| category.is_some_and(|category| category.key() == *key);
        self.in_stock.is_none_or(|wanted| wanted != lots.is_empty())
            && self.location.is_none_or(is_in)
            && self.place.as_ref().is_none_or(stands)
            && self.category.as_ref().is_none_or(is_filed)
            && self.due_by.is_none_or(is_due)
    }

    fn of(&self) -> String {
        let Self {
            q,
            category,
            location,
            place,
            in_stock,
            due_by,
            ..
        } = self;
        format!("items {q:?} {category:?} {location:?} {place:?} {in_stock:?} {due_by:?}")
    }

    fn find(&self, household: &Household) -> Result<Vec<ItemId>, Problem> {
        let holds = |id| self.holds(household, id);
        Ok(match words(self.q.as_deref())? {
            Some(query) => household.find(query, holds),
            None => {
                let ids = household.items().map(|item| item.id);
                ids.filter(|id| holds(*id)).collect()
            }
        })
    }
}

/// Lists items.
#[utoipa::path(
    get, path = "/api/v1/pantry/items", tag = "pantry", params(ItemFilter),
    responses((status = 200, body = Page<Item>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(filter): Params<ItemFilter>,
) -> Result<Response, Problem> {
    let own = crate::identity::hex(&caller.household.0);
    if filter.household_id.as_ref().is_some_and(|id| *id != own) {
        return Err(Problem::not_found("household"));
    }
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let of = filter.of();
    let place = page::Place {
        limit: filter.limit,
        cursor: filter.cursor.as_deref(),
        of: &of,
    };
    let (ids, next) = page::cut(filter.find(household)?, &place, |id| id.bytes())?;
    let items = ids.into_iter().filter_map(|id| Item::of(household, id));
    let data: Vec<Item> = items.collect();
    tag::answer(&known, &Page { data, next })
}

/// Adds something that was bought: a lot, and its item if that is new.
#[utoipa::path(
    post, path = "/api/v1/pantry/items", tag = "pantry", request_body = NewItem,
    responses((status = 201, body = Done, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewItem>,
) -> Result<Response, Problem> {
    let written = act(&state, &caller, |household| {
        Ok(Action::AddLot(new.read(household)?))
    });
    let written = written.await?;
    Ok(made(&written, |done| {
        let item = done.items.first()?;
        Some(format!("/api/v1/pantry/items/{}", item.id))
    }))
}

/// Shows an item with its lots.
#[utoipa::path(
    get, path = "/api/v1/pantry/items/{id}", tag = "pantry",
    params(("id" = String, Path, description = "The item's id")),
    responses((status = 200, body = ItemDetail, headers(("etag" = String))))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    seen::show(&state, &caller, &known, |household| item(household, &id)).await
}

/// Changes an item; `If-Match` says which one was seen.
#[utoipa::path(
    patch, path = "/api/v1/pantry/items/{id}", tag = "pantry", request_body = ItemEdit,
    params(("id" = String, Path, description = "The item's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(edit): Body<ItemEdit>,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    on_item(&state, &caller, &if_match, &id, |household, item| {
        let edit = edit.read(household)?;
        Ok(Action::EditItem { item, edit })
    })
    .await
}

/// Removes an item and its lots as a mistake. What was eaten is used instead.
#[utoipa::path(
    delete, path = "/api/v1/pantry/items/{id}", tag = "pantry",
    params(("id" = String, Path, description = "The item's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    on_item(&state, &caller, &if_match, &id, |_, item| {
        Ok(Action::DeleteItem { item })
    })
    .await
}

/// Uses some of an item up, from the lots that are due first.
#[utoipa::path(
    post, path = "/api/v1/pantry/items/{id}/use", tag = "pantry", request_body = Option<Use>,
    params(("id" = String, Path, description = "The item's id")),
    responses((status = 200, body = Done))
)]
pub async fn use_up(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    MaybeBody(how): MaybeBody<Use>,
) -> Result<Response, Problem> {
    on_item(&state, &caller, &if_match, &id, |household, item| {
        let amount = amount(household, item, &how)?;
        Ok(Action::ConsumeItem { item, amount })
    })
    .await
}

/// Does something to the item of a path, if it is as it was seen.
async fn on_item(
    state: &AppState,
    caller: &Caller,
    if_match: &IfMatch,
    id: &str,
    plan: impl FnOnce(&Household, ItemId) -> Result<Action, Problem>,
) -> Result<Response, Problem> {
    on_seen(
        state,
        caller,
        if_match,
        |household| item(household, id),
        plan,
    )
    .await
}

/// How much of an item is meant: all of its first measure, where nothing is said.
pub fn amount(household: &Household, item: ItemId, how: &Use) -> Result<Quantity, Problem> {
    let overview = household.overview(item);
    let total = overview.and_then(|overview| overview.totals.first().copied());
    let total = total.unwrap_or(Quantity::pieces(0));
    match said(how.quantity, how.unit.as_deref(), total.unit)? {
        Some(amount) => Ok(amount),
        None if total.milli <= 0 => Err(Problem::new(Code::Conflict, "nothing is left of it")),
        None => Ok(total),
    }
}

/// The item of a name, with what is shown of it.
fn item(household: &Household, id: &str) -> Result<(ItemId, ItemDetail), Problem> {
    let find = |household: &Household, id| Some((id, ItemDetail::of(household, id)?));
    found(household, id, ItemId::parse, find, "item")
}
