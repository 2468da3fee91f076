//! Showing one thing, and changing it as it was seen: its tag is that of what is shown of it.

use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use serde::Serialize;

use super::act::act;
use super::caller::Caller;
use super::done::done;
use super::input::{IfMatch, IfNoneMatch};
use super::problem::Problem;
use super::tag;
use crate::state::AppState;

/// Answers with what `find` shows, or that the caller has it already.
///
/// # Errors
///
/// What `find` says, or that the household cannot be read.
pub async fn show<I, T: Serialize>(
    state: &AppState,
    caller: &Caller,
    known: &IfNoneMatch,
    find: impl FnOnce(&Household) -> Result<(I, T), Problem>,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let (_, now) = find(&fold.household)?;
    tag::answer(known, &now)
}

/// Does something to what `find` names, if it is as it was seen. Nobody else writes by
/// requests between the look and the write.
///
/// # Errors
///
/// What `find` or `plan` says, that it has changed, or what stands in the way of the write.
pub async fn on_seen<I, T: Serialize>(
    state: &AppState,
    caller: &Caller,
    if_match: &IfMatch,
    find: impl FnOnce(&Household) -> Result<(I, T), Problem>,
    plan: impl FnOnce(&Household, I) -> Result<Action, Problem>,
) -> Result<Response, Problem> {
    let written = act(state, caller, |household| {
        let (id, now) = find(household)?;
        if_match.check(&now)?;
        plan(household, id)
    });
    Ok(done(&written.await?))
}
