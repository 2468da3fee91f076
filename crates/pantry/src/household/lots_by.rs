//! Which lots belong to what.

use std::collections::BTreeSet;

use crate::id::LotId;

/// Lots by something that has few of them. One set of pairs: a set for each, of one or two
/// lots, takes four times the memory.
#[derive(Clone, Debug)]
pub(super) struct LotsBy<K>(BTreeSet<(K, LotId)>);

impl<K> Default for LotsBy<K> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<K: Copy + Ord> LotsBy<K> {
    /// Its lots, ascending.
    pub(super) fn of(&self, key: K) -> impl Iterator<Item = LotId> {
        let [first, last] = [[0; 16], [u8::MAX; 16]].map(LotId::from_bytes);
        let pairs = self.0.range((key, first)..=(key, last));
        pairs.map(|(_, lot)| *lot)
    }

    pub(super) fn insert(&mut self, key: K, lot: LotId) {
        self.0.insert((key, lot));
    }

    pub(super) fn remove(&mut self, key: K, lot: LotId) {
        self.0.remove(&(key, lot));
    }
}
