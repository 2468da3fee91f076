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

use crate::tcp;

/// A phone far from the router needs a second or two.
const PATIENCE: Duration = Duration::from_secs(10);
/// Handshakes at a time; each holds a few kilobytes and a descriptor.
const MAX_GREETING: usize = 256;
/// Connections that wait for their server.
const WAITING: usize = 64;
/// What a TLS connection begins with: a handshake record (RFC 8446 §5.1).
const HANDSHAKE: u8 = 22;

/// Connections of one sort, for [`crate::connections`].
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

async fn listen(tcp: TcpListener, door: Door) {
    let mut tcp = tcp::at_once(tcp);
    let places = Arc::new(Semaphore::new(MAX_GREETING));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let (stream, peer) = tokio::select! {
            // It waits where there are no descriptors left, and tries again.
            accepted = tcp.accept() => accepted,
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

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use tokio::io::AsyncWriteExt as _;
    use tokio_rustls::TlsConnector;
    use tokio_rustls::rustls::pki_types::pem::PemObject as _;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    use super::super::{Https, provider};
    use super::*;
    use crate::config::Tls;
    use crate::network::Network;

    fn client(https: &Https) -> TlsConnector {
        let pem = https.authority().expect("ours").pem();
        let mut roots = RootCertStore::empty();
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).expect("PEM");
        roots.add(certificate).expect("a certificate");
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("a version");
        let config = config.with_root_certificates(roots).with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }

    #[tokio::test]
    async fn neither_sort_of_connection_holds_a_small_packet_back() {
        let data = tempfile::tempdir().expect("a folder");
        let network = Network::default();
        let https = Https::open(&Tls::Local, data.path(), &network, SystemTime::now());
        let https = https.expect("HTTPS");
        let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = tcp.local_addr().expect("an address");
        let config = https.config().expect("a configuration");
        let (mut secure, mut plain) = split(tcp, config).expect("listening");

        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(b"GET /").await.expect("sent");
        let (accepted, _) = plain.accept().await;
        assert!(accepted.nodelay().expect("asked"));

        let stream = TcpStream::connect(address).await.expect("a connection");
        let name = ServerName::try_from("localhost").expect("a name");
        let greeting = client(&https);
        let greeting = greeting.connect(name, stream);
        let ((accepted, _), greeted) = tokio::join!(secure.accept(), greeting);
        greeted.expect("a handshake");
        assert!(accepted.get_ref().0.nodelay().expect("asked"));
    }
}
