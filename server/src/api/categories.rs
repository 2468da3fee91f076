//! `/api/v1/categories`: what food is filed under, the 18 that every household has and those of
//! its own.

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::category;
use pantry::household::Household;

use super::act::act;
use super::caller::Caller;
use super::done::{Done, made};
use super::forms::{Category, CategoryEdit, NewCategory, category};
use super::input::{Body, IfMatch, IfNoneMatch, Named, Params, found};
use super::page::{self, Page, PageParams};
use super::problem::{Code, Problem};
use super::seen::{self, on_seen};
use crate::state::AppState;

/// Lists categories, in the order of the household's shop.
#[utoipa::path(
    get, path = "/api/v1/categories", tag = "places", params(PageParams),
    responses((status = 200, body = Page<Category>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let (aisles, place) = (household.aisles(), params.of("categories"));
    let id = |category: &category::Category| category.entity().0;
    page::answer(&known, aisles, &place, id, |category| {
        Category::of(household, category)
    })
}

/// Adds a category of the household's own, behind the one that it is like.
#[utoipa::path(
    post, path = "/api/v1/categories", tag = "places", request_body = NewCategory,
    responses((status = 201, body = Done, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewCategory>,
) -> Result<Response, Problem> {
    let written = act(&state, &caller, |_| Ok(Action::AddCategory(new.read()?)));
    Ok(made(&written.await?, |done| {
        let category = done.categories.first()?;
        Some(format!("/api/v1/categories/{}", category.id))
    }))
}

/// Shows a category.
#[utoipa::path(
    get, path = "/api/v1/categories/{id}", tag = "places",
    params(("id" = String, Path, description = "The category's id")),
    responses((status = 200, body = Category, headers(("etag" = String))))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    seen::show(&state, &caller, &known, |household| one(household, &id)).await
}

/// Changes how the household has a category; `If-Match` says which one was seen.
#[utoipa::path(
    patch, path = "/api/v1/categories/{id}", tag = "places", request_body = CategoryEdit,
    params(("id" = String, Path, description = "The category's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(edit): Body<CategoryEdit>,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    let find = |household: &Household| one(household, &id);
    on_seen(&state, &caller, &if_match, find, |_, category| {
        let edit = edit.read(category)?;
        Ok(Action::EditCategory { category, edit })
    })
    .await
}

/// Removes a category of the household's own: its food is filed under what it is like.
#[utoipa::path(
    delete, path = "/api/v1/categories/{id}", tag = "places",
    params(("id" = String, Path, description = "The category's id"),
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
    let find = |household: &Household| one(household, &id);
    on_seen(&state, &caller, &if_match, find, |_, category| {
        let detail = "every household has this category; hide it instead";
        let own = category.own();
        let category = own.ok_or_else(|| Problem::new(Code::Conflict, detail))?;
        Ok(Action::DeleteCategory { category })
    })
    .await
}

/// The category of a name, with what is shown of it.
fn one(household: &Household, id: &str) -> Result<(category::Category, Category), Problem> {
    let parse = |id: &str| category(household, id).ok();
    let find = |household: &Household, id| Some((id, Category::of(household, id)));
    found(household, id, parse, find, "category")
}
