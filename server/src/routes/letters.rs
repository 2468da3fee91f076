//! `/account/…`: where links in letters lead, and where one asks for such a letter. Pages without
//! a script.
//!
//! Opening a link does nothing yet: mail programs open links by themselves. What it is for is
//! done by the button, whose form carries the link's token, and nothing else proves anything: so
//! another site's form could do no more than whoever has the token. Its address is told to no
//! other page, and kept nowhere.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::person;
use crate::accounts::AccountError;
use crate::api::Visitor;
use crate::gateway::request_id::log;
use crate::identity::is_hex;
use crate::language::Language;
use crate::reminders::round::STOP;
use crate::state::AppState;

const PAGE: &str = include_str!("letters/page.html");
const STYLE: &str = include_str!("letters/style.css");
const UNSEEN: [(header::HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// What a link carries.
#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// A link whose address somebody says is theirs, and a password where one is asked for.
#[derive(Deserialize)]
pub struct Confirmed {
    token: String,
    password: Option<String>,
}

/// Another password for the account of a link.
#[derive(Deserialize)]
pub struct Chosen {
    token: String,
    password: String,
}

/// By which address somebody signs in.
#[derive(Deserialize)]
pub struct Typed {
    email: String,
}

/// `GET /account.css`.
pub async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, STYLE).into_response()
}

/// `GET /account/verify`.
pub async fn ask_verify(headers: HeaderMap, Query(link): Query<Link>) -> Response {
    let language = Language::of(&headers);
    let words = language.words();
    let button = format!("<button>{}</button>", words.it_is);
    of_link(language, &link.token, words.is_it_yours, "verify", &button)
}

/// `POST /account/verify`.
pub async fn verify(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(Confirmed { token, password }): Form<Confirmed>,
) -> Response {
    let language = Language::of(&headers);
    let words = language.words();
    let now_ms = state.clock.now_ms();
    let verified = state.accounts.verify(&token, password.as_deref(), now_ms);
    match verified.await {
        Ok(()) => told(language, StatusCode::OK, words.verified),
        // The link holds on, so a form comes.
        Err(AccountError::Several) => password_of(language, &token, "verify", ""),
        Err(AccountError::Weak(_)) => too_weak(language, &token, "verify"),
        Err(error) => refused(language, &error),
    }
}

/// `GET /account/reset`.
pub async fn ask_reset(headers: HeaderMap, Query(link): Query<Link>) -> Response {
    password_of(Language::of(&headers), &link.token, "reset", "")
}

/// `POST /account/reset`.
pub async fn reset(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(chosen): Form<Chosen>,
) -> Response {
    let Chosen { token, password } = chosen;
    let (from, language) = (visitor.network(), visitor.language());
    let now_ms = state.clock.now_ms();
    let by = (from, language);
    let reset = state.accounts.reset(&token, &password, by, now_ms);
    match reset.await {
        // Whoever knew the old one may have let devices in, which go on.
        Ok(()) => person::after_reset(language),
        // The link holds on, so the form comes again.
        Err(AccountError::Weak(_)) => too_weak(language, &token, "reset"),
        Err(error) => refused(language, &error),
    }
}

/// `GET /account/forgotten`.
pub async fn ask_forgotten(headers: HeaderMap) -> Response {
    let language = Language::of(&headers);
    let words = language.words();
    let form = format!(
        "<form method=\"post\" action=\"/account/forgotten\">\n\
         <label>{}<input type=\"email\" name=\"email\" autocomplete=\"username\" required></label>\n\
         <button>{}</button>\n</form>",
        words.address, words.send
    );
    page(language, StatusCode::OK, words.forgotten, &form)
}

/// `POST /account/forgotten`: the page is the same whether there is such an account or not.
pub async fn forgotten(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(typed): Form<Typed>,
) -> Response {
    let (from, language) = (visitor.network(), visitor.language());
    let now_ms = state.clock.now_ms();
    let asked = state
        .accounts
        .ask_reset(&typed.email, from, language, now_ms)
        .await;
    match asked {
        Ok(()) => told(language, StatusCode::ACCEPTED, language.words().on_its_way),
        Err(error) => refused(language, &error),
    }
}

/// `GET /account/reminders`.
pub async fn ask_stop(headers: HeaderMap, Query(link): Query<Link>) -> Response {
    let language = Language::of(&headers);
    let (words, token) = (language.words(), link.token);
    if !is_hex(&token, 64) {
        return told(language, StatusCode::BAD_REQUEST, words.no_letter);
    }
    let form = format!(
        "<form method=\"post\" action=\"{STOP}?token={token}\">\n<button>{}</button>\n</form>",
        words.stop
    );
    page(language, StatusCode::OK, words.no_more, &form)
}

/// `POST /account/reminders`: also what a mail program sends by one tap (RFC 8058), to the very
/// address of the link and with a body that says nothing more.
pub async fn stop(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(link): Query<Link>,
) -> Response {
    let language = Language::of(&headers);
    let words = language.words();
    let now_ms = state.clock.now_ms();
    match state.reminders.stop(&link.token, now_ms).await {
        Ok(true) => told(language, StatusCode::OK, words.stopped),
        Ok(false) => told(language, StatusCode::GONE, words.no_letter),
        Err(error) => {
            log(format_args!("reminders were not ended: {error}"));
            told(language, StatusCode::INTERNAL_SERVER_ERROR, words.again)
        }
    }
}

fn too_weak(language: Language, token: &str, to: &str) -> Response {
    let why = format!("<p role=\"alert\">{}</p>\n", language.words().weak);
    let again = password_of(language, token, to, &why);
    (StatusCode::BAD_REQUEST, again).into_response()
}

/// The form that takes another password, below what there is to say of the last one.
fn password_of(language: Language, token: &str, to: &str, said: &str) -> Response {
    let words = language.words();
    let inner = format!(
        "{said}<label>{}<input type=\"password\" name=\"password\" \
         autocomplete=\"new-password\" required minlength=\"10\"></label>\n\
         <button>{}</button>",
        words.new_password, words.set
    );
    of_link(language, token, words.choose, to, &inner)
}

/// A page with the form of a link. What is no token gets nowhere into it.
fn of_link(language: Language, token: &str, title: &str, to: &str, inner: &str) -> Response {
    if !is_hex(token, 64) {
        return told(
            language,
            StatusCode::BAD_REQUEST,
            language.words().no_letter,
        );
    }
    let form = format!(
        "<form method=\"post\" action=\"/account/{to}\">\n\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\n{inner}\n</form>"
    );
    page(language, StatusCode::OK, title, &form)
}

/// What a person can do something about is told to them, and of all else that it failed.
pub fn refused(language: Language, error: &AccountError) -> Response {
    let words = language.words();
    let (status, text) = match error {
        AccountError::NoLetter => (StatusCode::GONE, words.no_letter),
        AccountError::SignUpClosed => (StatusCode::FORBIDDEN, words.closed),
        AccountError::NoMail => (StatusCode::NOT_IMPLEMENTED, words.no_mail),
        AccountError::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, words.again),
        AccountError::Busy => (StatusCode::SERVICE_UNAVAILABLE, words.again),
        other => {
            log(format_args!("a page of an account failed: {other}"));
            (StatusCode::INTERNAL_SERVER_ERROR, words.again)
        }
    };
    told(language, status, text)
}

/// A page that says one thing.
pub fn told(language: Language, status: StatusCode, text: &str) -> Response {
    let open = language.words().open;
    let body = format!("<p>{text}</p>\n<p><a href=\"/\">{open}</a></p>");
    page(language, status, "Larder", &body)
}

/// A page, of which nothing is kept anywhere.
pub fn page(language: Language, status: StatusCode, title: &str, body: &str) -> Response {
    let page = PAGE
        .replace("{lang}", language.tag())
        .replace("{title}", title)
        .replace("{body}", body);
    (status, UNSEEN, Html(page)).into_response()
}

#[cfg(test)]
mod tests;
