//! Compaction: which ops a household can do without, and what stands for them.
//!
//! A snapshot is a *subset of the ops*, with the ids of the entities that are gone
//! for ever. It folds like any set of ops, so nothing has to be learned twice, and
//! the law is short: for every tail that a hub with this floor accepts, folding
//! what was kept and the tail says the same as folding everything.
//!
//! What is at or below the *floor* is settled: every device that may still write has
//! seen it ([`crate::order`] refuses the others), and nothing there can be undone
//! any more. Of the settled ops these are dropped:
//!
//! - undone ones, with their undos; undos of what was redone;
//! - puts and blobs of which every field was written later by settled ones;
//! - adds to a set that were removed, and removes that have nothing left to remove;
//! - everything of an entity that is deleted. Its id is kept for ever as a
//!   *tombstone* (24 bytes), so that what a device wrote on it long ago is known
//!   for what it is.
//!
//! Amounts are never folded: they are the history of what was bought and thrown
//! away. Ops that this version does not wholly understand stay, and so does what one of
//! a later kind may have revived: it may be a change of anything.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::breaks::{self, Break};
use crate::digest::Digest;
use crate::exchange::{MAX_PART, Part, Row, SnapshotId};
use crate::hlc::Stamp;
use crate::lifecycle::had_seen;
use crate::op::{EntityId, Field, Kind, Op, OpId, Target, UndoState};
use crate::state::{Entity, State};

/// What a row takes in a part besides its body, at the most.
const ROW_BYTES: usize = 40;
/// What a tombstone takes in a part, at the most.
const TOMBSTONE_BYTES: usize = 32;

/// What can be dropped at a floor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compaction {
    /// The ops.
    pub dropped: HashSet<OpId>,
    /// The entities that are gone for ever, each with the `seq` of its delete,
    /// or of its last op if it was undone rather than deleted. Ascending.
    pub tombstones: Vec<(EntityId, u64)>,
}

/// Finds what the settled part of a household can do without.
pub fn compact(state: &State, floor: u64) -> Compaction {
    let settled = Settled::new(state, floor);
    let mut dropped = HashSet::new();
    let mut tombstones = Vec::new();
    for entity in state.entities() {
        drop_of_entity(&entity, &settled, &mut dropped, &mut tombstones);
    }
    drop_undos(&settled, &mut dropped);
    if breaks::is(Break::DropTombstone) {
        tombstones.clear();
    }
    Compaction {
        dropped,
        tombstones,
    }
}

/// What nothing that is still to come can change.
struct Settled<'a> {
    state: &'a State,
    floor: u64,
    /// All undos and redos, by what they name.
    undos: HashMap<Target, Vec<&'a Op>>,
    /// All ops of later kinds, settled or not.
    unknown: Vec<&'a Op>,
}

impl<'a> Settled<'a> {
    fn new(state: &'a State, floor: u64) -> Self {
        let mut undos: HashMap<Target, Vec<&Op>> = HashMap::new();
        for (op, _) in state.ops() {
            if let Kind::Undo { target, .. } = op.kind {
                undos.entry(target).or_default().push(op);
            }
        }
        let ops = state.ops().map(|(op, _)| op);
        let unknown = ops.filter(|op| matches!(op.kind, Kind::Unknown { .. }));
        Self {
            state,
            floor,
            undos,
            unknown: unknown.collect(),
        }
    }

    fn seq(&self, op: &Op) -> Option<u64> {
        self.state.seq(op.id).filter(|seq| *seq <= self.floor)
    }

    /// Whether an op of an entity is below the floor and wholly understood, and no undo
    /// of it is above.
    fn is_final(&self, op: &Op) -> bool {
        let targets = [Target::Op(op.id), Target::Txn(op.txn_id())];
        let mut undos = targets.iter().filter_map(|target| self.undos.get(target));
        self.seq(op).is_some()
            && op.unread.is_none()
            && undos.all(|undos| undos.iter().all(|undo| self.seq(undo).is_some()))
    }

    /// Whether an op of a later kind may be a change of an entity that no delete of it had
    /// seen: to a later version the entity is alive.
    fn may_live(&self, ops: &[&Op]) -> bool {
        let deletes = ops.iter().filter(|op| op.kind == Kind::Delete);
        let deletes: Vec<&&Op> = deletes.filter(|op| self.counts(op)).collect();
        self.unknown.iter().any(|unknown| {
            let seq = self.state.seq(unknown.id);
            let mut deletes = deletes.iter();
            !deletes.any(|delete| had_seen(delete.id, delete.basis, unknown.id, seq))
        })
    }

    /// Takes part in the fold, and will for ever.
    fn counts(&self, op: &Op) -> bool {
        self.is_final(op) && !self.state.is_undone(op.id)
    }
}

fn drop_of_entity(
    entity: &Entity<'_>,
    settled: &Settled<'_>,
    dropped: &mut HashSet<OpId>,
    tombstones: &mut Vec<(EntityId, u64)>,
) {
    let ops = entity.ops();
    let here = || ops.iter().filter(|op| !settled.state.is_undone(op.id));
    let is_typed_alike = ops
        .iter()
        .filter(|op| op.entity == entity.id())
        .all(|op| Some(op.entity_type) == entity.entity_type());
    if !is_typed_alike {
        return;
    }
    let is_final = ops.iter().all(|op| settled.is_final(op));
    if !entity.is_alive() && is_final && !settled.may_live(&ops) {
        bury(entity, &ops, settled, dropped);
        let deletes = here().filter(|op| op.kind == Kind::Delete);
        let last = deletes.filter_map(|op| settled.seq(op)).max();
        let any = ops.iter().filter_map(|op| settled.seq(op)).max();
        tombstones.extend(last.or(any).map(|seq| (entity.id(), seq)));
    } else {
        let own = ops.iter().copied().filter(|op| op.entity == entity.id());
        let own: Vec<&Op> = own.collect();
        dropped.extend(idle(&own, settled));
    }
}

/// Of an entity's ops those that change nothing any more.
fn idle(own: &[&Op], settled: &Settled<'_>) -> HashSet<OpId> {
    let counts = |op: &&&Op| !settled.state.is_undone(op.id);
    let undone = own.iter().filter(|op| !counts(op) && settled.is_final(op));
    let mut idle: HashSet<OpId> = undone.map(|op| op.id).collect();
    // A delete covers some of the changes, and which ones is worth no rule here.
    let has_delete = own.iter().filter(counts).any(|op| op.kind == Kind::Delete);
    if !has_delete {
        let counting = own.iter().copied().filter(|op| settled.counts(op));
        let counting: Vec<&Op> = counting.collect();
        idle.extend(superseded(&counting));
        let removed = removed(&counting, settled, &idle);
        idle.extend(removed);
    }
    // One stays whatever it is: it says that the entity is there, and what it is. A
    // change says both.
    if own.iter().all(|op| idle.contains(&op.id)) {
        let is_change = |op: &&&Op| !matches!(op.kind, Kind::SetRemove { .. });
        let change = own.iter().filter(counts).rfind(is_change);
        if let Some(stays) = change.or(own.last()) {
            idle.remove(&stays.id);
            // What was removed from a set stays removed.
            for op in own {
                if matches!(&op.kind, Kind::SetRemove { dots, .. } if dots.contains(&stays.id)) {
                    idle.remove(&op.id);
                }
            }
        }
    }
    idle
}

/// Drops what an entity that is gone consists of. A reset speaks of others too, so it
/// stays, and with it the delete that covers it. An op of a later kind stays as well, and
/// may be a change of this entity: the delete that had seen it must not go without it.
fn bury(entity: &Entity<'_>, ops: &[&Op], settled: &Settled<'_>, dropped: &mut HashSet<OpId>) {
    let is_reset = |op: &Op| matches!(op.kind, Kind::Reset { .. });
    let counts = |op: &Op| !settled.state.is_undone(op.id);
    let is_named = ops.iter().any(|op| is_reset(op) && counts(op));
    let is_covered = is_named || !settled.unknown.is_empty();
    for op in ops {
        let stays = counts(op) && (is_reset(op) || (is_covered && op.kind == Kind::Delete));
        if op.entity == entity.id() && !stays {
            dropped.insert(op.id);
        }
    }
}

/// Of an entity's ops those whose every field was written later.
fn superseded(counting: &[&Op]) -> Vec<OpId> {
    let mut latest: BTreeMap<(bool, Field), Stamp> = BTreeMap::new();
    for op in counting {
        for cell in cells(op) {
            let stamp = latest.entry(cell).or_insert(op.stamp());
            *stamp = op.stamp().max(*stamp);
        }
    }
    let is_superseded = |op: &&&Op| {
        let mut cells = cells(op).peekable();
        let writes = cells.peek().is_some();
        writes && cells.all(|cell| latest.get(&cell) > Some(&op.stamp()))
    };
    let superseded = counting.iter().filter(is_superseded);
    superseded.map(|op| op.id).collect()
}

/// The registers that an op writes: fields, and fields that hold blobs.
fn cells(op: &Op) -> impl Iterator<Item = (bool, Field)> {
    let (fields, blob) = match &op.kind {
        Kind::Put(fields) => (Some(fields.keys()), None),
        Kind::Blob { field, .. } => (None, Some((true, *field))),
        _ => (None, None),
    };
    let fields = fields.into_iter().flatten();
    fields.map(|field| (false, *field)).chain(blob)
}

/// Of an entity's ops the adds to sets that were removed, and the removes that have
/// nothing left to remove.
fn removed(counting: &[&Op], settled: &Settled<'_>, dropped: &HashSet<OpId>) -> Vec<OpId> {
    let mut listed: HashSet<(Field, OpId)> = HashSet::new();
    for op in counting {
        if let Kind::SetRemove { field, dots } = &op.kind {
            listed.extend(dots.iter().map(|dot| (*field, *dot)));
        }
    }
    let is_removed = |op: &&&Op| match op.kind {
        Kind::SetAdd { field, .. } => listed.contains(&(field, op.id)),
        _ => false,
    };
    let adds: HashSet<OpId> = counting.iter().filter(is_removed).map(|op| op.id).collect();
    let is_gone = |dot: &OpId| {
        adds.contains(dot) || dropped.contains(dot) || settled.state.op(*dot).is_none()
    };
    let is_idle = |op: &&&Op| match &op.kind {
        Kind::SetRemove { dots, .. } => dots.iter().all(is_gone),
        _ => false,
    };
    let removes = counting.iter().filter(is_idle).map(|op| op.id);
    removes.chain(adds.iter().copied()).collect()
}

/// Drops the undos whose target is dropped, and those of what was redone.
fn drop_undos(settled: &Settled<'_>, dropped: &mut HashSet<OpId>) {
    for (target, undos) in &settled.undos {
        let is_plain = |undo: &&Op| settled.seq(undo).is_some() && undo.unread.is_none();
        if !undos.iter().all(is_plain) {
            continue;
        }
        let latest = undos.iter().max_by_key(|undo| undo.stamp());
        let is_redone = latest.is_some_and(|undo| {
            matches!(
                undo.kind,
                Kind::Undo {
                    to: UndoState::Redone,
                    ..
                }
            )
        });
        let targets = match target {
            Target::Op(id) => settled.state.op(*id).into_iter().collect(),
            Target::Txn(txn) => {
                let txn = settled.state.transaction(*txn);
                txn.map(|txn| txn.ops).unwrap_or_default()
            }
        };
        let is_undo = |op: &Op| matches!(op.kind, Kind::Undo { .. });
        let is_gone = |op: &&Op| dropped.contains(&op.id) || is_undo(op);
        if is_redone || targets.iter().all(is_gone) {
            dropped.extend(undos.iter().map(|undo| undo.id));
        }
    }
}

/// A whole household as parts of at most about `most` bytes to send ([`MAX_PART`] at the
/// most): what is in use first, history after it.
///
/// `rows` are what compaction left of the ops up to the cursor, `state` is the fold of
/// those or of all, which say the same; `tombstones` are all there ever were, `digest` is
/// the sum over all ops up to the cursor.
pub fn parts(
    of: SnapshotId,
    state: &State,
    rows: Vec<Row>,
    tombstones: &[(EntityId, u64)],
    digest: Digest,
    most: usize,
) -> Vec<Part> {
    let most = most.min(MAX_PART);
    let (now, history): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| is_in_use(state, row.id));
    let part = |rows: Vec<Row>, tombstones: &[(EntityId, u64)]| Part {
        of,
        part: 0,
        parts: 0,
        rows,
        tombstones: tombstones.to_vec(),
        digest,
    };
    let mut parts: Vec<Part> = Vec::new();
    for rows in chunks(now, most).into_iter().chain(chunks(history, most)) {
        parts.push(part(rows, &[]));
    }
    for some in tombstones.chunks((most / TOMBSTONE_BYTES).max(1)) {
        parts.push(part(Vec::new(), some));
    }
    if parts.is_empty() {
        parts.push(part(Vec::new(), &[]));
    }
    let count = parts.len() as u32;
    for (number, part) in (0..).zip(&mut parts) {
        (part.part, part.parts) = (number, count);
    }
    parts
}

/// Rows in runs of at most about so many bytes.
fn chunks(rows: Vec<Row>, most: usize) -> Vec<Vec<Row>> {
    let mut chunks: Vec<Vec<Row>> = Vec::new();
    let mut room = 0;
    for row in rows {
        let cost = row.body.len() + ROW_BYTES;
        if cost > room {
            chunks.push(Vec::new());
            room = most;
        }
        room = room.saturating_sub(cost);
        if let Some(chunk) = chunks.last_mut() {
            chunk.push(row);
        }
    }
    chunks
}

/// Whether a household's screens show what an op is about: its entity is there, and
/// holds something if it ever held anything.
fn is_in_use(state: &State, id: OpId) -> bool {
    let Some(op) = state.op(id) else {
        return true;
    };
    let Some(entity) = state.entity(op.entity) else {
        return true;
    };
    let mut balances = entity.balances().peekable();
    let holds = balances.peek().is_none() || balances.any(|(_, balance)| balance.amount != 0);
    entity.is_alive() && holds
}

#[cfg(test)]
mod tests;
