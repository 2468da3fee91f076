//! Pushes of a device that a hub takes in, puts off or refuses.

mod limits;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::author::{Author, Change};
use crate::codec::{Batch, HouseholdId};
use crate::op::{EntityId, EntityType, Field, Scope, UndoState, Value};

const NOW_MS: i64 = 1_790_000_000_000;
const THING: EntityId = EntityId([1; 16]);

/// What the hub has, and what it forbids.
#[derive(Default)]
struct Kept {
    known: BTreeMap<OpId, Known>,
    gone: BTreeSet<EntityId>,
    forbids: Option<Field>,
}

impl Lookup for Kept {
    fn known(&self, id: OpId) -> Option<Known> {
        self.known.get(&id).copied()
    }

    fn next_rseq(&self, _: ReplicaId) -> u64 {
        1 + self.known.len() as u64
    }

    fn is_gone(&self, entity: EntityId) -> bool {
        self.gone.contains(&entity)
    }

    fn judge(&self, op: &Op) -> Result<(), Rejection> {
        match &op.kind {
            Kind::Put(fields)
                if self
                    .forbids
                    .is_some_and(|field| fields.contains_key(&field)) =>
            {
                Err(Rejection::Forbidden)
            }
            _ => Ok(()),
        }
    }
}

/// A device and a hub that only know each other.
struct Pair {
    author: Author,
    head: Head,
    seat: Seat,
    hub: Kept,
    now_ms: i64,
}

impl Pair {
    fn new() -> Self {
        let replica = ReplicaId(7);
        Self {
            author: Author::new(replica),
            head: Head {
                epoch: Epoch([1; 16]),
                seq: 0,
                floor: 0,
                digest: Digest::default(),
                restored_ms: None,
            },
            seat: Seat::new(replica),
            hub: Kept::default(),
            now_ms: NOW_MS,
        }
    }

    fn write(&mut self, kinds: Vec<Kind>) -> Vec<Stored> {
        let changes = kinds
            .into_iter()
            .map(|kind| Change::new(EntityType(1), THING, kind));
        let ops = self.author.write(self.now_ms, changes.collect());
        ops.into_iter()
            .filter_map(|op| Stored::seal(op).ok())
            .collect()
    }

    fn put(&mut self, field: u16) -> Vec<Stored> {
        self.write(vec![put(field)])
    }

    fn push(&self, ops: &[Stored], previous: Chain) -> Push {
        Push {
            batch: Batch {
                household: HouseholdId([2; 16]),
                replica: self.author.replica,
                first_rseq: ops.first().map_or(1, |op| op.op().id.rseq),
                schema: 1,
                epoch: Some(self.head.epoch),
                previous,
                ops: ops.iter().cloned().map(Ok).collect(),
            },
            limit: None,
        }
    }

    /// Pushes and stores; the chain is the right one.
    fn give(&mut self, ops: &[Stored]) -> Outcome {
        let outcome = self.try_give(ops).expect("taken in");
        for row in &outcome.rows {
            let fate = Fate::Counts(row.seq.unwrap_or_default());
            let hash = Some(digest::hash(row.id, &row.body));
            self.hub.known.insert(row.id, Known { hash, fate });
        }
        for (id, hash, why) in &outcome.rejected {
            let (hash, fate) = (Some(*hash), Fate::Rejected(*why));
            self.hub.known.insert(*id, Known { hash, fate });
        }
        self.head = outcome.head.clone();
        self.seat = outcome.seat.clone();
        outcome
    }

    fn try_give(&self, ops: &[Stored]) -> Result<Outcome, Refusal> {
        let push = self.push(ops, self.seat.chain);
        receive(&self.head, &self.seat, &push, &self.hub, self.now_ms)
    }
}

fn put(field: u16) -> Kind {
    Kind::Put(BTreeMap::from([(Field(field), Value::Int(1))]))
}

fn seqs(outcome: &Outcome) -> Vec<u64> {
    outcome.rows.iter().filter_map(|row| row.seq).collect()
}

#[test]
fn ops_are_numbered_without_a_gap() {
    let mut pair = Pair::new();
    let first = pair.put(1);
    let second = pair.write(vec![put(1), put(2)]);
    assert_eq!(seqs(&pair.give(&first)), [1]);
    let outcome = pair.give(&second);
    assert_eq!(seqs(&outcome), [2, 3]);
    assert_eq!((outcome.accepted.next_rseq, outcome.accepted.head), (4, 3));
}

#[test]
fn what_comes_again_is_answered_as_before_and_not_numbered_again() {
    let mut pair = Pair::new();
    pair.hub.forbids = Some(Field(9));
    let ops = [pair.put(1), pair.put(9), pair.put(2)].concat();
    let first = pair.give(&ops);
    assert_eq!(first.accepted.rejected, [(2, Rejection::Forbidden)]);
    let again = pair.give(&ops);
    assert_eq!(again.accepted, first.accepted);
    assert_eq!((again.rows, again.rejected), (vec![], vec![]));
}

#[test]
fn a_rejected_op_does_not_hold_up_later_ones() {
    let mut pair = Pair::new();
    pair.hub.forbids = Some(Field(9));
    let ops = [pair.put(9), pair.put(1)].concat();
    let outcome = pair.give(&ops);
    assert_eq!(outcome.rows.len(), 1);
    assert_eq!(outcome.accepted.next_rseq, 3);
}

#[test]
fn a_transaction_counts_as_a_whole_or_not_at_all() {
    let mut pair = Pair::new();
    pair.hub.forbids = Some(Field(9));
    let ops = pair.write(vec![put(1), put(9), put(2)]);
    let outcome = pair.give(&ops);
    assert!(outcome.rows.is_empty());
    let rejected: Vec<u64> = outcome.rejected.iter().map(|(id, ..)| id.rseq).collect();
    assert_eq!(rejected, [1, 2, 3]);
}

#[test]
fn a_transaction_over_two_pushes_is_held_until_it_is_whole() {
    let mut pair = Pair::new();
    let ops = pair.write(vec![put(1), put(2), put(3)]);
    let first = pair.give(&ops[..2]);
    assert_eq!((first.rows.len(), first.accepted.next_rseq), (0, 3));
    assert_eq!(seqs(&pair.give(&ops[2..])), [1, 2, 3]);
}

#[test]
fn a_transaction_that_is_not_finished_in_time_is_sent_again() {
    let mut pair = Pair::new();
    let ops = pair.write(vec![put(1), put(2)]);
    pair.give(&ops[..1]);
    pair.now_ms += HOLD_MS + 1;
    let refusal = pair.try_give(&ops[1..]);
    assert_eq!(refusal, Err(Refusal::Expected { next_rseq: 1 }));
    let whole = receive(
        &pair.head,
        &pair.seat,
        &pair.push(&ops, Chain::START),
        &pair.hub,
        pair.now_ms,
    );
    assert_eq!(whole.map(|outcome| seqs(&outcome)), Ok(vec![1, 2]));
}

#[test]
fn a_gap_is_asked_for() {
    let mut pair = Pair::new();
    pair.put(1);
    let second = pair.put(1);
    assert_eq!(
        pair.try_give(&second),
        Err(Refusal::Expected { next_rseq: 1 })
    );
}

#[test]
fn two_devices_under_one_id_are_noticed() {
    let mut pair = Pair::new();
    let mut twin = Pair::new();
    let first = pair.put(1);
    pair.give(&first);
    let other = twin.put(2);
    assert_eq!(pair.try_give(&other), Err(Refusal::Fork));
    let later = twin.put(3);
    let push = pair.push(&later, Chain::START.next(other[0].hash()));
    let refusal = receive(&pair.head, &pair.seat, &push, &pair.hub, NOW_MS);
    assert_eq!(refusal, Err(Refusal::Fork), "by the chain");
}

#[test]
fn a_clock_that_is_wrong_stops_the_push_there() {
    for off_ms in [MAX_AHEAD_MS + 60_000, -NOW_MS] {
        let mut pair = Pair::new();
        let right = pair.put(1);
        pair.give(&right);
        pair.author.clock = Default::default();
        pair.now_ms += off_ms;
        let wrong = pair.put(1);
        pair.now_ms = NOW_MS;
        let outcome = pair.give(&wrong);
        let stopped = Refusal::Skew {
            rseq: 2,
            hlc: wrong[0].op().hlc,
            now_ms: NOW_MS,
        };
        assert_eq!(outcome.stopped, Some(stopped));
        assert_eq!((outcome.rows.len(), outcome.accepted.next_rseq), (0, 2));
    }
}

#[test]
fn what_was_written_behind_the_floor_is_refused() {
    let mut pair = Pair::new();
    (pair.head.seq, pair.head.floor) = (9, 5);
    pair.author.basis = 4;
    let ops = pair.put(1);
    assert_eq!(pair.give(&ops).stopped, Some(Refusal::Behind { floor: 5 }));
    let mut push = pair.push(&ops, Chain::START);
    push.limit = Some(3);
    pair.author.basis = 9;
    let limited = receive(&pair.head, &pair.seat, &push, &pair.hub, NOW_MS);
    let stopped = limited.map(|outcome| outcome.stopped);
    assert_eq!(stopped, Ok(Some(Refusal::Behind { floor: 5 })));
}

#[test]
fn nobody_has_seen_what_is_not_there() {
    let mut pair = Pair::new();
    pair.author.basis = 1;
    let ops = pair.put(1);
    assert_eq!(pair.give(&ops).accepted.rejected, [(1, Rejection::Invalid)]);
}

#[test]
fn an_undo_reaches_back_to_the_floor() {
    let mut pair = Pair::new();
    let first = pair.put(1);
    let second = pair.put(1);
    pair.give(&[first, second].concat());
    pair.head.floor = 1;
    pair.author.basis = 2;
    let mut undo = |rseq| {
        let replica = pair.author.replica;
        let target = Target::Op(OpId { replica, rseq });
        let to = UndoState::Undone;
        let ops = pair.write(vec![Kind::Undo { target, to }]);
        pair.give(&ops).accepted.rejected
    };
    assert_eq!(undo(1), [(3, Rejection::TooOld)]);
    assert_eq!(undo(2), []);
    assert_eq!(undo(5), [], "its own, in the same transaction");
}

#[test]
fn what_is_gone_for_ever_stays_so() {
    let mut pair = Pair::new();
    pair.hub.gone.insert(THING);
    let ops = pair.put(1);
    assert_eq!(pair.give(&ops).accepted.rejected, [(1, Rejection::Gone)]);
    let count = Kind::Reset {
        scope: Scope {
            of: EntityId([3; 16]),
            at: EntityId([4; 16]),
        },
        amounts: BTreeMap::from([(THING, 1)]),
    };
    let ops = pair.write(vec![count]);
    assert_eq!(pair.give(&ops).accepted.rejected, [(2, Rejection::Gone)]);
}

#[test]
fn after_a_restore_an_undo_may_come_before_what_it_names() {
    let mut pair = Pair::new();
    let target = Target::Op(OpId {
        replica: ReplicaId(8),
        rseq: 5,
    });
    let to = UndoState::Undone;
    let ops = pair.write(vec![Kind::Undo { target, to }]);
    pair.head.restored_ms = Some(NOW_MS - 2 * MAX_AHEAD_MS);
    let outcome = pair.try_give(&ops).expect("taken in");
    assert_eq!(
        outcome.accepted.rejected,
        [(1, Rejection::TooOld)],
        "written since"
    );
    pair.head.restored_ms = Some(NOW_MS);
    assert_eq!(pair.give(&ops).accepted.rejected, []);
}

#[test]
fn a_push_for_another_numbering_is_refused() {
    let mut pair = Pair::new();
    let ops = pair.put(1);
    let mut push = pair.push(&ops, Chain::START);
    push.batch.epoch = Some(Epoch([9; 16]));
    let refusal = receive(&pair.head, &pair.seat, &push, &pair.hub, NOW_MS);
    assert_eq!(refusal, Err(Refusal::Epoch));
}
