//! A RabbitMQ of a test's own, with its own name, cookie, folder and mapper of names, all on
//! loopback; it ends with the value.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use super::service::{Service, address, program, said};

/// Its machine takes a while to start.
const PATIENCE: Duration = Duration::from_secs(120);
/// Where Debian has the program that does not change to another user first.
const DEBIAN: &str = "/usr/lib/rabbitmq/bin/rabbitmq-server";
const MISSING: &str = "these tests need RabbitMQ: run them by `cargo xtask test`, install it (on \
    Debian: `apt-get install rabbitmq-server`), or name its program by LARDER_RABBITMQ_SERVER";

/// A RabbitMQ.
pub struct Rabbitmq {
    folder: TempDir,
    at: SocketAddr,
    /// Where Erlang's nodes of this test ask for each other.
    names: SocketAddr,
    /// Where the node listens to others.
    others: SocketAddr,
    /// Where it speaks TLS, as `localhost`.
    secure: SocketAddr,
    running: Option<Service>,
    _mapper: Service,
}

impl Rabbitmq {
    /// Starts one.
    ///
    /// # Errors
    ///
    /// What to install, or why it failed.
    pub async fn start() -> Result<Self> {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
        Self::start_with(&made.cert.pem(), &made.signing_key.serialize_pem()).await
    }

    /// The same with a certificate and its key (PEM).
    ///
    /// # Errors
    ///
    /// As for [`Rabbitmq::start`].
    pub async fn start_with(certificate: &str, key: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let secure = address()?;
        let below = |name: &str| folder.path().join(name);
        let (certificate_at, key_at) = (below("certificate.pem"), below("key.pem"));
        std::fs::write(&certificate_at, certificate)?;
        std::fs::write(&key_at, key)?;
        let settings = format!(
            "listeners.ssl.1 = {secure}\nssl_options.cacertfile = {0}\n\
             ssl_options.certfile = {0}\nssl_options.keyfile = {1}\n\
             ssl_options.verify = verify_none\nssl_options.fail_if_no_peer_cert = false\n",
            certificate_at.display(),
            key_at.display()
        );
        std::fs::write(below("rabbitmq.conf"), settings)?;
        let names = address()?;
        let mapper = program("LARDER_EPMD", &["epmd"]).context(MISSING)?;
        let mapper = mapper.to_str().context("a path")?;
        let port = names.port().to_string();
        // Else the node starts one that outlives it.
        let words = [mapper, "-port", &port, "-address", "127.0.0.1"];
        let mapper = Service::start(folder.path(), &words, &[])?;
        let mut rabbitmq = Self {
            folder,
            at: address()?,
            names,
            others: address()?,
            secure,
            running: None,
            _mapper: mapper,
        };
        rabbitmq.start_again().await?;
        Ok(rabbitmq)
    }

    /// How servers find it.
    pub fn url(&self) -> String {
        format!("amqp://guest:guest@{}", self.at)
    }

    /// The same over TLS.
    pub fn url_over_tls(&self) -> String {
        format!("amqps://guest:guest@localhost:{}", self.secure.port())
    }

    /// The same as somebody whom it does not know.
    pub fn url_of_a_stranger(&self) -> String {
        format!("amqp://guest:pepper@{}", self.at)
    }

    /// Kills it.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Starts it once more, where it was and with what it had.
    ///
    /// # Errors
    ///
    /// As for [`Rabbitmq::start`].
    pub async fn start_again(&mut self) -> Result<()> {
        let debian = PathBuf::from(DEBIAN);
        let program = match debian.is_file() && std::env::var_os("LARDER_RABBITMQ_SERVER").is_none()
        {
            true => debian,
            false => program("LARDER_RABBITMQ_SERVER", &["rabbitmq-server"]).context(MISSING)?,
        };
        let running = Service::start(self.folder.path(), &[program], &self.variables())?;
        let since = Instant::now();
        while !self.answers() {
            if since.elapsed() > PATIENCE {
                bail!("RabbitMQ does not start: {}", said(self.folder.path()));
            }
            sleep(Duration::from_millis(200)).await;
        }
        self.running = Some(running);
        Ok(())
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let below = |name: &str| self.folder.path().join(name).display().to_string();
        vec![
            ("HOME", below("")),
            ("ERL_EPMD_ADDRESS", "127.0.0.1".to_owned()),
            ("ERL_EPMD_PORT", self.names.port().to_string()),
            (
                "RABBITMQ_NODENAME",
                format!("larder{}@localhost", self.at.port()),
            ),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1".to_owned()),
            ("RABBITMQ_NODE_PORT", self.at.port().to_string()),
            ("RABBITMQ_DIST_PORT", self.others.port().to_string()),
            ("RABBITMQ_MNESIA_BASE", below("data")),
            ("RABBITMQ_LOG_BASE", below("logs")),
            ("RABBITMQ_PID_FILE", below("pid")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", below("plugins")),
            ("RABBITMQ_CONF_ENV_FILE", below("environment")),
            ("RABBITMQ_CONFIG_FILE", below("rabbitmq.conf")),
            (
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1".to_owned(),
            ),
            // The process that is started becomes the node, and no other is started to stop it.
            ("RABBITMQ_ALLOW_INPUT", "true".to_owned()),
            ("RABBITMQ_SERVER_START_ARGS", "-noinput".to_owned()),
        ]
    }

    /// Whether it lets somebody in who speaks its language.
    fn answers(&self) -> bool {
        let asked = TcpStream::connect(self.at).and_then(|mut stream| {
            stream.set_read_timeout(Some(Duration::from_secs(2)))?;
            stream.write_all(b"AMQP\x00\x00\x09\x01")?;
            stream.read(&mut [0; 16])
        });
        asked.is_ok_and(|read| read > 0)
    }
}
