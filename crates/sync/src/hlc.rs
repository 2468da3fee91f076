//! Hybrid logical clocks: stamps near to wall time that never run backwards
//! and order every op after all that its author had seen.
//!
//! Nothing here reads a clock: the caller passes the wall time in, and keeps
//! [`Clock::last`] in the same commit as the ops that it stamped.

use std::fmt;

use crate::id::{OpId, ReplicaId};

const COUNTER_BITS: u32 = 16;

/// A moment: 47 bits of Unix milliseconds and a 16-bit counter, in one `i64`.
///
/// The integer is never negative, so it sorts the same as a signed column of
/// a database.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc(i64);

impl Hlc {
    /// Before every moment that a clock gives.
    pub const ZERO: Hlc = Hlc(0);
    /// After every moment that a clock gives.
    pub const MAX: Hlc = Hlc(i64::MAX);

    /// The moment of a wall time in Unix milliseconds, held to the range that
    /// fits (1970 to 6429).
    pub fn from_unix_ms(ms: i64) -> Self {
        Self(ms.clamp(0, i64::MAX >> COUNTER_BITS) << COUNTER_BITS)
    }

    /// The moment with this integer form, unless it is negative.
    pub fn from_i64(value: i64) -> Option<Self> {
        (value >= 0).then_some(Self(value))
    }

    /// The integer form; it sorts like the moments.
    pub fn as_i64(self) -> i64 {
        self.0
    }

    /// Unix milliseconds.
    pub fn unix_ms(self) -> i64 {
        self.0 >> COUNTER_BITS
    }

    /// The counter within the millisecond.
    pub fn counter(self) -> u16 {
        (self.0 & 0xFFFF) as u16
    }

    /// The next moment. A full counter carries into the milliseconds.
    fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Debug for Hlc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.unix_ms(), self.counter())
    }
}

/// One replica's clock: the latest moment that it gave or saw.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Clock {
    last: Hlc,
}

impl Clock {
    /// A clock that goes on after `last`, as it was kept with the last commit.
    pub fn resume(last: Hlc) -> Self {
        Self { last }
    }

    /// The latest moment given or seen.
    pub fn last(&self) -> Hlc {
        self.last
    }

    /// A moment for a new op: after everything given and seen, and not before
    /// the wall time `now_ms` (Unix milliseconds).
    pub fn tick(&mut self, now_ms: i64) -> Hlc {
        self.last = self.last.next().max(Hlc::from_unix_ms(now_ms));
        self.last
    }

    /// Takes note of a moment seen, so that later ticks come after it.
    ///
    /// Call it once a batch, with its greatest moment: whether a moment is too
    /// far ahead is for the server to judge before it stores the op.
    pub fn observe(&mut self, seen: Hlc) {
        self.last = self.last.max(seen);
    }
}

/// The place of an op in the one order that all replicas agree on: by moment,
/// then by replica, then by the replica's own numbering.
///
/// A replica never gives one moment twice, so `rseq` decides only for authors
/// that break that rule: even those cannot make two replicas disagree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stamp {
    /// When the op was written.
    pub hlc: Hlc,
    /// Who wrote it.
    pub replica: ReplicaId,
    /// Its number among its author's ops.
    pub rseq: u64,
}

impl Stamp {
    /// The id of the stamped op.
    pub fn op_id(&self) -> OpId {
        OpId {
            replica: self.replica,
            rseq: self.rseq,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_full_counter_carries_into_the_milliseconds() {
        let full = Hlc::from_i64((5 << 16) | 0xFFFF).expect("not negative");
        let mut clock = Clock::resume(full);
        let next = clock.tick(5);
        assert_eq!((next.unix_ms(), next.counter()), (6, 0));
    }

    #[test]
    fn a_clock_set_back_does_not_run_backwards() {
        let mut clock = Clock::default();
        let before = clock.tick(1_000);
        let after = clock.tick(10);
        assert!(after > before);
        assert_eq!((after.unix_ms(), after.counter()), (1_000, 1));
    }

    #[test]
    fn wall_times_out_of_range_are_held_to_it() {
        assert_eq!(Hlc::from_unix_ms(-1), Hlc::ZERO);
        assert_eq!(Hlc::from_unix_ms(i64::MAX).unix_ms(), (1 << 47) - 1);
        assert_eq!(Hlc::from_i64(-1), None);
    }

    #[test]
    fn the_end_of_time_does_not_overflow() {
        let mut clock = Clock::resume(Hlc::MAX);
        assert_eq!(clock.tick(0), Hlc::MAX);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Tick(i64),
        Observe(i64),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (-5i64..1 << 40).prop_map(Step::Tick),
            (0i64..1 << 56).prop_map(Step::Observe),
        ]
    }

    proptest! {
        #[test]
        fn every_tick_is_after_all_that_was_given_or_seen(steps in proptest::collection::vec(step(), 0..50)) {
            let mut clock = Clock::default();
            let mut greatest = Hlc::ZERO;
            for step in steps {
                match step {
                    Step::Tick(now) => {
                        let given = clock.tick(now);
                        prop_assert!(given > greatest);
                        prop_assert!(given >= Hlc::from_unix_ms(now));
                        greatest = given;
                    }
                    Step::Observe(value) => {
                        let seen = Hlc::from_i64(value).expect("not negative");
                        clock.observe(seen);
                        greatest = greatest.max(seen);
                    }
                }
                prop_assert_eq!(clock.last(), greatest);
            }
        }

        #[test]
        fn the_order_of_observing_does_not_matter(mut seen in proptest::collection::vec(0i64.., 0..10)) {
            let observe_all = |seen: &[i64]| {
                let mut clock = Clock::default();
                seen.iter().filter_map(|&value| Hlc::from_i64(value)).for_each(|hlc| clock.observe(hlc));
                clock
            };
            let one = observe_all(&seen);
            seen.reverse();
            prop_assert_eq!(one, observe_all(&seen));
        }

        #[test]
        fn the_integer_form_keeps_both_parts(ms in 0i64..1 << 47, counter: u16) {
            let hlc = Hlc::from_i64((ms << 16) | i64::from(counter)).expect("not negative");
            prop_assert_eq!((hlc.unix_ms(), hlc.counter()), (ms, counter));
            prop_assert_eq!(Hlc::from_i64(hlc.as_i64()), Some(hlc));
        }
    }
}
