//! A device on a socket: what it has to say goes out at once, and pokes come in.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use sync::engine::Event;
use sync::exchange::Frame;
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::tungstenite::Message;

use super::Phone;
use crate::household::socket::{self, Socket};

impl Phone {
    /// Stays on a socket until everything is sent and read, but no longer than this.
    ///
    /// # Errors
    ///
    /// If the way fails or time is over: the device is offline then.
    pub async fn stay(&mut self, url: &str, most: Duration, now_ms: i64) -> Result<()> {
        self.go_offline(now_ms);
        let end = Instant::now() + most;
        let done = match timeout_at(end, socket::open(url, &self.token)).await {
            Ok(Ok(socket)) => self.converse(socket, end, now_ms).await,
            Ok(Err(why)) => Err(why.into()),
            Err(over) => Err(over.into()),
        };
        self.go_offline(now_ms);
        done
    }

    fn go_offline(&mut self, now_ms: i64) {
        self.device.disconnect();
        self.device.handle(Event::Disconnected, now_ms);
    }

    async fn converse(&mut self, mut socket: Socket, end: Instant, now_ms: i64) -> Result<()> {
        self.device.connected = true;
        self.device.handle(Event::Connected, now_ms);
        loop {
            self.store(now_ms);
            while let Some(frame) = self.device.to_hub.pop_front() {
                let message = Message::binary(frame.encode()?);
                timeout_at(end, socket.send(message)).await??;
                self.store(now_ms);
            }
            let status = self.device.engine.status();
            if status.online && status.waiting == 0 && status.behind == 0 {
                return Ok(());
            }
            let message = timeout_at(end, socket.next()).await?;
            match message.context("the socket ended")?? {
                Message::Binary(bytes) => {
                    let frame = Box::new(Frame::decode(&bytes)?);
                    self.device.handle(Event::Received(frame), now_ms);
                }
                Message::Ping(_) | Message::Pong(_) => {}
                other => bail!("{other:?}"),
            }
        }
    }
}
