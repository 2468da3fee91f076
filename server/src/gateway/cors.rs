//! Whose pages may use the API from a browser: those of sites that the keeper names.
//!
//! They prove themselves by a bearer token. The cookie of our own page stays with it: browsers
//! send it to no other site's requests, and none is asked to.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, header, request};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::request_id::REQUEST_ID;

/// How long a browser remembers what it may ask.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// A site: a scheme and a host, and a port where that is not the usual one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin(String);

impl FromStr for Origin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let host = text.strip_prefix("https://");
        let host = host.or_else(|| text.strip_prefix("http://"));
        let is_fit = |byte: u8| {
            let is_small = byte.is_ascii_lowercase() || byte.is_ascii_digit();
            is_small || b".:-[]".contains(&byte)
        };
        match host {
            Some(host) if !host.is_empty() && host.bytes().all(is_fit) => Ok(Self(text.to_owned())),
            _ => Err("give a site in small letters without a path, such as https://panel.example"),
        }
    }
}

/// Lets the pages of these sites ask the API.
pub fn layer(origins: &Arc<[Origin]>) -> CorsLayer {
    let origins = Arc::clone(origins);
    let may = move |origin: &HeaderValue, asked: &request::Parts| {
        let is_named = origins
            .iter()
            .any(|one| one.0.as_bytes() == origin.as_bytes());
        is_named && asked.uri.path().starts_with("/api/v1/")
    };
    let named = HeaderName::from_static;
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(may))
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            named("idempotency-key"),
            named("larder-household"),
            named("larder-today"),
        ])
        .expose_headers([
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            named("idempotency-replayed"),
            named("ratelimit"),
            named("ratelimit-policy"),
            REQUEST_ID,
        ])
        .max_age(REMEMBERED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for right in [
            "https://panel.example",
            "http://192.168.1.5:8123",
            "https://[fd00::1]",
        ] {
            assert!(right.parse::<Origin>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "*",
            "null",
            "panel.example",
            "https://",
            "https://panel.example/",
            "https://Panel.example",
            "https://*.example",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
