//! Counting what is right.

/// Right ones of so many.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub right: usize,
    pub all: usize,
}

impl Tally {
    /// One more.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// The part that is right, 0 to 1.
    pub fn share(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}
