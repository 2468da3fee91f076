//! What the hub says, but for ops: those have files of their own.

use super::fetch::Fetch;
use super::{Attention, Commit, Effect, Engine, Hub, Link, QUIET_MS};
use crate::exchange::{Accepted, Refusal, Welcome};

/// A clock that is off by less is left as it is, in milliseconds.
const TOLERATED_MS: u64 = 2_000;
/// A new device takes a snapshot rather than more ops than this.
const FAR_BEHIND: u64 = 5_000;
/// The longest wait that a hub may ask for, in milliseconds.
const MAX_RETRY_MS: u32 = 60_000;

impl Engine {
    pub(super) fn welcome(&mut self, welcome: &Welcome, now_ms: i64, effects: &mut Vec<Effect>) {
        if !matches!(self.link, Link::Greeting { .. }) {
            return;
        }
        self.attention = self.queue.is_too_new().then_some(Attention::Upgrade);
        let offset = welcome.now_ms.saturating_sub(now_ms);
        let is_off = offset.unsigned_abs() > TOLERATED_MS;
        self.offset_ms = if is_off { offset } else { 0 };
        match self.progress.epoch {
            Some(known) if known != welcome.epoch => {
                return self.roll_back(known, welcome, effects);
            }
            Some(_) => {}
            None => {
                self.progress.epoch = Some(welcome.epoch);
                self.commit_progress(effects);
            }
        }
        let chain = self.queue.chain_before(welcome.next_rseq);
        self.forked |= chain != Some(welcome.chain);
        let is_new = self.progress.cursor == 0;
        let snapshot = welcome.snapshot.map_or(0, |snapshot| snapshot.at);
        if self.progress.cursor < welcome.floor || (is_new && snapshot > FAR_BEHIND) {
            self.fetch.get_or_insert_default();
        } else {
            self.fetch = None;
        }
        self.link = Link::Open(Hub {
            head: welcome.head,
            floor: welcome.floor,
            next_rseq: welcome.next_rseq.min(self.queue.first()),
            had_rseq: welcome.next_rseq,
            pushing_since: None,
            pulling_since: None,
            quiet: None,
        });
    }

    pub(super) fn accepted(&mut self, accepted: Accepted, effects: &mut Vec<Effect>) {
        let Link::Open(hub) = &mut self.link else {
            return;
        };
        hub.pushing_since = None;
        hub.head = hub.head.max(accepted.head);
        hub.next_rseq = hub.next_rseq.max(accepted.next_rseq);
        let rejected = self.queue.reject(&accepted.rejected);
        if rejected.is_empty() {
            return;
        }
        self.settle();
        let commit = Commit {
            rejected: rejected.clone(),
            progress: Some(self.progress),
            ..Commit::default()
        };
        self.commit(commit, effects);
        effects.push(Effect::Reject(rejected));
    }

    /// Moves on over own ops that got their answer.
    pub(super) fn settle(&mut self) {
        self.queue.pop_rejected();
        self.progress.next_rseq = self.queue.first();
        self.progress.chain = self.queue.chain();
    }

    pub(super) fn refused(&mut self, refusal: Refusal, now_ms: i64, effects: &mut Vec<Effect>) {
        if let Some(attention) = attention(refusal) {
            self.attention = Some(attention);
        }
        let Link::Open(hub) = &mut self.link else {
            let is_greeting = matches!(self.link, Link::Greeting { .. });
            if is_greeting && refusal == Refusal::Fork && self.attention.is_none() {
                // The id is another device's. What the hub has of ours under it is known
                // again when it comes.
                self.take_new_id(effects);
            }
            return;
        };
        // One push, one pull and one part are under way at the most, and what is refused
        // is asked for again.
        hub.pushing_since = None;
        match refusal {
            Refusal::Expected { next_rseq } => {
                hub.next_rseq = next_rseq;
                self.forked |= next_rseq < self.queue.first();
            }
            Refusal::Fork => self.forked = true,
            Refusal::Skew {
                rseq,
                hlc,
                now_ms: hub_ms,
            } => {
                if self.queue.clock_of(rseq) == Some(hlc) {
                    self.restamp(rseq, hub_ms, now_ms, effects);
                }
            }
            Refusal::Behind { floor } => {
                hub.floor = hub.floor.max(floor);
                self.fetch.get_or_insert_default();
            }
            Refusal::Epoch => self.greet(now_ms, effects),
            Refusal::NoSnapshot => {
                // The hub has made another one, or has none yet.
                let needs_one = self.progress.cursor < hub.floor;
                self.fetch = needs_one.then(Fetch::default);
                self.quiet(now_ms, QUIET_MS);
            }
            Refusal::Busy { retry_ms } => self.quiet(now_ms, retry_ms.min(MAX_RETRY_MS).into()),
            Refusal::Revoked | Refusal::Upgrade { .. } | Refusal::Malformed => {}
        }
    }

    /// Asks for nothing for a while, and for everything anew after it.
    pub(super) fn quiet(&mut self, now_ms: i64, ms: i64) {
        if let Link::Open(hub) = &mut self.link {
            hub.pushing_since = None;
            hub.pulling_since = None;
            hub.quiet = Some((now_ms, ms));
        }
        if let Some(fetch) = &mut self.fetch {
            fetch.asked_since = None;
        }
    }
}

/// What a person has to see to after a refusal.
fn attention(refusal: Refusal) -> Option<Attention> {
    match refusal {
        Refusal::Revoked => Some(Attention::Revoked),
        Refusal::Upgrade { .. } => Some(Attention::Upgrade),
        Refusal::Malformed => Some(Attention::Malformed),
        _ => None,
    }
}
