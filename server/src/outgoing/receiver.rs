//! Whoever is called in tests: an HTTP server of this machine that keeps what it is sent.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

/// How long a request may be on its way.
const LONGEST: Duration = Duration::from_secs(30);

/// A request that came.
#[derive(Debug)]
pub(crate) struct Came {
    /// Its path.
    pub path: String,
    /// Its headers, by their names in small letters.
    pub headers: HashMap<String, String>,
    /// Its body.
    pub body: Vec<u8>,
}

/// A server that answers as it is told to.
pub(crate) struct Receiver {
    port: u16,
    came: mpsc::UnboundedReceiver<Came>,
    answer: Arc<Mutex<(&'static str, Duration)>>,
}

impl Receiver {
    /// One that takes everything at once.
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (sender, came) = mpsc::unbounded_channel();
        let answer = Arc::new(Mutex::new(("201 Created", Duration::ZERO)));
        let told = Arc::clone(&answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (sender, told) = (sender.clone(), Arc::clone(&told));
                tokio::spawn(async move { converse(stream, &sender, &told).await });
            }
        });
        Self { port, came, answer }
    }

    /// What it says from now on, and after how long.
    pub(crate) fn says(&self, status: &'static str, after: Duration) {
        *self.answer.lock().expect("an answer") = (status, after);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The next request.
    pub(crate) async fn next(&mut self) -> Came {
        let came = timeout(LONGEST, self.came.recv()).await;
        came.expect("a request in time").expect("a request")
    }

    /// Whether no more came.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.came.try_recv().is_err()
    }
}

async fn converse(
    mut stream: TcpStream,
    sender: &mpsc::UnboundedSender<Came>,
    answer: &Mutex<(&'static str, Duration)>,
) -> Option<()> {
    let mut bytes = Vec::new();
    let came = loop {
        let mut chunk = [0; 4096];
        let count = stream
            .read(&mut chunk)
            .await
            .ok()
            .filter(|count| *count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
        if let Some(came) = read(&bytes) {
            break came;
        }
    };
    let (status, after) = *answer.lock().expect("an answer");
    sender.send(came).ok()?;
    sleep(after).await;
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    stream.write_all(answer.as_bytes()).await.ok()
}

/// A request, once all of it is there.
fn read(bytes: &[u8]) -> Option<Came> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).expect("a head");
    let mut lines = head.split("\r\n");
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length")?.parse().ok()?;
    let body = bytes[end + 4..].to_vec();
    (body.len() >= length).then_some(Came {
        path,
        headers,
        body,
    })
}
