//! Compaction loses nothing that anyone can see: whatever comes after the floor, folding
//! what was kept and the rest says the same as folding everything.

use std::collections::HashSet;

use proptest::prelude::*;
use sync::order::limited;
use sync::{Author, Change, EntityId, EntityType, Kind, Op, OpId, ReplicaId, State, snapshot};

use crate::{Ops, fold, sample};

/// A log as a hub would have it: its ops are numbered in their order, nobody names or
/// has seen what comes later, and behind the floor nothing is undone.
fn log(ops: &Ops, floor: u64) -> Vec<(Op, u64)> {
    let mut log: Vec<(Op, u64)> = Vec::new();
    let mut here: HashSet<OpId> = HashSet::new();
    for (op, _) in ops {
        let seq = log.len() as u64 + 1;
        let mut op = op.clone();
        op.basis = limited(op.basis, Some(seq - 1));
        if seq > floor {
            op.basis = op.basis.max(floor);
        }
        op.txn.first = op.id.rseq;
        op.txn.last = true;
        match &mut op.kind {
            Kind::SetRemove { dots, .. } => dots.retain(|dot| here.contains(dot)),
            Kind::Undo { target, .. } => {
                let named = target.first();
                let found = log.iter().find(|(op, _)| op.id == named);
                let may = found.is_some_and(|(_, at)| seq <= floor || *at > floor);
                if !may {
                    continue;
                }
            }
            _ => {}
        }
        here.insert(op.id);
        log.push((op, seq));
    }
    log
}

fn state<'a>(ops: impl Iterator<Item = &'a (Op, u64)>) -> State {
    State::from_ops(ops.map(|(op, seq)| (op, Some(*seq))))
}

fn names(op: &Op, gone: &HashSet<EntityId>) -> bool {
    let listed = match &op.kind {
        Kind::Reset { amounts, .. } => amounts.keys().any(|entity| gone.contains(entity)),
        _ => false,
    };
    listed || (gone.contains(&op.entity) && !matches!(op.kind, Kind::Undo { .. }))
}

/// Compacts at `floor` once `head` ops are there, and lets the rest come.
fn check(ops: &Ops, floor: u64, head: u64) -> Result<(), TestCaseError> {
    let mut log = log(ops, floor);
    let compaction = snapshot::compact(&state(log.iter().filter(|(_, seq)| *seq <= head)), floor);
    let gone: HashSet<EntityId> = compaction.tombstones.iter().map(|(id, _)| *id).collect();
    // The hub takes in nothing about what is gone for ever.
    log.retain(|(op, seq)| *seq <= head || !names(op, &gone));
    let kept = log
        .iter()
        .filter(|(op, _)| !compaction.dropped.contains(&op.id));
    let (kept, all) = (state(kept), state(log.iter()));
    prop_assert_eq!(kept.summary(), all.summary());
    for entity in gone {
        prop_assert!(!all.is_alive(entity));
    }
    // Nothing that is not settled is dropped, and a second time drops nothing.
    for (op, seq) in &log {
        prop_assert!(*seq <= floor || !compaction.dropped.contains(&op.id));
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_was_kept_says_the_same_whatever_follows(ops in sample::ops(40)) {
        for floor in 0..=ops.len() as u64 {
            for head in floor..=ops.len() as u64 {
                check(&ops, floor, head)?;
            }
        }
    }

    #[test]
    fn compacting_again_still_says_the_same(ops in sample::ops(40)) {
        let mut kept = log(&ops, ops.len() as u64);
        let all = state(kept.iter());
        for _ in 0..3 {
            let compaction = snapshot::compact(&state(kept.iter()), ops.len() as u64);
            kept.retain(|(op, _)| !compaction.dropped.contains(&op.id));
            prop_assert_eq!(state(kept.iter()).summary(), all.summary());
        }
    }
}

#[test]
fn an_empty_log_has_nothing_to_drop() {
    assert_eq!(
        snapshot::compact(&fold(&Vec::new()), 9),
        snapshot::Compaction::default()
    );
}

/// An op of a later kind may be a change of anything: what is deleted is given up only once
/// whoever deleted it had seen that op, and the delete stays as long as the op does.
#[test]
fn what_a_later_version_may_have_revived_stays_whole() {
    let thing = EntityId([9; 16]);
    let one = |author: &mut Author, kind| {
        let change = Change::new(EntityType(1), thing, kind);
        author.write(1_000, vec![change]).remove(0)
    };
    for (basis, is_given_up) in [(1, false), (2, true)] {
        let (mut first, mut other) = (Author::new(ReplicaId(1)), Author::new(ReplicaId(2)));
        let put = one(&mut first, Kind::Put(Default::default()));
        let later = one(&mut other, Kind::Unknown { code: 40 });
        first.basis = basis;
        let delete = one(&mut first, Kind::Delete);
        let log = [(put, 1), (later, 2), (delete, 3)];
        let compaction = snapshot::compact(&state(log.iter()), 3);
        assert_eq!(compaction.tombstones.len(), usize::from(is_given_up));
        let dropped = log
            .each_ref()
            .map(|(op, _)| compaction.dropped.contains(&op.id));
        assert_eq!(dropped, [is_given_up, false, false]);
    }
}
