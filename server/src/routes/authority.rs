//! `/ca`: how a device comes to trust the home's certificate authority; and what those
//! are told who come without TLS to a port that speaks it.

use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri, header, uri};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::error::Error;
use crate::state::AppState;

const PAGE: &str = include_str!("authority/page.html");
const STYLE: &str = include_str!("authority/style.css");
const NO_STORE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// `GET /ca`: the steps on each system, and the fingerprint to compare.
pub async fn show(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Error> {
    let trust = state.transport.authority().ok_or(Error::NoAuthority)?;
    // The header is the asking device's own, but only what is surely an address goes into
    // the page.
    let app = host(&headers).map_or_else(|| "/".to_owned(), |host| format!("https://{host}/"));
    let page = PAGE
        .replace("{fingerprint}", &trust.fingerprint())
        .replace("{app}", &app);
    Ok((NO_STORE, Html(page)).into_response())
}

/// `GET /ca.crt`: the certificate, PEM, which all systems take.
pub async fn certificate(State(state): State<AppState>) -> Result<Response, Error> {
    let trust = state.transport.authority().ok_or(Error::NoAuthority)?;
    let kind = [
        (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"larder-ca.crt\"",
        ),
    ];
    Ok((NO_STORE, kind, trust.pem().to_owned()).into_response())
}

/// `GET /ca.css`.
pub async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, STYLE).into_response()
}

/// Everything else without TLS: people are led on, programs are told.
pub async fn lead_to_https(
    State(state): State<AppState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let is_page = matches!(method, Method::GET | Method::HEAD) && !uri.path().starts_with("/api/");
    match (host(&headers), state.transport.authority()) {
        _ if !is_page => Error::NeedsTls.into_response(),
        // Straight on, a device that does not trust it yet would meet a warning.
        (_, Some(_)) => (NO_STORE, Redirect::temporary("/ca")).into_response(),
        (Some(host), None) => {
            let path = uri.path_and_query().map_or("/", uri::PathAndQuery::as_str);
            let secure = format!("https://{host}{path}");
            (NO_STORE, Redirect::temporary(&secure)).into_response()
        }
        (None, None) => Error::NeedsTls.into_response(),
    }
}

/// The address that a request names, if it is one.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte);
    let is_address = host.len() <= 255 && host.bytes().all(is_fit);
    (is_address && host.parse::<uri::Authority>().is_ok()).then_some(host)
}

#[cfg(test)]
mod tests;
