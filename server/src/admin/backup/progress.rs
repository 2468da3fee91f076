//! How far long work is, on standard error: whoever waits for gigabytes wants to see them go.

use std::time::{Duration, Instant};

/// Work that takes less says nothing.
const EVERY: Duration = Duration::from_secs(3);

/// How far work is.
pub struct Progress {
    done: &'static str,
    bytes: u64,
    told: Instant,
}

impl Progress {
    /// Work that just begins; `done` says what becomes of the bytes.
    pub fn new(done: &'static str) -> Self {
        let told = Instant::now();
        Self {
            done,
            bytes: 0,
            told,
        }
    }

    /// So many more bytes are done.
    pub fn pass(&mut self, bytes: u64) {
        self.bytes += bytes;
        if self.told.elapsed() >= EVERY {
            self.told = Instant::now();
            eprintln!("larder: {} MiB {}", self.bytes / (1024 * 1024), self.done);
        }
    }
}
