//! How often one key, device or address may ask, by the class of what it asks for.
//!
//! Whoever proves itself has its own measure; who founds or joins a household, or signs in, has
//! proved nothing yet and is known by address alone. Each answer says how much is left (the
//! draft `RateLimit` headers for HTTP), and who is over it when to come again.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::Class;
use super::address::Client;
use crate::api;
use crate::limits::Settings;
use crate::limits::measure::{Measure, Standing, Who};
use crate::session;
use crate::shared::Shared;
use crate::state::AppState;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// All measures are of a minute, in seconds.
const WINDOW: u32 = 60;

/// The measures of all classes that have one.
pub struct Paces {
    reads: Measure,
    writes: Measure,
    advice: Measure,
    pictures: Measure,
    doors: Measure,
    sign_ins: Measure,
}

impl Paces {
    /// Counts from nothing.
    pub fn new(settings: &Settings, shared: Option<&Shared>) -> Self {
        let measure = |name, most| Measure::new(name, most, shared);
        Self {
            reads: measure("reads", settings.reads_a_minute),
            writes: measure("writes", settings.writes_a_minute),
            advice: measure("recommendations", settings.recommendations_a_minute),
            pictures: measure("pictures", settings.pictures_a_minute),
            doors: measure("doors", settings.doors_a_minute),
            sign_ins: measure("sign-ins", settings.doors_a_minute),
        }
    }

    /// Forgets those who have not asked for long.
    pub fn tidy(&self) {
        let Self {
            reads,
            writes,
            advice,
            pictures,
            doors,
            sign_ins,
        } = self;
        for measure in [reads, writes, advice, pictures, doors, sign_ins] {
            measure.tidy();
        }
    }

    /// The measure of a class; others are limited where they are answered, or not at all.
    fn of(&self, class: Class) -> Option<&Measure> {
        match class {
            Class::Read => Some(&self.reads),
            Class::Write => Some(&self.writes),
            Class::Advice => Some(&self.advice),
            Class::Picture => Some(&self.pictures),
            Class::Door => Some(&self.doors),
            Class::SignIn => Some(&self.sign_ins),
            Class::Page | Class::About | Class::Sync | Class::Socket => None,
        }
    }
}

/// Seconds until all of it is there again, or until one more is where none is left.
fn again(standing: &Standing) -> u64 {
    match standing.wait {
        Some(wait) => wait.as_secs() + 1,
        None => {
            let gone = u64::from(standing.most.saturating_sub(standing.left));
            (gone * u64::from(WINDOW)).div_ceil(u64::from(standing.most))
        }
    }
}

fn tell(standing: &Standing, response: &mut Response) {
    let Standing {
        name, most, left, ..
    } = standing;
    let again = again(standing);
    for (header, value) in [
        (POLICY, format!("\"{name}\";q={most};w={WINDOW}")),
        (LIMIT, format!("\"{name}\";r={left};t={again}")),
    ] {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(header, value);
        }
    }
}

/// Answers a request if it comes not too soon after too many others.
pub async fn within(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let class = Class::of(request.method(), request.uri().path());
    let Some(measure) = state.limits.paces.of(class) else {
        return next.run(request).await;
    };
    let (who, request) = match class.is_of_strangers() {
        true => (stranger(&request), request),
        false => known(&state, request).await,
    };
    // Who proves nothing is answered so, and nothing is counted by what it made up.
    let Some(who) = who else {
        return next.run(request).await;
    };
    let standing = measure.take(&who).await;
    let mut response = match standing.wait {
        Some(wait) => api::too_many(wait),
        None => next.run(request).await,
    };
    tell(&standing, &mut response);
    response
}

/// Who has proved itself; it need not do so again.
async fn known(state: &AppState, request: Request) -> (Option<Who>, Request) {
    let (mut parts, body) = request.into_parts();
    let who = match api::Caller::prove(&parts, state).await {
        Ok(caller) => {
            let who = caller.id;
            parts.extensions.insert(caller);
            Some(who)
        }
        Err(_) => homeless(state, &parts).await,
    };
    (who, Request::from_parts(parts, body))
}

/// Who has proved itself, though it is not plain which household it means.
async fn homeless(state: &AppState, parts: &Parts) -> Option<Who> {
    if let Ok(token) = session::token(&parts.headers)
        && let Ok(Some(device)) = state.identity.by_token(token).await
    {
        return Some(device.id);
    }
    let signed_in = session::account::signed_in(&parts.method, &parts.headers, state);
    Some(signed_in.await.ok()?.account)
}

/// Who is known by address alone. One provider gives a home all of an IPv6 /64. This machine
/// itself is not counted: a proxy on it that nobody has named would be all the world.
fn stranger(request: &Request) -> Option<Who> {
    let client = request.extensions().get::<Client>()?;
    let address = client.address.filter(|address| !address.is_loopback())?;
    Some(match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().octets(),
        IpAddr::V6(v6) => {
            let mut network = v6.octets();
            network[8..].fill(0);
            network
        }
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_is_told_when_there_is_more() {
        let standing = |left, wait| Standing {
            name: "reads",
            most: 3,
            left,
            wait,
        };
        assert_eq!(again(&standing(2, None)), 20, "a third of a minute");
        let wait = Some(Duration::from_millis(19_500));
        assert_eq!(again(&standing(0, wait)), 20);
    }

    #[test]
    fn a_home_is_one_address_whatever_its_version() {
        let of = |address: &str| {
            let mut request = Request::default();
            request.extensions_mut().insert(Client {
                address: Some(address.parse().expect("an address")),
                by_proxy: false,
                was_forwarded: false,
            });
            stranger(&request)
        };
        assert_eq!(of("2001:db8::1"), of("2001:db8::2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("127.0.0.1"), None);
    }
}
