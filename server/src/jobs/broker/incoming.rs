//! Jobs that the broker brings to a worker, one at a time: the next comes once the one before
//! is let go.

use futures_util::StreamExt as _;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions};
use lapin::types::FieldTable;
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

use super::relay::named;
use super::{Broker, PAUSE, QUEUE, Trouble};
use crate::jobs::JobId;

/// What a worker has in hand: the others wait for others.
const AT_ONCE: u16 = 1;

/// What comes from the broker.
pub struct Incoming {
    brought: mpsc::Receiver<Delivery>,
    is_open: watch::Receiver<bool>,
}

/// A job that was brought. The broker brings it once more, to whomever, if this goes before it
/// is let go.
pub struct Brought(Delivery);

impl Incoming {
    /// Begins to listen, until the end.
    pub fn begin(broker: Broker, over: watch::Receiver<bool>) -> Self {
        let (bring, brought) = mpsc::channel(1);
        let (open, is_open) = watch::channel(false);
        tokio::spawn(run(broker, bring, open, over));
        Self { brought, is_open }
    }

    /// Whether jobs are brought now.
    pub fn is_open(&self) -> bool {
        *self.is_open.borrow()
    }

    /// The next job; comes back without one when jobs begin or cease to be brought.
    pub async fn next(&mut self) -> Option<Brought> {
        tokio::select! {
            Some(delivery) = self.brought.recv() => Some(Brought(delivery)),
            Ok(()) = self.is_open.changed() => None,
            // Both are over with the process.
            else => std::future::pending().await,
        }
    }
}

impl Brought {
    /// Which one; none where the message is not ours.
    pub fn id(&self) -> Option<JobId> {
        named(&self.0.data)
    }

    /// Lets it go: it is done, gone or somebody's.
    pub async fn let_go(self) {
        // Without the connection it was let go by that.
        let _ = self.0.ack(BasicAckOptions::default()).await;
    }

    /// Has it brought to somebody else.
    pub async fn give_back(self) {
        let again = BasicNackOptions {
            requeue: true,
            ..BasicNackOptions::default()
        };
        let _ = self.0.nack(again).await;
    }
}

async fn run(
    broker: Broker,
    bring: mpsc::Sender<Delivery>,
    open: watch::Sender<bool>,
    mut over: watch::Receiver<bool>,
) {
    while !*over.borrow() {
        let listened = tokio::select! {
            _ = over.wait_for(|over| *over) => return,
            listened = listen(&broker, &bring, &open) => listened,
        };
        open.send_if_modified(std::mem::take);
        if let Err(trouble) = listened {
            broker.say_away(&trouble);
        }
        sleep(PAUSE).await;
    }
}

/// Brings what comes until nothing does any more.
async fn listen(
    broker: &Broker,
    bring: &mpsc::Sender<Delivery>,
    open: &watch::Sender<bool>,
) -> Result<(), Trouble> {
    let line = broker.line().await?;
    let at_once = BasicQosOptions::default();
    line.channel.basic_qos(AT_ONCE, at_once).await?;
    let (options, none) = (BasicConsumeOptions::default(), FieldTable::default());
    let consumer = line
        .channel
        .basic_consume(QUEUE.into(), "".into(), options, none);
    let mut consumer = consumer.await?;
    broker.say_there();
    open.send_replace(true);
    while let Some(delivery) = consumer.next().await {
        if bring.send(delivery?).await.is_err() {
            return Ok(());
        }
    }
    Err(Trouble::Silent)
}
