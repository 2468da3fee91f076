//! A server that answers as Open Food Facts' API does, over HTTPS on this machine. Browsers are
//! told that its host is here; the page and its policy are the real ones.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The name that pages ask for.
pub const HOST: &str = "world.openfoodfacts.org";

/// What it says about one article.
#[derive(Clone, Debug)]
pub enum Says {
    /// A status and a body.
    This(u16, String),
    /// Nothing, for as long as anybody waits.
    Nothing,
}

/// The server; it ends with the value.
pub struct Facts {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Facts {
    /// Starts it on a free port, with what it says by barcode; of others it says that it does not
    /// know them.
    pub async fn start(says: BTreeMap<&'static str, Says>) -> Result<Self> {
        let made = rcgen::generate_simple_self_signed([HOST.to_owned()])?;
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::Pkcs8(key))?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (says, heard) = (Arc::new(says), asked.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, says, heard) = (acceptor.clone(), says.clone(), heard.clone());
                tokio::spawn(async move {
                    // A browser opens connections that it does not use.
                    let _ = answer(acceptor, stream, &says, &heard).await;
                });
            }
        });
        Ok(Self {
            port,
            asked,
            serving,
        })
    }

    /// Flags of a browser for which the host is here.
    pub fn flags(&self) -> [String; 2] {
        [
            format!(
                "--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{}",
                self.port
            ),
            "--ignore-certificate-errors".to_owned(),
        ]
    }

    /// The heads of the requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .map(|asked| asked.clone())
            .unwrap_or_default()
    }
}

impl Drop for Facts {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    says: &BTreeMap<&'static str, Says>,
    asked: &Mutex<Vec<String>>,
) -> Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let byte = stream.read_u8().await?;
        head.push(byte);
        anyhow::ensure!(head.len() < 16_384, "no request has such a head");
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head
        .split_whitespace()
        .nth(1)
        .context("no path")?
        .to_owned();
    if let Ok(mut asked) = asked.lock() {
        asked.push(head);
    }
    let code = path.strip_prefix("/api/v2/product/").unwrap_or_default();
    let code = code.split('?').next().unwrap_or_default();
    let (status, body) = match says.get(code) {
        Some(Says::This(status, body)) => (*status, body.clone()),
        Some(Says::Nothing) => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            return Ok(());
        }
        None => (
            404,
            r#"{"status":0,"status_verbose":"product not found"}"#.to_owned(),
        ),
    };
    let answer = format!(
        "HTTP/1.1 {status} As told\r\ncontent-type: application/json\r\n\
         access-control-allow-origin: *\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await?;
    Ok(())
}
