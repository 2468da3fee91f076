//! `/api/v1/devices` and `/api/v1/keys`: who and what is let into the household.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::Problem;
use super::{NO_STORE, moment};
use crate::identity::keys::{self, ListedKey, MAX_KEY_NAME};
use crate::identity::rights::check_may_manage;
use crate::identity::{hex, read_id};
use crate::state::AppState;

/// A device of the household.
#[derive(Serialize, ToSchema)]
#[schema(as = Device, example = json!({
    "id": "0192f0c1a2b37d0e8f10111213141516", "member": "0192f0c1a2b37d0e8f10111213141517",
    "name": "Kitchen", "seen_at": "2026-11-30T18:05:09Z", "this": false
}))]
pub struct Device {
    /// Its id.
    id: String,
    /// The member whose it is.
    member: String,
    /// What its owner calls it.
    name: String,
    /// When it was last here.
    seen_at: String,
    /// Whether it is the one that asks.
    this: bool,
}

/// Lists the devices that are let in, the latest seen first.
#[utoipa::path(
    get, path = "/api/v1/devices", tag = "household", params(PageParams),
    responses((status = 200, body = Page<Device>))
)]
pub async fn devices(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let devices = state.identity.devices(caller.household).await?;
    let place = params.of("devices");
    let (devices, next) = page::cut(devices, &place, |device| device.id)?;
    let devices = devices.into_iter().map(|device| Device {
        id: hex(&device.id),
        member: hex(&device.member),
        name: device.name,
        seen_at: moment(device.seen_ms),
        this: device.id == caller.id,
    });
    let data: Vec<Device> = devices.collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// What a key may do.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read everything.
    Read,
    /// Read everything and write the shopping list, as a shopper does.
    List,
    /// Read and write everything, as a member does.
    Write,
}

impl From<keys::Scope> for Scope {
    fn from(scope: keys::Scope) -> Self {
        match scope {
            keys::Scope::Read => Self::Read,
            keys::Scope::List => Self::List,
            keys::Scope::Write => Self::Write,
        }
    }
}

impl From<Scope> for keys::Scope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Read => Self::Read,
            Scope::List => Self::List,
            Scope::Write => Self::Write,
        }
    }
}

/// A key that is to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Home Assistant", "scope": "write" }))]
pub struct NewKey {
    /// What the program is called: 1 to 100 bytes. The journal says it.
    name: String,
    /// What it may do.
    scope: Scope,
}

/// A key of the household.
#[derive(Serialize, ToSchema)]
#[schema(as = Key)]
pub struct Key {
    /// Its id.
    id: String,
    /// What the program is called.
    name: String,
    /// What it may do.
    scope: Scope,
    /// When it was made.
    made_at: String,
    /// When it was last used, to the minute.
    used_at: Option<String>,
    /// When it was revoked.
    revoked_at: Option<String>,
}

/// A key that was made, with its secret.
#[derive(Serialize, ToSchema)]
pub struct MadeKey {
    /// The key.
    key: Key,
    /// What the program sends as `Authorization: Bearer`. Nobody can ask for it again.
    secret: String,
}

impl From<ListedKey> for Key {
    fn from(key: ListedKey) -> Self {
        Self {
            id: hex(&key.id),
            name: key.name,
            scope: key.scope.into(),
            made_at: moment(key.made_ms),
            used_at: key.used_ms.map(moment),
            revoked_at: key.revoked_ms.map(moment),
        }
    }
}

/// Makes a key for a program. Owners and admins may.
#[utoipa::path(
    post, path = "/api/v1/keys", tag = "household", request_body = NewKey,
    responses((status = 201, body = MadeKey))
)]
pub async fn make(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewKey>,
) -> Result<Response, Problem> {
    let by = caller.member()?;
    let name = new.name.trim();
    if name.is_empty() || name.len() > MAX_KEY_NAME {
        return Err(Problem::malformed("a key has a name of 1 to 100 bytes"));
    }
    let now_ms = state.clock.now_ms();
    let made = state.identity.make_key(by, name, new.scope.into(), now_ms);
    let (key, secret) = made.await?;
    let key = Key::from(key);
    let made = Json(MadeKey { key, secret });
    Ok((StatusCode::CREATED, NO_STORE, made).into_response())
}

/// Lists the household's keys without their secrets, the latest made first.
#[utoipa::path(
    get, path = "/api/v1/keys", tag = "household", params(PageParams),
    responses((status = 200, body = Page<Key>))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    check_may_manage(caller.member()?)?;
    let keys = state.identity.keys(caller.household).await?;
    let (keys, next) = page::cut(keys, &params.of("keys"), |key| key.id)?;
    let data: Vec<Key> = keys.into_iter().map(Key::from).collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// Revokes a key.
#[utoipa::path(
    delete, path = "/api/v1/keys/{id}", tag = "household",
    params(("id" = String, Path, description = "The key's id")),
    responses((status = 204, description = "It opens nothing any more"))
)]
pub async fn revoke(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<StatusCode, Problem> {
    let by = caller.member()?;
    check_may_manage(by)?;
    let id = read_id(&id).ok_or_else(|| Problem::not_found("key"))?;
    let now_ms = state.clock.now_ms();
    match state.identity.revoke_key(by, id, now_ms).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("key")),
    }
}
