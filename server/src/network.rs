//! By which addresses and names other devices find this machine.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::str::FromStr;

/// The machine in its network.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Network {
    /// What the machine calls itself, in small letters, if that can stand in an address.
    pub host: Option<String>,
    /// Its addresses, the one to try first in front; none of loopback.
    pub addresses: Vec<IpAddr>,
    /// What else leads to it, as its keeper says: before all others.
    pub given: Vec<Host>,
}

/// What stands for a machine in a URL, as which it displays itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Host {
    /// A name, in small letters.
    Name(String),
    /// An address.
    Address(IpAddr),
}

impl FromStr for Host {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.to_lowercase();
        match text.parse() {
            Ok(address) => Ok(Self::Address(address)),
            Err(_) if is_host(&name) => Ok(Self::Name(name)),
            Err(_) => Err("give a name such as larder.lan or an address such as 192.168.1.5"),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => formatter.write_str(name),
            Self::Address(IpAddr::V4(v4)) => write!(formatter, "{v4}"),
            Self::Address(IpAddr::V6(v6)) => write!(formatter, "[{v6}]"),
        }
    }
}

impl Network {
    /// Looks at the machine as it is now.
    pub fn look(given: &[Host]) -> Self {
        let name = gethostname::gethostname().to_string_lossy().to_lowercase();
        let found = if_addrs::get_if_addrs().unwrap_or_default();
        let found = found.into_iter().filter(|interface| {
            // A browser cannot open an address that needs the name of an interface.
            !(interface.is_loopback() || interface.ip().is_ipv6() && interface.is_link_local())
        });
        let route = route();
        let mut addresses: Vec<(u8, IpAddr)> = found
            .map(|interface| (rank(&interface.name, interface.ip(), route), interface.ip()))
            .collect();
        addresses.sort_unstable();
        addresses.dedup();
        Self {
            host: is_host(&name).then_some(name),
            addresses: addresses.into_iter().map(|(_, address)| address).collect(),
            given: given.to_vec(),
        }
    }

    /// By what those are reached who listen at `bound`: all of the machine's addresses, or
    /// the one.
    pub fn reached_at(&self, bound: SocketAddr) -> Vec<Host> {
        if bound.ip().is_loopback() {
            return vec![Host::Address(bound.ip())];
        }
        let mut addresses = vec![bound.ip()];
        if bound.ip().is_unspecified() {
            addresses.clone_from(&self.addresses);
            addresses.retain(|address| bound.is_ipv6() || address.is_ipv4());
        }
        let mut hosts: Vec<Host> = addresses.into_iter().map(Host::Address).collect();
        hosts.retain(|host| !self.given.contains(host));
        self.given.iter().cloned().chain(hosts).collect()
    }
}

/// Whether an address is of no use outside a home or an office: those that nobody routes
/// on the internet (RFC 1918, 3927, 4193, 6598) and the machine itself.
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let is_shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xC0 == 64;
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || is_shared
        }
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_loopback() || v6.is_unicast_link_local(),
    }
}

/// The address from which packets to elsewhere go out. Nothing is sent: a datagram socket
/// only looks at the routes (192.0.2.1 is for documents, RFC 5737).
fn route() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Which address to try first: lower is better. Bridges of containers and virtual machines
/// are known by their interface's name, for nothing else tells them apart.
fn rank(interface: &str, address: IpAddr, route: Option<IpAddr>) -> u8 {
    const INNER: [&str; 6] = ["docker", "br-", "veth", "virbr", "cni", "vmnet"];
    let is_inner = INNER.iter().any(|prefix| interface.starts_with(prefix));
    match address {
        _ if Some(address) == route && is_private(address) => 0,
        _ if is_inner => 4,
        IpAddr::V4(_) if is_private(address) => 1,
        IpAddr::V6(_) if is_private(address) => 2,
        _ => 3,
    }
}

/// Whether text is a host name: labels of letters, digits and hyphens (RFC 1123).
fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let ends = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len()) && ends && label.bytes().all(is_inner)
    };
    // Digits alone would be an address, or part of one.
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    name.len() <= 200 && !is_number && name.split('.').all(is_label)
}

/// The address of this machine for itself.
pub const LOOPBACK: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn private_addresses_are_told_from_those_of_the_internet() {
        for private in [
            "10.0.0.1",
            "172.31.9.9",
            "192.168.1.5",
            "127.0.0.1",
            "169.254.3.4",
            "100.64.0.1",
            "100.127.255.255",
            "::1",
            "fd00::1",
            "fe80::1",
        ] {
            assert!(is_private(ip(private)), "{private}");
        }
        for public in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "100.63.0.1",
            "2a00::1",
        ] {
            assert!(!is_private(ip(public)), "{public}");
        }
    }

    #[test]
    fn the_way_out_comes_first_and_bridges_of_containers_last() {
        let route = Some(ip("10.1.1.1"));
        let ranks = [
            rank("wlan0", ip("10.1.1.1"), route),
            rank("eth0", ip("192.168.0.2"), route),
            rank("eth0", ip("fd00::2"), route),
            rank("eth0", ip("2a00::2"), route),
            rank("docker0", ip("172.17.0.1"), route),
        ];
        assert_eq!(ranks, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn host_names_are_what_can_stand_in_an_address() {
        for good in ["pi", "kitchen-pi", "pi.example", "a1"] {
            assert!(is_host(good), "{good}");
        }
        for bad in [
            "",
            "a b",
            "-a",
            "a-",
            "a..b",
            "ä",
            "127.0.0.1",
            "a_b",
            "<x>",
        ] {
            assert!(!is_host(bad), "{bad}");
        }
    }

    #[test]
    fn who_listens_at_one_address_is_reached_at_that_one() {
        let network = Network {
            addresses: vec![ip("10.0.0.1"), ip("fd00::1")],
            given: vec![
                Host::Name("larder.lan".to_owned()),
                Host::Address(ip("fd00::1")),
            ],
            ..Network::default()
        };
        let reached = |bound: &str| {
            let hosts = network.reached_at(bound.parse().expect("an address"));
            let hosts: Vec<String> = hosts.iter().map(Host::to_string).collect();
            hosts.join(" ")
        };
        assert_eq!(reached("10.9.9.9:1"), "larder.lan [fd00::1] 10.9.9.9");
        assert_eq!(reached("0.0.0.0:1"), "larder.lan [fd00::1] 10.0.0.1");
        assert_eq!(reached("[::]:1"), "larder.lan [fd00::1] 10.0.0.1");
        assert_eq!(reached("127.0.0.1:1"), "127.0.0.1");
    }

    #[test]
    fn hosts_are_names_and_addresses() {
        assert_eq!("fd00::1".parse(), Ok(Host::Address(ip("fd00::1"))));
        assert_eq!(
            "Larder.LAN".parse(),
            Ok(Host::Name("larder.lan".to_owned()))
        );
        for wrong in ["", "a b", "https://pi", "pi:8443", "1.2.3"] {
            assert!(wrong.parse::<Host>().is_err(), "{wrong}");
        }
    }
}
