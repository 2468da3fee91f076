//! Which device a request comes from.
//!
//! Apps send their token as a bearer; a page has it in a cookie that no script can read.
//! Whatever a cookie proves counts only for requests of our own pages. Who has signed in as a
//! person stands in [`account`].

pub mod account;

use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;

use crate::accounts::is_token;
use crate::error::Error;
use crate::identity::{Actor, Device, IdentityError};
use crate::state::AppState;

/// The cookie's name; the prefix makes browsers bind it to this very host.
const COOKIE: &str = "__Host-larder";
/// A year, in seconds: a device that is used every now and then stays in.
const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A device that has proved itself.
pub struct Session {
    /// The device.
    pub device: Device,
    /// Its token, to ask again whether it still holds.
    pub token: String,
}

impl FromRequestParts<AppState> for Session {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let token = token(&parts.headers)?.to_owned();
        let device = state.identity.by_token(&token).await?;
        let device = device.ok_or(Error::Unknown)?;
        Ok(Self { device, token })
    }
}

/// A member who has proved themselves: by a device, or by signing in.
pub struct Insider(pub Actor);

impl FromRequestParts<AppState> for Insider {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        Ok(Self(member(parts, state).await?))
    }
}

/// The member that a request comes from. A device speaks for its own; where the request names
/// another household, or has no device, the person does who has signed in.
///
/// # Errors
///
/// If nobody has proved themselves, or has nothing to do with the household that is named.
pub async fn member(parts: &Parts, state: &AppState) -> Result<Actor, Error> {
    let headers = &parts.headers;
    let named = account::household(headers)?;
    let signed_in = account::is_tried(headers, state);
    let device = match token(headers) {
        Ok(token) if !is_token(token) => state.identity.by_token(token).await?,
        Ok(_) | Err(Error::Unknown) => None,
        Err(foreign) => return Err(foreign),
    };
    match device {
        Some(device) if named.is_none_or(|named| named == device.household) => {
            Ok(Actor::from(&device))
        }
        _ if signed_in => account::member(parts, named, state).await,
        Some(_) => Err(IdentityError::NoHousehold.into()),
        None => Err(Error::Unknown),
    }
}

/// What a request proves itself by: a bearer token, or the cookie of a page of ours.
///
/// # Errors
///
/// If there is none, or a page of another site sent it.
pub fn token(headers: &HeaderMap) -> Result<&str, Error> {
    if headers.contains_key(header::AUTHORIZATION) {
        return bearer(headers).ok_or(Error::Unknown);
    }
    page_token(headers)
}

/// The token in the cookie of a page of ours.
///
/// # Errors
///
/// If there is none, or a page of another site sent it.
pub fn page_token(headers: &HeaderMap) -> Result<&str, Error> {
    let token = cookie_called(COOKIE, headers).ok_or(Error::Unknown)?;
    check_own_page(headers)?;
    Ok(token)
}

/// What a request has as a bearer.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    // Whatever its case (RFC 9110 §11.1).
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The value of a cookie.
fn cookie_called<'a>(name: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    // A browser may send several of these, each with some of the cookies.
    let fields = headers.get_all(header::COOKIE).into_iter();
    let cookies = fields.filter_map(|field| field.to_str().ok());
    let mut cookies = cookies.flat_map(|field| field.split("; "));
    cookies.find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='))
}

/// Whether a browser says that a page of this very address made the request.
///
/// # Errors
///
/// If it says otherwise, or nothing.
pub fn check_own_page(headers: &HeaderMap) -> Result<(), Error> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_own = match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        // Browsers that do not send it send where the page is from.
        None => {
            let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
            origin.is_some_and(|(_, host)| Some(host) == text(header::HOST))
        }
    };
    if is_own { Ok(()) } else { Err(Error::Foreign) }
}

/// The header that gives a page its token.
pub fn cookie(token: &str) -> String {
    format!("{COOKIE}={token}; Max-Age={COOKIE_SECONDS}; Path=/; Secure; HttpOnly; SameSite=Strict")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_is_one_whatever_its_case_and_nothing_else_is() {
        let of = |value: &str| {
            let value = value.parse().expect("a value");
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value)]);
            token(&headers).ok().map(str::to_owned)
        };
        for bearer in ["Bearer a", "bearer a", "BEARER  a"] {
            assert_eq!(of(bearer).as_deref(), Some("a"), "{bearer}");
        }
        for other in ["a", "Basic a", "Bearera", ""] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
