//! Pages of numbered ops on their way into the store and the state.

use super::{Commit, Effect, Engine, Link, Ticket};
use crate::breaks::{self, Break};
use crate::codec::Stored;
use crate::digest::hash;
use crate::exchange::{Page, Rejection, Row};
use crate::op::{Op, OpId};

/// A page that is being stored.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    ticket: Ticket,
    cursor: u64,
    ops: Vec<(Op, Option<u64>)>,
}

/// What an op of this replica is that comes from the hub.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Own {
    /// The one that is here, or one from before this device went back to an older copy.
    AsKnown,
    /// The one that is here, stamped anew before the device went back.
    Restamped,
    /// Another one: two devices write under one id.
    Forked,
}

impl Own {
    fn compare(ours: &Op, is_same: bool, row: &Row) -> Self {
        if is_same {
            return Self::AsKnown;
        }
        let theirs = Stored::open(row.id, &row.body).map(Stored::into_op);
        let is_restamped = theirs.is_ok_and(|theirs| {
            let hlc = ours.hlc;
            Op { hlc, ..theirs } == *ours
        });
        if is_restamped {
            Self::Restamped
        } else {
            Self::Forked
        }
    }
}

impl Engine {
    pub(super) fn page(&mut self, page: Page, effects: &mut Vec<Effect>) {
        let Link::Open(hub) = &mut self.link else {
            return;
        };
        hub.head = hub.head.max(page.head);
        if page.after != self.pulled {
            // An answer that came twice, or late.
            return;
        }
        hub.pulling_since = None;
        if page.rows.is_empty() {
            // Whatever was said of more is not so.
            hub.head = page.head.min(page.after);
            return;
        }
        let mut progress = self.progress;
        let mut ops = Vec::with_capacity(page.rows.len());
        let mut own = Own::AsKnown;
        let mut passed = Vec::new();
        for row in &page.rows {
            own = own.max(self.own(row, &mut passed));
            let hash = hash(row.id, &row.body);
            if let Some(digest) = &mut progress.digest {
                digest.add(hash);
            }
            if let Some(op) = row.op() {
                progress.seen = progress.seen.max(op.hlc);
                ops.push((op, row.seq));
            }
        }
        let others = ops.iter().map(|(op, _)| op);
        self.queue.note_again(others, &mut self.known);
        self.queue.pop_rejected();
        progress.cursor = page.after + page.rows.len() as u64;
        progress.next_rseq = self.queue.first();
        progress.chain = self.queue.chain();
        let is_off = progress
            .digest
            .zip(page.digest)
            .is_some_and(|(a, b)| a != b);
        progress.digest = page.digest.or(progress.digest);
        self.progress = progress;
        if !breaks::is(Break::HlcObserve) {
            self.author.clock.observe(progress.seen);
        }
        self.author.next_rseq = self.queue.next();
        self.pulled = progress.cursor;
        // What came under another id is not to be written again, whatever happens next.
        let again = self.queue.ops().map(|unsent| unsent.op.op().id);
        let again = again.filter(|id| self.known.contains(*id));
        let commit = Commit {
            removed: again.collect(),
            rows: page.rows,
            rejected: passed.clone(),
            author: Some(self.kept_author()),
            progress: Some(progress),
            ..Commit::default()
        };
        match own {
            Own::AsKnown => {}
            // The state has it with its old stamp.
            Own::Restamped => return self.end(commit, effects),
            Own::Forked => return self.take_new_id_with(commit, effects),
        }
        let ticket = self.commit(commit, effects);
        if !passed.is_empty() {
            effects.push(Effect::Reject(passed));
        }
        self.flights.push(Flight {
            ticket,
            cursor: progress.cursor,
            ops,
        });
        if is_off {
            // An op is missing here or there: only a snapshot tells.
            self.fetch.get_or_insert_default();
        }
    }

    /// Notes an op of this replica. `passed` are those before it that the hub rejected
    /// without our hearing of it.
    fn own(&mut self, row: &Row, passed: &mut Vec<(OpId, Rejection)>) -> Own {
        let is_other = row.id.replica != self.author.replica;
        if is_other || row.id.rseq < self.queue.first() {
            return Own::AsKnown;
        }
        match self.queue.find(row.id) {
            Some(ours) => {
                let own = Own::compare(ours.op.op(), ours.op.body() == row.body, row);
                if own != Own::Forked {
                    passed.extend(self.queue.pop_before(row.id));
                    self.queue.pop();
                }
                return own;
            }
            None if self.queue.ops().any(|unsent| unsent.rejected.is_none()) => {
                return Own::Forked;
            }
            // Written under this id before the device went back to an older copy.
            None => {
                passed.extend(self.queue.pop_before(row.id));
                self.queue.skip_to(row.id, hash(row.id, &row.body));
            }
        }
        Own::AsKnown
    }

    pub(super) fn page_is_stored(&mut self, ticket: Ticket, effects: &mut Vec<Effect>) {
        let position = self
            .flights
            .iter()
            .position(|flight| flight.ticket == ticket);
        if let Some(position) = position {
            let flight = self.flights.remove(position);
            let cursor = flight.cursor + u64::from(breaks::is(Break::BasisOffByOne));
            self.author.basis = self.author.basis.max(cursor);
            effects.push(Effect::Fold(flight.ops));
        }
    }
}
