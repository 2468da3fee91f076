//! Whose an address is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whose an address is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Anybody's who is on the internet.
    Public,
    /// This machine's, or of a network that is its keeper's.
    Private,
    /// Nobody's, everybody's at once, or of a machine that tells secrets to whoever asks.
    Never,
}

/// Where clouds tell a machine its own secrets, beside the link-local 169.254.169.254.
const METADATA: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
];

/// Whose an address is (the IANA's registries of special-purpose addresses, RFC 6890).
pub fn standing(address: IpAddr) -> Standing {
    if METADATA.contains(&address) {
        return Standing::Never;
    }
    match address {
        IpAddr::V4(address) => of_v4(address),
        IpAddr::V6(address) => of_v6(address),
    }
}

fn of_v4(address: Ipv4Addr) -> Standing {
    let octets = address.octets();
    match octets {
        [127, ..] | [10, ..] | [192, 168, ..] => Standing::Private,
        [172, second, ..] if second & 0xf0 == 16 => Standing::Private,
        // Shared by those behind one provider, and by private networks over others.
        [100, second, ..] if second & 0xc0 == 64 => Standing::Private,
        [0 | 224..=255, ..] | [169, 254, ..] => Standing::Never,
        // Of protocols, documents and measurements, and the old way from IPv6.
        [192, 0, 0 | 2, _] | [198, 18 | 19, ..] | [198, 51, 100, _] => Standing::Never,
        [203, 0, 113, _] | [192, 88, 99, _] => Standing::Never,
        _ => Standing::Public,
    }
}

fn of_v6(address: Ipv6Addr) -> Standing {
    if let Some(address) = address.to_ipv4_mapped() {
        return standing(IpAddr::V4(address));
    }
    if address.is_loopback() {
        return Standing::Private;
    }
    match address.segments() {
        // Unique local.
        [first, ..] if first & 0xfe00 == 0xfc00 => Standing::Private,
        // It stands for an address of IPv4 (RFC 6052).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            match of_v4(Ipv4Addr::new(a, b, c, d)) {
                Standing::Public => Standing::Public,
                Standing::Private | Standing::Never => Standing::Never,
            }
        }
        // Of documents, and tunnels through addresses of IPv4.
        [0x2001, 0 | 0xdb8, ..] | [0x2002, ..] => Standing::Never,
        // All that is given to networks.
        [first, ..] if first & 0xe000 == 0x2000 => Standing::Public,
        _ => Standing::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_internet_is_everybodys() {
        for (address, expected) in [
            ("93.184.215.14", Standing::Public),
            ("2606:2800:21f::1", Standing::Public),
            ("::ffff:93.184.215.14", Standing::Public),
            ("64:ff9b::5db8:d70e", Standing::Public),
            ("127.0.0.1", Standing::Private),
            ("127.9.9.9", Standing::Private),
            ("::1", Standing::Private),
            ("10.1.2.3", Standing::Private),
            ("172.31.255.255", Standing::Private),
            ("172.32.0.1", Standing::Public),
            ("192.168.0.7", Standing::Private),
            ("100.64.0.1", Standing::Private),
            ("100.128.0.1", Standing::Public),
            ("fd12:3456::1", Standing::Private),
            ("::ffff:10.0.0.1", Standing::Private),
            ("0.0.0.0", Standing::Never),
            ("::", Standing::Never),
            ("169.254.169.254", Standing::Never),
            ("::ffff:169.254.169.254", Standing::Never),
            ("::169.254.169.254", Standing::Never),
            ("64:ff9b::a9fe:a9fe", Standing::Never),
            ("64:ff9b::7f00:1", Standing::Never),
            ("2002:7f00:1::", Standing::Never),
            ("2001::1", Standing::Never),
            ("100.100.100.200", Standing::Never),
            ("fd00:ec2::254", Standing::Never),
            ("fe80::1", Standing::Never),
            ("fec0::1", Standing::Never),
            ("224.0.0.1", Standing::Never),
            ("255.255.255.255", Standing::Never),
            ("240.0.0.1", Standing::Never),
            ("ff02::1", Standing::Never),
            ("198.18.0.1", Standing::Never),
            ("192.0.2.1", Standing::Never),
            ("2001:db8::1", Standing::Never),
        ] {
            let address: IpAddr = address.parse().expect("an address");
            assert_eq!(standing(address), expected, "{address}");
        }
    }
}
