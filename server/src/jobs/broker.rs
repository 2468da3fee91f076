//! RabbitMQ, which brings jobs to workers on other machines at once. It delivers ids and no
//! more: the queue in the database stays the truth. Each job that comes to be due is *told* to
//! the broker ([`relay`]); whoever gets it ([`incoming`]) takes a job in the database, whichever
//! has its turn there, or finds that all are gone or somebody's and lets it be. What the broker
//! loses is found by the workers' own look at the database, later.
//!
//! Connections are made anew here: what the client does of that by itself loses consumers.

mod address;
pub mod incoming;
pub mod relay;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use lapin::options::QueueDeclareOptions;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, Connection, ConnectionProperties, ErrorKind};
use tokio::time::timeout;

use crate::tls;

pub use address::Address;

/// The queue, which outlives the broker and each of its machines.
const QUEUE: &str = "larder.scans";
/// What the broker says of a queue that is not as it is wanted: PRECONDITION_FAILED. The other
/// refusals are ACCESS_REFUSED (403) and NOT_ALLOWED (530).
const OTHER_QUEUE: u16 = 406;
/// How long a word of the broker's is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two tries to connect.
const PAUSE: Duration = Duration::from_secs(1);

/// Why nothing is delivered now.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It says why, or the network does.
    #[error("{0}")]
    Said(#[from] lapin::Error),
    /// It says nothing.
    #[error("it does not answer")]
    Silent,
    /// It takes nothing.
    #[error("it took no message")]
    Refused,
    /// The database fails, of which it is told elsewhere.
    #[error(transparent)]
    Jobs(#[from] super::JobError),
}

/// The way to the broker; cheap to clone.
#[derive(Clone)]
pub struct Broker(Arc<Inner>);

struct Inner {
    address: Address,
    /// Connections that are open.
    open: AtomicUsize,
    /// Whether it was said that there is none.
    is_told: std::sync::Mutex<bool>,
}

/// A connection with its one channel; it ends with the value.
struct Line {
    channel: Channel,
    broker: Broker,
    _connection: Connection,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.broker.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Broker {
    /// Looks whether the broker lets this server in. Where nobody answers that is said, and
    /// tried again: jobs are read without it.
    ///
    /// # Errors
    ///
    /// If it refuses: waiting mends nothing then.
    pub async fn open(address: &Address) -> Result<Self> {
        tls::use_provider();
        let broker = Self(Arc::new(Inner {
            address: address.clone(),
            open: AtomicUsize::new(0),
            is_told: std::sync::Mutex::default(),
        }));
        match broker.line().await {
            Ok(_) => {}
            Err(Trouble::Said(why)) if is_refusal(&why) => {
                let is_other_queue = is_other_queue(&why);
                return Err(why).with_context(|| match is_other_queue {
                    true => format!(
                        "the RabbitMQ at {address} has a queue {QUEUE} that is no durable quorum \
                         queue: delete it there, or name another virtual host in `rabbitmq`"
                    ),
                    false => format!(
                        "the RabbitMQ at {address} does not let this server in: look at the name, \
                         the password and the virtual host in `rabbitmq`, or leave that key out"
                    ),
                });
            }
            Err(trouble) => broker.say_away(&trouble),
        }
        Ok(broker)
    }

    /// Whether it is connected to.
    pub fn is_there(&self) -> bool {
        self.0.open.load(Ordering::Relaxed) > 0
    }

    /// Connects, and has the queue.
    async fn line(&self) -> Result<Line, Trouble> {
        let connecting = async {
            let named = ConnectionProperties::default().with_connection_name("larder".into());
            let connection = Connection::connect_uri(self.0.address.uri(), named).await?;
            let channel = connection.create_channel().await?;
            let mut kind = FieldTable::default();
            // Of those each message is on the disks of most machines once it is confirmed.
            kind.insert(
                "x-queue-type".into(),
                AMQPValue::LongString("quorum".into()),
            );
            let durable = QueueDeclareOptions::durable();
            channel.queue_declare(QUEUE.into(), durable, kind).await?;
            Ok::<_, lapin::Error>((connection, channel))
        };
        let made = timeout(PATIENCE, connecting).await;
        let (connection, channel) = made.map_err(|_| Trouble::Silent)??;
        self.0.open.fetch_add(1, Ordering::Relaxed);
        Ok(Line {
            channel,
            broker: self.clone(),
            _connection: connection,
        })
    }

    /// Says once that it is away.
    fn say_away(&self, trouble: &Trouble) {
        if self.was_told(true) {
            return;
        }
        eprintln!(
            "larder: the RabbitMQ at {} is away: workers look for scan jobs in the database; if it \
             stays so, look at `rabbitmq`: {trouble}",
            self.0.address
        );
    }

    /// Says once that it is back.
    fn say_there(&self) {
        if self.was_told(false) {
            eprintln!("larder: the RabbitMQ at {} is there again", self.0.address);
        }
    }

    fn was_told(&self, is_away: bool) -> bool {
        let is_told = self.0.is_told.lock();
        let mut is_told = is_told.unwrap_or_else(std::sync::PoisonError::into_inner);
        std::mem::replace(&mut *is_told, is_away)
    }
}

/// Whether the broker itself said no, and will again.
fn is_refusal(why: &lapin::Error) -> bool {
    match why.kind() {
        ErrorKind::ProtocolError(said) => matches!(said.get_id(), 403 | 530 | OTHER_QUEUE),
        ErrorKind::InvalidProtocolVersion(_)
        | ErrorKind::ParsingError(_)
        | ErrorKind::AuthProviderError(_) => true,
        _ => false,
    }
}

/// Whether the queue is there and is another one than is wanted.
fn is_other_queue(why: &lapin::Error) -> bool {
    matches!(why.kind(), ErrorKind::ProtocolError(said) if said.get_id() == OTHER_QUEUE)
}
