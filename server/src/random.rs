//! Random numbers of the system, for tokens and ids.

/// So many random bytes; `None` where the system has none to give.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}
