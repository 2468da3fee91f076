//! Every order in which three ops of each of three replicas can arrive, for each pair of
//! kinds: 1,680 orders, one answer.

use std::collections::BTreeMap;

use sync::{
    EntityType, Field, Hlc, Kind, Op, OpId, ReplicaId, State, Target, Txn, UndoState, Value,
};

use crate::sample;

const REPLICAS: u64 = 3;
const OPS: u64 = 3;

fn id(replica: u64, rseq: u64) -> OpId {
    OpId {
        replica: ReplicaId(replica),
        rseq,
    }
}

/// One change of each kind; those that name ops name one of another replica.
fn kinds(replica: u64, rseq: u64) -> [Kind; 9] {
    let number = (replica * OPS + rseq) as i64;
    let other = id(replica % REPLICAS + 1, rseq);
    let scope = sample::scope(0);
    [
        Kind::Put(BTreeMap::from([(Field(1), Value::Int(number))])),
        Kind::Add {
            scope,
            amount: number,
            reason: 0,
        },
        Kind::Reset {
            scope,
            amounts: BTreeMap::from([(sample::entity(1), number)]),
        },
        Kind::Observe {
            scope,
            amount: number,
        },
        Kind::SetAdd {
            field: Field(2),
            member: Value::Int(number % 2),
        },
        Kind::SetRemove {
            field: Field(2),
            dots: vec![other],
        },
        Kind::Delete,
        Kind::Undo {
            target: Target::Op(other),
            to: UndoState::Undone,
        },
        Kind::Undo {
            target: Target::Op(other),
            to: UndoState::Redone,
        },
    ]
}

fn op(replica: u64, rseq: u64, kind: Kind) -> (Op, Option<u64>) {
    let op = Op {
        id: id(replica, rseq),
        // Moments that do not go with the numbers of the replicas.
        hlc: Hlc::from_unix_ms((rseq * 7 + replica * 5 % 11) as i64),
        basis: rseq * 2,
        txn: Txn {
            first: rseq,
            last: true,
        },
        entity_type: EntityType(1),
        entity: sample::entity(1),
        refs: Vec::new(),
        kind,
        unread: None,
    };
    // One replica's ops have no number yet.
    let seq = (replica < REPLICAS).then_some((rseq - 1) * 2 + replica);
    (op, seq)
}

/// Calls `each` with every order that keeps each replica's own.
fn orders(left: [usize; 3], order: &mut Vec<usize>, each: &mut impl FnMut(&[usize])) {
    if left == [0; 3] {
        return each(order);
    }
    for replica in 0..3 {
        if left[replica] > 0 {
            let mut left = left;
            left[replica] -= 1;
            order.push(replica);
            orders(left, order, each);
            order.pop();
        }
    }
}

#[test]
fn every_order_of_nine_ops_gives_the_same_state() {
    let count = kinds(1, 1).len();
    for (first, second) in (0..count).flat_map(|a| (a..count).map(move |b| (a, b))) {
        // The two kinds take turns, so that each meets itself and the other.
        let kind = |replica: u64, rseq: u64| {
            let which = if (replica + rseq).is_multiple_of(2) {
                first
            } else {
                second
            };
            kinds(replica, rseq)[which].clone()
        };
        let ops: Vec<Vec<_>> = (1..=REPLICAS)
            .map(|replica| {
                let ops = (1..=OPS).map(|rseq| op(replica, rseq, kind(replica, rseq)));
                ops.collect()
            })
            .collect();
        let mut answer = None;
        let mut seen = 0;
        orders([OPS as usize; 3], &mut Vec::new(), &mut |order| {
            let mut state = State::new();
            let mut next = [0; 3];
            for &replica in order {
                let (op, seq) = &ops[replica][next[replica]];
                next[replica] += 1;
                state.apply(op, *seq);
            }
            seen += 1;
            let summary = state.summary();
            assert_eq!(
                *answer.get_or_insert(summary),
                summary,
                "{first} {second} {order:?}"
            );
        });
        assert_eq!(seen, 1_680);
    }
}
