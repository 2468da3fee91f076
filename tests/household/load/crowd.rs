//! Households of devices that are all on a socket: the first of each sends, the others
//! wait for news.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use sync::codec::{Batch, HouseholdId, Stored};
use sync::digest::Chain;
use sync::exchange::{Frame, Hello, PROTOCOL, Push};
use sync::{Author, Change, EntityId, EntityType, Kind, ReplicaId, Scope};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use crate::household::now_ms;
use crate::household::phone::Api;
use crate::household::socket::{self, Socket};

/// Households that are founded at once.
const AT_ONCE: usize = 32;

/// All of them.
pub struct Crowd {
    writers: HashMap<u64, Writer>,
    /// What the devices hear.
    pub heard: UnboundedReceiver<Heard>,
    devices: JoinSet<()>,
}

/// What a device heard, and when.
pub struct Heard {
    /// Of which household it is.
    pub household: u64,
    /// What it was.
    pub what: What,
    /// When it came.
    pub at: Instant,
}

/// What a device heard, with the household's head.
#[derive(Clone, Copy)]
pub enum What {
    /// An answer to its push.
    Ack(u64),
    /// News of another one's.
    Poke(u64),
}

/// The device of a household that sends.
struct Writer {
    household: HouseholdId,
    author: Author,
    chain: Chain,
    to_socket: UnboundedSender<Message>,
}

impl Crowd {
    /// Founds households, lets devices in, and opens their sockets.
    pub async fn gather(url: &str, households: u64, devices: u64) -> Result<Self> {
        let (tell, heard) = mpsc::unbounded_channel();
        let mut gathering = JoinSet::new();
        let mut crowd = Self {
            writers: HashMap::new(),
            heard,
            devices: JoinSet::new(),
        };
        for number in 0..households {
            if gathering.len() >= AT_ONCE {
                let found = gathering.join_next().await;
                crowd.take_in(found.context("a household")???, &tell);
            }
            gathering.spawn(open_all(url.to_owned(), number, devices));
        }
        while let Some(found) = gathering.join_next().await {
            crowd.take_in(found??, &tell);
        }
        Ok(crowd)
    }

    /// Lets the devices of a household live: who does not answer pings is not there any more.
    fn take_in(&mut self, (number, sockets): (u64, Vec<Socket>), tell: &UnboundedSender<Heard>) {
        for (place, socket) in sockets.into_iter().enumerate() {
            let (to_socket, orders) = mpsc::unbounded_channel();
            if place == 0 {
                self.writers.insert(number, Writer::new(number, to_socket));
            }
            let device = device(socket, orders, tell.clone(), number);
            self.devices.spawn(device);
        }
    }

    /// Lets a household's writer send one more op; the head that it makes.
    pub fn push(&mut self, household: u64) -> Result<u64> {
        let writer = self.writers.get_mut(&household);
        writer.context("a household")?.push()
    }
}

fn id(number: u64) -> HouseholdId {
    let mut id = [1; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    HouseholdId(id)
}

/// One household with its devices' sockets.
async fn open_all(url: String, number: u64, devices: u64) -> Result<(u64, Vec<Socket>)> {
    let api = Api::new(&url);
    let household: String = id(number)
        .0
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let body = json!({ "household": household, "device": "Kitchen" });
    let owner = token(&api.json("households", "", body).await?)?;
    let mut tokens = vec![owner.clone()];
    for _ in 1..devices {
        tokens.push(api.join(&owner, "member").await?);
    }
    let mut sockets = Vec::new();
    for (replica, token) in (1..).zip(&tokens) {
        let mut socket = socket::open(&url, token).await?;
        socket::say(&mut socket, &hello(number, replica)).await?;
        let welcome = socket::hear(&mut socket).await?;
        ensure!(matches!(welcome, Frame::Welcome(_)), "{welcome:?}");
        sockets.push(socket);
    }
    Ok((number, sockets))
}

fn token(answer: &Value) -> Result<String> {
    Ok(answer["token"].as_str().context("a token")?.to_owned())
}

fn hello(number: u64, replica: u64) -> Frame {
    Frame::Hello(Hello {
        protocol: PROTOCOL,
        schema: 1,
        household: id(number),
        replica: ReplicaId(replica),
        epoch: None,
        cursor: 0,
        needs: 0,
    })
}

/// A device's life: it sends what it is given and tells what it hears.
async fn device(
    mut socket: Socket,
    mut orders: UnboundedReceiver<Message>,
    tell: UnboundedSender<Heard>,
    household: u64,
) {
    let mut may_send = true;
    loop {
        let message = tokio::select! {
            order = orders.recv(), if may_send => {
                may_send = match order {
                    Some(order) => socket.send(order).await.is_ok(),
                    // It only listens.
                    None => false,
                };
                continue;
            }
            message = socket.next() => message,
        };
        let at = Instant::now();
        let Some(Ok(message)) = message else { return };
        if let Ok(Some(what)) = read(&message) {
            let heard = Heard {
                household,
                what,
                at,
            };
            if tell.send(heard).is_err() {
                return;
            }
        }
    }
}

fn read(message: &Message) -> Result<Option<What>> {
    let Message::Binary(bytes) = message else {
        return Ok(None);
    };
    match Frame::decode(bytes)? {
        Frame::Accepted(accepted) => Ok(Some(What::Ack(accepted.head))),
        Frame::Poke { head } => Ok(Some(What::Poke(head))),
        other => bail!("{other:?}"),
    }
}

impl Writer {
    fn new(number: u64, to_socket: UnboundedSender<Message>) -> Self {
        Self {
            household: id(number),
            author: Author::new(ReplicaId(1)),
            chain: Chain::START,
            to_socket,
        }
    }

    fn push(&mut self) -> Result<u64> {
        let kind = Kind::Add {
            scope: Scope {
                of: EntityId([2; 16]),
                at: EntityId([3; 16]),
            },
            amount: 1,
            reason: 1,
        };
        let change = Change::new(EntityType(3), EntityId([9; 16]), kind);
        let ops = self.author.write(now_ms(), vec![change]);
        let op = Stored::seal(ops.into_iter().next().context("an op")?)?;
        let rseq = op.op().id.rseq;
        let previous = self.chain;
        self.chain = previous.next(op.hash());
        let batch = Batch {
            household: self.household,
            replica: self.author.replica,
            first_rseq: rseq,
            schema: 1,
            epoch: None,
            previous,
            ops: vec![Ok(op)],
        };
        let frame = Frame::Push(Push { batch, limit: None });
        let message = Message::binary(frame.encode()?);
        self.to_socket.send(message)?;
        Ok(rseq)
    }
}
