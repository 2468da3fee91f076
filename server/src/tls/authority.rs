//! The home's own certificate authority: what devices are asked to trust.
//!
//! Whoever trusts it trusts it for the home alone: its name constraints (RFC 5280
//! §4.2.1.10) leave out every name and address of the internet, so that a stolen key
//! cannot stand between a person and their bank. Certificate and key are one file, which
//! is there whole or not at all.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use x509_parser::extensions::GeneralName;

use super::{DAY, certificate, is_readable_by_others, names::Names};
use crate::durable;

const FILE: &str = "authority.pem";
/// Ten years: whoever trusts it need not do so again for as long as a device lasts.
const VALID: Duration = Duration::from_secs(3_650 * DAY.as_secs());
/// When to speak of its end.
const WARN: Duration = Duration::from_secs(90 * DAY.as_secs());
/// Names that mean something in a home network only (RFC 6762, RFC 8375, RFC 6761, the
/// name that ICANN keeps for it, and what many routers give out).
const DOMAINS: [&str; 5] = ["local", "lan", "home.arpa", "internal", "localhost"];
/// Networks of addresses that are `network::is_private`.
const NETWORKS: [(IpAddr, u8); 9] = [
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(100, 64, 0, 0)), 10),
    (IpAddr::V6(Ipv6Addr::new(0xFC00, 0, 0, 0, 0, 0, 0, 0)), 7),
    (IpAddr::V6(Ipv6Addr::new(0xFE80, 0, 0, 0, 0, 0, 0, 0)), 10),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
];

/// The authority with its key.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pem: String,
    domains: Vec<String>,
    ends: SystemTime,
}

impl Authority {
    /// The authority in a folder, or a new one there for a machine of this name.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, written or understood, or has expired. It is left as it
    /// is then, since devices trust what is in it.
    pub fn open(folder: &Path, host: Option<&str>, now: SystemTime) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.try_exists().unwrap_or(true) {
            let named = || format!("failed to make {}", path.display());
            let text = make(host, now).with_context(named)?;
            durable::write(&path, text.as_bytes()).with_context(named)?;
        }
        if is_readable_by_others(&path) {
            eprintln!(
                "larder: others on this machine can read {}, and so pass for it: `chmod 600` it",
                path.display()
            );
        }
        let again = || {
            format!(
                "failed to use the certificate authority {}: put back a copy from before, or \
                 move it away to start with a new one, which every device has to trust anew",
                path.display()
            )
        };
        let text = std::fs::read_to_string(&path).with_context(again)?;
        Self::read(&text, now).with_context(again)
    }

    fn read(text: &str, now: SystemTime) -> Result<Self> {
        let start = text.find("-----BEGIN CERTIFICATE-----");
        let start = start.context("there is no certificate in it")?;
        let pem = text.get(start..).unwrap_or_default().to_owned();
        let key = KeyPair::from_pem(text).context("there is no key in it")?;
        let der = CertificateDer::from_pem_slice(pem.as_bytes())
            .context("its certificate cannot be read")?;
        let parsed = certificate::parse(&der)?;
        let (starts, ends) = certificate::validity(&parsed);
        if parsed.public_key().subject_public_key.data != key.public_key_raw() {
            bail!("its key is not that of its certificate");
        }
        if now >= ends {
            bail!("its time is over");
        }
        if now < starts {
            bail!("its time has not begun: look at the clock of this machine");
        }
        if ends < now + WARN {
            eprintln!("larder: the certificate authority for HTTPS ends in less than 90 days");
        }
        let domains = permitted(&parsed);
        Ok(Self {
            issuer: Issuer::from_ca_cert_der(&der, key)?,
            certificate: der,
            pem,
            domains,
            ends,
        })
    }

    /// Its certificate for devices to trust, PEM.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The SHA-256 of its certificate, as systems show it: pairs of digits with colons.
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::digest(&self.certificate);
        let pairs: Vec<String> = hash.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }

    /// Whether it may vouch for a DNS name.
    pub fn permits(&self, name: &str) -> bool {
        self.domains.iter().any(|domain| {
            let before = name.strip_suffix(domain.as_str());
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
    }

    /// Whether it vouches for a certificate.
    pub fn has_signed(&self, of: &certificate::Parsed<'_>) -> bool {
        let own = certificate::parse(&self.certificate);
        own.is_ok_and(|own| of.verify_signature(Some(own.public_key())).is_ok())
    }

    /// A certificate for a server of these names, with a key of its own: PEM, the key first.
    ///
    /// # Errors
    ///
    /// If a name cannot stand in a certificate.
    pub fn issue(&self, names: &Names, now: SystemTime, valid: Duration) -> Result<String> {
        let mut params = CertificateParams::default();
        let starts = now - DAY;
        params.not_before = starts.into();
        params.not_after = (starts + valid).min(self.ends).into();
        params.distinguished_name = called("Larder");
        for name in &names.dns {
            let name = name.as_str().try_into();
            params.subject_alt_names.push(SanType::DnsName(name?));
        }
        let addresses = names.addresses.iter().copied().map(SanType::IpAddress);
        params.subject_alt_names.extend(addresses);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        let signed = params.signed_by(&key, &self.issuer)?;
        Ok(key.serialize_pem() + &signed.pem())
    }
}

/// A new authority: PEM, the key first.
fn make(host: Option<&str>, now: SystemTime) -> Result<String> {
    let mut params = CertificateParams::default();
    // A device whose clock is behind by less than a day can use it at once.
    params.not_before = (now - DAY).into();
    params.not_after = (now + VALID).into();
    params.distinguished_name = called(&format!("Larder at {}", host.unwrap_or("home")));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints = Some(constraints(host));
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok(key.serialize_pem() + &certificate.pem())
}

fn constraints(host: Option<&str>) -> NameConstraints {
    let domains = DOMAINS.into_iter().chain(host);
    let domains = domains.map(|domain| GeneralSubtree::DnsName(domain.to_owned()));
    let networks = NETWORKS.map(|(address, prefix)| {
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, prefix))
    });
    NameConstraints {
        permitted_subtrees: domains.chain(networks).collect(),
        excluded_subtrees: Vec::new(),
    }
}

fn called(name: &str) -> rcgen::DistinguishedName {
    let mut called = rcgen::DistinguishedName::new();
    called.push(DnType::CommonName, name);
    called.push(DnType::OrganizationName, "Larder");
    called
}

/// The domains that an authority may vouch for: the host may have been called otherwise
/// when it was made.
fn permitted(authority: &certificate::Parsed<'_>) -> Vec<String> {
    let constraints = authority.name_constraints().ok().flatten();
    let subtrees = constraints.and_then(|found| found.value.permitted_subtrees.as_ref());
    let names = subtrees.into_iter().flatten().map(|subtree| &subtree.base);
    let domains = names.filter_map(|name| match name {
        GeneralName::DNSName(domain) => Some((*domain).to_owned()),
        _ => None,
    });
    domains.collect()
}

#[cfg(test)]
mod tests;
