//! One device's side of the exchange, without input or output: events in, effects out.
//!
//! The engine decides what to send, what to store and what to fold; its driver does
//! it. It holds no ops but those that the hub has not numbered yet.
//!
//! # What the driver promises
//!
//! - Frames come whole and in their order; none of an earlier way is handed on.
//! - Commits are durable and happen in the order in which they were asked for, each
//!   whole or not at all; [`Event::Committed`] follows. If one fails, the driver drops
//!   the engine and opens it anew from the store.
//! - What [`Effect::Fold`] brings is folded into the state before the next op is
//!   written, so that [`Author::basis`] never claims more than its author had seen.
//! - After [`Effect::Reopen`] the engine is over: once its last commit is through, the
//!   driver opens a new one and folds the whole store again.
//! - Rows of others without a `seq` are not folded: their author sends them again.
//! - Its author's ops are given to [`Engine::write`] and stored by the commit that it
//!   returns; nothing is sent before that is through.
//!
//! Nothing here can fail a person: without a hub, with a hub that refuses, or after
//! [`Attention`] the household goes on as it is.

mod answers;
mod fetch;
mod outbox;
mod page;
mod queue;
mod rewrite;
mod types;

pub use types::{
    Attention, Commit, Effect, Event, Kept, KeptAuthor, Progress, Stale, Status, Ticket,
};

use crate::author::Author;
use crate::codec::{HouseholdId, Stored};
use crate::exchange::{Frame, Hello, PROTOCOL, Push, Row};
use crate::hlc::Clock;
use crate::op::{Op, OpId, ReplicaId};
use crate::reissue::Known;

use fetch::Fetch;
use queue::{Queue, Run};

/// How long the hub may take to answer, in milliseconds.
pub const ANSWER_MS: i64 = 20_000;
/// How long nothing is asked of a hub that cannot answer well now, in milliseconds.
const QUIET_MS: i64 = 30_000;
/// Pages that may wait for the store while the next is under way.
const MAX_FLIGHTS: usize = 2;

/// One device's side of the exchange.
#[derive(Clone, Debug)]
pub struct Engine {
    household: HouseholdId,
    schema: u32,
    author: Author,
    /// A replica id for when this one cannot be kept.
    spare: ReplicaId,
    progress: Progress,
    queue: Queue,
    link: Link,
    /// What is to be added to this device's clock.
    offset_ms: i64,
    /// The cursor with the pages that are being stored.
    pulled: u64,
    flights: Vec<page::Flight>,
    fetch: Option<Fetch>,
    /// Others write under this replica id.
    forked: bool,
    /// Own ops that came from the hub under another id.
    known: Known,
    attention: Option<Attention>,
    next_ticket: u64,
    is_over: bool,
}

#[derive(Clone, Debug)]
enum Link {
    Offline,
    Greeting { since_ms: i64 },
    Open(Hub),
}

/// What is known of the hub on this way.
#[derive(Clone, Debug)]
struct Hub {
    head: u64,
    floor: u64,
    /// The number of the own op to send next.
    next_rseq: u64,
    /// Own ops below this it had when it was greeted. Those of them that are still in
    /// the queue are sent once more, to learn which of them it rejected.
    had_rseq: u64,
    pushing_since: Option<i64>,
    pulling_since: Option<i64>,
    /// Since when nothing is asked, and for how long, in milliseconds.
    quiet: Option<(i64, i64)>,
}

impl Engine {
    /// The engine of what a device kept. `spare` is a new random replica id.
    pub fn open(schema: u32, kept: Kept, spare: ReplicaId) -> Self {
        let Kept {
            author,
            progress,
            unsent,
        } = kept;
        let queue = Queue::open(author.replica, &progress, unsent);
        Self {
            household: author.household,
            schema,
            author: Author {
                replica: author.replica,
                next_rseq: queue.next(),
                basis: progress.cursor,
                clock: Clock::resume(author.clock.max(progress.seen)),
            },
            spare,
            progress,
            link: Link::Offline,
            offset_ms: 0,
            pulled: progress.cursor,
            flights: Vec::new(),
            fetch: None,
            // A run with holes cannot be sent under its numbers.
            forked: queue.has_gap(),
            known: Known::default(),
            attention: queue.is_too_new().then_some(Attention::Upgrade),
            next_ticket: 0,
            is_over: false,
            queue,
        }
    }

    /// The author to write with; give it back with what it wrote.
    pub fn author(&self) -> Author {
        self.author.clone()
    }

    /// Whose data it is.
    pub fn household(&self) -> HouseholdId {
        self.household
    }

    /// This moment by the hub's clock, as far as it is known, of `now_ms` by this
    /// device's, in Unix milliseconds.
    pub fn hub_ms(&self, now_ms: i64) -> i64 {
        now_ms.saturating_add(self.offset_ms)
    }

    /// Whether a new engine is to be opened in its place.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// How it stands.
    pub fn status(&self) -> Status {
        let hub = match &self.link {
            Link::Open(hub) => Some(hub),
            _ => None,
        };
        Status {
            online: hub.is_some(),
            waiting: self.queue.waiting(),
            behind: hub.map_or(0, |hub| hub.head.saturating_sub(self.author.basis)),
            attention: self.attention,
        }
    }

    /// The own ops that the hub has not confirmed, in their order.
    pub fn unsent(&self) -> impl Iterator<Item = &Op> {
        self.queue.unsent()
    }

    /// Takes over what the author wrote; the commit stores it.
    ///
    /// # Errors
    ///
    /// If the engine has moved on since it gave the author out.
    pub fn write(&mut self, author: Author, ops: Vec<Stored>) -> Result<(Ticket, Commit), Stale> {
        let first = ops.first().map(Stored::op);
        let follows = first.is_none_or(|first| {
            let replica = self.author.replica;
            let rseq = self.author.next_rseq;
            first.id == OpId { replica, rseq } && first.hlc > self.author.clock.last()
        });
        if self.is_over || !follows || author.basis != self.author.basis {
            return Err(Stale);
        }
        let ticket = self.ticket();
        let rows = ops.iter().map(|op| row(op, None)).collect();
        self.author = author;
        for op in ops {
            self.queue.push(op, Some(ticket));
        }
        let commit = Commit {
            rows,
            author: Some(self.kept_author()),
            ..Commit::default()
        };
        Ok((ticket, commit))
    }

    /// Goes on after an event at `now_ms` by this device's clock.
    pub fn handle(&mut self, event: Event, now_ms: i64) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.is_over {
            return effects;
        }
        match event {
            Event::Connected => self.greet(now_ms, &mut effects),
            Event::Disconnected => self.hang_up(),
            Event::Heard => self.heard(now_ms),
            Event::Received(frame) => self.receive(*frame, now_ms, &mut effects),
            Event::Committed(ticket) => self.committed(ticket, &mut effects),
            Event::Tick => self.tick(now_ms, &mut effects),
        }
        self.go_on(now_ms, &mut effects);
        effects
    }

    fn greet(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        self.hang_up();
        self.link = Link::Greeting { since_ms: now_ms };
        send(effects, self.hello());
    }

    fn hello(&self) -> Frame {
        Frame::Hello(Hello {
            protocol: PROTOCOL,
            schema: self.schema,
            household: self.household,
            replica: self.author.replica,
            epoch: self.progress.epoch,
            cursor: self.progress.cursor,
            needs: self.needs(),
        })
    }

    /// What is under way on this way will not be answered; what is being stored is.
    fn hang_up(&mut self) {
        self.link = Link::Offline;
        if let Some(fetch) = &mut self.fetch {
            fetch.asked_since = None;
        }
    }

    /// A slow way is not a dead one: whoever waits goes on waiting.
    fn heard(&mut self, now_ms: i64) {
        let asked = self.fetch.as_mut().map(|fetch| &mut fetch.asked_since);
        let waits = match &mut self.link {
            Link::Offline => [None, None],
            Link::Greeting { since_ms } => {
                *since_ms = now_ms;
                [None, None]
            }
            Link::Open(hub) => [Some(&mut hub.pushing_since), Some(&mut hub.pulling_since)],
        };
        for since in waits.into_iter().chain([asked]).flatten().flatten() {
            *since = now_ms;
        }
    }

    fn needs(&self) -> u64 {
        let least = self.queue.least_basis();
        least.map_or(self.progress.cursor, |least| {
            least.min(self.progress.cursor)
        })
    }

    fn receive(&mut self, frame: Frame, now_ms: i64, effects: &mut Vec<Effect>) {
        match frame {
            Frame::Welcome(welcome) => self.welcome(&welcome, now_ms, effects),
            Frame::Accepted(accepted) => self.accepted(accepted, effects),
            Frame::Page(page) => self.page(page, effects),
            Frame::Poke { head } => self.heard_of(head),
            Frame::Refused(refusal) => self.refused(refusal, now_ms, effects),
            Frame::Part(part) => self.part(part, now_ms, effects),
            // A hub does not say these.
            Frame::Hello(_) | Frame::Push(_) | Frame::Pull { .. } | Frame::Fetch { .. } => {}
        }
    }

    fn heard_of(&mut self, head: u64) {
        if let Link::Open(hub) = &mut self.link {
            hub.head = hub.head.max(head);
        }
    }

    fn tick(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let since = match &self.link {
            Link::Offline => None,
            Link::Greeting { since_ms } => Some(*since_ms),
            Link::Open(hub) => {
                let asked = self.fetch.as_ref().and_then(|fetch| fetch.asked_since);
                let waits = [hub.pushing_since, hub.pulling_since, asked];
                waits.into_iter().flatten().min()
            }
        };
        if since.is_some_and(|since| has_passed(ANSWER_MS, since, now_ms)) {
            self.hang_up();
            effects.push(Effect::Disconnect);
        }
    }

    fn committed(&mut self, ticket: Ticket, effects: &mut Vec<Effect>) {
        self.queue.committed(ticket);
        self.page_is_stored(ticket, effects);
    }

    /// Asks for whatever is due.
    fn go_on(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let reads = matches!(self.attention, None | Some(Attention::Upgrade));
        let Link::Open(hub) = &mut self.link else {
            return;
        };
        if self.is_over || !reads {
            return;
        }
        hub.next_rseq = hub.next_rseq.max(self.queue.first());
        let is_over = |(since, ms)| has_passed(ms, since, now_ms);
        if !hub.quiet.is_none_or(is_over) {
            return;
        }
        let is_caught_up = self.pulled >= hub.head && self.flights.is_empty();
        if is_caught_up && self.fetch.is_none() {
            if self.attention.is_none() && (self.forked || !self.known.is_empty()) {
                return self.take_new_id(effects);
            }
            self.progress.pull_first = false;
        }
        let has_asked = hub.next_rseq >= hub.had_rseq;
        let may_push = self.may_push();
        let asks_again = may_push && !has_asked;
        if may_push && (asks_again || self.fetch.is_none()) {
            self.push(now_ms, effects);
        }
        if asks_again {
            return;
        }
        if self.fetch.is_some() {
            self.ask_for_part(now_ms, effects);
        } else {
            self.pull(now_ms, effects);
        }
    }

    /// Whether own ops may go out as they are.
    fn may_push(&self) -> bool {
        let is_whole = !self.forked && !self.progress.pull_first && self.known.is_empty();
        is_whole && self.attention.is_none()
    }

    fn pull(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let (after, needs) = (self.pulled, self.needs());
        let Link::Open(hub) = &mut self.link else {
            return;
        };
        let may = hub.pulling_since.is_none() && self.flights.len() < MAX_FLIGHTS;
        if may && self.pulled < hub.head {
            hub.pulling_since = Some(now_ms);
            send(effects, Frame::Pull { after, needs });
        }
    }

    fn push(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let Link::Open(hub) = &mut self.link else {
            return;
        };
        if hub.pushing_since.is_some() {
            return;
        }
        let Some(run) = self.queue.run(hub.next_rseq) else {
            return;
        };
        hub.pushing_since = Some(now_ms);
        send(effects, self.push_of(&run));
    }

    fn push_of(&self, run: &Run) -> Frame {
        let batch = run.batch(self.household, self.schema, self.progress.epoch);
        let limit = run.limit;
        Frame::Push(Push { batch, limit })
    }

    fn ticket(&mut self) -> Ticket {
        self.next_ticket += 1;
        Ticket(self.next_ticket)
    }

    fn commit(&mut self, commit: Commit, effects: &mut Vec<Effect>) -> Ticket {
        let ticket = self.ticket();
        effects.push(Effect::Commit(ticket, Box::new(commit)));
        ticket
    }

    fn commit_progress(&mut self, effects: &mut Vec<Effect>) {
        let commit = Commit {
            progress: Some(self.progress),
            ..Commit::default()
        };
        self.commit(commit, effects);
    }

    fn kept_author(&self) -> KeptAuthor {
        KeptAuthor {
            household: self.household,
            replica: self.author.replica,
            clock: self.author.clock.last(),
        }
    }

    /// The last commit of this engine.
    fn end(&mut self, commit: Commit, effects: &mut Vec<Effect>) {
        self.commit(commit, effects);
        effects.push(Effect::Reopen);
        self.is_over = true;
    }
}

/// Whether this much time has passed. A clock that was set back says yes: otherwise one
/// that was far ahead would make the engine wait for years.
fn has_passed(ms: i64, since_ms: i64, now_ms: i64) -> bool {
    !(0..=ms).contains(&now_ms.saturating_sub(since_ms))
}

fn send(effects: &mut Vec<Effect>, frame: Frame) {
    effects.push(Effect::Send(Box::new(frame)));
}

fn row(op: &Stored, limit: Option<u64>) -> Row {
    Row {
        seq: None,
        id: op.op().id,
        body: op.body().to_vec(),
        limit,
    }
}
