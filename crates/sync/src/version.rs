//! Version vectors: how many ops of each replica have been seen.
//!
//! In a star around a server one cursor says the same; the vector is for
//! merges without it (a local network, a backup) and for tests.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::id::{OpId, ReplicaId};

/// For each replica, the number of its latest op that was seen. It stands for
/// all earlier ones too.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VersionVector {
    /// No entry is 0, so that equal vectors are equal maps.
    latest: BTreeMap<ReplicaId, u64>,
}

impl VersionVector {
    /// Takes note of an op and all that its author wrote before it.
    pub fn observe(&mut self, op: OpId) {
        if op.rseq > 0 {
            let latest = self.latest.entry(op.replica).or_default();
            *latest = (*latest).max(op.rseq);
        }
    }

    /// The number of the latest op seen of a replica; 0 for none.
    pub fn latest(&self, replica: ReplicaId) -> u64 {
        self.latest.get(&replica).copied().unwrap_or(0)
    }

    /// Whether an op has been seen.
    pub fn includes(&self, op: OpId) -> bool {
        op.rseq <= self.latest(op.replica)
    }

    /// Takes in all that another vector has seen.
    pub fn merge(&mut self, other: &Self) {
        for (replica, rseq) in other.iter() {
            self.observe(OpId { replica, rseq });
        }
    }

    /// Each replica with the number of its latest op seen, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (ReplicaId, u64)> {
        self.latest.iter().map(|(replica, rseq)| (*replica, *rseq))
    }

    fn includes_all(&self, other: &Self) -> bool {
        other
            .iter()
            .all(|(replica, rseq)| rseq <= self.latest(replica))
    }
}

/// Less: has seen a true part of what the other has. `None`: each has seen
/// something that the other has not.
impl PartialOrd for VersionVector {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.includes_all(other), other.includes_all(self)) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vector() -> impl Strategy<Value = VersionVector> {
        proptest::collection::vec((0u64..4, 0u64..5), 0..5).prop_map(|ops| {
            let mut vector = VersionVector::default();
            for (replica, rseq) in ops {
                vector.observe(OpId {
                    replica: ReplicaId(replica),
                    rseq,
                });
            }
            vector
        })
    }

    fn merged(a: &VersionVector, b: &VersionVector) -> VersionVector {
        let mut merged = a.clone();
        merged.merge(b);
        merged
    }

    proptest! {
        #[test]
        fn merging_is_commutative_associative_and_idempotent(a in vector(), b in vector(), c in vector()) {
            prop_assert_eq!(merged(&a, &b), merged(&b, &a));
            prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
            prop_assert_eq!(merged(&a, &a), a.clone());
        }

        #[test]
        fn a_merge_is_the_least_vector_above_both(a in vector(), b in vector(), c in vector()) {
            let both = merged(&a, &b);
            prop_assert!(both >= a && both >= b);
            if c >= a && c >= b {
                prop_assert!(c >= both);
            }
        }

        #[test]
        fn the_order_agrees_with_what_is_included(a in vector(), b in vector()) {
            let all = |f: &dyn Fn(OpId) -> bool| (0..4).all(|replica| (1..5).all(|rseq| f(OpId { replica: ReplicaId(replica), rseq })));
            let within = all(&|op| !a.includes(op) || b.includes(op));
            prop_assert_eq!(within, a <= b);
        }
    }
}
