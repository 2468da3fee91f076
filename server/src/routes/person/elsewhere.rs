//! `/account/oidc/…`: another server says who somebody is.
//!
//! It is begun by a form of ours and goes on in that browser alone. Whoever comes back is led on
//! by a page: what another site leads to proves nothing by a cookie.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{SECURITY, SIGN_IN, changed, day, go_on, list, refused};
use crate::accounts::AccountError;
use crate::accounts::passkeys::PATIENCE_S;
use crate::accounts::providers::{Known, Returned};
use crate::accounts::sessions::SignedIn;
use crate::api::{Visitor, begin_page};
use crate::html::escaped;
use crate::language::Language;
use crate::session::account::{PROVIDER, signed_in};
use crate::state::AppState;

/// What it is for.
#[derive(Deserialize)]
pub struct Purpose {
    /// Connects the account of who has signed in.
    link: Option<String>,
}

/// What came back in the address.
#[derive(Deserialize)]
pub struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
}

/// Which connection is to be taken away.
#[derive(Deserialize)]
pub struct Connection {
    issuer: String,
}

/// `POST /account/oidc/{name}`.
pub async fn lead(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
    Form(purpose): Form<Purpose>,
) -> Response {
    let (language, headers) = (visitor.language(), &visitor.headers);
    if visitor.check_page().is_err() {
        return go_on(language, SIGN_IN);
    }
    let by = match purpose.link {
        Some(_) => match signed_in(&Method::POST, headers, &state).await {
            Ok(by) => Some(by),
            Err(_) => return Redirect::to(SIGN_IN).into_response(),
        },
        None => None,
    };
    let now_ms = state.clock.now_ms();
    let led = state
        .accounts
        .ask_provider(&name, by.as_ref(), now_ms)
        .await;
    match (led, by) {
        (Ok((url, secret)), _) => {
            let cookie = PROVIDER.set(&secret, PATIENCE_S, headers, &state);
            let cookie = [(header::SET_COOKIE, cookie)];
            // A form of ours may lead to no other site, and this page does.
            (cookie, go_on(language, &url)).into_response()
        }
        (Err(AccountError::Stale), Some(by)) => {
            changed(&state, language, by, Err(AccountError::Stale)).await
        }
        (Err(error), _) => refused(language, &error),
    }
}

/// `GET /account/oidc/{name}/callback`.
pub async fn came_back(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(answer): Query<Answer>,
) -> Response {
    let (language, headers) = (visitor.language(), &visitor.headers);
    let Some(secret) = PROVIDER.of(headers, &state) else {
        return refused(language, &AccountError::NotBegun);
    };
    let returned = Returned {
        provider: &name,
        code: answer.code.as_deref(),
        state: &answer.state,
        issuer: answer.iss.as_deref(),
    };
    let now_ms = state.clock.now_ms();
    let known = match state.accounts.known_by(secret, &returned, now_ms).await {
        Ok(Known::Linked) => return go_on(language, SECURITY),
        Ok(Known::Proved(proved)) => begin_page(&state, &visitor, &proved).await,
        Err(error) => Err(error),
    };
    match known {
        Ok(cookie) => {
            let cookie = [(header::SET_COOKIE, cookie)];
            (cookie, go_on(language, SECURITY)).into_response()
        }
        Err(error) => refused(language, &error),
    }
}

/// `POST /account/unlink`.
pub async fn unlink(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(Connection { issuer }): Form<Connection>,
) -> Response {
    let language = Language::of(&headers);
    let Ok(by) = signed_in(&Method::POST, &headers, &state).await else {
        return Redirect::to(SIGN_IN).into_response();
    };
    let now_ms = state.clock.now_ms();
    let unlinked = state.accounts.unlink(&by, &issuer, now_ms).await;
    changed(&state, language, by, unlinked.map(|_| ())).await
}

/// A button for each server that signs people in.
pub fn ways_in(state: &AppState, language: Language) -> String {
    let all = state.accounts.providers().iter();
    let buttons = all.map(|provider| {
        let text = language.person().sign_in_by;
        button(&provider.settings.name, text, &provider.settings.label, "")
    });
    buttons.collect()
}

fn button(name: &str, text: &str, label: &str, inner: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/account/oidc/{name}\">{inner}<button class=\"second\">{}</button></form>\n",
        text.replace("{name}", &escaped(label))
    )
}

/// The servers that an account is connected with, and those that it may be.
pub async fn connected(
    state: &AppState,
    language: Language,
    by: SignedIn,
    is_fresh: bool,
) -> Result<String, AccountError> {
    let said = language.person();
    let linked = state.accounts.linked(by.account).await?;
    if linked.is_empty() && state.accounts.providers().is_empty() {
        return Ok(String::new());
    }
    let mut body = format!("<h2>{}</h2>\n", said.others);
    body += &list(linked.iter().map(|one| {
        let since = said.since.replace("{day}", &day(one.made_ms));
        let mut row = format!("<li><b>{}</b> ({since})", escaped(&one.label));
        if is_fresh {
            row += &format!(
                "<form method=\"post\" action=\"/account/unlink\">\
                 <input type=\"hidden\" name=\"issuer\" value=\"{}\"><button class=\"second\">{}</button></form>",
                escaped(&one.issuer),
                said.remove
            );
        }
        row + "</li>\n"
    }));
    let is_linked = |name: &str| {
        linked
            .iter()
            .any(|one| one.provider.as_deref() == Some(name))
    };
    let all = state.accounts.providers().iter().map(|one| &one.settings);
    for settings in all.filter(|settings| is_fresh && !is_linked(&settings.name)) {
        let link = "<input type=\"hidden\" name=\"link\" value=\"1\">";
        body += &button(&settings.name, said.connect, &settings.label, link);
    }
    Ok(body)
}
