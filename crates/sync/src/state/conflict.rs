//! What two people did to the same thing without knowing of each other.

use super::{Entity, State};
use crate::hlc::Stamp;
use crate::lifecycle::had_seen;
use crate::op::{Field, Kind, Op, OpId, Value};

/// A change that the rules of merging set aside although its author had not seen the
/// one that won: worth showing to a person.
#[derive(Clone, PartialEq, Debug)]
pub enum Conflict<'a> {
    /// Two writes to one field. Writing the value again restores it.
    Writes {
        /// The field.
        field: Field,
        /// What the field has now.
        kept: Side<'a>,
        /// What it would have.
        lost: Side<'a>,
    },
    /// A delete that did not count because of a change that its author had not seen.
    Revived {
        /// The delete.
        delete: &'a Op,
        /// The change.
        by: &'a Op,
    },
}

/// One of two writes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Side<'a> {
    /// The op.
    pub op: &'a Op,
    /// What it wrote.
    pub value: &'a Value,
}

impl Conflict<'_> {
    /// When the one that was set aside was written.
    pub fn stamp(&self) -> Stamp {
        match self {
            Self::Writes { lost, .. } => lost.op.stamp(),
            Self::Revived { delete, .. } => delete.stamp(),
        }
    }
}

impl<'a> Entity<'a> {
    /// The conflicts about this entity, by field, then by stamp.
    pub fn conflicts(&self) -> Vec<Conflict<'a>> {
        let state = self.state();
        let ops = self.ops();
        let counts = ops.iter().filter(|op| !state.is_undone(op.id));
        let counts: Vec<&Op> = counts.copied().collect();
        let mut conflicts = Vec::new();
        for (field, kept) in self.fields() {
            let kept = Side {
                op: kept.op,
                value: kept.value,
            };
            let lost = counts.iter().filter_map(|op| write(op, field));
            let lost = lost
                .filter(|lost| lost.value != kept.value && state.are_concurrent(lost.op, kept.op));
            conflicts.extend(lost.map(|lost| Conflict::Writes { field, kept, lost }));
        }
        conflicts.extend(self.revived(&counts));
        conflicts
    }

    fn revived(&self, counts: &[&'a Op]) -> Option<Conflict<'a>> {
        let deletes = counts.iter().filter(|op| op.kind == Kind::Delete);
        let delete = *deletes
            .max_by_key(|op| op.stamp())
            .filter(|_| self.is_alive())?;
        let is_change = |op: &&&Op| !matches!(op.kind, Kind::Delete | Kind::SetRemove { .. });
        let unseen = counts
            .iter()
            .filter(is_change)
            .filter(|op| self.state().are_concurrent(op, delete));
        let by = unseen.max_by_key(|op| op.stamp())?;
        Some(Conflict::Revived { delete, by })
    }
}

fn write(op: &Op, field: Field) -> Option<Side<'_>> {
    match &op.kind {
        Kind::Put(fields) => fields.get(&field).map(|value| Side { op, value }),
        _ => None,
    }
}

impl State {
    /// Whether neither author had seen the other op.
    pub fn are_concurrent(&self, a: &Op, b: &Op) -> bool {
        let saw = |op: &Op, other: OpId| had_seen(op.id, op.basis, other, self.seq(other));
        a.id != b.id && !saw(a, b.id) && !saw(b, a.id)
    }
}
