//! How well a receipt was read: the measures of the SROIE competition, so that our
//! figures can stand beside others'.

use std::collections::HashMap;

/// Words found, expected and read; [`Self::f1`] makes one number of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Words in both.
    pub hits: usize,
    /// Words on the paper.
    pub expected: usize,
    /// Words that were read.
    pub read: usize,
}

impl Words {
    /// The harmonic mean of precision and recall, 0 to 1.
    #[must_use]
    pub fn f1(&self) -> f64 {
        match self.expected + self.read {
            0 => 1.0,
            both => 2.0 * self.hits as f64 / both as f64,
        }
    }

    /// The sum over several images.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            expected: self.expected + other.expected,
            read: self.read + other.read,
        }
    }
}

/// Compares texts as multisets of blank-separated words without regard to case
/// (task 2 of SROIE; its transcripts are all capitals).
#[must_use]
pub fn words<'a>(
    expected: impl IntoIterator<Item = &'a str>,
    read: impl IntoIterator<Item = &'a str>,
) -> Words {
    let mut left: HashMap<String, usize> = HashMap::new();
    let mut score = Words::default();
    for word in expected.into_iter().flat_map(str::split_whitespace) {
        *left.entry(word.to_lowercase()).or_default() += 1;
        score.expected += 1;
    }
    for word in read.into_iter().flat_map(str::split_whitespace) {
        score.read += 1;
        if let Some(count) = left.get_mut(&word.to_lowercase())
            && *count > 0
        {
            *count -= 1;
            score.hits += 1;
        }
    }
    score
}

/// Whether a total says the printed amount; labels may carry a currency's sign, a
/// code or separators of thousands. `None` if the label is no amount.
#[must_use]
pub fn same_amount(label: &str, read: Option<&str>) -> Option<bool> {
    let label = hundredths(label)?;
    Some(read.and_then(hundredths) == Some(label))
}

/// The amount in hundredths, by its digits, sign and decimal point alone; `None` if it
/// is none, or finer than that.
#[must_use]
pub fn hundredths(text: &str) -> Option<i64> {
    let kept: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .collect();
    if !kept.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = kept.split_once('.').unwrap_or((&kept, ""));
    let part = match part.len() {
        0 => "00".to_owned(),
        1 => format!("{part}0"),
        _ => part.to_owned(),
    };
    let (cents, rest) = part.split_at_checked(2)?;
    // Thousandths that are nothing: 9.000.
    if rest.chars().any(|c| c != '0') {
        return None;
    }
    format!("{whole}{cents}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_as_often_as_they_stand_there() {
        let score = words(["TESCO MILK", "1.20 1.20"], ["milk 1.20", "Tesco X"]);
        let expected = Words {
            hits: 3,
            expected: 4,
            read: 4,
        };
        assert_eq!(score, expected);
        assert!((score.f1() - 0.75).abs() < 1e-9);
    }

    #[test]
    fn nothing_read_of_nothing_is_right_and_of_something_is_not() {
        assert!((words([], []).f1() - 1.0).abs() < 1e-9);
        assert!(words(["a"], []).f1().abs() < 1e-9);
    }

    #[test]
    fn amounts_are_compared_by_value() {
        for (label, read, same) in [
            ("RM 9.00", Some("9.00"), Some(true)),
            ("$1,234.50", Some("1234.5"), Some(true)),
            ("9", Some("9.00"), Some(true)),
            ("9.00", Some("9.10"), Some(false)),
            ("9.00", None, Some(false)),
            ("", Some("9.00"), None),
        ] {
            assert_eq!(same_amount(label, read), same, "{label:?} and {read:?}");
        }
    }
}
