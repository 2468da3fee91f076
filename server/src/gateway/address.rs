//! Where a request comes from: the other end of its connection, or whom a proxy that is
//! trusted says to have it from. What anybody else says of that counts for nothing.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;

use crate::state::AppState;

const FORWARDED_FOR: &str = "x-forwarded-for";
/// What proxies add, each in its own way.
const TRACES: [&str; 4] = [FORWARDED_FOR, "forwarded", "x-real-ip", "via"];

/// The other end of a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub SocketAddr);

/// Who asks, as far as addresses tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Client {
    /// The address; `None` in a test without a network.
    pub address: Option<IpAddr>,
    /// Whether the connection is of a proxy that is trusted.
    pub by_proxy: bool,
    /// Whether a proxy, trusted or not, has left its trace.
    pub was_forwarded: bool,
}

impl Client {
    /// Whether a program of this machine asks for itself.
    pub fn is_here(&self) -> bool {
        !self.was_forwarded && self.address.is_some_and(|address| address.is_loopback())
    }
}

/// Notes who asks.
pub async fn know(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    let peer = peer.map(|ConnectInfo(Peer(peer))| peer.ip().to_canonical());
    let client = client(peer, request.headers(), &state.gateway.trusted);
    request.extensions_mut().insert(client);
    next.run(request).await
}

fn client(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Client {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let by_proxy = peer.as_ref().is_some_and(is_trusted);
    let fields: Vec<&HeaderValue> = headers.get_all(FORWARDED_FOR).into_iter().collect();
    // What is no text may stand before what the proxy has added to the same field.
    let last_first = fields.iter().rev();
    let hops = last_first.flat_map(|field| field.as_bytes().rsplit(|byte| *byte == b','));
    let mut address = peer;
    // Each proxy adds whom it has it from to the end: what stands before the first that is not
    // trusted may be anybody's invention.
    for hop in hops {
        if !address.as_ref().is_some_and(is_trusted) {
            break;
        }
        match str::from_utf8(hop).ok().and_then(|hop| read(hop.trim())) {
            Some(before) => address = Some(before),
            None => break,
        }
    }
    Client {
        address,
        by_proxy,
        was_forwarded: TRACES.iter().any(|trace| headers.contains_key(*trace)),
    }
}

/// An address as proxies write it: some add the port.
fn read(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok();
    let address = address.or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
}

/// An address or a network.
///
/// # Errors
///
/// What to write, if it is neither.
pub fn network(text: &str) -> Result<IpNet, &'static str> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let network = address.or_else(|_| text.parse::<IpNet>());
    network.map_err(|_| "give an address such as 127.0.0.1 or a network such as 10.0.0.0/8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/8"].map(|text| network(text).expect("a network"));
        let mut headers = HeaderMap::new();
        for field in forwarded {
            headers.append(FORWARDED_FOR, field.parse().expect("a value"));
        }
        let peer = Some(peer.parse().expect("an address"));
        let client = client(peer, &headers, &trusted);
        client.address.expect("known").to_string()
    }

    #[test]
    fn what_is_no_text_hides_nobody() {
        let trusted = [network("127.0.0.1").expect("a network")];
        let mut headers = HeaderMap::new();
        let field = HeaderValue::from_bytes(b"\xe9, 198.51.100.7").expect("a value");
        headers.append(FORWARDED_FOR, field);
        let peer = "127.0.0.1".parse().ok();
        let client = client(peer, &headers, &trusted);
        assert_eq!(client.address, "198.51.100.7".parse().ok());
    }

    #[test]
    fn a_trusted_proxy_says_who_asks_and_nobody_else_does() {
        for (peer, forwarded, who) in [
            ("192.0.2.1", &[][..], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            // The first one is what the client itself has said.
            ("127.0.0.1", &["192.0.2.9, 198.51.100.7"], "198.51.100.7"),
            (
                "127.0.0.1",
                &["192.0.2.9", "198.51.100.7, 10.1.2.3"],
                "198.51.100.7",
            ),
            ("127.0.0.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("127.0.0.1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("127.0.0.1", &["[2001:db8::7]"], "2001:db8::7"),
            ("127.0.0.1", &["unknown"], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.7, nonsense"], "127.0.0.1"),
        ] {
            assert_eq!(asks(peer, forwarded), who, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_network_is_an_address_or_a_range() {
        for (text, network) in [
            ("127.0.0.1", Some("127.0.0.1/32")),
            ("10.0.0.0/8", Some("10.0.0.0/8")),
            ("fd00::/8", Some("fd00::/8")),
            ("10.0.0.0/33", None),
            ("proxy", None),
            ("", None),
        ] {
            let read = super::network(text).ok().map(|network| network.to_string());
            assert_eq!(read.as_deref(), network, "{text}");
        }
    }

    #[test]
    fn who_was_forwarded_is_not_of_this_machine() {
        let here = Some(IpAddr::from([127, 0, 0, 1]));
        let mut headers = HeaderMap::new();
        assert!(client(here, &headers, &[]).is_here());
        assert!(!client(Some(IpAddr::from([10, 0, 0, 1])), &headers, &[]).is_here());
        assert!(!client(None, &headers, &[]).is_here());
        headers.insert("via", "1.1 proxy".parse().expect("a value"));
        assert!(!client(here, &headers, &[]).is_here());
    }
}
