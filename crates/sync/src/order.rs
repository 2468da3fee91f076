//! The hub's rules: which pushed ops count, and in which order.
//!
//! One hub numbers the ops of a household, gap-free, in the order in which it
//! commits them. These are its decisions alone: the caller looks up what they
//! need, and stores what they say in one durable commit before it answers.
//!
//! - A replica's ops come in the order of their `rseq`. What was stored before is
//!   answered as before, so a push may come any number of times.
//! - A transaction counts as a whole: its ops are *held* until its last one is
//!   here, then all get their `seq`, or all are rejected. A rejected op keeps its
//!   place in its author's numbering.
//! - Time is judged here and nowhere else: an op whose clock is far off stops the
//!   push, and its author stamps it anew. Readers read everything.
//! - An op that was written behind the floor is refused: what it would have to be
//!   weighed against may be gone.

use std::collections::HashMap;

use crate::breaks::{self, Break};
use crate::codec::{Epoch, MAX_TXN_OPS, Stored, Unreadable, parts};
use crate::digest::{self, Chain, Digest};
use crate::exchange::{Accepted, Push, Refusal, Rejection, Row};
use crate::op::{EntityId, Kind, Op, OpId, ReplicaId, Target};
use crate::state::named_by;

/// How far an op's clock may be ahead of the hub's, in milliseconds: five minutes.
pub const MAX_AHEAD_MS: i64 = 5 * 60 * 1000;
/// No op was written before: 2020-01-01, in Unix milliseconds.
pub const LEAST_MS: i64 = 1_577_836_800_000;
/// How long the ops of a transaction wait for its last one, in milliseconds.
pub const HOLD_MS: i64 = 10 * 60 * 1000;

/// The numbering of one household.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Which numbering this is.
    pub epoch: Epoch,
    /// The latest number given.
    pub seq: u64,
    /// What is at or below may be compacted.
    pub floor: u64,
    /// The sum over all ops that got a number.
    pub digest: Digest,
    /// When the household was last restored from a backup, in Unix milliseconds: until
    /// its devices have sent again what the backup lacks, an undo may come before what
    /// it names.
    pub restored_ms: Option<i64>,
}

/// One replica, as the hub knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seat {
    /// Who it is.
    pub replica: ReplicaId,
    /// The number of its next op.
    pub next_rseq: u64,
    /// The chain over its ops before that.
    pub chain: Chain,
    /// The ops of a transaction whose last one is not here yet; they are before
    /// `next_rseq`.
    pub held: Vec<Held>,
    /// When the first of them came, in Unix milliseconds.
    pub held_since_ms: i64,
}

/// An op that waits for the rest of its transaction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// The op, readable or not.
    pub op: Result<Stored, Unreadable>,
    /// See [`Row::limit`].
    pub limit: Option<u64>,
    /// The chain before it.
    pub previous: Chain,
}

/// What the hub has of an op.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// Its hash; `None` if its body was dropped.
    pub hash: Option<[u8; 32]>,
    /// What it got.
    pub fate: Fate,
}

/// What an op got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// A number.
    Counts(u64),
    /// A rejection.
    Rejected(Rejection),
}

/// What the rules look up.
pub trait Lookup {
    /// An op that was decided on.
    fn known(&self, id: OpId) -> Option<Known>;
    /// The number of a replica's next op.
    fn next_rseq(&self, replica: ReplicaId) -> u64;
    /// Whether an entity is a tombstone ([`crate::snapshot`]).
    fn is_gone(&self, entity: EntityId) -> bool;
    /// Whether the author may do what the op does, now.
    fn judge(&self, op: &Op) -> Result<(), Rejection>;
}

/// What to store, all of it in one commit, and then to answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The household's numbering from now on.
    pub head: Head,
    /// The author's seat from now on.
    pub seat: Seat,
    /// Ops that got their number.
    pub rows: Vec<Row>,
    /// Ops that were rejected, with their hash.
    pub rejected: Vec<(OpId, [u8; 32], Rejection)>,
    /// The answer.
    pub accepted: Accepted,
    /// Why it went no further, if it did not take in all of the push.
    pub stopped: Option<Refusal>,
}

impl Seat {
    /// A replica that was never heard of.
    pub fn new(replica: ReplicaId) -> Self {
        Self {
            replica,
            next_rseq: 1,
            chain: Chain::START,
            held: Vec::new(),
            held_since_ms: 0,
        }
    }

    /// Gives up a transaction whose end did not come in time: its author sends it
    /// again from its first op.
    pub fn expire(&mut self, now_ms: i64) {
        if now_ms.saturating_sub(self.held_since_ms) > HOLD_MS {
            self.give_up();
        }
    }

    fn give_up(&mut self) {
        if let Some(first) = self.held.first() {
            self.chain = first.previous;
            self.next_rseq -= self.held.len() as u64;
            self.held.clear();
        }
    }
}

/// Decides on a push. Nothing of an `Err` is to be stored.
///
/// # Errors
///
/// Why nothing of it can be taken in.
pub fn receive(
    head: &Head,
    seat: &Seat,
    push: &Push,
    lookup: &impl Lookup,
    now_ms: i64,
) -> Result<Outcome, Refusal> {
    let mut turn = Turn::new(head, seat, push, lookup, now_ms)?;
    let batch = &push.batch;
    if batch.first_rseq > turn.seat.next_rseq {
        let next_rseq = turn.seat.next_rseq;
        return Err(Refusal::Expected { next_rseq });
    }
    let again = turn.again(push)?;
    let has_new = batch.ops.len() > again;
    if again == 0 && has_new && batch.previous != turn.seat.chain {
        return Err(Refusal::Fork);
    }
    Ok(turn.finish(push, again))
}

struct Turn<'a, L> {
    head: Head,
    seat: Seat,
    lookup: &'a L,
    now_ms: i64,
    rows: Vec<Row>,
    /// What the ops of this push got.
    fates: HashMap<OpId, Fate>,
    rejected: Vec<(OpId, [u8; 32], Rejection)>,
    /// The rejections to tell of, with those of earlier pushes.
    answered: Vec<(u64, Rejection)>,
}

impl<'a, L: Lookup> Turn<'a, L> {
    fn new(
        head: &Head,
        seat: &Seat,
        push: &Push,
        lookup: &'a L,
        now_ms: i64,
    ) -> Result<Self, Refusal> {
        let batch = &push.batch;
        if batch.epoch.is_some_and(|epoch| epoch != head.epoch) {
            return Err(Refusal::Epoch);
        }
        if batch.replica != seat.replica {
            return Err(Refusal::Malformed);
        }
        let mut seat = seat.clone();
        seat.expire(now_ms);
        Ok(Self {
            head: head.clone(),
            seat,
            lookup,
            now_ms,
            rows: Vec::new(),
            fates: HashMap::new(),
            rejected: Vec::new(),
            answered: Vec::new(),
        })
    }

    /// Takes in what comes after the ops that were here already.
    fn finish(mut self, push: &Push, again: usize) -> Outcome {
        let new = push.batch.ops.get(again..).unwrap_or_default();
        let stopped = new.iter().find_map(|op| self.take_in(op, push.limit).err());
        self.end(stopped)
    }

    /// Checks the ops that are here already; returns how many.
    fn again(&mut self, push: &Push) -> Result<usize, Refusal> {
        let mut count = 0;
        for op in &push.batch.ops {
            let id = id(op);
            if id.rseq >= self.seat.next_rseq {
                break;
            }
            let held = self.seat.held.iter().find(|held| self::id(&held.op) == id);
            let hash_here = match held {
                Some(held) => Some(hash(&held.op)),
                None => {
                    let known = self.lookup.known(id);
                    if let Some(Fate::Rejected(why)) = known.map(|known| known.fate) {
                        self.answered.push((id.rseq, why));
                    }
                    known.and_then(|known| known.hash)
                }
            };
            if hash_here.is_some_and(|here| here != hash(op)) {
                return Err(Refusal::Fork);
            }
            count += 1;
        }
        Ok(count)
    }

    fn take_in(
        &mut self,
        op: &Result<Stored, Unreadable>,
        limit: Option<u64>,
    ) -> Result<(), Refusal> {
        if let Ok(stored) = op {
            self.check_basis(stored.op(), limit)?;
            self.check_time(stored.op())?;
        }
        if self.seat.held.is_empty() {
            self.seat.held_since_ms = self.now_ms;
        }
        self.seat.held.push(Held {
            op: op.clone(),
            limit,
            previous: self.seat.chain,
        });
        self.seat.next_rseq += 1;
        self.seat.chain = self.seat.chain.next(hash(op));
        let is_last = op.as_ref().map_or(true, |stored| stored.op().txn.last);
        if is_last || self.seat.held.len() > MAX_TXN_OPS {
            self.decide();
        }
        Ok(())
    }

    /// A transaction is stamped anew as a whole, or its ops would not be in order.
    fn check_time(&mut self, op: &Op) -> Result<(), Refusal> {
        let ms = op.hlc.unix_ms();
        if ms > self.now_ms.saturating_add(MAX_AHEAD_MS) || ms < LEAST_MS {
            let first = self
                .seat
                .held
                .first()
                .and_then(|held| held.op.as_ref().ok());
            let hlc = first.map_or(op.hlc, |first| first.op().hlc);
            self.seat.give_up();
            return Err(Refusal::Skew {
                rseq: self.seat.next_rseq,
                hlc,
                now_ms: self.now_ms,
            });
        }
        Ok(())
    }

    fn check_basis(&self, op: &Op, limit: Option<u64>) -> Result<(), Refusal> {
        if limited(op.basis, limit) < self.head.floor {
            return Err(Refusal::Behind {
                floor: self.head.floor,
            });
        }
        Ok(())
    }

    /// Numbers the held transaction, or rejects it.
    fn decide(&mut self) {
        let held = std::mem::take(&mut self.seat.held);
        match self.judge(&held) {
            Ok(()) => held.into_iter().for_each(|held| self.number(held)),
            Err(why) => {
                for held in &held {
                    let id = id(&held.op);
                    self.fates.insert(id, Fate::Rejected(why));
                    self.rejected.push((id, hash(&held.op), why));
                    self.answered.push((id.rseq, why));
                }
            }
        }
    }

    fn judge(&self, held: &[Held]) -> Result<(), Rejection> {
        if held.len() > MAX_TXN_OPS {
            return Err(Rejection::TooLong);
        }
        let first = held.first().map(|held| id(&held.op).rseq);
        for held in held {
            // A kind of a later version can be read and is passed on; this is no op at all.
            let op = held.op.as_ref().map_err(|_| Rejection::Invalid)?.op();
            if Some(op.txn.first) != first || limited(op.basis, held.limit) > self.head.seq {
                return Err(Rejection::Invalid);
            }
            if let Kind::Undo { target, .. } = op.kind
                && !self.may_undo(op, target, first.unwrap_or_default())
            {
                return Err(Rejection::TooOld);
            }
            if named_by(op).any(|entity| self.lookup.is_gone(entity)) {
                return Err(Rejection::Gone);
            }
            self.lookup.judge(op)?;
        }
        Ok(())
    }

    /// Whether the target still is above the floor. What is unknown may have been below.
    fn may_undo(&self, undo: &Op, target: Target, first_of_txn: u64) -> bool {
        let id = target.first();
        let in_same_txn = id.replica == undo.id.replica && id.rseq >= first_of_txn;
        let fate = self.fates.get(&id).copied();
        let fate = fate.or_else(|| self.lookup.known(id).map(|known| known.fate));
        match fate {
            Some(Fate::Counts(seq)) => seq > self.head.floor || breaks::is(Break::UndoBelowFloor),
            // An undo of what counts for nobody does nothing.
            Some(Fate::Rejected(_)) => true,
            None => in_same_txn || self.may_come_again(undo, id),
        }
    }

    /// Whether what an undo names was lost with a restore, and its author has not sent it
    /// again yet. What was dropped is below its author's next number.
    fn may_come_again(&self, undo: &Op, id: OpId) -> bool {
        let restored = self.head.restored_ms;
        let is_older = |at: i64| undo.hlc.unix_ms() <= at.saturating_add(MAX_AHEAD_MS);
        restored.is_some_and(is_older) && id.rseq >= self.lookup.next_rseq(id.replica)
    }

    fn number(&mut self, held: Held) {
        self.head.seq += 1;
        let (id, hash) = (id(&held.op), hash(&held.op));
        self.head.digest.add(hash);
        self.fates.insert(id, Fate::Counts(self.head.seq));
        self.rows.push(Row {
            seq: Some(self.head.seq),
            id,
            body: match held.op {
                Ok(stored) => stored.into_body(),
                Err(unreadable) => unreadable.bytes,
            },
            limit: held.limit,
        });
    }

    fn end(mut self, stopped: Option<Refusal>) -> Outcome {
        self.answered.sort_unstable();
        Outcome {
            accepted: Accepted {
                next_rseq: self.seat.next_rseq,
                rejected: self.answered,
                head: self.head.seq,
            },
            head: self.head,
            seat: self.seat,
            rows: self.rows,
            rejected: self.rejected,
            stopped,
        }
    }
}

/// A basis as it counts.
pub fn limited(basis: u64, limit: Option<u64>) -> u64 {
    limit.map_or(basis, |limit| basis.min(limit))
}

/// Author and number of an op, readable or not.
pub fn id(op: &Result<Stored, Unreadable>) -> OpId {
    parts(op).0
}

fn hash(op: &Result<Stored, Unreadable>) -> [u8; 32] {
    let (id, bytes) = parts(op);
    digest::hash(id, bytes)
}

#[cfg(test)]
mod tests;
