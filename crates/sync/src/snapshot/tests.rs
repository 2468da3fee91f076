//! Which ops compaction drops, which it keeps, and how a snapshot is cut into parts.
//!
//! That nothing is lost is a law of its own (`tests/laws/compaction.rs`). These tests say
//! that what can go does go, rule by rule.

mod cut;

use super::*;
use crate::hlc::Hlc;
use crate::op::{BlobRef, EntityType, ReplicaId, Scope, Txn, TxnId, Value};

const THING: EntityId = EntityId([1; 16]);
const PLACE: EntityId = EntityId([2; 16]);
const ALL: u64 = u64::MAX;

fn id(number: u64) -> OpId {
    OpId {
        replica: ReplicaId(1),
        rseq: number,
    }
}

/// The log of one author who had seen all of it: op `n` has the number `n`.
fn log<const N: usize>(changes: [(EntityId, Kind); N]) -> Vec<Op> {
    let numbered = (1..).zip(changes);
    let ops = numbered.map(|(number, (entity, kind))| Op {
        id: id(number),
        hlc: Hlc::from_unix_ms(number as i64),
        basis: number - 1,
        txn: Txn {
            first: number,
            last: true,
        },
        entity_type: EntityType(1),
        entity,
        refs: Vec::new(),
        kind,
        unread: None,
    });
    ops.collect()
}

/// The log of changes to one thing.
fn thing<const N: usize>(changes: [Kind; N]) -> Vec<Op> {
    log(changes.map(|kind| (THING, kind)))
}

fn fold(ops: &[Op]) -> State {
    State::from_ops(ops.iter().map(|op| (op, Some(op.id.rseq))))
}

/// Compacts at `floor`, and compares the numbers of the ops that go.
#[track_caller]
fn check(ops: &[Op], floor: u64, dropped: &[u64], tombstones: &[(EntityId, u64)]) {
    let compaction = compact(&fold(ops), floor);
    let mut numbers: Vec<u64> = compaction.dropped.iter().map(|id| id.rseq).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, dropped, "the ops that go");
    assert_eq!(compaction.tombstones, tombstones, "the tombstones");
}

fn put<const N: usize>(fields: [u16; N]) -> Kind {
    let fields = fields.map(|field| (Field(field), Value::Int(1)));
    Kind::Put(BTreeMap::from(fields))
}

fn blob(field: u16) -> Kind {
    let (sha256, size) = ([0; 32], 1);
    Kind::Blob {
        field: Field(field),
        blob: BlobRef { sha256, size },
    }
}

fn add(amount: i64) -> Kind {
    let scope = SCOPE;
    Kind::Add {
        scope,
        amount,
        reason: 0,
    }
}

const SCOPE: Scope = Scope {
    of: PLACE,
    at: PLACE,
};

/// A count in which the listed things were found, one of each.
fn count<const N: usize>(found: [EntityId; N]) -> Kind {
    Kind::Reset {
        scope: SCOPE,
        amounts: found.map(|entity| (entity, 1)).into(),
    }
}

fn member(field: u16) -> Kind {
    Kind::SetAdd {
        field: Field(field),
        member: Value::Int(1),
    }
}

fn remove(field: u16, dot: u64) -> Kind {
    Kind::SetRemove {
        field: Field(field),
        dots: vec![id(dot)],
    }
}

fn undo(number: u64) -> Kind {
    Kind::Undo {
        target: Target::Op(id(number)),
        to: UndoState::Undone,
    }
}

fn redo(number: u64) -> Kind {
    Kind::Undo {
        target: Target::Op(id(number)),
        to: UndoState::Redone,
    }
}

#[test]
fn a_put_goes_once_each_of_its_fields_was_written_later() {
    check(&thing([put([1, 2]), put([1])]), ALL, &[], &[]);
    check(&thing([put([1, 2]), put([1]), put([2])]), ALL, &[1], &[]);
}

#[test]
fn blobs_have_fields_of_their_own() {
    check(&thing([blob(1), put([1])]), ALL, &[], &[]);
    check(&thing([blob(1), put([1]), blob(1)]), ALL, &[1], &[]);
}

#[test]
fn amounts_are_history_and_stay() {
    check(&thing([put([1]), add(5), add(-5)]), ALL, &[], &[]);
}

#[test]
fn what_is_above_the_floor_neither_goes_nor_makes_others_go() {
    let puts = thing([put([1]), put([1]), put([1])]);
    check(&puts, 1, &[], &[]);
    check(&puts, 2, &[1], &[]);
    check(&puts, 3, &[1, 2], &[]);
}

#[test]
fn what_is_undone_goes_with_its_undo() {
    let ops = thing([put([1]), put([2]), undo(1)]);
    check(&ops, ALL, &[1, 3], &[]);
    check(&ops, 2, &[], &[]);
}

#[test]
fn what_is_undone_makes_no_others_go() {
    let ops = thing([put([1]), put([1]), undo(2), put([2])]);
    check(&ops, ALL, &[2, 3], &[]);
}

#[test]
fn undos_of_what_was_redone_go_once_all_of_them_are_settled() {
    let ops = thing([put([1]), undo(1), redo(1)]);
    check(&ops, ALL, &[2, 3], &[]);
    check(&ops, 2, &[], &[]);
}

#[test]
fn an_undo_of_an_undo_says_nothing_and_goes() {
    let ops = thing([put([1]), undo(1), undo(2), put([2])]);
    check(&ops, ALL, &[1, 2, 3], &[]);
}

#[test]
fn an_undo_of_a_transaction_stays_as_long_as_one_of_its_ops_does() {
    let whole = Kind::Undo {
        target: Target::Txn(TxnId {
            replica: ReplicaId(1),
            first: 1,
        }),
        to: UndoState::Undone,
    };
    let mut ops = thing([put([1]), put([2]), whole, put([3])]);
    (ops[0].txn.last, ops[1].txn.first) = (false, 1);
    check(&ops, ALL, &[1, 2, 3], &[]);
    ops[1].unread = Some(Box::new([1; 32]));
    check(&ops, ALL, &[1], &[]);
}

#[test]
fn what_is_not_wholly_understood_stays() {
    let mut ops = thing([put([1]), put([1])]);
    ops[0].unread = Some(Box::new([1; 32]));
    check(&ops, ALL, &[], &[]);
    let mut ops = thing([put([1]), put([2]), undo(1)]);
    ops[2].unread = Some(Box::new([1; 32]));
    check(&ops, ALL, &[1], &[]);
}

#[test]
fn a_removed_member_goes_with_its_remove() {
    let ops = thing([put([1]), member(7), member(7), remove(7, 2)]);
    check(&ops, ALL, &[2, 4], &[]);
    check(&ops, 3, &[], &[]);
    check(&thing([put([1]), member(7), remove(8, 2)]), ALL, &[], &[]);
}

#[test]
fn a_remove_goes_when_what_it_names_is_not_there() {
    check(&thing([put([1]), remove(7, 99)]), ALL, &[2], &[]);
    let undone = thing([put([1]), member(7), undo(2), remove(7, 2)]);
    check(&undone, ALL, &[2, 3, 4], &[]);
}

#[test]
fn the_last_change_stays_to_say_that_the_thing_is_there() {
    check(&thing([member(7), remove(7, 1)]), ALL, &[], &[]);
}

#[test]
fn a_deleted_thing_becomes_a_tombstone() {
    let ops = thing([put([1]), Kind::Delete]);
    check(&ops, ALL, &[1, 2], &[(THING, 2)]);
    check(&ops, 1, &[], &[]);
}

#[test]
fn a_tombstone_has_the_number_of_the_delete_that_counts() {
    let ops = thing([put([1]), Kind::Delete, remove(7, 99)]);
    check(&ops, ALL, &[1, 2, 3], &[(THING, 2)]);
    let ops = thing([put([1]), Kind::Delete, Kind::Delete, undo(3)]);
    check(&ops, ALL, &[1, 2, 3, 4], &[(THING, 2)]);
    check(&thing([put([1]), undo(1)]), ALL, &[1, 2], &[(THING, 1)]);
}

#[test]
fn a_revived_thing_keeps_all_but_what_is_undone() {
    let ops = thing([put([1]), Kind::Delete, put([1]), put([2]), undo(4)]);
    check(&ops, ALL, &[4, 5], &[]);
}

#[test]
fn a_deleted_thing_goes_only_if_its_delete_had_seen_what_may_have_revived_it() {
    // An op of a later kind may be a change of anything. It stays, and the delete that had
    // seen it stays with it: whoever understands the op would have the thing back without.
    let later = Kind::Unknown { code: 40 };
    let mut ops = thing([put([1]), later, Kind::Delete]);
    ops[1].id.replica = ReplicaId(2);
    check(&ops, ALL, &[1], &[(THING, 3)]);
    ops[2].basis = 1;
    check(&ops, ALL, &[], &[]);
}

#[test]
fn a_count_outlives_what_it_lists_and_so_does_the_delete_that_covers_it() {
    let ops = log([
        (THING, put([1])),
        (PLACE, count([THING])),
        (THING, Kind::Delete),
        (THING, Kind::Delete),
        (THING, undo(4)),
    ]);
    check(&ops, ALL, &[1, 4, 5], &[(THING, 3)]);
    let own = thing([count([]), Kind::Delete]);
    check(&own, ALL, &[], &[(THING, 2)]);
}

#[test]
fn an_undone_count_keeps_nothing() {
    let ops = log([
        (THING, put([1])),
        (PLACE, count([THING])),
        (THING, Kind::Delete),
        (PLACE, undo(2)),
        (PLACE, put([1])),
    ]);
    check(&ops, ALL, &[1, 2, 3, 4], &[(THING, 3)]);
    let own = thing([put([1]), count([]), undo(2), Kind::Delete]);
    check(&own, ALL, &[1, 2, 3, 4], &[(THING, 4)]);
}

#[test]
fn a_thing_of_which_its_authors_do_not_agree_what_it_is_stays_whole() {
    let mut ops = thing([put([1]), put([1])]);
    ops[1].entity_type = EntityType(2);
    check(&ops, ALL, &[], &[]);
    // A count of it is of the type of the place, and no disagreement.
    let mut ops = log([
        (THING, put([1])),
        (THING, put([1])),
        (PLACE, count([THING])),
    ]);
    ops[2].entity_type = EntityType(2);
    check(&ops, ALL, &[1], &[]);
}
