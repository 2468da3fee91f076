//! Writing ops: one action's changes become one transaction.

use crate::hlc::Clock;
use crate::op::{EntityId, EntityType, Kind, Op, OpId, ReplicaId, Txn};

/// One replica as a writer of ops.
///
/// Its user keeps `next_rseq` and the clock in the same commit as the ops.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    /// Who writes.
    pub replica: ReplicaId,
    /// The number of the next op, from 1.
    pub next_rseq: u64,
    /// The replica's cursor: 0 before the first exchange with a server.
    pub basis: u64,
    /// The replica's clock.
    pub clock: Clock,
}

/// What one op is to do, before it has an author.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What sort of thing the entity is.
    pub entity_type: EntityType,
    /// The entity to change.
    pub entity: EntityId,
    /// Other entities that it has to do with.
    pub refs: Vec<EntityId>,
    /// The change.
    pub kind: Kind,
}

impl Change {
    /// A change that refers to no other entity.
    pub fn new(entity_type: EntityType, entity: EntityId, kind: Kind) -> Self {
        Self {
            entity_type,
            entity,
            refs: Vec::new(),
            kind,
        }
    }
}

impl Author {
    /// A replica that has not written yet.
    pub fn new(replica: ReplicaId) -> Self {
        Self {
            replica,
            next_rseq: 1,
            basis: 0,
            clock: Clock::default(),
        }
    }

    /// Writes the changes of one action as one transaction, at the wall time
    /// `now_ms` (Unix milliseconds).
    pub fn write(&mut self, now_ms: i64, changes: Vec<Change>) -> Vec<Op> {
        let first = self.next_rseq;
        let count = changes.len();
        let mut ops = Vec::with_capacity(count);
        for (position, change) in changes.into_iter().enumerate() {
            ops.push(Op {
                id: OpId {
                    replica: self.replica,
                    rseq: self.next_rseq,
                },
                hlc: self.clock.tick(now_ms),
                basis: self.basis,
                txn: Txn {
                    first,
                    last: position + 1 == count,
                },
                entity_type: change.entity_type,
                entity: change.entity,
                refs: change.refs,
                kind: change.kind,
                unread: None,
            });
            self.next_rseq += 1;
        }
        ops
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changes_of_one_action_are_one_transaction() {
        let mut author = Author::new(ReplicaId(7));
        let change = || Change::new(EntityType(1), EntityId::NIL, Kind::Delete);
        author.write(10, vec![change()]);
        let ops = author.write(10, vec![change(), change(), change()]);

        let places: Vec<_> = ops
            .iter()
            .map(|op| (op.id.rseq, op.txn.first, op.txn.last))
            .collect();
        assert_eq!(places, [(2, 2, false), (3, 2, false), (4, 2, true)]);
        assert!(ops.is_sorted_by(|a, b| a.stamp() < b.stamp()));
        assert_eq!(author.next_rseq, 5);
    }
}
