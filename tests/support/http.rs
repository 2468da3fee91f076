//! One request over any connection, word for word: for what a client library does not let a
//! test do or see.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;

/// Far more than a server on this machine takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Status line and headers, in small letters.
    pub head: String,
    /// The body as it went over the wire.
    pub body: Vec<u8>,
}

impl Answer {
    /// The status.
    pub fn status(&self) -> u16 {
        let status = self.head.split(' ').nth(1);
        status
            .and_then(|text| text.parse().ok())
            .unwrap_or_default()
    }

    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The bytes before the body of a request such as `GET /health`.
pub fn head(request: &str, headers: &[(&str, &str)]) -> String {
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let lines: String = lines.collect();
    format!("{request} HTTP/1.1\r\nConnection: close\r\n{lines}\r\n")
}

/// Sends a request, `Host` among its headers, and waits for the whole answer.
pub async fn ask(
    mut on: impl AsyncRead + AsyncWrite + Unpin,
    request: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Answer> {
    on.write_all(head(request, headers).as_bytes()).await?;
    on.write_all(body).await?;
    on.flush().await?;
    let mut bytes = Vec::new();
    timeout(PATIENCE, on.read_to_end(&mut bytes)).await??;
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let body = bytes.split_off(end.context("an answer without a head")? + 4);
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    Ok(Answer { head, body })
}
