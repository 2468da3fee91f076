//! The cells that ops write to. An op's effect can be taken in and out again,
//! which is how undo works; the cells do not know of undos.

use std::collections::BTreeMap;

use super::Slot;
use crate::ledger::Ledger;
use crate::lifecycle::Lifecycle;
use crate::lww::Register;
use crate::op::{EntityId, EntityType, Field, Kind, Op, Value};
use crate::orset::OrSet;

#[derive(Clone, Debug, Default)]
pub(super) struct Projection {
    pub(super) entities: BTreeMap<EntityId, Cells>,
    pub(super) ledger: Ledger,
    /// In the order of change, with repetitions: most changes in a row are of one entity,
    /// and sorting once is cheaper than keeping a set.
    changed: Vec<EntityId>,
}

/// What there is of one entity, besides its accounts.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    /// The least type that an op gave it. Ops agree on it unless a program
    /// erred, and then all replicas must err alike.
    pub(super) entity_type: Option<EntityType>,
    pub(super) fields: BTreeMap<Field, Register<Slot>>,
    pub(super) blobs: BTreeMap<Field, Register<Slot>>,
    pub(super) sets: BTreeMap<Field, OrSet<Value>>,
    pub(super) lifecycle: Lifecycle,
    /// The ops that name it, in the order of arrival.
    pub(super) ops: Vec<Slot>,
}

impl Projection {
    /// Notes that an op is there, whether or not it is undone.
    pub(super) fn register(&mut self, slot: Slot, op: &Op) {
        if !names_entity(op) {
            return;
        }
        let cells = self.entities.entry(op.entity).or_default();
        cells.ops.push(slot);
        let known = cells.entity_type.unwrap_or(op.entity_type);
        cells.entity_type = Some(known.min(op.entity_type));
        self.change(op.entity);
        for entity in named_by(op).filter(|entity| *entity != op.entity) {
            self.entities.entry(entity).or_default().ops.push(slot);
        }
    }

    /// Takes the effect of an op in.
    pub(super) fn include(&mut self, slot: Slot, op: &Op, seq: Option<u64>) {
        if !names_entity(op) {
            return;
        }
        self.note_seq(op, seq);
        let (id, stamp) = (op.id, op.stamp());
        let Some(cells) = self.entities.get_mut(&op.entity) else {
            return;
        };
        match &op.kind {
            Kind::Put(fields) => {
                for field in fields.keys() {
                    cells.fields.entry(*field).or_default().insert(stamp, slot);
                }
            }
            Kind::Blob { field, .. } => {
                cells.blobs.entry(*field).or_default().insert(stamp, slot);
            }
            Kind::SetAdd { field, member } => {
                cells
                    .sets
                    .entry(*field)
                    .or_default()
                    .add(id, member.clone());
            }
            Kind::SetRemove { field, dots } => {
                cells.sets.entry(*field).or_default().remove(id, dots);
            }
            Kind::Delete => cells.lifecycle.delete(id, op.basis),
            Kind::Add { scope, amount, .. } => {
                self.ledger.add(op.entity, *scope, stamp, *amount);
            }
            Kind::Observe { scope, amount } => {
                self.ledger.observe(op.entity, *scope, stamp, *amount);
            }
            Kind::Reset { scope, amounts } => {
                self.ledger.reset(*scope, stamp, amounts.clone());
                self.changed.extend(self.ledger.entities(*scope));
            }
            Kind::Undo { .. } | Kind::Unknown { .. } => {}
        }
        self.change(op.entity);
    }

    /// Leaves the effect of an op out.
    pub(super) fn exclude(&mut self, op: &Op) {
        if !names_entity(op) {
            return;
        }
        for entity in changed_by(op) {
            if let Some(cells) = self.entities.get_mut(&entity) {
                cells.lifecycle.remove_change(op.id);
                self.change(entity);
            }
        }
        let (id, stamp) = (op.id, op.stamp());
        let Some(cells) = self.entities.get_mut(&op.entity) else {
            return;
        };
        match &op.kind {
            Kind::Put(fields) => {
                for field in fields.keys() {
                    cells.fields.entry(*field).or_default().remove(stamp);
                }
            }
            Kind::Blob { field, .. } => cells.blobs.entry(*field).or_default().remove(stamp),
            Kind::SetAdd { field, .. } => cells.sets.entry(*field).or_default().remove_add(id),
            Kind::SetRemove { field, dots } => {
                cells
                    .sets
                    .entry(*field)
                    .or_default()
                    .remove_remove(id, dots);
            }
            Kind::Delete => cells.lifecycle.remove_delete(id),
            Kind::Add { scope, .. } => self.ledger.remove_add(op.entity, *scope, stamp),
            Kind::Observe { scope, .. } => {
                self.ledger.remove_observation(op.entity, *scope, stamp);
            }
            Kind::Reset { scope, .. } => {
                self.changed.extend(self.ledger.entities(*scope));
                self.ledger.remove_reset(*scope, stamp);
            }
            Kind::Undo { .. } | Kind::Unknown { .. } => {}
        }
        self.change(op.entity);
    }

    /// Notes the `seq` of an op whose effect is in, or is being taken in.
    pub(super) fn note_seq(&mut self, op: &Op, seq: Option<u64>) {
        for entity in changed_by(op) {
            if let Some(cells) = self.entities.get_mut(&entity) {
                cells.lifecycle.change(op.id, seq);
                self.change(entity);
            }
        }
    }

    pub(super) fn take_changed(&mut self) -> Vec<EntityId> {
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    fn change(&mut self, entity: EntityId) {
        if self.changed.last() != Some(&entity) {
            self.changed.push(entity);
        }
    }
}

/// The entities that an op is about: its own, and those that a reset lists.
pub fn named_by(op: &Op) -> impl Iterator<Item = EntityId> {
    let listed = match &op.kind {
        Kind::Reset { amounts, .. } => Some(amounts.keys().copied()),
        _ => None,
    };
    let own = names_entity(op).then_some(op.entity);
    own.into_iter().chain(listed.into_iter().flatten())
}

/// Whether an op is about an entity: undos name ops, and what is unknown names
/// nothing.
fn names_entity(op: &Op) -> bool {
    !matches!(op.kind, Kind::Undo { .. } | Kind::Unknown { .. })
}

/// The entities that count an op as a change, which an unseeing delete does
/// not cover. Removing is no reason to revive anything, nor is finding none.
fn changed_by(op: &Op) -> impl Iterator<Item = EntityId> {
    let is_change = match op.kind {
        Kind::Put(_) | Kind::Add { .. } | Kind::Reset { .. } => true,
        Kind::SetAdd { .. } | Kind::Blob { .. } => true,
        Kind::Observe { amount, .. } => amount != 0,
        Kind::SetRemove { .. } | Kind::Delete => false,
        Kind::Undo { .. } | Kind::Unknown { .. } => false,
    };
    let listed = match &op.kind {
        Kind::Reset { amounts, .. } => Some(amounts),
        _ => None,
    };
    let found = listed.into_iter().flatten();
    let found = found
        .filter(|(_, amount)| **amount != 0)
        .map(|(entity, _)| *entity);
    is_change.then_some(op.entity).into_iter().chain(found)
}
