//! Whether an entity is there: a delete covers what its author had seen, and
//! a change that its author had not seen revives the entity.
//!
//! A wrongly revived entity is seen and costs one tap; a change that is lost
//! in silence is not seen at all.

use crate::id::OpId;

/// The changes and deletes of one entity.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lifecycle {
    /// Each change, with the `seq` that the server gave it, if it has one.
    /// Ascending by id; a `Vec`, because most entities are changed a few times.
    changes: Vec<(OpId, Option<u64>)>,
    /// Each delete, with its author's cursor. Ascending by id.
    deletes: Vec<(OpId, u64)>,
}

impl Lifecycle {
    /// Takes in a change, or the `seq` of a change that came without one.
    pub fn change(&mut self, change: OpId, seq: Option<u64>) {
        match self.changes.binary_search_by_key(&change, |known| known.0) {
            Ok(position) => {
                let known = &mut self.changes[position].1;
                *known = known.or(seq);
            }
            Err(position) => self.changes.insert(position, (change, seq)),
        }
    }

    /// Leaves a change out.
    pub fn remove_change(&mut self, change: OpId) {
        self.changes.retain(|known| known.0 != change);
    }

    /// Takes in a delete whose author's cursor was `basis`.
    pub fn delete(&mut self, delete: OpId, basis: u64) {
        let position = self.deletes.binary_search_by_key(&delete, |known| known.0);
        if let Err(position) = position {
            self.deletes.insert(position, (delete, basis));
        }
    }

    /// Leaves a delete out.
    pub fn remove_delete(&mut self, delete: OpId) {
        self.deletes.retain(|known| known.0 != delete);
    }

    /// Whether some change is covered by no delete.
    pub fn is_alive(&self) -> bool {
        if self.deletes.is_empty() {
            return !self.changes.is_empty();
        }
        let mut changes = self.changes.iter();
        changes.any(|(change, seq)| !self.covers(*change, *seq))
    }

    fn covers(&self, change: OpId, seq: Option<u64>) -> bool {
        let mut deletes = self.deletes.iter();
        deletes.any(|(delete, basis)| had_seen(*delete, *basis, change, seq))
    }
}

/// Whether the author of `op`, whose cursor was `basis`, had seen `other`,
/// whose sequence number is `seq`, when it wrote `op`.
pub fn had_seen(op: OpId, basis: u64, other: OpId, seq: Option<u64>) -> bool {
    let own = op.replica == other.replica && other.rseq < op.rseq;
    own || seq.is_some_and(|seq| seq <= basis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ReplicaId;

    fn id(replica: u64, rseq: u64) -> OpId {
        OpId {
            replica: ReplicaId(replica),
            rseq,
        }
    }

    #[test]
    fn what_was_never_changed_is_not_there() {
        let mut lifecycle = Lifecycle::default();
        assert!(!lifecycle.is_alive());
        lifecycle.delete(id(1, 1), 5);
        assert!(!lifecycle.is_alive());
    }

    #[test]
    fn a_delete_covers_what_its_author_had_seen() {
        let mut lifecycle = Lifecycle::default();
        lifecycle.change(id(1, 1), Some(4));
        lifecycle.change(id(2, 1), None);
        assert!(lifecycle.is_alive());
        lifecycle.delete(id(2, 2), 4);
        assert!(!lifecycle.is_alive());
    }

    #[test]
    fn an_unseen_change_revives() {
        let mut lifecycle = Lifecycle::default();
        lifecycle.change(id(1, 1), Some(4));
        lifecycle.delete(id(2, 2), 4);
        lifecycle.change(id(1, 2), Some(5));
        assert!(lifecycle.is_alive());
        lifecycle.delete(id(3, 1), 5);
        assert!(!lifecycle.is_alive());
    }

    #[test]
    fn two_deletes_that_each_saw_half_cover_the_whole() {
        let mut lifecycle = Lifecycle::default();
        lifecycle.change(id(1, 1), None);
        lifecycle.change(id(2, 1), None);
        lifecycle.delete(id(1, 2), 0);
        assert!(lifecycle.is_alive());
        lifecycle.delete(id(2, 2), 0);
        assert!(!lifecycle.is_alive());
    }

    #[test]
    fn what_is_left_out_counts_no_more() {
        let mut lifecycle = Lifecycle::default();
        lifecycle.change(id(1, 1), None);
        lifecycle.delete(id(1, 2), 0);
        lifecycle.change(id(2, 1), None);
        lifecycle.remove_change(id(2, 1));
        assert!(!lifecycle.is_alive(), "the change that it had seen is left");
        lifecycle.delete(id(2, 2), 0);
        lifecycle.remove_delete(id(1, 2));
        assert!(
            lifecycle.is_alive(),
            "the delete that had not seen it is left"
        );
        lifecycle.remove_delete(id(2, 2));
        lifecycle.remove_change(id(1, 1));
        assert_eq!(lifecycle, Lifecycle::default());
    }

    #[test]
    fn an_author_had_seen_its_own_earlier_ops_and_what_is_up_to_its_cursor() {
        let op = id(1, 5);
        let had_seen = |other, seq| had_seen(op, 10, other, seq);
        assert!(had_seen(id(1, 4), None));
        assert!(!had_seen(id(1, 6), None));
        assert!(!had_seen(op, None), "an op comes after what it has seen");
        assert!(!had_seen(id(2, 4), None));
        assert!(had_seen(id(2, 9), Some(10)));
        assert!(!had_seen(id(2, 4), Some(11)));
    }

    #[test]
    fn a_later_change_of_the_deleting_replica_revives() {
        let mut lifecycle = Lifecycle::default();
        lifecycle.change(id(1, 1), None);
        lifecycle.delete(id(1, 2), 0);
        lifecycle.change(id(1, 3), None);
        assert!(lifecycle.is_alive());
    }
}
