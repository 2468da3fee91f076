//! `/api/v1/shopping-list`: what is to be bought.

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use pantry::id::ShoppingId;
use pantry::shopping::ShoppingEntry;
use serde::Deserialize;

use super::act::act;
use super::caller::Caller;
use super::done::{Done, done, made};
use super::forms::{Entry, EntryEdit, NewEntry};
use super::input::{Body, IfMatch, IfNoneMatch, Named, Params, found};
use super::page::{self, Page};
use super::problem::Problem;
use super::seen::{self, on_seen};
use crate::state::AppState;

/// Which entries.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct EntryFilter {
    /// Only what was ticked, or only what was not.
    ticked: Option<bool>,
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Lists what is to be bought, aisle by aisle, and then what was ticked.
#[utoipa::path(
    get, path = "/api/v1/shopping-list", tag = "shopping", params(EntryFilter),
    responses((status = 200, body = Page<Entry>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(filter): Params<EntryFilter>,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let mut entries: Vec<&ShoppingEntry> = household.to_buy();
    entries.extend(household.ticked());
    entries.retain(|entry| filter.ticked.is_none_or(|ticked| entry.is_ticked == ticked));
    let of = format!("shopping {:?}", filter.ticked);
    let place = page::Place {
        limit: filter.limit,
        cursor: filter.cursor.as_deref(),
        of: &of,
    };
    let form = |entry: &ShoppingEntry| Entry::of(household, entry);
    page::answer(&known, entries, &place, |entry| entry.id.bytes(), form)
}

/// Puts something on the list. What is there already gets the amount added.
#[utoipa::path(
    post, path = "/api/v1/shopping-list", tag = "shopping", request_body = NewEntry,
    responses((status = 201, body = Done, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewEntry>,
) -> Result<Response, Problem> {
    let written = act(&state, &caller, |household| {
        Ok(Action::AddToList(vec![new.read(household)?]))
    });
    Ok(made(&written.await?, |done| {
        let entry = done.entries.first()?;
        Some(format!("/api/v1/shopping-list/{}", entry.id))
    }))
}

/// Shows an entry.
#[utoipa::path(
    get, path = "/api/v1/shopping-list/{id}", tag = "shopping",
    params(("id" = String, Path, description = "The entry's id")),
    responses((status = 200, body = Entry, headers(("etag" = String))))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    seen::show(&state, &caller, &known, |household| entry(household, &id)).await
}

/// Changes an entry; `If-Match` says which one was seen.
#[utoipa::path(
    patch, path = "/api/v1/shopping-list/{id}", tag = "shopping", request_body = EntryEdit,
    params(("id" = String, Path, description = "The entry's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(edit): Body<EntryEdit>,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    on_entry(&state, &caller, &if_match, &id, |household, entry| {
        let edit = edit.read(household)?;
        Ok(Action::EditEntry { entry, edit })
    })
    .await
}

/// Takes an entry off the list.
#[utoipa::path(
    delete, path = "/api/v1/shopping-list/{id}", tag = "shopping",
    params(("id" = String, Path, description = "The entry's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    on_entry(&state, &caller, &if_match, &id, |_, entry| {
        Ok(Action::RemoveFromList { entry })
    })
    .await
}

/// Says that an entry was bought.
#[utoipa::path(
    post, path = "/api/v1/shopping-list/{id}/tick", tag = "shopping",
    params(("id" = String, Path, description = "The entry's id")),
    responses((status = 200, body = Done))
)]
pub async fn tick(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    on_entry(&state, &caller, &if_match, &id, |_, entry| {
        Ok(Action::Tick { entry })
    })
    .await
}

/// Says that a ticked entry is still to be bought.
#[utoipa::path(
    post, path = "/api/v1/shopping-list/{id}/untick", tag = "shopping",
    params(("id" = String, Path, description = "The entry's id")),
    responses((status = 200, body = Done))
)]
pub async fn untick(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    on_entry(&state, &caller, &if_match, &id, |_, entry| {
        Ok(Action::Untick { entry })
    })
    .await
}

/// Takes everything off the list that was ticked.
#[utoipa::path(
    post, path = "/api/v1/shopping-list/clear", tag = "shopping",
    responses((status = 200, body = Done))
)]
pub async fn clear(State(state): State<AppState>, caller: Caller) -> Result<Response, Problem> {
    let written = act(&state, &caller, |_| Ok(Action::ClearTicked));
    Ok(done(&written.await?))
}

/// Does something to the entry of a path, if it is as it was seen.
async fn on_entry(
    state: &AppState,
    caller: &Caller,
    if_match: &IfMatch,
    id: &str,
    plan: impl FnOnce(&Household, ShoppingId) -> Result<Action, Problem>,
) -> Result<Response, Problem> {
    on_seen(
        state,
        caller,
        if_match,
        |household| entry(household, id),
        plan,
    )
    .await
}

/// The entry of a name, with what is shown of it.
fn entry(household: &Household, id: &str) -> Result<(ShoppingId, Entry), Problem> {
    let find = |household: &Household, id| {
        let entry = household.shopping_entry(id)?;
        Some((id, Entry::of(household, entry)))
    };
    found(household, id, ShoppingId::parse, find, "entry")
}
