//! HTTPS at home: a real server on one machine, a device on another that trusts nothing but
//! the home's certificate authority.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sync::ReplicaId;
use sync::codec::HouseholdId;
use sync::exchange::{Frame, Hello, PROTOCOL};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::support::http::{Answer, ask};
use crate::support::namespace::{Cable, Namespace};
use crate::support::server::larder;

const ADDRESS: &str = "192.168.77.1:8443";
const HOST: &str = "192.168.77.1";
/// Far more than a server on this machine takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server on one end of the cable; it ends with the value.
struct Server {
    child: Child,
    said: String,
    _data: TempDir,
}

impl Server {
    fn start(on: &Namespace) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let mut child = on
            .command(&larder()?)
            .args([
                "serve",
                "--bind",
                "0.0.0.0:8443",
                "--tls",
                "local",
                "--name",
                "192.168.77.1,food.lan",
                "--data",
            ])
            .arg(data.path())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().context("no output")?;
        let mut said = String::new();
        for line in BufReader::new(stdout).lines() {
            said = said + &line? + "\n";
            // The last line; it has been listening since before the first one.
            if said.contains("fingerprint") {
                break;
            }
        }
        Ok(Self {
            child,
            said,
            _data: data,
        })
    }

    /// Asks it to end, and waits until it has: with success.
    fn end(&mut self) -> Result<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        ensure!(self.child.wait()?.success(), "it must end with success");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn plain(request: &str) -> Result<Answer> {
    let stream = TcpStream::connect(ADDRESS).await?;
    ask(stream, request, &[("host", ADDRESS)], b"").await
}

/// A connection of a device that trusts `roots` alone, to a server that it takes for `name`.
async fn secure(roots: RootCertStore, name: &str) -> Result<TlsStream<TcpStream>> {
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let name = ServerName::try_from(name.to_owned())?;
    let stream = TcpStream::connect(ADDRESS).await?;
    Ok(connector.connect(name, stream).await?)
}

async fn get(roots: &RootCertStore, path: &str) -> Result<Answer> {
    let stream = secure(roots.clone(), HOST).await?;
    ask(stream, &format!("GET {path}"), &[("host", ADDRESS)], b"").await
}

/// Gets the authority as a new device does, and compares the fingerprint.
async fn trust(said: &str) -> Result<RootCertStore> {
    let answer = plain("GET /ca.crt").await?;
    let authority = CertificateDer::from_pem_slice(&answer.body)?;
    let hash = Sha256::digest(&authority);
    let pairs: Vec<String> = hash.iter().map(|byte| format!("{byte:02X}")).collect();
    ensure!(
        said.contains(&pairs.join(":")),
        "another fingerprint: {said}"
    );
    let mut roots = RootCertStore::empty();
    roots.add(authority)?;
    Ok(roots)
}

#[test]
fn a_phone_that_trusts_the_authority_has_all_of_it() -> Result<()> {
    let Some(cable) = Cable::lay("trust")? else {
        return Ok(());
    };
    let mut server = Server::start(&cable.near)?;
    ensure!(
        server
            .said
            .contains("Larder is at https://192.168.77.1:8443\n"),
        "{}",
        server.said
    );
    let said = server.said.clone();
    let socket = cable.far.within(async move {
        let roots = trust(&said).await?;
        let page = get(&roots, "/").await?;
        ensure!(page.status() == 200, "{page:?}");
        ensure!(page.text().contains("<title>Larder"), "{}", page.text());
        ensure!(!page.head.contains("strict-transport-security"), "{page:?}");
        let page = get(&roots, "/ca").await?;
        ensure!(page.text().contains("Trust this Larder"), "{page:?}");
        let health: Value = serde_json::from_slice(&get(&roots, "/health").await?.body)?;
        ensure!(health["https"] == "local", "{health}");
        ensure!(health["https_missing"].is_null(), "{health}");
        // The router's name for it, which it was told.
        secure(roots.clone(), "food.lan").await?;
        converse(roots).await
    })?;
    server.end()?;
    drop(socket);
    Ok(())
}

type Socket = tokio_tungstenite::WebSocketStream<TlsStream<TcpStream>>;

/// Founds a household and says hello over a WebSocket, which stays open.
async fn converse(roots: RootCertStore) -> Result<Socket> {
    let given = format!(r#"{{"household":"{}","device":"Phone"}}"#, "07".repeat(16));
    let length = given.len().to_string();
    let headers = [
        ("host", ADDRESS),
        ("content-type", "application/json"),
        ("content-length", &length),
    ];
    let stream = secure(roots.clone(), HOST).await?;
    let founded = ask(
        stream,
        "POST /api/v1/households",
        &headers,
        given.as_bytes(),
    )
    .await?;
    let founded: Value = serde_json::from_slice(&founded.body)?;
    let token = founded["token"].as_str().context("no token")?;
    let url = format!("wss://{ADDRESS}/api/v1/sync/socket");
    let mut request = url.into_client_request()?;
    let bearer = format!("Bearer {token}").parse()?;
    request.headers_mut().insert("authorization", bearer);
    let (mut socket, _) = client_async(request, secure(roots, HOST).await?).await?;
    let hello = Frame::Hello(Hello {
        protocol: PROTOCOL,
        schema: 1,
        household: HouseholdId([7; 16]),
        replica: ReplicaId(1),
        epoch: None,
        cursor: 0,
        needs: 0,
    });
    socket.send(Message::binary(hello.encode()?)).await?;
    let answer = timeout(PATIENCE, socket.next()).await?;
    let Some(Ok(Message::Binary(bytes))) = answer else {
        anyhow::bail!("{answer:?}");
    };
    ensure!(
        matches!(Frame::decode(&bytes)?, Frame::Welcome(_)),
        "no welcome"
    );
    Ok(socket)
}

#[test]
fn who_does_not_trust_it_or_looks_for_another_is_not_fooled() -> Result<()> {
    let Some(cable) = Cable::lay("strangers")? else {
        return Ok(());
    };
    let server = Server::start(&cable.near)?;
    let said = server.said.clone();
    cable.far.within(async move {
        let refused = |got: Result<TlsStream<TcpStream>>, why: &str| {
            let error = got.err().context("it was believed")?;
            ensure!(format!("{error:#}").contains(why), "{error:#}");
            Ok(())
        };
        refused(secure(RootCertStore::empty(), HOST).await, "UnknownIssuer")?;
        let roots = trust(&said).await?;
        refused(
            secure(roots.clone(), "bank.example").await,
            "not valid for name",
        )?;
        refused(secure(roots, "192.168.77.2").await, "not valid for name")
    })
}

#[test]
fn who_comes_without_tls_is_told_where_to_go() -> Result<()> {
    let Some(cable) = Cable::lay("plain")? else {
        return Ok(());
    };
    let server = Server::start(&cable.near)?;
    ensure!(
        server
            .said
            .contains("begins at http://192.168.77.1:8443/ca "),
        "{}",
        server.said
    );
    cable.far.within(async {
        let page = plain("GET /").await?;
        ensure!(page.status() == 307, "{page:?}");
        ensure!(page.header("location") == "/ca", "{page:?}");
        let program = plain("GET /api/v1/household").await?;
        ensure!(program.status() == 421, "{program:?}");
        ensure!(program.text().contains("https://"), "{program:?}");
        // Who connects and says nothing holds up nobody.
        let silent = TcpStream::connect(ADDRESS).await?;
        let page = plain("GET /ca").await?;
        ensure!(page.status() == 200, "{page:?}");
        ensure!(page.text().contains("Open Larder"), "{}", page.text());
        drop(silent);
        Ok(())
    })
}
