//! HTTPS: the certificate that the server shows, wherever it comes from, and its renewal
//! while the server runs.

mod authority;
mod certificate;
mod files;
mod leaf;
mod names;

pub mod listener;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::version::TLS13;
use tokio_rustls::rustls::{Error, InconsistentKeys, ServerConfig};

use crate::config::Tls;
use crate::durable;
use crate::network::Network;
use authority::Authority;
use files::Files;
use names::Names;

/// A day, in which units certificates live.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The folder beside the data.
const FOLDER: &str = "tls";

/// What makes a server speak HTTPS.
pub struct Https {
    source: Source,
    shown: Arc<Shown>,
}

enum Source {
    Local {
        folder: PathBuf,
        authority: Box<Authority>,
    },
    Files {
        files: Files,
        /// Of the content that was taken or refused last.
        seen: Mutex<files::Digest>,
    },
}

impl Https {
    /// Makes or reads what the setting names.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, written or used; the message says which, and what to do.
    pub fn open(setting: &Tls, data: &Path, network: &Network, now: SystemTime) -> Result<Self> {
        let (source, key) = match setting {
            Tls::Local => {
                let folder = data.join(FOLDER);
                let made = durable::make_folder(&folder);
                made.with_context(|| format!("failed to make the folder {}", folder.display()))?;
                let authority = Authority::open(&folder, network.host.as_deref(), now)?;
                let names = Names::of(network, &authority);
                if let Some(host) = network.given.iter().find(|host| !names.contain(host)) {
                    bail!(
                        "the certificate authority of this home may not vouch for {host}: it \
                         may for private addresses, for names that end in .local, .lan, \
                         .home.arpa or .internal, and for the name that this machine had when \
                         it was made. For others give `--tls CERT,KEY`"
                    );
                }
                let key = leaf::open(&folder, &authority, &names, now)?;
                let authority = Box::new(authority);
                (Source::Local { folder, authority }, key)
            }
            Tls::Files { certificate, key } => {
                let files = Files::new(certificate, key);
                let content = files.read()?;
                let key = files.certified(&content, now)?;
                let seen = Mutex::new(content.digest());
                (Source::Files { files, seen }, key)
            }
        };
        let shown = Arc::new(Shown(RwLock::new(Arc::new(key))));
        Ok(Self { source, shown })
    }

    /// How connections are to be made. TLS 1.3 alone: every browser that runs the interface
    /// has it.
    ///
    /// # Errors
    ///
    /// If the cryptography was built without what TLS 1.3 needs.
    pub fn config(&self) -> Result<Arc<ServerConfig>> {
        let config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&TLS13])?
            .with_no_client_auth();
        let mut config = config.with_cert_resolver(Arc::clone(&self.shown) as _);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// Shows another certificate where the machine is called otherwise now, the files were
    /// written anew, or time is nearly over. Answers whether that was so.
    ///
    /// # Errors
    ///
    /// If the other one cannot be made or read: what was shown stays.
    pub fn renew(&self, network: &Network, now: SystemTime) -> Result<bool> {
        let key = match &self.source {
            Source::Local { folder, authority } => {
                leaf::open(folder, authority, &Names::of(network, authority), now)?
            }
            Source::Files { files, seen } => {
                let content = files.read()?;
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                if *seen == content.digest() {
                    return Ok(false);
                }
                // Two files that are being replaced belong together a little later: they
                // are tried again when they say something else.
                *seen = content.digest();
                files.certified(&content, now)?
            }
        };
        Ok(self.shown.show(key))
    }

    /// What devices have to trust, if it is not something that they trust already.
    pub fn authority(&self) -> Option<Trust<'_>> {
        match &self.source {
            Source::Local { authority, .. } => Some(Trust(authority)),
            Source::Files { .. } => None,
        }
    }
}

/// The home's authority, as devices see it.
#[derive(Clone, Copy)]
pub struct Trust<'a>(&'a Authority);

impl<'a> Trust<'a> {
    /// Its certificate, PEM.
    pub fn pem(self) -> &'a str {
        self.0.pem()
    }

    /// The SHA-256 of its certificate: pairs of digits with colons.
    pub fn fingerprint(self) -> String {
        self.0.fingerprint()
    }
}

/// The certificate that is shown to whoever connects next.
struct Shown(RwLock<Arc<CertifiedKey>>);

impl Shown {
    /// Whether it is another one than before.
    fn show(&self, key: CertifiedKey) -> bool {
        let mut shown = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = shown.cert != key.cert;
        *shown = Arc::new(key);
        is_new
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let shown = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&shown))
    }
}

/// Says nothing of the key.
impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Shown")
    }
}

/// The ciphers of all that this server says and hears over TLS.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Has libraries use them that ask for the process's own; a second time changes nothing.
pub(crate) fn use_provider() {
    let _ = ring::default_provider().install_default();
}

/// A chain and the key of its first certificate, both PEM.
fn certified(chain: &[u8], key: &[u8]) -> Result<CertifiedKey> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(chain).collect();
    let chain = chain.context("the certificate is no PEM file")?;
    if chain.is_empty() {
        bail!("there is no certificate in it: it has a line `-----BEGIN CERTIFICATE-----`");
    }
    let key = PrivateKeyDer::from_pem_slice(key);
    // What a file that is no key holds is nobody's business.
    let key = key.ok().context(
        "there is no private key in it that can be read: it has a line \
         `-----BEGIN PRIVATE KEY-----`, and no password",
    )?;
    CertifiedKey::from_der(chain, key, &provider()).map_err(|error| match error {
        Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            anyhow::anyhow!("the key is not that of the certificate, the first one in its file")
        }
        other => other.into(),
    })
}

/// Whether others on this machine can read a file.
#[cfg(unix)]
pub fn is_readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let found = path.metadata();
    found.is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

/// Elsewhere files take their rights from their folder.
#[cfg(not(unix))]
pub fn is_readable_by_others(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests;
