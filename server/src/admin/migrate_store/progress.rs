//! How far a move is, on standard error.

use std::time::{Duration, Instant};

/// Something is said so often.
const EVERY: Duration = Duration::from_secs(3);

/// How far a move is.
pub struct Progress {
    /// Rows of the file by tables, as it was at the start.
    counts: Vec<(String, i64)>,
    told: Instant,
}

impl Progress {
    /// A move that is about to copy so many rows.
    pub fn new(counts: Vec<(String, i64)>) -> Self {
        let told = Instant::now();
        Self { counts, told }
    }

    /// All rows of the file, as it was at the start.
    pub fn rows(&self) -> i64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// So many rows of a table are copied.
    pub fn copied(&mut self, table: &str, rows: i64) {
        let all = self.counts.iter().find(|(name, _)| name == table);
        let all = all.map_or(rows, |(_, count)| *count).max(rows);
        self.say(&format!("{table}: {rows} of {all} rows are copied"));
    }

    /// Says something, unless something was said just now.
    pub fn say(&mut self, what: &str) {
        if self.told.elapsed() >= EVERY {
            self.told = Instant::now();
            eprintln!("larder: {what}");
        }
    }
}
