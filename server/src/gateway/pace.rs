//! How often one key, device or address may ask, by the class of what it asks for.
//!
//! Whoever proves itself has its own measure; who founds or joins a household, or signs in, has
//! proved nothing yet and is known by address alone. Each answer says how much is left (the
//! draft `RateLimit` headers for HTTP), and who is over it when to come again.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use super::Class;
use super::address::Client;
use crate::api;
use crate::limits::Settings;
use crate::session;
use crate::state::AppState;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// All measures are of a minute, in seconds.
const WINDOW: u32 = 60;

/// Who is counted.
type Who = [u8; 16];
type Limiter =
    RateLimiter<Who, DefaultKeyedStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// The measures of all classes that have one.
pub struct Paces {
    reads: Measure,
    writes: Measure,
    advice: Measure,
    pictures: Measure,
    doors: Measure,
    sign_ins: Measure,
}

/// So many in a minute, which may come at once.
struct Measure {
    name: &'static str,
    most: NonZeroU32,
    limiter: Limiter,
}

/// How it stands after another request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Standing {
    name: &'static str,
    most: u32,
    left: u32,
    /// How long to wait where none was left; the request does not count then.
    wait: Option<Duration>,
}

impl Paces {
    /// Counts from nothing.
    pub fn new(settings: &Settings) -> Self {
        Self {
            reads: Measure::new("reads", settings.reads_a_minute),
            writes: Measure::new("writes", settings.writes_a_minute),
            advice: Measure::new("recommendations", settings.recommendations_a_minute),
            pictures: Measure::new("pictures", settings.pictures_a_minute),
            doors: Measure::new("doors", settings.doors_a_minute),
            sign_ins: Measure::new("sign-ins", settings.doors_a_minute),
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
            measure.limiter.retain_recent();
            measure.limiter.shrink_to_fit();
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

impl Measure {
    fn new(name: &'static str, most: NonZeroU32) -> Self {
        let limiter = RateLimiter::keyed(Quota::per_minute(most));
        Self {
            name,
            most,
            limiter: limiter.with_middleware(),
        }
    }

    fn take(&self, who: &Who) -> Standing {
        let (left, wait) = match self.limiter.check_key(who) {
            Ok(standing) => (standing.remaining_burst_capacity(), None),
            Err(later) => (0, Some(later.wait_time_from(DefaultClock::default().now()))),
        };
        let (name, most) = (self.name, self.most.get());
        Standing {
            name,
            most,
            left,
            wait,
        }
    }
}

impl Standing {
    /// Seconds until all of it is there again, or until one more is where none is left.
    fn again(&self) -> u64 {
        match self.wait {
            Some(wait) => wait.as_secs() + 1,
            None => {
                let gone = u64::from(self.most.saturating_sub(self.left));
                (gone * u64::from(WINDOW)).div_ceil(u64::from(self.most))
            }
        }
    }

    fn tell(&self, response: &mut Response) {
        let Self {
            name, most, left, ..
        } = self;
        let again = self.again();
        for (header, value) in [
            (POLICY, format!("\"{name}\";q={most};w={WINDOW}")),
            (LIMIT, format!("\"{name}\";r={left};t={again}")),
        ] {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(header, value);
            }
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
    let standing = measure.take(&who);
    let mut response = match standing.wait {
        Some(wait) => api::too_many(wait),
        None => next.run(request).await,
    };
    standing.tell(&mut response);
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
    use super::*;

    #[test]
    fn a_minutes_requests_may_come_at_once_and_each_says_what_is_left() {
        let measure = Measure::new("reads", NonZeroU32::new(3).expect("some"));
        let standings: Vec<Standing> = (0..4).map(|_| measure.take(&[1; 16])).collect();
        let told = |standing: &Standing| (standing.left, standing.wait.is_none());
        let told: Vec<(u32, bool)> = standings.iter().map(told).collect();
        assert_eq!(told, [(2, true), (1, true), (0, true), (0, false)]);
        assert_eq!(standings[0].again(), 20, "a third of a minute");
        assert!((1..=21).contains(&standings[3].again()));
        assert!(measure.take(&[2; 16]).wait.is_none(), "another one");
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
