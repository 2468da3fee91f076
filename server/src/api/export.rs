//! `/api/v1/account/export` and the end of an account: all that is kept of a person, for them to
//! take along, and nothing of it any more.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account::{Account, Session};
use super::input::MaybeBody;
use super::memberships::Membership;
use super::passkeys::Passkey;
use super::problem::Problem;
use super::reminders::{self, HouseholdReminders};
use super::visitor::{SignedIn, Visitor};
use super::{NO_STORE, moment};
use crate::accounts::leaving::Leave;
use crate::reminders::Whose;
use crate::session::account::no_cookie;
use crate::state::AppState;

/// What is kept of an account. What its person wrote of the food is the household's, whose own
/// export has it; devices and browsers that are told are listed where they are looked after.
#[derive(Serialize, ToSchema)]
pub struct AccountExport {
    /// The account.
    account: Account,
    /// Whether a password is kept of it: what that is nobody knows here.
    has_password: bool,
    /// Its passkeys, of which nothing is kept that opens anything.
    passkeys: Vec<Passkey>,
    /// Other servers that it is connected with.
    connections: Vec<Connection>,
    /// Its sessions that go on.
    sessions: Vec<Session>,
    /// What it is in which households.
    households: Vec<Membership>,
    /// What it wants to be told of their food.
    reminders: Vec<HouseholdReminders>,
}

/// Another server that signs the person in.
#[derive(Serialize, ToSchema)]
pub struct Connection {
    /// Who it says that it is.
    issuer: String,
    /// Since when.
    made_at: String,
    /// When it last signed in.
    used_at: Option<String>,
}

/// Gives what is kept of the account.
#[utoipa::path(
    get, path = "/api/v1/account/export", tag = "accounts",
    responses((status = 200, body = AccountExport))
)]
pub async fn show(
    State(state): State<AppState>,
    SignedIn(by): SignedIn,
) -> Result<Response, Problem> {
    let accounts = &state.accounts;
    let now_ms = state.clock.now_ms();
    let sessions = accounts.sessions(by.account, now_ms).await?.into_iter();
    let linked = accounts.linked(by.account).await?.into_iter();
    let households = state.identity.memberships(by.account).await?;
    let mut wishes = Vec::new();
    for of in &households {
        let whose = Whose {
            member: of.member,
            account: by.account,
        };
        wishes.extend(reminders::of(&state, whose, of.household).await?);
    }
    let export = AccountExport {
        account: accounts.account(by.account).await?.into(),
        has_password: accounts.has_password(by.account).await?,
        passkeys: accounts
            .passkeys(by.account)
            .await?
            .into_iter()
            .map(Passkey::from)
            .collect(),
        connections: linked
            .map(|one| Connection {
                issuer: one.issuer,
                made_at: moment(one.made_ms),
                used_at: one.used_ms.map(moment),
            })
            .collect(),
        sessions: sessions.map(|session| Session::of(session, &by)).collect(),
        households: households.into_iter().map(Membership::from).collect(),
        reminders: wishes,
    };
    let kept = [(
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"larder-account.json\"",
    )];
    Ok((NO_STORE, kept, Json(export)).into_response())
}

/// How an account ends.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The password. Without it the session has to be of the last ten minutes.
    password: Option<String>,
    /// Whether households go, too, in which nobody else is.
    #[serde(default)]
    delete_households: bool,
}

/// Deletes the account of who has signed in: its sessions, links of letters, passkeys,
/// connections and reminders go, and its members leave their households with their devices and
/// the keys that were made on these. What they wrote stays, under an id that leads to nobody.
#[utoipa::path(
    delete, path = "/api/v1/account", tag = "accounts", request_body(content = Option<End>),
    responses((status = 204, description = "The account is gone"))
)]
pub async fn delete(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    MaybeBody(end): MaybeBody<End>,
) -> Result<Response, Problem> {
    let how = Leave {
        password: end.password.as_deref(),
        deletes_households: end.delete_households,
        from: visitor.network(),
    };
    state
        .accounts
        .delete(&by, &how, state.clock.now_ms())
        .await?;
    let cookie = [(header::SET_COOKIE, no_cookie(&visitor.headers, &state))];
    Ok((StatusCode::NO_CONTENT, NO_STORE, cookie).into_response())
}
