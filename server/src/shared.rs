//! What several servers share in Redis: how often one may ask, what is new, and which devices
//! are there.
//!
//! None of it is the truth of anything. Where Redis is *away*, each server counts for itself and
//! heads are looked up in the database; nobody is refused anything for it, and nothing is lost.

mod address;
mod count;
mod heads;
mod seats;
#[cfg(all(test, unix))]
mod tests;
mod tries;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, ErrorKind, RedisError, RedisResult};
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

use crate::{random, tls};

pub use address::Address;
pub use count::Counted;
pub use heads::Heads;
pub use seats::Seat;

/// How long one answer is waited for: whoever asks the server waits for it, too. Only a few do,
/// since behind the first that takes longer nobody asks until Redis was looked at.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long making a connection may take.
const CONNECTS: Duration = Duration::from_secs(3);
/// Between two tries to connect.
const PAUSE: Duration = Duration::from_secs(1);
/// How often a connection that nobody uses is looked at.
const BEAT: Duration = Duration::from_secs(5);

/// What may be set.
#[derive(Args, Clone, Debug, Default)]
#[group(id = "shared")]
pub struct Settings {
    /// A Redis that several servers on one database share: redis://:PASSWORD@HOST, or rediss://
    /// with TLS. There they count together how often one may ask, and tell each other at once
    /// what is new. Without it each counts for itself.
    #[arg(long, env = "LARDER_REDIS", value_name = "URL", hide_env_values = true)]
    pub redis: Option<Address>,
}

impl Settings {
    /// What is shared, if anything is.
    ///
    /// # Errors
    ///
    /// If Redis answers, and says no: what to look at.
    pub async fn open(&self) -> Result<Option<Shared>> {
        match &self.redis {
            Some(address) => Ok(Some(Shared::open(address).await?)),
            None => Ok(None),
        }
    }
}

/// Redis does not do what it is asked now.
#[derive(Debug, thiserror::Error)]
pub enum Away {
    /// It says why, or the network does.
    #[error("Redis: {0}")]
    Said(#[from] RedisError),
    /// It says nothing.
    #[error("Redis does not answer")]
    Silent,
}

/// What is shared; cheap to clone.
#[derive(Clone)]
pub struct Shared(Arc<Inner>);

struct Inner {
    client: Client,
    address: Address,
    /// The connection, while there is one.
    connection: watch::Sender<Option<MultiplexedConnection>>,
    /// Raised by whoever finds it broken.
    broken: Notify,
    /// Whether it was said that a command is refused.
    is_told_no: AtomicBool,
    /// What tells this server from the others.
    own: u64,
}

impl fmt::Debug for Shared {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Shared({})", self.0.address)
    }
}

impl Shared {
    /// Connects, and stays so as well as it goes. Where nobody answers that is said, and tried
    /// again: a server that starts while Redis is away does its work.
    ///
    /// # Errors
    ///
    /// If the address is answered by something that refuses: waiting mends nothing then.
    pub async fn open(address: &Address) -> Result<Self> {
        tls::use_provider();
        let advice = || {
            format!(
                "the Redis at {address} does not let this server in: look at the password and the \
                 number of the database in `redis`, or leave that key out"
            )
        };
        let client = Client::open(address.info()).with_context(advice)?;
        let shared = Self(Arc::new(Inner {
            client,
            address: address.clone(),
            connection: watch::Sender::default(),
            broken: Notify::new(),
            is_told_no: AtomicBool::new(false),
            own: random::bytes().map_or(0, u64::from_be_bytes),
        }));
        let first = match shared.connect().await {
            Ok(connection) => Some(connection),
            Err(Away::Said(why)) if is_refusal(&why) => return Err(why).with_context(advice),
            Err(away) => {
                shared.say_away(&away);
                None
            }
        };
        // Whoever asks first has it already.
        shared.0.connection.send_replace(first.clone());
        tokio::spawn(shared.clone().stay(first));
        Ok(shared)
    }

    /// Whether there is a connection now.
    pub fn is_there(&self) -> bool {
        self.0.connection.borrow().is_some()
    }

    /// A connection that has counted something.
    async fn connect(&self) -> Result<MultiplexedConnection, Away> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECTS))
            .set_response_timeout(Some(PATIENCE));
        let connecting = self
            .0
            .client
            .get_multiplexed_async_connection_with_config(&config);
        let connected = timeout(CONNECTS, connecting).await;
        let mut connection = connected.map_err(|_| Away::Silent)??;
        count::probe(&mut connection, self.0.own).await?;
        Ok(connection)
    }

    /// Keeps a connection for as long as the process lives.
    async fn stay(self, first: Option<MultiplexedConnection>) {
        let mut is_told = first.is_none();
        let mut next = first;
        loop {
            let connected = match next.take() {
                Some(connection) => Ok(connection),
                None => self.connect().await,
            };
            match connected {
                Ok(connection) => {
                    if is_told {
                        eprintln!("larder: the Redis at {} is there again", self.0.address);
                    }
                    let away = self.use_up(connection).await;
                    self.say_away(&away);
                    is_told = true;
                }
                Err(away) if !is_told => {
                    self.say_away(&away);
                    is_told = true;
                }
                Err(_) => {}
            }
            sleep(PAUSE).await;
        }
    }

    /// Lends a connection to all until it is broken; says how.
    async fn use_up(&self, mut connection: MultiplexedConnection) -> Away {
        self.0.connection.send_replace(Some(connection.clone()));
        let away = loop {
            tokio::select! {
                () = self.0.broken.notified() => break Away::Silent,
                () = sleep(BEAT) => {
                    if let Err(away) = count::probe(&mut connection, self.0.own).await {
                        break away.into();
                    }
                }
            }
        };
        self.0.connection.send_replace(None);
        away
    }

    fn say_away(&self, away: &Away) {
        eprintln!(
            "larder: the Redis at {} is away: each server counts for itself, and what is new on \
             others is looked up; if it stays so, look at `redis`: {away}",
            self.0.address
        );
    }

    /// What Redis answers; `None` while it is away.
    async fn ask<T, F>(&self, question: impl FnOnce(MultiplexedConnection) -> F) -> Option<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let connection = self.0.connection.borrow().clone()?;
        match timeout(PATIENCE, question(connection)).await {
            Ok(Ok(answer)) => Some(answer),
            // It answers, so the connection is good; a look at it tells whether it is of use.
            Ok(Err(why)) if why.code().is_some() => {
                if !self.0.is_told_no.swap(true, Ordering::Relaxed) {
                    eprintln!(
                        "larder: the Redis at {} refuses a command: this server counts for itself \
                         meanwhile; look at the rights of its user and at its memory: {why}",
                        self.0.address
                    );
                }
                None
            }
            Ok(Err(_)) | Err(_) => {
                // Until it is looked at nobody else waits for it.
                self.0.connection.send_replace(None);
                self.0.broken.notify_one();
                None
            }
        }
    }
}

/// Whether it was Redis itself that said no, and will again. What it may get over, such as a
/// full memory or a new leader, is waited for.
fn is_refusal(why: &RedisError) -> bool {
    let text = why.to_string();
    // To one that has too many guests the first word may be the password.
    if text.contains("max number of clients") {
        return false;
    }
    matches!(
        why.kind(),
        ErrorKind::AuthenticationFailed | ErrorKind::InvalidClientConfig | ErrorKind::Parse
    ) || matches!(why.code(), Some("NOAUTH" | "WRONGPASS" | "NOPERM"))
        || text.contains("refused to switch database")
}
