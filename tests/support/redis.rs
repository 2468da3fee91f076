//! A Redis of a test's own: in memory, on a loopback port; it ends with the value.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::service::{Service, address, program, said};

const PATIENCE: Duration = Duration::from_secs(20);
const MISSING: &str = "these tests need Redis: run them by `cargo xtask test`, install it (on \
    Debian: `apt-get install redis-server`), or name its program by LARDER_REDIS_SERVER";

/// A Redis.
pub struct Redis {
    folder: TempDir,
    at: SocketAddr,
    password: &'static str,
    running: Option<Service>,
}

impl Redis {
    /// Starts one that lets everybody of this machine in.
    ///
    /// # Errors
    ///
    /// What to install, or why it failed.
    pub fn start() -> Result<Self> {
        Self::start_with("")
    }

    /// The same behind a password.
    ///
    /// # Errors
    ///
    /// As for [`Redis::start`].
    pub fn start_with(password: &'static str) -> Result<Self> {
        let mut redis = Self {
            folder: tempfile::tempdir()?,
            at: address()?,
            password,
            running: None,
        };
        redis.start_again()?;
        Ok(redis)
    }

    /// How servers find it.
    pub fn url(&self) -> String {
        match self.password {
            "" => format!("redis://{}", self.at),
            password => format!("redis://:{password}@{}", self.at),
        }
    }

    /// Kills it: what it knew is gone.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Starts it once more, where it was.
    ///
    /// # Errors
    ///
    /// As for [`Redis::start`].
    pub fn start_again(&mut self) -> Result<()> {
        let program = program("LARDER_REDIS_SERVER", &["redis-server"]).context(MISSING)?;
        let port = self.at.port().to_string();
        let mut words = vec![program.to_str().context("a path")?];
        words.extend(["--port", &port, "--bind", "127.0.0.1", "--save", ""]);
        if !self.password.is_empty() {
            words.extend(["--requirepass", self.password]);
        }
        self.running = Some(Service::start(self.folder.path(), &words, &[])?);
        let since = Instant::now();
        while !self.answers() {
            if since.elapsed() > PATIENCE {
                bail!("Redis does not start: {}", said(self.folder.path()));
            }
            sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Whether it says something, be it that it wants a password.
    fn answers(&self) -> bool {
        let asked = TcpStream::connect(self.at).and_then(|mut stream| {
            stream.set_read_timeout(Some(Duration::from_secs(1)))?;
            stream.write_all(b"PING\r\n")?;
            stream.read(&mut [0; 16])
        });
        asked.is_ok_and(|read| read > 0)
    }
}
