//! Taking a snapshot in place of every op.

use std::collections::BTreeMap;

use super::{Commit, Effect, Engine, Link, QUIET_MS, send};
use crate::exchange::{Frame, MAX_PARTS, Part, SnapshotId};
use crate::hlc::Hlc;
use crate::op::Op;
use crate::reissue::Ground;
use crate::state::State;

/// A snapshot on its way.
#[derive(Clone, Debug)]
pub(super) struct Fetch {
    /// The parts so far, in their order.
    parts: Vec<Part>,
    /// The greatest clock in them.
    seen: Hlc,
    /// Since when the next one is asked for.
    pub(super) asked_since: Option<i64>,
}

impl Default for Fetch {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            seen: Hlc::ZERO,
            asked_since: None,
        }
    }
}

impl Engine {
    pub(super) fn ask_for_part(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        // What is being stored belongs to what the snapshot replaces.
        if !self.flights.is_empty() {
            return;
        }
        let Some(fetch) = &mut self.fetch else {
            return;
        };
        if fetch.asked_since.is_none() {
            fetch.asked_since = Some(now_ms);
            let of = fetch.parts.first().map(|part| part.of);
            let part = fetch.parts.len() as u32;
            send(effects, Frame::Fetch { of, part });
        }
    }

    pub(super) fn part(&mut self, part: Part, now_ms: i64, effects: &mut Vec<Effect>) {
        let Some(fetch) = &mut self.fetch else {
            return;
        };
        let first = fetch.parts.first();
        let is_next = part.part as usize == fetch.parts.len()
            && first.is_none_or(|first| first.of == part.of && first.parts == part.parts);
        if !is_next {
            return;
        }
        fetch.asked_since = None;
        let is_whole = part.part + 1 >= part.parts.min(MAX_PARTS);
        let of = part.of;
        let ops = part.rows.iter();
        let ops = ops.filter_map(|row| Some((row.op()?, row.seq)));
        let ops: Vec<(Op, Option<u64>)> = ops.collect();
        let clocks = ops.iter().map(|(op, _)| op.hlc);
        fetch.seen = clocks.fold(fetch.seen, Ord::max);
        let first = fetch.parts.is_empty();
        fetch.parts.push(part);
        effects.push(Effect::Ahead { first, ops });
        if is_whole && let Some(fetch) = self.fetch.take() {
            self.take_snapshot(fetch, of, now_ms, effects);
        }
    }

    /// The snapshot takes the place of everything that was here; the own ops that the
    /// hub has not confirmed are weighed against it.
    fn take_snapshot(
        &mut self,
        fetch: Fetch,
        of: SnapshotId,
        now_ms: i64,
        effects: &mut Vec<Effect>,
    ) {
        let Link::Open(hub) = &self.link else {
            return;
        };
        let (floor, hub_next) = (hub.floor, hub.had_rseq.max(hub.next_rseq));
        if of.at < floor {
            // It is older than what the hub has dropped since: a newer one must come.
            self.fetch = Some(Fetch::default());
            return self.quiet(now_ms, QUIET_MS);
        }
        let cursor = self.progress.cursor;
        let mut commit = self.replace_by(fetch, of);
        // What the hub has is in the snapshot, or was overtaken before it.
        if !self.forked {
            self.queue.pop_decided(hub_next);
        }
        self.settle();
        let least = self.queue.least_basis();
        if least.is_none_or(|least| least >= floor) {
            let unsent = self.queue.ops();
            unsent.for_each(|unsent| unsent.store_as(&unsent.op, &mut commit));
            commit.author = Some(self.kept_author());
            commit.progress = Some(self.progress);
            return self.end(commit, effects);
        }
        let state = State::from_rows(&commit.rows);
        let tombstones: BTreeMap<_, _> = commit.tombstones.iter().copied().collect();
        let ground = Ground {
            state: &state,
            tombstones: &tombstones,
            at: of.at,
            cursor,
            floor,
        };
        self.write_again(Some(ground), commit, effects);
    }

    /// Takes the snapshot's place in the numbering; returns what stores it.
    fn replace_by(&mut self, fetch: Fetch, of: SnapshotId) -> Commit {
        let Fetch { parts, seen, .. } = fetch;
        let mut commit = Commit {
            replace: true,
            ..Commit::default()
        };
        self.progress.digest = parts.first().map(|part| part.digest);
        for part in parts {
            commit.rows.extend(part.rows);
            commit.tombstones.extend(part.tombstones);
        }
        self.progress.cursor = of.at;
        self.progress.floor = of.floor;
        self.progress.seen = self.progress.seen.max(seen);
        self.author.clock.observe(self.progress.seen);
        commit
    }
}
