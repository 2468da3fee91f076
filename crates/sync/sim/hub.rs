//! The hub: the rules of `sync::order` over a store in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sync::codec::{Epoch, Stored};
use sync::digest::{Digest, hash};
use sync::exchange::{
    Frame, Hello, MAX_PAGE_OPS, Page, Part, Push, Refusal, Rejection, Row, SnapshotId, Welcome,
};
use sync::order::{self, Fate, Head, Known, Lookup, Outcome, Seat};
use sync::{EntityId, Op, OpId, ReplicaId, State, Target, snapshot};

/// Rules of the hub that can be broken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Break {
    /// It answers before what it says is on its disk.
    AckBeforeCommit,
    /// It takes what comes twice for new.
    NumberTwice,
}

const DAY: i64 = 24 * 60 * 60_000;
/// Only what is older is compacted.
const COMPACT_AFTER: i64 = 30 * DAY;
/// A device that was not heard of for longer is not waited for.
const EXPIRES_AFTER: i64 = 400 * DAY;

/// What is on the hub's disk.
#[derive(Clone)]
pub struct Disk {
    pub head: Head,
    pub ended: Vec<(Epoch, u64)>,
    pub seats: BTreeMap<ReplicaId, Seat>,
    /// By `seq`, with the time of the commit.
    pub rows: BTreeMap<u64, (Row, i64)>,
    pub known: HashMap<OpId, Known>,
    pub tombstones: BTreeMap<EntityId, u64>,
    digests: BTreeMap<u64, Digest>,
    needs: BTreeMap<ReplicaId, (u64, i64)>,
    parts: Vec<Part>,
    /// Entities that were deleted for good, as the simulator sees it.
    pub buried: BTreeSet<EntityId>,
}

pub struct Hub {
    pub disk: Disk,
    backup: Option<Disk>,
    broken: Option<Break>,
    /// What really is on the disk, if the hub answers before it is.
    saved: Option<Box<Disk>>,
    epochs: u8,
    /// Changes that compaction ever dropped: they had been overtaken.
    pub dropped: BTreeSet<EntityId>,
}

struct Look<'a>(&'a Disk, bool);

impl Lookup for Look<'_> {
    fn known(&self, id: OpId) -> Option<Known> {
        self.0.known.get(&id).copied().filter(|_| !self.1)
    }

    fn next_rseq(&self, replica: ReplicaId) -> u64 {
        self.0.seats.get(&replica).map_or(1, |seat| seat.next_rseq)
    }

    fn is_gone(&self, entity: EntityId) -> bool {
        self.0.tombstones.contains_key(&entity)
    }

    fn judge(&self, op: &Op) -> Result<(), Rejection> {
        // A tenth of one field's values is forbidden, to have some that are.
        match &op.kind {
            sync::Kind::Put(fields) => {
                let value = fields.get(&super::work::GUARDED);
                match value.and_then(sync::Value::as_int) {
                    Some(value) if value % 10 == 0 => Err(Rejection::Forbidden),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

impl Hub {
    pub fn new(broken: Option<Break>) -> Self {
        Self {
            disk: Disk {
                head: Head {
                    epoch: Epoch([1; 16]),
                    seq: 0,
                    floor: 0,
                    digest: Digest::default(),
                    restored_ms: None,
                },
                ended: Vec::new(),
                seats: BTreeMap::new(),
                rows: BTreeMap::new(),
                known: HashMap::new(),
                tombstones: BTreeMap::new(),
                digests: BTreeMap::new(),
                needs: BTreeMap::new(),
                parts: Vec::new(),
                buried: BTreeSet::new(),
            },
            backup: None,
            broken,
            saved: None,
            epochs: 1,
            dropped: BTreeSet::new(),
        }
    }

    pub fn crash(&mut self) {
        if let Some(saved) = self.saved.take() {
            self.disk = *saved;
        }
    }

    pub fn backup(&mut self) {
        self.backup = Some(self.disk.clone());
    }

    /// What is in the backup.
    pub fn saved_rows(&self) -> impl Iterator<Item = &Row> {
        let saved = self.backup.iter();
        saved.flat_map(|disk| disk.rows.values().map(|(row, _)| row))
    }

    pub fn restore(&mut self, now_ms: i64) {
        let Some(mut disk) = self.backup.clone() else {
            return;
        };
        self.epochs += 1;
        disk.ended = self.disk.ended.clone();
        for (_, last) in &mut disk.ended {
            *last = disk.head.seq.min(*last);
        }
        disk.ended.push((self.disk.head.epoch, disk.head.seq));
        disk.head.epoch = Epoch([self.epochs; 16]);
        disk.head.restored_ms = Some(now_ms);
        self.disk = disk;
    }

    /// What the hub answers.
    pub fn answer(&mut self, from: ReplicaId, frame: &Frame, now_ms: i64) -> Vec<Frame> {
        match frame {
            Frame::Hello(hello) => vec![self.hello(hello, now_ms)],
            Frame::Push(push) => self.push(from, push, now_ms),
            Frame::Pull { after, needs } => {
                self.disk.needs.insert(from, (*needs, now_ms));
                vec![self.pull(*after)]
            }
            Frame::Fetch { of, part } => vec![self.fetch(*of, *part)],
            _ => vec![Frame::Refused(Refusal::Malformed)],
        }
    }

    fn hello(&mut self, hello: &Hello, now_ms: i64) -> Frame {
        let disk = &mut self.disk;
        disk.needs.insert(hello.replica, (hello.needs, now_ms));
        let seat = disk.seats.get(&hello.replica).cloned();
        let mut seat = seat.unwrap_or_else(|| Seat::new(hello.replica));
        seat.expire(now_ms);
        Frame::Welcome(Welcome {
            epoch: disk.head.epoch,
            ended: disk.ended.clone(),
            head: disk.head.seq,
            floor: disk.head.floor,
            snapshot: disk.parts.first().map(|part| part.of),
            next_rseq: seat.next_rseq,
            chain: seat.chain,
            now_ms,
        })
    }

    fn push(&mut self, from: ReplicaId, push: &Push, now_ms: i64) -> Vec<Frame> {
        let author = push.batch.replica;
        let disk = &self.disk;
        let seat = disk.seats.get(&author).cloned();
        let mut seat = seat.unwrap_or_else(|| Seat::new(author));
        let forgets =
            self.broken == Some(Break::NumberTwice) && push.batch.first_rseq < seat.next_rseq;
        if forgets {
            // As if what came had never been here: it is stored once more.
            seat = Seat::new(from);
            seat.next_rseq = push.batch.first_rseq;
            seat.chain = push.batch.previous;
        }
        let outcome = order::receive(&disk.head, &seat, push, &Look(disk, forgets), now_ms);
        self.settle(outcome, now_ms)
    }

    fn settle(&mut self, outcome: Result<Outcome, Refusal>, now_ms: i64) -> Vec<Frame> {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(refusal) => return vec![Frame::Refused(refusal)],
        };
        let mut answers = vec![Frame::Accepted(outcome.accepted.clone())];
        answers.extend(outcome.stopped.map(Frame::Refused));
        if self.broken == Some(Break::AckBeforeCommit) && self.saved.is_none() {
            self.saved = Some(Box::new(self.disk.clone()));
        }
        self.save(outcome, now_ms);
        answers
    }

    /// The disk gets through with what was answered too early, if it was.
    pub fn catch_up(&mut self) {
        self.saved = None;
    }

    fn save(&mut self, outcome: Outcome, now_ms: i64) {
        let disk = &mut self.disk;
        for (id, hash, why) in outcome.rejected {
            let fate = Fate::Rejected(why);
            let hash = Some(hash);
            disk.known.insert(id, Known { hash, fate });
        }
        let mut digest = disk.head.digest;
        for row in outcome.rows {
            let seq = row.seq.unwrap_or_default();
            let hash = hash(row.id, &row.body);
            digest.add(hash);
            disk.digests.insert(seq, digest);
            let fate = Fate::Counts(seq);
            disk.known.insert(
                row.id,
                Known {
                    hash: Some(hash),
                    fate,
                },
            );
            disk.rows.insert(seq, (row, now_ms));
        }
        disk.head = outcome.head;
        disk.seats.insert(outcome.seat.replica, outcome.seat);
    }

    fn pull(&self, after: u64) -> Frame {
        let disk = &self.disk;
        if after < disk.head.floor {
            let floor = disk.head.floor;
            return Frame::Refused(Refusal::Behind { floor });
        }
        // Small pages, so that there are several.
        let count = 7.min(MAX_PAGE_OPS);
        let rows = disk.rows.range(after + 1..).take(count);
        let rows: Vec<Row> = rows.map(|(_, (row, _))| row.clone()).collect();
        let last = after + rows.len() as u64;
        Frame::Page(Page {
            after,
            rows,
            head: disk.head.seq,
            digest: disk.digests.get(&last).copied(),
        })
    }

    fn fetch(&self, of: Option<SnapshotId>, part: u32) -> Frame {
        let parts = &self.disk.parts;
        let part = parts.get(part as usize);
        let part = part.filter(|part| of.is_none_or(|of| of == part.of));
        match part {
            Some(part) => Frame::Part(part.clone()),
            None => Frame::Refused(Refusal::NoSnapshot),
        }
    }

    pub fn state(&self) -> State {
        State::from_rows(self.disk.rows.values().map(|(row, _)| row))
    }

    /// Compacts up to what every device that may come back has seen.
    pub fn compact(&mut self, now_ms: i64) {
        let disk = &self.disk;
        let needs = disk.needs.values();
        let awaited = needs.filter(|(_, heard)| now_ms - heard < EXPIRES_AFTER);
        let seen = awaited.map(|(needs, _)| *needs).min().unwrap_or(u64::MAX);
        let old = disk
            .rows
            .iter()
            .take_while(|(_, (_, at))| now_ms - at > COMPACT_AFTER);
        let old = old.last().map_or(disk.head.floor, |(seq, _)| *seq);
        let floor = seen.min(old).max(disk.head.floor);
        let state = self.state();
        let compaction = snapshot::compact(&state, floor);
        let mut buried = Vec::new();
        // What these name may still change.
        let open: Vec<Target> = state
            .ops()
            .filter(|(_, seq)| seq.is_some_and(|seq| seq > floor))
            .filter_map(|(op, _)| match op.kind {
                sync::Kind::Undo { target, .. } => Some(target),
                _ => None,
            })
            .collect();
        for entity in state.entities().filter(|entity| !entity.is_alive()) {
            let ops = entity.ops();
            let is_old = |op: &&Op| state.seq(op.id).is_some_and(|seq| seq <= floor);
            let is_open = |op: &&Op| {
                open.iter().any(|target| match target {
                    Target::Op(id) => *id == op.id,
                    Target::Txn(id) => *id == op.txn_id(),
                })
            };
            let is_deleted = ops.iter().any(|op| op.kind == sync::Kind::Delete);
            if is_deleted && ops.iter().all(is_old) && !ops.iter().any(is_open) {
                buried.push(entity.id());
            }
        }
        let disk = &mut self.disk;
        disk.buried.extend(buried);
        for (row, _) in disk.rows.values() {
            if compaction.dropped.contains(&row.id) {
                self.dropped
                    .extend(self::open(row).as_ref().and_then(super::check::marker));
            }
        }
        disk.rows
            .retain(|_, (row, _)| !compaction.dropped.contains(&row.id));
        for id in &compaction.dropped {
            if let Some(known) = disk.known.get_mut(id) {
                known.hash = None;
            }
        }
        disk.tombstones.extend(compaction.tombstones);
        disk.head.floor = floor;
        let rows: Vec<Row> = disk.rows.values().map(|(row, _)| row.clone()).collect();
        let tombstones: Vec<_> = disk
            .tombstones
            .iter()
            .map(|(id, seq)| (*id, *seq))
            .collect();
        let head = &self.disk.head;
        let of = SnapshotId {
            at: head.seq,
            floor,
        };
        // Small ones, so that there are several.
        self.disk.parts = snapshot::parts(of, &state, rows, &tombstones, head.digest, 2_000);
    }
}

/// The op of a stored body, for checks.
pub fn open(row: &Row) -> Option<Op> {
    Stored::open(row.id, &row.body).ok().map(Stored::into_op)
}
