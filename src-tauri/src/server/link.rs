//! The socket of the exchange: a WebSocket, one frame a message.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use super::{Account, REACH};

/// The server says something at least every 25 s; a way that is silent for so long is gone,
/// though nobody has said so: after a rest of the machine or in another network.
const SILENT: Duration = Duration::from_secs(80);

/// What happens on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// It is open.
    Open,
    /// The server said something.
    Frame(Vec<u8>),
    /// It is gone.
    Gone,
}

impl Heard {
    /// As bytes: 0 that it is open, 1 and a frame, 2 that it is gone.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        match self {
            Self::Open => vec![0],
            Self::Frame(mut frame) => {
                frame.insert(0, 1);
                frame
            }
            Self::Gone => vec![2],
        }
    }
}

/// The newest way to the server; an older one is given up.
#[derive(Default)]
pub struct Links(Mutex<Option<Link>>);

struct Link {
    number: u32,
    say: UnboundedSender<Vec<u8>>,
    heard: std::sync::Arc<Mutex<UnboundedReceiver<Heard>>>,
}

impl Links {
    /// Opens a way in place of what there was.
    pub async fn open(&self, number: u32, account: Account) {
        let (say, said) = unbounded_channel();
        let (hear, heard) = unbounded_channel();
        let link = Link {
            number,
            say,
            heard: std::sync::Arc::new(Mutex::new(heard)),
        };
        self.0.lock().await.replace(link);
        tauri::async_runtime::spawn(async move {
            // Whatever ends it, the way is gone.
            run(&account, said, &hear).await.ok();
            hear.send(Heard::Gone).ok();
        });
    }

    /// What there is to hear on a way, once there is something.
    pub async fn next(&self, number: u32) -> Heard {
        let heard = {
            let link = self.0.lock().await;
            let link = link.as_ref().filter(|link| link.number == number);
            link.map(|link| link.heard.clone())
        };
        let Some(heard) = heard else {
            return Heard::Gone;
        };
        let next = heard.lock().await.recv().await;
        next.unwrap_or(Heard::Gone)
    }

    /// Sends a frame; on a way that is gone, nothing happens.
    pub async fn send(&self, number: u32, frame: Vec<u8>) {
        let link = self.0.lock().await;
        if let Some(link) = link.as_ref().filter(|link| link.number == number) {
            link.say.send(frame).ok();
        }
    }

    /// Closes every way.
    pub async fn close_all(&self) {
        self.0.lock().await.take();
    }

    /// Closes a way.
    pub async fn close(&self, number: u32) {
        self.0.lock().await.take_if(|link| link.number == number);
    }
}

/// Carries frames both ways until one side ends it.
pub async fn run(
    account: &Account,
    mut said: UnboundedReceiver<Vec<u8>>,
    hear: &UnboundedSender<Heard>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut url = account.address.join("api/v1/sync/socket")?;
    let scheme = match url.scheme() {
        "https" => "wss",
        _ => "ws",
    };
    url.set_scheme(scheme)
        .map_err(|()| "no address of a socket")?;
    let mut request = url.as_str().into_client_request()?;
    let token = format!("Bearer {}", account.token).parse()?;
    request.headers_mut().insert("authorization", token);
    let (mut socket, _) = timeout(REACH, connect_async(request)).await??;
    hear.send(Heard::Open)?;
    loop {
        tokio::select! {
            frame = said.recv() => match frame {
                Some(frame) => socket.send(Message::Binary(Bytes::from(frame))).await?,
                None => return Ok(socket.close(None).await?),
            },
            message = timeout(SILENT, socket.next()) => match message? {
                Some(Ok(Message::Binary(frame))) => hear.send(Heard::Frame(frame.to_vec()))?,
                Some(Ok(Message::Close(_))) | None => return Ok(()),
                // Pings are answered by the library.
                Some(Ok(_)) => (),
                Some(Err(error)) => return Err(error.into()),
            },
        }
    }
}
