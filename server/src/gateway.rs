//! What every request passes before it reaches its route, and every answer behind it.
//!
//! From the outside in: who asks ([`address`]), by which id it is spoken of ([`request_id`]),
//! the headers of every answer ([`crate::headers`]), what is counted ([`meter`]), whose pages
//! may ask ([`cors`]), how long it may take ([`bounds`]), how often one may ask ([`pace`]),
//! and how the answer travels ([`packed`]).

pub mod address;
pub mod base;
mod bounds;
mod class;
mod cors;
mod meter;
pub mod pace;
mod packed;
pub mod request_id;
#[cfg(test)]
mod tests;

use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use axum::{Router, middleware};
use clap::Args;
use ipnet::IpNet;
use tokio::sync::Semaphore;

use crate::headers;
use crate::metrics::Metrics;
use crate::routes::readable;
use crate::state::AppState;
use cors::Origin;

pub use class::Class;

/// What may be set.
#[derive(Args, Clone, Debug)]
#[group(id = "gateway")]
pub struct Settings {
    /// A proxy before the server, as an address or a network such as 10.0.0.0/8: who asks is
    /// told by its `X-Forwarded-For`, and nobody else's. May be given several times.
    #[arg(
        long,
        env = "LARDER_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "NETWORK",
        value_parser = address::network
    )]
    pub trusted_proxy: Vec<IpNet>,
    /// A site whose pages may use the API by scripts, such as https://panel.example. May be
    /// given several times; without it no other site's may.
    #[arg(
        long,
        env = "LARDER_ALLOW_ORIGIN",
        value_delimiter = ',',
        value_name = "ORIGIN"
    )]
    pub allow_origin: Vec<Origin>,
    /// How long a request may take, in seconds; ten times that for a picture.
    #[arg(
        long,
        env = "LARDER_REQUEST_SECONDS",
        default_value = "120",
        value_name = "SECONDS"
    )]
    pub request_seconds: NonZeroU64,
    /// Requests for data that are answered at a time; beyond that they are asked to come again.
    #[arg(
        long,
        env = "LARDER_REQUESTS_AT_ONCE",
        default_value = "512",
        value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..=100_000)
    )]
    pub requests_at_once: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            trusted_proxy: Vec::new(),
            allow_origin: Vec::new(),
            request_seconds: NonZeroU64::MIN.saturating_add(119),
            requests_at_once: 512,
        }
    }
}

/// The settings at work; cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    trusted: Arc<[IpNet]>,
    origins: Arc<[Origin]>,
    patience: Duration,
    places: Arc<Semaphore>,
    /// What was counted.
    pub metrics: Arc<Metrics>,
}

impl Gateway {
    /// Counts from nothing.
    pub fn new(settings: &Settings) -> Self {
        Self {
            trusted: settings.trusted_proxy.clone().into(),
            origins: settings.allow_origin.clone().into(),
            patience: Duration::from_secs(settings.request_seconds.get()),
            places: Arc::new(Semaphore::new(settings.requests_at_once as usize)),
            metrics: Arc::default(),
        }
    }

    /// Puts itself around all routes.
    pub fn around(&self, routes: Router<AppState>, state: &AppState) -> Router<AppState> {
        let with = || state.clone();
        let routes = routes
            .layer(packed::layer())
            .layer(middleware::from_fn_with_state(with(), pace::within))
            .layer(middleware::from_fn_with_state(with(), bounds::within))
            .layer(middleware::from_fn_with_state(with(), readable));
        // Without one a preflight is a method like others, which no route knows.
        let routes = match self.origins.is_empty() {
            true => routes,
            false => routes.layer(cors::layer(&self.origins)),
        };
        routes
            .layer(middleware::from_fn_with_state(with(), meter::count))
            .layer(middleware::from_fn(headers::secure))
            .layer(middleware::from_fn_with_state(with(), request_id::give))
            .layer(middleware::from_fn_with_state(with(), address::know))
    }
}
