//! Rules that the simulator may break on purpose, to prove that it would notice.
//! Without the feature `sim` none of this is in the program.

/// A rule, broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Break {
    /// The clock takes no note of what was seen.
    HlcObserve,
    /// An author claims to have seen one op more than it has.
    BasisOffByOne,
    /// Compaction forgets what is gone for ever.
    DropTombstone,
    /// A count is the last word, whatever was taken since.
    CountAsOverwrite,
    /// What is settled can be undone.
    UndoBelowFloor,
}

#[cfg(any(test, feature = "sim"))]
thread_local! {
    static BROKEN: std::cell::Cell<Option<Break>> = const { std::cell::Cell::new(None) };
}

/// Breaks a rule on this thread, or none.
#[cfg(any(test, feature = "sim"))]
pub fn set(rule: Option<Break>) {
    BROKEN.set(rule);
}

/// Whether a rule is broken.
#[cfg(any(test, feature = "sim"))]
pub(crate) fn is(rule: Break) -> bool {
    BROKEN.get() == Some(rule)
}

/// No rule is broken.
#[cfg(not(any(test, feature = "sim")))]
pub(crate) const fn is(_: Break) -> bool {
    false
}
