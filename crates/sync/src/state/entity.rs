//! What a state says of one entity.

use std::collections::BTreeSet;

use super::projection::Cells;
use super::{Slot, State};
use crate::hlc::Stamp;
use crate::ledger::Balance;
use crate::op::{BlobRef, EntityId, EntityType, Field, Kind, Op, OpId, Scope, Value};

/// One entity, as a [`State`] has it.
#[derive(Clone, Copy, Debug)]
pub struct Entity<'a> {
    state: &'a State,
    id: EntityId,
    cells: &'a Cells,
}

/// One write to a field.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Write<'a> {
    /// The value written.
    pub value: &'a Value,
    /// When and by whom.
    pub stamp: Stamp,
    /// The op that wrote it.
    pub op: &'a Op,
}

impl<'a> Entity<'a> {
    pub(super) fn new(state: &'a State, id: EntityId, cells: &'a Cells) -> Self {
        Self { state, id, cells }
    }

    /// Its id.
    pub fn id(&self) -> EntityId {
        self.id
    }

    /// Its type; `None` if only resets of others' accounts name it.
    pub fn entity_type(&self) -> Option<EntityType> {
        self.cells.entity_type
    }

    /// Whether it is there: changed, and not deleted by someone who had seen
    /// all changes. A deleted entity keeps its fields, so a reader that lists
    /// entities asks this first.
    pub fn is_alive(&self) -> bool {
        self.cells.lifecycle.is_alive()
    }

    /// The value of a field; [`Value::Null`] if it was emptied.
    pub fn field(&self, field: Field) -> Option<&'a Value> {
        self.write(field).map(|write| write.value)
    }

    /// The write that a field's value comes from.
    pub fn write(&self, field: Field) -> Option<Write<'a>> {
        let (_, slot) = self.cells.fields.get(&field)?.winner()?;
        self.written(field, *slot)
    }

    /// All fields with a value, ascending.
    pub fn fields(&self) -> impl Iterator<Item = (Field, Write<'a>)> + use<'a> {
        let entity = *self;
        let fields = self.cells.fields.keys();
        fields.filter_map(move |field| Some((*field, entity.write(*field)?)))
    }

    /// All fields with a blob, ascending.
    pub fn blobs(&self) -> impl Iterator<Item = (Field, &'a BlobRef)> + use<'a> {
        let entity = *self;
        let fields = self.cells.blobs.keys();
        fields.filter_map(move |field| Some((*field, entity.blob(*field)?)))
    }

    /// All sets with their members, ascending.
    pub fn sets(&self) -> impl Iterator<Item = (Field, BTreeSet<&'a Value>)> + use<'a> {
        let sets = self.cells.sets.iter();
        sets.map(|(field, set)| (*field, set.members()))
    }

    pub(super) fn state(&self) -> &'a State {
        self.state
    }

    /// The blob that a field refers to.
    pub fn blob(&self, field: Field) -> Option<&'a BlobRef> {
        let (_, slot) = self.cells.blobs.get(&field)?.winner()?;
        match &self.state.at(*slot).kind {
            Kind::Blob { blob, .. } => Some(blob),
            _ => None,
        }
    }

    /// The members of a set, ascending.
    pub fn members(&self, field: Field) -> BTreeSet<&'a Value> {
        let set = self.cells.sets.get(&field);
        set.map_or_else(BTreeSet::new, |set| set.members())
    }

    /// Whether a member is in a set.
    pub fn contains(&self, field: Field, member: &Value) -> bool {
        let set = self.cells.sets.get(&field);
        set.is_some_and(|set| set.contains(member))
    }

    /// The adds that a [`Kind::SetRemove`] of a member has to list.
    pub fn dots(&self, field: Field, member: &Value) -> Vec<OpId> {
        let set = self.cells.sets.get(&field);
        set.map_or_else(Vec::new, |set| set.dots(member))
    }

    /// What its account in a scope holds.
    pub fn balance(&self, scope: Scope) -> Balance {
        self.state.balance(self.id, scope)
    }

    /// The scopes in which it has an account, with what that holds, ascending.
    pub fn balances(&self) -> impl Iterator<Item = (Scope, Balance)> + use<'a> {
        self.state.ledger().balances(self.id)
    }

    /// The ops that name it, undone or not, the oldest first. Undos are not
    /// among them: they name ops; nor is what is unknown.
    pub fn ops(&self) -> Vec<&'a Op> {
        let slots = self.cells.ops.iter();
        let mut ops: Vec<&Op> = slots.map(|slot| self.state.at(*slot)).collect();
        ops.sort_unstable_by_key(|op| op.stamp());
        ops
    }

    fn written(&self, field: Field, slot: Slot) -> Option<Write<'a>> {
        let op = self.state.at(slot);
        let Kind::Put(fields) = &op.kind else {
            return None;
        };
        Some(Write {
            value: fields.get(&field)?,
            stamp: op.stamp(),
            op,
        })
    }
}
