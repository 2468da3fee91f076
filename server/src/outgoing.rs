//! Calls to addresses that somebody else has named: a few lines are sent, and of the answer the
//! status is read.
//!
//! Whoever names an address must not reach through the server what they cannot reach
//! themselves. So a name is looked up here, each address that it has is [judged](guard), and
//! the connection goes to one that was found sound: a second look-up could tell another one. No
//! redirect is followed.

mod guard;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::uri::{Authority, Scheme};
use axum::http::{HeaderName, Request, Uri, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::sync::OnceCell;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::blocking;
use crate::tls;
use guard::Standing;

/// How long a call may take in all.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest head of an answer, in bytes.
const MOST_HEAD: usize = 16 * 1024;
/// The longest address.
const MOST_URL: usize = 2_000;
/// What the server calls itself.
const AGENT: &str = concat!("Larder/", env!("CARGO_PKG_VERSION"));

/// Why an address is not called.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// It is no address of a page.
    #[error("give an address such as https://example.org/larder, without a name or password")]
    NoUrl,
    /// Others could read along.
    #[error(
        "give an address with https://; http:// is for private addresses alone, where whoever \
         keeps the server allows them (`private-receivers`)"
    )]
    Plain,
    /// It is of this machine or its network.
    #[error(
        "this is a private address, which whoever keeps the server has to allow first \
         (`private-receivers`)"
    )]
    Private,
    /// It is of nobody's machine, or of one that tells secrets to whoever asks.
    #[error("this address is called from no server")]
    Never,
}

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The address is not called.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Its name has no address.
    #[error("the name has no address")]
    NoName,
    /// Nothing answers there.
    #[error("no connection: {0}")]
    Connection(std::io::ErrorKind),
    /// It shows no certificate that is trusted.
    #[error("no TLS: {0}")]
    Tls(String),
    /// It speaks no HTTP.
    #[error("no answer of HTTP")]
    Http,
    /// It takes too long.
    #[error("no answer within {} s", PATIENCE.as_secs())]
    Late,
}

/// An address that may be called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    is_https: bool,
    authority: Authority,
    path: String,
}

/// What came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// After how long it may be asked again, if it says so.
    pub retry_after: Option<Duration>,
}

impl Answer {
    /// Whether it was taken.
    pub fn is_success(self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// The way out; cheap to clone.
#[derive(Clone)]
pub struct Outgoing {
    may_private: bool,
    /// Read with the first call that needs it, since it takes some megabytes; none where the
    /// system has no certificates to trust.
    tls: Arc<OnceCell<Arc<ClientConfig>>>,
}

impl Outgoing {
    /// A way out, to private addresses too if they are allowed.
    pub fn new(may_private: bool) -> Self {
        let tls = Arc::default();
        Self { may_private, tls }
    }

    /// An address that somebody names, if it may be called: what its name comes to is looked up
    /// at each call.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn target(&self, url: &str) -> Result<Target, Refused> {
        let target = Target::read(url)?;
        if !target.is_https && !self.may_private {
            return Err(Refused::Plain);
        }
        match target.address() {
            Some(address) => self.check(&target, address).map(|()| target),
            None => Ok(target),
        }
    }

    /// Sends a body; what came back.
    ///
    /// # Errors
    ///
    /// If nothing did.
    pub async fn post(
        &self,
        target: &Target,
        headers: &[(HeaderName, String)],
        body: Vec<u8>,
    ) -> Result<Answer, Trouble> {
        let sent = timeout(PATIENCE, self.send(target, headers, body));
        sent.await.map_err(|_| Trouble::Late)?
    }

    async fn send(
        &self,
        target: &Target,
        headers: &[(HeaderName, String)],
        body: Vec<u8>,
    ) -> Result<Answer, Trouble> {
        let mut request = Request::post(&target.path)
            .header(header::HOST, target.host_header())
            .header(header::USER_AGENT, AGENT)
            .header(header::CONTENT_LENGTH, body.len());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body)).map_err(|_| Trouble::Http)?;
        let stream = self.connect(target).await?;
        if !target.is_https {
            return exchange(stream, request).await;
        }
        let nobody = || Trouble::Tls("the system trusts nobody".to_owned());
        let tls = async { trust().await.ok_or_else(nobody) };
        let tls = self.tls.get_or_try_init(|| tls).await?.clone();
        let name = ServerName::try_from(target.host().to_owned());
        let name = name.map_err(|_| Trouble::NoName)?;
        let stream = TlsConnector::from(tls).connect(name, stream).await;
        exchange(
            stream.map_err(|why| Trouble::Tls(why.to_string()))?,
            request,
        )
        .await
    }

    /// A connection to an address that was found sound.
    async fn connect(&self, target: &Target) -> Result<TcpStream, Trouble> {
        let found = lookup_host((target.host(), target.port())).await;
        let found: Vec<SocketAddr> = found.map_err(|_| Trouble::NoName)?.collect();
        let mut trouble = Trouble::NoName;
        for address in found {
            if let Err(refused) = self.check(target, address.ip()) {
                trouble = refused.into();
                continue;
            }
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => trouble = Trouble::Connection(error.kind()),
            }
        }
        Err(trouble)
    }

    fn check(&self, target: &Target, address: IpAddr) -> Result<(), Refused> {
        match guard::standing(address) {
            Standing::Never => Err(Refused::Never),
            Standing::Private if !self.may_private => Err(Refused::Private),
            Standing::Public if !target.is_https => Err(Refused::Plain),
            Standing::Private | Standing::Public => Ok(()),
        }
    }
}

impl Target {
    fn read(url: &str) -> Result<Self, Refused> {
        let is_plain = url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'#');
        let uri: Uri = match is_plain && url.len() <= MOST_URL {
            true => url.parse().map_err(|_| Refused::NoUrl)?,
            false => return Err(Refused::NoUrl),
        };
        let parts = uri.into_parts();
        let is_https = match parts.scheme {
            Some(scheme) if scheme == Scheme::HTTPS => true,
            Some(scheme) if scheme == Scheme::HTTP => false,
            _ => return Err(Refused::NoUrl),
        };
        let authority = parts.authority.filter(|it| !it.as_str().contains('@'));
        let authority = authority.ok_or(Refused::NoUrl)?;
        let path = parts.path_and_query;
        let path = path.map_or_else(|| "/".to_owned(), |path| path.to_string());
        let host = authority.host();
        let is_whole = authority.as_str().len() == host.len();
        let has_port = authority.port_u16().is_some_and(|port| port > 0);
        if host.is_empty() || !(is_whole || has_port) {
            return Err(Refused::NoUrl);
        }
        Ok(Self {
            is_https,
            authority,
            path,
        })
    }

    /// Its scheme, host and port: what a token for it is for (RFC 6454 §6.2).
    pub fn origin(&self) -> String {
        let scheme = if self.is_https { "https" } else { "http" };
        format!("{scheme}://{}", self.host_header())
    }

    /// The name or address that is called, without brackets.
    pub fn host(&self) -> &str {
        let host = self.authority.host();
        let bare = host.strip_prefix('[');
        bare.and_then(|host| host.strip_suffix(']')).unwrap_or(host)
    }

    /// The host with its port, unless that is the usual one.
    fn host_header(&self) -> String {
        let usual = if self.is_https { 443 } else { 80 };
        let host = self.authority.host().to_ascii_lowercase();
        match self.authority.port_u16().filter(|port| *port != usual) {
            Some(port) => format!("{host}:{port}"),
            None => host,
        }
    }

    fn port(&self) -> u16 {
        let usual = if self.is_https { 443 } else { 80 };
        self.authority.port_u16().unwrap_or(usual)
    }

    fn address(&self) -> Option<IpAddr> {
        self.host().parse().ok()
    }
}

/// TLS that trusts whom the system trusts.
fn trusting() -> Option<Arc<ClientConfig>> {
    let builder = ClientConfig::builder_with_provider(tls::provider());
    let builder = builder.with_safe_default_protocol_versions().ok()?;
    let builder = builder.with_platform_verifier().ok()?;
    Some(Arc::new(builder.with_no_client_auth()))
}

/// The same, where reading the system's certificates holds up nobody.
async fn trust() -> Option<Arc<ClientConfig>> {
    blocking::run(trusting).await.ok().flatten()
}

/// Sends a request over a connection, which ends with it: of the answer nothing but the head is
/// read.
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Body>,
) -> Result<Answer, Trouble> {
    let shaken = http1::Builder::new()
        .max_buf_size(MOST_HEAD)
        .handshake(TokioIo::new(stream));
    let (mut sender, connection) = shaken.await.map_err(|_| Trouble::Http)?;
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await;
    connection.abort();
    let answer = answer.map_err(|_| Trouble::Http)?;
    let after = answer.headers().get(header::RETRY_AFTER);
    let after = after.and_then(|after| after.to_str().ok()?.parse().ok());
    Ok(Answer {
        status: answer.status().as_u16(),
        retry_after: after.map(Duration::from_secs),
    })
}

#[cfg(test)]
pub(crate) mod receiver;
#[cfg(test)]
mod tests;
