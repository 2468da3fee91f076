//! `/account/devices/{id}` and `/account/delete`: what is shut out, and what goes.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{SIGN_IN, changed, day};
use crate::accounts::AccountError;
use crate::accounts::leaving::Leave;
use crate::accounts::sessions::SignedIn;
use crate::api::Visitor;
use crate::html::escaped;
use crate::identity::{Actor, IdentityError, hex, read_id};
use crate::language::Language;
use crate::routes::letters::told;
use crate::session::account::{no_cookie, signed_in};
use crate::state::AppState;

/// How an account ends.
#[derive(Deserialize)]
pub struct End {
    /// Whether households go, too, in which nobody else is.
    households: Option<String>,
    /// Asked for by the page: one press too many deletes nothing.
    sure: Option<String>,
}

/// The devices of a person, in all their households.
pub async fn devices(
    state: &AppState,
    language: Language,
    by: SignedIn,
    is_fresh: bool,
) -> Result<String, AccountError> {
    let said = language.person();
    let all = state.identity.own_devices(by.account).await;
    let all = all.map_err(AccountError::Household)?;
    if all.is_empty() {
        return Ok(String::new());
    }
    let mut body = format!(
        "<h2>{}</h2>\n<p>{}</p>\n<ul>\n",
        said.devices, said.why_devices
    );
    for one in &all {
        let since = said.since.replace("{day}", &day(one.made_ms));
        let used = said.last_used.replace("{day}", &day(one.seen_ms));
        body += &format!("<li><b>{}</b> ({since}, {used})", escaped(&one.name));
        if is_fresh {
            body += &format!(
                "<form method=\"post\" action=\"/account/devices/{}\"><button class=\"second\">{}</button></form>",
                hex(&one.id),
                said.remove
            );
        }
        body += "</li>\n";
    }
    Ok(body + "</ul>\n")
}

/// `POST /account/devices/{id}`: shuts one out.
pub async fn remove_device(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    let language = Language::of(&headers);
    let Ok(by) = signed_in(&Method::POST, &headers, &state).await else {
        return Redirect::to(SIGN_IN).into_response();
    };
    let removed = match read_id(&id) {
        Some(id) => shut_out(&state, by, id).await,
        None => Ok(()),
    };
    changed(&state, language, by, removed).await
}

async fn shut_out(state: &AppState, by: SignedIn, id: [u8; 16]) -> Result<(), AccountError> {
    let now_ms = state.clock.now_ms();
    if !state.accounts.is_fresh(&by, now_ms).await? {
        return Err(AccountError::Stale);
    }
    let shut_out = async {
        let all = state.identity.own_devices(by.account).await?;
        let Some(device) = all.iter().find(|one| one.id == id) else {
            return Ok(());
        };
        let membership = state.identity.membership(by.account, device.household);
        let actor = Actor::from(membership.await?);
        state.identity.revoke(actor, id, now_ms).await?;
        Ok::<_, IdentityError>(())
    };
    shut_out.await.map_err(AccountError::Household)
}

/// What a person takes along, and how their account goes.
pub fn end(language: Language, is_fresh: bool) -> String {
    let said = language.person();
    let mut body = format!(
        "<h2>{}</h2>\n<p><a href=\"/api/v1/account/export\" download>{}</a></p>\n<p>{}</p>\n",
        said.delete_account, said.export, said.what_goes
    );
    if is_fresh {
        body += &format!(
            "<form method=\"post\" action=\"/account/delete\">\n\
             <label class=\"box\"><input type=\"checkbox\" name=\"households\" value=\"1\"> {}</label>\n\
             <label class=\"box\"><input type=\"checkbox\" name=\"sure\" value=\"1\" required> {}</label>\n\
             <button class=\"danger\">{}</button>\n</form>\n",
            said.delete_households, said.delete_sure, said.delete_account
        );
    }
    body
}

/// `POST /account/delete`.
pub async fn delete(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(end): Form<End>,
) -> Response {
    let (language, headers) = (visitor.language(), &visitor.headers);
    let Ok(by) = signed_in(&Method::POST, headers, &state).await else {
        return Redirect::to(SIGN_IN).into_response();
    };
    if end.sure.is_none() {
        return changed(&state, language, by, Ok(())).await;
    }
    let how = Leave {
        password: None,
        deletes_households: end.households.is_some(),
        from: visitor.network(),
    };
    match state.accounts.delete(&by, &how, state.clock.now_ms()).await {
        Ok(()) => {
            let cookie = [(header::SET_COOKIE, no_cookie(headers, &state))];
            let gone = told(language, StatusCode::OK, language.person().deleted);
            (cookie, gone).into_response()
        }
        Err(error) => changed(&state, language, by, Err(error)).await,
    }
}
