//! What stands in a certificate (RFC 5280).

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use x509_parser::extensions::GeneralName;
use x509_parser::time::ASN1Time;

use super::names::Names;

/// A certificate whose parts can be looked at.
pub type Parsed<'a> = x509_parser::certificate::X509Certificate<'a>;

/// Reads a certificate, DER.
///
/// # Errors
///
/// If it is none.
pub fn parse(der: &[u8]) -> Result<Parsed<'_>> {
    let parsed = x509_parser::parse_x509_certificate(der);
    let (_, parsed) = parsed.ok().context("its certificate cannot be read")?;
    Ok(parsed)
}

/// From when to when it holds.
pub fn validity(of: &Parsed<'_>) -> (SystemTime, SystemTime) {
    let time = |time: ASN1Time| {
        // Nobody made one before 1970; a server has no use for such a one.
        let seconds = u64::try_from(time.timestamp()).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    };
    (
        time(of.validity().not_before),
        time(of.validity().not_after),
    )
}

/// Whom it is for.
pub fn names(of: &Parsed<'_>) -> Names {
    let found = of.subject_alternative_name().ok().flatten();
    let mut names = Names::default();
    for name in found
        .into_iter()
        .flat_map(|found| &found.value.general_names)
    {
        match name {
            GeneralName::DNSName(name) => {
                names.dns.insert((*name).to_owned());
            }
            GeneralName::IPAddress(bytes) => names.addresses.extend(address(bytes)),
            _ => {}
        }
    }
    names
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from))
        .ok()
}
