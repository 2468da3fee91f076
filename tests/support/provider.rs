//! A server that says who somebody is: oidc-provider, which others wrote from the standard alone.
//! It ends with the value.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::net::TcpStream;
use tokio::time::sleep;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/support/provider.mjs");
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub struct Provider {
    child: Child,
    /// Who it says that it is.
    pub issuer: String,
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Provider {
    /// One at a port, which leads people back to an address.
    pub async fn open(port: u16, back: &str, more: &[&str]) -> Result<Self> {
        let child = Command::new("node")
            .arg(SCRIPT)
            .arg(packages()?)
            .arg(port.to_string())
            .arg(back)
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("starting oidc-provider")?;
        let issuer = format!("http://127.0.0.1:{port}");
        let mut provider = Self { child, issuer };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if let Some(status) = provider.child.try_wait()? {
                bail!("oidc-provider ended: {status}");
            }
            ensure!(since.elapsed() < PATIENCE, "oidc-provider does not answer");
            sleep(Duration::from_millis(50)).await;
        }
        Ok(provider)
    }
}

/// Where npm has put it: `cargo xtask test` names it.
fn packages() -> Result<PathBuf> {
    let folder = std::env::var_os("LARDER_OIDC");
    let folder = folder.context("LARDER_OIDC is not set: run the tests by `cargo xtask test`")?;
    Ok(folder.into())
}
