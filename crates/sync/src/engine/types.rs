//! What goes into an engine and comes out of it.

use crate::codec::{Epoch, HouseholdId};
use crate::digest::{Chain, Digest};
use crate::exchange::{Frame, Rejection, Row};
use crate::hlc::Hlc;
use crate::op::{EntityId, Op, OpId, ReplicaId};
use crate::reissue::Recovered;

/// The author, as a device keeps it in the commit of what it wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeptAuthor {
    /// Whose data it is.
    pub household: HouseholdId,
    /// Who writes.
    pub replica: ReplicaId,
    /// The replica's clock.
    pub clock: Hlc,
}

/// How far the exchange has come, as a device keeps it in the commit of what it got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// The hub's numbering; `None` before the first exchange.
    pub epoch: Option<Epoch>,
    /// The last `seq` that was stored without a gap.
    pub cursor: u64,
    /// The least number of an own op that has neither a `seq` nor a rejection.
    pub next_rseq: u64,
    /// The chain over the own ops before that.
    pub chain: Chain,
    /// The greatest clock among the ops up to the cursor.
    pub seen: Hlc,
    /// The sum over the ops up to the cursor; `None` where it is not known.
    pub digest: Option<Digest>,
    /// What is at or below was compacted at the hub.
    pub floor: u64,
    /// The unsent ops were written again, and may be with the hub under yet another id:
    /// nothing is sent before all that is there is here.
    pub pull_first: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            epoch: None,
            cursor: 0,
            next_rseq: 1,
            chain: Chain::START,
            seen: Hlc::ZERO,
            digest: Some(Digest::default()),
            floor: 0,
            pull_first: false,
        }
    }
}

/// What a device kept of its engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The author.
    pub author: KeptAuthor,
    /// The progress.
    pub progress: Progress,
    /// The author's ops from [`Progress::next_rseq`] on, ascending, each with the
    /// rejection if it got one.
    pub unsent: Vec<(Row, Option<Rejection>)>,
}

/// What an author wrote does not follow on what the engine knows: it has moved on since
/// [`Engine::author`](super::Engine::author), or is over. The action is planned anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the author is not up to date")]
pub struct Stale;

/// Names a commit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ticket(pub u64);

/// One durable change of the store, all or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Commit {
    /// First forgets all tombstones, and all rows but the rejected ones and those that
    /// wait for another author.
    pub replace: bool,
    /// Then forgets the numbers above this one and the tombstones with one, and limits
    /// the bases of the ops that have none to it ([`Row::limit`]). Ops of others that
    /// lose their number count again when they come by page; those whose author never
    /// comes back are for a person to look at.
    pub roll_back: Option<u64>,
    /// Rows that go.
    pub removed: Vec<OpId>,
    /// Rows that come, or whose `seq`, limit or body changes.
    pub rows: Vec<Row>,
    /// Rows that count for nobody any more, those that came just now too; they stay,
    /// marked.
    pub rejected: Vec<(OpId, Rejection)>,
    /// Changes for a person to look at.
    pub recovered: Vec<Recovered>,
    /// Entities that are gone for ever.
    pub tombstones: Vec<(EntityId, u64)>,
    /// The author, if that changes.
    pub author: Option<KeptAuthor>,
    /// The progress, if that changes.
    pub progress: Option<Progress>,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// There is a way to the hub.
    Connected,
    /// The way is gone.
    Disconnected,
    /// Something of what the hub says has arrived, though not all of it.
    Heard,
    /// The hub said something.
    Received(Box<Frame>),
    /// A commit is through.
    Committed(Ticket),
    /// Time has passed.
    Tick,
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Send a frame, if there still is a way.
    Send(Box<Frame>),
    /// Store something.
    Commit(Ticket, Box<Commit>),
    /// Fold ops, each with its `seq`; they are stored.
    Fold(Vec<(Op, Option<u64>)>),
    /// A part of the snapshot that will take the place of everything: to show it before it
    /// is whole. It is not stored yet, and nothing may be written on it.
    Ahead {
        /// It is the first part: what came ahead before it is of another snapshot.
        first: bool,
        /// Its ops, each with its `seq`.
        ops: Vec<(Op, Option<u64>)>,
    },
    /// Take the effects of these ops out of the state: [`State::reject`](crate::State::reject).
    Reject(Vec<(OpId, Rejection)>),
    /// Give up the way and look for a new one: the hub does not answer.
    Disconnect,
    /// Open a new engine once all commits are through.
    Reopen,
}

/// What a person has to see to before the exchange goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attention {
    /// The app is too old: for the hub, or for what a later one has written here. It
    /// reads on, and sends nothing.
    Upgrade,
    /// The device or its member is not of the household any more.
    Revoked,
    /// The two do not understand each other.
    Malformed,
}

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Status {
    /// Whether the hub has answered on this way.
    pub online: bool,
    /// Own ops that the hub has not confirmed.
    pub waiting: usize,
    /// Ops at the hub that are not here yet.
    pub behind: u64,
    /// What a person has to see to.
    pub attention: Option<Attention>,
}
