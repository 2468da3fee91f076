//! How devices reach the server, and what that lets them do.

use std::fmt::Write as _;
use std::net::SocketAddr;

use anyhow::Result;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

use crate::network::{Host, Network};
use crate::tls::{Https, Trust};

/// Said where the server is reached from other devices without HTTPS.
const MISSING: &str = "other devices reach this server over plain HTTP, so their browsers \
    withhold the camera, installing, working offline and joining a household: start Larder \
    with `--tls local`, or put a proxy with HTTPS in front of it";

/// Where the server listens, and whether with HTTPS.
pub struct Transport {
    bound: SocketAddr,
    https: Option<Https>,
}

impl Transport {
    /// For a bound socket.
    pub fn new(bound: SocketAddr, https: Option<Https>) -> Self {
        Self { bound, https }
    }

    /// For tests of other things.
    #[cfg(test)]
    pub fn on_this_machine() -> Self {
        Self::new(([127, 0, 0, 1], 8080).into(), None)
    }

    /// What makes it speak HTTPS.
    pub fn https(&self) -> Option<&Https> {
        self.https.as_ref()
    }

    /// What devices have to trust first.
    pub fn authority(&self) -> Option<Trust<'_>> {
        self.https.as_ref().and_then(Https::authority)
    }

    /// Where the certificate comes from: `local`, `files` or `none`.
    pub fn kind(&self) -> &'static str {
        match (&self.https, self.authority()) {
            (None, _) => "none",
            (Some(_), None) => "files",
            (Some(_), Some(_)) => "local",
        }
    }

    /// Whether it is reached without HTTPS, from this machine alone.
    pub fn is_only_here(&self) -> bool {
        self.https.is_none() && self.bound.ip().is_loopback()
    }

    /// Its port, where it is reached without HTTPS and from this machine alone.
    pub fn local_port(&self) -> Option<u16> {
        self.is_only_here().then(|| self.bound.port())
    }

    /// What devices lack for want of HTTPS, and what to do. Browsers take a page from their
    /// own machine for secure (W3C Secure Contexts §3.1), so there nothing is missing.
    pub fn missing(&self) -> Option<&'static str> {
        let is_missing = self.https.is_none() && !self.bound.ip().is_loopback();
        is_missing.then_some(MISSING)
    }

    /// What is said at the start: the addresses, the best one first, and for other devices
    /// a QR code of where they begin.
    ///
    /// # Errors
    ///
    /// If an address does not fit into a QR code.
    pub fn announce(&self, network: &Network) -> Result<String> {
        let scheme = if self.https.is_some() {
            "https"
        } else {
            "http"
        };
        let port = self.bound.port();
        let mut reached = network.reached_at(self.bound);
        if reached.is_empty() {
            // No network now: it may come.
            reached.push(Host::Address(self.bound.ip()));
        }
        let url = |scheme, host: &Host| format!("{scheme}://{host}:{port}");
        let mut text = String::new();
        for (place, host) in reached.iter().enumerate() {
            let lead = if place == 0 {
                "Larder is at"
            } else {
                "          or"
            };
            writeln!(text, "{lead} {}", url(scheme, host))?;
        }
        let is_elsewhere = |host: &&Host| match host {
            Host::Name(_) => true,
            Host::Address(address) => !address.is_loopback() && !address.is_unspecified(),
        };
        let best = reached.first().filter(is_elsewhere);
        match (best, self.authority()) {
            // A device that does not trust it yet would only meet a warning at the first one.
            (Some(best), Some(_)) => {
                let page = url("http", best) + "/ca";
                text += &code(&page)?;
                writeln!(text, "A new device begins at {page} (the code)")?;
            }
            (Some(best), None) => text += &code(&url(scheme, best))?,
            (None, _) => {}
        }
        if let Some(trust) = self.authority() {
            writeln!(text, "Its authority's fingerprint: {}", trust.fingerprint())?;
        }
        Ok(text)
    }
}

/// A QR code in half blocks, its light parts as the letters' colour: terminals are dark, and
/// cameras read it on light ones as well.
///
/// # Errors
///
/// If it does not fit into one.
pub fn code(content: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M)?;
    let image = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    Ok(image + "\n")
}

#[cfg(test)]
mod tests;
