//! Households of devices around a real `larder serve`, over the network.

mod absence;
mod api;
mod blobs;
mod bucket;
mod clocks;
#[cfg(unix)]
mod elsewhere;
mod events;
mod home;
#[cfg(unix)]
mod keeper;
mod killed;
mod leaving;
mod limits;
mod load;
mod mail;
mod matrix;
#[cfg(unix)]
mod moved;
mod network;
mod oidc;
mod passkeys;
pub mod phone;
mod proxy;
mod recipes;
#[cfg(unix)]
mod reminders;
mod rest;
mod restored;
#[cfg(unix)]
mod scaled;
mod scanned;
mod schema;
#[cfg(unix)]
mod secrets;
mod socket;
mod timed;
mod versions;

use std::time::{SystemTime, UNIX_EPOCH};

/// The time of the devices, which is the server's.
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}

/// A number that makes a test longer, or another one.
pub fn variable(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}
