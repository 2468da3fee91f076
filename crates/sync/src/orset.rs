//! A set in which a remove takes away only what it had seen: a member that
//! someone adds at the same time stays.
//!
//! Every add makes a *dot*, the id of its op. A remove lists the dots that its
//! author had seen. A member is in the set as long as one of its dots is on
//! no list.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::OpId;

/// The adds and removes of one set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrSet<M> {
    adds: BTreeMap<OpId, M>,
    /// A dot and the remove that lists it. Kept apart from `adds`, because a
    /// remove can be undone, and may arrive before the add that it removes.
    removed: BTreeSet<(OpId, OpId)>,
}

impl<M> Default for OrSet<M> {
    fn default() -> Self {
        Self {
            adds: BTreeMap::new(),
            removed: BTreeSet::new(),
        }
    }
}

impl<M: Ord> OrSet<M> {
    /// Takes in an add; its op's id is the dot.
    pub fn add(&mut self, dot: OpId, member: M) {
        self.adds.insert(dot, member);
    }

    /// Leaves an add out.
    pub fn remove_add(&mut self, dot: OpId) {
        self.adds.remove(&dot);
    }

    /// Takes in a remove of the listed dots.
    pub fn remove(&mut self, remove: OpId, dots: &[OpId]) {
        self.removed.extend(dots.iter().map(|dot| (*dot, remove)));
    }

    /// Leaves a remove out.
    pub fn remove_remove(&mut self, remove: OpId, dots: &[OpId]) {
        for dot in dots {
            self.removed.remove(&(*dot, remove));
        }
    }

    /// The members, ascending.
    pub fn members(&self) -> BTreeSet<&M> {
        self.live().map(|(_, member)| member).collect()
    }

    /// Whether a member is in the set.
    pub fn contains(&self, member: &M) -> bool {
        self.live().any(|(_, live)| live == member)
    }

    /// The dots of a member that are on no list: what a remove of it lists.
    pub fn dots(&self, member: &M) -> Vec<OpId> {
        let live = self.live().filter(|(_, live)| *live == member);
        live.map(|(dot, _)| dot).collect()
    }

    fn live(&self) -> impl Iterator<Item = (OpId, &M)> {
        self.adds
            .iter()
            .map(|(dot, member)| (*dot, member))
            .filter(|(dot, _)| !self.is_removed(*dot))
    }

    fn is_removed(&self, dot: OpId) -> bool {
        let least = OpId {
            replica: Default::default(),
            rseq: 0,
        };
        let mut lists = self.removed.range((dot, least)..);
        lists.next().is_some_and(|(listed, _)| *listed == dot)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::ReplicaId;

    fn id(replica: u64, rseq: u64) -> OpId {
        OpId {
            replica: ReplicaId(replica),
            rseq,
        }
    }

    /// Adds have odd numbers and removes even ones: an id is never both.
    fn set() -> impl Strategy<Value = OrSet<u64>> {
        let dot = || (0u64..3, 0u64..4).prop_map(|(replica, n)| id(replica, n * 2 + 1));
        let remove = (0u64..3, 1u64..4, proptest::collection::vec(dot(), 0..3));
        let removes = proptest::collection::vec(remove, 0..4);
        (proptest::collection::vec(dot(), 0..8), removes).prop_map(|(adds, removes)| {
            let mut set = OrSet::default();
            for dot in adds {
                set.add(dot, dot.rseq / 4);
            }
            for (replica, n, dots) in removes {
                set.remove(id(replica, n * 2), &dots);
            }
            set
        })
    }

    #[test]
    fn an_unseen_add_of_the_same_member_stays() {
        let mut set = OrSet::default();
        set.add(id(1, 1), "vegan");
        let seen = set.dots(&"vegan");
        set.add(id(2, 1), "vegan");
        set.remove(id(1, 2), &seen);
        assert!(set.contains(&"vegan"));
        set.remove(id(1, 3), &set.dots(&"vegan"));
        assert!(!set.contains(&"vegan"));
    }

    #[test]
    fn a_remove_of_one_member_leaves_the_others() {
        let mut set = OrSet::default();
        set.add(id(1, 1), "vegan");
        set.add(id(1, 2), "frozen");
        set.add(id(2, 1), "vegan");
        assert_eq!(set.dots(&"vegan"), [id(1, 1), id(2, 1)]);
        set.remove(id(1, 3), &set.dots(&"vegan"));
        assert_eq!(set.members(), BTreeSet::from([&"frozen"]));
        assert!(set.contains(&"frozen"));
        assert!(!set.contains(&"vegan"));
    }

    #[test]
    fn an_add_that_is_left_out_was_never_there() {
        let mut set = OrSet::default();
        set.add(id(1, 1), "vegan");
        set.add(id(1, 2), "frozen");
        set.remove_add(id(1, 1));
        assert_eq!(set.members(), BTreeSet::from([&"frozen"]));
    }

    #[test]
    fn a_remove_may_arrive_before_its_add() {
        let mut set = OrSet::default();
        set.remove(id(2, 1), &[id(1, 1)]);
        set.add(id(1, 1), "vegan");
        assert!(set.members().is_empty());
    }

    #[test]
    fn a_dot_on_two_lists_needs_both_left_out() {
        let mut set = OrSet::default();
        set.add(id(1, 1), "vegan");
        set.remove(id(1, 2), &[id(1, 1)]);
        set.remove(id(2, 1), &[id(1, 1)]);
        set.remove_remove(id(1, 2), &[id(1, 1)]);
        assert!(!set.contains(&"vegan"));
        set.remove_remove(id(2, 1), &[id(1, 1)]);
        assert!(set.contains(&"vegan"));
    }

    proptest! {
        #[test]
        fn a_remove_of_what_is_seen_empties_a_member(a in set(), member in 0u64..3) {
            let mut a = a;
            let dots = a.dots(&member);
            a.remove(id(9, 2), &dots);
            prop_assert!(!a.contains(&member));
        }
    }
}
