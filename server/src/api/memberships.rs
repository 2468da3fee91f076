//! `/api/v1/account/households`: the households of a person who has signed in, and the ways
//! into one.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sync::codec::HouseholdId;
use utoipa::ToSchema;

use super::input::{Body, MaybeBody, Named, Params};
use super::members::Role;
use super::page::{self, Page, PageParams};
use super::problem::{Code, Problem};
use super::visitor::{SignedIn, Visitor};
use super::{NO_STORE, moment};
use crate::identity::persons;
use crate::identity::{Newcomer, hex, is_hex, read_id};
use crate::session;
use crate::state::AppState;

/// The longest name of a device, in bytes.
const MAX_NAME: usize = 100;

/// What the account is in a household.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "household": "0192f0c1a2b37d0e8f10111213141516", "member": "0192f0c1a2b37d0e8f10111213141517",
    "role": "owner", "made_at": "2026-11-30T18:05:09Z"
}))]
pub struct Membership {
    /// The household: what `Larder-Household` names.
    household: String,
    /// The member there.
    member: String,
    /// What it may do.
    role: Role,
    /// Since when.
    made_at: String,
}

impl From<persons::Membership> for Membership {
    fn from(of: persons::Membership) -> Self {
        Self {
            household: hex(&of.household.0),
            member: hex(&of.member),
            role: of.role.into(),
            made_at: moment(of.made_ms),
        }
    }
}

/// Lists the households of the account, the one that it came to first in front.
#[utoipa::path(
    get, path = "/api/v1/account/households", tag = "accounts", params(PageParams),
    responses((status = 200, body = Page<Membership>))
)]
pub async fn list(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let all = state.identity.memberships(by.account).await?;
    let place = page::Place {
        limit: params.limit,
        cursor: params.cursor.as_deref(),
        of: "households",
    };
    let (all, next) = page::cut(all, &place, |one| one.household.0)?;
    let data: Vec<Membership> = all.into_iter().map(Membership::from).collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// An invitation that the account takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The invitation's code.
    code: String,
}

/// Takes an invitation, which lets one person in.
#[utoipa::path(
    post, path = "/api/v1/account/households", tag = "accounts", request_body = Join,
    responses((status = 201, body = Membership))
)]
pub async fn join(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
    Body(given): Body<Join>,
) -> Result<Response, Problem> {
    let now_ms = state.clock.now_ms();
    let joined = state.identity.join_as(&given.code, by.account, now_ms);
    let joined = Json(Membership::from(joined.await?));
    Ok((StatusCode::CREATED, NO_STORE, joined).into_response())
}

/// A device that is the person's.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnDevice {
    /// Its token. A page's device is known by its cookie, and needs none.
    token: Option<String>,
}

/// Makes the member of a device the account's own: from then on the person has its role by
/// signing in, too. If the account is in the household already, the two members become one.
#[utoipa::path(
    post, path = "/api/v1/account/devices", tag = "accounts",
    request_body(content = Option<OwnDevice>),
    responses((status = 200, body = Membership))
)]
pub async fn attach(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    MaybeBody(given): MaybeBody<OwnDevice>,
) -> Result<Response, Problem> {
    let token = given.token.as_deref();
    let token = token.or_else(|| session::page_token(&visitor.headers).ok());
    let device = match token {
        Some(token) => state.identity.by_token(token).await?,
        None => None,
    };
    let detail = "send the `token` of a device that is let in, or ask from its page";
    let device = device.ok_or_else(|| Problem::new(Code::Impossible, detail))?;
    let now_ms = state.clock.now_ms();
    let attached = state.identity.attach(&device, by.account, now_ms);
    let attached = Json(Membership::from(attached.await?));
    Ok((NO_STORE, attached).into_response())
}

/// A device that is to be let in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "device": "Phone" }))]
pub struct NewDevice {
    /// What it is called: 1 to 100 bytes.
    device: String,
    /// The token that it made for itself: 64 hexadecimal digits. Without one it is given one.
    token: Option<String>,
}

/// A device that was let in.
#[derive(Serialize, ToSchema)]
pub struct LetIn {
    /// The household.
    household: String,
    /// The member whose it is.
    member: String,
    /// The device.
    device: String,
    /// What it may do.
    role: Role,
    /// What it proves itself by. A page has it in its cookie and gets none here.
    token: Option<String>,
}

/// Lets a new device of the person into one of their households, as an invitation would.
#[utoipa::path(
    post, path = "/api/v1/account/households/{id}/devices", tag = "accounts",
    request_body = NewDevice,
    params(("id" = String, Path, description = "The household's id")),
    responses((status = 201, body = LetIn))
)]
pub async fn let_in(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    Named(id): Named,
    Body(new): Body<NewDevice>,
) -> Result<Response, Problem> {
    let household = read_id(&id).ok_or_else(|| Problem::not_found("household"))?;
    let name = new.device.trim();
    if name.is_empty() || name.len() > MAX_NAME {
        return Err(Problem::malformed("a device has a name of 1 to 100 bytes"));
    }
    let token = new.token.as_deref();
    if token.is_some_and(|token| !is_hex(token, 64)) {
        return Err(Problem::malformed("a token has 64 hexadecimal digits"));
    }
    let newcomer = Newcomer { name, token };
    let now_ms = state.clock.now_ms();
    let household = HouseholdId(household);
    let admitted = state
        .identity
        .add_device(by.account, household, &newcomer, now_ms);
    let admitted = admitted.await?;
    let is_page = visitor.check_page().is_ok();
    let answer = LetIn {
        household: hex(&admitted.device.household.0),
        member: hex(&admitted.device.member),
        device: hex(&admitted.device.id),
        role: admitted.device.role.into(),
        token: (!is_page).then(|| admitted.token.clone()),
    };
    let created = (StatusCode::CREATED, NO_STORE);
    if is_page {
        let cookie = [(header::SET_COOKIE, session::cookie(&admitted.token))];
        return Ok((created.0, created.1, cookie, Json(answer)).into_response());
    }
    Ok((created.0, created.1, Json(answer)).into_response())
}
