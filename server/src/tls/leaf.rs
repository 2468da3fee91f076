//! The server's own certificate under the home's authority.
//!
//! It is kept, so that a restart is nothing to other devices, and made anew when the
//! machine is called otherwise or its time is nearly over.

use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use tokio_rustls::rustls::sign::CertifiedKey;

use super::authority::Authority;
use super::names::Names;
use super::{DAY, certificate, certified};
use crate::durable;

const FILE: &str = "leaf.pem";
/// The longest that browsers take; authorities that a person added get no more from Apple.
pub const VALID: Duration = Duration::from_secs(397 * DAY.as_secs());
/// A server that nobody restarts gets its next one in good time.
const RENEW: Duration = Duration::from_secs(30 * DAY.as_secs());

/// The certificate in a folder if it is still good for these names, else a new one there.
///
/// # Errors
///
/// If a new one cannot be made or written.
pub fn open(
    folder: &Path,
    authority: &Authority,
    names: &Names,
    now: SystemTime,
) -> Result<CertifiedKey> {
    let path = folder.join(FILE);
    let kept = std::fs::read(&path).ok();
    let kept = kept.and_then(|pem| good(&pem, authority, names, now));
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let named = || format!("failed to make the certificate {}", path.display());
    let pem = authority.issue(names, now, VALID).with_context(named)?;
    durable::write(&path, pem.as_bytes()).with_context(named)?;
    certified(pem.as_bytes(), pem.as_bytes()).with_context(named)
}

/// Whatever is wrong with one that was kept, another one is as good.
fn good(pem: &[u8], authority: &Authority, names: &Names, now: SystemTime) -> Option<CertifiedKey> {
    let kept = certified(pem, pem).ok()?;
    let parsed = certificate::parse(kept.cert.first()?).ok()?;
    let is_ours = authority.has_signed(&parsed);
    let (starts, ends) = certificate::validity(&parsed);
    let is_timely = starts <= now && now + RENEW < ends;
    let is_good = is_ours && is_timely && certificate::names(&parsed).cover(names);
    is_good.then_some(kept)
}
