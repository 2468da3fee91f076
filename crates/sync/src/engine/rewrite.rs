//! Own ops that have to be written anew: nobody else has seen them yet.

use super::queue::Unsent;
use super::{Commit, Effect, Engine, QUIET_MS, row};
use crate::codec::{Epoch, Stored};
use crate::digest::Chain;
use crate::exchange::Welcome;
use crate::hlc::Clock;
use crate::op::{Op, OpId};
use crate::order::{LEAST_MS, MAX_AHEAD_MS};
use crate::reissue::{Ground, Recovered, Reissued, Why, reissue};

impl Engine {
    /// Takes the spare id, for others write under the present one.
    pub(super) fn take_new_id(&mut self, effects: &mut Vec<Effect>) {
        self.take_new_id_with(Commit::default(), effects);
    }

    pub(super) fn take_new_id_with(&mut self, mut commit: Commit, effects: &mut Vec<Effect>) {
        let taken: Vec<OpId> = commit.rows.iter().map(|row| row.id).collect();
        // Rejected ones stay where a person finds them.
        let unsent = self.queue.ops().filter(|unsent| unsent.rejected.is_none());
        let unsent = unsent.map(|unsent| unsent.op.op().id);
        commit.removed = unsent.filter(|id| !taken.contains(id)).collect();
        self.write_again(None, commit, effects);
    }

    /// Writes the queue again under the spare id, in the commit that ends this engine.
    pub(super) fn write_again(
        &mut self,
        ground: Option<Ground<'_>>,
        mut commit: Commit,
        effects: &mut Vec<Effect>,
    ) {
        let unsent = self.queue.ops().filter(|unsent| unsent.rejected.is_none());
        let unsent: Vec<&Unsent> = unsent.collect();
        let ops: Vec<Stored> = unsent.iter().map(|unsent| unsent.op.clone()).collect();
        let mut known = self.known.clone();
        if let Some(ground) = ground {
            let there = ground.state.ops().map(|(op, _)| op);
            self.queue.note_again(there, &mut known);
        }
        // What cannot be written anew is kept for a person to look at.
        let again = reissue(&ops, &known, self.spare, ground).unwrap_or_else(|_| Reissued {
            ops: Vec::new(),
            recovered: ops.iter().cloned().map(overtaken).collect(),
        });
        // A limit that any of them had holds for all: it can only make an op revive more.
        let limit = unsent.iter().filter_map(|unsent| unsent.limit).min();
        let limit = limit.filter(|_| ground.is_none());
        commit
            .rows
            .extend(again.ops.iter().map(|op| row(op, limit)));
        commit.recovered.extend(again.recovered);
        self.author.replica = self.spare;
        self.progress.next_rseq = 1;
        self.progress.chain = Chain::START;
        self.progress.pull_first = !again.ops.is_empty();
        commit.author = Some(self.kept_author());
        commit.progress = Some(self.progress);
        self.end(commit, effects);
    }

    /// Stamps the own ops from number `rseq` on by the hub's clock: this one's was wrong.
    pub(super) fn restamp(
        &mut self,
        rseq: u64,
        hub_ms: i64,
        now_ms: i64,
        effects: &mut Vec<Effect>,
    ) {
        let sent = self.queue.ops().map(|unsent| unsent.op.op());
        let sent = sent.filter(|op| op.id.rseq < rseq).map(|op| op.hlc);
        let mut clock = Clock::resume(sent.fold(self.progress.seen, Ord::max));
        let is_hub_off = clock.last().unix_ms() > hub_ms.saturating_add(MAX_AHEAD_MS);
        if is_hub_off || hub_ms < LEAST_MS {
            // The hub's own clock is wrong: no stamp after all that was seen can please it.
            return self.quiet(now_ms, QUIET_MS);
        }
        let mut commit = Commit::default();
        for unsent in self
            .queue
            .ops()
            .filter(|unsent| unsent.op.op().id.rseq >= rseq)
        {
            let hlc = clock.tick(hub_ms);
            let op = unsent.op.op().clone();
            // The queue holds only what this version can write.
            if let Ok(op) = Stored::seal(Op { hlc, ..op }) {
                unsent.store_as(&op, &mut commit);
            }
        }
        self.author.clock = clock;
        self.offset_ms = hub_ms.saturating_sub(now_ms);
        commit.author = Some(self.kept_author());
        self.end(commit, effects);
    }

    /// The hub was restored from a backup: what it numbered since is not numbered any
    /// more, and is sent again.
    pub(super) fn roll_back(&mut self, known: Epoch, welcome: &Welcome, effects: &mut Vec<Effect>) {
        let since = welcome
            .ended
            .iter()
            .skip_while(|(epoch, _)| *epoch != known);
        // A numbering that this hub never had: all of it is sent.
        let mut cut = since.map(|(_, last)| *last).min().unwrap_or(0);
        if welcome.floor < self.progress.floor {
            // What was dropped here may count there again: all is taken anew.
            cut = 0;
            self.progress.floor = 0;
        }
        self.progress.epoch = Some(welcome.epoch);
        self.progress.cursor = self.progress.cursor.min(cut);
        self.progress.digest = None;
        // What is before the queue got its answer, unless the hub has forgotten it.
        if welcome.next_rseq < self.queue.first() {
            self.progress.next_rseq = welcome.next_rseq;
            self.progress.chain = welcome.chain;
        }
        let commit = Commit {
            roll_back: Some(cut),
            author: Some(self.kept_author()),
            progress: Some(self.progress),
            ..Commit::default()
        };
        self.end(commit, effects);
    }
}

fn overtaken(op: Stored) -> Recovered {
    Recovered {
        op,
        why: Why::Overtaken,
    }
}
