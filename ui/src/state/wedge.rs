//! Scanners that type: a burst of digits, faster than any person, with Enter or Tab behind.

use pantry::barcode::Scanned;

/// The longest pause between two keys of a scanner, in milliseconds. Slow ones, by Bluetooth,
/// take 30; a fast typist takes 60.
const PAUSE_MS: f64 = 45.0;

/// Longer than any code of goods.
const MOST: usize = 14;

/// The keys of a burst so far.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Burst {
    digits: String,
    last_ms: f64,
}

impl Burst {
    /// Whether the last key began a burst: what it is typed into is as it was before.
    pub fn is_first(&self) -> bool {
        self.digits.len() == 1
    }

    /// Takes in a key by its name and moment; the code that it ends, if it ends one.
    pub fn key(&mut self, key: &str, now_ms: f64) -> Option<Scanned> {
        let in_time = now_ms - self.last_ms <= PAUSE_MS;
        self.last_ms = now_ms;
        if matches!(key, "Enter" | "Tab") {
            let digits = std::mem::take(&mut self.digits);
            return Scanned::parse(&digits).filter(|_| in_time);
        }
        // Shift and its like are pressed with what follows.
        if key.chars().count() > 1 {
            return None;
        }
        let digit = key.chars().next().filter(char::is_ascii_digit);
        let Some(digit) = digit else {
            self.digits.clear();
            return None;
        };
        if !in_time || self.digits.len() >= MOST {
            self.digits.clear();
        }
        self.digits.push(digit);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str, apart_ms: f64, end: &str) -> Option<Scanned> {
        let mut burst = Burst::default();
        let mut now = 10_000.0;
        for key in keys.chars() {
            now += apart_ms;
            assert_eq!(burst.key(&key.to_string(), now), None);
        }
        burst.key(end, now + apart_ms)
    }

    #[test]
    fn a_fast_burst_with_a_right_check_digit_is_a_code() {
        let code = Scanned::parse("4006381333931");
        assert!(code.is_some());
        for end in ["Enter", "Tab"] {
            assert_eq!(typed("4006381333931", 8.0, end), code, "{end}");
        }
        assert_eq!(typed("4006381333931", 30.0, "Enter"), code, "by Bluetooth");
        assert_eq!(typed("x4006381333931", 8.0, "Enter"), code, "a prefix");
    }

    #[test]
    fn what_a_person_types_is_no_code() {
        assert_eq!(typed("4006381333931", 120.0, "Enter"), None, "slowly");
        assert_eq!(
            typed("4006381333932", 8.0, "Enter"),
            None,
            "the check digit"
        );
        assert_eq!(typed("12", 8.0, "Enter"), None);
        assert_eq!(typed("4006381333931", 8.0, " "), None, "no end");
        assert_eq!(
            typed("94006381333931400638", 8.0, "Enter"),
            None,
            "too long"
        );
    }
}
