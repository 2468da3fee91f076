//! A Redis of a test's own: in memory, on a loopback port; it ends with the value.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::service::{Service, address, program, said};

const PATIENCE: Duration = Duration::from_secs(20);
const TLS: [&str; 10] = [
    "--port",
    "0",
    "--tls-cert-file",
    "certificate.pem",
    "--tls-key-file",
    "key.pem",
    "--tls-ca-cert-file",
    "certificate.pem",
    "--tls-auth-clients",
    "no",
];
const MISSING: &str = "these tests need Redis: run them by `cargo xtask test`, install it (on \
    Debian: `apt-get install redis-server`), or name its program by LARDER_REDIS_SERVER";

/// A Redis.
pub struct Redis {
    folder: TempDir,
    at: SocketAddr,
    password: &'static str,
    is_over_tls: bool,
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
            is_over_tls: false,
            running: None,
        };
        redis.start_again()?;
        Ok(redis)
    }

    /// The same that speaks TLS alone, as `localhost`, by a certificate and its key (PEM).
    ///
    /// # Errors
    ///
    /// As for [`Redis::start`].
    pub fn start_over_tls(certificate: &str, key: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("certificate.pem"), certificate)?;
        std::fs::write(folder.path().join("key.pem"), key)?;
        let mut redis = Self {
            folder,
            at: address()?,
            password: "",
            is_over_tls: true,
            running: None,
        };
        redis.start_again()?;
        Ok(redis)
    }

    /// How servers find it.
    pub fn url(&self) -> String {
        match self.password {
            _ if self.is_over_tls => format!("rediss://localhost:{}", self.at.port()),
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
        words.extend(["--bind", "127.0.0.1", "--save", ""]);
        match self.is_over_tls {
            true => words.extend(TLS.into_iter().chain(["--tls-port", &port])),
            false => words.extend(["--port", &port]),
        }
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
        if self.is_over_tls {
            return TcpStream::connect(self.at).is_ok();
        }
        let asked = TcpStream::connect(self.at).and_then(|mut stream| {
            stream.set_read_timeout(Some(Duration::from_secs(1)))?;
            stream.write_all(b"PING\r\n")?;
            stream.read(&mut [0; 16])
        });
        asked.is_ok_and(|read| read > 0)
    }
}
