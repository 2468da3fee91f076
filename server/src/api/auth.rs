//! `/api/v1/auth`: signing up, in and out. A page gets a cookie, a program a pair of tokens.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::NO_STORE;
use super::account::Account;
use super::input::Body;
use super::problem::Problem;
use super::visitor::{SignedIn, Visitor};
use crate::accounts::sessions::{self, ACCESS_S, Kind};
use crate::accounts::{self, AccountError, Newcomer, Proved};
use crate::session::account::{self, cookie, no_cookie};
use crate::session::token;
use crate::state::AppState;

/// Somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "ana@example.org", "password": "blue chair on tuesday", "name": "Ana"
}))]
pub struct SignUp {
    /// The e-mail address.
    email: String,
    /// The password: at least 10 characters.
    password: String,
    /// What others call the person: 1 to 100 bytes.
    name: String,
}

/// What a person proves who they are by.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "email": "ana@example.org", "password": "blue chair on tuesday" }))]
pub struct Credentials {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
}

/// A refresh token that is to be exchanged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The one that came last: each can be exchanged once.
    refresh_token: String,
}

/// A link of a letter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// The token in the link.
    token: String,
    /// The password that the account is to have, where somebody else has signed up with the
    /// address, too.
    password: Option<String>,
}

/// Somebody whose password is lost.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "email": "ana@example.org" }))]
pub struct Forgotten {
    /// The e-mail address of the account.
    email: String,
}

/// Another password, by a link of a letter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// The token in the link.
    token: String,
    /// The password that is to hold: at least 10 characters.
    password: String,
}

/// What comes next after signing up.
#[derive(Serialize, ToSchema)]
pub struct SignedUp {
    /// Whether a letter goes to the address, whose link is to be opened before anybody can sign
    /// in. Where it is `false`, signing in comes next.
    letter: bool,
}

/// What a program proves whose session it is by.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// What it sends as `Authorization: Bearer`: a JSON Web Token.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// How long the access token holds, in seconds.
    expires_in: i64,
    /// What it exchanges for the next pair. It comes once, and can be exchanged once: one that
    /// comes a second time ends the session.
    refresh_token: String,
}

/// Makes an account, or where the server sends letters has one sent whose link makes it. The
/// answer is the same where the address has an account already: a letter says so then.
#[utoipa::path(
    post, path = "/api/v1/auth/sign-up", tag = "accounts", request_body = SignUp, security(()),
    responses((status = 202, body = SignedUp))
)]
pub async fn sign_up(
    State(state): State<AppState>,
    visitor: Visitor,
    Body(new): Body<SignUp>,
) -> Result<Response, Problem> {
    let newcomer = Newcomer {
        email: &new.email,
        password: &new.password,
        name: &new.name,
        is_known: is_known(&state, &visitor).await?,
        language: visitor.language(),
    };
    let now_ms = state.clock.now_ms();
    let made = state.accounts.sign_up(&newcomer, visitor.network(), now_ms);
    let letter = made.await? == accounts::SignedUp::ByLetter;
    let next = Json(SignedUp { letter });
    Ok((StatusCode::ACCEPTED, NO_STORE, next).into_response())
}

/// Whether a device asks that is in a household of somebody with an account: anybody may found
/// one of their own.
async fn is_known(state: &AppState, visitor: &Visitor) -> Result<bool, Problem> {
    let Ok(token) = token(&visitor.headers) else {
        return Ok(false);
    };
    match state.identity.by_token(token).await? {
        Some(device) => Ok(state.identity.has_person(device.household).await?),
        None => Ok(false),
    }
}

/// Begins a session of a page, which gets it in a cookie that no script can read. Programs ask
/// for tokens instead.
#[utoipa::path(
    post, path = "/api/v1/auth/sign-in", tag = "accounts", request_body = Credentials,
    security(()), responses((status = 200, body = Account))
)]
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    Body(given): Body<Credentials>,
) -> Result<Response, Problem> {
    visitor.check_page()?;
    let proved = prove(&state, &visitor, &given).await?;
    enter(&state, &visitor, &proved).await
}

/// Lets a page in whose person has proved who they are.
pub async fn enter(
    state: &AppState,
    visitor: &Visitor,
    proved: &Proved,
) -> Result<Response, Problem> {
    let account = state.accounts.account(proved.account).await?;
    let cookie = begin_page(state, visitor, proved).await?;
    let cookie = [(header::SET_COOKIE, cookie)];
    Ok((NO_STORE, cookie, Json(Account::from(account))).into_response())
}

/// Begins the session of a page; the header that gives it to the browser.
///
/// # Errors
///
/// If the password was changed since somebody proved who they are, or the database fails.
pub async fn begin_page(
    state: &AppState,
    visitor: &Visitor,
    proved: &Proved,
) -> Result<String, AccountError> {
    let now_ms = state.clock.now_ms();
    let begun = state
        .accounts
        .begin(proved, Kind::Page, visitor.agent(), now_ms);
    let (_, secret) = begun.await?;
    // The session that the page had until now would be nobody's.
    if let Ok(old) = account::signed_in(&Method::POST, &visitor.headers, state).await {
        state.accounts.end(old.account, old.session, now_ms).await?;
    }
    Ok(cookie(&secret, &visitor.headers, state))
}

/// Begins a session of a program.
#[utoipa::path(
    post, path = "/api/v1/auth/tokens", tag = "accounts", request_body = Credentials,
    security(()), responses((status = 200, body = Tokens))
)]
pub async fn tokens(
    State(state): State<AppState>,
    visitor: Visitor,
    Body(given): Body<Credentials>,
) -> Result<Response, Problem> {
    let proved = prove(&state, &visitor, &given).await?;
    let now_ms = state.clock.now_ms();
    let begun = state
        .accounts
        .begin(&proved, Kind::Program, visitor.agent(), now_ms);
    let (signed_in, refresh) = begun.await?;
    pair(&state, signed_in, refresh)
}

async fn prove(
    state: &AppState,
    visitor: &Visitor,
    given: &Credentials,
) -> Result<Proved, AccountError> {
    let Credentials { email, password } = given;
    let now_ms = state.clock.now_ms();
    let proved = state
        .accounts
        .prove(email, password, visitor.network(), now_ms);
    proved.await
}

/// Exchanges a refresh token for another pair. One that was exchanged before is in two hands:
/// the session ends then.
#[utoipa::path(
    post, path = "/api/v1/auth/refresh", tag = "accounts", request_body = Refresh, security(()),
    responses((status = 200, body = Tokens))
)]
pub async fn refresh(
    State(state): State<AppState>,
    Body(given): Body<Refresh>,
) -> Result<Response, Problem> {
    let now_ms = state.clock.now_ms();
    let exchanged = state.accounts.exchange(&given.refresh_token, now_ms);
    let (signed_in, refresh) = exchanged.await?;
    pair(&state, signed_in, refresh)
}

fn pair(
    state: &AppState,
    signed_in: sessions::SignedIn,
    refresh_token: String,
) -> Result<Response, Problem> {
    let now_ms = state.clock.now_ms();
    let tokens = Tokens {
        access_token: state.accounts.access(signed_in, now_ms)?,
        token_type: "Bearer",
        expires_in: ACCESS_S,
        refresh_token,
    };
    Ok((NO_STORE, Json(tokens)).into_response())
}

/// Ends the session that asks.
#[utoipa::path(
    post, path = "/api/v1/auth/sign-out", tag = "accounts",
    responses((status = 204, description = "The session has ended"))
)]
pub async fn sign_out(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
) -> Result<Response, Problem> {
    let now_ms = state.clock.now_ms();
    state.accounts.end(by.account, by.session, now_ms).await?;
    let cookie = no_cookie(&visitor.headers, &state);
    let cookie = [(header::SET_COOKIE, cookie)];
    Ok((StatusCode::NO_CONTENT, NO_STORE, cookie).into_response())
}

/// Takes it that an e-mail address is of whoever has the link of a letter to it. The account of
/// whoever has signed up is there then.
#[utoipa::path(
    post, path = "/api/v1/auth/verify", tag = "accounts", request_body = Verify, security(()),
    responses((status = 204, description = "The address is the person's"))
)]
pub async fn verify(
    State(state): State<AppState>,
    Body(given): Body<Verify>,
) -> Result<StatusCode, Problem> {
    let now_ms = state.clock.now_ms();
    let password = given.password.as_deref();
    let verified = state.accounts.verify(&given.token, password, now_ms);
    verified.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Has a letter sent with a link to choose another password, if the address has an account. The
/// answer is the same if it has none, and if it was written to too often.
#[utoipa::path(
    post, path = "/api/v1/auth/reset", tag = "accounts", request_body = Forgotten, security(()),
    responses((status = 202, description = "If there is such an account, a letter is on its way"))
)]
pub async fn ask_reset(
    State(state): State<AppState>,
    visitor: Visitor,
    Body(given): Body<Forgotten>,
) -> Result<StatusCode, Problem> {
    let (from, language) = (visitor.network(), visitor.language());
    let now_ms = state.clock.now_ms();
    let asked = state
        .accounts
        .ask_reset(&given.email, from, language, now_ms)
        .await;
    asked?;
    Ok(StatusCode::ACCEPTED)
}

/// Sets another password by the link of a letter, which holds for half an hour. Every session of
/// the account ends, and a letter says that the password was changed.
#[utoipa::path(
    post, path = "/api/v1/auth/reset/confirm", tag = "accounts", request_body = Reset,
    security(()), responses((status = 204, description = "The new one holds"))
)]
pub async fn reset(
    State(state): State<AppState>,
    visitor: Visitor,
    Body(given): Body<Reset>,
) -> Result<StatusCode, Problem> {
    let Reset { token, password } = given;
    let now_ms = state.clock.now_ms();
    let by = (visitor.network(), visitor.language());
    let reset = state.accounts.reset(&token, &password, by, now_ms);
    reset.await?;
    Ok(StatusCode::NO_CONTENT)
}
