//! Every order of every pair of kinds, in small sets of ops that meet.

use std::collections::BTreeMap;

use sync::{
    BlobRef, EntityType, Field, Hlc, Kind, Op, OpId, ReplicaId, State, Target, Txn, TxnId,
    UndoState, Value,
};

use crate::picture::picture;
use crate::{Ops, definition, sample};

/// Whose moment comes first.
const MOMENTS: [[i64; 2]; 3] = [[3, 4], [3, 3], [4, 3]];

fn op(replica: u64, rseq: u64, ms: i64, basis: u64, kind: Kind) -> Op {
    Op {
        id: OpId {
            replica: ReplicaId(replica),
            rseq,
        },
        hlc: Hlc::from_unix_ms(ms),
        basis,
        txn: Txn {
            first: rseq,
            last: true,
        },
        entity_type: EntityType(1),
        entity: sample::entity(0),
        refs: Vec::new(),
        kind,
        unread: None,
    }
}

/// One of every kind. Removes and undos name the first op of replica 1, which
/// is an add to the set, or the first op of either pair.
fn kinds() -> Vec<Kind> {
    let id = |replica, rseq| OpId {
        replica: ReplicaId(replica),
        rseq,
    };
    let txn = |replica, first| TxnId {
        replica: ReplicaId(replica),
        first,
    };
    let undo = |target, to| Kind::Undo { target, to };
    let scope = sample::scope(0);
    vec![
        Kind::Put(BTreeMap::from([(Field(1), 1.into()), (Field(2), 2.into())])),
        Kind::Put(BTreeMap::from([(Field(1), Value::Null)])),
        Kind::Add {
            scope,
            amount: 5,
            reason: 0,
        },
        Kind::Reset {
            scope,
            amounts: BTreeMap::from([(sample::entity(0), 3)]),
        },
        Kind::Reset {
            scope,
            amounts: BTreeMap::from([(sample::entity(1), 1)]),
        },
        Kind::SetAdd {
            field: Field(1),
            member: 1.into(),
        },
        Kind::SetRemove {
            field: Field(1),
            dots: vec![id(1, 1), id(2, 1)],
        },
        Kind::Delete,
        undo(Target::Op(id(1, 1)), UndoState::Undone),
        undo(Target::Txn(txn(1, 2)), UndoState::Undone),
        undo(Target::Txn(txn(1, 2)), UndoState::Redone),
        undo(Target::Op(id(2, 1)), UndoState::Undone),
        Kind::Blob {
            field: Field(1),
            blob: BlobRef {
                sha256: [1; 32],
                size: 1,
            },
        },
        Kind::Observe { scope, amount: 2 },
        Kind::Observe { scope, amount: 0 },
        Kind::Unknown { code: 99 },
    ]
}

/// All orders of the numbers below `count`, by Heap's algorithm.
fn orders(count: usize) -> Vec<Vec<usize>> {
    fn go(k: usize, order: &mut Vec<usize>, orders: &mut Vec<Vec<usize>>) {
        if k <= 1 {
            orders.push(order.clone());
            return;
        }
        for i in 0..k {
            go(k - 1, order, orders);
            order.swap(if k.is_multiple_of(2) { i } else { 0 }, k - 1);
        }
    }
    let mut all = Vec::new();
    go(count, &mut (0..count).collect(), &mut all);
    all
}

#[track_caller]
fn check_all_orders(ops: &Ops, orders: &[Vec<usize>]) {
    let mut expected = None;
    for order in orders {
        let mut state = State::new();
        for position in order {
            let (op, seq) = &ops[*position];
            state.apply(op, *seq);
        }
        let picture = picture(&state);
        match &expected {
            None => {
                let broken = definition::check(ops, &state).err();
                assert_eq!(broken.map(|law| law.to_string()), None, "{ops:#?}");
                expected = Some(picture);
            }
            Some(expected) => assert_eq!(*expected, picture, "order {order:?} of {ops:#?}"),
        }
    }
}

#[test]
fn heaps_algorithm_gives_every_order_once() {
    let orders = orders(4);
    let distinct: std::collections::BTreeSet<_> = orders.iter().collect();
    assert_eq!((orders.len(), distinct.len()), (24, 24));
}

#[test]
fn every_pair_of_kinds_commutes_in_every_order() {
    let orders = orders(4);
    let base = [
        op(1, 1, 1, 0, kinds()[5].clone()),
        op(3, 1, 2, 0, kinds()[2].clone()),
    ];
    for one in kinds() {
        for other in kinds() {
            for [one_ms, other_ms] in MOMENTS {
                // The second author had seen the base, and not the first.
                let one = op(1, 2, one_ms, 0, one.clone());
                let other = op(2, 1, other_ms, 2, other.clone());
                let [set_add, add] = base.clone();
                let ops = vec![
                    (set_add, Some(1)),
                    (add, Some(2)),
                    (one, Some(3)),
                    (other, None),
                ];
                check_all_orders(&ops, &orders);
            }
        }
    }
}

#[test]
fn every_pair_of_kinds_commutes_with_an_undo_and_a_redo_of_the_first() {
    let orders = orders(5);
    let target = Target::Op(OpId {
        replica: ReplicaId(1),
        rseq: 2,
    });
    let undo = |to| Kind::Undo { target, to };
    // An undo of an undo does nothing, so those are not worth their orders.
    let is_undo = |kind: &Kind| matches!(kind, Kind::Undo { .. });
    for one in kinds().into_iter().filter(|one| !is_undo(one)) {
        for other in kinds() {
            let ops = vec![
                (op(1, 1, 1, 0, kinds()[5].clone()), Some(1)),
                (op(1, 2, 3, 0, one.clone()), Some(2)),
                (op(2, 1, 4, 2, other), Some(3)),
                (op(2, 2, 5, 3, undo(UndoState::Undone)), None),
                (op(3, 1, 6, 3, undo(UndoState::Redone)), None),
            ];
            check_all_orders(&ops, &orders);
        }
    }
}
