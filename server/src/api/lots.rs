//! `/api/v1/pantry/lots`: single purchases, and what is done to them.

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use pantry::id::LotId;
use pantry::lot;
use pantry::quantity::Quantity;
use serde::Deserialize;

use super::caller::Caller;
use super::done::Done;
use super::forms::{
    Day, Discard, DiscardReason, Location, Lot, LotEdit, Move, Number, Open, Part, Use, lot_of,
    place, said,
};
use super::input::{Body, IfMatch, IfNoneMatch, MaybeBody, Named, Params, found};
use super::page::{self, Page};
use super::problem::Problem;
use super::seen::{self, on_seen};
use crate::state::AppState;

/// Which lots.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LotFilter {
    /// Only those of this item.
    item: Option<String>,
    /// Only those in such a place.
    location: Option<Location>,
    /// Only those in this place.
    place: Option<String>,
    /// Only those that should be used by this day.
    due_by: Option<Day>,
    /// Those that are used up, too.
    used_up: Option<bool>,
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    cursor: Option<String>,
}

impl LotFilter {
    fn holds(&self, household: &Household, lot: &lot::Lot) -> bool {
        let kind = household.place_kind(lot.place);
        let is_due = |day: Day| household.due(lot).is_some_and(|due| due.on <= day.0);
        let is_of = |item: &String| lot.item.to_string() == *item;
        let stands = |place: &String| lot.place.to_string() == *place;
        (self.used_up == Some(true) || household.quantity(lot.id).milli > 0)
            && self.item.as_ref().is_none_or(is_of)
            && self.place.as_ref().is_none_or(stands)
            && self.location.is_none_or(|location| kind == location.into())
            && self.due_by.is_none_or(is_due)
    }

    fn of(&self) -> String {
        let Self {
            item,
            location,
            place,
            due_by,
            used_up,
            ..
        } = self;
        format!("lots {item:?} {location:?} {place:?} {due_by:?} {used_up:?}")
    }
}

/// Lists lots, in the order in which they were made.
#[utoipa::path(
    get, path = "/api/v1/pantry/lots", tag = "pantry", params(LotFilter),
    responses((status = 200, body = Page<Lot>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(filter): Params<LotFilter>,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let lots = household.every_lot();
    let lots: Vec<&lot::Lot> = lots.filter(|lot| filter.holds(household, lot)).collect();
    let of = filter.of();
    let place = page::Place {
        limit: filter.limit,
        cursor: filter.cursor.as_deref(),
        of: &of,
    };
    let form = |lot: &lot::Lot| Lot::of(household, lot);
    page::answer(&known, lots, &place, |lot| lot.id.bytes(), form)
}

/// Shows a lot.
#[utoipa::path(
    get, path = "/api/v1/pantry/lots/{id}", tag = "pantry",
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Lot, headers(("etag" = String))))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    seen::show(&state, &caller, &known, |household| shown(household, &id)).await
}

/// Puts right what is known of a lot; `If-Match` says which one was seen.
#[utoipa::path(
    patch, path = "/api/v1/pantry/lots/{id}", tag = "pantry", request_body = LotEdit,
    params(("id" = String, Path, description = "The lot's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(edit): Body<LotEdit>,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    on_lot(&state, &caller, &if_match, &id, |_, lot, _| {
        let edit = edit.read(lot)?;
        Ok(Action::EditLot { lot: lot.id, edit })
    })
    .await
}

/// Removes a lot as a mistake. What was eaten is used instead.
#[utoipa::path(
    delete, path = "/api/v1/pantry/lots/{id}", tag = "pantry",
    params(("id" = String, Path, description = "The lot's id"),
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
    on_lot(&state, &caller, &if_match, &id, |_, lot, _| {
        Ok(Action::DeleteLot { lot: lot.id })
    })
    .await
}

/// Eats, drinks or cooks some of a lot, or all that is left.
#[utoipa::path(
    post, path = "/api/v1/pantry/lots/{id}/use", tag = "pantry", request_body = Option<Use>,
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Done))
)]
pub async fn use_up(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    MaybeBody(how): MaybeBody<Use>,
) -> Result<Response, Problem> {
    on_lot(&state, &caller, &if_match, &id, |household, lot, _| {
        use_of(household, lot, &how)
    })
    .await
}

/// Throws some of a lot away, or all that is left.
#[utoipa::path(
    post, path = "/api/v1/pantry/lots/{id}/discard", tag = "pantry",
    request_body = Option<Discard>,
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Done))
)]
pub async fn discard(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    MaybeBody(how): MaybeBody<Discard>,
) -> Result<Response, Problem> {
    on_lot(&state, &caller, &if_match, &id, |household, lot, _| {
        discard_of(household, lot, &how)
    })
    .await
}

/// Puts a lot, or some of it, elsewhere. Into a freezer freezes it, and out of one thaws it.
#[utoipa::path(
    post, path = "/api/v1/pantry/lots/{id}/move", tag = "pantry", request_body = Move,
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Done))
)]
pub async fn relocate(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(how): Body<Move>,
) -> Result<Response, Problem> {
    on_lot(&state, &caller, &if_match, &id, |household, lot, _| {
        move_of(household, lot, &how)
    })
    .await
}

/// Opens a lot, or some of it.
#[utoipa::path(
    post, path = "/api/v1/pantry/lots/{id}/open", tag = "pantry", request_body = Option<Open>,
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Done))
)]
pub async fn open(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    MaybeBody(how): MaybeBody<Open>,
) -> Result<Response, Problem> {
    on_lot(&state, &caller, &if_match, &id, |_, lot, today| {
        open_of(lot, &how, today)
    })
    .await
}

/// Puts a lot, or some of it, into the freezer.
#[utoipa::path(
    post, path = "/api/v1/pantry/lots/{id}/freeze", tag = "pantry",
    request_body = Option<Part>,
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Done))
)]
pub async fn freeze(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    MaybeBody(how): MaybeBody<Part>,
) -> Result<Response, Problem> {
    on_lot(&state, &caller, &if_match, &id, |_, lot, _| {
        let part = part(lot, how.quantity, how.unit.as_deref())?;
        Ok(Action::Freeze { lot: lot.id, part })
    })
    .await
}

/// Takes a lot, or some of it, out of the freezer and puts it into the fridge.
#[utoipa::path(
    post, path = "/api/v1/pantry/lots/{id}/thaw", tag = "pantry", request_body = Option<Part>,
    params(("id" = String, Path, description = "The lot's id")),
    responses((status = 200, body = Done))
)]
pub async fn thaw(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    MaybeBody(how): MaybeBody<Part>,
) -> Result<Response, Problem> {
    on_lot(&state, &caller, &if_match, &id, |_, lot, _| {
        let part = part(lot, how.quantity, how.unit.as_deref())?;
        Ok(Action::Thaw { lot: lot.id, part })
    })
    .await
}

/// Does something to the lot of a path, if it is as it was seen.
async fn on_lot(
    state: &AppState,
    caller: &Caller,
    if_match: &IfMatch,
    id: &str,
    plan: impl FnOnce(&Household, &lot::Lot, pantry::Date) -> Result<Action, Problem>,
) -> Result<Response, Problem> {
    let find = |household: &Household| shown(household, id);
    on_seen(state, caller, if_match, find, |household, _| {
        plan(household, lot(household, id)?, caller.today)
    })
    .await
}

/// Using some of a lot up.
pub fn use_of(household: &Household, lot: &lot::Lot, how: &Use) -> Result<Action, Problem> {
    let amount = amount(household, lot, how.quantity, how.unit.as_deref())?;
    Ok(Action::Consume {
        lot: lot.id,
        amount,
    })
}

/// Throwing some of a lot away.
pub fn discard_of(household: &Household, lot: &lot::Lot, how: &Discard) -> Result<Action, Problem> {
    let amount = amount(household, lot, how.quantity, how.unit.as_deref())?;
    Ok(Action::Discard {
        lot: lot.id,
        amount,
        reason: how.reason.unwrap_or(DiscardReason::Other).into(),
    })
}

/// Putting a lot elsewhere.
pub fn move_of(household: &Household, lot: &lot::Lot, how: &Move) -> Result<Action, Problem> {
    let to = place(household, how.place.as_deref(), how.location)?;
    let to = to.ok_or_else(|| Problem::malformed("give a place or a location to move it to"))?;
    Ok(Action::Move {
        lot: lot.id,
        part: part(lot, how.quantity, how.unit.as_deref())?,
        to,
    })
}

/// Opening a lot.
pub fn open_of(lot: &lot::Lot, how: &Open, today: pantry::Date) -> Result<Action, Problem> {
    Ok(Action::Open {
        lot: lot.id,
        part: part(lot, how.quantity, how.unit.as_deref())?,
        on: how.on.map_or(today, |day| day.0),
    })
}

/// Some of a lot, where that is said.
pub fn part(
    lot: &lot::Lot,
    number: Option<Number>,
    unit: Option<&str>,
) -> Result<Option<Quantity>, Problem> {
    said(number, unit, lot.unit)
}

/// An amount of a lot; what is left of it where none is said.
fn amount(
    household: &Household,
    lot: &lot::Lot,
    number: Option<Number>,
    unit: Option<&str>,
) -> Result<Quantity, Problem> {
    let part = part(lot, number, unit)?;
    Ok(part.unwrap_or_else(|| household.quantity(lot.id)))
}

/// The lot of a name.
pub fn lot<'a>(household: &'a Household, id: &str) -> Result<&'a lot::Lot, Problem> {
    found(household, id, LotId::parse, Household::lot, "lot")
}

fn shown(household: &Household, id: &str) -> Result<(LotId, Lot), Problem> {
    let find = |household: &Household, id| Some((id, lot_of(household, id)?));
    found(household, id, LotId::parse, find, "lot")
}
