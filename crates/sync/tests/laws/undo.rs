//! Undo and redo: what is undone reads as if it had never been written.

use proptest::prelude::*;
use sync::{EntityId, EntityType, Hlc, Kind, Op, OpId, ReplicaId, Target, Txn, UndoState};

use crate::picture::effects;
use crate::{Ops, fold, sample};

/// An undo or redo after all ops of a sample, by a replica of its own.
fn last_word(rseq: u64, target: Target, to: UndoState) -> (Op, Option<u64>) {
    let op = Op {
        id: OpId {
            replica: ReplicaId(99),
            rseq,
        },
        hlc: Hlc::from_unix_ms(1_000),
        basis: 0,
        txn: Txn {
            first: rseq,
            last: true,
        },
        entity_type: EntityType(0),
        entity: EntityId::NIL,
        refs: Vec::new(),
        kind: Kind::Undo { target, to },
        unread: None,
    };
    (op, None)
}

/// The ops that the transaction's undo takes out of the fold.
fn is_taken_out(op: &Op, target: Target) -> bool {
    let is_undo = matches!(op.kind, Kind::Undo { .. });
    !is_undo && (target == Target::Op(op.id) || target == Target::Txn(op.txn_id()))
}

fn targets(ops: &Ops) -> Vec<Target> {
    let named = ops.iter();
    named
        .flat_map(|(op, _)| [Target::Op(op.id), Target::Txn(op.txn_id())])
        .collect()
}

proptest! {
    #[test]
    fn what_is_undone_reads_as_if_it_had_never_been(ops in sample::ops(25), which: prop::sample::Index) {
        if ops.is_empty() { return Ok(()); }
        let target = *which.get(&targets(&ops));
        let mut undone = ops.clone();
        undone.push(last_word(1, target, UndoState::Undone));
        let never: Ops = ops.into_iter().filter(|(op, _)| !is_taken_out(op, target)).collect();
        prop_assert_eq!(effects(&fold(&undone)), effects(&fold(&never)));
    }

    #[test]
    fn what_is_redone_reads_as_if_it_had_never_been_undone(ops in sample::ops(25), which: prop::sample::Index, times in 1u64..3) {
        if ops.is_empty() { return Ok(()); }
        let target = *which.get(&targets(&ops));
        // Without earlier undos of the same op, be it by name or with its transaction.
        let ops: Ops = ops.into_iter().filter(|(op, _)| !matches!(op.kind, Kind::Undo { .. })).collect();
        let before = effects(&fold(&ops));
        let mut redone = ops;
        for time in 0..times {
            redone.push(last_word(2 * time + 1, target, UndoState::Undone));
            redone.push(last_word(2 * time + 2, target, UndoState::Redone));
        }
        prop_assert_eq!(effects(&fold(&redone)), before);
    }

    #[test]
    fn a_transaction_undone_by_two_people_is_undone_once(ops in sample::ops(25), which: prop::sample::Index) {
        if ops.is_empty() { return Ok(()); }
        let target = *which.get(&targets(&ops));
        let mut once = ops;
        once.push(last_word(1, target, UndoState::Undone));
        let mut twice = once.clone();
        twice.push(last_word(2, target, UndoState::Undone));
        prop_assert_eq!(effects(&fold(&once)), effects(&fold(&twice)));
    }
}
