//! The fold: a set of ops in, the state of every entity out.
//!
//! The state is a pure function of the set of ops (and of the `seq` that the
//! server gave to each): any order of applying gives the same answers. Ops
//! are applied one by one, and only the cells that an op names are worked on.

mod conflict;
mod entity;
mod log;
mod projection;
mod summary;
mod transaction;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use conflict::{Conflict, Side};
pub use entity::{Entity, Write};
pub use transaction::Transaction;

use crate::exchange::Row;
use crate::hlc::Stamp;
use crate::ledger::{Balance, Ledger};
use crate::lifecycle;
use crate::lww::Register;
use crate::op::{EntityId, EntityType, Field, Kind, Op, OpId, Scope, Target, TxnId};
use crate::op::{UndoState, Value};
use crate::version::VersionVector;
use log::Log;
use projection::Projection;
pub use projection::named_by;

/// The position of an op in the log of one [`State`]. It depends on the order
/// of arrival, so no answer may depend on it.
type Slot = u32;

/// What became of an op that was applied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Applied {
    /// It was new.
    New,
    /// It was there already; its `seq` was noted if it had none.
    Known,
    /// It was there already with another `seq`, which stays: the server began a
    /// new epoch. The caller folds the log anew with the new numbers.
    Renumbered,
    /// Another op with the same id is there, and stays: two devices write
    /// under one replica id.
    Fork,
}

/// All that a set of ops says.
#[derive(Clone, Debug, Default)]
pub struct State {
    log: Log,
    slots: HashMap<OpId, Slot>,
    /// For each target, the undos and redos of it; the latest one counts.
    undos: HashMap<Target, Register<UndoState>>,
    /// The ops of each transaction, ascending by number.
    txns: BTreeMap<TxnId, Vec<(u64, Slot)>>,
    /// Ops that the server rejected: here, but without effect.
    rejected: HashSet<OpId>,
    version: VersionVector,
    projection: Projection,
}

#[derive(Clone, Debug)]
struct Entry {
    op: Op,
    seq: Option<u64>,
    /// Whether its effect is in the projection: it is not undone.
    included: bool,
}

impl State {
    /// The state of no ops.
    pub fn new() -> Self {
        Self::default()
    }

    /// Folds a set of ops, each with its `seq` if the server gave it one.
    pub fn from_ops<'a>(ops: impl IntoIterator<Item = (&'a Op, Option<u64>)>) -> Self {
        let mut state = Self::new();
        for (op, seq) in ops {
            state.apply(op, seq);
        }
        state
    }

    /// Folds rows; what this version cannot read of them is left out.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut state = Self::new();
        for row in rows {
            if let Some(op) = row.op() {
                state.take_in(op, row.seq);
            }
        }
        state
    }

    /// Takes in an op, or the `seq` of an op that came without one.
    pub fn apply(&mut self, op: &Op, seq: Option<u64>) -> Applied {
        match self.slots.get(&op.id) {
            Some(&slot) => self.apply_again(slot, op, seq),
            None => self.insert(op.clone(), seq),
        }
    }

    /// The same, for an op that nobody else wants: it is not copied.
    pub fn take_in(&mut self, op: Op, seq: Option<u64>) -> Applied {
        match self.slots.get(&op.id) {
            Some(&slot) => self.apply_again(slot, &op, seq),
            None => self.insert(op, seq),
        }
    }

    fn insert(&mut self, op: Op, seq: Option<u64>) -> Applied {
        let slot = self.log.len() as Slot;
        self.slots.insert(op.id, slot);
        self.version.observe(op.id);
        let txn = self.txns.entry(op.txn_id()).or_default();
        if txn.is_empty() {
            // Most are of one op.
            txn.reserve_exact(1);
        }
        let position = txn.partition_point(|(rseq, _)| *rseq < op.id.rseq);
        txn.insert(position, (op.id.rseq, slot));
        let included = !self.is_excluded(&op);
        self.projection.register(slot, &op);
        if included {
            self.projection.include(slot, &op, seq);
        }
        let (stamp, undo) = (op.stamp(), undo(&op));
        self.log.push(Entry { op, seq, included });
        if let Some((target, to)) = undo {
            let undos = self.undos.entry(target).or_default();
            undos.insert(stamp, to);
            self.refresh(target);
        }
        Applied::New
    }

    /// Takes the effect of an op out for good: the server rejected it.
    pub fn reject(&mut self, id: OpId) {
        let Some(&slot) = self.slots.get(&id) else {
            return;
        };
        if !self.rejected.insert(id) {
            return;
        }
        let op = self.at(slot).clone();
        if let Kind::Undo { target, .. } = op.kind {
            if let Some(undos) = self.undos.get_mut(&target) {
                undos.remove(op.stamp());
            }
            self.refresh(target);
        }
        self.refresh(Target::Op(id));
        self.forget(slot, &op);
    }

    /// Takes the naming of an op out, too: it says neither that an entity is known nor
    /// what it is.
    fn forget(&mut self, slot: Slot, op: &Op) {
        for entity in named_by(op) {
            let Some(cells) = self.projection.entities.get_mut(&entity) else {
                continue;
            };
            cells.ops.retain(|named| *named != slot);
            let ops = cells.ops.iter().map(|slot| &self.log.at(*slot).op);
            let own = ops.filter(|op| op.entity == entity);
            cells.entity_type = own.map(|op| op.entity_type).min();
        }
    }

    /// The entities that ops changed since the last call, ascending: what a
    /// table derived from this state has to derive again.
    pub fn take_changed(&mut self) -> Vec<EntityId> {
        self.projection.take_changed()
    }

    /// An entity that some op names, alive or not.
    pub fn entity(&self, id: EntityId) -> Option<Entity<'_>> {
        let cells = self.projection.entities.get(&id)?;
        Some(Entity::new(self, id, cells))
    }

    /// Every entity that some op names, alive or not, ascending by id.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        let entities = self.projection.entities.iter();
        entities.map(|(id, cells)| Entity::new(self, *id, cells))
    }

    /// The entities of one type, alive or not, ascending by id.
    pub fn entities_of(&self, entity_type: EntityType) -> impl Iterator<Item = Entity<'_>> {
        self.entities()
            .filter(move |entity| entity.entity_type() == Some(entity_type))
    }

    /// Whether an entity is there.
    pub fn is_alive(&self, id: EntityId) -> bool {
        self.entity(id).is_some_and(|entity| entity.is_alive())
    }

    /// The value of a field.
    pub fn field(&self, id: EntityId, field: Field) -> Option<&Value> {
        self.entity(id)?.field(field)
    }

    /// What an entity's account in a scope holds.
    pub fn balance(&self, id: EntityId, scope: Scope) -> Balance {
        self.projection.ledger.balance(id, scope)
    }

    /// All accounts.
    pub fn ledger(&self) -> &Ledger {
        &self.projection.ledger
    }

    /// The adds that a [`Kind::SetRemove`] of a member has to list.
    pub fn dots(&self, id: EntityId, field: Field, member: &Value) -> Vec<OpId> {
        let entity = self.entity(id);
        entity.map_or_else(Vec::new, |entity| entity.dots(field, member))
    }

    /// How many ops were taken in.
    pub fn len(&self) -> usize {
        self.log.len()
    }

    /// Whether no op was taken in.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// An op.
    pub fn op(&self, id: OpId) -> Option<&Op> {
        self.entry(id).map(|entry| &entry.op)
    }

    /// The number that the server gave to an op.
    pub fn seq(&self, id: OpId) -> Option<u64> {
        self.entry(id)?.seq
    }

    /// All ops, each with its `seq` if it has one, in the order of arrival.
    pub fn ops(&self) -> impl Iterator<Item = (&Op, Option<u64>)> {
        self.log.iter().map(|entry| (&entry.op, entry.seq))
    }

    /// The greatest op number of each replica.
    pub fn version(&self) -> &VersionVector {
        &self.version
    }

    /// Whether the author of `op` had seen `other` when it wrote `op`.
    pub fn had_seen(&self, op: &Op, other: OpId) -> bool {
        lifecycle::had_seen(op.id, op.basis, other, self.seq(other))
    }

    /// Whether an op is left out of the fold, by itself or with its
    /// transaction.
    pub fn is_undone(&self, id: OpId) -> bool {
        self.entry(id).is_some_and(|entry| !entry.included)
    }

    /// A transaction of which some op is here.
    pub fn transaction(&self, id: TxnId) -> Option<Transaction<'_>> {
        let members = self.txns.get(&id)?;
        let ops = members.iter().map(|(_, slot)| self.at(*slot)).collect();
        let undo = self.undos.get(&Target::Txn(id));
        let undo = undo.and_then(Register::winner).copied();
        Some(Transaction::new(id, ops, undo))
    }

    /// When a transaction was written: the stamp of the last of its ops that is here and that
    /// the server has not rejected.
    pub fn written(&self, id: TxnId) -> Option<Stamp> {
        let ops = self.txns.get(&id)?.iter().rev();
        let mut ops = ops.map(|(_, slot)| self.at(*slot));
        let last = ops.find(|op| !self.rejected.contains(&op.id));
        last.map(Op::stamp)
    }

    fn entry(&self, id: OpId) -> Option<&Entry> {
        let slot = self.slots.get(&id)?;
        Some(self.log.at(*slot))
    }

    fn at(&self, slot: Slot) -> &Op {
        &self.log.at(slot).op
    }

    fn apply_again(&mut self, slot: Slot, op: &Op, seq: Option<u64>) -> Applied {
        let entry = self.log.at_mut(slot);
        if entry.op != *op {
            return Applied::Fork;
        }
        match (entry.seq, seq) {
            (Some(known), Some(other)) if known != other => return Applied::Renumbered,
            (None, Some(_)) => {
                entry.seq = seq;
                if entry.included {
                    self.projection.note_seq(op, seq);
                }
            }
            _ => {}
        }
        Applied::Known
    }

    /// Whether an undo names the op or its transaction. Undos themselves are
    /// always part of the fold, so none of them can hang on another.
    fn is_excluded(&self, op: &Op) -> bool {
        let is_undone = |target| {
            let undos = self.undos.get(&target);
            let latest = undos.and_then(Register::winner);
            latest.is_some_and(|(_, state)| *state == UndoState::Undone)
        };
        if self.rejected.contains(&op.id) {
            return true;
        }
        !self.undos.is_empty()
            && !matches!(op.kind, Kind::Undo { .. })
            && (is_undone(Target::Op(op.id)) || is_undone(Target::Txn(op.txn_id())))
    }

    /// Takes the effects of a target's ops in or out, as the latest undo or
    /// redo has it.
    fn refresh(&mut self, target: Target) {
        let slots: Vec<Slot> = match target {
            Target::Op(id) => self.slots.get(&id).copied().into_iter().collect(),
            Target::Txn(id) => {
                let members = self.txns.get(&id);
                members
                    .into_iter()
                    .flatten()
                    .map(|(_, slot)| *slot)
                    .collect()
            }
        };
        for slot in slots {
            let included = !self.is_excluded(self.at(slot));
            let entry = self.log.at_mut(slot);
            if entry.included == included {
                continue;
            }
            entry.included = included;
            if included {
                self.projection.include(slot, &entry.op, entry.seq);
            } else {
                self.projection.exclude(&entry.op);
            }
        }
    }
}

fn undo(op: &Op) -> Option<(Target, UndoState)> {
    match op.kind {
        Kind::Undo { target, to } => Some((target, to)),
        _ => None,
    }
}
