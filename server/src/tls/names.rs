//! The names and addresses that a certificate of ours is for.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::authority::Authority;
use crate::network::{Host, LOOPBACK, Network, is_private};

/// Subject alternative names.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Names {
    /// Names in the DNS or on the local link, in small letters.
    pub dns: BTreeSet<String>,
    /// Addresses.
    pub addresses: BTreeSet<IpAddr>,
}

impl Names {
    /// What a machine is called at home, as far as the authority may vouch for it: an
    /// address of the internet, or a new name that it was not made for, stays out.
    pub fn of(network: &Network, authority: &Authority) -> Self {
        let mut dns = BTreeSet::from(["localhost".to_owned()]);
        if let Some(host) = &network.host {
            dns.insert(host.clone());
            // Routers and multicast DNS know it by its first label.
            let label = host.split('.').next().unwrap_or(host);
            for domain in ["local", "lan", "home.arpa", "internal"] {
                dns.insert(format!("{label}.{domain}"));
            }
        }
        let mut addresses: BTreeSet<IpAddr> = network.addresses.iter().copied().collect();
        addresses.extend(LOOPBACK);
        for host in &network.given {
            match host {
                Host::Name(name) => dns.insert(name.clone()),
                Host::Address(address) => addresses.insert(*address),
            };
        }
        dns.retain(|name| authority.permits(name));
        addresses.retain(|address| is_private(*address));
        Self { dns, addresses }
    }

    /// Whether a host is among these.
    pub fn contain(&self, host: &Host) -> bool {
        match host {
            Host::Name(name) => self.dns.contains(name),
            Host::Address(address) => self.addresses.contains(address),
        }
    }

    /// Whether all of `other` are among these. A few old ones more do no harm, and a device
    /// that was told to take a certificate as it is need not be told again.
    pub fn cover(&self, other: &Self) -> bool {
        self.dns.is_superset(&other.dns) && self.addresses.is_superset(&other.addresses)
    }
}
