//! What an engine's reading is worth against a label.

use std::collections::HashMap;

use ml::score::{self, Words};

use super::engine::{Box4, Seen};
use super::pairs;
use super::split::Label;

/// Hits, expected and found of anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// In both.
    pub hits: usize,
    /// On the label.
    pub expected: usize,
    /// By the engine.
    pub found: usize,
}

/// The figures of one reading.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Words over the whole receipt.
    pub words: Words,
    /// Amounts, such as 12.90, that stand there digit by digit.
    pub amounts: Found,
    /// Boxes at an overlap of a half; nothing where the picture was moved.
    pub boxes: Option<Found>,
    /// Lines of several boxes that are in one row; `None` from one that does not make rows.
    pub pairs: Option<Found>,
    /// Whether the total is right; `None` without a label, or from one that does not look for it.
    pub total: Option<bool>,
    /// From the file's bytes to the text.
    pub milliseconds: f64,
}

/// Compares.
pub fn figures(label: &Label, seen: &Seen, in_place: bool, ours: bool) -> Figures {
    let expected = || label.texts.iter().map(String::as_str);
    let read = || seen.texts.iter().map(String::as_str);
    Figures {
        words: score::words(expected(), read()),
        amounts: amounts(expected(), read()),
        boxes: in_place.then(|| overlapping(&label.boxes, &seen.boxes)),
        pairs: ours.then(|| pairs::kept(label, &seen.texts)),
        total: ours
            .then(|| score::same_amount(&label.total, seen.total.as_deref()))
            .flatten(),
        milliseconds: seen.milliseconds,
    }
}

/// Words that are an amount: digits, a point or comma, two digits; a currency may stand before.
fn amounts<'a>(
    expected: impl Iterator<Item = &'a str>,
    read: impl Iterator<Item = &'a str>,
) -> Found {
    let mut left: HashMap<String, usize> = HashMap::new();
    let mut out = Found::default();
    for amount in read.flat_map(str::split_whitespace).filter_map(amount) {
        *left.entry(amount).or_default() += 1;
        out.found += 1;
    }
    for amount in expected.flat_map(str::split_whitespace).filter_map(amount) {
        out.expected += 1;
        if let Some(count) = left.get_mut(&amount)
            && *count > 0
        {
            *count -= 1;
            out.hits += 1;
        }
    }
    out
}

fn amount(word: &str) -> Option<String> {
    let bare = word.trim_start_matches(|c: char| c.is_alphabetic() || "$€£".contains(c));
    let (whole, cents) = bare.rsplit_once(['.', ','])?;
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let whole_digits: String = whole.chars().filter(|c| !"-.,".contains(*c)).collect();
    (digits(&whole_digits) && digits(cents) && cents.len() == 2).then(|| bare.to_owned())
}

/// Takes the label's boxes in their order: each gets, of the boxes found that are left, the
/// one it overlaps most, if that is a half.
fn overlapping(expected: &[Box4], found: &[Box4]) -> Found {
    let mut free: Vec<&Box4> = found.iter().collect();
    let mut hits = 0;
    for wanted in expected {
        let best = (0..free.len())
            .max_by(|&a, &b| overlap(wanted, free[a]).total_cmp(&overlap(wanted, free[b])));
        if let Some(best) = best.filter(|&i| overlap(wanted, free[i]) >= 0.5) {
            free.swap_remove(best);
            hits += 1;
        }
    }
    Found {
        hits,
        expected: expected.len(),
        found: found.len(),
    }
}

/// Intersection over union.
fn overlap(a: &Box4, b: &Box4) -> f32 {
    let across = (a[2].min(b[2]) - a[0].max(b[0])).max(0.0);
    let down = (a[3].min(b[3]) - a[1].max(b[1])).max(0.0);
    let area = |b: &Box4| (b[2] - b[0]) * (b[3] - b[1]);
    across * down / (area(a) + area(b) - across * down).max(1.0)
}

impl Found {
    /// The share of what was expected.
    pub fn recall(self) -> f64 {
        self.hits as f64 / self.expected.max(1) as f64
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.hits as f64 / (self.expected + self.found).max(1) as f64
    }

    /// The sum over several receipts.
    pub fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            expected: self.expected + other.expected,
            found: self.found + other.found,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_right_digit_by_digit() {
        let found = amounts(
            ["TOTAL RM9.00 9.00", "1,234.50 12:30 5.000"].into_iter(),
            ["9.00 9.10 $1,234.50"].into_iter(),
        );
        assert_eq!((found.hits, found.expected, found.found), (2, 3, 3));
    }

    #[test]
    fn a_box_counts_once() {
        let one = [0.0, 0.0, 10.0, 10.0];
        let found = overlapping(&[one, one], &[[0.0, 0.0, 10.0, 12.0]]);
        assert_eq!((found.hits, found.expected, found.found), (1, 2, 1));
    }
}
