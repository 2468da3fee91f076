//! `/api/v1/members`: who is of the household, and what they may.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pantry::policy;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::Problem;
use super::{NO_STORE, moment};
use crate::identity::rights::check_may_manage;
use crate::identity::{hex, read_id};
use crate::state::AppState;

/// What a member may do.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but looking after owners.
    Admin,
    /// Read and write everything.
    Member,
    /// Read everything, write the shopping list, and tick what was bought.
    Shopper,
    /// Read everything.
    Viewer,
}

impl From<policy::Role> for Role {
    fn from(role: policy::Role) -> Self {
        match role {
            policy::Role::Owner => Self::Owner,
            policy::Role::Admin => Self::Admin,
            policy::Role::Member => Self::Member,
            policy::Role::Shopper => Self::Shopper,
            policy::Role::Viewer => Self::Viewer,
        }
    }
}

impl From<Role> for policy::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Admin => Self::Admin,
            Role::Member => Self::Member,
            Role::Shopper => Self::Shopper,
            Role::Viewer => Self::Viewer,
        }
    }
}

/// A member of the household.
#[derive(Serialize, ToSchema)]
#[schema(as = Member, example = json!({
    "id": "0192f0c1a2b37d0e8f10111213141517", "role": "member", "name": "Ana", "devices": 2,
    "made_at": "2026-11-30T18:05:09Z", "this": false
}))]
pub struct Member {
    /// Its id.
    id: String,
    /// What it may do.
    role: Role,
    /// What the person is called; null where they have no account.
    name: Option<String>,
    /// How many devices of theirs are let in.
    devices: i64,
    /// Since when they are here.
    made_at: String,
    /// Whether it is the one that asks.
    this: bool,
}

/// Lists the members of the household, those that came first in front.
#[utoipa::path(
    get, path = "/api/v1/members", tag = "household", params(PageParams),
    responses((status = 200, body = Page<Member>))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let members = state.identity.members(caller.household).await?;
    let place = page::Place {
        limit: params.limit,
        cursor: params.cursor.as_deref(),
        of: "members",
    };
    let (members, next) = page::cut(members, &place, |member| member.id)?;
    let own = caller.member.map(|member| member.member);
    let members = members.into_iter().map(|member| Member {
        id: hex(&member.id),
        role: member.role.into(),
        name: member.name,
        devices: member.devices,
        made_at: moment(member.made_ms),
        this: Some(member.id) == own,
    });
    let data: Vec<Member> = members.collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// What a member is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "role": "shopper" }))]
pub struct MemberEdit {
    /// What it may do from now on.
    role: Role,
}

/// Gives a member another role. Owners may, and admins where no owner is meant; one owner is
/// always left.
#[utoipa::path(
    patch, path = "/api/v1/members/{id}", tag = "household", request_body = MemberEdit,
    params(("id" = String, Path, description = "The member's id")),
    responses((status = 204, description = "The role is another one, at once"))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    Body(edit): Body<MemberEdit>,
) -> Result<StatusCode, Problem> {
    let by = caller.member()?;
    check_may_manage(by)?;
    let id = read_id(&id).ok_or_else(|| Problem::not_found("member"))?;
    found(state.identity.change_role(by, id, edit.role.into()).await?)
}

/// Removes a member with all their devices. Everybody may go, owners may remove anybody, and
/// admins anybody but owners; one owner is always left. What the member did stays.
#[utoipa::path(
    delete, path = "/api/v1/members/{id}", tag = "household",
    params(("id" = String, Path, description = "The member's id")),
    responses((status = 204, description = "They are no member any more"))
)]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<StatusCode, Problem> {
    let by = caller.member()?;
    let id = read_id(&id).ok_or_else(|| Problem::not_found("member"))?;
    let now_ms = state.clock.now_ms();
    found(state.identity.remove_member(by, id, now_ms).await?)
}

fn found(done: bool) -> Result<StatusCode, Problem> {
    match done {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("member")),
    }
}
