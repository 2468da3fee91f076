//! Telling other servers what is new. Whoever does not listen just then never hears of it, and
//! nothing says so: therefore heads are looked up every now and then.

use std::time::Duration;

use futures_util::StreamExt as _;
use redis::aio::PubSubStream;
use redis::pipe;
use tokio::time::{Instant, timeout, timeout_at};

use super::{Away, CONNECTS, Shared};

/// Where servers tell each other what is new.
const CHANNEL: &str = "larder:heads";
/// How long after a word that was lost it is noticed at the latest.
const LOOK: Duration = Duration::from_secs(20);

/// What other servers tell.
pub struct Heads {
    messages: PubSubStream,
    own: u64,
    look: Instant,
}

impl Heads {
    /// The next word of another server; none where some may have been missed.
    ///
    /// # Errors
    ///
    /// If there will be no more.
    pub async fn next(&mut self) -> Result<Option<String>, Away> {
        loop {
            let Ok(told) = timeout_at(self.look, self.messages.next()).await else {
                self.look = Instant::now() + LOOK;
                return Ok(None);
            };
            let told: String = told.ok_or(Away::Silent)?.get_payload()?;
            let (from, word) = told.split_at_checked(16).unwrap_or_default();
            if u64::from_str_radix(from, 16) != Ok(self.own) {
                return Ok(Some(word.to_owned()));
            }
        }
    }
}

impl Shared {
    /// Begins to listen to the other servers.
    ///
    /// # Errors
    ///
    /// If Redis is away.
    pub async fn heads(&self) -> Result<Heads, Away> {
        let listening = async {
            let mut listener = self.0.client.get_async_pubsub().await?;
            listener.subscribe(CHANNEL).await?;
            Ok::<_, redis::RedisError>(listener.into_on_message())
        };
        let messages = timeout(CONNECTS, listening).await;
        Ok(Heads {
            messages: messages.map_err(|_| Away::Silent)??,
            own: self.0.own,
            look: Instant::now() + LOOK,
        })
    }

    /// Tells the other servers some words. It is no promise.
    pub async fn tell(&self, words: &[String]) {
        if words.is_empty() {
            return;
        }
        let mut all = pipe();
        for word in words {
            let word = format!("{:016x}{word}", self.0.own);
            all.cmd("PUBLISH").arg(CHANNEL).arg(word).ignore();
        }
        self.ask(|mut connection| async move { all.query_async::<()>(&mut connection).await })
            .await;
    }
}
