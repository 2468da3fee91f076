//! When a code that a camera sees counts: read twice alike, and once for each time that it is
//! held before the camera.

use pantry::barcode::Scanned;

/// How far apart two equal reads may be, in milliseconds.
const TOGETHER_MS: f64 = 1_500.0;

/// How long a code must have been away to count again: less happens when a hand trembles.
const AWAY_MS: f64 = 1_200.0;

/// What has been seen lately.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Steady {
    once: Option<(Scanned, f64)>,
    /// Those that counted, with the moment they were last seen.
    counted: Vec<(Scanned, f64)>,
}

impl Steady {
    /// Takes in what a look saw at a moment, in milliseconds; the code if it counts now.
    pub fn see(&mut self, code: Option<Scanned>, now: f64) -> Option<Scanned> {
        self.counted.retain(|(_, last)| now - last < AWAY_MS);
        let code = code?;
        if let Some((_, last)) = self.counted.iter_mut().find(|(own, _)| *own == code) {
            *last = now;
            return None;
        }
        match self.once.take() {
            Some((once, at)) if once == code && now - at < TOGETHER_MS => {
                self.counted.push((code.clone(), now));
                Some(code)
            }
            _ => {
                self.once = Some((code, now));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(digits: &str) -> Option<Scanned> {
        Scanned::parse(digits)
    }

    #[test]
    fn a_code_counts_when_it_was_read_twice_alike() {
        let (one, other) = (code("4006381333931"), code("96385074"));
        let mut steady = Steady::default();
        assert_eq!(steady.see(one.clone(), 0.0), None);
        assert_eq!(steady.see(None, 100.0), None);
        assert_eq!(
            steady.see(other.clone(), 200.0),
            None,
            "another one between"
        );
        assert_eq!(steady.see(one.clone(), 300.0), None);
        assert_eq!(steady.see(one.clone(), 400.0), one);
        let mut late = Steady::default();
        assert_eq!(late.see(one.clone(), 0.0), None);
        assert_eq!(late.see(one.clone(), 5_000.0), None, "too far apart");
    }

    #[test]
    fn what_is_held_counts_once_and_again_after_it_was_away() {
        let one = code("4006381333931");
        let mut steady = Steady::default();
        let mut counted = 0;
        for look in 0..50 {
            counted += u32::from(steady.see(one.clone(), f64::from(look) * 100.0).is_some());
        }
        assert_eq!(counted, 1);
        assert_eq!(steady.see(None, 7_000.0), None);
        assert_eq!(steady.see(one.clone(), 7_100.0), None);
        assert_eq!(steady.see(one.clone(), 7_200.0), one, "the next package");
    }

    #[test]
    fn two_packages_side_by_side_count_once_each() {
        let pair = [code("4006381333931"), code("96385074")];
        let mut steady = Steady::default();
        let looks = (0..60).map(|look| {
            let which = &pair[(look / 3) % 2];
            steady.see(which.clone(), look as f64 * 66.0)
        });
        assert_eq!(looks.flatten().count(), 2);
    }
}
