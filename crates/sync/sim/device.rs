//! A device: its store, which a crash leaves as it is, and its program, which a crash
//! ends.

use std::collections::{BTreeMap, VecDeque};

use sync::codec::HouseholdId;
use sync::engine::{Commit, Effect, Engine, Event, Kept, KeptAuthor, Progress, Ticket};
use sync::exchange::{Frame, Rejection, Row};
use sync::order::limited;
use sync::reissue::Recovered;
use sync::{EntityId, Hlc, OpId, ReplicaId, State};

use super::work::SCHEMA;

/// What is on a device's disk.
#[derive(Clone)]
pub struct Store {
    pub author: KeptAuthor,
    pub progress: Progress,
    pub rows: BTreeMap<OpId, (Row, Option<Rejection>)>,
    pub tombstones: BTreeMap<EntityId, u64>,
    pub recovered: Vec<Recovered>,
}

/// A device's program.
pub struct Device {
    pub store: Store,
    pub engine: Engine,
    pub state: State,
    /// Commits on their way to the disk.
    pub storing: VecDeque<(Ticket, Commit)>,
    pub to_hub: VecDeque<Frame>,
    pub from_hub: VecDeque<Frame>,
    pub connected: bool,
    /// Never seen again.
    pub retired: bool,
    pub off_ms: i64,
    spares: u64,
}

impl Store {
    pub fn new(household: HouseholdId, replica: ReplicaId) -> Self {
        Self {
            author: KeptAuthor {
                household,
                replica,
                clock: Hlc::ZERO,
            },
            progress: Progress::default(),
            rows: BTreeMap::new(),
            tombstones: BTreeMap::new(),
            recovered: Vec::new(),
        }
    }

    fn apply(&mut self, commit: Commit) {
        if commit.replace {
            let own = self.author.replica;
            self.rows.retain(|id, (row, rejected)| {
                rejected.is_some() || (row.seq.is_none() && id.replica != own)
            });
            self.tombstones.clear();
        }
        if let Some(cut) = commit.roll_back {
            for (row, _) in self.rows.values_mut() {
                if row.seq.is_none_or(|seq| seq > cut) {
                    row.seq = None;
                    row.limit = Some(limited(cut, row.limit));
                }
            }
            self.tombstones.retain(|_, seq| *seq <= cut);
        }
        for id in &commit.removed {
            self.rows.remove(id);
        }
        for row in commit.rows {
            self.rows.insert(row.id, (row, None));
        }
        for (id, why) in commit.rejected {
            if let Some((_, rejected)) = self.rows.get_mut(&id) {
                *rejected = Some(why);
            }
        }
        self.recovered.extend(commit.recovered);
        self.tombstones.extend(commit.tombstones);
        self.author = commit.author.unwrap_or(self.author);
        self.progress = commit.progress.unwrap_or(self.progress);
    }

    fn kept(&self) -> Kept {
        let least = OpId {
            replica: self.author.replica,
            rseq: self.progress.next_rseq,
        };
        let own = self.rows.range(least..);
        let own = own.take_while(|(id, _)| id.replica == self.author.replica);
        Kept {
            author: self.author,
            progress: self.progress,
            unsent: own.map(|(_, row)| row.clone()).collect(),
        }
    }

    fn fold(&self) -> State {
        let counts = self.rows.values().filter(|(row, rejected)| {
            let waits = row.seq.is_none() && row.id.replica != self.author.replica;
            rejected.is_none() && !waits
        });
        State::from_rows(counts.map(|(row, _)| row))
    }
}

impl Device {
    pub fn new(store: Store, number: u64) -> Self {
        let mut device = Self {
            engine: Engine::open(SCHEMA, store.kept(), ReplicaId(0)),
            state: State::new(),
            store,
            storing: VecDeque::new(),
            to_hub: VecDeque::new(),
            from_hub: VecDeque::new(),
            connected: false,
            retired: false,
            off_ms: 0,
            spares: (number + 1) << 32,
        };
        device.open();
        device
    }

    /// Starts the program on what is stored.
    pub fn open(&mut self) {
        self.storing.clear();
        self.spares += 1;
        self.engine = Engine::open(SCHEMA, self.store.kept(), ReplicaId(self.spares));
        self.state = self.store.fold();
    }

    pub fn crash(&mut self) {
        self.disconnect();
        self.open();
    }

    pub fn disconnect(&mut self) {
        self.connected = false;
        self.to_hub.clear();
        self.from_hub.clear();
    }

    pub fn handle(&mut self, event: Event, now_ms: i64) {
        let effects = self.engine.handle(event, now_ms + self.off_ms);
        for effect in effects {
            match effect {
                Effect::Send(frame) => {
                    if self.connected {
                        self.to_hub.push_back(*frame);
                    }
                }
                Effect::Commit(ticket, commit) => self.storing.push_back((ticket, *commit)),
                Effect::Fold(ops) => {
                    for (op, seq) in ops {
                        self.state.apply(&op, seq);
                    }
                }
                // This one waits for the whole.
                Effect::Ahead { .. } => {}
                Effect::Reject(ops) => ops.iter().for_each(|(id, _)| self.state.reject(*id)),
                Effect::Disconnect => self.disconnect(),
                // Once all commits are through.
                Effect::Reopen => {}
            }
        }
    }

    /// The disk gets through with a commit; whether there was one.
    pub fn store_one(&mut self, now_ms: i64) -> bool {
        let Some((ticket, commit)) = self.storing.pop_front() else {
            return false;
        };
        self.store.apply(commit);
        if self.engine.is_over() {
            if self.storing.is_empty() {
                self.open();
                if self.connected {
                    self.handle(Event::Connected, now_ms);
                }
            }
        } else {
            self.handle(Event::Committed(ticket), now_ms);
        }
        true
    }
}
