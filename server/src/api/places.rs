//! `/api/v1/places`: where food is kept.

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use pantry::id::PlaceId;
use pantry::location::PlaceKind;

use super::act::act;
use super::caller::Caller;
use super::done::{Done, made};
use super::forms::{NewPlace, Place, PlaceEdit};
use super::input::{Body, IfMatch, IfNoneMatch, Named, Params, found};
use super::page::{self, Page, PageParams};
use super::problem::{Code, Problem};
use super::seen::{self, on_seen};
use crate::state::AppState;

/// Lists places: the built-in ones, then the household's own.
#[utoipa::path(
    get, path = "/api/v1/places", tag = "places", params(PageParams),
    responses((status = 200, body = Page<Place>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let places = fold.household.places();
    let place = params.of("places");
    page::answer(
        &known,
        places,
        &place,
        |place| place.id.bytes(),
        Place::from,
    )
}

/// Adds a place beside the built-in ones.
#[utoipa::path(
    post, path = "/api/v1/places", tag = "places", request_body = NewPlace,
    responses((status = 201, body = Done, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewPlace>,
) -> Result<Response, Problem> {
    let written = act(&state, &caller, |_| {
        Ok(Action::AddPlace {
            name: new.name,
            kind: new.kind.into(),
        })
    });
    Ok(made(&written.await?, |done| {
        let place = done.places.first()?;
        Some(format!("/api/v1/places/{}", place.id))
    }))
}

/// Shows a place.
#[utoipa::path(
    get, path = "/api/v1/places/{id}", tag = "places",
    params(("id" = String, Path, description = "The place's id")),
    responses((status = 200, body = Place, headers(("etag" = String))))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    seen::show(&state, &caller, &known, |household| place(household, &id)).await
}

/// Changes a place; `If-Match` says which one was seen.
#[utoipa::path(
    patch, path = "/api/v1/places/{id}", tag = "places", request_body = PlaceEdit,
    params(("id" = String, Path, description = "The place's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(edit): Body<PlaceEdit>,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    let find = |household: &Household| place(household, &id);
    on_seen(&state, &caller, &if_match, find, |_, place| {
        let edit = edit.read();
        Ok(Action::EditPlace { place, edit })
    })
    .await
}

/// Removes a place. Food that stands there keeps it in sight until it is gone.
#[utoipa::path(
    delete, path = "/api/v1/places/{id}", tag = "places",
    params(("id" = String, Path, description = "The place's id"),
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
    let find = |household: &Household| place(household, &id);
    on_seen(&state, &caller, &if_match, find, |_, place| {
        if PlaceKind::of_built_in(place).is_some() {
            let detail = "this place is built in; every household has it";
            return Err(Problem::new(Code::Conflict, detail));
        }
        Ok(Action::DeletePlace { place })
    })
    .await
}

fn place(household: &Household, id: &str) -> Result<(PlaceId, Place), Problem> {
    let find = |household: &Household, id| {
        let place = household.place(id).filter(|_| household.has_place(id))?;
        Some((id, Place::from(place)))
    };
    found(household, id, PlaceId::parse, find, "place")
}
