//! One port for HTTPS and for those who come without: who greets with TLS gets it, the
//! others reach a server of their own that tells them what to do.
//!
//! Handshakes go on beside each other, so that one that is slow holds up nobody.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;

/// A phone far from the router needs a second or two.
const PATIENCE: Duration = Duration::from_secs(10);
/// Handshakes at a time; each holds a few kilobytes and a descriptor.
const MAX_GREETING: usize = 256;
/// Connections that wait for their server.
const WAITING: usize = 64;
/// What a TLS connection begins with: a handshake record (RFC 8446 §5.1).
const HANDSHAKE: u8 = 22;

/// Connections of one sort, for [`axum::serve()`].
pub struct Accepted<Io> {
    ready: mpsc::Receiver<(Io, SocketAddr)>,
    address: SocketAddr,
}

impl<Io: AsyncRead + AsyncWrite + Unpin + Send + 'static> Listener for Accepted<Io> {
    type Io = Io;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Io, SocketAddr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // Nobody comes any more: the server is ending.
            None => pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// Listens for both sorts, until the first sort's server has ended.
///
/// # Errors
///
/// If the socket is of no use.
pub fn split(
    tcp: TcpListener,
    config: Arc<ServerConfig>,
) -> io::Result<(Accepted<TlsStream<TcpStream>>, Accepted<TcpStream>)> {
    let address = tcp.local_addr()?;
    let (secure, ready_secure) = mpsc::channel(WAITING);
    let (plain, ready_plain) = mpsc::channel(WAITING);
    let door = Door {
        acceptor: config.into(),
        secure,
        plain,
    };
    tokio::spawn(listen(tcp, door));
    let secure = Accepted {
        ready: ready_secure,
        address,
    };
    let plain = Accepted {
        ready: ready_plain,
        address,
    };
    Ok((secure, plain))
}

#[derive(Clone)]
struct Door {
    acceptor: TlsAcceptor,
    secure: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
    plain: mpsc::Sender<(TcpStream, SocketAddr)>,
}

async fn listen(mut tcp: TcpListener, door: Door) {
    let places = Arc::new(Semaphore::new(MAX_GREETING));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let (stream, peer) = tokio::select! {
            // It waits where there are no descriptors left, and tries again.
            accepted = Listener::accept(&mut tcp) => accepted,
            () = door.secure.closed() => return,
        };
        let door = door.clone();
        tokio::spawn(async move {
            // Who breaks off or stays silent is nobody's loss.
            let _ = timeout(PATIENCE, door.greet(stream, peer)).await;
            drop(place);
        });
    }
}

impl Door {
    async fn greet(self, stream: TcpStream, peer: SocketAddr) -> io::Result<()> {
        // Frames are small and answered at once.
        stream.set_nodelay(true)?;
        let mut first = [0];
        match stream.peek(&mut first).await? {
            0 => {}
            _ if first == [HANDSHAKE] => {
                let stream = self.acceptor.accept(stream).await?;
                let _ = self.secure.send((stream, peer)).await;
            }
            _ => {
                let _ = self.plain.send((stream, peer)).await;
            }
        }
        Ok(())
    }
}
