//! `/api/v1/account/passkeys` and `/api/v1/auth/passkey`: signing in by what a person unlocks
//! their own device with. For pages of this server: a passkey is bound to its name.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::account::Account;
use super::auth::enter;
use super::input::{Body, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::Problem;
use super::visitor::{SignedIn, Visitor};
use super::{NO_STORE, moment};
use crate::accounts::AccountError;
use crate::accounts::passkeys::webauthn::{Made, Used};
use crate::accounts::passkeys::{self, Asked, MAX_NAME, PATIENCE_S};
use crate::identity::{hex, read_id};
use crate::session::account::PASSKEY;
use crate::state::AppState;

/// What a browser is asked for.
#[derive(Serialize, ToSchema)]
pub struct Options {
    /// What `PublicKeyCredential.parseCreationOptionsFromJSON()` or `parseRequestOptionsFromJSON()`
    /// takes (Web Authentication Level 3, §5.1). A cookie of five minutes goes with it.
    #[schema(value_type = Object)]
    #[serde(rename = "publicKey")]
    public_key: Value,
}

/// A passkey that was made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// What the person calls it: at most 100 bytes. Without one it is called as the browser is.
    #[serde(default)]
    name: String,
    /// What the browser made, as `PublicKeyCredential.toJSON()` has it.
    credential: Made,
}

/// A passkey that was used.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsedPasskey {
    /// What the browser says, as `PublicKeyCredential.toJSON()` has it.
    credential: Used,
}

/// A passkey of the account.
#[derive(Serialize, ToSchema)]
pub struct Passkey {
    /// Its id.
    id: String,
    /// What the person calls it.
    name: String,
    /// When it was made.
    made_at: String,
    /// When it last signed in.
    used_at: Option<String>,
    /// When it came with a count of signatures that had not grown: somebody may have a copy.
    regressed_at: Option<String>,
}

impl From<passkeys::Listed> for Passkey {
    fn from(of: passkeys::Listed) -> Self {
        Self {
            id: hex(&of.id),
            name: of.name,
            made_at: moment(of.made_ms),
            used_at: of.used_ms.map(moment),
            regressed_at: of.regressed_ms.map(moment),
        }
    }
}

fn asked(state: &AppState, visitor: &Visitor, asked: Asked) -> Response {
    let cookie = PASSKEY.set(&asked.secret, PATIENCE_S, &visitor.headers, state);
    let public_key = asked.options;
    let cookie = [(header::SET_COOKIE, cookie)];
    (NO_STORE, cookie, Json(Options { public_key })).into_response()
}

fn secret<'a>(state: &AppState, visitor: &'a Visitor) -> Result<&'a str, AccountError> {
    let secret = PASSKEY.of(&visitor.headers, state);
    secret.ok_or(AccountError::NotBegun)
}

/// Says what a page asks its browser for, to make a passkey for who has signed in within the last
/// ten minutes.
#[utoipa::path(
    post, path = "/api/v1/account/passkeys/options", tag = "accounts",
    responses((status = 200, body = Options))
)]
pub async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
) -> Result<Response, Problem> {
    visitor.check_page()?;
    let options = state
        .accounts
        .ask_passkey(&by, state.clock.now_ms())
        .await?;
    Ok(asked(&state, &visitor, options))
}

/// Lists the passkeys of the account, the one that was made last in front.
#[utoipa::path(
    get, path = "/api/v1/account/passkeys", tag = "accounts", params(PageParams),
    responses((status = 200, body = Page<Passkey>))
)]
pub async fn list(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let all = state.accounts.passkeys(by.account).await?;
    let place = page::Place {
        limit: params.limit,
        cursor: params.cursor.as_deref(),
        of: "passkeys",
    };
    let (all, next) = page::cut(all, &place, |one| one.id)?;
    let data: Vec<Passkey> = all.into_iter().map(Passkey::from).collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// Keeps a passkey that a browser has made as it was asked to.
#[utoipa::path(
    post, path = "/api/v1/account/passkeys", tag = "accounts", request_body = NewPasskey,
    responses((status = 201, body = Passkey))
)]
pub async fn add(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    Body(new): Body<NewPasskey>,
) -> Result<Response, Problem> {
    visitor.check_page()?;
    if new.name.len() > MAX_NAME {
        return Err(Problem::malformed(
            "a passkey has a name of at most 100 bytes",
        ));
    }
    let secret = secret(&state, &visitor)?;
    let words = [new.name.as_str(), visitor.agent()];
    let now_ms = state.clock.now_ms();
    let added = state
        .accounts
        .add_passkey(&by, secret, words, &new.credential, now_ms);
    let added = Json(Passkey::from(added.await?));
    Ok((StatusCode::CREATED, NO_STORE, added).into_response())
}

/// Removes a passkey, for who has signed in within the last ten minutes. The last way into an
/// account stays.
#[utoipa::path(
    delete, path = "/api/v1/account/passkeys/{id}", tag = "accounts",
    params(("id" = String, Path, description = "The passkey's id")),
    responses((status = 204, description = "It signs nobody in any more"))
)]
pub async fn remove(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
    Named(id): Named,
) -> Result<StatusCode, Problem> {
    let id = read_id(&id).ok_or_else(|| Problem::not_found("passkey"))?;
    let now_ms = state.clock.now_ms();
    match state.accounts.remove_passkey(&by, id, now_ms).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("passkey")),
    }
}

/// Says what a page asks its browser for, to sign somebody in by a passkey. Nobody has to say who
/// they are: the answer is the same for all.
#[utoipa::path(
    post, path = "/api/v1/auth/passkey/options", tag = "accounts", security(()),
    responses((status = 200, body = Options))
)]
pub async fn ask_sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.check_page()?;
    let options = state.accounts.ask_sign_in(state.clock.now_ms()).await?;
    Ok(asked(&state, &visitor, options))
}

/// Begins a session of a page by a passkey, as signing in by a password does.
#[utoipa::path(
    post, path = "/api/v1/auth/passkey", tag = "accounts", request_body = UsedPasskey,
    security(()), responses((status = 200, body = Account))
)]
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    Body(given): Body<UsedPasskey>,
) -> Result<Response, Problem> {
    visitor.check_page()?;
    let secret = secret(&state, &visitor)?;
    let now_ms = state.clock.now_ms();
    let proved =
        state
            .accounts
            .prove_by_passkey(secret, &given.credential, visitor.network(), now_ms);
    enter(&state, &visitor, &proved.await?).await
}
