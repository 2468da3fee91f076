//! Whoever a server calls: it keeps what it is sent, and answers as a test wants.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A round of the server, and a while.
const A_MINUTE: Duration = Duration::from_secs(90);

/// A call.
pub struct Came {
    headers: HeaderMap,
    /// What was sent.
    pub body: Bytes,
}

impl Came {
    /// What a header says; nothing where there is none.
    pub fn says(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }
}

#[derive(Clone)]
struct Answers {
    status: Arc<AtomicU16>,
    sender: mpsc::UnboundedSender<Came>,
}

/// Somebody who is called.
pub struct Receiver {
    /// Where.
    pub url: String,
    status: Arc<AtomicU16>,
    came: mpsc::UnboundedReceiver<Came>,
}

impl Receiver {
    /// One that takes everything.
    pub async fn open() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/called", listener.local_addr()?);
        let (sender, came) = mpsc::unbounded_channel();
        let status = Arc::new(AtomicU16::new(201));
        let answers = Answers {
            status: Arc::clone(&status),
            sender,
        };
        let routes = Router::new().route("/called", post(take));
        let routes = routes.with_state(answers);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, status, came })
    }

    /// With which status it answers from now on.
    pub fn answers(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
    }

    /// The next call.
    pub async fn next(&mut self) -> Result<Came> {
        let came = timeout(A_MINUTE, self.came.recv()).await;
        came.context("nobody called")?.context("nobody calls")
    }

    /// Whether nobody has called since.
    pub fn is_quiet(&mut self) -> bool {
        self.came.try_recv().is_err()
    }
}

async fn take(State(answers): State<Answers>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let status = StatusCode::from_u16(answers.status.load(Ordering::Relaxed));
    match answers.sender.send(Came { headers, body }) {
        Ok(()) => status.unwrap_or(StatusCode::OK),
        Err(_) => StatusCode::GONE,
    }
}
