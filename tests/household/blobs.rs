//! A receipt's picture on its way to the server, by a real connection that breaks.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::phone::Api;
use crate::support::fixture::sha256;
use crate::support::http::{self, Answer, ask};
use crate::support::server::Server;

/// Far more than a server on this machine takes to write what has arrived.
const PATIENCE: Duration = Duration::from_secs(10);

/// A picture that takes many packets.
struct Picture {
    bytes: Vec<u8>,
    path: String,
}

impl Picture {
    fn new() -> Self {
        Self::of(3_000_000)
    }

    fn of(size: u32) -> Self {
        let mut bytes: Vec<u8> = (0..size).map(|n| (n / 7) as u8).collect();
        bytes[..4].copy_from_slice(b"\xFF\xD8\xFF\xE0");
        let hash = sha256(&bytes);
        Self {
            bytes,
            path: format!("/api/v1/blobs/{hash}"),
        }
    }

    fn range(&self, from: usize) -> String {
        let size = self.bytes.len();
        format!("bytes {from}-{}/{size}", size - 1)
    }
}

/// A device that may take part.
struct Phone {
    host: String,
    bearer: String,
}

impl Phone {
    fn new(server: &Server, token: &str) -> Self {
        Self {
            host: server.url.replace("http://", ""),
            bearer: format!("Bearer {token}"),
        }
    }

    async fn connect(&self) -> Result<TcpStream> {
        Ok(TcpStream::connect(&self.host).await?)
    }

    async fn ask(&self, method: &str, picture: &Picture) -> Result<Answer> {
        let headers = [
            ("host", self.host.as_str()),
            ("authorization", &self.bearer),
        ];
        let request = format!("{method} {}", picture.path);
        ask(self.connect().await?, &request, &headers, b"").await
    }

    /// Sends all from a byte on.
    async fn send(&self, picture: &Picture, from: usize) -> Result<Answer> {
        let rest = &picture.bytes[from..];
        let (range, length) = (picture.range(from), rest.len().to_string());
        let headers = [
            ("host", self.host.as_str()),
            ("authorization", &self.bearer),
            ("content-range", &range),
            ("content-length", &length),
        ];
        let request = format!("PUT {}", picture.path);
        ask(self.connect().await?, &request, &headers, rest).await
    }

    /// Sends from one byte up to another; the connection is as open as before.
    async fn send_some(&self, picture: &Picture, from: usize, to: usize) -> Result<TcpStream> {
        let mut connection = self.connect().await?;
        let (range, length) = (
            picture.range(from),
            (picture.bytes.len() - from).to_string(),
        );
        let headers = [
            ("host", self.host.as_str()),
            ("authorization", &self.bearer),
            ("content-range", &range),
            ("content-length", &length),
        ];
        let head = http::head(&format!("PUT {}", picture.path), &headers);
        connection.write_all(head.as_bytes()).await?;
        connection.write_all(&picture.bytes[from..to]).await?;
        Ok(connection)
    }

    /// Waits until so many bytes have arrived.
    async fn arrived(&self, picture: &Picture, bytes: usize) -> Result<()> {
        let since = Instant::now();
        loop {
            let answer = self.ask("HEAD", picture).await?;
            ensure!(answer.status() == 404, "it is not whole: {answer:?}");
            if answer.header("upload-offset") == bytes.to_string() {
                return Ok(());
            }
            ensure!(since.elapsed() < PATIENCE, "{answer:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

#[tokio::test]
async fn a_picture_that_was_cut_off_goes_on_where_it_was() -> Result<()> {
    let mut server = Server::start()?;
    let owner = Api::new(&server.url).found().await?;
    let member = Api::new(&server.url).join(&owner, "member").await?;
    let picture = Picture::new();
    let phone = Phone::new(&server, &owner);
    // The phone loses its network.
    let connection = phone.send_some(&picture, 0, 1_000_000).await?;
    phone.arrived(&picture, 1_000_000).await?;
    drop(connection);
    // The server is killed.
    let connection = phone.send_some(&picture, 1_000_000, 2_000_000).await?;
    phone.arrived(&picture, 2_000_000).await?;
    server.start_again()?;
    drop(connection);
    let phone = Phone::new(&server, &owner);
    phone.arrived(&picture, 2_000_000).await?;
    let stored = phone.send(&picture, 2_000_000).await?;
    ensure!(stored.status() == 201, "{stored:?}");
    let seen = Phone::new(&server, &member).ask("GET", &picture).await?;
    ensure!(
        seen.status() == 200 && seen.body == picture.bytes,
        "{}",
        seen.head
    );
    ensure!(seen.header("content-type") == "image/jpeg", "{}", seen.head);
    Ok(())
}

#[tokio::test]
async fn a_phone_that_is_back_need_not_wait_for_its_old_connection() -> Result<()> {
    let server = Server::start()?;
    let owner = Api::new(&server.url).found().await?;
    let picture = Picture::new();
    let phone = Phone::new(&server, &owner);
    let half_open = phone.send_some(&picture, 0, 1_000_000).await?;
    phone.arrived(&picture, 1_000_000).await?;
    let stored = phone.send(&picture, 1_000_000).await?;
    ensure!(stored.status() == 201, "{stored:?}");
    drop(half_open);
    Ok(())
}

#[tokio::test]
async fn a_picture_that_was_deleted_while_it_came_stays_deleted() -> Result<()> {
    let mut server = Server::start()?;
    let owner = Api::new(&server.url).found().await?;
    let picture = Picture::new();
    let phone = Phone::new(&server, &owner);
    let mut connection = phone.send_some(&picture, 0, 1_000_000).await?;
    phone.arrived(&picture, 1_000_000).await?;
    let deleted = phone.ask("DELETE", &picture).await?;
    ensure!(deleted.status() == 204, "{deleted:?}");
    // It may have closed the connection already.
    let _ = connection.write_all(&picture.bytes[1_000_000..]).await;
    for method in ["GET", "HEAD"] {
        let gone = phone.ask(method, &picture).await?;
        ensure!(gone.status() == 410, "{gone:?}");
    }
    server.start_again()?;
    let phone = Phone::new(&server, &owner);
    let again = phone.send(&picture, 0).await?;
    ensure!(again.status() == 410, "{again:?}");
    ensure!(again.text().contains("deleted"), "{again:?}");
    Ok(())
}

#[tokio::test]
async fn what_is_refused_is_told_to_who_sends_all_of_it_first() -> Result<()> {
    let server = Server::start()?;
    let owner = Api::new(&server.url).found().await?;
    let phone = Phone::new(&server, &owner);
    let large = phone.send(&Picture::of(9_000_000), 0).await?;
    ensure!(large.status() == 413, "{large:?}");
    ensure!(large.text().contains("8 MiB"), "{large:?}");
    let small = Picture::new();
    ensure!(
        phone.send(&small, 0).await?.status() == 201,
        "the first time"
    );
    let known = phone.send(&small, 0).await?;
    ensure!(known.status() == 200, "{known:?}");
    Ok(())
}
