//! A post office: aiosmtpd, an SMTP server that others wrote from the standard alone, on a port
//! and a maildir of its own; it ends with the value.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::sleep;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/support/post.py");
/// Not there at first: the office lays it out.
const MAILDIR: &str = "letters";
/// How long a letter may be on its way, or the office need to open.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

/// A running SMTP server.
pub struct PostOffice {
    child: Child,
    folder: TempDir,
}

/// A letter, as it lies in the maildir.
#[derive(Debug)]
pub struct Letter(String);

impl Drop for PostOffice {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl PostOffice {
    /// Opens at a port.
    pub async fn open(port: u16) -> Result<Self> {
        Self::open_with(port, &[]).await
    }

    /// The same for those alone who know the name and the password, over STARTTLS with these
    /// files.
    pub async fn open_with(port: u16, known_by: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let child = Command::new(python()?)
            .arg(SCRIPT)
            .arg(port.to_string())
            .arg(folder.path().join(MAILDIR))
            .args(known_by)
            .spawn()
            .context("starting aiosmtpd")?;
        let mut office = Self { child, folder };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if let Some(status) = office.child.try_wait()? {
                bail!("aiosmtpd ended: {status}");
            }
            ensure!(since.elapsed() < PATIENCE, "aiosmtpd does not answer");
            sleep(PAUSE).await;
        }
        Ok(office)
    }

    /// The next letter, which is taken out.
    pub async fn next(&self) -> Result<Letter> {
        let since = Instant::now();
        loop {
            if let Some(letter) = self.taken()? {
                return Ok(letter);
            }
            ensure!(since.elapsed() < PATIENCE, "no letter came");
            sleep(PAUSE).await;
        }
    }

    /// A letter that is there, which is taken out.
    pub fn taken(&self) -> Result<Option<Letter>> {
        let there = std::fs::read_dir(self.folder.path().join(MAILDIR).join("new"));
        let Some(entry) = there.into_iter().flatten().next() else {
            return Ok(None);
        };
        let path = entry?.path();
        let letter = std::fs::read_to_string(&path)?;
        std::fs::remove_file(path)?;
        Ok(Some(Letter(letter)))
    }
}

impl Letter {
    /// Whether a field of its head says this.
    pub fn says(&self, field: &str, value: &str) -> bool {
        let line = format!("{field}: {value}");
        self.0.lines().any(|one| one == line)
    }

    /// The token in its link, which leads there.
    pub fn token(&self, path: &str) -> Result<String> {
        // Quoted-printable breaks long lines, and writes `=` as its number.
        let text = self.0.replace("=\r\n", "").replace("=\n", "");
        let text = text.replace("=3D", "=");
        let start = format!("https://larder.example.org{path}?token=");
        let (_, rest) = text.split_once(&start).context("a letter without a link")?;
        Ok(rest.get(..64).context("a link without a token")?.to_owned())
    }

    /// Whether its text, or what is typed in it, has this.
    pub fn has(&self, text: &str) -> bool {
        self.0.contains(text)
    }

    /// Whether there is a token in it.
    pub fn has_token(&self) -> bool {
        self.0.contains("token=")
    }
}

/// A port that nobody has just now.
pub fn unused_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The Python in which `cargo xtask test` has installed aiosmtpd.
fn python() -> Result<PathBuf> {
    let python = std::env::var_os("LARDER_SMTPD").map(PathBuf::from);
    let python = python.filter(|path| Path::new(path).exists());
    python.context("LARDER_SMTPD is not set: run the tests by `cargo xtask test`")
}
