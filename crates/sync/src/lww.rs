//! A register: of all the writes to one field, the one with the greatest
//! stamp wins.
//!
//! The others are kept, because an undo of the winner lets the next one win.

use crate::hlc::Stamp;

/// The writes to one field, by stamp.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Register<V> {
    /// Ascending by stamp. A sorted `Vec`, because most fields are written
    /// once or twice, and later writes mostly arrive later.
    writes: Vec<(Stamp, V)>,
}

impl<V> Default for Register<V> {
    fn default() -> Self {
        Self { writes: Vec::new() }
    }
}

impl<V> Register<V> {
    /// Takes in a write. One with a stamp that is there already is the same
    /// write again.
    pub fn insert(&mut self, stamp: Stamp, value: V) {
        if let Err(position) = self.position(stamp) {
            if self.writes.is_empty() {
                self.writes.reserve_exact(1);
            }
            self.writes.insert(position, (stamp, value));
        }
    }

    /// Leaves a write out.
    pub fn remove(&mut self, stamp: Stamp) {
        if let Ok(position) = self.position(stamp) {
            self.writes.remove(position);
        }
    }

    /// The write that counts.
    pub fn winner(&self) -> Option<&(Stamp, V)> {
        self.writes.last()
    }

    fn position(&self, stamp: Stamp) -> Result<usize, usize> {
        self.writes.binary_search_by_key(&stamp, |write| write.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hlc::Hlc;
    use crate::id::ReplicaId;

    fn stamp(ms: i64, replica: u64) -> Stamp {
        Stamp {
            hlc: Hlc::from_unix_ms(ms),
            replica: ReplicaId(replica),
            rseq: 1,
        }
    }

    /// The value is a function of the stamp, as it is for ops: an id has one content.
    fn register() -> impl Strategy<Value = Register<i64>> {
        proptest::collection::vec((0i64..8, 0u64..3), 0..8).prop_map(|writes| {
            let mut register = Register::default();
            for (ms, replica) in writes {
                register.insert(stamp(ms, replica), ms * 10 + replica as i64);
            }
            register
        })
    }

    #[test]
    fn the_replica_decides_between_equal_moments() {
        let mut register = Register::default();
        register.insert(stamp(5, 2), "second");
        register.insert(stamp(5, 1), "first");
        assert_eq!(register.winner(), Some(&(stamp(5, 2), "second")));
    }

    #[test]
    fn without_the_winner_the_next_write_wins() {
        let mut register = Register::default();
        register.insert(stamp(1, 1), "old");
        register.insert(stamp(2, 1), "new");
        register.remove(stamp(2, 1));
        assert_eq!(register.winner(), Some(&(stamp(1, 1), "old")));
        register.remove(stamp(1, 1));
        assert_eq!(register.winner(), None);
    }

    #[test]
    fn a_write_that_comes_again_is_the_same_write() {
        let mut register = Register::default();
        register.insert(stamp(1, 1), "once");
        register.insert(stamp(1, 1), "once");
        register.remove(stamp(1, 1));
        assert_eq!(register, Register::default());
    }

    proptest! {
        #[test]
        fn the_greatest_stamp_wins_in_any_order(a in register()) {
            let greatest = a.writes.iter().max_by_key(|write| write.0);
            prop_assert_eq!(a.winner(), greatest);
            let mut reversed = Register::default();
            for (stamp, value) in a.writes.iter().rev() {
                reversed.insert(*stamp, *value);
            }
            prop_assert_eq!(reversed, a);
        }

        #[test]
        fn leaving_out_and_taking_back_changes_nothing(a in register(), position in 0usize..8) {
            let Some(&(stamp, value)) = a.writes.get(position) else { return Ok(()); };
            let mut again = a.clone();
            again.remove(stamp);
            again.insert(stamp, value);
            prop_assert_eq!(again, a);
        }
    }
}
