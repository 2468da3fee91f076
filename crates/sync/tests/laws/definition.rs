//! Each kind's rule as its definition says it: slow, from nothing but the set
//! of ops, and not sharing a line with the crate.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sync::{EntityId, Field, Kind, Op, OpId, Scope, State, Target, UndoState, Value};

use crate::sample;

type Seen = (Op, Option<u64>);

/// Compares every answer of `state` with the definitions over `ops`.
pub fn check(ops: &[Seen], state: &State) -> Result<(), TestCaseError> {
    let counts: Vec<&Seen> = ops.iter().filter(|(op, _)| !is_undone(ops, op)).collect();
    for (op, _) in ops {
        prop_assert_eq!(state.is_undone(op.id), is_undone(ops, op));
    }
    for entity in (0..3).map(sample::entity) {
        prop_assert_eq!(state.is_alive(entity), is_alive(&counts, entity));
        for field in [Field(1), Field(2)] {
            let value = field_value(&counts, entity, field);
            prop_assert_eq!(state.field(entity, field), value);
            let blob = blob_size(&counts, entity, field);
            let read = state.entity(entity);
            let read_blob = read.and_then(|read| read.blob(field));
            prop_assert_eq!(read_blob.map(|blob| blob.size), blob);
            let members = members(&counts, entity, field);
            let read_members = read.map(|read| read.members(field));
            prop_assert_eq!(read_members.unwrap_or_default(), members);
        }
        for scope in (0..2).map(sample::scope) {
            let amount = amount(&counts, entity, scope);
            prop_assert_eq!(state.balance(entity, scope).amount, amount);
        }
    }
    Ok(())
}

fn is_undone(ops: &[Seen], op: &Op) -> bool {
    let latest = |named: Target| {
        let undos = ops.iter().filter_map(|(undo, _)| match undo.kind {
            Kind::Undo { target, to } if target == named => {
                Some(((undo.hlc, undo.id.replica, undo.id.rseq), to))
            }
            _ => None,
        });
        let latest = undos.max_by_key(|(stamp, _)| *stamp);
        latest.is_some_and(|(_, to)| to == UndoState::Undone)
    };
    let is_undo = matches!(op.kind, Kind::Undo { .. });
    !is_undo && (latest(Target::Op(op.id)) || latest(Target::Txn(op.txn_id())))
}

/// Alive exactly if there is a change that no delete's author had seen.
fn is_alive(ops: &[&Seen], entity: EntityId) -> bool {
    let is_change = |op: &Op| match &op.kind {
        Kind::Delete | Kind::SetRemove { .. } => false,
        Kind::Undo { .. } | Kind::Unknown { .. } => false,
        Kind::Observe { amount, .. } => op.entity == entity && *amount != 0,
        Kind::Reset { amounts, .. } => {
            op.entity == entity || amounts.get(&entity).is_some_and(|amount| *amount != 0)
        }
        _ => op.entity == entity,
    };
    let deletes: Vec<&Op> = ops
        .iter()
        .filter(|(op, _)| op.entity == entity && op.kind == Kind::Delete)
        .map(|(op, _)| op)
        .collect();
    let is_covered = |change: &Op, seq: Option<u64>| {
        deletes.iter().any(|delete| {
            let own = delete.id.replica == change.id.replica && delete.id.rseq > change.id.rseq;
            own || seq.is_some_and(|seq| seq <= delete.basis)
        })
    };
    let mut changes = ops.iter().filter(|(op, _)| is_change(op));
    changes.any(|(op, seq)| !is_covered(op, *seq))
}

fn field_value<'a>(ops: &[&'a Seen], entity: EntityId, field: Field) -> Option<&'a Value> {
    let writes = ops.iter().filter(|(op, _)| op.entity == entity);
    let writes = writes.filter_map(|(op, _)| match &op.kind {
        Kind::Put(fields) => Some((op.stamp(), fields.get(&field)?)),
        _ => None,
    });
    let winner = writes.max_by_key(|(stamp, _)| *stamp);
    winner.map(|(_, value)| value)
}

fn blob_size(ops: &[&Seen], entity: EntityId, named: Field) -> Option<u64> {
    let writes = ops.iter().filter(|(op, _)| op.entity == entity);
    let writes = writes.filter_map(|(op, _)| match &op.kind {
        Kind::Blob { field, blob } if *field == named => Some((op.stamp(), blob.size)),
        _ => None,
    });
    let winner = writes.max_by_key(|(stamp, _)| *stamp);
    winner.map(|(_, size)| size)
}

fn members<'a>(ops: &[&'a Seen], entity: EntityId, named: Field) -> BTreeSet<&'a Value> {
    let on_entity = || ops.iter().filter(|(op, _)| op.entity == entity);
    let removed: BTreeSet<OpId> = on_entity()
        .filter_map(|(op, _)| match &op.kind {
            Kind::SetRemove { field, dots } if *field == named => Some(dots),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    let adds = on_entity().filter_map(|(op, _)| match &op.kind {
        Kind::SetAdd { field, member } if *field == named => Some((op.id, member)),
        _ => None,
    });
    let live = adds.filter(|(dot, _)| !removed.contains(dot));
    live.map(|(_, member)| member).collect()
}

fn amount(ops: &[&Seen], entity: EntityId, named: Scope) -> i64 {
    let found: BTreeMap<_, _> = ops
        .iter()
        .filter_map(|(op, _)| match &op.kind {
            Kind::Reset { scope, amounts } if *scope == named => {
                Some((op.stamp(), amounts.get(&entity).copied().unwrap_or(0)))
            }
            Kind::Observe { scope, amount } if op.entity == entity && *scope == named => {
                Some((op.stamp(), *amount))
            }
            _ => None,
        })
        .collect();
    let latest = found.last_key_value();
    let later = ops.iter().filter_map(|(op, _)| match op.kind {
        Kind::Add { scope, amount, .. } if op.entity == entity && scope == named => {
            let counts = latest.is_none_or(|(reset, _)| op.stamp() > *reset);
            counts.then_some(amount)
        }
        _ => None,
    });
    latest.map_or(0, |(_, found)| *found) + later.sum::<i64>()
}
