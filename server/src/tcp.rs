//! Connections that send at once: frames are small, and a device waits for each answer.
//!
//! Without it the system holds a small packet back until the one before is acknowledged
//! (RFC 896), which the other side may put off for 40 ms.

use std::io;
use std::net::SocketAddr;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};

/// Whoever comes over TCP, with a connection that sends at once.
pub struct AtOnce(TcpListener);

/// Listens on a socket.
pub fn at_once(tcp: TcpListener) -> AtOnce {
    AtOnce(tcp)
}

impl Listener for AtOnce {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        // Axum's own waits where there are no descriptors left, and tries again.
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // One that holds small packets back is slower, and no worse than that.
        let _ = stream.set_nodelay(true);
        (stream, peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
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
