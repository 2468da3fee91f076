//! Who has signed in: a program by its access token, a page by a cookie that no script can
//! read.
//!
//! It is not the cookie of the device ([`super`]): a page may have both, and signing out
//! leaves the device in its household. Over HTTPS browsers bind it to this very host; where
//! the server is reached over plain HTTP at this machine alone, some browsers would not keep
//! such a one, and it has a plain name.

use std::net::IpAddr;

use axum::http::header::{self, HeaderMap};
use axum::http::uri::Authority;
use axum::http::{HeaderName, Method};

use axum::http::request::Parts;
use sync::codec::HouseholdId;

use super::{bearer, check_own_page, cookie_called};
use crate::accounts::sessions::{LIFE_MS, SignedIn};
use crate::accounts::{AccountError, is_token};
use crate::error::Error;
use crate::identity::{Actor, IdentityError, read_id};
use crate::state::AppState;

/// Which household is meant, where a person is in several.
const HOUSEHOLD: &str = "larder-household";

/// A cookie: its name over HTTPS, and without.
#[derive(Clone, Copy)]
pub struct Cookie([&'static str; 2]);

/// Who has signed in.
const ACCOUNT: Cookie = Cookie(["__Host-larder_account", "larder_account"]);
/// Another server that says who somebody is.
pub const PROVIDER: Cookie = Cookie(["__Host-larder_provider", "larder_provider"]);
/// A passkey that is made or used.
pub const PASSKEY: Cookie = Cookie(["__Host-larder_passkey", "larder_passkey"]);

/// Who has signed in.
///
/// # Errors
///
/// If nobody has, the session has ended, or a page of another site sent the request.
pub async fn signed_in(
    method: &Method,
    headers: &HeaderMap,
    state: &AppState,
) -> Result<SignedIn, Error> {
    let now_ms = state.clock.now_ms();
    if headers.contains_key(header::AUTHORIZATION) {
        let bearer = bearer(headers).ok_or(AccountError::NotSignedIn)?;
        return Ok(state.accounts.by_access(bearer, now_ms).await?);
    }
    let secret = ACCOUNT
        .of(headers, state)
        .ok_or(AccountError::NotSignedIn)?;
    check_site(method, headers)?;
    Ok(state.accounts.by_cookie(secret, now_ms).await?)
}

/// Whether a request tries to prove that somebody has signed in.
pub fn is_tried(headers: &HeaderMap, state: &AppState) -> bool {
    match headers.contains_key(header::AUTHORIZATION) {
        true => bearer(headers).is_some_and(is_token),
        false => ACCOUNT.of(headers, state).is_some(),
    }
}

/// The household that a request names, if it names one.
///
/// # Errors
///
/// If it names none that could be.
pub fn household(headers: &HeaderMap) -> Result<Option<HouseholdId>, Error> {
    let Some(named) = headers.get(HOUSEHOLD) else {
        return Ok(None);
    };
    let named = named.to_str().ok().and_then(read_id);
    let named = named.ok_or(IdentityError::NoHousehold)?;
    Ok(Some(HouseholdId(named)))
}

/// The member that a person is who has signed in: in the household that is named, or in their
/// only one.
///
/// # Errors
///
/// If nobody has signed in, or it is not plain which household is meant.
pub async fn member(
    parts: &Parts,
    named: Option<HouseholdId>,
    state: &AppState,
) -> Result<Actor, Error> {
    let SignedIn { account, .. } = signed_in(&parts.method, &parts.headers, state).await?;
    if let Some(named) = named {
        return Ok(state.identity.membership(account, named).await?.into());
    }
    match state.identity.memberships(account).await?[..] {
        [only] => Ok(only.into()),
        [] => Err(IdentityError::NoMembership.into()),
        _ => Err(IdentityError::SeveralHouseholds.into()),
    }
}

/// Whether a request may be one of a page of ours: what only reads may also be opened from
/// somewhere else by the person, but asked for by no other site's page.
fn check_site(method: &Method, headers: &HeaderMap) -> Result<(), Error> {
    if !method.is_safe() {
        return check_own_page(headers);
    }
    let site = headers.get(HeaderName::from_static("sec-fetch-site"));
    match site.map(|site| site.as_bytes()) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Error::Foreign),
    }
}

/// The header that gives a page its session.
pub fn cookie(secret: &str, headers: &HeaderMap, state: &AppState) -> String {
    ACCOUNT.set(secret, LIFE_MS / 1_000, headers, state)
}

/// The header that takes it away again.
pub fn no_cookie(headers: &HeaderMap, state: &AppState) -> String {
    ACCOUNT.set("", 0, headers, state)
}

impl Cookie {
    /// Its value, if the request has it.
    pub fn of<'a>(self, headers: &'a HeaderMap, state: &AppState) -> Option<&'a str> {
        cookie_called(self.name(is_plain(headers, state)), headers)
    }

    /// The header that sets it for so long, or takes it away.
    pub fn set(self, value: &str, seconds: i64, headers: &HeaderMap, state: &AppState) -> String {
        let is_plain = is_plain(headers, state);
        let (name, secure) = (self.name(is_plain), if is_plain { "" } else { "Secure; " });
        format!("{name}={value}; Max-Age={seconds}; Path=/; {secure}HttpOnly; SameSite=Lax")
    }

    fn name(self, is_plain: bool) -> &'static str {
        self.0[usize::from(is_plain)]
    }
}

/// Whether no browser would keep a cookie that is bound to HTTPS.
fn is_plain(headers: &HeaderMap, state: &AppState) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // A proxy before us may speak HTTPS, and say that it asks for this machine.
    let is_https = text(header::ORIGIN).is_some_and(|origin| origin.starts_with("https:"));
    let is_here = text(header::HOST).is_some_and(is_this_machine);
    is_here && !is_https && state.transport.is_only_here()
}

fn is_this_machine(host: &str) -> bool {
    let Ok(host) = host.parse::<Authority>() else {
        return false;
    };
    let host = host.host().trim_matches(['[', ']']);
    let address: Option<IpAddr> = host.parse().ok();
    host.eq_ignore_ascii_case("localhost") || address.is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_names() {
        for here in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:8080",
            "127.1.2.3",
            "[::1]:8080",
        ] {
            assert!(is_this_machine(here), "{here}");
        }
        for there in [
            "",
            "larder.lan",
            "localhost.example.org",
            "192.168.1.5:80",
            "[::2]",
            "a b",
        ] {
            assert!(!is_this_machine(there), "{there}");
        }
    }

    #[test]
    fn another_site_neither_writes_nor_reads() {
        let of = |site: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("sec-fetch-site", site.parse().expect("a value"));
            headers
        };
        for (site, reads, writes) in [
            ("same-origin", true, true),
            ("none", true, false),
            ("same-site", false, false),
            ("cross-site", false, false),
        ] {
            assert_eq!(check_site(&Method::GET, &of(site)).is_ok(), reads, "{site}");
            assert_eq!(
                check_site(&Method::POST, &of(site)).is_ok(),
                writes,
                "{site}"
            );
        }
        let mut old = HeaderMap::new();
        old.insert("host", "larder.lan".parse().expect("a value"));
        assert!(check_site(&Method::GET, &old).is_ok());
        assert!(check_site(&Method::DELETE, &old).is_err());
        old.insert("origin", "https://evil.example".parse().expect("a value"));
        assert!(check_site(&Method::DELETE, &old).is_err());
        old.insert("origin", "https://larder.lan".parse().expect("a value"));
        assert!(check_site(&Method::DELETE, &old).is_ok());
    }
}
