//! `/account/sign-in` and `/account/security`: where a person signs in, and looks after the ways
//! into their account. Forms, which no other site's page can send, and one script for what only a
//! script can ask of a browser.

mod elsewhere;
mod going;
mod readable;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use serde::Deserialize;

use super::letters::{self, page, told};
use crate::accounts::passkeys::{self, MAX_NAME};
use crate::accounts::sessions::SignedIn;
use crate::accounts::{Account, AccountError, Proved};
use crate::api::{Visitor, begin_page};
use crate::error::Error;
use crate::html::escaped;
use crate::identity::{IdentityError, hex, read_id};
use crate::language::Language;
use crate::session::account::{no_cookie, signed_in};
use crate::state::AppState;

const SCRIPT: &str = include_str!("person/account.js");
const SECURITY: &str = "/account/security";
const SIGN_IN: &str = "/account/sign-in";

/// `GET /account.js`.
pub async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, SCRIPT).into_response()
}

pub use elsewhere::{came_back, lead, unlink};
pub use going::{delete, remove_device};
pub use readable::readable;

/// What a person types to sign in.
#[derive(Deserialize)]
pub struct Typed {
    email: String,
    password: String,
}

/// `GET /account/sign-in`.
pub async fn ask_sign_in(State(state): State<AppState>, headers: HeaderMap) -> Response {
    sign_in_page(&state, Language::of(&headers), StatusCode::OK, "", "")
}

/// `POST /account/sign-in`.
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(Typed { email, password }): Form<Typed>,
) -> Response {
    let language = visitor.language();
    if visitor.check_page().is_err() {
        return go_on(language, SIGN_IN);
    }
    let (from, now_ms) = (visitor.network(), state.clock.now_ms());
    let proved = state.accounts.prove(&email, &password, from, now_ms).await;
    match proved {
        Ok(proved) => enter(&state, &visitor, &proved).await,
        Err(AccountError::Wrong) => {
            let why = language.person().wrong;
            sign_in_page(&state, language, StatusCode::UNAUTHORIZED, why, &email)
        }
        Err(error) => refused(language, &error),
    }
}

/// Lets the page of a person in, who sees their account then.
async fn enter(state: &AppState, visitor: &Visitor, proved: &Proved) -> Response {
    match begin_page(state, visitor, proved).await {
        Ok(cookie) => {
            let cookie = [(header::SET_COOKIE, cookie)];
            (cookie, Redirect::to(SECURITY)).into_response()
        }
        Err(error) => refused(visitor.language(), &error),
    }
}

fn sign_in_page(
    state: &AppState,
    language: Language,
    status: StatusCode,
    why: &str,
    email: &str,
) -> Response {
    let (words, said) = (language.words(), language.person());
    let mut body = alert(why);
    body += &format!(
        "<form method=\"post\" action=\"{SIGN_IN}\">\n\
         <label>{}<input type=\"email\" name=\"email\" autocomplete=\"username webauthn\" \
         required value=\"{}\"></label>\n\
         <label>{}<input type=\"password\" name=\"password\" autocomplete=\"current-password\" \
         required></label>\n<button>{}</button>\n</form>\n",
        words.address,
        escaped(email),
        said.password,
        said.sign_in
    );
    if state.accounts.has_passkeys() {
        body += &format!(
            "<p><button type=\"button\" class=\"second\" id=\"use-passkey\" hidden>{}</button></p>\n\
             <p role=\"alert\" id=\"failed\" hidden>{}</p>\n",
            said.use_passkey, said.no_passkey
        );
    }
    body += &elsewhere::ways_in(state, language);
    if state.accounts.mail().is_some() {
        body += &format!(
            "<p><a href=\"/account/forgotten\">{}</a></p>\n",
            words.forgotten
        );
    }
    body += "<script type=\"module\" src=\"/account.js\"></script>";
    page(language, status, said.sign_in, &body)
}

/// `POST /account/sign-out`.
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    let Ok(by) = signed_in(&Method::POST, &headers, &state).await else {
        return Redirect::to(SIGN_IN).into_response();
    };
    let now_ms = state.clock.now_ms();
    match state.accounts.end(by.account, by.session, now_ms).await {
        Ok(_) => {
            let cookie = [(header::SET_COOKIE, no_cookie(&headers, &state))];
            let body = told(language, StatusCode::OK, language.person().signed_out);
            (cookie, body).into_response()
        }
        Err(error) => refused(language, &error),
    }
}

/// `GET /account/security`.
pub async fn security(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    match signed_in(&Method::GET, &headers, &state).await {
        Ok(by) => security_page(&state, language, by, StatusCode::OK, "").await,
        // Another site, or a letter read in a browser, leads here: the page itself does not.
        Err(Error::Foreign) => go_on(language, SECURITY),
        Err(_) => Redirect::to(SIGN_IN).into_response(),
    }
}

/// `POST /account/passkeys/{id}`: removes it.
pub async fn remove_passkey(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    let language = Language::of(&headers);
    let Ok(by) = signed_in(&Method::POST, &headers, &state).await else {
        return Redirect::to(SIGN_IN).into_response();
    };
    let removed = match read_id(&id) {
        Some(id) => {
            let now_ms = state.clock.now_ms();
            state.accounts.remove_passkey(&by, id, now_ms).await
        }
        None => Ok(false),
    };
    changed(&state, language, by, removed.map(|_| ())).await
}

/// The account's page after something was changed on it, or was not.
async fn changed(
    state: &AppState,
    language: Language,
    by: SignedIn,
    done: Result<(), AccountError>,
) -> Response {
    let said = language.person();
    let why = match done {
        Ok(()) => return Redirect::to(SECURITY).into_response(),
        Err(AccountError::LastWay) => said.last_way,
        Err(AccountError::Stale) => said.stale,
        Err(AccountError::OnlyOwner) => said.only_owner,
        Err(AccountError::Alone) => said.alone,
        Err(AccountError::Household(IdentityError::LastOwner)) => said.last_device,
        Err(error) => return refused(language, &error),
    };
    security_page(state, language, by, StatusCode::CONFLICT, why).await
}

async fn security_page(
    state: &AppState,
    language: Language,
    by: SignedIn,
    status: StatusCode,
    why: &str,
) -> Response {
    match security_body(state, language, by).await {
        Ok(body) => {
            let body = alert(why) + &body;
            page(language, status, language.person().security, &body)
        }
        Err(error) => refused(language, &error),
    }
}

async fn security_body(
    state: &AppState,
    language: Language,
    by: SignedIn,
) -> Result<String, AccountError> {
    let (words, said) = (language.words(), language.person());
    let Account { email, .. } = state.accounts.account(by.account).await?;
    let is_fresh = state.accounts.is_fresh(&by, state.clock.now_ms()).await?;
    let passkeys = state.accounts.passkeys(by.account).await?;
    let whose = said.signed_in_as.replace("{email}", &escaped(&email));
    let mut body = format!(
        "<p>{whose}</p>\n<form method=\"post\" action=\"/account/sign-out\">\
         <button class=\"second\">{}</button></form>\n",
        said.sign_out
    );
    if !is_fresh {
        body += &format!(
            "<p>{} <a href=\"{SIGN_IN}\">{}</a></p>\n",
            said.stale, said.sign_in
        );
    }
    body += &format!("<h2>{}</h2>\n<p>{}</p>\n", said.passkeys, said.why_passkeys);
    let rows = passkeys
        .iter()
        .map(|passkey| row(language, passkey, is_fresh));
    body += &list(rows);
    if !state.accounts.has_passkeys() {
        body += &format!("<p>{}</p>\n", said.no_home);
    } else if is_fresh {
        body += &format!(
            "<form id=\"add-passkey\" hidden>\n\
             <label>{}<input name=\"name\" maxlength=\"{MAX_NAME}\"></label>\n\
             <button>{}</button>\n</form>\n<p role=\"alert\" id=\"failed\" hidden>{}</p>\n\
             <script type=\"module\" src=\"/account.js\"></script>\n",
            said.passkey_name, said.add_passkey, said.not_made
        );
    }
    body += &elsewhere::connected(state, language, by, is_fresh).await?;
    body += &going::devices(state, language, by, is_fresh).await?;
    body += &going::end(language, is_fresh);
    body += &format!("<p><a href=\"/\">{}</a></p>", words.open);
    Ok(body)
}

fn row(language: Language, passkey: &passkeys::Listed, is_fresh: bool) -> String {
    let said = language.person();
    let mut about = vec![said.since.replace("{day}", &day(passkey.made_ms))];
    about.extend(
        passkey
            .used_ms
            .map(|ms| said.last_used.replace("{day}", &day(ms))),
    );
    let mut row = format!(
        "<li><b>{}</b> ({})",
        escaped(&passkey.name),
        about.join(", ")
    );
    if passkey.regressed_ms.is_some() {
        row += &format!(" {}", said.copied);
    }
    if is_fresh {
        row += &format!(
            "<form method=\"post\" action=\"/account/passkeys/{}\"><button class=\"second\">{}</button></form>",
            hex(&passkey.id),
            said.remove
        );
    }
    row + "</li>\n"
}

/// A list of what there is, if there is something.
fn list(rows: impl Iterator<Item = String>) -> String {
    match rows.collect::<String>() {
        rows if rows.is_empty() => rows,
        rows => format!("<ul>\n{rows}</ul>\n"),
    }
}

/// A day in UTC.
fn day(ms: i64) -> String {
    let time = Timestamp::from_millisecond(ms).unwrap_or_default();
    time.strftime("%F").to_string()
}

/// A page that leads on by itself: what is behind it is asked for by a page of ours then.
fn go_on(language: Language, to: &str) -> Response {
    let (said, to) = (language.person(), escaped(to));
    let body = format!(
        "<meta http-equiv=\"refresh\" content=\"0;url={to}\">\n\
         <p><a href=\"{to}\">{}</a></p>",
        said.go_on
    );
    page(language, StatusCode::OK, said.sign_in, &body)
}

/// What comes next where a password was set by a letter: whoever knew the old one may have let
/// devices in, which go on.
pub fn after_reset(language: Language) -> Response {
    let (words, said) = (language.words(), language.person());
    let body = format!(
        "<p>{}</p>\n<p>{}, {}: {}</p>\n<p><a href=\"{SIGN_IN}\">{}</a></p>\n\
         <p><a href=\"/\">{}</a></p>",
        words.was_set, said.devices, said.passkeys, said.why_devices, said.sign_in, words.open
    );
    page(language, StatusCode::OK, "Larder", &body)
}

/// What a person can do something about is told to them.
fn refused(language: Language, error: &AccountError) -> Response {
    let said = language.person();
    let (status, text) = match error {
        AccountError::Unreachable => (StatusCode::BAD_GATEWAY, said.unreachable),
        AccountError::NotBegun | AccountError::Unbelieved | AccountError::NoProvider => {
            (StatusCode::UNAUTHORIZED, said.not_begun)
        }
        AccountError::SignUpClosed => (StatusCode::FORBIDDEN, language.words().closed),
        AccountError::NoVerifiedAddress => (StatusCode::FORBIDDEN, said.no_address),
        AccountError::ConnectFirst => (StatusCode::CONFLICT, said.connect_first),
        AccountError::ConnectedElsewhere => (StatusCode::CONFLICT, said.elsewhere),
        other => return letters::refused(language, other),
    };
    let body = format!(
        "<p role=\"alert\">{text}</p>\n<p><a href=\"{SIGN_IN}\">{}</a></p>",
        said.sign_in
    );
    page(language, status, said.sign_in, &body)
}

fn alert(why: &str) -> String {
    match why {
        "" => String::new(),
        why => format!("<p role=\"alert\">{why}</p>\n"),
    }
}
