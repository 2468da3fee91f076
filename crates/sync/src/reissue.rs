//! Ops that their author has to write once more, under another replica id.
//!
//! Two things bring that about. A device finds that another one writes under its
//! id (its storage was copied): what the hub has not taken in gets a new id. Or it
//! comes back from so far behind that the hub has compacted what its unsent ops
//! were written against: then each of them is weighed against a snapshot. What
//! happened still counts, what was overtaken gives way by the rules, and what was
//! done to something that is gone goes to a box of *recovered* changes for a person
//! to look at. Nothing is lost in silence, and nothing that is gone comes back.

use std::collections::{BTreeMap, HashMap};

use crate::codec::Stored;
use crate::error::Error;
use crate::op::{EntityId, Kind, Op, OpId, ReplicaId, Target, Txn, TxnId};
use crate::state::State;

/// Ops under a new id, and those that were not written again.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reissued {
    /// The ops, numbered from 1.
    pub ops: Vec<Stored>,
    /// What was left out, as it was, with the reason.
    pub recovered: Vec<Recovered>,
}

/// A change that does not count, kept for a person to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recovered {
    /// The op as it was written.
    pub op: Stored,
    /// Why it does not count.
    pub why: Why,
}

/// Why a change was not written again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// What it changes was deleted meanwhile, and too long ago to come back.
    Gone,
    /// It deletes what others changed meanwhile: that stays.
    Changed,
    /// It undoes what can no longer be undone, or was removed already.
    Overtaken,
}

/// What the unsent ops are weighed against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The household as the snapshot has it.
    pub state: &'a State,
    /// What is gone for ever.
    pub tombstones: &'a BTreeMap<EntityId, u64>,
    /// The snapshot's cursor: the basis of what is written again.
    pub at: u64,
    /// The cursor that the device came back with.
    pub cursor: u64,
    /// Below it nothing can be undone.
    pub floor: u64,
}

/// Writes unsent ops again under a new replica id. Without a ground they stay as they
/// are but for their ids. `known` are those that are with the hub under another id.
///
/// # Errors
///
/// If an op is not wholly understood here, so that it cannot be written anew.
pub fn reissue(
    unsent: &[Stored],
    known: &Known,
    replica: ReplicaId,
    ground: Option<Ground<'_>>,
) -> Result<Reissued, Error> {
    let mut reissued = Reissued::default();
    let mut names = known.names.clone();
    for txn in unsent.chunk_by(|a, b| a.op().txn_id() == b.op().txn_id()) {
        let left: Vec<&Stored> = txn
            .iter()
            .filter(|op| !known.contains(op.op().id))
            .collect();
        let first = reissued.ops.len() as u64 + 1;
        let ops = match weigh_all(&left, ground, &names, &mut reissued.recovered) {
            Some(ops) => ops,
            None => continue,
        };
        let count = ops.len() as u64;
        for (stored, rseq) in ops.iter().zip(first..) {
            names.ops.insert(stored.op().id, OpId { replica, rseq });
            names
                .txns
                .insert(stored.op().txn_id(), TxnId { replica, first });
        }
        for (stored, rseq) in ops.iter().zip(first..) {
            let last = rseq + 1 == first + count;
            let mut op = Op {
                id: OpId { replica, rseq },
                txn: Txn { first, last },
                ..stored.op().clone()
            };
            if let Some(ground) = ground {
                op.basis = ground.at;
            }
            names.rename(&mut op.kind);
            reissued.ops.push(Stored::seal(op)?);
        }
    }
    Ok(reissued)
}

/// Unsent ops that a device once wrote again under another id, before its storage went
/// back to an older copy that still has them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    names: Names,
}

impl Known {
    /// Notes that `here` is `there` under another id, if it is: of the same moment and
    /// the same content. A moment is a device's own, so no other change has both.
    pub fn note(&mut self, here: &Op, there: &Op) {
        let is_same_kind = match (&here.kind, &there.kind) {
            // These name ops, whose ids change with them.
            (Kind::Undo { .. }, Kind::Undo { .. }) => true,
            (Kind::SetRemove { field, .. }, Kind::SetRemove { field: other, .. }) => field == other,
            (here, there) => here == there,
        };
        let is_same = is_same_kind
            && here.id != there.id
            && here.hlc == there.hlc
            && here.entity == there.entity
            && here.refs == there.refs;
        if is_same {
            self.names.ops.insert(here.id, there.id);
            self.names.txns.insert(here.txn_id(), there.txn_id());
        }
    }

    /// Whether there is no such op.
    pub fn is_empty(&self) -> bool {
        self.names.ops.is_empty()
    }

    /// Whether an op is with the hub under another id.
    pub fn contains(&self, id: OpId) -> bool {
        self.names.ops.contains_key(&id)
    }
}

/// What was written again, by its old names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Names {
    ops: HashMap<OpId, OpId>,
    txns: HashMap<TxnId, TxnId>,
}

impl Names {
    fn has(&self, target: Target) -> bool {
        match target {
            Target::Op(id) => self.ops.contains_key(&id),
            Target::Txn(txn) => self.txns.contains_key(&txn),
        }
    }

    /// Gives the new names wherever an op names others.
    fn rename(&self, kind: &mut Kind) {
        let new = |id: OpId| self.ops.get(&id).copied().unwrap_or(id);
        match kind {
            Kind::SetRemove { dots, .. } => dots.iter_mut().for_each(|dot| *dot = new(*dot)),
            Kind::Undo { target, .. } => {
                *target = match *target {
                    Target::Op(id) => Target::Op(new(id)),
                    Target::Txn(txn) => Target::Txn(self.txns.get(&txn).copied().unwrap_or(txn)),
                };
            }
            _ => {}
        }
    }
}

/// The ops of a transaction that still count. It counts as a whole: if one is for a person
/// to look at, all are, and the answer is `None`.
fn weigh_all<'a>(
    txn: &[&'a Stored],
    ground: Option<Ground<'_>>,
    names: &Names,
    recovered: &mut Vec<Recovered>,
) -> Option<Vec<&'a Stored>> {
    let Some(ground) = ground else {
        return Some(txn.to_vec());
    };
    let mut counting: Vec<&Stored> = Vec::new();
    let mut overtaken = Vec::new();
    for stored in txn {
        let is_written =
            |id: OpId| names.ops.contains_key(&id) || counting.iter().any(|op| op.op().id == id);
        match weigh(stored.op(), &ground, names, is_written) {
            Ok(()) => counting.push(*stored),
            Err(Why::Overtaken) => overtaken.push(Recovered {
                op: (*stored).clone(),
                why: Why::Overtaken,
            }),
            Err(why) => {
                recovered.extend(txn.iter().map(|op| Recovered {
                    op: (*op).clone(),
                    why,
                }));
                return None;
            }
        }
    }
    recovered.extend(overtaken);
    Some(counting)
}

/// Whether an op still counts.
fn weigh(
    op: &Op,
    ground: &Ground<'_>,
    names: &Names,
    is_written: impl Fn(OpId) -> bool,
) -> Result<(), Why> {
    let is_gone = |entity: &EntityId| ground.tombstones.contains_key(entity);
    match &op.kind {
        Kind::Undo {
            target: Target::Op(id),
            ..
        } if is_written(*id) => Ok(()),
        Kind::Undo { target, .. } => weigh_undo(*target, ground, names),
        // Deleting what is gone already is done.
        Kind::Delete if is_gone(&op.entity) => Err(Why::Overtaken),
        _ if is_gone(&op.entity) => Err(Why::Gone),
        Kind::Delete if was_changed(op, ground) => Err(Why::Changed),
        Kind::Reset { amounts, .. } if amounts.keys().any(is_gone) => Err(Why::Gone),
        Kind::SetRemove { dots, .. } => {
            let is_here = |dot: &OpId| is_written(*dot) || ground.state.op(*dot).is_some();
            let any = dots.iter().any(is_here);
            any.then_some(()).ok_or(Why::Overtaken)
        }
        _ => Ok(()),
    }
}

fn weigh_undo(target: Target, ground: &Ground<'_>, names: &Names) -> Result<(), Why> {
    let seq = ground.state.seq(target.first());
    let can = names.has(target) || seq.is_some_and(|seq| seq > ground.floor);
    can.then_some(()).ok_or(Why::Overtaken)
}

/// Whether others changed an entity after the author of its delete had last looked.
fn was_changed(op: &Op, ground: &Ground<'_>) -> bool {
    let seen = op.basis.min(ground.cursor);
    let is_new = |change: &&Op| {
        let seq = ground.state.seq(change.id);
        change.id.replica != op.id.replica && seq.is_some_and(|seq| seq > seen)
    };
    let entity = ground.state.entity(op.entity);
    entity.is_some_and(|entity| entity.ops().iter().any(is_new))
}
