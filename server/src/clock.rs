//! The system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in Unix milliseconds; 0 before 1970, where a clock is of no use and the hub says so.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}
