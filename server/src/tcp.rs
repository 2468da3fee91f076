//! Connections that send at once: frames are small, and a device waits for each answer.
//!
//! Without it the system holds a small packet back until the one before is acknowledged
//! (RFC 896), which the other side may put off for 40 ms.

use axum::serve::{Listener, ListenerExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Whoever comes over TCP, with a connection that sends at once.
pub fn at_once(
    tcp: TcpListener,
) -> impl Listener<Io = TcpStream, Addr = <TcpListener as Listener>::Addr> {
    tcp.tap_io(|stream| {
        // One that holds small packets back is slower, and no worse than that.
        let _ = stream.set_nodelay(true);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_holds_no_small_packet_back() {
        let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = tcp.local_addr().expect("an address");
        let mut listener = at_once(tcp);
        let (accepted, connected) = tokio::join!(listener.accept(), TcpStream::connect(address));
        assert!(!connected.expect("a connection").nodelay().expect("asked"));
        assert!(accepted.0.nodelay().expect("asked"));
    }
}
