//! The own ops that have neither a `seq` nor a settled rejection, in their order.

use std::collections::{HashMap, VecDeque};

use super::row;
use super::types::{Commit, Progress, Ticket};
use crate::codec::{Batch, Epoch, HouseholdId, MAX_BATCH, MAX_BATCH_OPS, Stored};
use crate::digest::Chain;
use crate::exchange::{Rejection, Row};
use crate::hlc::Hlc;
use crate::op::{Kind, Op, OpId, ReplicaId};
use crate::order::limited;
use crate::reissue::Known;

/// An own op on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Unsent {
    /// The op.
    pub op: Stored,
    /// See [`Row::limit`].
    pub limit: Option<u64>,
    /// The hub rejected it; it only waits for those before it.
    pub rejected: Option<Rejection>,
    /// The commit that stores it, until that is through.
    storing: Option<Ticket>,
}

impl Unsent {
    fn rseq(&self) -> u64 {
        self.op.op().id.rseq
    }

    /// Stores it anew as this op, which keeps its mark if it was rejected.
    pub(super) fn store_as(&self, op: &Stored, commit: &mut Commit) {
        commit.rows.push(row(op, self.limit));
        let rejected = self.rejected.map(|why| (op.op().id, why));
        commit.rejected.extend(rejected);
    }
}

/// Whether the whole op is understood, so that it can be written anew.
fn is_of_this_version(op: &Stored) -> bool {
    op.op().unread.is_none() && !matches!(op.op().kind, Kind::Unknown { .. })
}

#[derive(Clone, Debug)]
pub(super) struct Queue {
    replica: ReplicaId,
    /// The number of the first op, or of the next one if there is none.
    first: u64,
    /// The chain before the first op.
    chain: Chain,
    /// Ascending by number.
    ops: VecDeque<Unsent>,
    /// Numbers are missing: before the first op, or among them.
    has_gap: bool,
    /// The number behind own ops that a later version of the app wrote, and this one
    /// cannot write anew.
    too_new: Option<u64>,
}

/// Ops that go into one push.
pub(super) struct Run {
    replica: ReplicaId,
    first: u64,
    previous: Chain,
    ops: Vec<Stored>,
    /// See [`Row::limit`]; the same for all of them.
    pub(super) limit: Option<u64>,
}

impl Run {
    /// The number of the op behind it.
    pub(super) fn next(&self) -> u64 {
        self.first + self.ops.len() as u64
    }

    pub(super) fn batch(&self, household: HouseholdId, schema: u32, epoch: Option<Epoch>) -> Batch {
        Batch {
            household,
            replica: self.replica,
            first_rseq: self.first,
            schema,
            epoch,
            previous: self.previous,
            ops: self.ops.iter().cloned().map(Ok).collect(),
        }
    }
}

impl Queue {
    /// The queue of what was kept.
    pub(super) fn open(
        replica: ReplicaId,
        progress: &Progress,
        kept: Vec<(Row, Option<Rejection>)>,
    ) -> Self {
        let mut queue = Self {
            replica,
            first: progress.next_rseq,
            chain: progress.chain,
            ops: VecDeque::with_capacity(kept.len()),
            has_gap: false,
            too_new: None,
        };
        let mut expected = queue.first;
        for (row, rejected) in kept {
            queue.has_gap |= row.id.rseq != expected;
            expected = row.id.rseq + 1;
            let op = Stored::open(row.id, &row.body).ok();
            let op = op.filter(|op| queue.too_new.is_none() && is_of_this_version(op));
            let Some(op) = op else {
                queue.too_new = Some(expected);
                continue;
            };
            queue.ops.push_back(Unsent {
                op,
                limit: row.limit,
                rejected,
                storing: None,
            });
        }
        queue.first = queue.ops.front().map_or(queue.first, Unsent::rseq);
        queue
    }

    pub(super) fn has_gap(&self) -> bool {
        self.has_gap
    }

    pub(super) fn is_too_new(&self) -> bool {
        self.too_new.is_some()
    }

    pub(super) fn first(&self) -> u64 {
        self.first
    }

    pub(super) fn chain(&self) -> Chain {
        self.chain
    }

    /// The number of the next op to be written.
    pub(super) fn next(&self) -> u64 {
        let last = self.ops.back().map_or(self.first, |last| last.rseq() + 1);
        last.max(self.too_new.unwrap_or_default())
    }

    /// The ops, without those that were rejected.
    pub(super) fn unsent(&self) -> impl Iterator<Item = &Op> {
        let counts = self.ops.iter().filter(|op| op.rejected.is_none());
        counts.map(|op| op.op.op())
    }

    pub(super) fn waiting(&self) -> usize {
        self.unsent().count()
    }

    pub(super) fn ops(&self) -> impl Iterator<Item = &Unsent> {
        self.ops.iter()
    }

    pub(super) fn push(&mut self, op: Stored, storing: Option<Ticket>) {
        self.ops.push_back(Unsent {
            op,
            limit: None,
            rejected: None,
            storing,
        });
    }

    pub(super) fn committed(&mut self, ticket: Ticket) {
        for unsent in self.ops.iter_mut().rev() {
            if unsent.storing == Some(ticket) {
                unsent.storing = None;
            }
        }
    }

    pub(super) fn least_basis(&self) -> Option<u64> {
        let bases = self.ops.iter();
        let bases = bases.map(|unsent| limited(unsent.op.op().basis, unsent.limit));
        bases.min()
    }

    /// The chain over the ops before number `rseq`, if they are known.
    pub(super) fn chain_before(&self, rseq: u64) -> Option<Chain> {
        let count = usize::try_from(rseq.checked_sub(self.first)?).ok()?;
        let ops = (count <= self.ops.len()).then(|| self.ops.iter().take(count))?;
        Some(ops.fold(self.chain, |chain, unsent| chain.next(unsent.op.hash())))
    }

    /// Marks those of these ops that were not marked; returns them.
    pub(super) fn reject(&mut self, rejected: &[(u64, Rejection)]) -> Vec<(OpId, Rejection)> {
        let mut new = Vec::new();
        for (rseq, why) in rejected {
            let position = self.ops.binary_search_by_key(rseq, Unsent::rseq).ok();
            let unsent = position.and_then(|position| self.ops.get_mut(position));
            if let Some(unsent) = unsent.filter(|unsent| unsent.rejected.is_none()) {
                unsent.rejected = Some(*why);
                new.push((unsent.op.op().id, *why));
            }
        }
        new
    }

    /// Lets go of rejected ops with nothing before them.
    pub(super) fn pop_rejected(&mut self) {
        while self
            .ops
            .front()
            .is_some_and(|front| front.rejected.is_some())
        {
            self.pop();
        }
    }

    /// Lets go of the transactions that end before number `next`.
    pub(super) fn pop_decided(&mut self, next: u64) {
        let before = self.ops.iter().take_while(|unsent| unsent.rseq() < next);
        let whole = before
            .enumerate()
            .filter(|(_, unsent)| unsent.op.op().txn.last);
        let count = whole.last().map_or(0, |(position, _)| position + 1);
        (0..count).for_each(|_| drop(self.pop()));
    }

    /// Lets go of the first op.
    pub(super) fn pop(&mut self) -> Option<Unsent> {
        let unsent = self.ops.pop_front()?;
        self.first = unsent.rseq() + 1;
        self.chain = self.chain.next(unsent.op.hash());
        Some(unsent)
    }

    /// Lets go of the ops before one, which the hub has passed over; returns those of
    /// whose rejection nobody knew.
    pub(super) fn pop_before(&mut self, id: OpId) -> Vec<(OpId, Rejection)> {
        let mut passed = Vec::new();
        while self.ops.front().is_some_and(|front| front.rseq() < id.rseq) {
            if let Some(unsent) = self.pop().filter(|unsent| unsent.rejected.is_none()) {
                passed.push((unsent.op.op().id, Rejection::UNTOLD));
            }
        }
        passed
    }

    /// Goes on behind an op of this replica that is not here.
    pub(super) fn skip_to(&mut self, id: OpId, hash: [u8; 32]) {
        self.first = id.rseq + 1;
        self.chain = self.chain.next(hash);
    }

    /// An op that is still here.
    pub(super) fn find(&self, id: OpId) -> Option<&Unsent> {
        let position = self.ops.binary_search_by_key(&id.rseq, Unsent::rseq).ok()?;
        self.ops.get(position)
    }

    /// The clock of the op with this number, if it is still here.
    pub(super) fn clock_of(&self, rseq: u64) -> Option<Hlc> {
        let replica = self.replica;
        Some(self.find(OpId { replica, rseq })?.op.op().hlc)
    }

    /// Notes which of the ops came in these under another id: of the same moment and
    /// content, and among the first of that id. What is written again is numbered from 1 in
    /// its order, so none of it has a greater number there than its place in this queue. Of
    /// other devices, which may have seen the same clock and done the same thing in the same
    /// moment, only the very first ops could be mistaken.
    pub(super) fn note_again<'a>(&self, there: impl Iterator<Item = &'a Op>, known: &mut Known) {
        if self.ops.is_empty() {
            return;
        }
        let here = (1_u64..).zip(self.ops.iter().map(|unsent| unsent.op.op()));
        let here: HashMap<Hlc, (u64, &Op)> = here.map(|(at, op)| (op.hlc, (at, op))).collect();
        for there in there {
            if let Some((at, here)) = here.get(&there.hlc)
                && there.id.rseq <= *at
            {
                known.note(here, there);
            }
        }
    }

    /// As many stored ops from number `next` on as one push may carry.
    pub(super) fn run(&self, next: u64) -> Option<Run> {
        let skipped = usize::try_from(next.checked_sub(self.first)?).ok()?;
        let previous = self.chain_before(next)?;
        let first = self.ops.get(skipped)?;
        let limit = first.limit;
        let mut ops = Vec::new();
        // The frame and the batch's own head take less than this.
        let mut size = 1024;
        for unsent in self.ops.iter().skip(skipped) {
            size += unsent.op.body().len() + 3;
            let fits = ops.len() < MAX_BATCH_OPS && size <= MAX_BATCH;
            if unsent.storing.is_some() || unsent.limit != limit || !fits {
                break;
            }
            ops.push(unsent.op.clone());
        }
        let run = Run {
            replica: self.replica,
            first: next,
            previous,
            ops,
            limit,
        };
        (!run.ops.is_empty()).then_some(run)
    }
}
