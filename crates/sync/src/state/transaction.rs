//! What a state says of one transaction: the ops of one action of a person.

use crate::hlc::Stamp;
use crate::op::{Op, TxnId, UndoState};

/// One transaction, as a [`State`](super::State) has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Transaction<'a> {
    /// Author and number.
    pub id: TxnId,
    /// Those of its ops that are here, ascending by number.
    pub ops: Vec<&'a Op>,
    /// The latest undo or redo of the whole, if there is one.
    pub undo: Option<(Stamp, UndoState)>,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(id: TxnId, ops: Vec<&'a Op>, undo: Option<(Stamp, UndoState)>) -> Self {
        Self { id, ops, undo }
    }

    /// Whether all of its ops are here.
    pub fn is_complete(&self) -> bool {
        let mut expected = self.id.first;
        for op in &self.ops {
            if op.id.rseq != expected {
                return false;
            }
            expected = expected.wrapping_add(1);
        }
        self.ops.last().is_some_and(|op| op.txn.last)
    }

    /// Whether it is undone as a whole.
    pub fn is_undone(&self) -> bool {
        matches!(self.undo, Some((_, UndoState::Undone)))
    }

    /// When it was written: the stamp of its last op here.
    pub fn stamp(&self) -> Option<Stamp> {
        self.ops.last().map(|op| op.stamp())
    }
}
