//! Times: the median of some runs, with the least and the most.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Milliseconds of some runs.
#[derive(Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// Runs and takes the time. The result is dropped outside of it.
    pub fn take<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.add(start.elapsed());
        result
    }

    fn add(&mut self, time: Duration) {
        let place = self
            .0
            .partition_point(|other| *other < time.as_secs_f64() * 1e3);
        self.0.insert(place, time.as_secs_f64() * 1e3);
    }

    /// The one in the middle, or between the two there.
    pub fn median(&self) -> f64 {
        let half = self.0.len() / 2;
        match self.0.len() % 2 {
            _ if self.0.is_empty() => 0.0,
            0 => f64::midpoint(self.0[half - 1], self.0[half]),
            _ => self.0[half],
        }
    }

    /// The least and the most.
    pub fn spread(&self) -> (f64, f64) {
        let ends = self.0.first().zip(self.0.last());
        ends.map_or((0.0, 0.0), |(least, most)| (*least, *most))
    }

    /// For a table.
    pub fn text(&self) -> String {
        let (least, most) = self.spread();
        format!("{:.0} ({least:.0}–{most:.0}) ms", self.median())
    }

    /// For the last line.
    pub fn json(&self) -> Value {
        let tenths = |ms: f64| (ms * 10.0).round() / 10.0;
        let (least, most) = self.spread();
        json!([tenths(self.median()), tenths(least), tenths(most)])
    }
}

/// Runs once to warm up, then so many times.
pub fn times<T>(runs: usize, mut run: impl FnMut() -> T) -> Times {
    drop(run());
    let mut times = Times::default();
    for _ in 0..runs {
        drop(times.take(&mut run));
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        let mut times = Times::default();
        for ms in [3, 1, 2] {
            times.add(Duration::from_millis(ms));
        }
        assert_eq!((times.median(), times.spread()), (2.0, (1.0, 3.0)));
        times.add(Duration::from_millis(4));
        assert_eq!(times.median(), 2.5);
    }
}
