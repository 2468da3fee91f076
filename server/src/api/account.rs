//! `/api/v1/account`: what a person who has signed in looks after.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::input::{Body, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::Problem;
use super::visitor::{SignedIn, Visitor};
use super::{NO_STORE, moment};
use crate::accounts::{self, sessions};
use crate::identity::{hex, read_id};
use crate::state::AppState;

/// A person's account.
#[derive(Serialize, ToSchema)]
pub struct Account {
    /// Its id.
    id: String,
    /// The e-mail address.
    email: String,
    /// What others call the person.
    name: String,
    /// When it was made.
    made_at: String,
    /// Whether the person has shown that the address is theirs.
    email_verified: bool,
}

impl From<accounts::Account> for Account {
    fn from(account: accounts::Account) -> Self {
        Self {
            id: hex(&account.id),
            email: account.email,
            name: account.name,
            made_at: moment(account.made_ms),
            email_verified: account.is_verified,
        }
    }
}

/// Shows the account of who has signed in.
#[utoipa::path(
    get, path = "/api/v1/account", tag = "accounts",
    responses((status = 200, body = Account))
)]
pub async fn show(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
) -> Result<Response, Problem> {
    let account = state.accounts.account(by.account).await?;
    Ok((NO_STORE, Json(Account::from(account))).into_response())
}

/// Has a letter sent with a link that shows that the e-mail address is the person's: for accounts
/// that were made before the server sent letters. Where that was shown already none is sent.
#[utoipa::path(
    post, path = "/api/v1/account/verification", tag = "accounts",
    responses((status = 202, description = "The letter is on its way"))
)]
pub async fn verification(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
) -> Result<StatusCode, Problem> {
    let account = state.accounts.account(by.account).await?;
    let now_ms = state.clock.now_ms();
    let asked = state
        .accounts
        .ask_verification(&account, visitor.language(), now_ms);
    asked.await?;
    Ok(StatusCode::ACCEPTED)
}

/// A password in place of another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one that holds now.
    present: String,
    /// The one that is to hold: at least 10 characters.
    new: String,
}

/// Changes the password. Every other session of the account ends, and where the server sends
/// letters one says so.
#[utoipa::path(
    post, path = "/api/v1/account/password", tag = "accounts", request_body = NewPassword,
    responses((status = 204, description = "The new one holds"))
)]
pub async fn password(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    Body(given): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let both = [given.present.as_str(), given.new.as_str()];
    let (from, language) = (visitor.network(), visitor.language());
    let now_ms = state.clock.now_ms();
    let changed = state
        .accounts
        .change_password(&by, both, from, language, now_ms);
    changed.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a session is proved by.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A page's cookie.
    Page,
    /// A program's tokens.
    Program,
}

/// A session of the account.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// Its id.
    id: String,
    /// What it is proved by.
    kind: SessionKind,
    /// What the browser or the program called itself.
    agent: String,
    /// When it began.
    made_at: String,
    /// When it was last used, to a few minutes.
    used_at: String,
    /// Whether it is the one that asks.
    this: bool,
}

impl Session {
    /// One of an account, for whom of its sessions asks.
    pub fn of(session: sessions::Listed, by: &sessions::SignedIn) -> Self {
        Self {
            id: hex(&session.id),
            kind: match session.kind {
                sessions::Kind::Page => SessionKind::Page,
                sessions::Kind::Program => SessionKind::Program,
            },
            agent: session.agent,
            made_at: moment(session.made_ms),
            used_at: moment(session.used_ms),
            this: session.id == by.session,
        }
    }
}

/// Lists the sessions of the account, the one used last first.
#[utoipa::path(
    get, path = "/api/v1/account/sessions", tag = "accounts", params(PageParams),
    responses((status = 200, body = Page<Session>))
)]
pub async fn sessions(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let now_ms = state.clock.now_ms();
    let sessions = state.accounts.sessions(by.account, now_ms).await?;
    let place = page::Place {
        limit: params.limit,
        cursor: params.cursor.as_deref(),
        of: "sessions",
    };
    let (sessions, next) = page::cut(sessions, &place, |session| session.id)?;
    let sessions = sessions
        .into_iter()
        .map(|session| Session::of(session, &by));
    let data: Vec<Session> = sessions.collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// Ends every session of the account but the one that asks.
#[utoipa::path(
    delete, path = "/api/v1/account/sessions", tag = "accounts",
    responses((status = 204, description = "The others have ended"))
)]
pub async fn end_others(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
) -> Result<StatusCode, Problem> {
    let now_ms = state.clock.now_ms();
    let ended = state.accounts.end_all(by.account, Some(by.session), now_ms);
    ended.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a session of the account.
#[utoipa::path(
    delete, path = "/api/v1/account/sessions/{id}", tag = "accounts",
    params(("id" = String, Path, description = "The session's id")),
    responses((status = 204, description = "It has ended"))
)]
pub async fn end(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
    Named(id): Named,
) -> Result<StatusCode, Problem> {
    let id = read_id(&id).ok_or_else(|| Problem::not_found("session"))?;
    let now_ms = state.clock.now_ms();
    match state.accounts.end(by.account, id, now_ms).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("session")),
    }
}
