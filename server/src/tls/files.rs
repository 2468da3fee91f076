//! A certificate and its key from files that somebody else looks after.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use sha2::{Digest as _, Sha256};
use tokio_rustls::rustls::sign::CertifiedKey;

use super::{certificate, certified, is_readable_by_others};

/// Where they are.
#[derive(Clone, Debug)]
pub struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// What stood in them.
pub struct Content {
    chain: Vec<u8>,
    key: Vec<u8>,
}

impl Files {
    /// Two PEM files.
    pub fn new(certificate: &Path, key: &Path) -> Self {
        Self {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        }
    }

    /// Reads them.
    ///
    /// # Errors
    ///
    /// If one cannot be read.
    pub fn read(&self) -> Result<Content> {
        let chain = read(&self.certificate, "certificate")?;
        let key = read(&self.key, "private key")?;
        Ok(Content { chain, key })
    }

    /// The certificate and its key.
    ///
    /// # Errors
    ///
    /// If one is not what it should be, the two do not belong together, or the certificate
    /// does not hold now.
    pub fn certified(&self, content: &Content, now: SystemTime) -> Result<CertifiedKey> {
        if is_readable_by_others(&self.key) {
            eprintln!(
                "larder: others on this machine can read the private key {}: `chmod 600` it",
                self.key.display()
            );
        }
        let named = || {
            format!(
                "failed to use the certificate {} with the private key {}",
                self.certificate.display(),
                self.key.display()
            )
        };
        let certified = certified(&content.chain, &content.key).with_context(named)?;
        in_time(&certified, now).with_context(named)?;
        Ok(certified)
    }
}

impl Content {
    /// A hash of both: a file may be written anew within a tick of its clock.
    pub fn digest(&self) -> Digest {
        let mut hasher = Sha256::new();
        hasher.update(self.chain.len().to_be_bytes());
        hasher.update(&self.chain);
        hasher.update(&self.key);
        hasher.finalize().into()
    }
}

/// A SHA-256.
pub type Digest = [u8; 32];

fn read(path: &Path, what: &str) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| {
        format!(
            "failed to read the {what} {}: give `--tls CERT,KEY` two PEM files, or `--tls local`",
            path.display()
        )
    })
}

fn in_time(certified: &CertifiedKey, now: SystemTime) -> Result<()> {
    let leaf = certified.end_entity_cert()?;
    let (starts, ends) = certificate::validity(&certificate::parse(leaf)?);
    if now >= ends {
        bail!("the certificate has expired: renew it, then start Larder again");
    }
    if now < starts {
        bail!("the certificate does not hold yet: look at the clock of this machine");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
